// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/published_day.h"

#include <gtest/gtest.h>

#include <fstream>

#include "presets/message.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

PublishedDay some_day() {
    PublishedDay published;
    Day& day = published.day;
    day.date = std::chrono::year(2026) / 12 / 2;
    day.channel = "Hoa Lư";
    day.begins = 5h;
    day.ends = 24h + 30min;
    day.displays = {"led-p4", "kiosk-portrait"};
    day.quotas.languages = {{"vi", 300min}, {"km", 120min}};
    day.quotas.own = 60min;
    day.fillers = {"/phim/lap.mp4"};
    day.standby = "/phim/cho.png";
    Item film;
    film.id = "phim-1";
    film.media = "/phim/Đất và người.mp4";
    film.in = 1s;
    film.out = 90s;
    film.start = 25h + 10min;
    film.cues = {{"km", "/phim/a.km.docx"}};
    film.title_vi = "Đất và người";
    film.title_km = "ដី និង មនុស្ស";
    film.fields.topic = "border";
    film.fields.subtitle_languages = {"vi", "km"};
    film.words = {{"title.vi", "Đất"}};
    film.silent = true;
    film.origin = {"ngay.xlsx", 7};
    Item relay;
    relay.id = "tiep-song";
    relay.relay = Relay{.source = "dai", .end = RelayEnd::kByOperator, .at_most = 2h, .until = 20h};
    day.items = {film, relay};
    PublishedItem item;
    item.item = "phim-1";
    item.display = "led-p4";
    item.encode = "h264-mp4";
    item.file = PublishedFile{"led-p4/001-phim-1.mp4", 1234, std::string(64, 'a')};
    item.duration = 89s;
    item.integrated_lufs = -16.02;
    item.true_peak_dbtp = -1.5;
    item.source_sha256 = std::string(64, 'b');
    item.cues_sha256 = {std::string(64, 'c')};
    PublishedItem failed;
    failed.item = "phim-1";
    failed.display = "kiosk-portrait";
    failed.problem = "it \"failed\"\nthere";
    published.items = {item, failed};
    published.spares = {item};
    published.others = {{"index.html", 10, std::string(64, 'd')}};
    return published;
}

TEST(PublishedDay, ReadsBackEverythingItWrites) {
    const test::TempFolder folder;
    const PublishedDay day = some_day();
    write_published_day(folder.path(), day);
    const PublishedDay read = read_published_day(folder.path());
    EXPECT_EQ(to_json(read), to_json(day));
    EXPECT_EQ(read.day, day.day);
    ASSERT_EQ(read.items.size(), 2U);
    EXPECT_EQ(read.items[0].file->path, "led-p4/001-phim-1.mp4");
    EXPECT_EQ(read.items[0].integrated_lufs, -16.02);
    EXPECT_FALSE(read.items[1].file);
    EXPECT_FALSE(read.items[1].integrated_lufs);
    EXPECT_EQ(read.items[1].problem, "it \"failed\"\nthere");
}

void write_text(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

TEST(PublishedDay, RefusesWhatIsNotOneWithASentence) {
    const test::TempFolder folder;
    EXPECT_THROW(static_cast<void>(read_published_day(folder.path())), Error);
    const std::string whole = to_json(some_day());
    for (const std::string& text : {std::string(), std::string("{}"), std::string("[1]"), whole.substr(0, 200)}) {
        write_text(folder / "day.json", text);
        EXPECT_THROW(static_cast<void>(read_published_day(folder.path())), Error) << text;
    }
    std::string newer = whole;
    newer.replace(newer.find("\"form\": 1"), 9, "\"form\": 9");
    write_text(folder / "day.json", newer);
    try {
        static_cast<void>(read_published_day(folder.path()));
        FAIL() << "a newer form was read";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("newer"), std::string::npos);
    }
}

TEST(PublishedDay, RefusesFilesOutsideItsFolder) {
    const test::TempFolder folder;
    for (const char* path : {"/etc/passwd", "../x.mp4", "led/../../x.mp4", ""}) {
        PublishedDay day = some_day();
        day.items[0].file->path = path;
        write_published_day(folder.path(), day);
        EXPECT_THROW(static_cast<void>(read_published_day(folder.path())), Error) << path;
    }
}

}  // namespace
}  // namespace gatecast
