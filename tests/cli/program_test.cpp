// SPDX-License-Identifier: GPL-3.0-or-later
// The program as its users run it: exit codes, languages, standard output apart from standard error.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/folder.h"

namespace gatecast {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Outcome {
    int exit_code = -1;
    std::string out;
    std::string err;
};

std::string contents(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Program : public testing::Test {
protected:
    /// Runs `gatecast` + arguments in an environment of its own, in the shell's words.
    [[nodiscard]] Outcome run(const std::string& arguments,
                              const std::string& environment = "GATECAST_LANGUAGE=en") const {
        const std::string command = "cd '" + root_.string() + "' && env -i HOME=. PATH=/usr/bin:/bin " + environment +
                                    " GATECAST_PRESETS='" + GATECAST_SHIPPED_PRESETS + "' '" + GATECAST_PROGRAM + "' " +
                                    arguments + " >out 2>err";
        const int status = std::system(command.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(root_ / "out"), contents(root_ / "err")};
    }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name, std::ios::binary) << text;
    }

    const test::TempFolder folder_;
    const std::filesystem::path& root_ = folder_.path();
};

TEST_F(Program, WithoutAWordItSaysWhatItCanDo) {
    EXPECT_EQ(run("").exit_code, 2);
    const Outcome help = run("help");
    EXPECT_EQ(help.exit_code, 0);
    for (const char* command : {"render", "preview", "probe", "presets", "check", "check-system", "cache"})
        EXPECT_THAT(help.out, HasSubstr(command));
    EXPECT_THAT(help.out, Not(HasSubstr("lane")));
    EXPECT_EQ(run("--version").out.substr(0, 9), "gatecast ");
}

TEST_F(Program, EveryCommandHelpsInBothLanguages) {
    for (const std::string command : {"render", "preview", "probe", "presets", "check", "check-system", "cache"}) {
        const Outcome english = run(command + " --help");
        EXPECT_EQ(english.exit_code, 0) << command << english.err;
        EXPECT_THAT(english.out, HasSubstr("--json")) << command;
        EXPECT_EQ(run("help " + command).out, english.out) << command;
        const Outcome vietnamese = run(command + " --help --language vi");
        EXPECT_THAT(vietnamese.out, HasSubstr("Tùy chọn")) << command;
        EXPECT_NE(vietnamese.out, english.out) << command;
    }
}

TEST_F(Program, SlipsOnTheCommandLineAreUsageErrorsWithAnOffer) {
    const Outcome command = run("rendr");
    EXPECT_EQ(command.exit_code, 2);
    EXPECT_THAT(command.err, HasSubstr("There is no command rendr. Did you mean render?"));
    const Outcome option = run("presets list --jsno");
    EXPECT_EQ(option.exit_code, 2);
    EXPECT_THAT(option.err, HasSubstr("Unknown option --jsno. Did you mean --json?"));
    EXPECT_EQ(run("presets").exit_code, 2);
    EXPECT_EQ(run("presets lst").exit_code, 2);
    EXPECT_EQ(run("presets list --kind film").exit_code, 2);
    EXPECT_EQ(run("presets list --kind").exit_code, 2);
    EXPECT_EQ(run("probe").exit_code, 2);
    EXPECT_EQ(run("help --language fr").exit_code, 2);
}

TEST_F(Program, LanguageComesFromOptionThenSettingThenLocaleThenVietnamese) {
    EXPECT_THAT(run("help", "").out, Not(HasSubstr("Exit codes")));
    EXPECT_THAT(run("help", "LANG=C.UTF-8").out, Not(HasSubstr("Exit codes")));
    EXPECT_THAT(run("help", "LANG=en_GB.UTF-8").out, HasSubstr("Exit codes"));
    EXPECT_THAT(run("help", "LANG=en_GB.UTF-8 GATECAST_LANGUAGE=vi").out, Not(HasSubstr("Exit codes")));
    EXPECT_THAT(run("help --language en", "GATECAST_LANGUAGE=vi").out, HasSubstr("Exit codes"));
    EXPECT_THAT(run("--language=en help", "").out, HasSubstr("Exit codes"));
}

TEST_F(Program, PresetsAreListedForPeopleAndForPrograms) {
    const Outcome list = run("presets list");
    EXPECT_EQ(list.exit_code, 0);
    EXPECT_THAT(list.out, HasSubstr("led-p4"));
    EXPECT_THAT(list.out, HasSubstr("LED wall P4"));
    EXPECT_THAT(run("presets list --language vi").out, HasSubstr("Màn hình LED P4"));
    const auto json = nlohmann::json::parse(run("presets list --json --kind encode").out);
    EXPECT_GE(json.size(), 13u);
    for (const auto& entry : json) EXPECT_EQ(entry["kind"], "encode");
}

TEST_F(Program, PresetsShowsEveryOptionWithItsHelp) {
    const Outcome show = run("presets show led-p4");
    EXPECT_EQ(show.exit_code, 0);
    EXPECT_THAT(show.out, HasSubstr("canvas = [1440, 720]"));
    EXPECT_THAT(show.out, HasSubstr("led-p4.toml:"));
    const auto json = nlohmann::json::parse(run("presets show led-p4 --json").out);
    EXPECT_EQ(json[0]["kind"], "display");
    const Outcome unknown = run("presets show led-p44 --kind display");
    EXPECT_EQ(unknown.exit_code, 1);
    EXPECT_THAT(unknown.err, HasSubstr("Did you mean led-p4?"));
}

