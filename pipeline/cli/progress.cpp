// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/progress.h"

#include "pipeline/cli/times.h"

namespace gatecast {

namespace {

constexpr auto kRedraw = std::chrono::milliseconds(200);

}  // namespace

Progress::Progress(Console& console, std::string name)
    : console_(console), name_(std::move(name)), begun_(Clock::now()), shown_(begun_ - kRedraw) {}

void Progress::show(int64_t done, int64_t all) {
    if (all <= 0) return;
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - begun_).count();
    const double a_second = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    const double left = a_second > 0 ? static_cast<double>(all - done) / a_second : 0;
    const int percent = static_cast<int>(100 * done / all);
    const auto line = [&] {
        return console_.text(message("{}: {} of {} frames, {}%, {} frames/s, {} left", name_, done, all, percent,
                                     fmt::format("{:.1f}", a_second),
                                     show_time(Time(static_cast<int64_t>(left * 1e9)))));
    };
    if (console_.terminal()) {
        if (now - shown_ < kRedraw && done < all) return;
        shown_ = now;
        console_.progress(line());
    } else if (!console_.json() && percent / 25 > quarter_ && done < all) {
        quarter_ = percent / 25;
        console_.say(message("{}: {} of {} frames, {}%, {} frames/s, {} left", name_, done, all, percent,
                             fmt::format("{:.1f}", a_second), show_time(Time(static_cast<int64_t>(left * 1e9)))));
    }
}

void Progress::finish() {
    console_.progress("");
}

}  // namespace gatecast
