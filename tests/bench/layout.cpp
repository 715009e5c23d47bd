// SPDX-License-Identifier: GPL-3.0-or-later
// What laying out a long programme costs, in one thread: bench_layout. Not a test. 10,000 different cues of three
// languages, broken, shaped and laid out for one display; and one trilingual cue drawn.
#include <benchmark/benchmark.h>

#include <string>

#include "presets/library.h"
#include "subtitles/subtitles.h"

namespace gatecast {
namespace {

struct Words {
    const char* language;
    std::vector<const char*> subjects, verbs, objects, places;
    const char* between;
};

const Words kWords[] = {
    {"vi",
     {"Bà con nông dân", "Đoàn khách du lịch", "Cán bộ cửa khẩu", "Các em học sinh", "Người dân hai nước"},
     {"đang thu hoạch", "đã mang đến", "vừa giới thiệu", "cùng nhau trao đổi", "chuẩn bị"},
     {"hạt điều và cao su", "trái cây, vải thổ cẩm", "hồ sơ và hộ chiếu", "những món quà nhỏ", "hàng hóa"},
     {"ở chợ biên giới Hoa Lư.", "trong lễ hội chùa.", "bên dòng sông.", "vào sáng sớm hôm nay.", "tại xã Lộc Thạnh."},
     " "},
    {"km",
     {"ប្រជាកសិករ", "ភ្ញៀវទេសចរ", "មន្ត្រីច្រកព្រំដែន", "សិស្សានុសិស្ស", "ប្រជាជននៃប្រទេសទាំងពីរ"},
     {"កំពុងប្រមូលផល", "បាននាំយកមក", "ទើបតែណែនាំ", "ដោះដូរគ្នា", "រៀបចំ"},
     {"គ្រាប់ស្វាយចន្ទីនិងកៅស៊ូ", "ផ្លែឈើ និងក្រណាត់តម្បាញ", "ឯកសារនិងលិខិតឆ្លងដែន", "កាដូតូចៗ", "ទំនិញ"},
     {"នៅផ្សារព្រំដែនហ្វាលូ។", "ក្នុងពិធីបុណ្យវត្ត។", "នៅមាត់ទន្លេ។", "នៅព្រឹកព្រលឹមថ្ងៃនេះ។", "នៅឃុំឡុកថាញ់។"},
     ""},
    {"en",
     {"The farmers of the commune", "A group of travellers", "Officers of the gate", "The pupils",
      "People of both countries"},
     {"are harvesting", "have brought", "have just presented", "trade", "prepare"},
     {"cashew nuts and rubber", "fruit and woven cloth", "papers and passports", "small gifts", "goods"},
     {"at the border market of Hoa Lu.", "during the pagoda festival.", "by the river.", "early this morning.",
      "in Loc Thanh."},
     " "},
};

/// Sentences that differ in words and in a number.
std::string sentence(const Words& words, size_t n) {
    return std::string(words.subjects[n % 5]) + words.between + words.verbs[n / 5 % 5] + words.between +
           words.objects[n / 25 % 5] + " " + std::to_string(n) + " " + words.places[n / 125 % 5];
}

std::vector<Track> programme(size_t cues_each) {
    std::vector<Track> tracks;
    for (const Words& words : kWords) {
        Track track;
        track.language = words.language;
        for (size_t n = 0; n < cues_each; ++n) {
            Cue cue;
            cue.start = std::chrono::seconds(4 * n);
            cue.end = cue.start + std::chrono::milliseconds(3600);
            cue.text = sentence(words, n);
            track.cues.push_back(std::move(cue));
        }
        tracks.push_back(std::move(track));
    }
    return tracks;
}

Style style_named(const char* name) {
    return PresetLibrary({GATECAST_SHIPPED_PRESETS}).style(name);
}

Screen full_hd() {
    Screen screen;
    screen.canvas = {1920, 1080};
    screen.picture = area_of(screen.canvas);
    return screen;
}

void lay_out_10000_cues(benchmark::State& state) {
    const std::vector<Track> tracks = programme(10'000 / 3);
    const Style style = style_named("default");
    for (auto _ : state) {
        const Subtitles subtitles(tracks, style, full_hd());
        benchmark::DoNotOptimize(subtitles.showings().size());
    }
}
BENCHMARK(lay_out_10000_cues)->Unit(benchmark::kMillisecond)->Iterations(3);

void lay_out_one_moment(benchmark::State& state) {
    const std::vector<Track> tracks = programme(1);
    const Style style = style_named("default");
    for (auto _ : state) {
        const Subtitles subtitles(tracks, style, full_hd());
        benchmark::DoNotOptimize(subtitles.showings().size());
    }
}
BENCHMARK(lay_out_one_moment)->Unit(benchmark::kMillisecond);

void draw_one_moment(benchmark::State& state) {
    const Subtitles subtitles(programme(1), style_named("default"), full_hd());
    for (auto _ : state) {
        for (size_t i = 0; i < subtitles.showings().size(); ++i) {
            benchmark::DoNotOptimize(subtitles.draw(i, Chroma::k420, i + 1));
        }
    }
}
BENCHMARK(draw_one_moment)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gatecast

BENCHMARK_MAIN();
