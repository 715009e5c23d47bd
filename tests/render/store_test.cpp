// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

#include "pipeline/render/key.h"
#include "pipeline/render/maker.h"
#include "pipeline/render/manifest.h"
#include "presets/message.h"
#include "tests/render/room.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

class StoreTest : public RenderRoom {
protected:
    Store store_{directory_ / "store"};
};

std::string key(int n) {
    return KeyBuilder("test").add("n", n).hex();
}

void age(const fs::path& file, int seconds) {
    const timespec times[2] = {{1'700'000'000 - seconds, 0}, {1'700'000'000 - seconds, 0}};
    utimensat(AT_FDCWD, file.c_str(), times, 0);
}

TEST_F(StoreTest, AnEntryIsWholeOrNotThere) {
    const fs::path part = store_.begin(key(1));
    std::ofstream(part) << "half";
    EXPECT_FALSE(store_.has(key(1)));
    store_.commit(part, key(1));
    EXPECT_TRUE(store_.has(key(1)));
    EXPECT_EQ(read_whole(store_.path_of(key(1))), "half");
    EXPECT_FALSE(fs::exists(part));
}

TEST_F(StoreTest, CleaningTakesTheLongestUnusedFirst) {
    for (int i = 0; i < 4; ++i) {
        store_.put_text(key(i), std::string(1000, 'x'));
        age(store_.path_of(key(i)), 100 - i);
    }
    store_.touch(key(0));
    const int64_t one_bytes = store_.usage().bytes / 4;
    const Store::Usage removed = store_.clean(2 * one_bytes);
    EXPECT_EQ(removed.entries, 2);
    EXPECT_TRUE(store_.has(key(0)));
    EXPECT_TRUE(store_.has(key(3)));
    EXPECT_EQ(store_.usage().bytes, 2 * one_bytes);
}

TEST_F(StoreTest, WhatIsHeldOutlivesCleaningUntilItIsReleased) {
    store_.put_text(key(0), "mine");
    store_.hold(key(0));
    store_.clean(0);
    EXPECT_EQ(store_.usage().entries, 0);
    EXPECT_EQ(store_.text(key(0)), "mine");
    store_.release();
    EXPECT_FALSE(store_.has(key(0)));
}

TEST_F(StoreTest, AProcessThatEndedIsDeadBeforeItIsBuried) {
    const pid_t child = fork();
    if (child == 0) _exit(0);
    siginfo_t ended{};
    ASSERT_EQ(waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), 0);
    EXPECT_FALSE(process_lives(child));
    waitpid(child, nullptr, 0);
    EXPECT_TRUE(process_lives(getpid()));
}

TEST_F(StoreTest, ADamagedTextIsNotGivenBack) {
    store_.put_text(key(0), "a measurement");
    std::ofstream(store_.path_of(key(0)), std::ios::app) << "!";
    EXPECT_EQ(store_.text(key(0)), std::nullopt);
}

TEST_F(StoreTest, CleaningRemovesWhatDeadWritersLeftAndNothingOfTheLiving) {
    std::ofstream(store_.root() / "parts" / (key(1) + ".999999999.0.part")) << "left over";
    const fs::path living = store_.begin(key(2));
    std::ofstream(living) << "in work";
    EXPECT_EQ(store_.usage().left_overs, 1);
    EXPECT_EQ(store_.clean(1 << 20).left_overs, 1);
    EXPECT_TRUE(fs::exists(living));
}

std::string elsewhere(int process) {
    return std::to_string(process) + "-othergate-0123abcd";
}

void make_day_old(const fs::path& path) {
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    const timespec times[2] = {{now - 25 * 3600, 0}, {now - 25 * 3600, 0}};
    utimensat(AT_FDCWD, path.c_str(), times, 0);
}

