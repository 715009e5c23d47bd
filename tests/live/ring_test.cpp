// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/ring.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <random>
#include <utility>

#include "presets/message.h"

namespace gatecast {
namespace {

constexpr Size kSize{66, 34};
constexpr PixelFormat kForm{Chroma::k420, 8};
using namespace std::chrono_literals;

RingShape shape(int slots = 4) {
    return {slots, ring_bytes(kSize, kForm)};
}

RingWriter writer_of(const RingReader& reader) {
    return {Descriptor(fcntl(reader.descriptor(), F_DUPFD_CLOEXEC, 3)), reader.shape()};
}

RingFrame frame(int64_t number, uint8_t grey) {
    const auto image = std::make_shared<Image>(kSize, kForm);
    fill(image->view(), {grey, 100, 200});
    RingFrame frame;
    frame.number = number;
    frame.picture = Picture{std::as_const(*image).view(), kDisplayColour, FieldOrder::kProgressive, 7, image};
    frame.sample_aspect = {16, 15};
    frame.rotation_degrees = 270;
    frame.sound = {0.25F, -0.5F, static_cast<float>(number), 1.0F};
    return frame;
}

bool put(RingWriter& writer, const RingFrame& frame) {
    if (!writer.wait_for_place(0ms)) return false;
    writer.put(frame);
    return true;
}

TEST(Ring, gives_what_was_put) {
    RingReader reader(shape());
    RingWriter writer = writer_of(reader);
    ASSERT_TRUE(put(writer, frame(12, 77)));
    RingFrame got;
    ASSERT_TRUE(reader.take(got));
    EXPECT_EQ(got.number, 12);
    EXPECT_EQ(got.sample_aspect, (Rational{16, 15}));
    EXPECT_EQ(got.rotation_degrees, 270);
    EXPECT_EQ(got.sound, (std::vector<float>{0.25F, -0.5F, 12.0F, 1.0F}));
    ASSERT_TRUE(got.picture);
    EXPECT_EQ(got.picture->view.size, kSize);
    EXPECT_EQ(got.picture->colour, kDisplayColour);
    const std::array<int, 3> values{77, 100, 200};
    for (int plane = 0; plane < 3; ++plane) {
        const Size size = plane_size(kSize, kForm, plane);
        for (int y = 0; y < size.height; ++y)
            for (int x = 0; x < size.width; ++x)
                ASSERT_EQ(got.picture->view.planes[static_cast<size_t>(plane)].row(y)[x],
                          values[static_cast<size_t>(plane)]);
    }
    EXPECT_FALSE(reader.take(got));
}

TEST(Ring, has_no_place_while_pictures_are_held_and_gives_them_back_in_any_order) {
    RingReader reader(shape(3));
    RingWriter writer = writer_of(reader);
    RingFrame held[3];
    for (int64_t n = 0; n < 3; ++n) {
        ASSERT_TRUE(put(writer, frame(n, 50)));
        ASSERT_TRUE(reader.take(held[n]));
    }
    EXPECT_FALSE(writer.wait_for_place(0ms));
    held[1] = {};
    EXPECT_FALSE(writer.wait_for_place(0ms)) << "places are filled in order";
    held[0] = {};
    EXPECT_TRUE(put(writer, frame(3, 60)));
    EXPECT_TRUE(put(writer, frame(4, 61)));
    EXPECT_FALSE(writer.wait_for_place(0ms));
    EXPECT_EQ(held[2].picture->view.planes[0].row(0)[0], 50) << "the last good picture stays as it was";
}

TEST(Ring, a_frame_without_a_picture_takes_no_place) {
    RingReader reader(shape(2));
    RingWriter writer = writer_of(reader);
    RingFrame repeated;
    repeated.repeats = true;
    RingFrame got;
    for (int64_t n = 0; n < 20; ++n) {
        repeated.number = n;
        ASSERT_TRUE(put(writer, repeated));
        ASSERT_TRUE(reader.take(got));
        EXPECT_EQ(got.number, n);
        EXPECT_TRUE(got.repeats);
        EXPECT_FALSE(got.picture);
    }
}

TEST(Ring, a_picture_outlives_the_reader) {
    RingFrame got;
    {
        RingReader reader(shape());
        RingWriter writer = writer_of(reader);
        ASSERT_TRUE(put(writer, frame(0, 90)));
        ASSERT_TRUE(reader.take(got));
    }
    EXPECT_EQ(got.picture->view.planes[0].row(33)[65], 90);
}

TEST(Ring, memory_cannot_shrink_under_the_reader) {
    RingReader reader(shape());
    EXPECT_NE(ftruncate(reader.descriptor(), 0), 0);
    EXPECT_NE(ftruncate(reader.descriptor(), 1 << 30), 0);
}

TEST(Ring, a_writer_refuses_memory_that_is_not_what_the_letter_says) {
    RingReader reader(shape());
    RingShape larger = reader.shape();
    larger.slots += 1;
    EXPECT_THROW(RingWriter(Descriptor(fcntl(reader.descriptor(), F_DUPFD_CLOEXEC, 3)), larger), Error);
    EXPECT_THROW(RingWriter(Descriptor(memfd_create("open", MFD_CLOEXEC)), reader.shape()), Error);
}

/// A deck may write anything at any time: what the reader gives must be inside the memory whatever stands there.
TEST(Ring, the_reader_believes_nothing) {
    constexpr size_t kHeads_bytes = 128;
    RingReader reader(shape(2));
    const size_t bytes = size_t{4096} * 64;
    auto* memory =
        static_cast<uint8_t*>(mmap(nullptr, 1 << 16, PROT_READ | PROT_WRITE, MAP_SHARED, reader.descriptor(), 0));
    ASSERT_NE(memory, MAP_FAILED);
    std::mt19937 random(6);
    RingFrame got;
    int64_t pictures = 0;
    uint64_t sum = 0;
    RingWriter writer = writer_of(reader);
    for (int turn = 0; turn < 20'000; ++turn) {
        ASSERT_TRUE(put(writer, frame(turn, 16)));
        // The heads of both places: after one page, a page-rounded place each. The first word says whose it is.
        for (size_t place = 4096; place + kHeads_bytes < (1 << 16); place += 4096)
            if (*reinterpret_cast<uint32_t*>(memory + place) == 1)
                for (size_t i = 4; i < kHeads_bytes; ++i)
                    if (random() % 8 == 0) memory[place + i] = static_cast<uint8_t>(random());
        if (!reader.take(got)) continue;
        ASSERT_LE(got.sound.size(), size_t{kMostRingSamples} * kRingChannels);
        if (!got.picture) continue;
        ++pictures;
        ASSERT_LE(ring_bytes(got.picture->view.size, got.picture->view.format), shape().picture_bytes);
        for (int plane = 0; plane < got.picture->view.format.planes(); ++plane) {
            const Size size = plane_size(got.picture->view.size, got.picture->view.format, plane);
            sum += got.picture->view.planes[static_cast<size_t>(plane)].row(size.height - 1)[0];
        }
        got.picture.reset();
    }
    munmap(memory, 1 << 16);
    EXPECT_GT(reader.refused(), 1000);
    EXPECT_LT(sum, uint64_t{255} * 3 * 20'000 + bytes);
    EXPECT_GE(pictures, 0);
}

}  // namespace
}  // namespace gatecast
