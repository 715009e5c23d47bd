// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/stop.h"

#include <csignal>

namespace gatecast {

namespace {

volatile std::sig_atomic_t asked = 0;

void ask(int) {
    asked = 1;
}

}  // namespace

void hear_stop_signals() {
    struct sigaction stopping {};
    stopping.sa_handler = ask;
    sigaction(SIGINT, &stopping, nullptr);
    sigaction(SIGTERM, &stopping, nullptr);
}

bool stop_asked() {
    return asked != 0;
}

}  // namespace gatecast
