// SPDX-License-Identifier: GPL-3.0-or-later
// Finds presets by name: the user's own directory first, then ours; `extends` is resolved, every key checked
// against the table of options. A name with a slash or ending in .toml is a file. Called while setting up; throws Error
// with file:line:column and what is allowed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "presets/display.h"
#include "presets/encode.h"
#include "presets/message.h"
#include "presets/option_table.h"
#include "presets/programme.h"
#include "presets/style.h"

namespace gatecast {

enum class PresetKind : uint8_t { kDisplay, kEncode, kDelivery, kStyle, kProgramme };

class PresetLibrary {
public:
    /// Directories in order of precedence, each with displays/ encodes/ deliveries/ styles/ programmes/.
    explicit PresetLibrary(std::vector<std::filesystem::path> directories);

    [[nodiscard]] Display display(std::string_view name) const;
    /// `overrides`: "video.bitrate" = "8M", as given by --encode-set; the same table checks them.
    [[nodiscard]] Encode encode(std::string_view name,
                                const std::vector<std::pair<std::string, std::string>>& overrides = {}) const;
    [[nodiscard]] Delivery delivery(std::string_view name) const;
    /// A font that is a file lies beside the preset that names it. `overrides` as above.
    [[nodiscard]] Style style(std::string_view name,
                              const std::vector<std::pair<std::string, std::string>>& overrides = {}) const;

    /// Its graphics laid over those of the display; an empty name: the display's own alone. `overrides`:
    /// "ticker.words.vi" = "…", as given by --graphic.
    [[nodiscard]] Programme programme(std::string_view name, const Display& display,
                                      const std::vector<std::pair<std::string, std::string>>& overrides = {}) const;

    struct Entry {
        PresetKind kind;
        std::string name;
        std::filesystem::path file;
        std::string title_vi, title_en;
        std::vector<Message> problems;  // why it cannot be used
    };
    /// Every preset that a name would find, by kind and name; a broken one is listed with its problems.
    [[nodiscard]] std::vector<Entry> list() const;

    /// All that is wrong with one file, not the first thing only. Its kind is that of its folder, else of its keys.
    [[nodiscard]] std::vector<Message> check(const std::filesystem::path& file) const;

    /// What a file is checked as. Throws Error where it is no TOML.
    [[nodiscard]] PresetKind kind_of(const std::filesystem::path& file) const;

    /// Each option of one preset as it stands. Throws as reading it does.
    [[nodiscard]] std::vector<ShownOption> show(PresetKind kind, std::string_view name) const;

private:
    struct Loaded;
    [[nodiscard]] Loaded load(PresetKind kind, std::string_view name) const;
    void extend(PresetKind kind, Loaded& loaded) const;
    [[nodiscard]] std::vector<std::string> names(PresetKind kind) const;

    std::vector<std::filesystem::path> directories_;
};

}  // namespace gatecast
