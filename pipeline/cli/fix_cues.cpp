// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/fix_cues.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <set>

#include "pipeline/cli/fix_times.h"
#include "subtitles/encoding/encoding.h"
#include "subtitles/formats/format.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/styled_text.h"
#include "subtitles/normalise.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

/// What the reader did that the copy then has: it must be said, for it is gone from there.
constexpr std::string_view kDoneByReading[] = {
    problem::kUnknownTag, problem::kDroppedStyle, problem::kDrawing,  problem::kEmptyCue,       problem::kStrayText,
    problem::kBlankLine,  problem::kTextTooLong,  problem::kBadBytes, problem::kEndBeforeStart, problem::kNotInOrder,
    problem::kOddTime,    problem::kFrameTimes,   problem::kOldFont};

std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string with_plain_line_ends(std::string_view text) {
    std::string plain;
    for (size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r') {
            plain += text[at];
            continue;
        }
        while (at + 1 < text.size() && text[at + 1] == '\r') ++at;
        if (at + 1 == text.size() || text[at + 1] != '\n') plain += '\n';
    }
    return plain;
}

/// The cues as the author wrote them, to tell what is changed.
CueFile as_written(const CueFileRequest& request, const CueFile& read, const ReadOptions& options) {
    const CueFormat* format = cue_format_named(read.format);
    const std::string bytes = bytes_of(request.file);
    const auto encoding = encoding_named(read.encoding);
    if (format->binary || !encoding) return format->read(bytes, options);
    return format->read(with_plain_line_ends(decode(bytes, *encoding).text), options);
}

/// One space where several stand; those that do not break are meant.
void join_spaces(Cue& cue) {
    std::string text;
    std::vector<size_t> origin;
    for (size_t at = 0; at < cue.text.size(); ++at) {
        const bool space = cue.text[at] == ' ' || cue.text[at] == '\t';
        if (space && !text.empty() && text.back() == ' ') continue;
        text += space ? ' ' : cue.text[at];
        origin.push_back(at);
    }
    if (text == cue.text) return;
    origin.push_back(cue.text.size());
    cue.text = std::move(text);
    move_spans(cue.spans, origin);
}

class Correcting {
public:
    Correcting(const CueFileRequest& request, Rational rate) {
        const Detected detected = detect_encoding(bytes_of(request.file));
        const ReadOptions options{request.language, detected.certain ? "" : request.encoding, {25, 1}};
        file_ = read_cue_file(request.file, options);
        const CueFile written = as_written(request, file_, options);
        correct_encoding();
        for (const Problem& problem : file_.problems) add_done(problem, "");
        for (size_t i = 0; i < file_.tracks.size(); ++i) {
            static const std::vector<Cue> none;
            correct_track(file_.tracks[i], i < written.tracks.size() ? written.tracks[i].cues : none, rate);
        }
    }

    [[nodiscard]] const CueFile& file() const { return file_; }
    [[nodiscard]] std::vector<Correction>& corrections() { return corrections_; }

private:
    void correct_encoding() {
        if (file_.encoding.empty() || file_.encoding == name_of(Encoding::kUtf8)) return;
        corrections_.push_back({"", -1, 0, message("Written as UTF-8; it was {}.", file_.encoding), "", ""});
    }

    void add_done(const Problem& problem, const std::string& language) {
        if (std::ranges::find(kDoneByReading, std::string_view(problem.code)) == std::end(kDoneByReading)) return;
        corrections_.push_back({language, problem.cue, problem.line, problem.message, "", ""});
    }

    void correct_track(Track& track, const std::vector<Cue>& written, Rational rate) {
        std::multimap<int, const Cue*> by_line;
        for (const Cue& cue : written) by_line.emplace(cue.line, &cue);
        for (size_t i = 0; i < track.cues.size(); ++i) correct_text(track, i, by_line);
        const size_t turned = corrections_.size();
        turn_round(track, written, corrections_);
        std::set<int> right;
        for (size_t i = turned; i < corrections_.size(); ++i) right.insert(corrections_[i].cue);
        for (const Problem& problem : track.problems) {
            const bool turned_round =
                std::string_view(problem.code) == problem::kEndBeforeStart && right.contains(problem.cue);
            if (!turned_round) add_done(problem, track.language);
        }
        std::ranges::stable_sort(track.cues, {}, &Cue::start);
        open_gaps(track, rate, corrections_);
    }

    void correct_text(Track& track, size_t index, const std::multimap<int, const Cue*>& by_line) {
        Cue& cue = track.cues[index];
        const auto [from, until] = by_line.equal_range(cue.line);
        const bool known = from != until && std::next(from) == until;
        const std::string before = known ? from->second->text : cue.text;
        join_spaces(cue);
        const auto add = [&](Message what) {
            corrections_.push_back(
                {track.language, static_cast<int>(index), cue.line, std::move(what), before, cue.text});
        };
        std::set<std::string_view> rules;
        for (const Rewriting& rewriting : normalise(before, track.language).rewritings)
            if (rules.insert(rewriting.rule).second) add(message(rewriting.rule));
        if (rules.empty() && before != cue.text) add(message("Superfluous spaces and blank lines taken out."));
    }

    CueFile file_;
    std::vector<Correction> corrections_;
};

/// In what and under which name the copy is written.
struct Copy {
    const CueFormat* format = nullptr;
    fs::path path;
};

Copy copy_of(const CueFile& file, const fs::path& original, const CopyTarget& target) {
    const bool untimed = std::ranges::any_of(
        file.tracks, [](const Track& track) { return std::ranges::count(track.cues, false, &Cue::timed) > 0; });
    const CueFormat* format = cue_format_named(file.format);
    if (!target.folder) {
        format = cue_format_named(target.path.extension().string());
        if (format == nullptr || format->write == nullptr)
            throw Error(message("{}: files of this kind are not written. Take .srt, .vtt, .ass, .ttml or .xlsx.",
                                target.path.string()));
        return {format, target.path};
    }
    if (format->write != nullptr) return {format, target.path / original.filename()};
    format = cue_format_named(untimed || file.tracks.size() > 1 ? "xlsx" : "srt");
    return {format, target.path / original.filename().replace_extension(format->name)};
}

void write_new(const fs::path& path, std::string_view content) {
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    if (fs::exists(path)) throw Error(message("{} is there already. It was not overwritten.", path.string()));
    const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "wbx"));
    const bool written = file && std::fwrite(content.data(), 1, content.size(), file.get()) == content.size() &&
                         std::fflush(file.get()) == 0;
    if (!written)
        throw Error(message("{} cannot be written. Check the folder, its rights and the free space.", path.string()));
}

}  // namespace

CorrectedFile write_corrected(const CueFileRequest& request, const CopyTarget& target, Rational rate) {
    Correcting correcting(request, rate);
    CorrectedFile corrected;
    corrected.corrections = std::move(correcting.corrections());
    if (corrected.corrections.empty()) return corrected;
    const Copy copy = copy_of(correcting.file(), request.file, target);
    const std::string content = copy.format->write(correcting.file().tracks, {});
    if (target.folder) {
        std::error_code error;
        fs::create_directories(target.path, error);
    }
    write_new(copy.path, content);
    corrected.copy = copy.path;
    if (correcting.file().tracks.size() == 1) corrected.language = correcting.file().tracks.front().language;
    return corrected;
}

}  // namespace gatecast
