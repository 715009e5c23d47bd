// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes as the tasks of one Slurm array: submitted, followed through the files they speak into, submitted again where
// Slurm lost them. The array outlives its starter; the same job started again finds and follows it.
#pragma once

#include "pipeline/render/executor.h"

namespace gatecast {

[[nodiscard]] std::unique_ptr<Executor> make_slurm_executor(const ExecutorSettings& settings);

}  // namespace gatecast
