// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/sources/card.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <numbers>

#include "pipeline/graph/start.h"
#include "tests/folder.h"

namespace gatecast::test {
namespace {

using namespace std::chrono_literals;

/// Two seconds of 48 kHz mono: silence, then a tone of 1 kHz.
std::filesystem::path write_wav(const std::filesystem::path& file) {
    constexpr uint32_t kSamples = 96000;
    std::ofstream out(file, std::ios::binary);
    const auto put = [&out](auto value) { out.write(reinterpret_cast<const char*>(&value), sizeof value); };
    out << "RIFF";
    put(uint32_t{36 + kSamples * 2});
    out << "WAVEfmt ";
    put(uint32_t{16});
    put(uint16_t{1});
    put(uint16_t{1});
    put(uint32_t{48000});
    put(uint32_t{96000});
    put(uint16_t{2});
    put(uint16_t{16});
    out << "data";
    put(uint32_t{kSamples * 2});
    for (uint32_t i = 0; i < kSamples; ++i)
        put(static_cast<int16_t>(i < kSamples / 2 ? 0 : 16000 * std::sin(2 * std::numbers::pi * 1000 * i / 48000)));
    return file;
}

class MovingCard : public testing::Test {
protected:
    MovingCard() : clip_(probe_clip(write_wav(folder_.path() / "chao_buoi_sang.wav"))) { start_graph(); }

    std::unique_ptr<FrameSource> open(Size region = {640, 320}) {
        SourceOptions options;
        options.region = region;
        return open_source(clip_, Time(0), options);
    }

    TempFolder folder_;
    Clip clip_;
};

TEST_F(MovingCard, RestsInSilenceAndMovesWithSound) {
    const auto card = open();
    const std::string silent = hash_picture(card->at(200ms, FieldUse::kProgressive)->picture);
    EXPECT_EQ(hash_picture(card->at(600ms, FieldUse::kProgressive)->picture), silent);
    EXPECT_NE(hash_picture(card->at(1500ms, FieldUse::kProgressive)->picture), silent);
}

TEST_F(MovingCard, DoesNotDependOnWhereItWasAskedFirst) {
    const auto from_start = open();
    for (Time t = 0ms; t < 1800ms; t += 40ms) static_cast<void>(from_start->at(t, FieldUse::kProgressive));
    const auto from_middle = open();
    EXPECT_EQ(hash_picture(from_start->at(1800ms, FieldUse::kProgressive)->picture),
              hash_picture(from_middle->at(1800ms, FieldUse::kProgressive)->picture));
}

TEST_F(MovingCard, ChangesNoMoreOftenThanItsBars) {
    const auto card = open();
    const ShownPicture* first = card->at(1501ms, FieldUse::kProgressive);
    const uint64_t id = first->picture.id;
    EXPECT_EQ(first->start, 1480ms);
    EXPECT_EQ(first->end, 1520ms);
    EXPECT_EQ(card->at(1519ms, FieldUse::kProgressive)->picture.id, id);
    EXPECT_EQ(card->at(1400ms, FieldUse::kProgressive)->picture.view.size, (Size{640, 320}));  // a grid that lags
}

TEST_F(MovingCard, FallsToRestAfterTheEnd) {
    const auto card = open();
    const std::string silent = hash_picture(card->at(0ms, FieldUse::kProgressive)->picture);
    EXPECT_EQ(hash_picture(card->at(5s, FieldUse::kProgressive)->picture), silent);
}

TEST(CardLayout, KeepsItsPartsInsideAndApart) {
    for (const Size region : {Size{1440, 720}, Size{1080, 1920}, Size{3840, 240}, Size{576, 288}, Size{1080, 608}}) {
        for (const bool with_cover : {false, true}) {
            const CardLayout layout = card_layout(region, with_cover);
            for (const Rect& part : {layout.cover, layout.bars, layout.words})
                EXPECT_TRUE(contains(area_of(region), part)) << region.width;
            EXPECT_TRUE(intersection(layout.bars, layout.words).empty()) << region.width;
            EXPECT_TRUE(intersection(layout.cover, layout.words).empty()) << region.width;
            EXPECT_TRUE(intersection(layout.cover, layout.bars).empty()) << region.width;
            EXPECT_EQ(layout.cover.empty(), !with_cover);
        }
    }
}

}  // namespace
}  // namespace gatecast::test
