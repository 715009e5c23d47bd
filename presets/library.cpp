// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/library.h"

#include <algorithm>
#include <optional>

#include "presets/graphic_options.h"
#include "presets/layer.h"
#include "presets/nearest.h"
#include "presets/options.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

struct KindRow {
    PresetKind kind;
    const char* folder;
    const char* unknown;  // N_(), with the name
    const char* meant;    // N_(), with the name and the nearest one
    std::vector<std::string> (*keys)();
    std::vector<ShownOption> (*show)(const Layers&);
    void (*check)(const Layers&, Problems&);
};

const KindRow kKinds[] = {
    {PresetKind::kDisplay, "displays", N_("There is no display {}. \"gatecast presets list\" shows them all."),
     N_("There is no display {}. Did you mean {}?"), display_keys, show_display,
     [](const Layers& layers, Problems& problems) { static_cast<void>(read_display(layers, problems)); }},
    {PresetKind::kEncode, "encodes", N_("There is no encode {}. \"gatecast presets list\" shows them all."),
     N_("There is no encode {}. Did you mean {}?"), encode_keys, show_encode,
     [](const Layers& layers, Problems& problems) { static_cast<void>(read_encode(layers, problems)); }},
    {PresetKind::kDelivery, "deliveries", N_("There is no delivery {}. \"gatecast presets list\" shows them all."),
     N_("There is no delivery {}. Did you mean {}?"), delivery_keys, show_delivery,
     [](const Layers& layers, Problems& problems) { static_cast<void>(read_delivery(layers, problems)); }},
    {PresetKind::kStyle, "styles", N_("There is no style {}. \"gatecast presets list\" shows them all."),
     N_("There is no style {}. Did you mean {}?"), style_keys, show_style,
     [](const Layers& layers, Problems& problems) { static_cast<void>(read_style(layers, problems)); }},
    {PresetKind::kProgramme, "programmes", N_("There is no programme {}. \"gatecast presets list\" shows them all."),
     N_("There is no programme {}. Did you mean {}?"), programme_keys, show_programme,
     [](const Layers& layers, Problems& problems) { static_cast<void>(read_programme(layers, nullptr, problems)); }},
};

const KindRow& row_of(PresetKind kind) {
    return kKinds[static_cast<size_t>(kind)];
}

bool is_file_name(std::string_view name) {
    return name.find('/') != std::string_view::npos || name.ends_with(".toml");
}

/// What a preset is called, found by its name or by its file.
std::string name_of(std::string_view name) {
    return is_file_name(name) ? fs::path(name).stem().string() : std::string(name);
}

bool is_file(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

/// The kind of a file outside our folders: the one that knows most of its keys.
PresetKind kind_by_keys(const NodeTable& table) {
    PresetKind best = PresetKind::kDisplay;
    size_t best_known = 0;
    for (const KindRow& row : kKinds) {
        const std::vector<std::string> keys = row.keys();
        const auto known = static_cast<size_t>(std::ranges::count_if(table, [&keys](const Member& member) {
            return std::ranges::any_of(keys, [&member](const std::string& key) {
                return key == member.key || key.starts_with(member.key + ".");
            });
        }));
        if (known > best_known) {
            best_known = known;
            best = row.kind;
        }
    }
    return best;
}

PresetKind kind_of_file(const fs::path& file, const NodeTable& table) {
    const fs::path folder = fs::absolute(file).parent_path().filename();
    const auto* const row = std::ranges::find(kKinds, folder, &KindRow::folder);
    return row != std::end(kKinds) ? row->kind : kind_by_keys(table);
}

void throw_first(const Problems& problems) {
    if (!problems.empty()) throw Error(problems.front());
}

std::string text_at(const Layers& layers, const char* key) {
    const Node* node = find(layers, key);
    const auto* text = node != nullptr ? node->as<std::string>() : nullptr;
    return text != nullptr ? *text : std::string{};
}

}  // namespace

/// One preset's layers and the files they came from.
struct PresetLibrary::Loaded {
    Layers layers;
    std::vector<fs::path> files;
    Problems problems;
};

PresetLibrary::PresetLibrary(std::vector<fs::path> directories) : directories_(std::move(directories)) {}

