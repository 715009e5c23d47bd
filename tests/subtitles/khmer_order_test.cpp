// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <hb-ot.h>
#include <hb.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "subtitles/khmer/syllable.h"
#include "subtitles/normalise.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

struct Pair {
    std::string written;
    std::string ordered;
};

std::vector<Pair> conformance_pairs() {
    std::ifstream file(std::string(GATECAST_CONFORMANCE) + "/khmer/encoding-order.tsv");
    std::vector<Pair> pairs;
    for (std::string line; std::getline(file, line);) {
        const size_t tab = line.find('\t');
        if (!line.starts_with('#') && tab != std::string::npos)
            pairs.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
    return pairs;
}

std::string ordered(const std::string& text) {
    return normalised(text, "km");
}

TEST(KhmerOrder, AgreesWithEveryConformancePair) {
    const std::vector<Pair> pairs = conformance_pairs();
    if (pairs.empty()) GTEST_SKIP() << "the conformance pairs are not beside this checkout";
    ASSERT_EQ(pairs.size(), 85U);
    for (const Pair& pair : pairs) {
        // The pairs write COENG DA as COENG TA, which looks the same; what we export keeps the author's.
        EXPECT_EQ(normalise_for_comparison(pair.written, "km").text, pair.ordered) << pair.written;
        EXPECT_EQ(folded_for_lookup(ordered(pair.written)), folded_for_lookup(pair.ordered)) << pair.written;
        EXPECT_EQ(ordered(pair.ordered), pair.ordered);
    }
}

TEST(KhmerOrder, PutsMarksWhereFontsExpectThem) {
    EXPECT_EQ(ordered("ខែ្មរ"), "ខ្មែរ");
    EXPECT_EQ(ordered("ស្រ្តី"), "ស្ត្រី") << "coeng ro last";
    EXPECT_EQ(ordered("កំុ"), "កុំ");
    EXPECT_EQ(ordered("កះិ"), "កិះ");
    EXPECT_EQ(ordered("ធម\u17CD\u17CC"), "ធម\u17CC\u17CD") << "robat first";
    EXPECT_EQ(ordered("ស\u200C៊ី"), "ស៊\u200Cី") << "joiner behind the shifter";
}

TEST(KhmerOrder, JoinsHalvesOfVowels) {
    EXPECT_EQ(ordered("លាេក"), "លោក");
    EXPECT_EQ(ordered("ធ្វីេ"), "ធ្វើ");
    EXPECT_EQ(ordered("\u17A4"), "\u17A2\u17B6");
    EXPECT_EQ(ordered("\u17A3"), "\u17A2");
}

TEST(KhmerOrder, RestoresTheShifterOfTheSeries) {
    EXPECT_EQ(ordered("សុី"), "ស៊ី");
    EXPECT_EQ(ordered("មុី"), "ម៉ី");
    EXPECT_EQ(ordered("ស្រុី"), "ស្រ៊ី") << "the sibilant governs, not the ro under it";
    EXPECT_EQ(ordered("ម្ហុី"), "ម្ហ៊ី") << "and when it stands below";
    EXPECT_EQ(ordered("កុំ"), "កុំ") << "a nikahit alone is no mark above a shifter";
    EXPECT_EQ(ordered("សុាំ"), "ស៊ាំ");
}

TEST(KhmerOrder, LeavesMarksWithoutABaseInTheirPlace) {
    EXPECT_EQ(ordered("\u17B8\u17C1 ក"), "\u17B8\u17C1 ក");
    EXPECT_EQ(ordered("a\u17B6"), "a\u17B6");
    EXPECT_EQ(ordered("ក\u17D2\u17B6រ"), "ក\u17D2\u17B6រ") << "a coeng that binds nothing is not moved before រ";
}

TEST(KhmerOrder, LetsNothingStandBetweenACoengAndItsLetter) {
    EXPECT_EQ(ordered("ក\u17D2\u17D2\u17D2\u17D2\u17D2រ"), "ក្រ");
    EXPECT_EQ(ordered("ក\u17D2\u200Dរ"), "ក្រ\u200D");
    EXPECT_EQ(ordered("ក\u200C\u200C\u200Dា"), "ក\u200Cា");
}

using Blob = std::unique_ptr<hb_blob_t, decltype(&hb_blob_destroy)>;
using Face = std::unique_ptr<hb_face_t, decltype(&hb_face_destroy)>;
using Font = std::unique_ptr<hb_font_t, decltype(&hb_font_destroy)>;
using Buffer = std::unique_ptr<hb_buffer_t, decltype(&hb_buffer_destroy)>;

constexpr const char* kNotoSansKhmer = "/usr/share/fonts/truetype/noto/NotoSansKhmer-Regular.ttf";

/// Whether HarfBuzz's own shaper puts a dotted circle into the text.
bool shows_dotted_circle(hb_font_t* font, const std::string& text) {
    hb_codepoint_t circle = 0;
    if (!hb_font_get_nominal_glyph(font, 0x25CC, &circle)) return true;
    const Buffer buffer(hb_buffer_create(), hb_buffer_destroy);
    hb_buffer_add_utf8(buffer.get(), text.c_str(), static_cast<int>(text.size()), 0, -1);
    hb_buffer_set_script(buffer.get(), HB_SCRIPT_KHMER);
    hb_buffer_set_direction(buffer.get(), HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer.get(), hb_language_from_string("km", -1));
    const char* shapers[] = {"ot", nullptr};
    if (!hb_shape_full(font, buffer.get(), nullptr, 0, shapers)) return true;
    unsigned count = 0;
    const hb_glyph_info_t* glyphs = hb_buffer_get_glyph_infos(buffer.get(), &count);
    return std::any_of(glyphs, glyphs + count,
                       [circle](const hb_glyph_info_t& glyph) { return glyph.codepoint == circle; });
}

TEST(KhmerOrder, NeedsNoDottedCircle) {
    const std::vector<Pair> pairs = conformance_pairs();
    if (pairs.empty()) GTEST_SKIP() << "the conformance pairs are not beside this checkout";
    const Blob blob(hb_blob_create_from_file_or_fail(kNotoSansKhmer), hb_blob_destroy);
    ASSERT_NE(blob, nullptr) << "fonts-noto-core is not installed";
    const Face face(hb_face_create(blob.get(), 0), hb_face_destroy);
    const Font font(hb_font_create(face.get()), hb_font_destroy);
    hb_ot_font_set_funcs(font.get());
    int raw = 0;
    for (const Pair& pair : pairs) {
        raw += shows_dotted_circle(font.get(), pair.written) ? 1 : 0;
        EXPECT_FALSE(shows_dotted_circle(font.get(), ordered(pair.written))) << pair.written;
    }
    EXPECT_EQ(raw, 18) << "as written";
}

}  // namespace
}  // namespace gatecast
