// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/scale.h"

#include <gtest/gtest.h>

#include "filters/zimg_graph.h"
#include "tests/filters/pictures.h"
#include "tests/filters/reference_scale.h"

extern "C" {
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
}

namespace gatecast {
namespace {

using testing::equal;
using testing::noise;
using testing::rings;
using testing::sample;

constexpr PixelFormat k420{Chroma::k420, 8};

ScaleSpec same_colour(Size from, PixelFormat format, Size to) {
    ScaleSpec spec;
    spec.source_size = from;
    spec.source_format = format;
    spec.target_size = to;
    spec.target_format = format;
    return spec;
}

Image scaled(const ScaleSpec& spec, const ConstImageView& from) {
    Image to(spec.target_size, spec.target_format);
    Scaler(spec).scale(from, to.view());
    return to;
}

// swscale with the same cubic, the same chroma siting and its most careful arithmetic.
Image scaled_by_swscale(const ConstImageView& from, Size to_size) {
    Image to(to_size, k420);
    SwsContext* context = sws_alloc_context();
    av_opt_set_int(context, "srcw", from.size.width, 0);
    av_opt_set_int(context, "srch", from.size.height, 0);
    av_opt_set_int(context, "src_format", AV_PIX_FMT_YUV420P, 0);
    av_opt_set_int(context, "dstw", to_size.width, 0);
    av_opt_set_int(context, "dsth", to_size.height, 0);
    av_opt_set_int(context, "dst_format", AV_PIX_FMT_YUV420P, 0);
    av_opt_set_int(context, "sws_flags", SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, 0);
    av_opt_set_double(context, "param0", 0, 0);
    av_opt_set_double(context, "param1", 0.5, 0);
    for (const char* side : {"src", "dst"}) {
        av_opt_set_int(context, (std::string(side) + "_h_chr_pos").c_str(), 0, 0);
        av_opt_set_int(context, (std::string(side) + "_v_chr_pos").c_str(), 128, 0);
    }
    EXPECT_GE(sws_init_context(context, nullptr, nullptr), 0);
    const uint8_t* source[3];
    uint8_t* target[3];
    int source_stride[3];
    int target_stride[3];
    const ImageView view = to.view();
    for (size_t p = 0; p < 3; ++p) {
        source[p] = from.planes[p].data;
        source_stride[p] = static_cast<int>(from.planes[p].stride_bytes);
        target[p] = view.planes[p].data;
        target_stride[p] = static_cast<int>(view.planes[p].stride_bytes);
    }
    sws_scale(context, source, source_stride, 0, from.size.height, target, target_stride);
    sws_freeContext(context);
    return to;
}

struct Shape {
    Size from;
    Rect area;
    Size to;
};

class ScaleAccuracy : public ::testing::TestWithParam<Shape> {};

TEST_P(ScaleAccuracy, IsAsNearTheDoublePrecisionCubicAsSwscaleOrNearer) {
    const auto [from, area, to] = GetParam();
    const Image source = rings(from, k420);
    ScaleSpec spec = same_colour(from, k420, to);
    spec.source_area_px16 = {area.x * 16, area.y * 16, area.width * 16, area.height * 16};
    const Image ours = scaled(spec, source.view());
    const Image theirs = scaled_by_swscale(crop(source.view(), area), to);
    for (int plane = 0; plane < 3; ++plane) {
        const std::vector<double> reference =
            testing::scaled_plane(source.view(), plane, area.x, area.y, area.width, area.height, to);
        const double our_psnr = testing::psnr(reference, ours.view(), plane);
        const double their_psnr = testing::psnr(reference, theirs.view(), plane);
        RecordProperty("ours_" + std::to_string(plane), std::to_string(our_psnr));
        RecordProperty("swscale_" + std::to_string(plane), std::to_string(their_psnr));
        EXPECT_GE(our_psnr, their_psnr) << "plane " << plane;
        EXPECT_GE(our_psnr, 55) << "plane " << plane;
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, ScaleAccuracy,
                         ::testing::Values(Shape{{1920, 1080}, {0, 60, 1920, 960}, {1440, 720}},
                                           Shape{{1920, 1080}, {0, 0, 1920, 1080}, {1280, 720}},
                                           Shape{{1920, 1080}, {0, 0, 1920, 1080}, {1080, 608}},
                                           Shape{{720, 576}, {0, 0, 720, 576}, {1440, 1080}}));

TEST(Scale, EqualSpecsAreACopy) {
    for (const PixelFormat format : {k420, PixelFormat{Chroma::k422, 10}, PixelFormat{Chroma::kRgb, 8}}) {
        const Image source = noise({70, 50}, format, 5);
        ScaleSpec spec = same_colour({70, 50}, format, {70, 50});
        spec.source_colour.range = spec.target_colour.range = Range::kFull;
        const Image result = scaled(spec, source.view());
        EXPECT_TRUE(equal(result.view(), source.view()));
    }
}

TEST(Scale, AWholePixelCropIsACopyOfIt) {
    const Image source = noise({70, 50}, k420, 5);
    ScaleSpec spec = same_colour({70, 50}, k420, {40, 30});
    spec.source_area_px16 = {10 * 16, 8 * 16, 40 * 16, 30 * 16};
    const Image result = scaled(spec, source.view());
    EXPECT_TRUE(equal(result.view(), crop(source.view(), {10, 8, 40, 30})));
}

// A copy of `source` that starts at an odd address with an odd stride.
struct Unaligned {
    explicit Unaligned(const ConstImageView& source) {
        view.format = source.format;
        view.size = source.size;
        for (int p = 0; p < source.format.planes(); ++p) {
            const auto i = static_cast<size_t>(p);
            const Size size = plane_size(source.size, source.format, p);
            const int stride = size.width * source.format.bytes_per_sample() + 6;
            bytes[i].resize(static_cast<size_t>(stride * size.height) + 64);
            view.planes[i] = {bytes[i].data() + 2, stride};
        }
        copy(source, view);
    }
    std::array<std::vector<uint8_t>, 3> bytes;
    ImageView view;
};

TEST(Scale, AlignmentChangesNoPixelAndNothingOutsideTheTargetIsTouched) {
    for (const PixelFormat format : {k420, PixelFormat{Chroma::k422, 10}, PixelFormat{Chroma::k444, 16}}) {
        for (const Size to : {Size{90, 62}, Size{34, 200}, Size{322, 18}}) {
            const Image source = noise({130, 98}, format, 6);
            const ScaleSpec spec = same_colour({130, 98}, format, to);
            const Image expected = scaled(spec, source.view());
            const Unaligned unaligned(source.view());
            Image around = noise({to.width + 44, to.height + 20}, format, 7);
            Image before = noise({to.width + 44, to.height + 20}, format, 7);
            const Rect place{22, 10, to.width, to.height};
            Scaler(spec).scale(unaligned.view, crop(around.view(), place));
            EXPECT_TRUE(equal(crop(std::as_const(around).view(), place), expected.view()));
            copy(crop(std::as_const(before).view(), place), crop(around.view(), place));
            EXPECT_TRUE(equal(std::as_const(around).view(), std::as_const(before).view()));
        }
    }
}

TEST(Scale, RotationMovesEverySampleWhereItBelongs) {
    for (const PixelFormat format : {PixelFormat{Chroma::k444, 8}, PixelFormat{Chroma::k444, 10}}) {
        const Image source = noise({66, 40}, format, 8);
        for (const int degrees : {90, 180, 270}) {
            ScaleSpec spec = same_colour({66, 40}, format, degrees == 180 ? Size{66, 40} : Size{40, 66});
            spec.rotation_degrees = degrees;
            const Image turned = scaled(spec, source.view());
            for (int p = 0; p < 3; ++p) {
                for (int y = 0; y < 40; ++y) {
                    for (int x = 0; x < 66; ++x) {
                        const int tx = degrees == 90 ? 39 - y : degrees == 180 ? 65 - x : y;
                        const int ty = degrees == 90 ? x : degrees == 180 ? 39 - y : 65 - x;
                        ASSERT_EQ(sample(turned.view(), p, tx, ty), sample(source.view(), p, x, y));
                    }
                }
            }
        }
    }
}

TEST(Scale, RotatedSubsampledChromaStaysOnItsLuma) {
    // Colour steps where luma steps: after turning, both must still change at the same place.
    for (const Chroma chroma : {Chroma::k420, Chroma::k422}) {
        const PixelFormat format{chroma, 8};
        Image source({128, 96}, format);
        testing::draw(source.view(), [&](int p, int x, int y) {
            const bool inside = (x << format.shift_x(p)) >= 64 && (y << format.shift_y(p)) >= 32;
            return inside ? 200 : 60;
        });
        for (const int degrees : {90, 180, 270}) {
            ScaleSpec spec = same_colour({128, 96}, format, degrees == 180 ? Size{128, 96} : Size{96, 128});
            spec.rotation_degrees = degrees;
            const Image turned = scaled(spec, source.view());
            const ConstImageView view = turned.view();
            const Rect bright = degrees == 90    ? Rect{0, 64, 64, 64}
                                : degrees == 180 ? Rect{0, 0, 64, 64}
                                                 : Rect{32, 0, 64, 64};
            for (int p = 0; p < 3; ++p) {
                const Size size = plane_size(view.size, format, p);
                for (int y = 0; y < size.height; ++y) {
                    for (int x = 0; x < size.width; ++x) {
                        const Rect near{(x << format.shift_x(p)) - 4, (y << format.shift_y(p)) - 4, 10, 10};
                        const Rect shared = intersection(near, bright);
                        if (shared == near) {
                            ASSERT_EQ(sample(view, p, x, y), 200);
                        }
                        if (shared.empty()) {
                            ASSERT_EQ(sample(view, p, x, y), 60);
                        }
                    }
                }
            }
        }
    }
}

TEST(Scale, OddSizedPhotosAreTaken) {
    const Image source = noise({127, 95}, k420, 9);
    ScaleSpec spec = same_colour({127, 95}, k420, {64, 48});
    EXPECT_NO_THROW((void)scaled(spec, source.view()));
}

TEST(Scale, PureScalingGivesTheSameBytesOnEveryInstructionSet) {
    using Pair = std::pair<PixelFormat, PixelFormat>;
    for (const auto& [format, to_format] :
         {Pair{k420, k420}, Pair{{Chroma::k422, 8}, {Chroma::k422, 8}}, Pair{{Chroma::k422, 10}, {Chroma::k422, 10}},
          Pair{{Chroma::k420, 10}, k420}, Pair{{Chroma::k420, 16}, k420}, Pair{k420, {Chroma::k420, 16}}}) {
        for (const Kernel kernel : {Kernel::kBilinear, Kernel::kBicubic, Kernel::kLanczos, Kernel::kSpline36}) {
            for (const Size to : {Size{1440, 720}, Size{362, 204}, Size{68, 1088}}) {
                const Image source = noise({960, 540}, format, 11);
                const GraphFormat from_side = graph_format({960, 540}, format, kDisplayColour);
                const GraphFormat to_side = graph_format(to, to_format, kDisplayColour);
                const auto scaled_with = [&](Instructions instructions) {
                    Image target(to, to_format);
                    ZimgGraph graph(from_side, {3.0625, 2, 940.5, 530}, to_side, kernel, instructions);
                    EXPECT_TRUE(graph.run(source.view().planes, target.view().planes));
                    return target;
                };
                const Image baseline = scaled_with(Instructions::kBaseline);
                const Image widest = scaled_with(Instructions::kWidest);
                ASSERT_TRUE(equal(baseline.view(), widest.view()));
            }
        }
    }
}

TEST(Scale, SaysWhatItCannotDo) {
    ScaleSpec spec = same_colour({64, 48}, k420, {32, 24});
    spec.rotation_degrees = 45;
    EXPECT_THROW(Scaler{spec}, ScaleError);
    EXPECT_THROW(Scaler{same_colour({0, 0}, k420, {32, 24})}, ScaleError);
}

TEST(Weave, TakesEachFieldFromThePictureOfItsTime) {
    const Image first = noise({32, 20}, k420, 1);
    const Image second = noise({32, 20}, k420, 2);
    for (const bool top_first : {true, false}) {
        Image frame({32, 20}, k420);
        weave(first.view(), second.view(), top_first, frame.view());
        for (int p = 0; p < 3; ++p) {
            const Size size = plane_size({32, 20}, k420, p);
            for (int y = 0; y < size.height; ++y) {
                const Image& owner = (y % 2 == 0) == top_first ? first : second;
                for (int x = 0; x < size.width; ++x) {
                    ASSERT_EQ(sample(std::as_const(frame).view(), p, x, y), sample(owner.view(), p, x, y));
                }
            }
        }
    }
}

}  // namespace
}  // namespace gatecast
