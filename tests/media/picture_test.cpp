// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>

#include "pipeline/media/deinterlace.h"
#include "pipeline/media/still.h"
#include "tests/media/material.h"

namespace gatecast::test {
namespace {

struct Field {
    Picture picture;
    Time start, end;
};

Picture woven(const std::shared_ptr<Image>& image, FieldOrder order) {
    Picture picture;
    picture.view = std::as_const(*image).view();
    picture.fields = order;
    picture.owner = image;
    return picture;
}

/// Interlaced picture n: the top field holds grey level of its own time, and so does the bottom one.
std::shared_ptr<Image> levels(int top, int bottom, PixelFormat format) {
    auto image = std::make_shared<Image>(Size{64, 48}, format);
    for (int plane = 0; plane < 3; ++plane) {
        const Size size = plane_size({64, 48}, format, plane);
        for (int y = 0; y < size.height; ++y) {
            uint8_t* row = image->view().planes[static_cast<size_t>(plane)].row(y);
            for (int x = 0; x < size.width; ++x) {
                const int level = y % 2 ? bottom : top;
                if (format.depth > 8)
                    reinterpret_cast<uint16_t*>(row)[x] = static_cast<uint16_t>(level);
                else
                    row[x] = static_cast<uint8_t>(level);
            }
        }
    }
    return image;
}

std::vector<Field> deinterlaced(int count, FieldOrder order, PixelFormat format) {
    std::vector<Field> fields;
    const FieldSink keep = [&](Picture&& picture, Time start, Time end) {
        fields.push_back({std::move(picture), start, end});
    };
    Deinterlacer deinterlacer;
    for (int n = 0; n < count; ++n) {
        const bool top_first = order == FieldOrder::kTopFirst;
        const int first = 40 + n * 20;
        const auto image = top_first ? levels(first, first + 10, format) : levels(first + 10, first, format);
        deinterlacer.push(woven(image, order), frame_time(n, {25, 1}), frame_time(n + 1, {25, 1}), keep);
    }
    deinterlacer.flush(keep);
    return fields;
}

int level_at(const Picture& picture, int x, int y) {
    const uint8_t* row = picture.view.planes[0].row(y);
    return picture.view.format.depth > 8 ? reinterpret_cast<const uint16_t*>(row)[x] : row[x];
}

TEST(Deinterlacer, GivesTwoFieldsAPictureInTheirOrderAndTime) {
    for (const FieldOrder order : {FieldOrder::kTopFirst, FieldOrder::kBottomFirst}) {
        for (const int depth : {8, 10}) {
            const std::vector<Field> fields = deinterlaced(6, order, {Chroma::k422, depth});
            ASSERT_EQ(fields.size(), 12U);
            for (size_t i = 0; i < fields.size(); ++i) {
                EXPECT_EQ(fields[i].start, frame_time(static_cast<int64_t>(i), {50, 1}));
                EXPECT_EQ(fields[i].end, frame_time(static_cast<int64_t>(i) + 1, {50, 1}));
                // Lines of the field itself are kept: even ones of the top field.
                const bool top = (order == FieldOrder::kTopFirst) == (i % 2 == 0);
                EXPECT_EQ(level_at(fields[i].picture, 20, top ? 20 : 21), 40 + static_cast<int>(i) * 10) << i;
                EXPECT_EQ(fields[i].picture.fields, FieldOrder::kProgressive);
            }
        }
    }
}

TEST(Deinterlacer, TakesOneSinglePictureAndAChangeOfSize) {
    EXPECT_EQ(deinterlaced(1, FieldOrder::kTopFirst, {Chroma::k420, 8}).size(), 2U);
    std::vector<Field> fields;
    const FieldSink keep = [&](Picture&& picture, Time start, Time end) {
        fields.push_back({std::move(picture), start, end});
    };
    Deinterlacer deinterlacer;
    for (int n = 0; n < 6; ++n) {
        auto image = std::make_shared<Image>(n < 3 ? Size{64, 48} : Size{128, 64}, PixelFormat{});
        fill_black(image->view(), {});
        deinterlacer.push(woven(image, FieldOrder::kTopFirst), frame_time(n, {25, 1}), frame_time(n + 1, {25, 1}),
                          keep);
    }
    deinterlacer.flush(keep);
    ASSERT_EQ(fields.size(), 12U);
    EXPECT_EQ(fields[5].picture.view.size, (Size{64, 48}));
    EXPECT_EQ(fields[6].picture.view.size, (Size{128, 64}));
}

TEST(Still, PngComesBackAsItWasWritten) {
    const TempFolder folder;
    BgraImage image;
    image.size = {3, 2};
    for (int i = 0; i < 24; ++i) image.pixels.push_back(static_cast<uint8_t>(i * 10));
    write_png(folder / "a.png", image);
    const BgraImage back = read_bgra(folder / "a.png");
    EXPECT_EQ(back.size, image.size);
    EXPECT_EQ(back.pixels, image.pixels);

    Image planar({5, 4}, {Chroma::kRgb, 8});
    for (int plane = 0; plane < 3; ++plane)
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < 5; ++x)
                planar.view().planes[static_cast<size_t>(plane)].row(y)[x] =
                    static_cast<uint8_t>(plane * 80 + y * 10 + x);
    write_png(folder / "b.png", std::as_const(planar).view());
    const Picture read = read_still(folder / "b.png");
    ASSERT_EQ(read.view.format, (PixelFormat{Chroma::kRgb, 8}));
    for (size_t plane = 0; plane < 3; ++plane)
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < 5; ++x)
                EXPECT_EQ(read.view.planes[plane].row(y)[x], plane * 80 + static_cast<size_t>(y * 10 + x));
}

TEST(Still, ReadsEveryKindOfPictureFile) {
    const TempFolder folder;
    for (const char* name : {"a.jpg", "a.png", "a.webp", "a.tiff", "a.bmp"}) {
        ffmpeg("-f lavfi -i color=0xC81E28:s=64x32 -frames:v 1 '" + (folder / name).string() + "'");
        const Picture picture = read_still(folder / name);
        EXPECT_EQ(picture.view.size, (Size{64, 32})) << name;
        const BgraImage image = read_bgra(folder / name);
        const uint8_t* middle = image.pixels.data() + (16 * 64 + 32) * 4;
        EXPECT_NEAR(middle[0], 0x28, 5) << name;
        EXPECT_NEAR(middle[1], 0x1E, 5) << name;
        EXPECT_NEAR(middle[2], 0xC8, 5) << name;
        EXPECT_EQ(middle[3], 255) << name;
    }
}

TEST(Still, RefusesDamageAndBombs) {
    const TempFolder folder;
    ffmpeg("-f lavfi -i testsrc2=s=320x180 -frames:v 1 '" + (folder / "a.png").string() + "'");
    ClipLimits limits;
    limits.pixels = 1000;
    EXPECT_THROW((void)read_still(folder / "a.png", limits), Error);
    std::vector<uint8_t> bytes = read_bytes(folder / "a.png");
    bytes.resize(40);
    write_bytes(folder / "b.png", bytes);
    EXPECT_THROW((void)read_still(folder / "b.png"), Error);
    write_bytes(folder / "c.png", {'n', 'o'});
    EXPECT_THROW((void)read_bgra(folder / "c.png"), Error);
}

}  // namespace
}  // namespace gatecast::test
