// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/day_publish.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/folder.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

fs::path file_with(const fs::path& path, const std::string& text) {
    std::ofstream(path) << text;
    return path;
}

TEST(PublishFolder, LinksFilesAndSaysWhetherAnythingChanged) {
    const test::TempFolder folder;
    const fs::path film = file_with(folder / "film", "frames");
    const std::vector<FolderEntry> entries{{"wall/001.mp4", film}, {"day.json", {}, "{}"}};
    EXPECT_TRUE(publish_folder(folder / "day", folder / "building", entries));
    EXPECT_TRUE(fs::equivalent(folder / "day/wall/001.mp4", film));
    EXPECT_EQ(content_of(folder / "day/day.json"), "{}");
    EXPECT_FALSE(publish_folder(folder / "day", folder / "building", entries));
    EXPECT_FALSE(fs::exists(folder / "building"));

    std::ofstream(folder / "day/wall/more") << "foreign";
    EXPECT_TRUE(publish_folder(folder / "day", folder / "building", entries));
    EXPECT_FALSE(fs::exists(folder / "day/wall/more"));
    EXPECT_TRUE(publish_folder(folder / "day", folder / "building", {{"day.json", {}, "{1}"}}));
    EXPECT_FALSE(fs::exists(folder / "day/wall"));
    EXPECT_EQ(content_of(folder / "day/day.json"), "{1}");
}

TEST(PublishFolder, TakesUpWhatAKilledPublisherLeft) {
    const test::TempFolder folder;
    fs::create_directories(folder / "building/old");
    std::ofstream(folder / "building/old/part") << "half";
    EXPECT_TRUE(publish_folder(folder / "day", folder / "building", {{"day.json", {}, "{}"}}));
    EXPECT_FALSE(fs::exists(folder / "day/old"));
}

TEST(PublishFolder, AReaderSeesTheWholeOldDayOrTheWholeNewOne) {
    const test::TempFolder folder;
    const auto entries_of = [](const std::string& text) {
        std::vector<FolderEntry> entries;
        for (int i = 0; i < 20; ++i) entries.push_back({std::to_string(i), {}, text});
        return entries;
    };
    ASSERT_TRUE(publish_folder(folder / "day", folder / "building", entries_of("0")));
    std::atomic<bool> done{false};
    std::atomic<int> looks{0}, torn{0};
    std::thread reader([&] {
        while (!done) {
            const int day = open((folder / "day").c_str(), O_RDONLY | O_DIRECTORY);
            if (day < 0) {
                ++torn;
                continue;
            }
            struct stat info {};
            fstat(day, &info);
            ++looks;
            close(day);
        }
    });
    for (int i = 1; i <= 100; ++i)
        ASSERT_TRUE(publish_folder(folder / "day", folder / "building", entries_of(std::to_string(i))));
    done = true;
    reader.join();
    EXPECT_GT(looks, 0);
    EXPECT_EQ(torn, 0) << "at some time there was no day at all";
}

TEST(OldDays, TheNewestStayAndThoseToComeAndWhatIsOnAir) {
    const test::TempFolder folder;
    for (const char* day : {"2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02"}) {
        fs::create_directories(folder / day);
        file_with(folder / day / "day.json", "{}");
        fs::create_directories(folder / ".night" / day);
    }
    fs::create_directories(folder / "2026-11-01");  // somebody's own folder
    link_current(folder.path(), "2026-11-29");
    EXPECT_EQ(remove_old_days(folder.path(), 1, "2026-12-01"), (std::vector<std::string>{"2026-11-28", "2026-11-30"}));
    EXPECT_FALSE(fs::exists(folder / "2026-11-28"));
    EXPECT_FALSE(fs::exists(folder / ".night/2026-11-28"));
    for (const char* day : {"2026-11-01", "2026-11-29", "2026-12-01", "2026-12-02", ".night/2026-12-01"})
        EXPECT_TRUE(fs::exists(folder / day)) << day;
    EXPECT_TRUE(remove_old_days(folder.path(), 10, "2026-12-01").empty());
}

TEST(LinkCurrent, IsSwitchedWhole) {
    const test::TempFolder folder;
    fs::create_directories(folder / ".night");
    link_current(folder.path(), "2026-12-02");
    link_current(folder.path(), "2026-12-03");
    EXPECT_EQ(fs::read_symlink(folder / "current"), "2026-12-03");
}

}  // namespace
}  // namespace gatecast
