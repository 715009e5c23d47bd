// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for the shared pointers that are handed out every frame, used again instead of allocated. canvas.cpp and
// image.cpp call it; what was handed out may be dropped on any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <new>

namespace gatecast {

class LoanBlocks {
public:
    /// More than kCount at a time come from the heap.
    [[nodiscard]] void* take(size_t bytes) {
        for (Block& block : blocks_) {
            if (bytes <= kBytes && !block.taken.exchange(true, std::memory_order_acquire)) return block.bytes.data();
        }
        return ::operator new(bytes);
    }
    void give_back(void* memory) noexcept {
        for (Block& block : blocks_) {
            if (block.bytes.data() == memory) return block.taken.store(false, std::memory_order_release);
        }
        ::operator delete(memory);
    }

private:
    static constexpr size_t kBytes = 96;
    static constexpr size_t kCount = 32;  // a few more than an encoder's queue

    struct Block {
        alignas(std::max_align_t) std::array<std::byte, kBytes> bytes;
        std::atomic<bool> taken{false};
    };
    std::array<Block, kCount> blocks_;
};

/// For the last argument of shared_ptr's constructor; keeps the blocks alive as long as one is out.
template <typename T>
struct LoanAllocator {
    using value_type = T;

    explicit LoanAllocator(std::shared_ptr<LoanBlocks> from) : blocks(std::move(from)) {}
    template <typename U>
    LoanAllocator(const LoanAllocator<U>& other)  // NOLINT: allocators convert
        : blocks(other.blocks) {}

    [[nodiscard]] T* allocate(size_t count) { return static_cast<T*>(blocks->take(count * sizeof(T))); }
    void deallocate(T* memory, size_t) noexcept { blocks->give_back(memory); }
    template <typename U>
    friend bool operator==(const LoanAllocator& a, const LoanAllocator<U>& b) {
        return a.blocks == b.blocks;
    }

    std::shared_ptr<LoanBlocks> blocks;
};

}  // namespace gatecast
