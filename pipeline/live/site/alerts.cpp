// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/alerts.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <utility>

#include "pipeline/live/clock.h"
#include "pipeline/live/process.h"
#include "pipeline/live/site/alert_letter.h"

namespace gatecast {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr size_t kMostWaiting = 100;
constexpr int kMostTries = 10;  // over a quarter of an hour
constexpr Time kFirstPause = 2s;
constexpr Time kLongestPause = 2min;
constexpr Time kLongestTelling = 30s;

/// Whoever is on duty must come; the other kinds are warnings.
constexpr std::string_view kErrors[] = {"black",      "frozen",      "silent",   "refused",
                                        "mixer-lost", "output-down", "disk-low", "as-run"};

/// A memory that a program reads as a file; nothing there: it cannot be had.
Descriptor memory_with(const std::string& text) {
    Descriptor memory(memfd_create("alert", MFD_CLOEXEC));
    if (!memory || write(memory.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) return {};
    lseek(memory.get(), 0, SEEK_SET);
    return memory;
}

/// The beginning of what a program said; letters that are none are replaced.
std::string text_of(const Descriptor& memory) {
    char said[300] = "";
    const ssize_t count = memory ? pread(memory.get(), said, sizeof said, 0) : 0;
    const json text = std::string(said, static_cast<size_t>(std::max<ssize_t>(count, 0)));
    return json::parse(text.dump(-1, ' ', false, json::error_handler_t::replace));
}

/// Its process, or -1: it cannot be started.
pid_t spawn(const std::vector<std::string>& words, int in, int err) {
    std::vector<std::string> copies = words;
    std::vector<char*> arguments;
    for (std::string& each : copies) arguments.push_back(each.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, err, STDERR_FILENO);
    posix_spawnattr_t way;
    posix_spawnattr_init(&way);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&way, &none);
    posix_spawnattr_setpgroup(&way, 0);
    posix_spawnattr_setflags(&way, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    pid_t process = -1;
    if (const int wrong = posix_spawnp(&process, arguments[0], &files, &way, arguments.data(), environ); wrong != 0) {
        dprintf(err, "%s: %s", arguments[0], std::strerror(wrong));
        process = -1;
    }
    posix_spawnattr_destroy(&way);
    posix_spawn_file_actions_destroy(&files);
    return process;
}

}  // namespace

const char* name_of(AlertWay way) {
    constexpr const char* kNames[] = {"command", "mail", "webhook"};
    return kNames[static_cast<size_t>(way)];
}

const char* name_of(AlertLevel level) {
    constexpr const char* kNames[] = {"info", "warning", "error"};
    return kNames[static_cast<size_t>(level)];
}

std::optional<AlertSubject> alert_subject(const json& event) {
    const std::string what = event.value("event", "");
    if (what != "alarm" && what != "alarm-over" && what != "mixer-lost") return {};
    const std::string kind = what == "mixer-lost" ? what : event.value("alarm", "");
    if (what == "alarm-over") return AlertSubject{kind, AlertLevel::kInfo};
    const bool is_error = std::ranges::find(kErrors, kind) != std::end(kErrors);
    return AlertSubject{kind, is_error ? AlertLevel::kError : AlertLevel::kWarning};
}

Alerts::Alerts(std::string site, std::vector<SiteAlert> ways, std::function<void(json event)> record)
    : site_(std::move(site)), record_(std::move(record)) {
    for (SiteAlert& each : ways) ways_.emplace_back().settings = std::move(each);
}

void Alerts::consider(const json& event) {
    const auto subject = alert_subject(event);
    if (!subject) return;
    const bool is_over = event.value("event", "") == "alarm-over";
    if (!is_over) ++counts_[subject->kind];
    json alert = event;
    alert["site"] = site_;
    alert["level"] = name_of(subject->level);
    alert["alarm"] = subject->kind;
    for (Way& way : ways_)
        // Who heard of an alarm hears of its end too, whatever the level.
        if (subject->level >= way.settings.level || (is_over && way.kinds.contains(subject->kind)))
            offer(way, subject->kind + (is_over ? " over" : ""), alert);
}

void Alerts::offer(Way& way, const std::string& kind, json alert) {
    Kind& known = way.kinds[kind];
    const Time now = monotonic_now();
    if (now < known.not_before) {
        ++known.held;
        known.last = std::move(alert);
        return;
    }
    known.not_before = now + std::chrono::duration_cast<Time>(std::chrono::duration<double>(way.settings.every_s));
    enqueue(way, std::move(alert));
}

void Alerts::enqueue(Way& way, json alert) {
    if (way.waiting.size() >= kMostWaiting) {
        ++way.left_out;
        return;
    }
    if (way.left_out > 0) alert["left_out"] = std::exchange(way.left_out, 0);
    way.waiting.push_back({std::move(alert), 0, Time(0)});
}

void Alerts::look_around() {
    for (Way& way : ways_) {
        for (auto& [kind, known] : way.kinds) {
            if (known.held == 0 || monotonic_now() < known.not_before) continue;
            known.last["repeated"] = std::exchange(known.held, 0);
            offer(way, kind, std::move(known.last));
        }
        look_at(way);
    }
}

void Alerts::look_at(Way& way) {
    if (way.process > 0) {
        int status = 0;
        if (has_ended(way.process, status)) return hear_end(way, status);
        if (monotonic_now() - way.started > kLongestTelling) kill(-way.process, SIGKILL);
        return;
    }
    if (!way.waiting.empty() && monotonic_now() >= way.waiting.front().not_before) start(way);
}

void Alerts::start(Way& way) {
    const AlertLetter letter = alert_letter(way.settings, way.waiting.front().alert);
    const Descriptor text = memory_with(letter.text);
    way.said = memory_with("");
    way.started = monotonic_now();
    ++way.waiting.front().tries;
    way.process = text && way.said ? spawn(letter.words, text.get(), way.said.get()) : -1;
    if (way.process < 0) hear_end(way, W_EXITCODE(127, 0));
}

void Alerts::hear_end(Way& way, int status) {
    way.process = -1;
    Telling& telling = way.waiting.front();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return way.waiting.pop_front();
    const bool gives_up = telling.tries >= kMostTries;
    if (telling.tries == 1 || gives_up)
        record_({{"event", "alert-failed"},
                 {"alert", telling.alert["alarm"]},
                 {"way", name_of(way.settings.way)},
                 {"tries", telling.tries},
                 {"problem", text_of(way.said)}});
    if (gives_up) return way.waiting.pop_front();
    const Time pause = std::min<Time>(kLongestPause, kFirstPause * (1 << std::min(telling.tries - 1, 6)));
    telling.not_before = monotonic_now() + pause;
}

}  // namespace gatecast
