// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/list_text.h"

#include <algorithm>
#include <array>

#include "subtitles/encoding/encoding.h"

namespace gatecast {
namespace {

/// Files that people try and that hold no text.
bool is_other_kind(std::string_view bytes) {
    using namespace std::string_view_literals;
    constexpr std::array kBeginnings{"%PDF"sv, "{\\rtf"sv,          "PK\x03\x04"sv, "\xD0\xCF\x11\xE0"sv,
                                     "RIFF"sv, "\x1A\x45\xDF\xA3"sv};
    return std::ranges::any_of(kBeginnings, [&](std::string_view each) { return bytes.starts_with(each); }) ||
           (bytes.size() > 8 && bytes.substr(4, 4) == "ftyp"sv);
}

std::optional<Encoding> encoding_of(const Detected& detected, const std::string& wanted, RowReport& report) {
    if (!wanted.empty()) {
        const auto named = encoding_named(wanted);
        if (!named) report.problem(0, message("{} is not an encoding that can be read.", wanted));
        return named;
    }
    if (detected.encoding) return detected.encoding;
    if (detected.readings.empty()) {
        report.problem(0,
                       message("{}: cannot tell how the text is encoded. Save it as \"CSV UTF-8\" or as .xlsx, or say "
                               "its encoding with --encoding.",
                               report.file()));
    } else {
        const Reading& first = detected.readings.front();
        report.problem(0,
                       message("{}: cannot tell how the text is encoded. As {} it reads \"{}\". If that is right, say "
                               "so with --encoding; else save it as \"CSV UTF-8\" or as .xlsx.",
                               report.file(), name_of(first.encoding), first.sample));
    }
    return std::nullopt;
}

std::string with_plain_line_ends(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r') {
            plain += text[at];
            continue;
        }
        plain += '\n';
        if (at + 1 < text.size() && text[at + 1] == '\n') ++at;
    }
    return plain;
}

}  // namespace

std::optional<std::string> text_of_list(std::string_view bytes, const std::string& encoding, RowReport& report) {
    if (is_other_kind(bytes)) {
        report.problem(0, message("{}: this kind of file is no day list. Save the list as .xlsx or as \"CSV UTF-8\".",
                                  report.file()));
        return std::nullopt;
    }
    const Detected detected = detect_encoding(bytes);
    const auto found = encoding_of(detected, encoding, report);
    if (!found) return std::nullopt;
    Decoded decoded = decode(bytes, *found);
    std::ranges::sort(decoded.damaged_lines);
    for (const int line : decoded.damaged_lines)
        report.remark(line, message("{}, row {}: bytes that mean nothing in {}; \uFFFD stands in their place.",
                                    report.file(), line, name_of(*found)));
    if (detected.font && encoding.empty()) {
        decoded.text = from_font_encoding(decoded.text, *detected.font);
        report.remark(0, message("{}: the text is Unicode with the letters of an old Vietnamese font ({}). It was "
                                 "converted; look it over.",
                                 report.file(), name_of(*detected.font)));
    }
    return with_plain_line_ends(decoded.text);
}

}  // namespace gatecast
