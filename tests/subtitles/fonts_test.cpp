// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/shaping/fonts.h"

#include <ft2build.h>
#include <gtest/gtest.h>
#include FT_FREETYPE_H
#include FT_BBOX_H
#include FT_OUTLINE_H

#include <cmath>
#include <filesystem>
#include <fstream>

#include "subtitles/shaping/font_face.h"
#include "tests/folder.h"
#include "tests/subtitles/words.h"

namespace gatecast {
namespace {

TEST(Fonts, AreFoundByExactlyTheirFamilyAndWeight) {
    FontSet fonts;
    const FontFace* regular = fonts.find({"Noto Sans Khmer"});
    const FontFace* bold = fonts.find({"Noto Sans Khmer", true});
    const FontFace* italic = fonts.find({"Noto Sans", false, true});
    ASSERT_TRUE(regular && bold && italic);
    EXPECT_EQ(regular->file().filename(), "NotoSansKhmer-Regular.ttf");
    EXPECT_EQ(bold->file().filename(), "NotoSansKhmer-Bold.ttf");
    EXPECT_EQ(italic->file().filename(), "NotoSans-Italic.ttf");
    EXPECT_EQ(fonts.find({"noto sans khmer"})->file(), regular->file()) << "families are written as people write them";
}

TEST(Fonts, ANeighbourIsNoAnswer) {
    FontSet fonts;
    ASSERT_TRUE(fonts.find({"Khmer OS Battambang"}));
    EXPECT_FALSE(fonts.find({"Khmer OS Battambang", true})) << "there is no bold file";
    EXPECT_FALSE(fonts.find({"Noto Sans Khmer", false, true})) << "there is no italic Khmer";
    EXPECT_FALSE(fonts.find({"No Such Family"}));
    EXPECT_FALSE(fonts.find({"sans-serif"})) << "an alias is whatever a machine makes of it";
    EXPECT_FALSE(fonts.find({"Noto"}));
}

TEST(Fonts, AFileMayStandForAFamily) {
    FontSet fonts;
    const std::string file = fonts.find({"Noto Sans Khmer"})->file();
    const FontFace* named = fonts.find({file});
    ASSERT_TRUE(named);
    EXPECT_EQ(named->file(), file);
    EXPECT_TRUE(fonts.find({file + "#0"}));
    EXPECT_TRUE(fonts.find({file, true})) << "a file is the weight it is";
    EXPECT_FALSE(fonts.find({file, false, true}));
    EXPECT_FALSE(fonts.find({file + "#7"})) << "one face only";
    EXPECT_FALSE(fonts.find({"/nowhere/no.ttf"}));
    EXPECT_FALSE(fonts.find({"/etc/passwd"}));
}

TEST(Fonts, AreOpenedOnce) {
    FontSet fonts;
    const FontFace* once = fonts.find({"Noto Sans"});
    EXPECT_EQ(fonts.find({"Noto Sans"}), once);
    FontSet moved = std::move(fonts);
    EXPECT_EQ(moved.find({"Noto Sans"}), once);
}

TEST(Fonts, AreToldApartByTheHashOfTheirFile) {
    FontSet fonts, others;
    const FontFace& sans = *fonts.find({"Noto Sans"});
    const std::string hash = fonts.hash_of(sans);
    EXPECT_EQ(hash.size(), 64U);
    EXPECT_EQ(hash, others.hash_of(*others.find({sans.file()})));
    EXPECT_NE(hash, fonts.hash_of(*fonts.find({"Noto Sans", true})));
}

TEST(Fonts, TheHashIsOfTheBytes) {
    const test::TempFolder folder;
    const std::filesystem::path copy = folder / "copy.ttf";
    FontSet fonts;
    std::filesystem::copy_file(fonts.find({"Khmer OS Muol Light"})->file(), copy);
    const std::string before = fonts.hash_of(*fonts.find({copy}));
    EXPECT_EQ(before, fonts.hash_of(*fonts.find({"Khmer OS Muol Light"})));
    std::ofstream(copy, std::ios::app) << '\0';
    FontSet again;
    EXPECT_NE(again.hash_of(*again.find({copy})), before);
}

// FreeType's own reckoning of the same outlines, glyph by glyph.
TEST(FontFaces, BoxesAreTheInkOfTheOutlines) {
    FT_Library library = nullptr;
    ASSERT_EQ(FT_Init_FreeType(&library), 0);
    FontSet fonts;
    std::vector<FontChoice> choices{{"Noto Sans"}, {"Noto Sans", true}, {"Noto Sans Khmer", true}};
    for (const char* family : words::kKhmerFamilies) choices.push_back({family});
    for (const FontChoice& choice : choices) {
        const FontFace* face = fonts.find(choice);
        ASSERT_TRUE(face) << choice.family;
        FT_Face free = nullptr;
        ASSERT_EQ(FT_New_Face(library, face->file().c_str(), 0, &free), 0);
        const double unit = 1.0 / free->units_per_EM;
        for (FT_Long id = 0; id < free->num_glyphs; ++id) {
            ASSERT_EQ(FT_Load_Glyph(free, static_cast<FT_UInt>(id), FT_LOAD_NO_SCALE), 0);
            const RectF& box = face->outline(static_cast<uint32_t>(id)).box;
            FT_BBox truth{};
            FT_Outline_Get_BBox(&free->glyph->outline, &truth);
            if (free->glyph->outline.n_points == 0 || truth.xMin == truth.xMax || truth.yMin == truth.yMax) continue;
            // FreeType rounds to whole units, and counts points that no line leads to.
            const double slack = 1.5 * unit;
            EXPECT_NEAR(box.x0, static_cast<double>(truth.xMin) * unit, slack) << choice.family << " glyph " << id;
            EXPECT_NEAR(box.x1, static_cast<double>(truth.xMax) * unit, slack) << choice.family << " glyph " << id;
            EXPECT_NEAR(-box.y1, static_cast<double>(truth.yMin) * unit, slack) << choice.family << " glyph " << id;
            EXPECT_NEAR(-box.y0, static_cast<double>(truth.yMax) * unit, slack) << choice.family << " glyph " << id;
        }
        FT_Done_Face(free);
    }
    FT_Done_FreeType(library);
}

TEST(FontFaces, SayHowHighTheirLettersStand) {
    FontSet fonts;
    const FontFace& sans = *fonts.find({"Noto Sans"});
    EXPECT_NEAR(sans.x_height(), 0.536, 0.01);
    EXPECT_EQ(sans.ka_height(), 0);
    EXPECT_GT(sans.ascent(), 1.0);
    EXPECT_GT(sans.descent(), 0.2);
    for (const char* family : words::kKhmerFamilies) {
        EXPECT_GT(fonts.find({family})->ka_height(), 0.3) << family;
        EXPECT_LT(fonts.find({family})->ka_height(), 1.2) << family;
    }
}

TEST(FontFaces, CoverALetterByItsParts) {
    FontSet fonts;
    const FontFace& sans = *fonts.find({"Noto Sans"});
    EXPECT_TRUE(sans.covers(U'ễ'));
    EXPECT_FALSE(sans.covers(U'ក'));
    const FontFace& khmer = *fonts.find({"Khmer OS"});
    EXPECT_EQ(khmer.glyph_of(U'ṽ'), 0U);
    EXPECT_TRUE(khmer.covers(U'ṽ')) << "v and a tilde, both there";
}

TEST(Fonts, ThePackageOfAFamilyIsKnown) {
    EXPECT_STREQ(package_of_family("Khmer OS Battambang"), "fonts-khmeros");
    EXPECT_STREQ(package_of_family("Noto Sans Khmer"), "fonts-noto-core");
    EXPECT_STREQ(package_of_family("Our Own"), "");
}

}  // namespace
}  // namespace gatecast
