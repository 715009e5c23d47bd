// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/words/overlay_worker.h"

#include <gtest/gtest.h>

#include <set>

namespace gatecast::test {
namespace {

using namespace std::chrono_literals;

/// A cue a second; every third says the same.
std::shared_ptr<const Subtitles> programme(int cues) {
    Track track;
    track.language = "en";
    for (int i = 0; i < cues; ++i) {
        Cue cue;
        cue.start = std::chrono::seconds(i);
        cue.end = cue.start + 900ms;
        cue.text = i % 3 == 0 ? "The gate is open." : "Booth number " + std::to_string(i);
        track.cues.push_back(cue);
    }
    Style style;
    Screen screen;
    screen.canvas = {640, 360};
    return std::make_shared<const Subtitles>(std::vector<Track>{track}, style, screen);
}

std::set<std::string> keys_of(const Subtitles& subtitles) {
    std::set<std::string> keys;
    for (const Showing& showing : subtitles.showings()) keys.insert(showing.key);
    return keys;
}

TEST(OverlayWorker, DrawsEachTextOnce) {
    const auto subtitles = programme(30);
    OverlayWorker worker(subtitles, {.limit_bytes = size_t{64} << 20U});
    std::map<std::string, OverlayRef> seen;
    for (size_t i = 0; i < subtitles->showings().size(); ++i) {
        const OverlayRef overlay = worker.take(i);
        ASSERT_NE(overlay, nullptr);
        const auto [known, fresh] = seen.try_emplace(subtitles->showings()[i].key, overlay);
        EXPECT_EQ(known->second, overlay) << "equal texts share an overlay";
    }
    EXPECT_EQ(worker.stats().drawn, std::ssize(keys_of(*subtitles)));
}

TEST(OverlayWorker, TheOverlayIsWhatSubtitlesDraw) {
    const auto subtitles = programme(4);
    OverlayWorker worker(subtitles, {});
    const OverlayRef drawn = subtitles->draw(1, Chroma::k420, 1);
    const OverlayRef taken = worker.take(1);
    ASSERT_TRUE(drawn && taken);
    EXPECT_EQ(taken->area, drawn->area);
    EXPECT_EQ(taken->ink.size(), drawn->ink.size());
}

TEST(OverlayWorker, KeepsToItsLimitAndOneOverlay) {
    const auto subtitles = programme(60);
    OverlayWorker worker(subtitles, {.limit_bytes = 100'000});
    size_t most = 0, largest = 0, before = 0;
    for (size_t i = 0; i < subtitles->showings().size(); ++i) {
        static_cast<void>(worker.take(i));
        const size_t now = worker.stats().bytes;
        if (now > before) largest = std::max(largest, now - before);
        most = std::max(most, before = now);
    }
    EXPECT_GT(worker.stats().drawn, 40);
    EXPECT_LE(most, 100'000 + 2 * largest);
}

TEST(OverlayWorker, GoesBackWhenAsked) {
    const auto subtitles = programme(12);
    OverlayWorker worker(subtitles, {.limit_bytes = 1});
    const OverlayRef last = worker.take(11);
    const OverlayRef first = worker.take(0);
    ASSERT_TRUE(first && last);
    EXPECT_EQ(worker.take(11)->area, last->area);
}

TEST(OverlayWorker, SoftensForFields) {
    const auto subtitles = programme(2);
    OverlayWorker sharp(subtitles, {});
    const OverlayRef plain = sharp.take(1);
    OverlayWorker soft(subtitles, {.soften = true});
    EXPECT_GT(soft.take(1)->area.height, plain->area.height - 1);
    EXPECT_NE(soft.take(1)->change_id, plain->change_id);
}

TEST(OverlayWorker, EndsWithoutBeingAsked) {
    const OverlayWorker worker(programme(50), {});
    EXPECT_EQ(worker.stats().drawn, 0);
}

}  // namespace
}  // namespace gatecast::test
