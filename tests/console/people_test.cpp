// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/people.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/folder.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

TEST(People, TheOwnerOfATokenIsFoundAndNobodyElse) {
    const test::TempFolder folder;
    const fs::path file = folder / "people.tsv";
    const std::string lan = People::add(file, "Nguyễn Thị Lan", Role::kOperate);
    const std::string minh = People::add(file, "Trần Minh", Role::kRelease);
    const People people(file);
    ASSERT_TRUE(people.owner_of(lan));
    EXPECT_EQ(people.owner_of(lan)->name, "Nguyễn Thị Lan");
    EXPECT_EQ(people.owner_of(lan)->role, Role::kOperate);
    EXPECT_EQ(people.owner_of(minh)->role, Role::kRelease);
    for (const std::string& wrong : {std::string(), lan + "x", lan.substr(1), std::string(10000, 'a')})
        EXPECT_FALSE(people.owner_of(wrong)) << wrong.substr(0, 40);
}

TEST(People, TokensAreNotKept) {
    const test::TempFolder folder;
    const fs::path file = folder / "people.tsv";
    const std::string token = People::add(file, "Lan", Role::kView);
    std::ifstream stream(file);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(text.find(token), std::string::npos);
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(People, AFileThatOthersCanReadIsRefused) {
    const test::TempFolder folder;
    const fs::path file = folder / "people.tsv";
    static_cast<void>(People::add(file, "Lan", Role::kView));
    fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
    EXPECT_THROW(People{file}, Error);
}

TEST(People, ABadLineIsNamedAndTheOldPeopleStay) {
    const test::TempFolder folder;
    const fs::path file = folder / "people.tsv";
    const std::string token = People::add(file, "Lan", Role::kAdmin);
    People people(file);
    std::ofstream(file, std::ios::app) << "Minh\tboss\t00\n";
    const auto wrong = people.refresh();
    ASSERT_TRUE(wrong);
    EXPECT_NE(in_english(*wrong).find("line 3"), std::string::npos) << in_english(*wrong);
    EXPECT_TRUE(people.owner_of(token));
}

TEST(People, ARemovedPersonMayNoLonger) {
    const test::TempFolder folder;
    const fs::path file = folder / "people.tsv";
    const std::string token = People::add(file, "Lan", Role::kAdmin);
    static_cast<void>(People::add(file, "Minh", Role::kView));
    People people(file);
    EXPECT_TRUE(People::remove(file, "Lan"));
    EXPECT_FALSE(People::remove(file, "Lan"));
    EXPECT_FALSE(people.refresh());
    EXPECT_FALSE(people.owner_of(token));
    EXPECT_EQ(people.all().size(), 1U);
}

}  // namespace
}  // namespace gatecast
