// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/maker.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <fstream>

#include "pipeline/render/key.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr int64_t kSecond_ns = 1'000'000'000;
constexpr int64_t kSilentIsDead_ns = 24 * 3600 * kSecond_ns;

std::string host_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "host";
    std::string host = name.data();
    for (char& letter : host)
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
    return host;
}

/// Process numbers mean something only until the machine is started anew, and only inside their container.
std::string machine() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string boot;
    std::getline(file, boot);
    std::error_code unknown;
    const std::string numbers = fs::read_symlink("/proc/self/ns/pid", unknown).string();
    return host_name() + "-" + KeyBuilder("machine").add("boot", boot).add("numbers", numbers).hex().substr(0, 8);
}

int64_t time_of(const fs::path& path) noexcept {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) return 0;
    return info.st_mtim.tv_sec * kSecond_ns + info.st_mtim.tv_nsec;
}

/// Of a directory, also what happened to the files in it.
int64_t last_change(const fs::path& thing) noexcept {
    int64_t latest = time_of(thing);
    std::error_code none;
    for (const auto& item : fs::directory_iterator(thing, none)) latest = std::max(latest, time_of(item.path()));
    return latest;
}

/// The present by the clock that dates a thing, which may be another machine's; 0: nothing can be written there.
int64_t time_beside(const fs::path& thing) noexcept {
    const fs::path probe = thing.parent_path() / (".clock." + maker());
    std::ofstream(probe).flush();
    const int64_t now = time_of(probe);
    std::error_code none;
    fs::remove(probe, none);
    return now;
}

const std::string& this_machine() {
    static const std::string name = machine();
    return name;
}

}  // namespace

std::string maker() {
    return std::to_string(getpid()) + "-" + this_machine();
}

bool is_left_over(const fs::path& thing, std::string_view maker) noexcept {
    int process = 0;
    const auto [end, wrong] = std::from_chars(maker.data(), maker.data() + maker.size(), process);
    const std::string_view rest = maker.substr(static_cast<size_t>(end - maker.data()));
    const bool here = wrong == std::errc{} && (rest.empty() || rest.substr(1) == this_machine());
    return here ? !process_lives(process) : time_beside(thing) - last_change(thing) > kSilentIsDead_ns;
}

bool process_lives(int process) noexcept {
    if (process <= 0 || (kill(process, 0) != 0 && errno == ESRCH)) return false;
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    if (!std::getline(file, line)) return true;
    const size_t name_end = line.rfind(')');  // the name may hold anything
    return name_end == std::string::npos || line.compare(name_end, 3, ") Z") != 0;
}

}  // namespace gatecast
