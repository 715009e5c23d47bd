// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/packet_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "presets/machine_error.h"
#include "presets/message.h"

// The file, all numbers little endian:
//   magic 8 | header bytes u64 | header | packets' bytes | table: 41 bytes each | packets u64 | table offset u64 | hash
//   32
namespace gatecast {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are written as they lie in memory");

constexpr std::array<char, 8> kMagic = {'G', 'C', 'P', 'K', 'T', '0', '0', '1'};  // the last three: version
constexpr int64_t kHashBytes = 32;
constexpr int64_t kEntryBytes = 41;
constexpr int64_t kHeadBytes = 16;
constexpr int64_t kTailBytes = 16 + kHashBytes;
constexpr size_t kReadBytes = size_t{1} << 20;

[[noreturn]] void damaged(const std::filesystem::path& path) {
    throw Error(message("{} is damaged and is not used. Clean the cache; it will be rendered again.", path.string()));
}

[[noreturn]] void failed(const std::filesystem::path& path) {
    const int cause = errno;
    throw_for(cause, message("{} cannot be written or read ({}). Check the disk, its rights and its free space.",
                             path.string(), std::generic_category().message(cause)));
}

class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags) : value_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {
        if (value_ < 0) failed(path);
    }
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return value_; }

private:
    int value_;
};

class Hash {
public:
    Hash() { crypto_generichash_init(&state_, nullptr, 0, kHashBytes); }
    void add(const void* bytes, size_t count) {
        crypto_generichash_update(&state_, static_cast<const unsigned char*>(bytes), count);
    }
    [[nodiscard]] std::array<uint8_t, kHashBytes> finish() {
        std::array<uint8_t, kHashBytes> digest{};
        crypto_generichash_final(&state_, digest.data(), digest.size());
        return digest;
    }

private:
    crypto_generichash_state state_;
};

void put(std::vector<uint8_t>& out, int64_t value) {
    const auto bytes = std::bit_cast<std::array<uint8_t, 8>>(value);
    out.insert(out.end(), bytes.begin(), bytes.end());
}

int64_t get(const uint8_t* at) {
    int64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

}  // namespace

struct PacketFileWriter::State {
    std::filesystem::path path;
    Descriptor file;
    Hash hash;
    int64_t offset = 0;
    int64_t packets = 0;
    std::vector<uint8_t> table;

    explicit State(const std::filesystem::path& name) : path(name), file(name, O_WRONLY | O_CREAT | O_TRUNC) {}

    void write(const void* bytes, size_t count) {
        hash.add(bytes, count);
        write_unhashed(bytes, count);
    }

    void write_unhashed(const void* bytes, size_t count) {
        const auto* at = static_cast<const char*>(bytes);
        offset += static_cast<int64_t>(count);
        while (count > 0) {
            const ssize_t wrote = ::write(file.get(), at, count);
            if (wrote < 0 && errno == EINTR) continue;
            if (wrote < 0) failed(path);
            at += wrote;
            count -= static_cast<size_t>(wrote);
        }
    }
};

PacketFileWriter::PacketFileWriter(const std::filesystem::path& path, const std::string& header)
    : state_(std::make_unique<State>(path)) {
    std::vector<uint8_t> head(kMagic.begin(), kMagic.end());
    put(head, static_cast<int64_t>(header.size()));
    state_->write(head.data(), head.size());
    state_->write(header.data(), header.size());
}

PacketFileWriter::~PacketFileWriter() = default;

void PacketFileWriter::write(const Packet& packet) {
    State& s = *state_;
    for (const int64_t value :
         {packet.pts, packet.dts, packet.duration, s.offset, static_cast<int64_t>(packet.bytes.size())})
        put(s.table, value);
    s.table.push_back(packet.key ? 1 : 0);
    ++s.packets;
    s.write(packet.bytes.data(), packet.bytes.size());
}

void PacketFileWriter::finish() {
    State& s = *state_;
    const int64_t table_offset = s.offset;
    put(s.table, s.packets);
    put(s.table, table_offset);
    s.write(s.table.data(), s.table.size());
    const auto digest = s.hash.finish();
    s.write_unhashed(digest.data(), digest.size());
    if (::fsync(s.file.get()) != 0) failed(s.path);
}

