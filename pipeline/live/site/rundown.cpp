// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/rundown.h"

#include <charconv>

namespace gatecast {

namespace {

constexpr std::string_view kLoopKey = "loop-";

/// "loop-3" is the clip after "loop-2".
std::optional<size_t> number_of(std::string_view key) {
    if (!key.starts_with(kLoopKey)) return std::nullopt;
    key.remove_prefix(kLoopKey.size());
    size_t number = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
    return error == std::errc() && end == key.data() + key.size() ? std::optional(number) : std::nullopt;
}

constexpr std::string_view kSource = "source:";

}  // namespace

std::string source_named_by(const std::filesystem::path& entry) {
    const std::string& text = entry.native();
    return text.starts_with(kSource) ? text.substr(kSource.size()) : std::string();
}

std::optional<RundownEntry> LoopRundown::entry(size_t number) const {
    if (clips_.empty()) return std::nullopt;
    number %= clips_.size();
    RundownEntry entry;
    entry.key = std::string(kLoopKey) + std::to_string(number);
    entry.media = clips_[number];
    entry.title = entry.media.stem().string();
    entry.source = source_named_by(entry.media);
    if (!entry.source.empty()) {
        entry.media.clear();
        entry.title = entry.source;
    }
    return entry;
}

std::optional<RundownEntry> LoopRundown::at(int64_t) {
    return entry(0);
}

std::optional<RundownEntry> LoopRundown::after(const std::string& key) {
    const std::optional<size_t> number = number_of(key);
    return entry(number ? *number + 1 : 0);
}

std::optional<RundownEntry> LoopRundown::find(const std::string& key) {
    const std::optional<size_t> number = number_of(key);
    return number ? entry(*number) : std::nullopt;
}

}  // namespace gatecast
