// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a Word file, a spreadsheet, CSV, plain text or the XML inside a document; what is read goes over the
// translator's desk. Run by tests/fuzz/run tables
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <pugixml.hpp>
#include <string>

#include "subtitles/desk/fill.h"
#include "subtitles/desk/merge.h"
#include "subtitles/formats/cell_time.h"
#include "subtitles/formats/docx_body.h"
#include "subtitles/formats/number_format.h"
#include "subtitles/formats/tables.h"
#include "subtitles/utf8.h"

namespace {

using namespace gatecast;

void demand(bool holds) {
    if (!holds) std::abort();
}

size_t bytes_of(const Track& track) {
    size_t bytes = 0;
    for (const Cue& cue : track.cues) bytes += cue.text.size();
    return bytes;
}

void check_tracks(const std::vector<Track>& tracks) {
    constexpr size_t kFewCues = 60;  // the desk is quadratic in small tracks
    for (const Track& track : tracks) {
        for (const Cue& cue : track.cues) {
            demand(!cue.text.empty());
            for (const TextSpan& span : cue.spans) demand(span.from < span.until && span.until <= cue.text.size());
        }
        for (const Problem& problem : track.problems)
            demand(problem.cue >= -1 && problem.cue < static_cast<int>(track.cues.size()));
        if (track.cues.size() > kFewCues) return;
    }
    if (tracks.empty() || tracks.size() > 4) return;
    const Track all = desk::merged(tracks);
    size_t bytes = 0;
    for (const Track& part : desk::split(all)) bytes += bytes_of(part);
    demand(bytes <= bytes_of(all));
    size_t cues = 0;
    for (const Cue& cue : desk::filled(tracks.front(), tracks.back()).cues) cues += !cue.text.empty();
    demand(cues <= tracks.back().cues.size());
}

void read_body_xml(const std::string& xml) {
    pugi::xml_document document;
    if (!document.load_string(xml.c_str())) return;
    (void)office::read_body(document.document_element(), {25, 1});
}

void read_small_parts(std::string_view text) {
    const office::NumberFormat format(text.substr(0, 64));
    (void)format.time_of(static_cast<double>(text.size()) * 0.37);
    (void)format.text_of(static_cast<double>(text.size()) * -123.456, text.size() % 2 == 0);
    (void)parse_written_time(text, {30000, 1001});
    (void)parse_written_range(text, {25, 1});
    demand(leading_time(text, {25, 1}) <= text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size == 0) return 0;
    const char kind = static_cast<char>(data[0]);
    const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (kind == 'w') check_tracks(read_docx(bytes, {}).tracks);
    if (kind == 'x') check_tracks(read_xlsx(bytes, {}).tracks);
    if (kind == 'b') read_body_xml(bytes);
    if (!is_utf8(bytes)) return 0;
    if (kind == 'c') check_tracks(read_csv(bytes, {}).tracks);
    if (kind == 't') check_tracks(read_plain_text(bytes, {}).tracks);
    if (kind == 's') read_small_parts(bytes);
    return 0;
}