struct PacketFileReader::State {
    std::filesystem::path path;
    Descriptor file;
    int64_t size = 0;
    std::string header;
    std::string hash;
    std::vector<PacketEntry> entries;
    size_t at = 0;

    explicit State(const std::filesystem::path& name) : path(name), file(name, O_RDONLY) {
        struct stat status {};
        if (::fstat(file.get(), &status) != 0) failed(path);
        size = status.st_size;
        if (size < kHeadBytes + kTailBytes) damaged(path);
    }

    void read(int64_t offset, void* bytes, size_t count) const {
        auto* to = static_cast<char*>(bytes);
        while (count > 0) {
            const ssize_t got = ::pread(file.get(), to, count, offset);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) failed(path);
            if (got == 0) damaged(path);
            to += got;
            offset += got;
            count -= static_cast<size_t>(got);
        }
    }

    void verify() const {
        Hash sum;
        std::vector<uint8_t> buffer(kReadBytes);
        for (int64_t offset = 0; offset < size - kHashBytes;) {
            const auto count =
                static_cast<size_t>(std::min<int64_t>(static_cast<int64_t>(kReadBytes), size - kHashBytes - offset));
            read(offset, buffer.data(), count);
            sum.add(buffer.data(), count);
            offset += static_cast<int64_t>(count);
        }
        std::array<uint8_t, kHashBytes> stored{};
        read(size - kHashBytes, stored.data(), stored.size());
        if (sum.finish() != stored) damaged(path);
    }

    void read_header() {
        std::array<uint8_t, kHeadBytes> head{};
        read(0, head.data(), head.size());
        const int64_t count = get(head.data() + 8);
        if (std::memcmp(head.data(), kMagic.data(), kMagic.size()) != 0 || count < 0 ||
            count > size - kHeadBytes - kTailBytes)
            damaged(path);
        header.resize(static_cast<size_t>(count));
        read(kHeadBytes, header.data(), header.size());
    }

    void read_table() {
        std::array<uint8_t, kTailBytes> tail{};
        read(size - kTailBytes, tail.data(), tail.size());
        const int64_t count = get(tail.data());
        const int64_t offset = get(tail.data() + 8);
        const int64_t end = size - kTailBytes;
        if (count < 0 || offset < kHeadBytes || offset > end || count != (end - offset) / kEntryBytes ||
            (end - offset) % kEntryBytes != 0)
            damaged(path);
        std::vector<uint8_t> table(static_cast<size_t>(end - offset));
        read(offset, table.data(), table.size());
        entries.reserve(static_cast<size_t>(count));
        for (const uint8_t* row = table.data(); row < table.data() + table.size(); row += kEntryBytes) {
            const PacketEntry entry{get(row), get(row + 8), get(row + 16), get(row + 24), get(row + 32), row[40] != 0};
            if (entry.bytes < 0 || entry.offset < kHeadBytes || entry.bytes > offset - entry.offset) damaged(path);
            entries.push_back(entry);
        }
        std::array<char, kHashBytes * 2 + 1> hex{};
        sodium_bin2hex(hex.data(), hex.size(), tail.data() + 16, kHashBytes);
        hash = hex.data();
    }
};

PacketFileReader::PacketFileReader(const std::filesystem::path& path, bool verify)
    : state_(std::make_unique<State>(path)) {
    if (verify) state_->verify();
    state_->read_header();
    state_->read_table();
}

PacketFileReader::~PacketFileReader() = default;
PacketFileReader::PacketFileReader(PacketFileReader&&) noexcept = default;

const std::string& PacketFileReader::header() const {
    return state_->header;
}
const std::vector<PacketEntry>& PacketFileReader::entries() const {
    return state_->entries;
}
const std::string& PacketFileReader::hash() const {
    return state_->hash;
}

std::optional<Packet> PacketFileReader::next() {
    State& s = *state_;
    if (s.at == s.entries.size()) return {};
    const PacketEntry& entry = s.entries[s.at++];
    Packet packet;
    packet.bytes.resize(static_cast<size_t>(entry.bytes));
    s.read(entry.offset, packet.bytes.data(), packet.bytes.size());
    packet.pts = entry.pts;
    packet.dts = entry.dts;
    packet.duration = entry.duration;
    packet.key = entry.key;
    return packet;
}

}  // namespace gatecast