TEST_F(StoreTest, AnotherMachinesWorkIsLeftAloneWhileItShowsSignsOfLife) {
    // No process of ours has this number: on its own machine it may well live.
    const fs::path part = store_.root() / "parts" / (key(1) + "." + elsewhere(999999999) + ".0.part");
    const fs::path held = store_.root() / "held" / ("entries." + elsewhere(999999999));
    const fs::path job = store_.root() / "jobs" / ("0123." + elsewhere(999999999));
    std::ofstream(part) << "in work";
    fs::create_directory(held);
    fs::create_directory(job);
    std::ofstream(job / "job.json") << "{}";
    EXPECT_EQ(store_.sweep(), 0);
    for (const fs::path& path : {part, held, job}) make_day_old(path);
    EXPECT_EQ(store_.sweep(), 2) << "a file in the job's directory is young";
    EXPECT_TRUE(fs::exists(job));
    make_day_old(job / "job.json");
    make_day_old(job);
    EXPECT_EQ(store_.sweep(), 1);
}

TEST_F(StoreTest, ABeatKeepsWhatIsHeldForOtherMachines) {
    store_.put_text(key(0), "mine");
    store_.hold(key(0));
    const fs::path held = store_.root() / "held" / ("entries." + maker());
    const fs::path foreign = store_.root() / "held" / ("entries." + elsewhere(1));
    make_day_old(held);
    store_.beat();
    fs::rename(held, foreign);  // as the others see it
    EXPECT_EQ(store_.sweep(), 0);
    make_day_old(foreign);
    make_day_old(foreign / key(0));  // the entry itself was young, too
    EXPECT_EQ(store_.sweep(), 1);
}

TEST_F(StoreTest, AJobOfManyMachinesOutlivesItsStarterUntilItIsDropped) {
    const fs::path one = store_.shared_job_directory("0123");
    const fs::path two = store_.shared_job_directory("0123");
    const fs::path other = store_.shared_job_directory("4567");
    EXPECT_NE(one, two);
    EXPECT_EQ(store_.sweep(), 0);
    store_.drop_shared_jobs("0123");
    EXPECT_FALSE(fs::exists(one) || fs::exists(two));
    EXPECT_TRUE(fs::exists(other));
    make_day_old(other);
    EXPECT_EQ(store_.sweep(), 1);
}

TEST_F(StoreTest, AMakerIsNamedWithItsMachine) {
    EXPECT_TRUE(maker().starts_with(std::to_string(getpid()) + "-"));
    EXPECT_EQ(maker().find('.'), std::string::npos);
    EXPECT_FALSE(is_left_over(store_.root() / "parts", maker()));
    EXPECT_FALSE(is_left_over(store_.root() / "parts", std::to_string(getpid()))) << "as earlier versions wrote it";
    EXPECT_TRUE(is_left_over(store_.root() / "parts", "999999999"));
}

TEST_F(StoreTest, SizesAreReadAsPeopleWriteThem) {
    EXPECT_EQ(read_size("20G"), 20LL << 30);
    EXPECT_EQ(read_size("1.5M"), 3 << 19);
    EXPECT_THROW(static_cast<void>(read_size("much")), Error);
}

TEST(Key, NeighbouringFieldsAreNeverTakenForOneAnother) {
    EXPECT_NE(KeyBuilder("p").add("a", std::string_view("bc")).hex(),
              KeyBuilder("p").add("ab", std::string_view("c")).hex());
    EXPECT_NE(KeyBuilder("p").add("a", 1).add("b", 2).hex(), KeyBuilder("p").add("b", 2).add("a", 1).hex());
    EXPECT_EQ(KeyBuilder("p").add("a", 1).hex(), KeyBuilder("p").add("a", 1).hex());
}

TEST_F(StoreTest, AManifestClaimsTheFileItWasWrittenForAndTheOneItReplaces) {
    const fs::path file = directory_ / "a.mp4";
    std::ofstream(file) << "first";
    write_manifest(file, {"job", "key", 100, claim_of(file), {123, 456}});
    const auto manifest = read_manifest(file);
    ASSERT_TRUE(manifest);
    EXPECT_EQ(manifest->now, claim_of(file));
    EXPECT_EQ(manifest->before, (Claim{123, 456}));
    std::ofstream(file) << "changed by somebody";
    EXPECT_NE(manifest->now, claim_of(file));
}

}  // namespace
}  // namespace gatecast
