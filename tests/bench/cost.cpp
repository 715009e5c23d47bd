// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time of composing goes, and how near it is to the least it could be: the bytes that must move at the rate
// this machine copies them, and zimg's own time for the same pictures. Prints JSON for tests/bench/plot.
//   bench_cost [FRAMES]
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <nlohmann/json.hpp>
#include <numbers>
#include <vector>

#include "filters/canvas.h"
#include "filters/fit.h"

namespace {

using namespace gatecast;
using nlohmann::json;

constexpr Size kSource{1920, 1080};
constexpr PixelFormat kI420{Chroma::k420, 8};
constexpr int kRounds = 5;

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Milliseconds of one call, the middle of rounds of `frames` calls.
double time_of(int frames, const std::function<void(int)>& work) {
    std::vector<double> rounds;
    for (int round = 0; round < kRounds; ++round) {
        const double before = cpu_ms();
        for (int n = 0; n < frames; ++n) work(n);
        rounds.push_back((cpu_ms() - before) / frames);
    }
    std::ranges::nth_element(rounds, rounds.begin() + kRounds / 2);
    return rounds[kRounds / 2];
}

/// Frames enough that none is still in a cache when its turn comes.
class Film {
public:
    Film() {
        uint32_t random = 1;
        for (int i = 0; i < 24; ++i) {
            Image& image = images_.emplace_back(kSource, kI420);
            for (int p = 0; p < 3; ++p) {
                const Size size = plane_size(kSource, kI420, p);
                for (int y = 0; y < size.height; ++y) {
                    uint8_t* row = image.view().planes[static_cast<size_t>(p)].row(y);
                    for (int x = 0; x < size.width; ++x) {
                        random = random * 1664525 + 1013904223;
                        row[x] = static_cast<uint8_t>(64 + (x + y + i * 3) % 96 + (random >> 28U));
                    }
                }
            }
        }
    }

