// SPDX-License-Identifier: GPL-3.0-or-later
// How often this process has asked for memory, for tests of what a frame may cost.
#pragma once

#include <cstdint>

namespace gatecast::test {

[[nodiscard]] int64_t allocations();

}  // namespace gatecast::test
