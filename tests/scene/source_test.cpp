// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/sources/source.h"

#include <gtest/gtest.h>

#include "pipeline/scene/sources/card.h"
#include "pipeline/scene/sources/still_source.h"
#include "tests/graph/media.h"

namespace gatecast::test {
namespace {

using namespace std::chrono_literals;

constexpr int kFrames = 90;

struct Rates {
    const char* source;
    Rational rate;
};

class EveryRate : public testing::TestWithParam<Rates> {};

TEST_P(EveryRate, ShowsTheFrameWhoseIntervalHoldsTheMoment) {
    const TempFolder dir;
    for (const char* name : {"a.mp4", "a.mkv"}) {
        const Clip clip = probe_clip(film(dir, name, kFrames, GetParam().source, "-c:v libx264 -crf 16 -g 25 -bf 2"));
        for (const Rational grid : {Rational{25, 1}, Rational{50, 1}}) {
            const std::unique_ptr<FrameSource> source = open_source(clip, Time(0));
            const Time end = frame_time(kFrames, GetParam().rate);
            for (int64_t n = 0; frame_time(n, grid) < end; ++n) {
                const Time t = frame_time(n, grid);
                const ShownPicture* shown = source->at(t, FieldUse::kProgressive);
                ASSERT_NE(shown, nullptr);
                EXPECT_EQ(number_in(shown->picture), frame_at(t, GetParam().rate)) << name << " " << n;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Source, EveryRate,
                         testing::Values(Rates{"24000/1001", {24000, 1001}}, Rates{"25", {25, 1}},
                                         Rates{"30000/1001", {30000, 1001}}, Rates{"30", {30, 1}}, Rates{"50", {50, 1}},
                                         Rates{"60000/1001", {60000, 1001}}));

TEST(DecodedSource, HoldsTheFirstAndTheLastPicture) {
    const TempFolder dir;
    const Clip clip = probe_clip(film(dir, "a.mp4", 10, "25", "-c:v libx264 -crf 16"));
    const std::unique_ptr<FrameSource> source = open_source(clip, Time(0));
    EXPECT_EQ(number_in(source->at(Time(-1s), FieldUse::kProgressive)->picture), 0);
    const ShownPicture* last = source->at(Time(5s), FieldUse::kProgressive);
    EXPECT_EQ(number_in(last->picture), 9);
    const uint64_t id = last->picture.id;
    EXPECT_EQ(source->at(Time(6s), FieldUse::kProgressive)->picture.id, id);
}

TEST(DecodedSource, MayBeAskedALittleBack) {
    const TempFolder dir;
    const Clip clip = probe_clip(film(dir, "a.mp4", 50, "25", "-c:v libx264 -crf 16"));
    const std::unique_ptr<FrameSource> source = open_source(clip, Time(0));
    (void)source->at(Time(1s), FieldUse::kProgressive);
    EXPECT_EQ(number_in(source->at(Time(1s) - FrameSource::kLookBack, FieldUse::kProgressive)->picture), 24);
}

TEST(DecodedSource, OpenedInTheMiddleShowsWhatARunFromTheStartShows) {
    const TempFolder dir;
    const std::string interlaced =
        "-vf setfield=tff -c:v libx264 -crf 16 -g 12 -bf 2 -flags +ildct+ilme -x264opts tff=1";
    for (const std::string& arguments : {std::string("-c:v libx264 -crf 16 -g 12 -bf 2"), interlaced}) {
        const Clip clip = probe_clip(film(dir, "a.mp4", 75, "25", arguments));
        for (const Time from : {Time(480ms), Time(1'000ms), Time(2'120ms)}) {
            const std::unique_ptr<FrameSource> whole = open_source(clip, Time(0));
            const std::unique_ptr<FrameSource> part = open_source(clip, from);
            for (Time t = from; t < from + 400ms; t += 20ms) {
                for (const FieldUse use : {FieldUse::kAsCoded, FieldUse::kProgressive}) {
                    EXPECT_EQ(hash_picture(part->at(t, use)->picture), hash_picture(whole->at(t, use)->picture));
                }
            }
        }
    }
}

TEST(DecodedSource, GivesBothKindsOfPicturesFromOneDecode) {
    const TempFolder dir;
    const Clip clip = probe_clip(
        film(dir, "i.mp4", 50, "25", "-vf setfield=tff -c:v libx264 -crf 16 -flags +ildct+ilme -x264opts tff=1"));
    const std::unique_ptr<FrameSource> source = open_source(clip, Time(0));
    for (Time t{200ms}; t < 1s; t += 40ms) {
        const ShownPicture coded = *source->at(t, FieldUse::kAsCoded);
        const ShownPicture first = *source->at(t, FieldUse::kProgressive);
        const ShownPicture second = *source->at(t + 20ms, FieldUse::kProgressive);
        EXPECT_EQ(coded.picture.fields, FieldOrder::kTopFirst);
        EXPECT_EQ(first.picture.fields, FieldOrder::kProgressive);
        EXPECT_EQ(number_in(coded.picture), t / 40ms);
        EXPECT_EQ(first.start, t);
        EXPECT_EQ(second.start, t + 20ms);
        EXPECT_NE(first.picture.id, second.picture.id);
    }
}

Picture grey(uint8_t level) {
    auto image = std::make_shared<Image>(Size{16, 16}, PixelFormat{Chroma::kGrey, 8});
    for (int y = 0; y < 16; ++y) std::fill_n(image->view().planes[0].row(y), 16, level);
    Picture picture;
    picture.view = image->view();
    picture.owner = std::move(image);
    return picture;
}

TEST(Slides, FadeIntoTheNextAndHoldTheLast) {
    SlideSource slides(3, 4s, 1s, [](int i) { return grey(static_cast<uint8_t>(10 * i)); });
    const auto level = [](const Picture& picture) { return int{picture.view.planes[0].row(0)[0]}; };
    const ShownPicture* calm = slides.at(2s, FieldUse::kProgressive);
    EXPECT_EQ(calm->share_256, 0);
    EXPECT_EQ(level(calm->picture), 0);
    const uint64_t id = calm->picture.id;
    const ShownPicture* fading = slides.at(3'500ms, FieldUse::kProgressive);
    EXPECT_EQ(fading->picture.id, id);
    EXPECT_EQ(fading->share_256, 128);
    EXPECT_EQ(level(fading->next), 10);
    const uint64_t next = fading->next.id;
    EXPECT_EQ(slides.at(4s, FieldUse::kProgressive)->picture.id, next);
    EXPECT_EQ(level(slides.at(60s, FieldUse::kProgressive)->picture), 20);
    EXPECT_EQ(slides.at(60s, FieldUse::kProgressive)->share_256, 0);
}

TEST(Slides, KeepTheOneBeforeWhenAPhotoCannotBeRead) {
    SlideSource slides(2, 1s, Time(0), [](int i) {
        if (i == 1) throw Error(message("{}: broken", "b.jpg"));
        return grey(7);
    });
    EXPECT_NE(slides.at(Time(0), FieldUse::kProgressive), nullptr);
    const ShownPicture* second = slides.at(1'500ms, FieldUse::kProgressive);
    ASSERT_NE(second, nullptr);
    EXPECT_EQ(second->picture.view.planes[0].row(0)[0], 7);
    EXPECT_EQ(slides.problems().size(), 1U);
}

TEST(Card, TakesItsTitleFromTheTagsOrTheName) {
    Clip clip;
    clip.path = "/media/ban_tin_sang.mp3";
    EXPECT_EQ(card_title(clip), "ban tin sang");
    clip.title = "Tie\xCC\x82\xCC\x81ng no\xCC\x81i";  // marks apart, as from a Mac
    EXPECT_EQ(card_title(clip), "Tiếng nói");
}

TEST(Card, FillsItsRegionWhateverItsShape) {
    Clip clip;
    clip.title = "Chương trình phát thanh tiếng Khmer";
    for (const Size size : {Size{1440, 720}, Size{1080, 1920}, Size{3840, 240}, Size{2, 2}}) {
        const Picture card = draw_card(clip, size, {}, Style{});
        EXPECT_EQ(card.view.size, size);
        EXPECT_NE(card.id, 0U);
    }
}

TEST(HashOfAPicture, DependsOnVisibleSamplesOnly) {
    const Picture a = grey(5);
    const Picture b = grey(5);
    EXPECT_EQ(hash_picture(a), hash_picture(b));
    EXPECT_NE(hash_picture(a), hash_picture(grey(6)));
    EXPECT_EQ(hash_picture(a).size(), 40U);
}

}  // namespace
}  // namespace gatecast::test
