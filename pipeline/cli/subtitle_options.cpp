// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "pipeline/cli/render_options.h"
#include "pipeline/media/text_track.h"
#include "pipeline/render/content.h"
#include "pipeline/render/cue_files.h"
#include "pipeline/render/key.h"
#include "subtitles/encoding/encoding.h"
#include "subtitles/language.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

/// A track inside the clip, put into the store as the cue file it is: "track:2", or the clip's own in a language.
CueFileRequest take_out_of_clip(const std::string& language, const std::string& which, const fs::path& clip,
                                const Store& store) {
    constexpr std::string_view kTrack = "track:";
    const std::vector<TextTrack> tracks = text_tracks(clip);
    const auto found = std::ranges::find_if(tracks, [&](const TextTrack& track) {
        return which.starts_with(kTrack) ? which.substr(kTrack.size()) == std::to_string(track.index)
                                         : track.language == language || (language.empty() && track.readable);
    });
    if (found == tracks.end()) {
        std::string there;
        for (const TextTrack& track : tracks)
            there += fmt::format("{}track:{} ({})", there.empty() ? "" : ", ", track.index,
                                 track.language.empty() ? "?" : track.language);
        if (there.empty()) throw Error(message("{}: holds no subtitle track.", clip.filename().string()));
        throw Error(message("--subs {}: {} has no such track. It has {}.", which, clip.filename().string(), there));
    }
    const std::string key =
        KeyBuilder("text track").add("file", file_identity(clip)).add("stream", found->stream).hex();
    if (!store.has(key)) {
        const fs::path temporary = store.begin(key);
        write_whole(temporary, read_text_track(clip, *found));
        store.commit(temporary, key);
    }
    store.touch(key);
    return {language.empty() ? found->language : language, store.path_of(key), "utf-8",
            fmt::format("{} track:{}", clip.filename().string(), found->index)};
}

/// "km=clip.docx" or "clip.km.docx". A file whose own name holds '=' is a file.
CueFileRequest read_file(const std::string& text, const fs::path& clip, const Store& store) {
    CueFileRequest request;
    std::string file = text;
    const size_t equals = text.find('=');
    if (equals != std::string::npos && !fs::exists(text)) {
        request.language = language_tag(text.substr(0, equals));
        if (request.language.empty())
            throw UsageError(
                message("--subs {}: {} is not a language. Write it like km=FILE.", text, text.substr(0, equals)));
        file = text.substr(equals + 1);
    }
    if ((file == "clip" || file.starts_with("track:")) && !fs::exists(file))
        return take_out_of_clip(request.language, file, clip, store);
    std::error_code unknown;
    request.file = fs::canonical(file, unknown);
    if (unknown) throw Error(message("{}: there is no such file. Check the path.", file));
    return request;
}

/// --encoding vni, or --encoding vi=vni for one language's file.
void set_encodings(const std::vector<std::string>& given, std::vector<CueFileRequest>& files) {
    for (const std::string& text : given) {
        const size_t equals = text.find('=');
        const std::string name = equals == std::string::npos ? text : text.substr(equals + 1);
        if (!encoding_named(name)) {
            std::string known;
            for (const EncodingName& row : encoding_names()) known += std::string(known.empty() ? "" : ", ") + row.name;
            throw UsageError(message("--encoding {}: unknown. Allowed: {}.", text, known));
        }
        const std::string language = equals == std::string::npos ? "" : language_tag(text.substr(0, equals));
        for (CueFileRequest& file : files)
            if (equals == std::string::npos || file.language == language) file.encoding = name;
    }
}

}  // namespace

void read_subtitle_options(const Options& options, const Store& store, Console& console, RenderRequest& request) {
    if (options.has("subs") && options.has("no-subs"))
        throw UsageError(message("--subs and --no-subs contradict each other. Give one of them."));
    for (const std::string& text : options.all("subs"))
        request.cue_files.push_back(read_file(text, request.clip, store));
    if (!options.has("subs") && !options.has("no-subs")) {
        request.cue_files = cue_files_beside(request.clip);
        for (const CueFileRequest& file : request.cue_files)
            console.note(message("{}: found beside the clip and burnt in. --no-subs leaves it out.", name_of(file)));
    }
    set_encodings(options.all("encoding"), request.cue_files);
    request.style = options.one("style");
    for (const std::string& text : options.all("style-set"))
        request.style_settings.push_back(read_pair(text, "style-set", "bold=true"));
    request.play = static_cast<int>(options.number("play", 0, 0, 1'000'000));
}

}  // namespace gatecast
