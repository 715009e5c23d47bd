// SPDX-License-Identifier: GPL-3.0-or-later
// The heap as usual, counted. In a file of its own: seen by the compiler beside its callers, new and delete would not
// look like a pair to it.
#include "tests/scene/allocations.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<int64_t> count{0};

}  // namespace

int64_t gatecast::test::allocations() {
    return count;
}

void* operator new(size_t bytes) {
    ++count;
    if (void* memory = std::malloc(bytes > 0 ? bytes : 1)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, size_t) noexcept {
    std::free(memory);
}
