// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/executor.h"

#include "pipeline/render/local_executor.h"
#include "pipeline/render/slurm_executor.h"
#include "presets/message.h"

namespace gatecast {

namespace {

struct ExecutorKind {
    const char* name;
    std::unique_ptr<Executor> (*make)(const ExecutorSettings&);
};

constexpr ExecutorKind kKinds[] = {
    {"local", make_local_executor},
    {"slurm", make_slurm_executor},
};

}  // namespace

std::unique_ptr<Executor> make_executor(const std::string& name, const ExecutorSettings& settings) {
    std::string known;
    for (const ExecutorKind& kind : kKinds) {
        if (name == kind.name) return kind.make(settings);
        known += (known.empty() ? "" : ", ") + std::string(kind.name);
    }
    throw Error(message("--executor {}: unknown. Allowed: {}.", name, known));
}

void hear_line(const std::string& line, LaneOutcome& outcome, const std::function<void(const LaneEvent&)>& hear) {
    const auto event = event_from_line(line);
    if (!event) return;
    if (event->kind == LaneEvent::Kind::kWorkingOn) outcome.working_on = event->key;
    if (event->kind == LaneEvent::Kind::kFailed) {
        outcome.failure = event->message;
        outcome.of_machine = event->of_machine;
    }
    if (event->kind == LaneEvent::Kind::kFinished) outcome.finished = true;
    hear(*event);
}

}  // namespace gatecast
