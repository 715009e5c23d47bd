// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that share the work of one picture. This room starts none: pipeline/scene/slice_team.h has them, and hands
// them to Canvas.
#pragma once

namespace gatecast {

class Team {
public:
    virtual ~Team() = default;

    /// How many work at a time, the caller included.
    [[nodiscard]] virtual int size() const noexcept = 0;

    /// Calls job(context, 0) ... job(context, count - 1), each once, some on other threads; returns when all are done.
    virtual void run(int count, void (*job)(void* context, int slice) noexcept, void* context) noexcept = 0;
};

}  // namespace gatecast
