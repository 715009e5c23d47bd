// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>

#include "pipeline/cli/subs.h"
#include "pipeline/render/store.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr size_t kShownOfACause = 3;

std::string place_of(const std::string& name, const Problem& problem) {
    if (!problem.cell.empty()) return name + " " + problem.cell;
    return problem.line > 0 ? name + ":" + std::to_string(problem.line) : name;
}

const CueFormat& format_asked(const Options& options, const fs::path& file) {
    const std::string wanted = options.one("to", file.extension().string());
    const CueFormat* format = cue_format_named(wanted);
    if (format == nullptr || format->write == nullptr) {
        throw Error(
            message("{}: cues are not written as \"{}\". Choose srt, vtt, ass, ttml or xlsx with --to or by the "
                    "file's ending.",
                    file.string(), wanted));
    }
    return *format;
}

std::string first_extension(const CueFormat& format) {
    const std::string_view all = format.extensions;
    return std::string(all.substr(0, all.find(' ')));
}

void write_new(const fs::path& file, const std::string& content, bool force, Console& console) {
    if (fs::exists(file) && !force) {
        throw Error(message("{} is there already and stays as it is. Give another name, or --force.", file.string()));
    }
    write_whole(file, content);
    console.say(message("Written: {}", file.string()));
}

/// The source's name without its endings: "clip.vi.srt" -> "clip".
std::string stem_of(const fs::path& source) {
    fs::path stem = source.stem();
    if (!language_tag(stem.extension().string().empty() ? "" : stem.extension().string().substr(1)).empty()) {
        stem = stem.stem();
    }
    return stem.string();
}

}  // namespace

Rational read_rate(const std::string& text, const char* option) {
    struct Broadcast {
        const char* written;
        Rational rate;
    };
    constexpr Broadcast kBroadcast[] = {
        {"23.976", {24000, 1001}}, {"23.98", {24000, 1001}}, {"29.97", {30000, 1001}}, {"59.94", {60000, 1001}}};
    for (const Broadcast& each : kBroadcast) {
        if (text == each.written) return each.rate;
    }
    int64_t num = 0;
    int64_t den = 1;
    int read = 0;
    const bool fraction = std::sscanf(text.c_str(), "%6ld/%6ld%n", &num, &den, &read) == 2;
    if (!fraction) {
        den = 1;
        std::sscanf(text.c_str(), "%6ld%n", &num, &read);
    }
    if (static_cast<size_t>(read) != text.size() || num <= 0 || den <= 0 || num / den > 1000) {
        throw UsageError(message("--{} {}: not a frame rate. Write it like 25, 23.976 or 30000/1001.", option, text));
    }
    return Rational{num, den}.reduced();
}

ReadOptions read_cue_options(const Options& options) {
    ReadOptions reading;
    if (options.has("lang")) {
        reading.language = language_tag(options.one("lang"));
        if (reading.language.empty()) {
            throw UsageError(message("--lang {}: not a language. Write it like vi, en or km.", options.one("lang")));
        }
    }
    reading.encoding = options.one("encoding");
    if (options.has("frame-rate")) reading.frame_rate = read_rate(options.one("frame-rate"), "frame-rate");
    return reading;
}

void tell_problems(const std::string& name, const std::vector<Problem>& problems, Console& console) {
    std::map<std::string, size_t> told;
    for (const Problem& problem : problems) {
        if (problem.severity == Severity::kNote || ++told[problem.code] > kShownOfACause) continue;
        console.warn(message("{}: {}", place_of(name, problem), console.text(problem.message)));
    }
    for (const auto& [code, count] : told) {
        if (count <= kShownOfACause) continue;
        console.note(
            message("{}: {} more like it ({}). \"gatecast check\" shows all.", name, count - kShownOfACause, code));
    }
}

CueFile read_and_tell(const fs::path& file, const ReadOptions& reading, Console& console) {
    CueFile read = read_cue_file(file, reading);
    const std::string name = file.filename().string();
    tell_problems(name, read.problems, console);
    for (const Track& track : read.tracks) tell_problems(name, track.problems, console);
    return read;
}

Track only_track(CueFile file, const std::string& language, const fs::path& name) {
    if (!language.empty() && file.tracks.size() > 1) {
        for (Track& track : file.tracks) {
            if (track.language == language) return std::move(track);
        }
        throw Error(message("{}: it holds no cues in the language {}.", name.string(), language));
    }
    if (file.tracks.empty()) throw Error(message("{}: there are no cues in it.", name.string()));
    if (file.tracks.size() > 1) {
        throw Error(message("{}: it holds {} languages. Say with --lang which one is meant.", name.string(),
                            file.tracks.size()));
    }
    return std::move(file.tracks.front());
}

void write_tracks(const std::vector<Track>& tracks, const fs::path& source, const Options& options, Console& console) {
    if (tracks.empty()) throw Error(message("{}: there are no cues in it.", source.string()));
    if (!options.has("output")) throw UsageError(message("Say with -o where to write."));
    const std::string given = options.one("output");
    WriteOptions writing;
    writing.simplify = options.has("simplify");
    const bool force = options.has("force");
    if (!fs::is_directory(given) && !given.ends_with('/')) {
        write_new(given, format_asked(options, given).write(tracks, writing), force, console);
        return;
    }
    const CueFormat& format = format_asked(options, source);
    fs::create_directories(given);
    for (const Track& track : tracks) {
        const std::string language = track.language.empty() ? "und" : track.language;
        const fs::path file = fs::path(given) / (stem_of(source) + "." + language + "." + first_extension(format));
        write_new(file, format.write({&track, 1}, writing), force, console);
    }
}

}  // namespace gatecast
