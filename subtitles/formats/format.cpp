// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/format.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "subtitles/encoding/encoding.h"
#include "subtitles/formats/findings.h"
#include "subtitles/formats/finish.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/reading.h"
#include "subtitles/formats/tables.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

constexpr int kSure = 50;        // less is no format of ours unless the name says so
constexpr int kCertain = 90;     // nothing more is asked
constexpr int kNameCounts = 20;  // what a fitting name adds to the content's certainty

constexpr std::array kFormats{
    CueFormat{"srt", N_("SubRip"), "srt", false, sniff_srt, read_srt, write_srt},
    CueFormat{"webvtt", N_("WebVTT, of the web"), "vtt webvtt", false, sniff_webvtt, read_webvtt, write_webvtt},
    CueFormat{"ass", N_("Advanced SubStation Alpha, and its forerunner SSA"), "ass ssa", false, sniff_ass, read_ass,
              write_ass},
    CueFormat{"ttml", N_("TTML and IMSC 1.1 text, of television"), "ttml dfxp xml imsc", false, sniff_ttml, read_ttml,
              write_ttml},
    CueFormat{"sbv", N_("SubViewer, as YouTube gives it"), "sbv", false, sniff_sbv, read_sbv, nullptr},
    CueFormat{"docx", N_("Word document: a table, or text"), "docx doc", true, sniff_docx, read_docx, nullptr},
    CueFormat{"xlsx", N_("Excel sheet"), "xlsx xls", true, sniff_xlsx, read_xlsx, write_xlsx},
    CueFormat{"csv", N_("table with commas or semicolons"), "csv", false, sniff_csv, read_csv, nullptr},
    CueFormat{"tsv", N_("table with tabs"), "tsv tab", false, sniff_csv, read_csv, nullptr},
    CueFormat{"text", N_("plain text, a cue a line or paragraph, without times"), "txt text", false, sniff_plain_text,
              read_plain_text, nullptr},
};

