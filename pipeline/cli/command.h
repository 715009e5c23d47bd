// SPDX-License-Identifier: GPL-3.0-or-later
// What one command of the program is: a row of the table in main.cpp, with a function in a file of its own.
#pragma once

#include <string>
#include <vector>

namespace gatecast {

class Console;

/// What the program returns to the shell.
enum ExitCode : int { kDone = 0, kFailed = 1, kUsage = 2, kDoneWithWarnings = 3 };

struct Command {
    const char* name;
    const char* help;  // N_(), one line; null: not listed (for the program's own use)
    /// Throws Error (exit code 1) or UsageError (2); otherwise usually returns console.exit_code().
    int (*run)(const std::vector<std::string>& arguments, Console& console);
};

int run_day(const std::vector<std::string>& arguments, Console& console);
int run_presets(const std::vector<std::string>& arguments, Console& console);
int run_displays(const std::vector<std::string>& arguments, Console& console);
int run_check(const std::vector<std::string>& arguments, Console& console);
int run_subs(const std::vector<std::string>& arguments, Console& console);
int run_check_system(const std::vector<std::string>& arguments, Console& console);
int run_probe(const std::vector<std::string>& arguments, Console& console);
int run_render(const std::vector<std::string>& arguments, Console& console);
int run_preview(const std::vector<std::string>& arguments, Console& console);
int run_bench(const std::vector<std::string>& arguments, Console& console);
int run_watch(const std::vector<std::string>& arguments, Console& console);
int run_sync(const std::vector<std::string>& arguments, Console& console);
int run_cache(const std::vector<std::string>& arguments, Console& console);
int run_asrun(const std::vector<std::string>& arguments, Console& console);
int run_catalogue(const std::vector<std::string>& arguments, Console& console);
int run_live(const std::vector<std::string>& arguments, Console& console);
int run_ctl(const std::vector<std::string>& arguments, Console& console);
int run_status(const std::vector<std::string>& arguments, Console& console);
int run_deck_command(const std::vector<std::string>& arguments, Console& console);
int run_mixer_command(const std::vector<std::string>& arguments, Console& console);
int run_text_command(const std::vector<std::string>& arguments, Console& console);
int run_output_command(const std::vector<std::string>& arguments, Console& console);
int run_approve(const std::vector<std::string>& arguments, Console& console);
int run_withdraw(const std::vector<std::string>& arguments, Console& console);
int run_approvals(const std::vector<std::string>& arguments, Console& console);
int run_nightly(const std::vector<std::string>& arguments, Console& console);
int run_rush(const std::vector<std::string>& arguments, Console& console);
int run_item(const std::vector<std::string>& arguments, Console& console);
int run_console_command(const std::vector<std::string>& arguments, Console& console);
int run_people(const std::vector<std::string>& arguments, Console& console);
int run_lane_command(const std::vector<std::string>& arguments, Console& console);

}  // namespace gatecast
