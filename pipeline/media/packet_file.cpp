// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/packet_file.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <sodium.h>

#include "presets/message.h"

namespace gatecast {

namespace {

// Layout, little endian: magic, header size, header, then packets (PacketHead, bytes), then a PacketHead of size
// kEndMark, then BLAKE2b-256 of everything before it.
constexpr std::array<char, 8> kMagic{'G', 'C', 'P', 'K', 'T', 'S', '0', '1'};
constexpr uint32_t kEndMark = 0xFFFFFFFF;
constexpr size_t kHash_bytes = 32;
constexpr uint32_t kLongestHeader_bytes = 16 << 20;
constexpr uint32_t kLargestPacket_bytes = 256 << 20;

struct PacketHead {
    int64_t pts = 0;
    int64_t dts = 0;
    int64_t duration = 0;
    uint32_t size = 0;
    uint32_t key = 0;
};
static_assert(sizeof(PacketHead) == 32);

struct CloseFile {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;
using Hash = std::array<unsigned char, kHash_bytes>;

[[noreturn]] void throw_damaged(const std::filesystem::path& path) {
    throw Error(message("{}: damaged. It is left out and made again.", path.string()));
}

File open_file(const std::filesystem::path& path, const char* mode) {
    File file(std::fopen(path.c_str(), mode));
    if (!file) throw Error(message("{}: cannot be opened: {}.", path.string(), std::strerror(errno)));
    return file;
}

std::string read_header(std::FILE* file, const std::filesystem::path& path) {
    std::array<char, 8> magic{};
    uint32_t size = 0;
    if (std::fread(magic.data(), magic.size(), 1, file) != 1 || magic != kMagic) throw_damaged(path);
    if (std::fread(&size, sizeof size, 1, file) != 1 || size > kLongestHeader_bytes) throw_damaged(path);
    std::string header(size, '\0');
    if (size > 0 && std::fread(header.data(), size, 1, file) != 1) throw_damaged(path);
    return header;
}

void check_hash(std::FILE* file, const std::filesystem::path& path) {
    const auto size = static_cast<int64_t>(std::filesystem::file_size(path));
    int64_t left = size - static_cast<int64_t>(kHash_bytes);
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, kHash_bytes);
    std::vector<unsigned char> bytes(1 << 18);
    while (left > 0) {
        const size_t wanted = static_cast<size_t>(std::min<int64_t>(left, std::ssize(bytes)));
        if (std::fread(bytes.data(), wanted, 1, file) != 1) throw_damaged(path);
        crypto_generichash_update(&state, bytes.data(), wanted);
        left -= static_cast<int64_t>(wanted);
    }
    Hash expected{}, found{};
    crypto_generichash_final(&state, expected.data(), expected.size());
    if (left < 0 || std::fread(found.data(), found.size(), 1, file) != 1 || found != expected) throw_damaged(path);
    std::rewind(file);
}

}  // namespace

struct PacketFileWriter::State {
    std::filesystem::path path;
    File file;
    crypto_generichash_state hash;

    void put(const void* bytes, size_t size) {
        crypto_generichash_update(&hash, static_cast<const unsigned char*>(bytes), size);
        if (size > 0 && std::fwrite(bytes, size, 1, file.get()) != 1) fail();
    }
    [[noreturn]] void fail() {
        const int cause = errno;
        file.reset();
        std::error_code none;
        std::filesystem::remove(path, none);
        throw Error(message("{}: cannot be written: {}.", path.string(), std::strerror(cause)));
    }
};

PacketFileWriter::PacketFileWriter(const std::filesystem::path& path, const std::string& header)
    : state_(new State{path, open_file(path, "wb"), {}}) {
    crypto_generichash_init(&state_->hash, nullptr, 0, kHash_bytes);
    const auto size = static_cast<uint32_t>(header.size());
    state_->put(kMagic.data(), kMagic.size());
    state_->put(&size, sizeof size);
    state_->put(header.data(), header.size());
}
PacketFileWriter::~PacketFileWriter() = default;

void PacketFileWriter::write(const Packet& packet) {
    const PacketHead head{packet.pts, packet.dts, packet.duration, static_cast<uint32_t>(packet.bytes.size()), packet.key};
    state_->put(&head, sizeof head);
    state_->put(packet.bytes.data(), packet.bytes.size());
}

void PacketFileWriter::finish() {
    const PacketHead end{0, 0, 0, kEndMark, 0};
    state_->put(&end, sizeof end);
    Hash hash{};
    crypto_generichash_final(&state_->hash, hash.data(), hash.size());
    if (std::fwrite(hash.data(), hash.size(), 1, state_->file.get()) != 1 || std::fflush(state_->file.get()) != 0) state_->fail();
    state_->file.reset();
}

struct PacketFileReader::State {
    std::filesystem::path path;
    File file;
    std::string header;
    bool ended = false;
};

PacketFileReader::PacketFileReader(const std::filesystem::path& path) : state_(new State{path, open_file(path, "rb"), {}, false}) {
    check_hash(state_->file.get(), path);
    state_->header = read_header(state_->file.get(), path);
}
PacketFileReader::~PacketFileReader() = default;
PacketFileReader::PacketFileReader(PacketFileReader&&) noexcept = default;
PacketFileReader& PacketFileReader::operator=(PacketFileReader&&) noexcept = default;

const std::string& PacketFileReader::header() const { return state_->header; }

std::optional<Packet> PacketFileReader::next() {
    if (state_->ended) return {};
    PacketHead head;
    if (std::fread(&head, sizeof head, 1, state_->file.get()) != 1) throw_damaged(state_->path);
    if (head.size == kEndMark) {
        state_->ended = true;
        return {};
    }
    if (head.size > kLargestPacket_bytes) throw_damaged(state_->path);
    Packet packet;
    packet.bytes.resize(head.size);
    if (head.size > 0 && std::fread(packet.bytes.data(), head.size, 1, state_->file.get()) != 1) throw_damaged(state_->path);
    packet.pts = head.pts;
    packet.dts = head.dts;
    packet.duration = head.duration;
    packet.key = head.key != 0;
    return packet;
}

std::string PacketFileReader::header_of(const std::filesystem::path& path) {
    const File file = open_file(path, "rb");
    return read_header(file.get(), path);
}

}  // namespace gatecast
