// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/stop.h"

#include <csignal>

namespace gatecast {

namespace {

volatile std::sig_atomic_t asked = 0;
volatile std::sig_atomic_t reload = 0;

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

void hear_reload_signal() {
    struct sigaction reloading {};
    reloading.sa_handler = [](int) { reload = 1; };
    sigaction(SIGHUP, &reloading, nullptr);
}

bool reload_asked() {
    const bool asked_for = reload != 0;
    reload = 0;
    return asked_for;
}

bool stop_asked() {
    return asked != 0;
}

}  // namespace gatecast
