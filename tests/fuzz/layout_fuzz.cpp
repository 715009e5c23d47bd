// SPDX-License-Identifier: GPL-3.0-or-later
// Any texts at any times on any screen in any style: nothing leaves the safe area, nothing meets anything else.
// Run by tests/fuzz/run layout
#include <cstdio>
#include <cstdlib>

#include "subtitles/normalise.h"
#include "subtitles/utf8.h"
#include "tests/subtitles/layout_rules.h"
#include "tests/subtitles/programme.h"

namespace gatecast {
namespace {

/// Choices from the fuzzer's bytes; zeros when they are used up.
class Choices {
public:
    Choices(const uint8_t* data, size_t size) : data_(data), size_(size) {}

    size_t below(size_t limit) { return next() % limit; }
    [[nodiscard]] bool left() const { return at_ < size_; }

    /// Khmer, Latin and anything else, as its bytes say.
    std::string text() {
        constexpr size_t kMost = 160;
        std::u32string made;
        for (size_t n = below(kMost); n > 0 && left(); --n) {
            const uint8_t kind = next();
            const uint8_t c = next();
            if (kind < 150) {
                made += static_cast<char32_t>(0x1780 + c % 0x60);
            } else if (kind < 220) {
                made += static_cast<char32_t>(' ' + c % 95);
            } else if (kind < 235) {
                made += U"\u200B\n\u200D\u2060\u00A0"[c % 5];
            } else {
                made += static_cast<char32_t>(0xA0 + c * 24);
            }
        }
        return to_utf8(made);
    }

private:
    uint8_t next() { return at_ < size_ ? data_[at_++] : uint8_t{0}; }

    const uint8_t* data_;
    size_t size_;
    size_t at_ = 0;
};

Screen screen_of(Choices& choices) {
    constexpr Size kSizes[] = {{1280, 720}, {1440, 720}, {576, 288}, {3840, 240}, {1080, 1920}};
    const Size size = kSizes[choices.below(std::size(kSizes))];
    Screen made = screen(size.width, size.height, static_cast<double>(choices.below(6)));
    if (choices.below(3) == 0) made.pitch_mm = static_cast<double>(2 + choices.below(9));
    made.viewing_distance_m = static_cast<double>(choices.below(40));
    if (choices.below(3) == 0) made.keep_out = {{0, size.height * 9 / 10, size.width, size.height / 10}};
    return made;
}

Cue cue_of(Choices& choices, double& at, const char* language) {
    at += static_cast<double>(choices.below(40)) / 10;
    const double until = at + static_cast<double>(choices.below(60)) / 10 - 0.3;
    Cue made = cue(at, until, normalised(choices.text(), language));
    if (choices.below(5) == 0) made.anchor = static_cast<int>(choices.below(10));
    if (choices.below(9) == 0) made.position = SharePoint{static_cast<double>(choices.below(15)) / 10 - 0.2, 0.6};
    return made;
}

const std::vector<Style>& styles() {
    static const std::vector<Style> made = [] {
        std::vector<Style> all;
        for (const char* name : {"default", "tv-box", "led", "public-board", "kiosk"}) all.push_back(style_named(name));
        return all;
    }();
    return made;
}

}  // namespace
}  // namespace gatecast

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace gatecast;
    Choices choices(data, size);
    const Screen on = screen_of(choices);
    Style style = styles()[choices.below(styles().size())];
    style.fixed_slots = choices.below(3) != 0;
    style.top = choices.below(4) == 0;
    std::vector<Track> tracks;
    for (const char* language : {"vi", "km", "en"}) {
        Track made = track(language, {});
        double at = 0;
        for (size_t n = choices.below(4); n > 0 && choices.left(); --n) {
            made.cues.push_back(cue_of(choices, at, language));
        }
        tracks.push_back(std::move(made));
    }
    const Subtitles subtitles(tracks, style, on);
    for (const std::string& broken : broken_rules(subtitles, on)) {
        if (broken.starts_with("a line begins with")) continue;  // what the text itself may begin with
        std::fprintf(stderr, "%s\n", broken.c_str());
        std::abort();
    }
    return 0;
}
