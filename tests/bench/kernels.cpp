// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of composing cost, in one thread: bench_kernels. Not a test; swscale stands beside for comparison.
#include <benchmark/benchmark.h>

#include <memory>

#include "filters/blend.h"
#include "filters/brightness.h"
#include "filters/canvas.h"
#include "filters/tone_map.h"
#include "pipeline/scene/slice_team.h"
#include "tests/filters/pictures.h"

extern "C" {
#include <libswscale/swscale.h>
}

namespace gatecast {
namespace {

constexpr PixelFormat k420{Chroma::k420, 8};
constexpr Size kSource{1920, 1080};

const Image& source() {
    static const Image image = testing::rings(kSource, k420);
    return image;
}

void over(benchmark::State& state, const Kernels& kernels) {
    std::vector<uint8_t> to(1 << 16, 100), colour(1 << 16, 50), alpha(1 << 16, 120);
    for (auto _ : state) {
        kernels.over(to.data(), colour.data(), alpha.data(), 1 << 16);
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(state.iterations() * (1 << 16));
}
void over_scalar(benchmark::State& state) {
    over(state, scalar_kernels());
}
void over_fast(benchmark::State& state) {
    over(state, fast_kernels());
}
BENCHMARK(over_scalar);
BENCHMARK(over_fast);

// Arguments: target width and height; the source is cut to its shape.
void scale_zimg(benchmark::State& state) {
    const Size to{static_cast<int>(state.range(0)), static_cast<int>(state.range(1))};
    ScaleSpec spec;
    spec.source_size = kSource;
    spec.source_format = spec.target_format = k420;
    spec.source_area_px16 = fit_picture(kSource, {1, 1}, 0, area_of(to), Fit::kFill).source_area_px16;
    spec.target_size = to;
    Scaler scaler(spec);
    Image target(to, k420);
    for (auto _ : state) {
        scaler.scale(source().view(), target.view());
        benchmark::ClobberMemory();
    }
}

void scale_swscale(benchmark::State& state) {
    const Size to{static_cast<int>(state.range(0)), static_cast<int>(state.range(1))};
    const Rect px16 = fit_picture(kSource, {1, 1}, 0, area_of(to), Fit::kFill).source_area_px16;
    const Rect area{px16.x / 32 * 2, px16.y / 32 * 2, px16.width / 16, px16.height / 16};
    const ConstImageView from = crop(source().view(), area);
    SwsContext* context = sws_getContext(area.width, area.height, AV_PIX_FMT_YUV420P, to.width, to.height,
                                         AV_PIX_FMT_YUV420P, SWS_BICUBIC, nullptr, nullptr, nullptr);
    Image image(to, k420);
    const ImageView target = image.view();
    const uint8_t* source_planes[3];
    uint8_t* target_planes[3];
    int source_strides[3];
    int target_strides[3];
    for (size_t p = 0; p < 3; ++p) {
        source_planes[p] = from.planes[p].data;
        target_planes[p] = target.planes[p].data;
        source_strides[p] = static_cast<int>(from.planes[p].stride_bytes);
        target_strides[p] = static_cast<int>(target.planes[p].stride_bytes);
    }
    for (auto _ : state) {
        sws_scale(context, source_planes, source_strides, 0, area.height, target_planes, target_strides);
        benchmark::ClobberMemory();
    }
    sws_freeContext(context);
}
#define SIZES Args({1440, 720})->Args({1280, 720})->Args({1080, 608})->Args({960, 540})->Unit(benchmark::kMillisecond)
BENCHMARK(scale_zimg)->SIZES;
BENCHMARK(scale_swscale)->SIZES;

OverlayRef drawn(Size size, int x, int y, bool text, uint64_t id) {
    std::vector<uint8_t> bgra(static_cast<size_t>(size.width * size.height) * 4);
    for (int row = 0; row < size.height; ++row) {
        for (int column = 0; column < size.width; ++column) {
            const bool stroke = (column / 5) % 3 == 0 && row > 8 && row < size.height - 8 && column > size.width / 8 &&
                                column < size.width * 7 / 8;
            const bool ink = text ? stroke : true;
            for (size_t c = 0; c < 4; ++c) {
                bgra[static_cast<size_t>(row * size.width + column) * 4 + c] = ink ? (text ? 255 : 180) : 0;
            }
        }
    }
    return std::make_shared<const Overlay>(
        make_overlay({bgra.data(), ptrdiff_t{4} * size.width, size, true}, x, y, Chroma::k420, id));
}

Picture moving() {
    return testing::picture_of(source(), 0);
}

void compose(benchmark::State& state, Size size, const std::vector<Layer>& layers) {
    Canvas canvas(size, Chroma::k420);
    for (auto _ : state) benchmark::DoNotOptimize(canvas.compose(layers));
}

// LED: 1080p filling 1440x720; 0 bare, 1 with a logo, 2 with three text bands too.
void led(benchmark::State& state) {
    std::vector<Layer> layers{PictureLayer{.picture = moving(), .area = {0, 0, 1440, 720}, .fit = Fit::kFill}};
    if (state.range(0) > 0) layers.push_back(OverlayLayer{drawn({300, 100}, 1120, 20, false, 1)});
    for (int band = 0; state.range(0) > 1 && band < 3; ++band) {
        layers.push_back(OverlayLayer{drawn({1440, 60}, 0, 520 + 60 * band, true, static_cast<uint64_t>(band) + 2)});
    }
    compose(state, {1440, 720}, layers);
}
BENCHMARK(led)->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

void led_unchanged(benchmark::State& state) {
    Picture still = moving();
    still.id = 1;
    compose(state, {1440, 720}, {PictureLayer{.picture = still, .area = {0, 0, 1440, 720}, .fit = Fit::kFill}});
}
BENCHMARK(led_unchanged)->Unit(benchmark::kMicrosecond);

// A strip of words 20,000 px long, as drawn text is: strokes of 5 px, letters, spaces.
enum class Band { kNone, kTranslucent, kOpaque };
OverlayRef strip(Band band) {
    constexpr Size kStrip{20000, 60};
    std::vector<uint8_t> bgra(static_cast<size_t>(kStrip.width * kStrip.height) * 4);
    for (int y = 0; y < kStrip.height; ++y) {
        for (int x = 0; x < kStrip.width; ++x) {
            const bool stroke = y > 12 && y < 48 && (x + y / 3) % 11 < 5 && x % 140 < 112;
            const int alpha = stroke ? 255 : band == Band::kNone ? 0 : band == Band::kOpaque ? 255 : 160;
            uint8_t* pixel = &bgra[static_cast<size_t>(y * kStrip.width + x) * 4];
            pixel[0] = pixel[1] = pixel[2] = static_cast<uint8_t>(stroke ? 255 : alpha / 4);
            pixel[3] = static_cast<uint8_t>(alpha);
        }
    }
    return std::make_shared<const Overlay>(
        make_overlay({bgra.data(), ptrdiff_t{4} * kStrip.width, kStrip, true}, 0, 0, Chroma::k420, 9));
}

// A ticker moving 4 px a frame at the foot of a 1080p still: all that is done is the ticker's.
void ticker(benchmark::State& state, Band band) {
    const OverlayRef words = strip(band);
    Picture still = moving();
    still.id = 1;
    std::vector<Layer> layers{PictureLayer{.picture = still, .area = {0, 0, 1920, 1080}, .fit = Fit::kFill},
                              OverlayLayer{drawn({300, 100}, 1600, 20, false, 1)},
                              OverlayLayer{words, 256, {}, {0, 1020, 1920, 60}}};
    std::get<PictureLayer>(layers[0]).picture.view.size = {1918, 1078};  // not the canvas's size: scaled, then kept
    Canvas canvas(kSource, Chroma::k420);
    int x = 0;
    for (auto _ : state) {
        x = (x + 4) % (words->area.width - 1920);
        std::get<OverlayLayer>(layers[2]).moved = {-x, 1020};
        benchmark::DoNotOptimize(canvas.compose(layers));
    }
}
void ticker_words(benchmark::State& state) {
    ticker(state, Band::kNone);
}
void ticker_translucent(benchmark::State& state) {
    ticker(state, Band::kTranslucent);
}
void ticker_opaque(benchmark::State& state) {
    ticker(state, Band::kOpaque);
}
BENCHMARK(ticker_words)->Unit(benchmark::kMillisecond);
BENCHMARK(ticker_translucent)->Unit(benchmark::kMillisecond);
BENCHMARK(ticker_opaque)->Unit(benchmark::kMillisecond);

void kiosk(benchmark::State& state, Fit fit) {
    compose(state, {1080, 1920}, {PictureLayer{.picture = moving(), .area = {0, 0, 1080, 1920}, .fit = fit}});
}
void kiosk_bars(benchmark::State& state) {
    kiosk(state, Fit::kFit);
}
void kiosk_blur_fill(benchmark::State& state) {
    kiosk(state, Fit::kBlurFill);
}
BENCHMARK(kiosk_bars)->Unit(benchmark::kMillisecond);
BENCHMARK(kiosk_blur_fill)->Unit(benchmark::kMillisecond);

void turned_phone_clip(benchmark::State& state) {
    compose(state, {1080, 1920},
            {PictureLayer{.picture = moving(), .area = {0, 0, 1080, 1920}, .rotation_degrees = 90}});
}
BENCHMARK(turned_phone_clip)->Unit(benchmark::kMillisecond);

void cross_fade(benchmark::State& state) {
    const PictureLayer picture{.picture = moving(), .area = {0, 0, 1440, 720}, .fit = Fit::kFill};
    compose(state, {1440, 720}, {TransitionLayer{picture, picture, 100}});
}
BENCHMARK(cross_fade)->Unit(benchmark::kMillisecond);

// An 8K wall filled from 1080p; argument: threads. Wall time is what counts.
constexpr Size kEightK{7680, 4320};
void eight_k(benchmark::State& state, const Layer& layer) {
    SliceTeam team(static_cast<int>(state.range(0)));
    Canvas canvas(kEightK, Chroma::k420, &team);
    (void)canvas.compose(std::span(&layer, 1));  // tables and buffers are made
    for (auto _ : state) benchmark::DoNotOptimize(canvas.compose(std::span(&layer, 1)));
}
void eight_k_wall(benchmark::State& state) {
    eight_k(state, PictureLayer{.picture = moving(), .area = area_of(kEightK)});
}
void eight_k_cross_fade(benchmark::State& state) {
    const PictureLayer picture{.picture = moving(), .area = area_of(kEightK)};
    eight_k(state, TransitionLayer{picture, picture, 100});
}
BENCHMARK(eight_k_wall)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(eight_k_cross_fade)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

void dim(benchmark::State& state) {
    Dimmer dimmer;
    for (auto _ : state) benchmark::DoNotOptimize(dimmer.dim(moving(), 192));
}
BENCHMARK(dim)->Unit(benchmark::kMillisecond);

void hdr_to_sdr(benchmark::State& state) {
    static const Image image = testing::rings(kSource, {Chroma::k420, 10});
    const ColourSpec colour{Matrix::kBt2020, Transfer::kHlg, Primaries::kBt2020, Range::kLimited, ChromaSite::kLeft};
    compose(
        state, {1440, 720},
        {PictureLayer{.picture = testing::picture_of(image, 0, colour), .area = {0, 0, 1440, 720}, .fit = Fit::kFill}});
}
BENCHMARK(hdr_to_sdr)->Unit(benchmark::kMillisecond);

void make_logo(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(drawn({300, 100}, 0, 0, false, 1));
}
BENCHMARK(make_logo)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gatecast

BENCHMARK_MAIN();
