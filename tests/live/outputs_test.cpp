// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <fstream>

#include "pipeline/live/mixer/counter.h"
#include "pipeline/live/mixer/lateness.h"
#include "pipeline/live/mixer/packets.h"
#include "pipeline/live/outputs/hls_list.h"
#include "pipeline/live/outputs/sink.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class HlsListTest : public testing::Test {
protected:
    void add(HlsList& list, int64_t sequence, bool discontinuity = false) {
        const HlsSegment segment{sequence, 2s, sequence * 2'000'000'000, discontinuity};
        std::ofstream(folder / segment.file()) << "x";
        ASSERT_TRUE(list.add(segment));
    }
    std::string playlist() const {
        std::ifstream file(folder / "index.m3u8");
        return {std::istreambuf_iterator<char>(file), {}};
    }
    test::TempFolder temporary;
    const std::filesystem::path& folder = temporary.path();
};

TEST_F(HlsListTest, keeps_a_window_and_counts_what_has_left) {
    HlsList list(folder, 3);
    for (int64_t n = 0; n < 5; ++n) add(list, n, n == 0 || n == 4);
    EXPECT_THAT(playlist(), testing::HasSubstr("#EXT-X-MEDIA-SEQUENCE:2\n"));
    EXPECT_THAT(playlist(), testing::HasSubstr("#EXT-X-DISCONTINUITY-SEQUENCE:1\n"));
    EXPECT_THAT(playlist(), testing::HasSubstr("#EXT-X-TARGETDURATION:2\n"));
    EXPECT_THAT(
        playlist(),
        testing::HasSubstr("#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:04.000Z\n#EXTINF:2.000000,\n000000002.ts\n"));
    EXPECT_THAT(playlist(), testing::HasSubstr("#EXT-X-DISCONTINUITY\n#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:08"));
}

TEST_F(HlsListTest, goes_on_where_a_dead_one_ended) {
    {
        HlsList list(folder, 3);
        for (int64_t n = 0; n < 5; ++n) add(list, n, n == 0);
    }
    std::ofstream(folder / "000000005.ts") << "of a process that died before it wrote it down";
    std::ofstream(folder / "000000009.ts.part") << "half";
    HlsList list(folder, 3);
    EXPECT_EQ(list.next_sequence(), 5);
    EXPECT_FALSE(fs::exists(folder / "000000005.ts"));
    EXPECT_FALSE(fs::exists(folder / "000000009.ts.part"));
    add(list, 5, true);
    EXPECT_THAT(playlist(), testing::HasSubstr("#EXT-X-MEDIA-SEQUENCE:3\n#EXT-X-DISCONTINUITY-SEQUENCE:1\n"));
}

TEST_F(HlsListTest, keeps_subtitles_in_step_with_pictures) {
    HlsList before(folder, 3);
    add(before, 0, true);
    HlsList list(folder, 3, {"vi", "km"});
    EXPECT_TRUE(fs::exists(folder / "km-000000000.vtt")) << "of a segment from before somebody asked for Khmer";
    for (int64_t n = 1; n < 9; ++n) {
        for (const char* language : {"vi", "km"})
            std::ofstream(folder / HlsSegment{n}.subtitle_file(language)) << "WEBVTT\n";
        add(list, n, n == 5);
    }
    std::ifstream file(folder / "km.m3u8");
    std::string khmer{std::istreambuf_iterator<char>(file), {}}, pictures = playlist();
    for (const char* part : {"km-", ".vtt", ".ts"})
        for (size_t at = 0; (at = khmer.find(part)) != std::string::npos;)
            khmer.erase(at, std::string_view(part).size());
    for (size_t at = 0; (at = pictures.find(".ts")) != std::string::npos;) pictures.erase(at, 3);
    EXPECT_EQ(khmer, pictures);
    EXPECT_FALSE(fs::exists(folder / "vi-000000001.vtt"));
    EXPECT_TRUE(fs::exists(folder / "vi-000000008.vtt"));
}

TEST_F(HlsListTest, a_damaged_memory_is_no_end) {
    std::ofstream(folder / ".state.json") << R"({"next": "x")";
    HlsList list(folder, 3);
    add(list, list.next_sequence(), true);
    EXPECT_THAT(playlist(), testing::HasSubstr("000000000.ts"));
}

TEST(BackOff, grows_to_half_a_minute_and_jitters) {
    EXPECT_EQ(back_off(1, 0.5), 1s);
    EXPECT_EQ(back_off(2, 0.5), 2s);
    EXPECT_EQ(back_off(5, 0.5), 16s);
    EXPECT_EQ(back_off(6, 0.5), 30s);
    EXPECT_EQ(back_off(1000, 0.5), 30s);
    EXPECT_EQ(back_off(3, 0), 3s);
    EXPECT_EQ(back_off(3, 1), 5s);
}

