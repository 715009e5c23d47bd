// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <set>

#include "pipeline/render/cue_files.h"
#include "pipeline/render/cue_preview.h"
#include "pipeline/render/soft_subtitles.h"
#include "presets/message.h"
#include "tests/render/room.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

class SubtitlePlan : public RenderRoom {
protected:
    std::filesystem::path write(const std::string& name, const std::string& content) const {
        const std::filesystem::path file = directory_ / name;
        std::ofstream(file) << content;
        return file;
    }
    /// A cue of 0.9 s every 4 s, from 1 s on: one in each segment.
    std::filesystem::path srt(const std::string& name, int cues, const std::string& word) const {
        std::string text;
        for (int i = 0; i < cues; ++i)
            text += fmt::format("{0}\n00:{1:02}:{2:02},000 --> 00:{1:02}:{2:02},900\n{3} {0}\n\n", i + 1,
                                (4 * i + 1) / 60, (4 * i + 1) % 60, word);
        return write(name, text);
    }
    RenderPlan plan_with(const std::vector<CueFileRequest>& files,
                         std::vector<std::string> displays = {"led-p4"}) const {
        RenderRequest asked = request(std::move(displays));
        asked.cue_files = files;
        return plan(asked, film(std::chrono::minutes(2)));
    }
};

std::set<size_t> changed(const RenderPlan& before, const RenderPlan& after, size_t output = 0) {
    std::set<size_t> numbers;
    const auto& a = before.outputs[output].segments;
    const auto& b = after.outputs[output].segments;
    for (size_t i = 0; i < a.size(); ++i)
        if (a[i].key != b[i].key) numbers.insert(i);
    return numbers;
}

TEST_F(SubtitlePlan, ACorrectedCueChangesTheSegmentItIsIn) {
    const auto vi = srt("a.vi.srt", 30, "Cửa số");
    const auto en = srt("a.en.srt", 30, "Booth");
    const RenderPlan before = plan_with({{"vi", vi, {}, {}}, {"en", en, {}, {}}});
    std::ifstream in(en);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    content.replace(content.find("Booth 12"), 8, "Desk 12");
    write("a.en.srt", content);
    EXPECT_EQ(changed(before, plan_with({{"vi", vi, {}, {}}, {"en", en, {}, {}}})), std::set<size_t>{11});
}

TEST_F(SubtitlePlan, SegmentsWithoutACueAreThoseOfTheBareClip) {
    const auto en = write("a.srt", "1\n00:00:30,000 --> 00:00:31,000\nThe gate\n");
    EXPECT_EQ(changed(plan_with({}), plan_with({{"en", en, {}, {}}})), std::set<size_t>{7});
}

TEST_F(SubtitlePlan, EachDisplayHasItsOwnStyle) {
    const auto en = srt("a.srt", 3, "Booth");
    const RenderPlan made = plan_with({{"en", en, {}, {}}}, {"led-p4", "kiosk-portrait", "tv-1080p25", "web-1080p"});
    std::set<std::string> keys;
    for (const Composition& composition : made.compositions) {
        ASSERT_NE(composition.subtitles, nullptr);
        keys.insert(composition.text_key);
    }
    EXPECT_EQ(keys.size(), 4u);
}

TEST_F(SubtitlePlan, TheRequestSurvivesItsJson) {
    RenderRequest asked = request({"led-p4"});
    asked.cue_files = {{"km", "/x/a.docx", "utf-8", "a"}, {"", "/x/b.srt", "", ""}};
    asked.style = "tv";
    asked.style_settings = {{"bold", "true"}};
    asked.soft = SoftSubtitles::kFiles;
    asked.burn_in = false;
    asked.play = 3;
    const RenderRequest back = request_from_json(to_json(asked));
    EXPECT_EQ(to_json(back), to_json(asked));
    ASSERT_EQ(back.cue_files.size(), 2u);
    EXPECT_EQ(back.cue_files[0].language, "km");
    EXPECT_EQ(back.soft, SoftSubtitles::kFiles);
}

TEST_F(SubtitlePlan, TwoFilesOfOneLanguageAreRefusedByName) {
    const auto one = srt("one.srt", 2, "Booth"), two = srt("two.srt", 2, "Desk");
    try {
        static_cast<void>(plan_with({{"en", one, {}, {}}, {"en", two, {}, {}}}));
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("one.srt"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("two.srt"), std::string::npos);
    }
}

TEST_F(SubtitlePlan, FilesBesideAClipAreKnownByTheirNames) {
    for (const char* name : {"phim.vi.srt", "phim_kh.ass", "phim (english).docx", "phim.srt", "phim2.vi.srt",
                             "phim.txt", "phim.new.srt", "phim.led-p4.vi.vtt", "other.vi.srt"})
        write(name, "");
    std::vector<std::pair<std::string, std::string>> found;
    for (const CueFileRequest& file : cue_files_beside(directory_ / "phim.mp4"))
        found.emplace_back(name_of(file), file.language);
    EXPECT_EQ(found,
              (std::vector<std::pair<std::string, std::string>>{
                  {"phim (english).docx", "en"}, {"phim.srt", ""}, {"phim.vi.srt", "vi"}, {"phim_kh.ass", "km"}}));
}

TEST_F(SubtitlePlan, EveryCueHasAMomentOnTheSheet) {
    const auto vi = srt("a.vi.srt", 8, "Cửa số");
    const auto en = srt("a.en.srt", 12, "Booth");
    const RenderPlan made = plan_with({{"vi", vi, {}, {}}, {"en", en, {}, {}}});
    const auto moments = moments_of_cues(made, made.outputs[0]);
    EXPECT_EQ(moments.size(), 12u);
    for (const Showing& showing : made.compositions[0].subtitles->showings())
        EXPECT_TRUE(std::ranges::any_of(moments, [&](Time t) { return showing.from <= t && t < showing.until; }));
    const auto moment = moment_of_cue(made, made.outputs[0], "en", 10);
    ASSERT_TRUE(moment);
    EXPECT_EQ(*moment, 41'450ms);
    EXPECT_FALSE(moment_of_cue(made, made.outputs[0], "vi", 10));
}

TEST_F(SubtitlePlan, SoftTextIsInTheOutputsTimeAndCutAtItsEnds) {
    Track track;
    track.language = "en";
    for (const auto& [start, end] : std::vector<std::pair<Time, Time>>{{0s, 1s}, {4s, 6s}, {9s, 12s}, {20s, 21s}}) {
        Cue cue;
        cue.start = start;
        cue.end = end;
        cue.text = "x";
        track.cues.push_back(cue);
    }
    const Track cut = in_output_time(track, 5s, 5s);
    ASSERT_EQ(cut.cues.size(), 2u);
    EXPECT_EQ(cut.cues[0].start, 0s);
    EXPECT_EQ(cut.cues[0].end, 1s);
    EXPECT_EQ(cut.cues[1].start, 4s);
    EXPECT_EQ(cut.cues[1].end, 5s);
}

}  // namespace
}  // namespace gatecast
