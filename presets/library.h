// Finds presets by name: the user's own directory first, then ours; `extends` is resolved, every key checked
// against the table of options. Called while setting up; throws Error with file:line:column and what is allowed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "presets/display.h"
#include "presets/encode.h"

namespace gatecast {

enum class PresetKind : uint8_t { kDisplay, kEncode, kDelivery };

class PresetLibrary {
public:
    /// Directories in order of precedence, each with displays/ encodes/ deliveries/.
    explicit PresetLibrary(std::vector<std::filesystem::path> directories);

    [[nodiscard]] Display display(std::string_view name) const;
    /// `overrides`: "video.bitrate" = "8M", as given by --encode-set; the same table checks them.
    [[nodiscard]] Encode encode(std::string_view name, const std::vector<std::pair<std::string, std::string>>& overrides = {}) const;
    [[nodiscard]] Delivery delivery(std::string_view name) const;

    struct Entry {
        PresetKind kind;
        std::string name;
        std::filesystem::path file;
        std::string title_vi, title_en;
    };
    [[nodiscard]] std::vector<Entry> list() const;

private:
    std::vector<std::filesystem::path> directories_;
};

}  // namespace gatecast
