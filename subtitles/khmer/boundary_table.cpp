// SPDX-License-Identifier: GPL-3.0-or-later
// boundaries.bin as a part of the program: nothing to find at run time, its pages are shared between processes.
#include "subtitles/khmer/boundary_model.h"

asm(R"(
    .pushsection .rodata
    .balign 16
    .globl gatecast_khmer_boundaries
    .hidden gatecast_khmer_boundaries
gatecast_khmer_boundaries:
    .incbin ")" GATECAST_KHMER_BOUNDARIES R"("
    .globl gatecast_khmer_boundaries_end
    .hidden gatecast_khmer_boundaries_end
gatecast_khmer_boundaries_end:
    .popsection
)");

extern "C" {
extern const uint8_t gatecast_khmer_boundaries[];
extern const uint8_t gatecast_khmer_boundaries_end[];
}

namespace gatecast::khmer {

std::span<const uint8_t> shipped_table_bytes() {
    return {gatecast_khmer_boundaries, gatecast_khmer_boundaries_end};
}

}  // namespace gatecast::khmer
