// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/watch/watch_places.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr size_t kLongestName_bytes = 255;
constexpr const char* kByteOrderMark = "\xEF\xBB\xBF";  // without it Notepad may take Vietnamese for another code page

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw Error(message("{}: the folder cannot be made: {}. Check the rights of the folder above it.",
                            folder.string(), error.message()));
}

/// With the line ends of Windows.
void write_for_windows(const fs::path& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << kByteOrderMark;
    for (const char c : text) {
        if (c == '\n') stream << '\r';
        stream << c;
    }
    stream.close();
    if (!stream)
        throw Error(message("{} cannot be written. Check the folder, its rights and the free space.", file.string()));
}

/// `folder`/name, or "name (2)": a name that is free.
fs::path free_name(const fs::path& folder, const fs::path& name) {
    fs::path place = folder / name;
    for (int n = 2; fs::exists(fs::symlink_status(place)); ++n)
        place = folder / (name.stem().string() + " (" + std::to_string(n) + ")" + name.extension().string());
    return place;
}

void move(const fs::path& file, const fs::path& place) {
    std::error_code error;
    fs::rename(file, place, error);
    if (error)
        throw Error(message("{} cannot be moved to {}: {}. Check the rights of both folders; they must be on one disk.",
                            file.string(), place.string(), error.message()));
}

}  // namespace

WatchFolders WatchFolders::of(const fs::path& root, const WatchSettings& settings) {
    return {root,
            root / settings.in,
            root / settings.out,
            root / settings.rejects,
            settings.done.empty() ? fs::path() : root / settings.done,
            root / ".gatecast"};
}

void make_watch_folders(const WatchFolders& folders, const WatchSettings& settings, const std::string& guide) {
    make_folder(folders.state);
    for (const fs::path& top : {folders.in, folders.out, folders.rejects}) make_folder(top);
    for (const WatchJob& job : settings.folders) {
        make_folder(folders.in / job.folder);
        if (!folders.done.empty()) make_folder(folders.done / job.folder);
    }
    const fs::path file = folders.root / "HUONG-DAN.txt";
    if (!fs::exists(file)) write_for_windows(file, guide);
}

fs::path reject_file(const WatchFolders& folders, const fs::path& below, const fs::path& file,
                     const std::string& reason) {
    const fs::path folder = folders.rejects / below;
    make_folder(folder);
    const fs::path place = free_name(folder, file.filename());
    std::string text_name = place.filename().string();
    constexpr std::string_view kEnd = ".txt";
    if (text_name.size() > kLongestName_bytes - kEnd.size()) {
        size_t cut = kLongestName_bytes - kEnd.size();
        while (cut > 0 && (static_cast<unsigned char>(text_name[cut]) & 0xC0U) == 0x80U) --cut;  // whole letters
        text_name.resize(cut);
    }
    write_for_windows(place.parent_path() / text_name.append(kEnd), reason);  // first: no reject without its reason
    move(file, place);
    return place;
}

void put_away(const WatchFolders& folders, const std::string& job, const fs::path& file) {
    if (folders.done.empty()) return;
    const fs::path place = folders.done / job / file.filename();
    if (place == file) return;
    make_folder(place.parent_path());
    if (fs::exists(fs::symlink_status(place))) put_aside(folders, job, place);
    move(file, place);
}

void put_aside(const WatchFolders& folders, const std::string& job, const fs::path& file) {
    if (folders.done.empty() || !fs::exists(fs::symlink_status(file))) return;
    const fs::path old = folders.done / job / kOldFolder;
    make_folder(old);
    move(file, free_name(old, file.filename()));
}

Message trouble_with(const fs::path& folder, int64_t room_bytes) {
    fs::path probe = folder;
    while (!fs::exists(probe) && probe.has_relative_path()) probe = probe.parent_path();
    const std::string name = (probe / (".gatecast-room-" + std::to_string(getpid()))).string();
    const int opened = open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (opened < 0)
        return message("Nothing can be written to {}: {}. Check its rights; the work goes on by itself.",
                       folder.string(), std::strerror(errno));
    close(opened);
    unlink(name.c_str());
    struct statvfs room {};
    if (statvfs(probe.c_str(), &room) != 0) return {};
    const auto free_bytes = static_cast<int64_t>(room.f_bavail) * static_cast<int64_t>(room.f_frsize);
    if (free_bytes >= room_bytes) return {};
    return message("The disk of {} is full. Make room; the work goes on by itself.", folder.string());
}

}  // namespace gatecast
