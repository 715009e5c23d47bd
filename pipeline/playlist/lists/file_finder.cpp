// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/file_finder.h"

#include <algorithm>

#include "pipeline/playlist/lists/folded.h"
#include "presets/nearest.h"
#include "subtitles/formats/format.h"
#include "subtitles/formats/lines.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using Kind = FoundFile::Kind;

constexpr size_t kMostIndexed = 100'000;  // files below the folders of a house

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char small = lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/// "file:///Z:/PHIM/a%20b.mp4" is Z:/PHIM/a b.mp4.
std::string from_url(std::string_view url) {
    constexpr std::string_view kScheme = "file://";
    url.remove_prefix(kScheme.size());
    if (url.size() > 2 && url[0] == '/' && url[2] == ':') url.remove_prefix(1);
    std::string path;
    for (size_t at = 0; at < url.size(); ++at) {
        const bool coded =
            url[at] == '%' && at + 2 < url.size() && hex_digit(url[at + 1]) >= 0 && hex_digit(url[at + 2]) >= 0;
        path += coded ? static_cast<char>(hex_digit(url[at + 1]) * 16 + hex_digit(url[at + 2])) : url[at];
        if (coded) at += 2;
    }
    return path;
}

/// Without the quotes that "copy as path" puts around, with '/' for '\'.
std::string with_slashes(std::string_view written) {
    written = trimmed(written);
    if (written.size() > 1 && written.front() == '"' && written.back() == '"')
        written = trimmed(written.substr(1, written.size() - 2));
    std::string path = starts_with_ignoring_case(written, "file://") ? from_url(written) : std::string(written);
    std::ranges::replace(path, '\\', '/');
    return path;
}

bool has_drive(std::string_view path) {
    return path.size() >= 2 && path[1] == ':' && lower(path[0]) >= 'a' && lower(path[0]) <= 'z';
}

/// What stands behind the folder `from`, compared part by part; nothing: it does not lie there.
std::optional<fs::path> behind(std::string_view path, std::string_view from) {
    std::vector<std::string> parts = split_list(path, "/");
    const std::vector<std::string> of_from = split_list(from, "/");
    if (of_from.empty() || of_from.size() > parts.size()) return std::nullopt;
    for (size_t i = 0; i < of_from.size(); ++i)
        if (folded(of_from[i]) != folded(parts[i])) return std::nullopt;
    fs::path rest;
    for (size_t i = of_from.size(); i < parts.size(); ++i) rest /= parts[i];
    return rest;
}

std::optional<fs::path> mapped(std::string_view path, const std::vector<PathMap>& maps) {
    std::optional<fs::path> best;
    size_t longest = 0;
    for (const PathMap& each : maps) {
        const std::string from = with_slashes(each.from);
        const auto rest = behind(path, from);
        const size_t parts = split_list(from, "/").size();
        if (!rest || parts <= longest) continue;
        best = rest->empty() ? each.to : each.to / *rest;
        longest = parts;
    }
    return best;
}

std::string stem_of(std::string_view name) {
    return std::string(name.substr(0, name.rfind('.')));
}

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::exists(path, error);
}

/// The drive and first folder, or server and share, as people know them.
std::string root_of(const std::string& path) {
    const std::vector<std::string> parts = split_list(path, "/");
    if (parts.empty()) return path;
    if (has_drive(path)) return parts[0] + "\\";
    return "\\\\" + parts[0] + (parts.size() > 1 ? "\\" + parts[1] : "");
}

}  // namespace

const std::vector<FileFinder::Entry>& FileFinder::entries_of(const fs::path& folder) {
    const auto known = folders_.find(folder);
    if (known != folders_.end()) return known->second;
    std::vector<Entry>& entries = folders_[folder];
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        entries.push_back({name, folded(name)});
    }
    std::ranges::sort(entries, {}, &Entry::name);
    return entries;
}

std::optional<std::string> FileFinder::entry_like(const fs::path& folder, const std::string& name, bool last) {
    const std::string wanted = folded(name);
    std::vector<std::string> same, same_stem;
    for (const Entry& each : entries_of(folder)) {
        if (each.folded == wanted) same.push_back(each.name);
        if (last && stem_of(each.folded) == wanted && !is_cue_file_name(each.name)) same_stem.push_back(each.name);
    }
    if (same.empty() && same_stem.size() == 1) return same_stem.front();
    return same.size() == 1 ? std::optional(same.front()) : std::nullopt;
}

FoundFile FileFinder::walk(const fs::path& path) {
    if (is_there(path)) return {Kind::kThere, path, "", ""};
    fs::path at = path.root_path();
    const fs::path relative = path.relative_path();
    for (auto part = relative.begin(); part != relative.end(); ++part) {
        const bool last = std::next(part) == relative.end();
        fs::path next = at / *part;
        if (!is_there(next)) {
            const auto like = entry_like(at, part->string(), last);
            if (!like) {
                std::vector<std::string> names;
                for (const Entry& each : entries_of(at)) names.push_back(folded_bare(each.name));
                const std::string near = nearest(folded_bare(part->string()), names);
                const auto place = std::ranges::find(names, near) - names.begin();
                return {last ? Kind::kMissing : Kind::kNoFolder, path, last ? at.string() : next.string(),
                        near.empty() ? "" : entries_of(at)[static_cast<size_t>(place)].name};
            }
            next = at / *like;
        }
        at = std::move(next);
    }
    return {Kind::kThere, at, "", ""};
}

void FileFinder::index_folders() {
    index_.emplace();
    for (const fs::path& folder : day_.folders) {
        std::error_code error;
        fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
        for (; !error && at != end && index_->size() < kMostIndexed; at.increment(error))
            index_->emplace(folded(at->path().filename().string()), at->path());
    }
}

FoundFile FileFinder::below_folders(const std::string& name) {
    if (!index_) index_folders();
    const auto [from, until] = index_->equal_range(folded(name));
    if (from == until) return {Kind::kMissing, name, "", ""};
    if (std::next(from) == until) return {Kind::kThere, from->second, "", ""};
    return {Kind::kSeveral, from->second, from->second.string() + ", " + std::next(from)->second.string(), ""};
}

FoundFile FileFinder::find(std::string_view written, const fs::path& beside) {
    const std::string path = with_slashes(written);
    if (const auto known = mapped(path, day_.path_map)) return walk(known->lexically_normal());
    if (has_drive(path) || path.starts_with("//")) return {Kind::kNoDrive, path, root_of(path), ""};
    if (fs::path(path).is_absolute()) return walk(fs::path(path).lexically_normal());

    std::vector<fs::path> bases;
    if (!beside.empty()) bases.push_back(beside);
    bases.push_back(day_.file.parent_path());
    bases.insert(bases.end(), day_.folders.begin(), day_.folders.end());
    std::optional<FoundFile> first;
    for (const fs::path& base : bases) {
        FoundFile found = walk((base / path).lexically_normal());
        if (found.kind == Kind::kThere) return found;
        if (!first || (first->near.empty() && !found.near.empty())) first = std::move(found);
    }
    const bool bare = path.find('/') == path.npos;
    FoundFile below = bare ? below_folders(path) : FoundFile{Kind::kMissing, "", "", ""};
    return below.kind == Kind::kMissing ? *first : below;
}

}  // namespace gatecast
