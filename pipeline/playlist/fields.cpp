// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/fields.h"

#include <algorithm>
#include <array>

#include "pipeline/playlist/lists/folded.h"
#include "presets/nearest.h"
#include "presets/node.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr std::array kLists{"kind", "topic", "provenance", "run", "age_label"};

[[noreturn]] void refuse(const Node& node) {
    throw Error(message("{}: {} stands where a value with id, vi and en is needed. See presets/lists/fields.toml.",
                        node.where, written(node)));
}

std::string text_of(const NodeTable& table, const char* key) {
    const Node* node = find(table, key);
    if (node == nullptr) return {};
    if (const auto* text = node->as<std::string>()) return *text;
    throw Error(message("{}: {} = {} is not text. Put it in quotes.", node->where, key, written(*node)));
}

FieldValue value_of(const Node& node) {
    const auto* table = node.as<NodeTable>();
    if (table == nullptr) refuse(node);
    FieldValue value{text_of(*table, "id"), text_of(*table, "vi"), text_of(*table, "en"), {}, true};
    if (value.id.empty() || slug_of(value.id) != value.id)
        throw Error(
            message("{}: id = \"{}\" is no short name. Use small letters, digits and '-' only.", node.where, value.id));
    for (const Member& member : *table) {
        constexpr std::array<std::string_view, 5> kKeys{"id", "vi", "en", "also", "published"};
        if (std::ranges::find(kKeys, member.key) == kKeys.end())
            throw Error(message("{}: \"{}\" is not known here. Known are id, vi, en, also, published.", member.where,
                                member.key));
    }
    if (const Node* also = find(*table, "also")) {
        const auto* list = also->as<NodeList>();
        if (list == nullptr) throw Error(message("{}: also is a list: [\"…\", \"…\"].", also->where));
        for (const Node& each : *list)
            if (const auto* text = each.as<std::string>()) value.also.push_back(*text);
    }
    if (const Node* published = find(*table, "published"))
        value.published = published->as<bool>() == nullptr || *published->as<bool>();
    return value;
}

bool is_written(const FieldValue& value, const std::string& bare) {
    const auto same = [&](const std::string& each) { return !each.empty() && folded_bare(each) == bare; };
    return same(value.id) || same(value.vi) || same(value.en) || std::ranges::any_of(value.also, same);
}

}  // namespace

FieldLists::FieldLists(std::span<const fs::path> preset_directories) {
    for (const char* name : kLists) lists_.push_back({name, {}});
    for (const fs::path& directory : preset_directories) {
        const fs::path file = directory / "lists" / "fields.toml";
        std::error_code error;
        if (fs::exists(file, error)) add(file);
    }
}

void FieldLists::add(const fs::path& file) {
    Problems problems;
    const NodeTable table = read_toml(file, problems);
    if (!problems.empty()) throw Error(problems.front());
    for (const Member& member : table) {
        const auto list = std::ranges::find(lists_, member.key, &FieldList::name);
        if (list == lists_.end())
            throw Error(message("{}: there is no list \"{}\". The lists are kind, topic, provenance, run, age_label.",
                                member.where, member.key));
        const auto* values = member.node.as<NodeList>();
        if (values == nullptr) refuse(member.node);
        for (const Node& node : *values) {
            FieldValue value = value_of(node);
            const auto known = std::ranges::find(list->values, value.id, &FieldValue::id);
            if (known == list->values.end()) {
                list->values.push_back(std::move(value));
            } else {  // what was read before is more particular; other ways to write it are added
                known->also.insert(known->also.end(), value.also.begin(), value.also.end());
                known->also.insert(known->also.end(), {value.vi, value.en});
            }
        }
    }
}

const FieldList* FieldLists::list(std::string_view name) const {
    const auto found = std::ranges::find(lists_, name, &FieldList::name);
    return found == lists_.end() ? nullptr : &*found;
}

const FieldValue* FieldLists::find(std::string_view name, std::string_view written) const {
    const FieldList* values = list(name);
    if (values == nullptr) return nullptr;
    const std::string bare = folded_bare(written);
    const auto found =
        std::ranges::find_if(values->values, [&](const FieldValue& each) { return is_written(each, bare); });
    return found == values->values.end() ? nullptr : &*found;
}

std::string FieldLists::label(std::string_view name, std::string_view id, std::string_view language) const {
    const FieldList* values = list(name);
    if (values == nullptr) return std::string(id);
    const auto found = std::ranges::find(values->values, id, &FieldValue::id);
    if (found == values->values.end()) return std::string(id);
    const std::string& label = language == "vi" ? found->vi : found->en;
    return label.empty() ? std::string(id) : label;
}

std::string FieldLists::nearest_label(std::string_view name, std::string_view written) const {
    const FieldList* values = list(name);
    if (values == nullptr) return {};
    std::vector<std::string> words;
    std::vector<const FieldValue*> owners;
    for (const FieldValue& value : values->values) {
        std::vector<std::string> all = value.also;
        all.insert(all.end(), {value.id, value.vi, value.en});
        for (const std::string& each : all) {
            words.push_back(folded_bare(each));
            owners.push_back(&value);
        }
    }
    const std::string near = nearest(folded_bare(written), words);
    if (near.empty()) return {};
    return owners[static_cast<size_t>(std::ranges::find(words, near) - words.begin())]->vi;
}

}  // namespace gatecast
