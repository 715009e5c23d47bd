// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes as processes of this machine, as many at once as asked for. They die with their starter.
#pragma once

#include "pipeline/render/executor.h"

namespace gatecast {

[[nodiscard]] std::unique_ptr<Executor> make_local_executor(const ExecutorSettings& settings);

}  // namespace gatecast
