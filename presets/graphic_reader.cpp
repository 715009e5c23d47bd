// SPDX-License-Identifier: GPL-3.0-or-later
// One graphic out of the tables that speak of it, and the list of all.
#include <algorithm>
#include <cctype>
#include <optional>

#include "presets/graphic_options.h"

namespace gatecast {
namespace {

/// What speaks of one graphic, most particular first, and the place of the first of them.
struct Mentioned {
    std::string name;
    std::string where;
    Layers layers;
};

std::string name_in(const NodeTable& table) {
    const Node* name = find(table, "name");
    const auto* text = name != nullptr ? name->as<std::string>() : nullptr;
    return text != nullptr ? *text : std::string{};
}

bool is_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' ||
               c == '_';
    });
}

/// The tables of one layer; what is no list of tables with names is complained of.
std::vector<const Node*> tables_of(const NodeTable& layer, Problems& problems) {
    const Node* list = find(layer, "graphic");
    const auto* nodes = list != nullptr ? list->as<NodeList>() : nullptr;
    std::vector<const Node*> tables;
    if (nodes == nullptr) return tables;  // the table of options complains of anything else
    for (const Node& node : *nodes) {
        const auto* table = node.as<NodeTable>();
        if (table == nullptr) {
            problems.push_back(message("{}: {} stands where a table is needed.", node.where, written(node)));
            continue;
        }
        const std::string name = name_in(*table);
        if (!is_name(name)) {
            problems.push_back(
                message("{}: a [[graphic]] needs a name of letters, figures and dashes, such as "
                        "name = \"ticker\".",
                        node.where));
            continue;
        }
        const bool twice = std::ranges::any_of(
            tables, [&name](const Node* other) { return name_in(*other->as<NodeTable>()) == name; });
        if (twice) {
            problems.push_back(
                message("{}: two graphics are called {}; give each a name of its own.", node.where, name));
            continue;
        }
        tables.push_back(&node);
    }
    return tables;
}

/// By name, those of the most general preset first: what is added stands after what is there.
std::vector<Mentioned> gather(const Layers& layers, Problems& problems) {
    std::vector<Mentioned> all;
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        for (const Node* node : tables_of(*layer, problems)) {
            const auto& table = *node->as<NodeTable>();
            const std::string name = name_in(table);
            auto found = std::ranges::find(all, name, &Mentioned::name);
            if (found == all.end()) found = all.insert(all.end(), Mentioned{name, {}, {}});
            found->where = node->where;
            found->layers.insert(found->layers.begin(), table);
        }
    }
    return all;
}

std::optional<GraphicKind> kind_named(std::string_view name) {
    for (int i = 0; i < kGraphicKinds; ++i) {
        if (graphic_kind_name(static_cast<GraphicKind>(i)) == name) return static_cast<GraphicKind>(i);
    }
    return std::nullopt;
}

/// "words" of "words.vi".
std::string_view group_of(std::string_view key) {
    return key.substr(0, key.find('.'));
}

std::string keys_known(unsigned kind) {
    std::string keys;
    for (const GraphicRow& each : graphic_rows()) {
        if ((each.kinds & kind) != 0) keys += (keys.empty() ? "" : ", ") + std::string(each.option.key);
    }
    return keys;
}

/// Takes out what graphics of this kind have no use for, and says so.
void refuse_useless_keys(GraphicKind kind, Layers& layers, Problems& problems) {
    const unsigned bit = 1U << static_cast<unsigned>(kind);
    const auto belongs = [](const Member& member, const GraphicRow& each) {
        return group_of(each.option.key) == member.key;
    };
    for (NodeTable& layer : layers) {
        std::erase_if(layer, [&](const Member& member) {
            const auto found =
                std::ranges::find_if(graphic_rows(), [&](const GraphicRow& each) { return belongs(member, each); });
            if (found == graphic_rows().end() || (found->kinds & bit) != 0) return false;
            problems.push_back(message("{}: a graphic of the kind {} has no use for {}. It knows: {}.", member.where,
                                       graphic_kind_name(kind), member.key, keys_known(bit)));
            return true;
        });
    }
}

/// The kind a graphic is to be of; nothing, and a problem, where that cannot be known.
std::optional<GraphicKind> kind_of(const Mentioned& mentioned, const Graphic* placed, const GraphicGround& ground,
                                   Problems& problems) {
    if (const Node* said = find(mentioned.layers, "kind")) {
        const auto* text = said->as<std::string>();
        if (const auto kind = text != nullptr ? kind_named(*text) : std::nullopt) return kind;
    } else if (placed != nullptr) {
        return placed->kind;
    } else if (const auto kind = kind_named(mentioned.name)) {
        return kind;
    } else if (ground.known) {
        problems.push_back(message("{}: graphic {} needs a kind: {}.", mentioned.where, mentioned.name,
                                   in_english(allowed(graphic_rows()[1].option.rule))));
    }
    return std::nullopt;
}

Message no_place(const Mentioned& mentioned, const GraphicGround& ground) {
    if (ground.display.empty()) {
        return message("{}: graphic {} has no place. Write area = [left, top, width, height].", mentioned.where,
                       mentioned.name);
    }
    return message(
        "{}: the display {} keeps no place for {}. Write a [[graphic]] of this name with an area in the "
        "display, or an area here.",
        mentioned.where, ground.display, mentioned.name);
}

Graphic read_graphic(Mentioned mentioned, const Graphic* placed, const GraphicGround& ground, Problems& problems) {
    Graphic graphic = placed != nullptr ? *placed : Graphic{};
    const size_t before = problems.size();
    const auto kind = kind_of(mentioned, placed, ground, problems);
    if (kind) {
        refuse_useless_keys(*kind, mentioned.layers, problems);
        graphic.kind = *kind;
    }
    std::vector<OptionRow<Graphic>> rows;
    for (const GraphicRow& each : graphic_rows()) rows.push_back(each.option);
    apply<Graphic>(
        rows, mentioned.layers, graphic, [&ground](const Graphic&) { return ground.bounds; }, problems);
    if (problems.size() > before) return graphic;
    if (graphic.area.empty() && ground.known) problems.push_back(no_place(mentioned, ground));
    if (kind) check_graphic(graphic, mentioned.layers, problems);
    return graphic;
}

}  // namespace

std::vector<std::string> graphic_names(const Layers& layers) {
    Problems ignored;
    std::vector<std::string> names;
    for (const Mentioned& each : gather(layers, ignored)) names.push_back(each.name);
    return names;
}

std::vector<Graphic> read_graphics(const Layers& layers, const GraphicGround& ground, Problems& problems) {
    std::vector<Graphic> graphics = ground.graphics;
    for (Mentioned& mentioned : gather(layers, problems)) {
        const auto placed = std::ranges::find(graphics, mentioned.name, &Graphic::name);
        if (placed != graphics.end()) {
            *placed = read_graphic(std::move(mentioned), &*placed, ground, problems);
        } else {
            graphics.push_back(read_graphic(std::move(mentioned), nullptr, ground, problems));
        }
    }
    return graphics;
}

}  // namespace gatecast
