// SPDX-License-Identifier: GPL-3.0-or-later
// The closed lists that an item's kind, topic, provenance, run and age label come from: presets/lists/fields.toml, and
// a file of the same name among the user's own presets, which adds to it. Read once while setting up; a value then.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatecast {

struct FieldValue {
    std::string id;  // what records and reports keep
    std::string vi, en;
    std::vector<std::string> also;  // as people write it
    bool published = true;          // stands in the schedule that is given to the public
};

struct FieldList {
    std::string name;  // "kind", "topic", "provenance", "run", "age_label"
    std::vector<FieldValue> values;
};

class FieldLists {
public:
    FieldLists() = default;
    /// From each directory's lists/fields.toml, most particular first. Throws Error with file, line and what is wrong.
    explicit FieldLists(std::span<const std::filesystem::path> preset_directories);

    [[nodiscard]] const std::vector<FieldList>& lists() const { return lists_; }
    [[nodiscard]] const FieldList* list(std::string_view name) const;
    /// By id, label or another way to write it; case, marks and blanks do not matter. Null: not in the list.
    [[nodiscard]] const FieldValue* find(std::string_view list, std::string_view written) const;
    /// The label in "vi" or "en"; the id itself where the list does not know it.
    [[nodiscard]] std::string label(std::string_view list, std::string_view id, std::string_view language) const;
    /// The label that was probably meant, or an empty string.
    [[nodiscard]] std::string nearest_label(std::string_view list, std::string_view written) const;

private:
    void add(const std::filesystem::path& file);
    std::vector<FieldList> lists_;
};

}  // namespace gatecast
