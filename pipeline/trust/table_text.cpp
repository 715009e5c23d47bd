// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/trust/table_text.h"

#include <algorithm>
#include <cstdint>

namespace gatecast {
namespace {

void append(std::string& to, char32_t c) {
    const auto put = [&to](char32_t byte) { to += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) return put(c);
    if (c < 0x800) {
        put(0xC0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            put(0xE0 | (c >> 12));
        } else {
            put(0xF0 | (c >> 18));
            put(0x80 | ((c >> 12) & 0x3F));
        }
        put(0x80 | ((c >> 6) & 0x3F));
    }
    put(0x80 | (c & 0x3F));
}

/// Of UTF-16 behind its mark, little or big end first.
bool decode_utf16(std::string_view bytes, bool little, std::string& utf8) {
    if (bytes.size() % 2 != 0) return false;
    const auto unit = [&](size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(little ? second << 8 | first : first << 8 | second);
    };
    for (size_t at = 0; at < bytes.size(); at += 2) {
        char32_t c = unit(at);
        if (c >= 0xD800 && c < 0xE000) {
            if (c >= 0xDC00 || at + 4 > bytes.size()) return false;
            const char32_t low = unit(at += 2);
            if (low < 0xDC00 || low >= 0xE000) return false;
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        }
        append(utf8, c);
    }
    return true;
}

bool is_whole_utf8(std::string_view bytes) {
    for (size_t at = 0; at < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[at]);
        const size_t length = lead < 0x80                   ? 1
                              : lead >= 0xC2 && lead < 0xE0 ? 2
                              : lead >= 0xE0 && lead < 0xF0 ? 3
                              : lead >= 0xF0 && lead < 0xF5 ? 4
                                                            : 0;
        if (length == 0 || at + length > bytes.size()) return false;
        char32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (size_t i = 1; i < length; ++i) {
            const auto byte = static_cast<unsigned char>(bytes[at + i]);
            if ((byte & 0xC0) != 0x80) return false;
            c = c << 6 | (byte & 0x3F);
        }
        const bool too_long = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
        if (too_long || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return false;
        at += length;
    }
    return true;
}

/// Of the first line that has one: some programs write a line about themselves above the head.
char separator_of(std::string_view text) {
    while (!text.empty()) {
        const size_t end = std::min(text.find_first_of("\r\n"), text.size());
        for (const char c : {'\t', ';', ','})
            if (text.substr(0, end).find(c) != std::string_view::npos) return c;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return '\t';
}

/// Reads cell after cell; quotes as spreadsheets write them.
class Cells {
public:
    explicit Cells(std::string_view text) : text_(text), separator_(separator_of(text)) {}

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
    TextRow row() {
        TextRow row{line_, {}};
        do row.cells.push_back(cell());
        while (!at_end() && text_[at_] == separator_ && ++at_ > 0);
        end_of_line();
        return row;
    }

private:
    std::string cell() {
        if (at_end() || text_[at_] != '"') return plain();
        std::string cell;
        for (++at_; !at_end(); ++at_) {
            if (text_[at_] == '"' && (++at_ >= text_.size() || text_[at_] != '"')) break;
            line_ += text_[at_] == '\n' ? 1 : 0;
            cell += text_[at_];
        }
        return cell + plain();
    }
    std::string plain() {
        const size_t from = at_;
        while (!at_end() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
        return std::string(text_.substr(from, at_ - from));
    }
    void end_of_line() {
        if (at_end()) return;
        if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
        ++at_;
        ++line_;
    }

    std::string_view text_;
    char separator_;
    size_t at_ = 0;
    size_t line_ = 1;
};

bool is_figures(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; }) &&
           text.find_first_not_of("0123456789 .,:/-+%eE") == std::string_view::npos;
}

}  // namespace

bool decode_table_text(std::string_view bytes, std::string& utf8) {
    utf8.clear();
    if (bytes.starts_with("\xFF\xFE")) return decode_utf16(bytes.substr(2), true, utf8);
    if (bytes.starts_with("\xFE\xFF")) return decode_utf16(bytes.substr(2), false, utf8);
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (!is_whole_utf8(bytes) || bytes.find('\0') != std::string_view::npos) return false;
    utf8 = bytes;
    return true;
}

std::vector<TextRow> table_rows(std::string_view utf8) {
    std::vector<TextRow> rows;
    for (Cells cells(utf8); !cells.at_end();) {
        TextRow row = cells.row();
        for (std::string& cell : row.cells) {
            const size_t from = cell.find_first_not_of(" \r\n"), last = cell.find_last_not_of(" \r\n");
            cell = from == std::string::npos ? std::string() : cell.substr(from, last - from + 1);
        }
        if (std::ranges::any_of(row.cells, [](const std::string& cell) { return !cell.empty(); }))
            rows.push_back(std::move(row));
    }
    return rows;
}

std::string table_cell(std::string_view text) {
    std::string cell;
    for (const char c : text) cell += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    std::ranges::replace(cell, '"', '\'');
    const bool formula = !cell.empty() && std::string_view("=+-@'").find(cell.front()) != std::string_view::npos;
    return formula || is_figures(cell) ? "'" + cell : cell;
}

std::string plain_cell(std::string_view cell) {
    if (cell.starts_with('\'')) cell.remove_prefix(1);
    return std::string(cell);
}

}  // namespace gatecast
