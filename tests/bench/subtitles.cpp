// SPDX-License-Identifier: GPL-3.0-or-later
// What a cue costs: shaped, measured, drawn and converted. Owed: a trilingual 1080p cue drawn and converted in 15 ms.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "subtitles/drawing/draw.h"
#include "subtitles/drawing/text_masks.h"

namespace gatecast {
namespace {

struct Text {
    const char* language;
    const char* line;
};
// Two lines a language, as the fullest cue has.
constexpr Text kCue[] = {{"vi", "Chợ biên giới Ngọc Hồi mở cửa từ sáng sớm, bà con mang"},
                         {"vi", "cà phê, hạt điều và cao su qua cửa khẩu để bán."},
                         {"km", "ផ្សារព្រំដែនបើកតាំងពីព្រលឹម ប្រជាពលរដ្ឋនាំយកកាហ្វេ"},
                         {"km", "ស្វាយចន្ទី និងកៅស៊ូឆ្លងកាត់ច្រកទ្វារដើម្បីលក់"},
                         {"en", "The border market opens at dawn; people bring coffee and"},
                         {"en", "cashew nuts through the gate to sell."}};

TextLook look(double em_px) {
    TextLook look;
    look.latin_em_px = em_px;
    look.families = {"Noto Sans", "Noto Sans Khmer"};
    return look;
}

std::vector<PlacedLine> cue(FontSet& fonts, double em_px) {
    std::vector<PlacedLine> lines;
    double baseline = 1.2 * em_px;
    for (const Text& text : kCue) {
        const std::string line = text.line;
        lines.push_back({Shaper(fonts).shape(line, 0, line.size(), text.language, {}, look(em_px)),
                         static_cast<int>(em_px), static_cast<int>(baseline), em_px});
        baseline += 1.6 * em_px;
    }
    return lines;
}

void shape_cue(benchmark::State& state) {
    FontSet fonts;
    for (auto _ : state) benchmark::DoNotOptimize(cue(fonts, 54));
}

void measure_advances(benchmark::State& state) {
    FontSet fonts;
    Shaper shaper(fonts);
    const TextLook large = look(54);
    for (auto _ : state) {
        for (const Text& text : kCue) {
            benchmark::DoNotOptimize(shaper.advances(text.line, text.language, {}, large));
        }
    }
}

// The argument is the em: 54 px on 1080p, 28 on a wall.
void draw_masks_of_cue(benchmark::State& state) {
    FontSet fonts;
    const std::vector<PlacedLine> lines = cue(fonts, static_cast<double>(state.range(0)));
    const Paint paint;
    const Rect area = painted_area(lines, paint);
    for (auto _ : state) benchmark::DoNotOptimize(draw_masks(lines, paint, area));
}

void draw_and_convert(benchmark::State& state, bool box) {
    FontSet fonts;
    const std::vector<PlacedLine> lines = cue(fonts, static_cast<double>(state.range(0)));
    Paint paint;
    if (box) {
        paint.box = Rgb{0, 0, 0};
        paint.shadow_em = 0.05;
    }
    for (auto _ : state) benchmark::DoNotOptimize(draw_lines(lines, paint, {1920, 1080}, Chroma::k420, 1));
}

void open_fonts(benchmark::State& state) {
    for (auto _ : state) {
        FontSet fonts;
        benchmark::DoNotOptimize(cue(fonts, 54));
    }
}

BENCHMARK(open_fonts)->Unit(benchmark::kMillisecond);
BENCHMARK(shape_cue)->Unit(benchmark::kMillisecond);
BENCHMARK(measure_advances)->Unit(benchmark::kMillisecond);
BENCHMARK(draw_masks_of_cue)->Arg(28)->Arg(54)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draw_and_convert, outlined, false)->Arg(28)->Arg(54)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draw_and_convert, boxed, true)->Arg(28)->Arg(54)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gatecast

BENCHMARK_MAIN();
