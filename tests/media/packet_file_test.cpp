// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/packet_file.h"

#include <gtest/gtest.h>

#include "presets/message.h"
#include "tests/media/material.h"

namespace gatecast::test {
namespace {

std::vector<Packet> some_packets() {
    std::vector<Packet> packets;
    for (int i = 0; i < 20; ++i) {
        Packet packet;
        packet.bytes.assign(static_cast<size_t>(i * 97), static_cast<uint8_t>(i));
        packet.pts = i * 3 - 5;
        packet.dts = i * 3 - 9;
        packet.duration = 3;
        packet.key = i % 5 == 0;
        packets.push_back(std::move(packet));
    }
    return packets;
}

void store(const std::filesystem::path& path, const std::string& header) {
    PacketFileWriter writer(path, header);
    for (const Packet& packet : some_packets()) writer.write(packet);
    writer.finish();
}

TEST(PacketFile, GivesBackWhatWasWritten) {
    const TempFolder folder;
    store(folder / "a", R"({"frames":20})");
    PacketFileReader reader(folder / "a");
    EXPECT_EQ(reader.header(), R"({"frames":20})");
    ASSERT_EQ(reader.entries().size(), 20U);
    for (const Packet& wanted : some_packets()) {
        const auto packet = reader.next();
        ASSERT_TRUE(packet);
        EXPECT_EQ(packet->bytes, wanted.bytes);
        EXPECT_EQ(packet->pts, wanted.pts);
        EXPECT_EQ(packet->dts, wanted.dts);
        EXPECT_EQ(packet->duration, wanted.duration);
        EXPECT_EQ(packet->key, wanted.key);
    }
    EXPECT_FALSE(reader.next());
}

TEST(PacketFile, HashTellsContentNotName) {
    const TempFolder folder;
    store(folder / "a", "x");
    store(folder / "b", "x");
    store(folder / "c", "y");
    EXPECT_EQ(PacketFileReader(folder / "a").hash(), PacketFileReader(folder / "b").hash());
    EXPECT_NE(PacketFileReader(folder / "a").hash(), PacketFileReader(folder / "c").hash());
}

TEST(PacketFile, RefusesEveryChangedByteAndEveryCut) {
    const TempFolder folder;
    store(folder / "a", "header");
    const std::vector<uint8_t> whole = read_bytes(folder / "a");
    for (size_t at = 0; at < whole.size(); at += at < 64 || at + 1000 > whole.size() ? 1 : 199) {
        std::vector<uint8_t> changed = whole;
        changed[at] = static_cast<uint8_t>(changed[at] ^ 0x10);
        write_bytes(folder / "b", changed);
        EXPECT_THROW(PacketFileReader(folder / "b"), Error) << at;
        write_bytes(folder / "c", {whole.begin(), whole.begin() + static_cast<ptrdiff_t>(at)});
        EXPECT_THROW(PacketFileReader(folder / "c"), Error) << at;
    }
}

TEST(PacketFile, WithoutItsHashCheckedANonsenseTableIsStillRefused) {
    const TempFolder folder;
    store(folder / "a", "header");
    std::vector<uint8_t> bytes = read_bytes(folder / "a");
    for (size_t back = 33; back <= 48; ++back) {  // count and offset of the table
        std::vector<uint8_t> changed = bytes;
        changed[changed.size() - back] ^= 0x7F;
        write_bytes(folder / "b", changed);
        EXPECT_THROW(PacketFileReader(folder / "b", false), Error) << back;
    }
}

TEST(PacketFile, AnUnfinishedFileIsNoFile) {
    const TempFolder folder;
    {
        PacketFileWriter writer(folder / "a", "header");
        for (const Packet& packet : some_packets()) writer.write(packet);
    }
    EXPECT_THROW(PacketFileReader(folder / "a"), Error);
    EXPECT_THROW(PacketFileReader(folder / "none"), Error);
    EXPECT_THROW(PacketFileWriter(folder.path() / "no" / "folder", ""), Error);
}

}  // namespace
}  // namespace gatecast::test