TEST(Lateness, tells_shares_to_a_tenth_of_a_millisecond) {
    Lateness late;
    for (int i = 0; i < 990; ++i) late.add(1ms);
    for (int i = 0; i < 10; ++i) late.add(20ms);
    EXPECT_EQ(late.at_share(0.5), 1100us);
    EXPECT_EQ(late.at_share(0.995), 20'100us);
    EXPECT_EQ(late.worst(), 20ms);
}

TEST(Counter, can_be_read_again) {
    Image image({160, 96}, {Chroma::k420, 8});
    fill(image.view(), {90, 60, 200});
    for (const int64_t number : {int64_t{0}, int64_t{1}, int64_t{0x8000'0001}, int64_t{0x7fff'ffff'1234'5678}}) {
        draw_counter(image.view(), number);
        uint32_t read = 0;
        for (int bit = 0; bit < 32; ++bit)
            read = read << 1 | (image.view().planes[0].row(bit / 16 * 8 + 4)[bit % 16 * 8 + 4] > 128 ? 1U : 0U);
        EXPECT_EQ(read, static_cast<uint32_t>(number));
    }
    EXPECT_EQ(image.view().planes[0].row(16)[0], 90);
}

TrackPacket packet(TrackKind track, int64_t pts, bool key, size_t bytes) {
    TrackPacket made;
    made.track = track;
    made.packet.bytes.assign(bytes, static_cast<uint8_t>(pts));
    made.packet.pts = made.packet.dts = pts;
    made.packet.key = key;
    return made;
}

std::pair<Descriptor, Descriptor> stream_pair() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

TEST(Packets, arrive_as_they_were_sent_and_begin_with_a_keyframe) {
    auto [ours, theirs] = stream_pair();
    PacketSender sender(std::move(ours), "the head");
    PacketReceiver receiver(std::move(theirs));
    EXPECT_TRUE(sender.send(packet(TrackKind::kVideo, 1, false, 10)));
    EXPECT_TRUE(sender.send(packet(TrackKind::kVideo, 2, true, 20'000)));
    EXPECT_TRUE(sender.send(packet(TrackKind::kSound, 3, true, 30)));
    ASSERT_TRUE(receiver.read());
    EXPECT_EQ(receiver.take_head(), "the head");
    const auto first = receiver.take_packet();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->packet.pts, 2);
    EXPECT_EQ(first->packet.bytes, std::vector<uint8_t>(20'000, 2));
    EXPECT_EQ(receiver.take_packet()->track, TrackKind::kSound);
    EXPECT_FALSE(receiver.take_packet());
    EXPECT_EQ(sender.dropped(), 1);
}

TEST(Packets, a_reader_that_sleeps_costs_whole_gops_and_no_memory) {
    auto [ours, theirs] = stream_pair();
    PacketSender sender(std::move(ours), "head");
    for (int64_t n = 0; n < 2000; ++n) ASSERT_TRUE(sender.send(packet(TrackKind::kVideo, n, n % 50 == 0, 50'000)));
    EXPECT_GT(sender.dropped(), 1500);
    PacketReceiver receiver(std::move(theirs));
    std::vector<std::pair<int64_t, bool>> got;
    for (int64_t n = 2000; n < 2400; ++n) {
        ASSERT_TRUE(receiver.read());
        static_cast<void>(receiver.take_head());
        while (const auto each = receiver.take_packet()) got.emplace_back(each->packet.pts, each->packet.key);
        ASSERT_TRUE(sender.send(packet(TrackKind::kVideo, n, n % 50 == 0, 50)));
    }
    ASSERT_GT(got.size(), 100U);
    for (size_t i = 1; i < got.size(); ++i)
        EXPECT_TRUE(got[i].first == got[i - 1].first + 1 || got[i].second) << got[i].first;
}

TEST(Packets, another_head_and_what_is_said_come_where_they_were_sent) {
    auto [ours, theirs] = stream_pair();
    PacketSender sender(std::move(ours), "first");
    EXPECT_TRUE(sender.send(packet(TrackKind::kVideo, 1, true, 10)));
    EXPECT_TRUE(sender.send_cues("words"));
    EXPECT_TRUE(sender.send_head("second"));
    EXPECT_TRUE(sender.send(packet(TrackKind::kVideo, 2, false, 10))) << "needs the head before it";
    EXPECT_TRUE(sender.send(packet(TrackKind::kVideo, 3, true, 10)));
    PacketReceiver receiver(std::move(theirs));
    ASSERT_TRUE(receiver.read());
    EXPECT_EQ(receiver.take_head(), "first");
    EXPECT_EQ(receiver.take_packet()->packet.pts, 1);
    EXPECT_FALSE(receiver.take_packet());
    EXPECT_FALSE(receiver.take_head());
    EXPECT_EQ(receiver.take_cues(), "words");
    EXPECT_EQ(receiver.take_head(), "second");
    EXPECT_EQ(receiver.take_packet()->packet.pts, 3);
}

TEST(Packets, words_for_a_reader_that_sleeps_have_a_bound_too) {
    auto [ours, theirs] = stream_pair();
    PacketSender sender(std::move(ours), "head");
    const std::string words(1 << 20, 'x');
    int taken = 0;
    while (taken < 100 && sender.send_cues(words)) ++taken;
    EXPECT_LT(taken, 20);
}

TEST(Packets, a_reader_that_is_gone_is_told) {
    auto [ours, theirs] = stream_pair();
    PacketSender sender(std::move(ours), "head");
    theirs.reset();
    EXPECT_FALSE(sender.send(packet(TrackKind::kVideo, 0, true, 10)));
}

}  // namespace
}  // namespace gatecast
