// SPDX-License-Identifier: GPL-3.0-or-later
// What the reading of a list found: rows with one cause become one sentence ("row 3–62"). Used by the readers of day
// lists; each sentence about a row begins with "{}, row {}", the file and the rows.
#pragma once

#include <string>
#include <vector>

#include "presets/message.h"

namespace gatecast {

class RowReport {
public:
    explicit RowReport(std::string file) : file_(std::move(file)) {}

    [[nodiscard]] const std::string& file() const { return file_; }

    /// row 0: of the whole file, whose sentence speaks of no row. Else the second value of `message` is the row.
    void problem(int row, Message message) { add(problems_, row, std::move(message)); }
    void remark(int row, Message message) { add(remarks_, row, std::move(message)); }
    /// About many rows at once.
    void problem(const std::vector<int>& rows, const Message& message);

    [[nodiscard]] std::vector<Message> problems() const { return written(problems_); }
    [[nodiscard]] std::vector<Message> remarks() const { return written(remarks_); }

private:
    struct Finding {
        Message message;
        std::vector<int> rows;
    };
    using Found = std::vector<Finding>;

    static void add(Found& found, int row, Message message);
    static std::vector<Message> written(const Found& found);

    std::string file_;
    Found problems_, remarks_;
};

/// "3–62, 64".
[[nodiscard]] std::string written_rows(std::vector<int> rows);

}  // namespace gatecast
