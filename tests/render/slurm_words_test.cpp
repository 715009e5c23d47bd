// SPDX-License-Identifier: GPL-3.0-or-later
// What Slurm says, read: lines of squeue and errors of sbatch as version 22.05 writes them; lanes' words in files.
#include <fstream>

#include "pipeline/render/executor.h"
#include "pipeline/render/lane_file.h"
#include "pipeline/render/slurm.h"
#include "tests/render/room.h"

namespace gatecast {
namespace {

TEST(SlurmWords, ALineOfSqueueIsATask) {
    const auto task = task_from_line("7 1 FAILED 9 JobLaunchFailure ");
    ASSERT_TRUE(task);
    EXPECT_EQ(task->array, 7);
    EXPECT_EQ(task->number, 1U);
    EXPECT_EQ(task->fate, TaskFate::kFailed);
    EXPECT_EQ(task->wait_status, 9);
    EXPECT_EQ(task_from_line("7 12 PENDING 0 Resources ")->fate, TaskFate::kWaiting);
    EXPECT_EQ(task_from_line("7 12 COMPLETING 0 None ")->fate, TaskFate::kRunning);
    EXPECT_EQ(task_from_line("7 12 PREEMPTED 0 None ")->fate, TaskFate::kLost);
    EXPECT_EQ(task_from_line("7 12 PENDING 0 launch_failed_requeued_held ")->fate, TaskFate::kHeld);
    EXPECT_FALSE(task_from_line("slurm_load_jobs error: Invalid job id specified"));
    EXPECT_FALSE(task_from_line(""));
}

TEST(SlurmWords, AnErrorOfSbatchIsASentence) {
    const auto sentence = [](const char* words) { return in_english(sbatch_error(words)); };
    EXPECT_NE(sentence("sbatch: error: invalid partition specified: foo\nsbatch: error: Batch job submission failed: "
                       "Invalid partition name specified")
                  .find("no such partition"),
              std::string::npos);
    EXPECT_NE(
        sentence("sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)")
            .find("slurmctld"),
        std::string::npos);
    EXPECT_NE(
        sentence("sbatch: error: If munged is up, restart with --num-threads=10\nsbatch: error: Munge encode failed: "
                 "Failed to access \"/run/munge/munge.socket.2\": No such file or directory")
            .find("munged"),
        std::string::npos);
    EXPECT_NE(sentence("sbatch: error: something new").find("something new"), std::string::npos);
}

TEST(SlurmWords, SettingsBecomeOptionsOfSbatch) {
    EXPECT_EQ(sbatch_options({{"partition", "night"}, {"memory", "2G"}, {"option", "--exclude=n7"}}),
              (std::vector<std::string>{"--partition=night", "--mem=2G", "--exclude=n7"}));
    EXPECT_EQ(sbatch_options({}), std::vector<std::string>{"--mem=1G"});
    EXPECT_THROW(static_cast<void>(sbatch_options({{"colour", "red"}})), Error);
}

class LaneFileTest : public RenderRoom {};

TEST_F(LaneFileTest, OnlyWholeLinesAreRead) {
    const auto path = directory_ / "lane-0.out";
    LaneFile file(path);
    std::vector<std::string> lines;
    const auto take = [&](const std::string& line) { lines.push_back(line); };
    file.read(take);
    EXPECT_FALSE(file.begun());
    std::ofstream(path) << "one\ntw";
    file.read(take);
    EXPECT_TRUE(file.begun());
    EXPECT_EQ(lines, std::vector<std::string>{"one"});
    std::ofstream(path, std::ios::app) << "o\n";
    file.read(take);
    EXPECT_EQ(lines, (std::vector<std::string>{"one", "two"}));
}

TEST(LaneWords, WhatAKilledLaneLeftUnfinishedIsNoEvent) {
    LaneOutcome outcome;
    std::vector<LaneEvent> heard;
    const auto hear = [&](const LaneEvent& event) { heard.push_back(event); };
    const std::string whole = to_line({LaneEvent::Kind::kMade, 0, "key", {}});
    for (size_t length = 0; length + 1 < whole.size(); ++length) hear_line(whole.substr(0, length), outcome, hear);
    hear_line(whole.substr(0, 5) + whole, outcome, hear);
    hear_line("{\"kind\":\"made\"}", outcome, hear);
    hear_line("{\"kind\":99}", outcome, hear);
    EXPECT_TRUE(heard.empty());
    hear_line(to_line({LaneEvent::Kind::kFinished, 0, {}, {}}), outcome, hear);
    EXPECT_TRUE(outcome.finished);
}

}  // namespace
}  // namespace gatecast
