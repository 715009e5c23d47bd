// SPDX-License-Identifier: GPL-3.0-or-later
// The body of a Word document as tables and lines: what a reader sees when all tracked changes are accepted. Used by
// read_docx.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "subtitles/formats/table.h"

namespace gatecast::office {

/// What stands in the document and is not read, counted to be said.
struct WordLeftOut {
    int deletions = 0;
    int footnotes = 0;
    int comments = 0;
    int text_boxes = 0;
    int hidden = 0;
    bool too_deep = false;
    bool too_large = false;
};

struct WordBody {
    std::vector<Table> tables;  // nested ones that hold cues stand behind the one around them
    std::string text;           // outside tables, a line a paragraph
    WordLeftOut left_out;
};

/// `rate` for telling a nested table of cues from one that is only laid out. Rows are counted through the document.
[[nodiscard]] WordBody read_body(const pugi::xml_node& body, Rational rate);

}  // namespace gatecast::office
