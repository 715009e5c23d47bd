// SPDX-License-Identifier: GPL-3.0-or-later
// Composes raw 1080p I420 frames of a file as displays do, and does nothing else, so that tests/bench/compare can take
// the cost of reading away: `compose FILE read` is the baseline of every other scene but subtitles, whose is `copy`.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "filters/canvas.h"
#include "presets/library.h"
#include "subtitles/formats/format.h"
#include "subtitles/subtitles.h"
#include "tests/bench/raw_frames.h"

namespace {

using namespace gatecast;

using bench::kSource;
constexpr int kLogoSide = 120;

/// A round, partly transparent badge, as a logo is.
OverlayRef make_logo(int x, int y) {
    std::vector<uint8_t> bgra(size_t{kLogoSide} * kLogoSide * 4);
    for (int row = 0; row < kLogoSide; ++row) {
        for (int column = 0; column < kLogoSide; ++column) {
            const int dx = 2 * column - kLogoSide;
            const int dy = 2 * row - kLogoSide;
            const bool inside = dx * dx + dy * dy < kLogoSide * kLogoSide;
            const auto at = (static_cast<size_t>(row) * kLogoSide + static_cast<size_t>(column)) * 4;
            bgra[at] = 90;
            bgra[at + 1] = static_cast<uint8_t>(50 + row);
            bgra[at + 2] = static_cast<uint8_t>(column);
            bgra[at + 3] = inside ? 224 : 0;
        }
    }
    return std::make_shared<Overlay>(
        make_overlay({bgra.data(), ptrdiff_t{kLogoSide} * 4, {kLogoSide, kLogoSide}, false}, x, y, Chroma::k420, 1));
}

/// One display's canvas and its still layers; the picture's layer is filled in a frame.
struct Wall {
    Canvas canvas;
    std::vector<Layer> layers;
    size_t picture_at;

    void compose(const Picture& picture) {
        std::get<PictureLayer>(layers[picture_at]).picture = picture;
        if (canvas.compose(layers).view.planes[0].data == nullptr) std::abort();
    }
};

PictureLayer picture_in(const Rect& area, Fit fit) {
    PictureLayer layer;
    layer.area = area;
    layer.fit = fit;
    layer.kernel = Kernel::kBicubic;
    return layer;
}

/// A wall: the picture fills the canvas, a logo in its corner.
Wall led(Size size) {
    return {Canvas(size, Chroma::k420),
            {picture_in(area_of(size), Fit::kFill), OverlayLayer{make_logo(size.width - kLogoSide - 24, 24)}},
            0};
}

/// A portrait kiosk: the picture across the top, a still panel with a badge below.
Wall kiosk(bool panel) {
    const Rect picture{0, 240, 1080, 608};
    std::vector<Layer> layers{picture_in(picture, Fit::kStretch)};
    if (!panel) return {Canvas(picture.size(), Chroma::k420), {picture_in(area_of(picture.size()), Fit::kStretch)}, 0};
    layers.insert(layers.begin(),
                  {FillLayer{{0, 0, 1080, 240}, {40, 140, 118}}, FillLayer{{0, 848, 1080, 1072}, {52, 150, 110}}});
    layers.emplace_back(OverlayLayer{make_logo(480, 60)});
    return {Canvas({1080, 1920}, Chroma::k420), std::move(layers), 2};
}

/// A frame of television with nothing but the least that makes the canvas paint it: what a copy costs.
Wall copy() {
    const std::vector<uint8_t> bgra(4 * 4, 0xFF);
    return {
        Canvas(kSource, Chroma::k420),
        {picture_in(area_of(kSource), Fit::kFit),
         OverlayLayer{std::make_shared<Overlay>(make_overlay({bgra.data(), 8, {2, 2}, true}, 0, 0, Chroma::k420, 2))}},
        0};
}

/// Subtitles of the first moment of these files, all the time.
Wall subtitled(const std::vector<std::string>& files) {
    std::vector<Track> tracks;
    for (const std::string& file : files)
        for (Track& track : read_cue_file(file, {}).tracks) tracks.push_back(std::move(track));
    Screen screen;
    screen.canvas = kSource;
    screen.picture = area_of(kSource);
    const Subtitles subtitles(std::move(tracks), PresetLibrary({GATECAST_SHIPPED_PRESETS}).style("tv"), screen);
    Wall made{Canvas(kSource, Chroma::k420), {picture_in(area_of(kSource), Fit::kFit)}, 0};
    for (size_t i = 0; i < subtitles.showings().size(); ++i)
        made.layers.emplace_back(OverlayLayer{subtitles.draw(i, Chroma::k420, 10 + i)});
    if (made.layers.size() != files.size() + 1) throw std::runtime_error("not every language is on screen");
    return made;
}

std::vector<Wall> screens_of(std::string_view scene, const std::vector<std::string>& files) {
    std::vector<Wall> screens;
    if (scene == "led" || scene == "three") screens.push_back(led({1440, 720}));
    if (scene == "kiosk" || scene == "three") screens.push_back(kiosk(true));
    if (scene == "kiosk-bare") screens.push_back(kiosk(false));
    if (scene == "tv" || scene == "three") screens.push_back(led(kSource));
    if (scene == "copy") screens.push_back(copy());
    if (scene == "subs") screens.push_back(subtitled(files));
    return screens;
}

int compose_all(const char* path, std::string_view scene, const std::vector<std::string>& files) {
    std::vector<Wall> screens = screens_of(scene, files);
    if (screens.empty() && scene != "read") {
        std::fputs(
            "bench_compose FILE read|copy|led|kiosk|kiosk-bare|tv|three|subs [CUES…]   FILE: raw 1920x1080 I420\n",
            stderr);
        return 2;
    }
    bench::RawFrames frames(path);
    int count = 0;
    for (; frames.next(); ++count)
        for (Wall& screen : screens) screen.compose(frames.picture());
    std::printf("%d\n", count);
    return count > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const std::vector<std::string> words(argv + 1, argv + argc);
        if (words.size() < 2) return compose_all("/dev/null", "", {});
        return compose_all(words[0].c_str(), words[1], {words.begin() + 2, words.end()});
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "bench_compose: %s\n", problem.what());
        return 1;
    }
}
