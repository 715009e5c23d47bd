// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody asked to be rendered: the command line as a value. Written into the job's file, so that every lane
// plans exactly what the starter planned.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/scene/graphics/graphic.h"

namespace gatecast {

struct LogoRequest {
    std::filesystem::path file;
    Time from{0};               // from the start of the output
    std::optional<Time> until;  // nothing: to the end
};

struct VoiceRequest {
    std::string language;
    std::filesystem::path file;
};

/// A second picture, for the regions of displays that ask for it by its name. It begins as the output begins.
struct InputRequest {
    std::string name;
    std::filesystem::path file;
};

struct CueFileRequest {
    std::string language;  // BCP 47; empty: by the file's name, then by its text
    std::filesystem::path file;
    std::string encoding;  // empty: detected
    std::string name;      // for people; empty: the file's own
};

/// Subtitles that a viewer can switch: nowhere, in the container where it takes them, as WebVTT files beside it.
enum class SoftSubtitles : uint8_t { kNone, kTracks, kFiles };

enum class Verify : uint8_t { kPackets, kSegment, kFull };

struct RenderRequest {
    std::filesystem::path clip;
    std::vector<std::string> displays;
    std::vector<std::string> encodes;  // each for every display; none: the display's own
    std::vector<std::pair<std::string, std::string>> encode_settings;
    std::string delivery;
    std::string clip_id;
    std::filesystem::path directory = ".";
    std::optional<Time> from;
    std::optional<Time> until;
    std::vector<InputRequest> inputs;
    std::string programme;  // whose graphics are shown; empty: the displays' own
    Fields fields;          // of the item, for the words of graphics
    std::vector<std::pair<std::string, std::string>> graphic_settings;  // {"ticker.words.vi", "…"}
    std::optional<WallTime> on_air;                                     // of the first frame, in the place's own time
    std::filesystem::path cover;                                        // on the card of a clip without pictures
    std::optional<LogoRequest> logo;
    std::vector<VoiceRequest> voices;
    bool duck = false;           // the voice over the lowered original, instead of in its place
    std::string audio_language;  // heard where the display has no choice of its own
    std::string loudness;        // profile in place of the display's
    std::vector<CueFileRequest> cue_files;
    bool burn_in = true;  // the cues into the picture
    SoftSubtitles soft = SoftSubtitles::kNone;
    std::string style;  // of subtitles; empty: each display's own
    std::vector<std::pair<std::string, std::string>> style_settings;
    int play = 0;  // of the clip on its day: styles that show one language a play turn by it
    Time still_time{8'000'000'000};
    Verify verify = Verify::kSegment;
    std::vector<std::filesystem::path> preset_directories;
};

[[nodiscard]] std::string to_json(const RenderRequest& request);
[[nodiscard]] RenderRequest request_from_json(const std::string& json);

}  // namespace gatecast
