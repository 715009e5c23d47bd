// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite with errors as Errors: opened in WAL mode, so that two processes may use one file at once and a killed one
// leaves it whole. Called by the catalogue; one object a thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace gatecast {

class Statement {
public:
    Statement(sqlite3* database, std::string_view sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// In the order of the question marks.
    Statement& bind(std::string_view text);
    Statement& bind(int64_t number);
    /// Whether there is a row; after the last one the statement may be bound anew.
    bool step();
    /// A statement without rows.
    void run() {
        while (step()) continue;
    }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] int64_t number(int column) const;
    [[nodiscard]] double real(int column) const;

private:
    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
};

class Database {
public:
    /// Makes it where it is not there. `migrations`: what brings a file from each version to the next; a file of a
    /// newer program is refused. Throws Error.
    Database(const std::filesystem::path& file, std::span<const char* const> migrations);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    [[nodiscard]] Statement prepare(std::string_view sql) const { return {database_, sql}; }
    void execute(const std::string& sql) const;
    [[nodiscard]] int64_t last_id() const;

private:
    void migrate(std::span<const char* const> migrations);

    std::filesystem::path file_;
    sqlite3* database_ = nullptr;
};

/// Taken back unless it was committed. Another writer is waited for.
class Transaction {
public:
    explicit Transaction(const Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    const Database& database_;
    bool open_ = true;
};

}  // namespace gatecast
