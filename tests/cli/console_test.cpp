// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/console.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

namespace gatecast {
namespace {

struct Streams {
    std::ostringstream out, err;
};

TEST(ConsoleTest, ResultsAndRemarksGoApart) {
    Streams streams;
    Console console(streams.out, streams.err, {}, false);
    console.say(message("made {}", "a.mp4"));
    console.note(message("took long"));
    EXPECT_EQ(streams.out.str(), "made a.mp4\n");
    EXPECT_EQ(streams.err.str(), "took long\n");
    EXPECT_EQ(console.exit_code(), kDone);
}

TEST(ConsoleTest, WarningsAndFailuresDecideTheExitCode) {
    Streams streams;
    Console console(streams.out, streams.err, {}, false);
    console.warn(message("hm"));
    EXPECT_EQ(console.exit_code(), kDoneWithWarnings);
    EXPECT_EQ(console.warnings(), 1);
    console.fail(message("no"));
    EXPECT_EQ(console.exit_code(), kFailed);
    EXPECT_EQ(streams.err.str(), "Warning: hm\nError: no\n");
}

TEST(ConsoleTest, WithJsonStandardOutputIsOneValue) {
    Streams streams;
    Console console(streams.out, streams.err, {}, false);
    console.set_json(true);
    console.say(message("made"));
    console.print("table");
    console.print_json({{"file", "\xff.mp4"}});
    const auto value = nlohmann::json::parse(streams.out.str());
    EXPECT_TRUE(value["file"].is_string()) << "bytes that are no UTF-8 are replaced, not refused";
}

TEST(ConsoleTest, ProgressIsForTerminalsAndGivesWayToRemarks) {
    Streams quiet, shown;
    Console piped(quiet.out, quiet.err, {}, false);
    piped.progress("50 %");
    EXPECT_EQ(quiet.err.str(), "");
    Console terminal(shown.out, shown.err, {}, true);
    terminal.progress("50 %");
    terminal.note(message("a remark"));
    EXPECT_EQ(shown.err.str(), "\r\033[K50 %\r\033[Ka remark\n");
}

}  // namespace
}  // namespace gatecast
