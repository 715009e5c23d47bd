// SPDX-License-Identifier: GPL-3.0-or-later
// Text without times: a cue a line, or a paragraph. Where nearly every line begins with a time it is read as a table.
#include <algorithm>

#include "subtitles/formats/cell_text.h"
#include "subtitles/formats/cell_time.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/table_reading.h"
#include "subtitles/formats/tables.h"
#include "subtitles/formats/times.h"

namespace gatecast {
namespace {

struct Block {
    int line = 0;
    std::vector<std::string_view> lines;
};

/// Lines between empty ones.
std::vector<Block> paragraphs(const std::vector<std::string_view>& lines) {
    std::vector<Block> blocks;
    bool open = false;
    for (size_t i = 0; i < lines.size(); ++i) {
        const bool empty = trimmed(lines[i]).empty();
        if (!empty && !open) blocks.push_back({static_cast<int>(i + 1), {}});
        if (!empty) blocks.back().lines.push_back(trimmed(lines[i]));
        open = !empty;
    }
    return blocks;
}

/// Paragraphs are cues where they are short and some have two lines; scenes of many lines only part them.
bool paragraphs_are_cues(const std::vector<Block>& blocks) {
    size_t lines = 0;
    size_t longest = 0;
    for (const Block& block : blocks) {
        lines += block.lines.size();
        longest = std::max(longest, block.lines.size());
    }
    return blocks.size() > 1 && longest > 1 && lines <= 3 * blocks.size();
}

std::vector<Block> one_a_line(const std::vector<Block>& paragraphs) {
    std::vector<Block> blocks;
    for (const Block& paragraph : paragraphs)
        for (size_t i = 0; i < paragraph.lines.size(); ++i)
            blocks.push_back({paragraph.line + static_cast<int>(i), {paragraph.lines[i]}});
    return blocks;
}

/// "12. ", "12) ", "12\t" or "12" alone on the first line of a paragraph: its length with the blanks, 0: none.
size_t counter_length(std::string_view line, int64_t& number) {
    const size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    const auto read = read_number(line.substr(0, digits));
    if (!read || digits > 6) return 0;
    number = *read;
    if (digits == line.size()) return digits;
    size_t at = digits + (std::string_view(".)/:-").find(line[digits]) != std::string_view::npos ? 1 : 0);
    const size_t text = line.find_first_not_of(" \t", at);
    return text != line.npos && text > at ? text : 0;
}

/// Whether the blocks are numbered one by one, so that the numbers are not text.
bool are_numbered(const std::vector<Block>& blocks) {
    int64_t last = 0;
    for (size_t i = 0; i < blocks.size(); ++i) {
        int64_t number = 0;
        const size_t length = counter_length(blocks[i].lines[0], number);
        if (length == 0 || (i > 0 && number != last + 1)) return false;
        if (length == blocks[i].lines[0].size() && blocks[i].lines.size() == 1) return false;
        last = number;
    }
    return blocks.size() > 1;
}

CueFile read_timed_lines(const std::vector<Block>& blocks, const ReadOptions& options) {
    Table table;
    for (const Block& block : blocks) {
        TableRow row;
        row.number = block.line;
        const size_t time = leading_time(block.lines[0], options.frame_rate);
        std::string_view words = trimmed(block.lines[0].substr(time));
        if (time > 0 && words.starts_with(':')) words = trimmed(words.substr(1));  // "00:01 - 00:03: Xin chào"
        std::string text(words);
        for (size_t i = 1; i < block.lines.size(); ++i) text += "\n" + std::string(block.lines[i]);
        row.cells.resize(2);
        row.cells[0].text = std::string(block.lines[0].substr(0, time));
        row.cells[1].text = text;
        table.rows.push_back(std::move(row));
    }
    TableLayout layout;
    layout.columns = {{ColumnRole::kIn, "", ""}, {ColumnRole::kText, "", ""}};
    CueFile file;
    file.tracks = read_table(table, layout, options, file.problems);
    file.tracks[0].name.clear();
    for (Problem& problem : file.tracks[0].problems) problem.cell.clear();
    for (Problem& problem : file.problems) problem.cell.clear();
    return file;
}

bool begin_with_times(const std::vector<Block>& blocks, Rational rate) {
    const auto timed =
        std::ranges::count_if(blocks, [&](const Block& block) { return leading_time(block.lines[0], rate) > 0; });
    return timed > 0 && static_cast<size_t>(timed) * 5 >= blocks.size() * 4;
}

CueFile read_untimed(const std::vector<Block>& blocks) {
    CueFile file;
    Track& track = file.tracks.emplace_back();
    const bool numbered = are_numbered(blocks);
    for (const Block& block : blocks) {
        Cue cue;
        cue.timed = false;
        cue.line = block.line;
        std::string text;
        for (std::string_view line : block.lines) {
            if (int64_t number = 0; numbered && text.empty() && cue.id.empty()) {
                const size_t length = counter_length(line, number);
                cue.id = std::to_string(number);
                line.remove_prefix(length);
                if (line.empty()) continue;
            }
            text += (text.empty() ? "" : "\n") + std::string(line);
        }
        read_cell_text(text, block.line, track.problems, cue);
        if (!cue.text.empty()) track.cues.push_back(std::move(cue));
    }
    return file;
}

}  // namespace

int sniff_plain_text(std::string_view text) {
    return trimmed(text).empty() || text.find('\0') != text.npos ? 0 : 1;
}

CueFile read_plain_text(std::string_view text, const ReadOptions& options) {
    std::vector<Block> blocks = paragraphs(split_lines(text));
    if (!paragraphs_are_cues(blocks)) blocks = one_a_line(blocks);
    CueFile file =
        begin_with_times(blocks, options.frame_rate) ? read_timed_lines(blocks, options) : read_untimed(blocks);
    file.format = "text";
    if (lost_letters(text.substr(0, 4096))) {
        file.problems.push_back(
            table_problem(Severity::kError, "lost-letters",
                          message("The letters are lost: the text is mostly question marks. Save it "
                                  "again as UTF-8, or as .docx.")));
    }
    finish_tables(file, options);
    return file;
}

}  // namespace gatecast