TEST_F(Program, ABrokenPresetOfTheUsersIsListedWithAWarning) {
    write(".config/gatecast/presets/displays/mine.toml", "canvas = [640, 361]\n");
    const Outcome list = run("presets list");
    EXPECT_EQ(list.exit_code, 3);
    EXPECT_THAT(list.err, HasSubstr("mine.toml:1:10"));
    EXPECT_THAT(list.out, HasSubstr("led-p4"));
}

TEST_F(Program, CheckTellsEveryProblemOfEveryFile) {
    write("good.toml", "canvas = [640, 360]\n");
    write("bad.toml", "canvas = [640, 360]\nmuted = 1\nrate = 0\n");
    const Outcome good = run("check good.toml");
    EXPECT_EQ(good.exit_code, 0) << good.err;
    EXPECT_THAT(good.out, HasSubstr("good.toml"));
    const Outcome bad = run("check good.toml bad.toml none.toml");
    EXPECT_EQ(bad.exit_code, 1);
    EXPECT_THAT(bad.err, HasSubstr("bad.toml:2:9"));
    EXPECT_THAT(bad.err, HasSubstr("bad.toml:3:8"));
    EXPECT_THAT(bad.err, HasSubstr("none.toml"));
    const Outcome json = run("check bad.toml none.toml --json");
    const auto parsed = nlohmann::json::parse(json.out);
    const auto errors_of = [&](const std::string& name) {
        const auto entry = std::ranges::find_if(
            parsed, [&](const auto& each) { return each["file"].template get<std::string>().ends_with(name); });
        return entry == parsed.end() ? 0u : (*entry)["errors"].size();
    };
    EXPECT_EQ(errors_of("bad.toml"), 2u);
    EXPECT_EQ(errors_of("none.toml"), 1u);
    EXPECT_EQ(json.exit_code, 1);
}

TEST_F(Program, ProbeSaysWhatAClipIs) {
    const std::string make = "cd '" + root_.string() +
                             "' && ffmpeg -v error -f lavfi -i testsrc2=s=320x180:r=25:d=1 -f lavfi -i sine=d=1 "
                             "-c:v libx264 -pix_fmt yuv420p -c:a aac -metadata:s:a:0 language=khm a.mp4 </dev/null";
    ASSERT_EQ(std::system(make.c_str()), 0);
    const Outcome probe = run("probe a.mp4");
    EXPECT_EQ(probe.exit_code, 0) << probe.err;
    EXPECT_THAT(probe.out, HasSubstr("320x180"));
    EXPECT_THAT(probe.out, HasSubstr("25 frames a second"));
    const auto json = nlohmann::json::parse(run("probe a.mp4 --json").out);
    EXPECT_EQ(json.size(), 1u);
    const Outcome two = run("probe a.mp4 none.mp4");
    EXPECT_EQ(two.exit_code, 1);
    EXPECT_THAT(two.out, HasSubstr("320x180"));
    EXPECT_THAT(two.err, HasSubstr("none.mp4"));
}

TEST_F(Program, CheckSystemReportsOnEveryPart) {
    const Outcome json = run("check-system --json");
    const auto report = nlohmann::json::parse(json.out);
    EXPECT_EQ(report["exit_code"], json.exit_code);
    for (const char* group : {"elements", "encoders", "containers", "fonts"}) {
        EXPECT_FALSE(report[group].empty()) << group;
        for (const auto& part : report[group]) EXPECT_FALSE(part["package"].get<std::string>().empty());
    }
    EXPECT_FALSE(report["versions"]["GStreamer"].get<std::string>().empty());
}

TEST_F(Program, CheckSystemSaysWhatIsMissingAndHowToInstallIt) {
    const std::string bare = "GATECAST_LANGUAGE=en GST_PLUGIN_SYSTEM_PATH_1_0=/nowhere GST_REGISTRY_1_0=registry";
    const Outcome check = run("check-system", bare);
    EXPECT_EQ(check.exit_code, 1);
    EXPECT_THAT(check.err, HasSubstr("qtdemux is missing; package gstreamer1.0-plugins-good brings it."));
    EXPECT_THAT(check.err, HasSubstr("sudo apt-get install"));
    const auto report = nlohmann::json::parse(run("check-system --json", bare).out);
    EXPECT_THAT(report["install"], testing::Contains("gstreamer1.0-libav"));
}

TEST_F(Program, CheckSystemKnowsFontsThatAreNotThere) {
    write("fonts.conf", "<?xml version=\"1.0\"?><fontconfig><dir>/nowhere</dir></fontconfig>");
    const Outcome check =
        run("check-system", "GATECAST_LANGUAGE=en FONTCONFIG_FILE=" + (root_ / "fonts.conf").string());
    EXPECT_EQ(check.exit_code, 1);
    EXPECT_THAT(check.err, HasSubstr("Noto Sans Khmer is missing; package fonts-noto-core brings it."));
}

}  // namespace
}  // namespace gatecast
