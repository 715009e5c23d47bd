// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/media_names.h"

#include <map>

#include "pipeline/playlist/lists/file_finder.h"
#include "pipeline/playlist/lists/row_report.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using Kind = FoundFile::Kind;

/// Files of one folder that are not there and that nothing there looks like.
struct Missing {
    std::vector<int> rows;
    std::vector<std::string> names;
};

class FileReport {
public:
    explicit FileReport(std::string file) : report_(std::move(file)) {}

    void missing(int row, const std::string& written, const FoundFile& found) {
        const std::string& file = report_.file();
        switch (found.kind) {
            case Kind::kThere:
                return;
            case Kind::kNoDrive:
                report_.problem(row, message("{}, row {}: nothing says where {} lies on this machine. Add path_map = "
                                             "\"{}PHIM = /…\" to the settings, or the line \"Đổi đường dẫn\" above the "
                                             "table.",
                                             file, row, found.where, found.where));
                return;
            case Kind::kNoFolder:
                report_.problem(row, found.near.empty()
                                         ? message("{}, row {}: there is no folder {}. Is its disk mounted?", file, row,
                                                   found.where)
                                         : message("{}, row {}: there is no folder {}. Is \"{}\" meant?", file, row,
                                                   found.where, found.near));
                return;
            case Kind::kSeveral:
                report_.problem(
                    row, message("{}, row {}: several files are called {}: {}. Write the path of the right one.", file,
                                 row, written, found.where));
                return;
            case Kind::kMissing:
                if (found.near.empty()) {
                    missing_[found.where].rows.push_back(row);
                    missing_[found.where].names.push_back(found.path.filename().string());
                } else {
                    report_.problem(row, message("{}, row {}: there is no {} in {}. Is \"{}\" meant?", file, row,
                                                 found.path.filename().string(), found.where, found.near));
                }
        }
    }

    void missing(const char* key, const FoundFile& found) {
        if (found.kind != Kind::kThere)
            report_.problem(
                0, message("{}: {}: {} is not there. Correct its path.", report_.file(), key, found.path.string()));
    }

    void put_into(DayReading& reading) {
        for (const auto& [folder, missing] : missing_) {
            report_.problem(missing.rows,
                            message("{}, row {}: not found in {}: {}. Copy the files there, or correct their "
                                    "names.",
                                    report_.file(), "", folder, shown(missing.names)));
        }
        for (Message& each : report_.problems()) reading.problems.push_back(std::move(each));
    }

private:
    static std::string shown(const std::vector<std::string>& names) {
        constexpr size_t kMostShown = 4;
        std::string text;
        for (size_t i = 0; i < std::min(names.size(), kMostShown); ++i) text += (i > 0 ? ", " : "") + names[i];
        return names.size() > kMostShown ? text + ", … (" + std::to_string(names.size()) + ")" : text;
    }

    RowReport report_;
    std::map<std::string, Missing> missing_;
};

}  // namespace

void find_files(DayReading& reading) {
    Day& day = reading.day;
    const fs::path own = day.file.parent_path();
    for (fs::path& each : day.folders) each = (own / each).lexically_normal();
    for (PathMap& each : day.path_map) each.to = (own / each.to).lexically_normal();
    FileFinder finder(day);
    FileReport report(day.file.filename().string());
    for (Item& item : day.items) {
        if (!item.media.empty()) {
            const FoundFile media = finder.find(item.media.string(), {});
            report.missing(item.origin.row, item.media.string(), media);
            item.media = media.path;
        }
        for (ItemCues& cues : item.cues) {
            const FoundFile file = finder.find(cues.file.string(), item.media.parent_path());
            report.missing(item.origin.row, cues.file.string(), file);
            cues.file = file.path;
        }
    }
    const auto find_of_day = [&](const char* key, fs::path& path) {
        if (path.empty()) return;
        const FoundFile found = finder.find(path.string(), {});
        report.missing(key, found);
        path = found.path;
    };
    for (fs::path& each : day.fillers) find_of_day("fillers", each);
    find_of_day("filler", day.filler);
    find_of_day("standby", day.standby);
    report.put_into(reading);
}

}  // namespace gatecast
