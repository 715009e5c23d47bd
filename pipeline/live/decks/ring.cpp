// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/ring.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "presets/message.h"

namespace gatecast {

namespace {

constexpr int64_t kRow_bytes = 64;
constexpr int64_t kOverread_bytes = 64;  // what kernels may read past a row
constexpr int kMostSlots = 64;
constexpr int64_t kMostPicture_bytes = int64_t{8192} * 4352 * 3;
constexpr int kMostSide = 8192;
constexpr uint32_t kLast = 1, kRepeats = 2, kHasPicture = 4;

struct RingHead {
    std::atomic<uint32_t> freed;  // counts up; who waits for a place sleeps on it
    uint32_t unused[15];
};

/// In shared memory: plain numbers, of which the reader takes a copy before it looks at them.
struct SlotHead {
    std::atomic<uint32_t> full;  // 0: the writer's, 1: the reader's
    uint32_t flags;
    int64_t number;
    int32_t width, height;
    int32_t aspect_num, aspect_den;
    uint8_t chroma, depth, matrix, transfer, primaries, range, site, quarter_turns;
    double peak_nits;
    uint32_t samples;  // of each channel
    uint32_t unused;
};
static_assert(std::atomic<uint32_t>::is_always_lock_free);

constexpr int64_t kSlotHead_bytes = 128;
constexpr int64_t kSound_bytes = int64_t{kMostRingSamples} * kRingChannels * static_cast<int64_t>(sizeof(float));
static_assert(sizeof(SlotHead) <= kSlotHead_bytes && sizeof(RingHead) == 64);

int64_t round_up(int64_t bytes, int64_t to) {
    return (bytes + to - 1) / to * to;
}

int64_t slot_bytes(const RingShape& shape) {
    return round_up(kSlotHead_bytes + kSound_bytes + shape.picture_bytes + kOverread_bytes, 4096);
}

int64_t all_bytes(const RingShape& shape) {
    return 4096 + slot_bytes(shape) * shape.slots;
}

int64_t plane_stride(Size size, PixelFormat format, int plane) {
    return round_up(int64_t{plane_size(size, format, plane).width} * format.bytes_per_sample(), kRow_bytes);
}

/// Where the planes of a picture stand in its room.
template <typename Byte>
BasicImageView<Byte> view_at(Byte* room, Size size, PixelFormat format) {
    BasicImageView<Byte> view{format, size, {}};
    for (int plane = 0; plane < format.planes(); ++plane) {
        const int64_t stride = plane_stride(size, format, plane);
        view.planes[static_cast<size_t>(plane)] = {room, stride};
        room += stride * plane_size(size, format, plane).height;
    }
    return view;
}

bool valid(const RingShape& shape) {
    return shape.slots >= 2 && shape.slots <= kMostSlots && shape.picture_bytes >= 0 &&
           shape.picture_bytes <= kMostPicture_bytes;
}

/// A copy whose numbers may be believed, else nothing.
bool believable(const SlotHead& head, const RingShape& shape) {
    if (head.samples > static_cast<uint32_t>(kMostRingSamples)) return false;
    if ((head.flags & kHasPicture) == 0) return true;
    if (head.width < 1 || head.height < 1 || head.width > kMostSide || head.height > kMostSide) return false;
    if (head.aspect_num < 1 || head.aspect_den < 1 || head.aspect_num > 10'000 || head.aspect_den > 10'000)
        return false;
    if (head.chroma > static_cast<uint8_t>(Chroma::kRgb) || head.depth < 8 || head.depth > 16) return false;
    if (head.matrix > static_cast<uint8_t>(Matrix::kBt2020) || head.transfer > static_cast<uint8_t>(Transfer::kHlg) ||
        head.primaries > static_cast<uint8_t>(Primaries::kP3) || head.range > static_cast<uint8_t>(Range::kFull) ||
        head.site > static_cast<uint8_t>(ChromaSite::kTopLeft) || head.quarter_turns > 3)
        return false;
    if (!(head.peak_nits >= 1 && head.peak_nits <= 100'000)) return false;
    const PixelFormat format{static_cast<Chroma>(head.chroma), head.depth};
    return ring_bytes({head.width, head.height}, format) <= shape.picture_bytes;
}

void futex(std::atomic<uint32_t>& word, int operation, uint32_t value, const timespec* timeout) noexcept {
    syscall(SYS_futex, reinterpret_cast<uint32_t*>(&word), operation, value, timeout, nullptr, 0);
}

}  // namespace

int64_t ring_bytes(Size size, PixelFormat format) {
    int64_t bytes = 0;
    for (int plane = 0; plane < format.planes(); ++plane)
        bytes += plane_stride(size, format, plane) * plane_size(size, format, plane).height;
    return bytes;
}

/// The mapping, for as long as anybody holds a place in it.
class RingMemory {
public:
    RingMemory(Descriptor memory, const RingShape& shape) : descriptor_(std::move(memory)), shape_(shape) {
        void* mapped = mmap(nullptr, static_cast<size_t>(all_bytes(shape)), PROT_READ | PROT_WRITE, MAP_SHARED,
                            descriptor_.get(), 0);
        if (mapped == MAP_FAILED)
            throw Error(message("There is no room for the pictures of a deck ({}). Close other programs.",
                                std::strerror(errno)));
        base_ = static_cast<uint8_t*>(mapped);
    }
    ~RingMemory() { munmap(base_, static_cast<size_t>(all_bytes(shape_))); }
    RingMemory(const RingMemory&) = delete;
    RingMemory& operator=(const RingMemory&) = delete;

    [[nodiscard]] RingHead& head() const { return *reinterpret_cast<RingHead*>(base_); }
    [[nodiscard]] SlotHead& slot(uint32_t n) const { return *reinterpret_cast<SlotHead*>(base_ + offset(n)); }
    [[nodiscard]] float* sound(uint32_t n) const {
        return reinterpret_cast<float*>(base_ + offset(n) + kSlotHead_bytes);
    }
    [[nodiscard]] uint8_t* pixels(uint32_t n) const { return base_ + offset(n) + kSlotHead_bytes + kSound_bytes; }
    [[nodiscard]] const RingShape& shape() const { return shape_; }
    [[nodiscard]] int descriptor() const { return descriptor_.get(); }

    void give_back(uint32_t n) const noexcept {
        slot(n).full.store(0, std::memory_order_release);
        head().freed.fetch_add(1, std::memory_order_release);
        futex(head().freed, FUTEX_WAKE, 1, nullptr);
    }

private:
    [[nodiscard]] int64_t offset(uint32_t n) const { return 4096 + slot_bytes(shape_) * n; }

    Descriptor descriptor_;
    RingShape shape_;
    uint8_t* base_ = nullptr;
};

RingReader::RingReader(const RingShape& shape) {
    Descriptor memory(memfd_create("gatecast-deck", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!valid(shape) || !memory || ftruncate(memory.get(), all_bytes(shape)) != 0 ||
        fcntl(memory.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        throw Error(
            message("There is no room for the pictures of a deck ({}). Close other programs.", std::strerror(errno)));
    memory_ = std::make_shared<RingMemory>(std::move(memory), shape);
}
RingReader::~RingReader() = default;

int RingReader::descriptor() const {
    return memory_->descriptor();
}

const RingShape& RingReader::shape() const {
    return memory_->shape();
}

bool RingReader::has_next() const noexcept {
    return memory_->slot(next_).full.load(std::memory_order_acquire) == 1;
}

int RingReader::waiting() const noexcept {
    int count = 0;
    const auto slots = static_cast<uint32_t>(shape().slots);
    while (count < shape().slots &&
           memory_->slot((next_ + static_cast<uint32_t>(count)) % slots).full.load(std::memory_order_acquire) == 1)
        ++count;
    return count;
}

bool RingReader::take(RingFrame& frame) noexcept {
    if (!has_next()) return false;
    const uint32_t place = next_;
    next_ = (next_ + 1) % static_cast<uint32_t>(shape().slots);
    const SlotHead& shared = memory_->slot(place);
    SlotHead head{};
    std::memcpy(reinterpret_cast<char*>(&head) + sizeof head.full,
                reinterpret_cast<const char*>(&shared) + sizeof head.full, sizeof head - sizeof head.full);
    frame.picture.reset();
    frame.sound.clear();
    if (!believable(head, shape())) {
        ++refused_;
        head.flags = kRepeats | (head.flags & kLast);
        head.samples = 0;
    }
    frame.number = head.number;
    frame.last = (head.flags & kLast) != 0;
    frame.repeats = (head.flags & kRepeats) != 0;
    frame.sound.resize(size_t{head.samples} * kRingChannels);
    std::memcpy(frame.sound.data(), memory_->sound(place), frame.sound.size() * sizeof(float));
    if ((head.flags & kHasPicture) == 0) {
        memory_->give_back(place);
        return true;
    }
    Picture picture;
    picture.view = view_at<const uint8_t>(memory_->pixels(place), {head.width, head.height},
                                          {static_cast<Chroma>(head.chroma), head.depth});
    picture.colour = {static_cast<Matrix>(head.matrix),       static_cast<Transfer>(head.transfer),
                      static_cast<Primaries>(head.primaries), static_cast<Range>(head.range),
                      static_cast<ChromaSite>(head.site),     head.peak_nits};
    picture.id = new_picture_id();
    picture.owner = std::shared_ptr<const void>(memory_->pixels(place),
                                                [memory = memory_, place](const void*) { memory->give_back(place); });
    frame.sample_aspect = {head.aspect_num, head.aspect_den};
    frame.rotation_degrees = head.quarter_turns * 90;
    frame.picture = std::move(picture);
    return true;
}

RingWriter::RingWriter(Descriptor memory, const RingShape& shape) {
    struct stat state {};
    const int seals = fcntl(memory.get(), F_GET_SEALS);
    if (!valid(shape) || fstat(memory.get(), &state) != 0 || state.st_size != all_bytes(shape) || seals < 0 ||
        (seals & F_SEAL_SHRINK) == 0)
        throw Error(message("The mixer sent no usable memory. Start the site again."));
    memory_ = std::make_shared<RingMemory>(std::move(memory), shape);
}
RingWriter::~RingWriter() = default;

bool RingWriter::fits(Size size, PixelFormat format) const {
    return size.width <= kMostSide && size.height <= kMostSide &&
           ring_bytes(size, format) <= memory_->shape().picture_bytes;
}

bool RingWriter::wait_for_place(Time patience) noexcept {
    std::atomic<uint32_t>& freed = memory_->head().freed;
    const uint32_t seen = freed.load(std::memory_order_acquire);
    const std::atomic<uint32_t>& full = memory_->slot(next_).full;
    if (full.load(std::memory_order_acquire) == 0) return true;
    const timespec most{patience.count() / 1'000'000'000, patience.count() % 1'000'000'000};
    futex(freed, FUTEX_WAIT, seen, &most);
    return full.load(std::memory_order_acquire) == 0;
}

void RingWriter::put(const RingFrame& frame) noexcept {
    SlotHead& head = memory_->slot(next_);
    head.flags = (frame.last ? kLast : 0) | (frame.repeats ? kRepeats : 0) | (frame.picture ? kHasPicture : 0);
    head.number = frame.number;
    head.samples = static_cast<uint32_t>(frame.sound.size() / kRingChannels);
    std::memcpy(memory_->sound(next_), frame.sound.data(), frame.sound.size() * sizeof(float));
    if (frame.picture) {
        const ConstImageView& view = frame.picture->view;
        const ColourSpec& colour = frame.picture->colour;
        head.width = view.size.width;
        head.height = view.size.height;
        head.aspect_num = static_cast<int32_t>(frame.sample_aspect.num);
        head.aspect_den = static_cast<int32_t>(frame.sample_aspect.den);
        head.chroma = static_cast<uint8_t>(view.format.chroma);
        head.depth = static_cast<uint8_t>(view.format.depth);
        head.matrix = static_cast<uint8_t>(colour.matrix);
        head.transfer = static_cast<uint8_t>(colour.transfer);
        head.primaries = static_cast<uint8_t>(colour.primaries);
        head.range = static_cast<uint8_t>(colour.range);
        head.site = static_cast<uint8_t>(colour.site);
        head.quarter_turns = static_cast<uint8_t>(frame.rotation_degrees / 90);
        head.peak_nits = colour.peak_nits;
        copy(view, view_at<uint8_t>(memory_->pixels(next_), view.size, view.format));
    }
    head.full.store(1, std::memory_order_release);
    next_ = (next_ + 1) % static_cast<uint32_t>(memory_->shape().slots);
}

}  // namespace gatecast
