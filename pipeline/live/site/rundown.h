// SPDX-License-Identifier: GPL-3.0-or-later
// What a feed is to show, one entry after the other: asked by the site process for what comes next, and for what should
// be on right now. Values; one thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "filters/geometry.h"
#include "pipeline/playlist/item.h"
#include "presets/message.h"

namespace gatecast {

/// Soft subtitles of an entry, for outputs that carry them.
struct SoftFile {
    std::string language;  // BCP 47; empty: by the file's name, then by its text
    std::filesystem::path file;
    Time in{0};  // where in its times the entry begins
};

struct RundownEntry {
    std::string key;     // finds it again, also after a death of the site process
    std::string item{};  // its name in the list; empty: the key
    std::string title;
    std::filesystem::path media;
    Time in{0};                     // of the media
    int64_t frames = 0;             // 0: as long as the media
    std::optional<int64_t> origin;  // the grid's frame it begins at; nothing: it follows
    bool silent = false;
    std::string sha256{};                  // of the bytes that are planned; empty: not said
    std::vector<std::string> made_of{};    // hashes of what a rendered file was made from
    std::string source{};                  // the name of a live source, in place of media
    std::vector<ItemCues> cues{};          // of media that is played raw; none: the files beside it
    std::vector<SoftFile> soft{};          // none: those beside media that is played as it is
    ItemFields fields{};                   // for the record
    std::vector<std::string> languages{};  // of the subtitles that are burned in
    std::optional<double> integrated_lufs{}, true_peak_dbtp{};
};

/// "source:NAME", as lists write a live source; empty: it is a file.
[[nodiscard]] std::string source_named_by(const std::filesystem::path& entry);

class Rundown {
public:
    struct Change {
        bool changed = false;
        std::vector<Message> problems{};  // of a plan that was refused: the one before it stays
    };
    virtual ~Rundown() = default;
    /// What should be on at frame n of the grid; for a list without times: its first entry.
    [[nodiscard]] virtual std::optional<RundownEntry> at(int64_t n) = 0;
    /// What comes after an entry; nothing: nothing is planned.
    [[nodiscard]] virtual std::optional<RundownEntry> after(const std::string& key) = 0;
    [[nodiscard]] virtual std::optional<RundownEntry> find(const std::string& key) = 0;
    /// The next entry with a time of its own that begins after frame n and not after `until`.
    [[nodiscard]] virtual std::optional<RundownEntry> upcoming(int64_t /*n*/, int64_t /*until*/) { return {}; }
    /// Looks whether the plan is another one by now.
    [[nodiscard]] virtual Change look_again(int64_t /*n*/) { return {}; }
};

/// Clips in turn, for ever.
class LoopRundown : public Rundown {
public:
    explicit LoopRundown(std::vector<std::filesystem::path> clips) : clips_(std::move(clips)) {}

    [[nodiscard]] std::optional<RundownEntry> at(int64_t n) override;
    [[nodiscard]] std::optional<RundownEntry> after(const std::string& key) override;
    [[nodiscard]] std::optional<RundownEntry> find(const std::string& key) override;

private:
    [[nodiscard]] std::optional<RundownEntry> entry(size_t number) const;

    std::vector<std::filesystem::path> clips_;
};

}  // namespace gatecast