std::vector<std::string> PresetLibrary::names(PresetKind kind) const {
    std::vector<std::string> found;
    for (const fs::path& directory : directories_) {
        std::error_code error;
        for (const fs::directory_entry& entry : fs::directory_iterator(directory / row_of(kind).folder, error)) {
            if (entry.path().extension() == ".toml") found.push_back(entry.path().stem().string());
        }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

/// Adds what the last layer extends, and so on. A preset may extend one of its own name further down the directories:
/// that is how a user changes ours.
void PresetLibrary::extend(PresetKind kind, Loaded& loaded) const {
    while (loaded.problems.empty()) {
        const Node* base = find(loaded.layers.back(), "extends");
        if (base == nullptr) return;
        const auto* name = base->as<std::string>();
        if (name == nullptr) return;  // the table of options complains
        std::optional<fs::path> next;
        bool seen = false;
        for (const fs::path& directory : directories_) {
            const fs::path file = directory / row_of(kind).folder / (*name + ".toml");
            if (!is_file(file)) continue;
            const bool in_chain =
                std::ranges::any_of(loaded.files, [&file](const fs::path& each) { return fs::equivalent(each, file); });
            if (!in_chain && !next) next = file;
            seen = seen || in_chain;
        }
        if (!next && seen) {
            loaded.problems.push_back(
                message("{}: extends = \"{}\" leads in a circle back to itself.", base->where, *name));
        } else if (!next) {
            const std::string meant = nearest(*name, names(kind));
            loaded.problems.push_back(
                meant.empty() ? message("{}: extends = \"{}\": there is no such preset.", base->where, *name)
                              : message("{}: extends = \"{}\": there is no such preset. Did you mean \"{}\"?",
                                        base->where, *name, meant));
        } else {
            loaded.layers.push_back(read_preset(*next, loaded.problems));
            loaded.files.push_back(*next);
        }
    }
}

PresetLibrary::Loaded PresetLibrary::load(PresetKind kind, std::string_view name) const {
    const KindRow& row = row_of(kind);
    fs::path file;
    if (is_file_name(name)) {
        file = fs::path(name);
    } else {
        for (const fs::path& directory : directories_) {
            const fs::path candidate = directory / row.folder / (std::string(name) + ".toml");
            if (file.empty() && is_file(candidate)) file = candidate;
        }
    }
    if (file.empty()) {
        const std::string meant = nearest(name, names(kind));
        throw Error(meant.empty() ? message(row.unknown, name) : message(row.meant, name, meant));
    }
    Loaded loaded;
    loaded.layers.push_back(read_preset(file, loaded.problems));
    loaded.files.push_back(file);
    extend(kind, loaded);
    return loaded;
}

Display PresetLibrary::display(std::string_view name) const {
    Loaded loaded = load(PresetKind::kDisplay, name);
    throw_first(loaded.problems);
    Display display = read_display(loaded.layers, loaded.problems);
    throw_first(loaded.problems);
    display.name = name_of(name);
    return display;
}

Encode PresetLibrary::encode(std::string_view name,
                             const std::vector<std::pair<std::string, std::string>>& overrides) const {
    Loaded loaded = load(PresetKind::kEncode, name);
    throw_first(loaded.problems);
    for (const auto& setting : overrides)
        loaded.layers.insert(loaded.layers.begin(), table_of(setting));  // the last one wins
    Encode encode = read_encode(loaded.layers, loaded.problems);
    throw_first(loaded.problems);
    encode.name = name_of(name);
    return encode;
}

Delivery PresetLibrary::delivery(std::string_view name) const {
    Loaded loaded = load(PresetKind::kDelivery, name);
    throw_first(loaded.problems);
    Delivery delivery = read_delivery(loaded.layers, loaded.problems);
    throw_first(loaded.problems);
    delivery.name = name_of(name);
    return delivery;
}

Style PresetLibrary::style(std::string_view name,
                           const std::vector<std::pair<std::string, std::string>>& overrides) const {
    Loaded loaded = load(PresetKind::kStyle, name);
    throw_first(loaded.problems);
    for (const auto& setting : overrides) loaded.layers.insert(loaded.layers.begin(), table_of(setting));
    Style style = read_style(loaded.layers, loaded.problems);
    throw_first(loaded.problems);
    style.name = name_of(name);
    return style;
}

Programme PresetLibrary::programme(std::string_view name, const Display& display,
                                   const std::vector<std::pair<std::string, std::string>>& overrides) const {
    Loaded loaded;
    if (!name.empty()) loaded = load(PresetKind::kProgramme, name);
    throw_first(loaded.problems);
    std::vector<std::string> names = graphic_names(loaded.layers);
    for (const Graphic& graphic : display.graphics) {
        if (std::ranges::find(names, graphic.name) == names.end()) names.push_back(graphic.name);
    }
    for (const auto& setting : overrides) {
        loaded.layers.insert(loaded.layers.begin(), graphic_layer(setting, names, loaded.problems));
    }
    throw_first(loaded.problems);
    Programme programme = read_programme(loaded.layers, &display, loaded.problems);
    throw_first(loaded.problems);
    programme.name = name_of(name);
    return programme;
}

std::vector<PresetLibrary::Entry> PresetLibrary::list() const {
    std::vector<Entry> entries;
    for (const KindRow& row : kKinds) {
        for (const std::string& name : names(row.kind)) {
            Loaded loaded = load(row.kind, name);
            if (loaded.problems.empty()) row.check(loaded.layers, loaded.problems);
            entries.push_back({row.kind, name, loaded.files.front(), text_at(loaded.layers, "title_vi"),
                               text_at(loaded.layers, "title_en"), std::move(loaded.problems)});
        }
    }
    return entries;
}

std::vector<Message> PresetLibrary::check(const fs::path& file) const {
    Loaded loaded;
    loaded.layers.push_back(read_preset(file, loaded.problems));
    loaded.files.push_back(file);
    if (!loaded.problems.empty()) return loaded.problems;
    const PresetKind kind = kind_of_file(file, loaded.layers.front());
    extend(kind, loaded);
    if (loaded.problems.empty()) row_of(kind).check(loaded.layers, loaded.problems);
    return loaded.problems;
}

PresetKind PresetLibrary::kind_of(const fs::path& file) const {
    Problems problems;
    const NodeTable table = read_preset(file, problems);
    throw_first(problems);
    return kind_of_file(file, table);
}

std::vector<ShownOption> PresetLibrary::show(PresetKind kind, std::string_view name) const {
    Loaded loaded = load(kind, name);
    if (loaded.problems.empty()) row_of(kind).check(loaded.layers, loaded.problems);
    throw_first(loaded.problems);
    return row_of(kind).show(loaded.layers);
}

}  // namespace gatecast
