// SPDX-License-Identifier: GPL-3.0-or-later
// Finds one file that a list names: path maps, case, composition (NFC, NFD), doubled blanks, a forgotten ending. Used
// by find_files; it keeps what it read of folders as long as it lives.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/playlist/day.h"

namespace gatecast {

struct FoundFile {
    enum class Kind : uint8_t { kThere, kNoDrive, kNoFolder, kMissing, kSeveral };
    Kind kind = Kind::kThere;
    std::filesystem::path path;  // where it is, or where it was looked for
    std::string where;           // the drive, the folder that is not there, the folder it is not in
    std::string near;            // the name that was probably meant
};

class FileFinder {
public:
    /// `day` must outlive this.
    explicit FileFinder(const Day& day) : day_(day) {}

    /// `beside`: a folder that is tried first; may be empty.
    [[nodiscard]] FoundFile find(std::string_view written, const std::filesystem::path& beside);

private:
    struct Entry {
        std::string name;
        std::string folded;
    };
    [[nodiscard]] const std::vector<Entry>& entries_of(const std::filesystem::path& folder);
    [[nodiscard]] std::optional<std::string> entry_like(const std::filesystem::path& folder, const std::string& name,
                                                        bool last);
    [[nodiscard]] FoundFile walk(const std::filesystem::path& path);
    [[nodiscard]] FoundFile below_folders(const std::string& name);
    void index_folders();

    const Day& day_;
    std::map<std::filesystem::path, std::vector<Entry>> folders_;
    std::optional<std::multimap<std::string, std::filesystem::path>> index_;  // folded names below Day::folders
};

}  // namespace gatecast
