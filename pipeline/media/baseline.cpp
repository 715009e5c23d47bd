// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/baseline.h"

extern "C" {
#include <libavutil/cpu.h>
}

#include "pipeline/media/complaints.h"

namespace gatecast {
namespace {

#if defined(__x86_64__)
constexpr int kBaseline = AV_CPU_FLAG_CMOV | AV_CPU_FLAG_MMX | AV_CPU_FLAG_MMXEXT | AV_CPU_FLAG_SSE | AV_CPU_FLAG_SSE2 |
                          AV_CPU_FLAG_SSE3 | AV_CPU_FLAG_SSSE3 | AV_CPU_FLAG_SSE4 | AV_CPU_FLAG_SSE42 |
                          AV_CPU_FLAG_AVX | AV_CPU_FLAG_AVX2 | AV_CPU_FLAG_FMA3 | AV_CPU_FLAG_BMI1 | AV_CPU_FLAG_BMI2;
#else
constexpr int kBaseline = 0;
#endif

}  // namespace

void force_cpu_baseline() {
    av_force_cpu_flags(kBaseline);
    listen_for_complaints();
}

bool cpu_has_baseline() {
    const int forced = av_get_cpu_flags();
    av_force_cpu_flags(-1);  // -1: ask the machine again
    const int machine = av_get_cpu_flags();
    av_force_cpu_flags(forced);
    return (machine & kBaseline) == kBaseline;
}

}  // namespace gatecast
