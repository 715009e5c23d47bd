// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/night_settings.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/folder.h"

namespace gatecast {
namespace {

constexpr Date kDay = std::chrono::year(2026) / 12 / 2;

NightSettings settings_of(const test::TempFolder& folder, const std::string& text) {
    std::ofstream(folder / "dem.toml") << text;
    return read_night_settings(folder / "dem.toml");
}

TEST(NightSettings, PathsAreRelativeToTheFile) {
    const test::TempFolder folder;
    const NightSettings settings =
        settings_of(folder, "lists = \"lich\"\noutput = \"/phat\"\nverify = \"full\"\njobs = 3\n");
    EXPECT_EQ(settings.lists, folder / "lich");
    EXPECT_EQ(settings.root, "/phat");
    EXPECT_EQ(static_cast<Verify>(settings.verify), Verify::kFull);
    EXPECT_EQ(night_jobs(settings), 3);
    EXPECT_EQ(settings.days_ahead, 1);
}

TEST(NightSettings, SayWhatIsWrong) {
    const test::TempFolder folder;
    EXPECT_THROW(static_cast<void>(settings_of(folder, "lists = \"lich\"\n")), Error);
    EXPECT_THROW(static_cast<void>(settings_of(folder, "lists = \"lich\"\noutput = \"x\"\nnice = 99\n")), Error);
    EXPECT_THROW(static_cast<void>(read_night_settings(folder / "none.toml")), Error);
}

TEST(ListOfDay, IsFoundByTheDateInItsName) {
    for (const char* name : {"2026-12-02.xlsx", "lich phat 02-12-2026.csv", "2.12.2026.toml", "Lịch_02.12.2026.xlsx"}) {
        const test::TempFolder folder;
        std::ofstream(folder / name);
        std::ofstream(folder / "12-12-2026.xlsx");
        std::ofstream(folder / "2026-12-20.xlsx");
        std::ofstream(folder / (std::string("~$") + name));
        EXPECT_EQ(list_of_day(folder.path(), kDay), folder / name);
    }
    const test::TempFolder folder;
    std::ofstream(folder / "12-12-2026.xlsx");
    EXPECT_THROW(static_cast<void>(list_of_day(folder.path(), kDay)), Error);
}

}  // namespace
}  // namespace gatecast
