// SPDX-License-Identifier: GPL-3.0-or-later
// Composes raw 1080p frames of a file for whole displays, with everything their presets show, through the same plan,
// scene and grid as a render, and does nothing else; tests/bench/compare takes the cost of reading away.
//   bench_displays RAW LOGO.png DISPLAY[,DISPLAY…] [CUES…]     a region with another source reads RAW once more
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/render/composing.h"
#include "pipeline/render/content.h"
#include "pipeline/scene/grid.h"
#include "presets/library.h"
#include "tests/bench/raw_frames.h"

namespace {

using namespace gatecast;
namespace fs = std::filesystem;

/// A film that is read as it is asked for.
class RawSource : public FrameSource {
public:
    explicit RawSource(const char* path) : frames_(path) {}

    [[nodiscard]] const ShownPicture* at(Time t, FieldUse) override {
        const int64_t n = frame_at(t, {25, 1});
        for (; read_ <= n && !ended_; ++read_) ended_ = !frames_.next();
        shown_.picture = frames_.picture();
        shown_.start = frame_time(n, {25, 1});
        shown_.end = frame_time(n + 1, {25, 1});
        return &shown_;
    }
    [[nodiscard]] bool ended() const { return ended_; }

private:
    bench::RawFrames frames_;
    ShownPicture shown_;
    int64_t read_ = 0;
    bool ended_ = false;
};

/// A still stands for the film while the work is planned: long enough, and there.
RenderRequest request_for(const fs::path& still, const std::string& displays, const std::vector<std::string>& cues) {
    RenderRequest request;
    request.clip = still;
    request.still_time = std::chrono::hours(1);
    for (size_t from = 0; from < displays.size();) {
        const size_t comma = std::min(displays.find(',', from), displays.size());
        request.displays.push_back(displays.substr(from, comma - from));
        from = comma + 1;
    }
    request.encodes = {"h264-mp4"};
    request.logo = LogoRequest{still, Time(0), {}};
    request.inputs = {{"guest", still}};
    request.on_air = std::chrono::local_days(std::chrono::year(2026) / 1 / 1) + std::chrono::minutes(19 * 60 + 30);
    request.preset_directories = {GATECAST_BENCH_PRESETS, GATECAST_SHIPPED_PRESETS};
    for (const std::string& file : cues) request.cue_files.push_back({"", file, "", ""});
    return request;
}

int compose_all(const char* raw, const fs::path& logo, const std::string& displays,
                const std::vector<std::string>& cues) {
    const Store store(fs::temp_directory_path() / ("gatecast-bench-" + std::to_string(getpid())));
    const Content content(store);
    const RenderRequest request = request_for(logo, displays, cues);
    const PresetLibrary library(request.preset_directories);
    const Clip still = content.clip(request.clip);
    const RenderPlan plan =
        make_plan(request, still, library, [&](const fs::path& file) { return content.hash(file); }, {still});
    RawSource film(raw);
    std::vector<std::unique_ptr<RawSource>> others;
    std::vector<std::unique_ptr<Scene>> scenes;
    std::vector<Grid> grids;
    for (const Composition& composition : plan.compositions) {
        scenes.push_back(make_scene(plan, composition));
        std::vector<RegionSource> sources;
        for (const Region& region : composition.display.pictures) {
            const bool programme = region.source == "programme";
            if (!programme) others.push_back(std::make_unique<RawSource>(raw));
            sources.push_back({programme ? &film : others.back().get(), Time(0)});
        }
        grids.emplace_back(*scenes.back(), std::move(sources));
    }
    int64_t n = 0;
    for (; !film.ended(); ++n)
        for (Grid& grid : grids)
            if (grid.frame(n).picture.view.planes[0].data == nullptr) std::abort();
    std::printf("%lld\n", static_cast<long long>(n));
    std::error_code ignored;
    fs::remove_all(store.root(), ignored);
    return n > 1 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const std::vector<std::string> words(argv + 1, argv + argc);
        if (words.size() >= 3)
            return compose_all(words[0].c_str(), words[1], words[2], {words.begin() + 3, words.end()});
        std::fputs("bench_displays RAW LOGO.png DISPLAY[,DISPLAY…] [CUES…]   RAW: 1920x1080 I420\n", stderr);
        return 2;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "bench_displays: %s\n", problem.what());
        return 1;
    }
}
