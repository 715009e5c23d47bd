// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/pages/language.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/folder.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

class CatalogueFile : public testing::Test {
protected:
    /// vi/LC_MESSAGES/gatecast.mo with one sentence, compiled by msgfmt.
    void compile() const {
        fs::create_directories(root_ / "vi/LC_MESSAGES");
        std::ofstream(root_ / "vi.po") << "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
                                          "msgid \"{} of {}\"\nmsgstr \"{1} có {0}\"\n";
        const std::string command =
            "msgfmt -o '" + (root_ / "vi/LC_MESSAGES/gatecast.mo").string() + "' '" + (root_ / "vi.po").string() + "'";
        ASSERT_EQ(std::system(command.c_str()), 0);
    }
    [[nodiscard]] Catalogue open(const std::string& language) const {
        const fs::path directories[] = {root_ / "none", root_};
        return open_catalogue(language, directories);
    }

    const test::TempFolder folder_;
    const fs::path& root_ = folder_.path();
};

TEST_F(CatalogueFile, TranslatesAndTurnsTheValuesRound) {
    compile();
    const Catalogue catalogue = open("vi");
    EXPECT_EQ(catalogue.language(), "vi");
    EXPECT_EQ(catalogue.text(message("{} of {}", 2, 5)), "5 có 2");
    EXPECT_EQ(catalogue.text(message("not there: {}", 1)), "not there: 1");
}

TEST_F(CatalogueFile, MissingOrBrokenOnesLeaveEnglish) {
    EXPECT_EQ(open("vi").language(), "en");
    compile();
    EXPECT_EQ(open("en").text(message("{} of {}", 2, 5)), "2 of 5");
    const fs::path mo = root_ / "vi/LC_MESSAGES/gatecast.mo";
    for (uintmax_t size = 0; size < fs::file_size(mo); ++size) {
        const fs::path cut = root_ / "cut.mo";
        fs::copy_file(mo, cut, fs::copy_options::overwrite_existing);
        fs::resize_file(cut, size);
        const std::string text = Catalogue(cut, "vi").text(message("{} of {}", 2, 5));
        EXPECT_FALSE(text.empty()) << size;
    }
}

TEST(ChooseLanguage, AsksOptionThenSettingThenLocale) {
    EXPECT_EQ(choose_language({"en", "vi", "vi_VN.UTF-8"}), "en");
    EXPECT_EQ(choose_language({"", "en", "vi_VN.UTF-8"}), "en");
    EXPECT_EQ(choose_language({"", "", "en_US.UTF-8"}), "en");
    EXPECT_EQ(choose_language({"", "", "vi_VN"}), "vi");
    EXPECT_EQ(choose_language({"", "", "C.UTF-8"}), "vi");
    EXPECT_EQ(choose_language({"", "", "km_KH.UTF-8"}), "vi");
    EXPECT_EQ(choose_language({"", "", "enx"}), "vi");
    EXPECT_EQ(choose_language({}), "vi");
    EXPECT_THROW(static_cast<void>(choose_language({"fr", "", ""})), Error);
    EXPECT_THROW(static_cast<void>(choose_language({"", "french", ""})), Error);
}

}  // namespace
}  // namespace gatecast
