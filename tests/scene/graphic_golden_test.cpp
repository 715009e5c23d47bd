// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of graphic on three displays over a ground of many colours, against the pictures of tests/golden/graphics.
// GATECAST_UPDATE_GOLDEN=1 writes the pictures anew: look at them, and at their difference in the commit.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "pipeline/media/still.h"
#include "pipeline/scene/graphics/graphic.h"
#include "presets/library.h"
#include "tests/folder.h"
#include "tests/scene/graphic_words.h"

namespace gatecast::test {
namespace {

// Versions of Cairo and HarfBuzz may round an edge otherwise; letters that moved or changed are neither.
constexpr double kMostMean = 0.8;
constexpr int kMost = 48;
// Pictures are kept this wide at most.
constexpr int kKeptWidth = 360;

struct Shown {
    const char* name;
    GraphicKind kind;
    Rect area;  // per cent of the canvas
};
constexpr Shown kShown[] = {
    {"image", GraphicKind::kImage, {80, 5, 16, 12}},
    {"sequence", GraphicKind::kSequence, {60, 5, 16, 12}},
    {"lower-third", GraphicKind::kLowerThird, {4, 55, 72, 30}},
    {"ticker", GraphicKind::kTicker, {0, 90, 100, 8}},
    {"clock", GraphicKind::kClock, {4, 4, 16, 10}},
    {"countdown", GraphicKind::kCountdown, {30, 4, 26, 10}},
    {"date", GraphicKind::kDate, {4, 16, 40, 18}},
    {"label", GraphicKind::kLabel, {4, 4, 20, 14}},
    {"notice-band", GraphicKind::kNotice, {4, 30, 92, 34}},
    {"notice", GraphicKind::kNotice, {0, 0, 100, 100}},
};

Display display(const std::string& name) {
    Display display;
    display.name = name;
    if (name == "led-p4") {
        display.canvas = {1440, 720};
        display.pitch_mm = 4;
        display.viewing_distance_m = 8;
    } else if (name == "kiosk-portrait") {
        display.canvas = {1080, 1920};
    } else {
        display.canvas = {1920, 1080};
    }
    display.safe_area_percent = 3;
    return display;
}

Style style(const std::string& display) {
    return PresetLibrary({GATECAST_SHIPPED_PRESETS})
        .style(display == "led-p4"       ? "led"
               : display == "tv-1080p25" ? "tv"
                                         : "kiosk");
}

Rect share_of(const Rect& percent, Size canvas) {
    return {percent.x * canvas.width / 100 & ~1, percent.y * canvas.height / 100 & ~1,
            percent.width * canvas.width / 100 & ~1, percent.height * canvas.height / 100 & ~1};
}

/// Light and dark, warm and cold, smooth and striped: what films are.
Picture ground(Size size) {
    auto image = std::make_shared<Image>(size, PixelFormat{Chroma::k420, 8});
    const ImageView view = image->view();
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
            view.planes[0].row(y)[x] = static_cast<uint8_t>(40 + 150 * x / size.width + (y / 16 % 2) * 20);
    }
    for (int y = 0; y < size.height / 2; ++y) {
        for (int x = 0; x < size.width / 2; ++x) {
            view.planes[1].row(y)[x] = static_cast<uint8_t>(100 + 110 * y / size.height);
            view.planes[2].row(y)[x] = static_cast<uint8_t>(150 - 80 * x / size.width);
        }
    }
    Picture picture;
    picture.view = view;
    picture.id = 1;
    picture.owner = std::move(image);
    return picture;
}

/// A bird's wings, in colours and half transparent.
void write_picture(const std::filesystem::path& file) {
    BgraImage image;
    image.size = {120, 80};
    for (int y = 0; y < 80; ++y) {
        for (int x = 0; x < 120; ++x) {
            const bool wing = std::abs(x - 60) < y;
            image.pixels.insert(image.pixels.end(), {static_cast<uint8_t>(2 * x), 80, static_cast<uint8_t>(3 * y),
                                                     static_cast<uint8_t>(wing ? 255 : x)});
        }
    }
    write_png(file, image);
}

/// The part of the composed picture where the graphic stands, as RGB, made smaller.
Image small(const Picture& picture, const Rect& area) {
    const int step = std::max(1, (area.width + kKeptWidth - 1) / kKeptWidth);
    Image kept({area.width / step, area.height / step}, {Chroma::kRgb, 8});
    const ImageView to = kept.view();
    for (int y = 0; y < to.size.height; ++y) {
        for (int x = 0; x < to.size.width; ++x) {
            std::array<double, 3> sum{};
            for (int n = 0; n < step * step; ++n) {
                const int from_x = area.x + x * step + n % step, from_y = area.y + y * step + n / step;
                sum[0] += picture.view.planes[0].row(from_y)[from_x];
                for (size_t p = 1; p < 3; ++p) sum[p] += picture.view.planes[p].row(from_y / 2)[from_x / 2];
            }
            for (double& each : sum) each /= step * step;
            const Rgb rgb = to_rgb(sum, kDisplayColour);
            const auto byte = [](double v) { return static_cast<uint8_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
            to.planes[0].row(y)[x] = byte(rgb.r);
            to.planes[1].row(y)[x] = byte(rgb.g);
            to.planes[2].row(y)[x] = byte(rgb.b);
        }
    }
    return kept;
}

Image draw(const Shown& shown, const std::string& display_name) {
    const Display on = display(display_name);
    const Style of = style(display_name);
    const TempFolder folder;
    write_picture(folder / "a.0000.png");
    Graphic graphic;
    graphic.name = shown.name;
    graphic.kind = shown.kind;
    graphic.area = share_of(shown.area, on.canvas);
    graphic.box_opacity = 0.85;
    graphic.words = words_for(shown.kind);
    graphic.image = folder / (shown.kind == GraphicKind::kImage ? "a.0000.png" : "a.%04d.png");
    graphic.until_clock = "19:30";
    const WallTime wall = std::chrono::local_days(std::chrono::year(2026) / 11 / 20) + std::chrono::hours(18);
    const auto made = make_graphic({graphic, on, of, Chroma::k420, std::chrono::minutes(10), wall});
    std::vector<Layer> layers;
    PictureLayer film;
    film.picture = ground(on.canvas);
    film.area = area_of(on.canvas);
    layers.emplace_back(film);
    // A ticker has its messages in the band by then.
    constexpr int kFrame = 400;
    made->add_layers({frame_time(kFrame, on.rate), kFrame, wall + frame_time(kFrame, on.rate)}, layers);
    Canvas canvas(on.canvas, Chroma::k420);
    return small(canvas.compose(layers), graphic.area);
}

/// Largest difference of a sample, and their mean.
struct Difference {
    int most = 255;
    double mean = 255;
};

Difference difference_of(const ConstImageView& now, const BgraImage& then) {
    if (now.size != then.size) return {};
    Difference all{0, 0};
    for (int y = 0; y < now.size.height; ++y) {
        for (int x = 0; x < now.size.width; ++x) {
            const auto at = static_cast<size_t>(y * now.size.width + x) * 4;
            for (size_t c = 0; c < 3; ++c) {
                const int difference = std::abs(now.planes[c].row(y)[x] - then.pixels[at + 2 - c]);
                all.most = std::max(all.most, difference);
                all.mean += difference;
            }
        }
    }
    all.mean /= 3.0 * now.size.width * now.size.height;
    return all;
}

class GoldenGraphic : public testing::TestWithParam<std::tuple<Shown, std::string>> {};

TEST_P(GoldenGraphic, LooksAsItDid) {
    const auto& [shown, display_name] = GetParam();
    const std::string name = display_name + "-" + shown.name + ".png";
    const std::filesystem::path file = std::filesystem::path(GATECAST_GOLDEN_GRAPHICS) / name;
    const Image now = draw(shown, display_name);
    if (std::getenv("GATECAST_UPDATE_GOLDEN") != nullptr) {
        write_png(file, now.view());
        return;
    }
    const Difference difference = difference_of(now.view(), read_bgra(file));
    if (difference.mean <= kMostMean && difference.most <= kMost) return;
    const std::string actual = testing::TempDir() + "gatecast-" + name;
    write_png(actual, now.view());
    ADD_FAILURE() << file << ": mean difference " << difference.mean << ", most " << difference.most
                  << ". Now: " << actual;
}

INSTANTIATE_TEST_SUITE_P(Graphics, GoldenGraphic,
                         testing::Combine(testing::ValuesIn(kShown),
                                          testing::Values("led-p4", "kiosk-portrait", "tv-1080p25")),
                         [](const auto& info) {
                             std::string name = std::get<1>(info.param) + "_" + std::get<0>(info.param).name;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

}  // namespace
}  // namespace gatecast::test
