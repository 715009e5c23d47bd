// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/database.h"

#include <sqlite3.h>

#include "presets/message.h"

namespace gatecast {
namespace {

constexpr int kPatience_ms = 30'000;

[[noreturn]] void refuse(sqlite3* database) {
    const char* file = sqlite3_db_filename(database, "main");
    const std::string why = sqlite3_errmsg(database);
    switch (sqlite3_errcode(database) & 0xFF) {
        case SQLITE_BUSY:
            throw Error(message("{} is being changed by another program. Try again when that one is done.", file));
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            throw Error(
                message("{} is damaged or no catalogue ({}). Put it aside and add the items again.", file, why));
        case SQLITE_FULL:
            throw Error(message("{} cannot be written: the disk is full.", file));
        default:
            throw Error(message("{} cannot be used ({}). Check its folder and its rights.", file, why));
    }
}

}  // namespace

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
    if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr) != SQLITE_OK)
        refuse(database);
}

Statement::~Statement() {
    sqlite3_finalize(statement_);
}

Statement& Statement::bind(std::string_view text) {
    const int size = static_cast<int>(text.size());
    if (sqlite3_bind_text(statement_, ++bound_, size == 0 ? "" : text.data(), size, SQLITE_TRANSIENT) != SQLITE_OK)
        refuse(database_);
    return *this;
}

Statement& Statement::bind(int64_t number) {
    if (sqlite3_bind_int64(statement_, ++bound_, number) != SQLITE_OK) refuse(database_);
    return *this;
}

bool Statement::step() {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result != SQLITE_DONE) refuse(database_);
    sqlite3_reset(statement_);
    bound_ = 0;
    return false;
}

std::string Statement::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return text == nullptr ? std::string()
                           : std::string(text, static_cast<size_t>(sqlite3_column_bytes(statement_, column)));
}

int64_t Statement::number(int column) const {
    return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const {
    return sqlite3_column_double(statement_, column);
}

Database::Database(const std::filesystem::path& file, std::span<const char* const> migrations) : file_(file) {
    std::error_code ignored;  // opening says it
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), ignored);
    const int opened = sqlite3_open_v2(file.c_str(), &database_,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    try {
        if (opened != SQLITE_OK)
            throw Error(message("{} cannot be used ({}). Check its folder and its rights.", file.string(),
                                sqlite3_errmsg(database_)));
        sqlite3_busy_timeout(database_, kPatience_ms);
        execute("PRAGMA journal_mode = WAL");
        execute("PRAGMA synchronous = FULL");
        execute("PRAGMA foreign_keys = ON");
        migrate(migrations);
    } catch (...) {
        sqlite3_close(database_);
        throw;
    }
}

Database::~Database() {
    sqlite3_close(database_);
}

void Database::execute(const std::string& sql) const {
    if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) refuse(database_);
}

int64_t Database::last_id() const {
    return sqlite3_last_insert_rowid(database_);
}

void Database::migrate(std::span<const char* const> migrations) {
    const auto version = [this] {
        Statement statement = prepare("PRAGMA user_version");
        statement.step();
        return static_cast<size_t>(statement.number(0));
    };
    if (version() == migrations.size()) return;
    Transaction transaction(*this);  // another process may do the same: it waits, then finds it done
    const size_t from = version();
    if (from > migrations.size())
        throw Error(message("{} was made by a newer Gatecast. Use that one, or another file.", file_.string()));
    for (size_t i = from; i < migrations.size(); ++i) execute(migrations[i]);
    execute("PRAGMA user_version = " + std::to_string(migrations.size()));
    transaction.commit();
}

Transaction::Transaction(const Database& database) : database_(database) {
    database.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        database_.execute("ROLLBACK");
    } catch (const Error&) {  // SQLite took it back by itself
    }
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

}  // namespace gatecast
