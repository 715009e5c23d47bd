// SPDX-License-Identifier: GPL-3.0-or-later
#include "office_files.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <algorithm>

namespace gatecast::testing {
namespace {

constexpr const char* kTypes =
    R"(<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>)";

std::string relationships(const std::vector<std::pair<std::string, std::string>>& typed) {
    std::string xml = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    int id = 0;
    for (const auto& [type, target] : typed)
        xml += "<Relationship Id=\"rId" + std::to_string(++id) + "\" Type=\"http://x/" + type + "\" Target=\"" +
               target + "\"/>";
    return xml + "</Relationships>";
}

std::vector<std::string> parted(const std::string& text, char by) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == by)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::string escaped(const std::string& text) {
    std::string xml;
    for (const char c : text) {
        if (c == '<')
            xml += "&lt;";
        else if (c == '&')
            xml += "&amp;";
        else
            xml += c;
    }
    return xml;
}

}  // namespace

std::string zip_of(const ZipParts& parts) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    zip_source_keep(source);
    for (const auto& [name, content] : parts)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                     ZIP_FL_ENC_UTF_8);
    EXPECT_EQ(zip_close(archive), 0);
    std::string bytes;
    zip_source_open(source);
    char piece[4096];
    for (zip_int64_t got; (got = zip_source_read(source, piece, sizeof piece)) > 0;)
        bytes.append(piece, static_cast<size_t>(got));
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

std::string docx_of(const std::string& body) {
    return zip_of({{"[Content_Types].xml", kTypes},
                   {"_rels/.rels", relationships({{"officeDocument", "word/document.xml"}})},
                   {"word/document.xml",
                    R"(<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>)" +
                        body + "</w:body></w:document>"}});
}

std::string word_paragraph(const std::string& text) {
    return "<w:p><w:r><w:t xml:space=\"preserve\">" + escaped(text) + "</w:t></w:r></w:p>";
}

std::string word_table(const std::vector<std::string>& rows) {
    std::string xml = "<w:tbl>";
    for (const std::string& row : rows) {
        xml += "<w:tr>";
        for (const std::string& cell : parted(row, '|')) xml += "<w:tc>" + word_paragraph(cell) + "</w:tc>";
        xml += "</w:tr>";
    }
    return xml + "</w:tbl>";
}

std::string xlsx_of(const std::string& sheet, const std::string& shared_strings,
                    const std::string& workbook_properties) {
    const std::string styles =
        R"(<styleSheet><numFmts count="4"><numFmt numFmtId="164" formatCode="[h]:mm:ss.000"/>)"
        R"(<numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="20"/>)"
        R"(<xf numFmtId="21"/><xf numFmtId="164"/><xf numFmtId="47"/><xf numFmtId="9"/><xf numFmtId="165"/></cellXfs></styleSheet>)";
    return zip_of({{"[Content_Types].xml", kTypes},
                   {"_rels/.rels", relationships({{"officeDocument", "xl/workbook.xml"}})},
                   {"xl/workbook.xml", "<workbook>" + workbook_properties +
                                           "<sheets><sheet name=\"Sheet1\" r:id=\"rId1\"/></sheets></workbook>"},
                   {"xl/_rels/workbook.xml.rels", relationships({{"worksheet", "worksheets/sheet1.xml"},
                                                                 {"styles", "styles.xml"},
                                                                 {"sharedStrings", "sharedStrings.xml"}})},
                   {"xl/styles.xml", styles},
                   {"xl/sharedStrings.xml", "<sst>" + shared_strings + "</sst>"},
                   {"xl/worksheets/sheet1.xml", "<worksheet>" + sheet + "</worksheet>"}});
}

std::string sheet_rows(const std::vector<std::string>& rows) {
    std::string xml = "<sheetData>";
    for (size_t r = 0; r < rows.size(); ++r) {
        xml += "<row r=\"" + std::to_string(r + 1) + "\">";
        char column = 'A';
        for (const std::string& cell : parted(rows[r], '|')) {
            const std::string name = std::string(1, column++) + std::to_string(r + 1);
            if (!cell.empty()) xml += "<c r=\"" + name + "\" t=\"inlineStr\"><is><t>" + escaped(cell) + "</t></is></c>";
        }
        xml += "</row>";
    }
    return xml + "</sheetData>";
}

std::string line_of(const Cue& cue) {
    std::string text = cue.text;
    std::ranges::replace(text, '\n', '/');
    if (!cue.timed) return "untimed " + text;
    const auto ms = [](Time time) {
        return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
    };
    return ms(cue.start) + "-" + ms(cue.end) + " " + text;
}

std::vector<std::string> lines_of(const Track& track) {
    std::vector<std::string> lines;
    for (const Cue& cue : track.cues) lines.push_back(line_of(cue));
    return lines;
}

Track track_of(const CueFile& file, const std::string& language) {
    for (const Track& track : file.tracks)
        if (track.language == language) return track;
    ADD_FAILURE() << "no track of " << language << " among " << file.tracks.size();
    return {};
}

std::vector<std::string> problems_of(const CueFile& file) {
    std::vector<std::string> all;
    const auto add = [&](const Problem& problem) {
        std::string line = problem.code;
        if (problem.line > 0) line += " " + std::to_string(problem.line);
        if (!problem.cell.empty()) line += " " + problem.cell;
        all.push_back(line);
    };
    for (const Problem& problem : file.problems) add(problem);
    for (const Track& track : file.tracks)
        for (const Problem& problem : track.problems) add(problem);
    return all;
}

}  // namespace gatecast::testing