std::string_view without_folder(std::string_view name) {
    const size_t slash = name.find_last_of("/\\");
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::string_view extension_of(std::string_view name) {
    name = without_folder(name);
    const size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

bool has_extension(const CueFormat& format, std::string_view extension) {
    std::string_view list = format.extensions;
    while (!extension.empty() && !list.empty()) {
        if (equal_ignoring_case(take_until(list, ' '), extension)) return true;
    }
    return false;
}

/// The surest of the formats that are binary, or of those that are not. A name counts a little, or alone where no
/// content speaks; the format it names is asked first, and the first that is sure is taken. Null: none.
const CueFormat* find_format(std::string_view content, std::string_view name, bool binary) {
    const std::string_view extension = extension_of(name);
    const CueFormat* best = nullptr;
    int best_certainty = 0;
    std::vector<int (*)(std::string_view)> asked;  // two formats may look for the same thing
    for (const bool named : {true, false}) {
        for (const CueFormat& format : kFormats) {
            if (format.binary != binary || has_extension(format, extension) != named) continue;
            if (std::ranges::find(asked, format.sniff) != asked.end()) continue;
            asked.push_back(format.sniff);
            const int sniffed = format.sniff(content);
            const int certainty = sniffed + (named ? kNameCounts : 0);
            const bool enough = sniffed >= kSure || (named && !binary);
            if (!enough || certainty <= best_certainty) continue;
            best = &format;
            best_certainty = certainty;
            if (sniffed >= kCertain) return best;
        }
    }
    return best;
}

/// Line ends are '\n', whatever they were: CR LF, CR alone, CR CR LF. Byte order marks inside go.
std::string with_plain_line_ends(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const size_t special = std::min(text.find_first_of("\r\xEF", at), text.size());
        plain.append(text, at, special - at);
        at = special;
        if (at == text.size()) break;
        if (text[at] == '\r') {
            const size_t returns = text.find_first_not_of('\r', at);
            const bool windows = returns != std::string_view::npos && text[returns] == '\n';
            plain += '\n';
            at = windows ? returns + 1 : at + 1;
        } else if (text.substr(at, 3) == "\uFEFF") {
            at += 3;
        } else {
            plain += text[at++];
        }
    }
    return plain;
}

[[noreturn]] void ask_for_encoding(const std::string& name, const Detected& detected) {
    if (detected.suspected_legacy_khmer) {
        throw Error(
            message("{}: the text looks like Khmer of a font from before Unicode (Limon, ABC). Convert it to Unicode "
                    "first, or say its encoding with --encoding.",
                    name));
    }
    if (detected.readings.size() >= 2) {
        const Reading& first = detected.readings[0];
        const Reading& second = detected.readings[1];
        throw Error(
            message("{}: cannot tell how the text is encoded. As {} it reads \"{}\", as {} it reads \"{}\". Say "
                    "which is right with --encoding.",
                    name, name_of(first.encoding), first.sample, name_of(second.encoding), second.sample));
    }
    if (detected.readings.size() == 1) {
        const Reading& only = detected.readings[0];
        throw Error(
            message("{}: cannot tell how the text is encoded. As {} it reads \"{}\". If that is right, say so "
                    "with --encoding.",
                    name, name_of(only.encoding), only.sample));
    }
    throw Error(
        message("{}: cannot tell how the text is encoded. Say it with --encoding, or save the file as UTF-8.", name));
}

bool is_unicode(Encoding encoding) {
    return encoding == Encoding::kUtf8 || encoding == Encoding::kUtf16le || encoding == Encoding::kUtf16be;
}

struct Text {
    std::string content;
    std::string encoding;
    std::vector<Problem> problems;
};

Text decoded_text(std::string_view bytes, const std::string& name, const ReadOptions& options) {
    Text text;
    const Detected detected = detect_encoding(bytes);
    std::optional<Encoding> encoding = detected.encoding;
    if (!options.encoding.empty()) {
        encoding = encoding_named(options.encoding);
        if (!encoding) throw Error(message("{} is not an encoding that can be read.", options.encoding));
    }
    if (!encoding) ask_for_encoding(name, detected);
    std::optional<Encoding> font;
    if (options.encoding.empty()) {
        font = detected.font;
    } else if (detected.encoding && detected.certain && !is_unicode(*encoding)) {
        // Said to be of an old font, yet Unicode by its form: somebody pasted such text into a new program.
        font = encoding;
        encoding = detected.encoding;
    }
    Findings findings(text.problems);
    Decoded decoded = decode(bytes, *encoding);
    for (const int line : decoded.damaged_lines) {
        findings.warn(problem::kBadBytes,
                      message("Bytes that mean nothing in {}; \uFFFD stands in their place.", name_of(*encoding)),
                      line);
    }
    if (font) {
        decoded.text = from_font_encoding(decoded.text, *font);
        findings.warn(
            problem::kOldFont,
            message("The text is Unicode with the letters of an old Vietnamese font ({}). It was converted; look "
                    "it over.",
                    name_of(*font)),
            0);
    }
    text.content = with_plain_line_ends(decoded.text);
    text.encoding = name_of(*encoding);
    return text;
}

void note_a_wrong_name(const CueFormat& format, std::string_view name, CueFile& file) {
    const std::string_view extension = extension_of(name);
    const CueFormat* named = cue_format_named(extension);
    if (!named || named == &format || has_extension(format, extension) || std::string_view(named->name) == "text") {
        return;
    }
    Findings(file.problems)
        .note(problem::kNameAndContent,
              message("The file is named .{} but its content is {}; it was read as that.", extension, format.name), 0);
}

CueFile finished(CueFile file, const CueFormat& format, const std::string& name, const ReadOptions& options) {
    file.format = format.name;
    note_a_wrong_name(format, name, file);
    const std::string file_name(without_folder(name));
    const std::string language =
        options.language.empty() ? language_in_name(file_name) : language_tag(options.language);
    bool any = false;
    for (Track& track : file.tracks) {
        // A language that is said aloud goes before one the file claims, when the file speaks only one.
        if (file.tracks.size() == 1 && !options.language.empty()) track.language = language;
        finish_track(track, file.tracks.size() == 1 ? language : "");
        if (track.name.empty()) track.name = file_name;
        any |= !track.cues.empty();
    }
    if (!any) {
        Findings(file.problems)
            .fail(problem::kNoCues, message("No cues were found in the file. Is it a subtitle file?"), 0);
    }
    return file;
}

/// Files that people try and that no reader of text should chew on.
void refuse_other_kinds(std::string_view bytes, const std::string& name) {
    struct Kind {
        size_t offset;
        std::string_view signature;
        const char* sentence;
    };
    static constexpr const char* kFilm =
        N_("{}: a film, not a subtitle file. The subtitle tracks inside it are taken with the clip itself.");
    static constexpr const char* kPictures = N_(
        "{}: pictures of text, not text. Get the subtitles as .srt, or have them read by a text recognition program.");
    static constexpr const char* kSaveAnew =
        N_("{}: this kind of document cannot be read. Save it as .docx or as plain text.");
    static constexpr std::array kKinds{
        Kind{4, "ftyp", kFilm},           Kind{0, "\x1A\x45\xDF\xA3", kFilm}, Kind{0, "RIFF", kFilm},
        Kind{0, "# VobSub", kPictures},   Kind{0, "%PDF", kSaveAnew},         Kind{0, "{\\rtf", kSaveAnew},
        Kind{0, "PK\x03\x04", kSaveAnew},
    };
    for (const Kind& kind : kKinds) {
        if (bytes.substr(std::min(kind.offset, bytes.size())).starts_with(kind.signature)) {
            throw Error(Message{kind.sentence, {name}});
        }
    }
}

CueFile read_text(std::string_view bytes, const std::string& name, const ReadOptions& options) {
    refuse_other_kinds(bytes, name);
    Text text = decoded_text(bytes, name, options);
    const CueFormat* format = find_format(text.content, name, false);
    if (!format) throw Error(message("{}: not a subtitle file of a kind that can be read.", name));
    CueFile file = format->read(text.content, options);
    file.encoding = text.encoding;
    file.problems.insert(file.problems.begin(), text.problems.begin(), text.problems.end());
    return finished(std::move(file), *format, name, options);
}

}  // namespace