    [[nodiscard]] Picture picture(int n) const {
        Picture picture;
        picture.view = images_[static_cast<size_t>(n) % images_.size()].view();
        picture.id = new_picture_id();
        return picture;
    }

private:
    std::vector<Image> images_;
};

/// Letters as far as a blender knows them: slanted strokes over a fifth of the area, soft at their edges.
OverlayRef words(const Rect& area, uint64_t id) {
    std::vector<uint8_t> bgra(static_cast<size_t>(area.width) * static_cast<size_t>(area.height) * 4);
    for (int y = 0; y < area.height; ++y) {
        for (int x = 0; x < area.width; ++x) {
            const double wave = std::sin((x + y * 0.3) * 2 * std::numbers::pi / 22) - 0.55;
            const bool line = y % 56 > 12 && y % 56 < 48;
            const auto alpha = static_cast<uint8_t>(line ? std::clamp(wave * 700, 0.0, 255.0) : 0);
            uint8_t* pixel =
                &bgra[(static_cast<size_t>(y) * static_cast<size_t>(area.width) + static_cast<size_t>(x)) * 4];
            std::fill_n(pixel, 4, alpha);
        }
    }
    return std::make_shared<Overlay>(
        make_overlay({bgra.data(), ptrdiff_t{4} * area.width, area.size(), true}, area.x, area.y, Chroma::k420, id));
}

double ink_bytes(const Overlay& overlay) {
    double samples = 0;
    for (const InkSpan& span : overlay.ink) samples += span.x1 - span.x0;
    for (const InkSpan& span : overlay.chroma_ink) samples += 2 * (span.x1 - span.x0);
    return samples;
}

/// Bytes a millisecond that memcpy moves where nothing is cached.
double copy_rate(int frames) {
    std::vector<Image> images;
    for (int i = 0; i < 24; ++i) images.emplace_back(kSource, kI420);
    const double ms = time_of(frames, [&](int n) {
        const size_t from = static_cast<size_t>(n * 2) % 24;
        copy(std::as_const(images[from]).view(), images[from + 1].view());
    });
    return 1920.0 * 1080 * 1.5 / ms;
}

struct SceneSpec {
    const char* name;
    Size canvas;
    Rect film;
    Fit fit;
    std::vector<Rect> words;
};

double zimg_ms(const Film& film, const SceneSpec& scene, int frames) {
    const FitResult fit = fit_picture(kSource, {1, 1}, 0, scene.film, scene.fit);
    ScaleSpec spec;
    spec.source_size = kSource;
    spec.source_format = spec.target_format = kI420;
    spec.source_area_px16 = fit.source_area_px16;
    spec.target_size = fit.target.size();
    Scaler scaler(spec);
    Image target(fit.target.size(), kI420);
    return time_of(frames, [&](int n) { scaler.scale(film.picture(n).view, target.view()); });
}

/// A scene by stage: the scaler alone, the words alone, the canvas whole, and the least these could take.
json measure(const Film& film, const SceneSpec& scene, double bytes_a_ms, int frames) {
    PictureLayer picture;
    picture.area = scene.film;
    picture.fit = scene.fit;
    std::vector<Layer> layers{FillLayer{area_of(scene.canvas)}, picture};
    double bytes = 0;
    for (size_t i = 0; i < scene.words.size(); ++i) {
        const OverlayRef overlay = words(scene.words[i], i + 1);
        // Colour and alpha are read with what lies below, and written over it: two copies of each byte.
        bytes += 2 * ink_bytes(*overlay);
        layers.emplace_back(OverlayLayer{overlay});
    }
    const auto whole = [&](std::vector<Layer>& of) {
        Canvas canvas(scene.canvas, Chroma::k420);
        return time_of(frames, [&](int n) {
            std::get<PictureLayer>(of[1]).picture = film.picture(n);
            if (canvas.compose(of).view.planes[0].data == nullptr) std::abort();
        });
    };
    std::vector<Layer> bare(layers.begin(), layers.begin() + 2);
    const double all = whole(layers);
    const double scaled = whole(bare);
    const double zimg = zimg_ms(film, scene, frames);
    const double floor = zimg + bytes / bytes_a_ms;
    return {{"scene", scene.name},      {"compose_ms", all},        {"picture_ms", scaled},
            {"words_ms", all - scaled}, {"zimg_ms", zimg},          {"moved_ms", bytes / bytes_a_ms},
            {"floor_ms", floor},        {"over_floor", all / floor}};
}

double wall_with(const Film& film, int overlays, const Rect& each, int displays, int frames) {
    std::vector<Canvas> canvases;
    for (int i = 0; i < displays; ++i) canvases.emplace_back(Size{1440, 720}, Chroma::k420);
    PictureLayer picture;
    picture.area = {0, 0, 1440, 720};
    picture.fit = Fit::kFill;
    std::vector<Layer> layers{picture};
    for (int i = 0; i < overlays; ++i) {
        Rect area = each;
        area.y = (each.y + i * 60) % std::max(2, 720 - each.height) & ~1;
        layers.emplace_back(OverlayLayer{words(area, static_cast<uint64_t>(i) + 1)});
    }
    return time_of(frames, [&](int n) {
        std::get<PictureLayer>(layers.front()).picture = film.picture(n);
        for (Canvas& canvas : canvases)
            if (canvas.compose(layers).view.planes[0].data == nullptr) std::abort();
    });
}

}  // namespace

int main(int argc, char** argv) {
    const int frames = argc > 1 ? std::max(10, std::atoi(argv[1])) : 100;
    const Film film;
    const double rate = copy_rate(frames);
    json report{{"copy_bytes_a_ms", rate}, {"scenes", json::array()}};
    const SceneSpec scenes[] = {
        {"LED 1440×720", {1440, 720}, {0, 0, 1440, 720}, Fit::kFill, {{120, 480, 1200, 200}, {24, 24, 200, 60}}},
        {"kiosk 1080×1920",
         {1080, 1920},
         {0, 176, 1080, 608},
         Fit::kStretch,
         {{40, 900, 1000, 300}, {24, 24, 200, 60}}},
        {"TV 1920×1080", kSource, {0, 0, 1920, 1080}, Fit::kFit, {{160, 760, 1600, 280}, {24, 24, 240, 60}}},
    };
    for (const SceneSpec& scene : scenes) report["scenes"].push_back(measure(film, scene, rate, frames));
    const Rect line{120, 40, 1200, 56};
    for (const int layers : {0, 1, 2, 4, 8, 16, 32})
        report["layers"].push_back({layers, wall_with(film, layers, line, 1, frames)});
    for (const int displays : {1, 2, 4, 8})
        report["displays"].push_back({displays, wall_with(film, 4, line, displays, frames)});
    for (const int percent : {0, 10, 25, 50, 75, 100}) {
        const Rect covered{0, 0, 1440, (720 * percent / 100) & ~1};
        report["covered"].push_back({percent, wall_with(film, percent > 0 ? 1 : 0, covered, 1, frames)});
    }
    std::printf("%s\n", report.dump(1).c_str());
    return 0;
}
