// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/debian.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/folder.h"

namespace gatecast {
namespace {

struct Pair {
    const char* older;
    const char* newer;
};
constexpr Pair kPairs[] = {
    {"1.22.0-5+deb12u3", "1.22.0-5+deb12u4"},
    {"1.22.0-5", "1.22.0-5+deb12u1"},
    {"1.22.0-4+deb12u8", "1.22.0-4+deb12u10"},
    {"1.0~rc1", "1.0"},
    {"1.0~~", "1.0~"},
    {"1.0", "1:0.5"},
    {"1.2", "1.10"},
    {"1.0a", "1.0+b"},
    {"7:5.1.8-0+deb12u1", "7:5.1.9-0+deb12u1"},
    {"1.0-1", "1.0-1.1"},
    {"1.0", "1.0-1"},
    {"2.0-a", "2.0-b"},
};

TEST(DebianVersions, OlderOnesComeFirst) {
    for (const auto& [older, newer] : kPairs) {
        EXPECT_LT(compare_versions(older, newer), 0) << older << " " << newer;
        EXPECT_GT(compare_versions(newer, older), 0) << older << " " << newer;
        EXPECT_EQ(compare_versions(newer, newer), 0) << newer;
    }
}

TEST(DebianVersions, LeadingZerosAndMissingPartsAreEqual) {
    EXPECT_EQ(compare_versions("1.01", "1.1"), 0);
    EXPECT_EQ(compare_versions("0:1.0", "1.0"), 0);
    EXPECT_EQ(compare_versions("1.0-0", "1.0"), 0);
}

TEST(DebianVersions, AgreeWithDpkgWhereItIsThere) {
    for (const auto& [older, newer] : kPairs) {
        const std::string command = std::string("dpkg --compare-versions '") + older + "' lt '" + newer + "'";
        EXPECT_EQ(std::system(command.c_str()), 0) << command;
    }
}

TEST(DebianPackages, OnlyInstalledOnesCount) {
    const test::TempFolder folder;
    std::ofstream(folder / "status") << "Package: here\nStatus: install ok installed\nVersion: 1.2-3\n\n"
                                        "Package: removed\nStatus: deinstall ok config-files\nVersion: 9\n\n"
                                        "Package: half\nStatus: install ok half-installed\nVersion: 9\n";
    const auto packages = installed_packages(folder / "status");
    EXPECT_EQ(packages.size(), 1u);
    EXPECT_EQ(packages.at("here"), "1.2-3");
    EXPECT_TRUE(installed_packages("/nowhere/status").empty());
}

}  // namespace
}  // namespace gatecast