std::span<const CueFormat> cue_formats() {
    return kFormats;
}

const CueFormat* cue_format_named(std::string_view name_or_extension) {
    if (name_or_extension.starts_with('.')) name_or_extension.remove_prefix(1);
    for (const CueFormat& format : kFormats) {
        if (equal_ignoring_case(format.name, name_or_extension)) return &format;
    }
    for (const CueFormat& format : kFormats) {
        if (has_extension(format, name_or_extension)) return &format;
    }
    return nullptr;
}

CueFile read_cues(std::string_view bytes, const std::string& name, const ReadOptions& options) {
    if (bytes.size() > kMaxFileBytes) {
        throw Error(message("{}: larger than {} MB, which no subtitle file is.", name, kMaxFileBytes >> 20U));
    }
    if (const CueFormat* office = find_format(bytes, name, true)) {
        return finished(office->read(bytes, options), *office, name, options);
    }
    return read_text(bytes, name, options);
}

CueFile read_cue_file(const std::filesystem::path& file, const ReadOptions& options) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) {
        throw Error(message("{}: a folder, not a subtitle file.", file.string()));
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw Error(message("{}: cannot be opened. Check the path and the rights.", file.string()));
    const uintmax_t size = std::filesystem::file_size(file, error);
    if (!error && size > kMaxFileBytes) {
        throw Error(message("{}: larger than {} MB, which no subtitle file is.", file.string(), kMaxFileBytes >> 20U));
    }
    std::string bytes;
    std::array<char, 65536> block{};
    while (bytes.size() <= kMaxFileBytes && (stream.read(block.data(), block.size()) || stream.gcount() > 0)) {
        bytes.append(block.data(), static_cast<size_t>(stream.gcount()));
    }
    if (stream.bad()) throw Error(message("{}: cannot be read to its end.", file.string()));
    return read_cues(bytes, file.string(), options);
}

bool is_cue_file_name(const std::filesystem::path& file) {
    const std::string extension = file.extension().string();
    return extension.size() > 1 && std::any_of(kFormats.begin(), kFormats.end(), [&](const CueFormat& format) {
               return has_extension(format, std::string_view(extension).substr(1));
           });
}

}  // namespace gatecast
