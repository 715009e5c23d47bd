// SPDX-License-Identifier: GPL-3.0-or-later
// From a request to the list of work: which compositions, which segments of which output, which sound tracks, each
// under its key. Pure: the same request, clip and presets give the same plan in every process.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/media/clip.h"
#include "pipeline/media/encode.h"
#include "pipeline/render/request.h"
#include "pipeline/scene/scene.h"
#include "presets/library.h"
#include "presets/style.h"
#include "subtitles/subtitles.h"

namespace gatecast {

/// What is composed: one display's picture in one chroma format. Several outputs may share it.
struct Composition {
    Display display;
    Chroma chroma = Chroma::k420;
    std::string key;       // of everything that stands all the time; what comes and goes is in the segments' keys
    std::string text_key;  // what its subtitles are laid out by; empty: none
    std::shared_ptr<const Subtitles> subtitles{};   // null: none
    std::shared_ptr<const TextTimes> text_times{};  // of them, in the output
    Style style{};                                  // of subtitles, graphics and cards
    PictureChange change{};                         // from photo to photo
    CardWords card{};                               // of a clip without pictures
    std::vector<Graphic> graphics{};                // by z, at their places
    std::vector<std::string> graphic_keys{};        // what each looks like; how it stands is asked of poses_at()
};

/// What the regions of displays call the item itself.
inline constexpr const char* kProgrammeSource = "programme";

/// A picture of its own beside the programme's.
struct Input {
    std::string name;
    Clip clip;
};

struct SegmentPlan {
    int64_t first = 0;
    int64_t count = 0;
    std::string key;
};

/// One sound track of an output: where it comes from, and what is made of it.
struct SoundPlan {
    std::string key;
    std::string mix_key;          // of the sound before normalising: its measurement is kept under it
    int track = -1;               // of the clip; -1: silence, unless there is a voice
    std::filesystem::path voice;  // laid over or in place of the track
    std::string language;
    std::string loudness;   // profile, "none": as it is
    int channels = 2;       // of the mix
    int only_channel = -1;  // of the mix, for mono tracks; -1: all
    AudioEncode encode;
    int64_t samples = 0;  // exactly this many
};

struct OutputPlan {
    std::string display_name;
    Encode encode;
    Delivery delivery;
    std::filesystem::path file;
    int composition = -1;  // -1: sound only
    Rational rate{25, 1};
    VideoShape shape;
    int64_t frames = 0;
    std::vector<SegmentPlan> segments;
    std::vector<SoundPlan> sounds;
    SoftSubtitles soft = SoftSubtitles::kNone;  // what the container allows of the request's wish
    std::string soft_key;
    std::string key;  // of the whole file
};

struct RenderPlan {
    RenderRequest request;
    Clip clip;
    std::vector<Input> inputs;
    std::vector<Track> tracks;  // of subtitles, one a language, in the clip's time
    Time from{0};
    Time length{0};
    std::vector<Composition> compositions;
    std::vector<OutputPlan> outputs;
    std::vector<Message> clashes;   // shown so, something could not be read
    std::vector<Message> warnings;  // what is left out or not good
    [[nodiscard]] int64_t frames() const;
    /// The clip that regions ask for by this name; null: there is none.
    [[nodiscard]] const Clip* clip_named(const std::string& source) const;
};

/// What is said once need not be said again.
void add_once(std::vector<Message>& messages, const Message& one);

/// Hashes of files beside the clip (logo, panels, voices).
using HashFile = std::function<std::string(const std::filesystem::path&)>;

/// `inputs`: the clips of the request's inputs.
[[nodiscard]] RenderPlan make_plan(const RenderRequest& request, const Clip& clip, const PresetLibrary& library,
                                   const HashFile& hash, const std::vector<Clip>& inputs = {});

}  // namespace gatecast
