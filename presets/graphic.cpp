// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/graphic.h"

#include <algorithm>
#include <array>

#include "presets/nearest.h"
#include "presets/text.h"

namespace gatecast {
namespace {

constexpr std::array<int, kGraphicKinds> kZ{100, 110, 200, 400, 500, 510, 520, 600, 700};

constexpr std::array<std::string_view, 3> kLanguages{"vi", "en", "km"};

std::vector<std::string>& words_of(Words& words, std::string_view language) {
    return language == "vi" ? words.vi : language == "en" ? words.en : words.km;
}

const std::string* value_at(const Fields& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &Fields::value_type::first);
    return found == fields.end() ? nullptr : &found->second;
}

/// Of {title} in Vietnamese words: title.vi, else title.
const std::string* value_for(const Fields& fields, const std::string& name, std::string_view language) {
    const std::string* own = value_at(fields, fmt::format("{}.{}", name, language));
    return own != nullptr ? own : value_at(fields, name);
}

bool is_known(const Fields& fields, const std::string& name) {
    return std::ranges::any_of(
        fields, [&name](const auto& field) { return field.first == name || field.first.starts_with(name + "."); });
}

/// One line with the data in its places, and the names that stand for none.
struct Filled {
    std::string text;
    bool says_something = true;  // false: it asks for data and there is none
};

Filled filled(const std::string& line, const Fields& fields, std::string_view language,
              std::vector<std::string>& unknown) {
    Filled result;
    bool asks = false;
    bool answered = false;
    size_t at = 0;
    while (at < line.size()) {
        const size_t open = line.find('{', at);
        const size_t close = open == std::string::npos ? open : line.find('}', open);
        if (close == std::string::npos) {
            result.text += line.substr(at);
            break;
        }
        result.text += line.substr(at, open - at);
        std::string name = line.substr(open + 1, close - open - 1);
        const bool may_lack = name.ends_with('?');
        if (may_lack) name.pop_back();
        const std::string* value = value_for(fields, name, language);
        if (value == nullptr && !may_lack && !is_known(fields, name) &&
            std::ranges::find(unknown, name) == unknown.end())
            unknown.push_back(name);
        asks = true;
        answered = answered || (value != nullptr && !trimmed(*value).empty());
        if (value != nullptr) result.text += *value;
        at = close + 1;
    }
    result.says_something = !trimmed(result.text).empty() && (answered || !asks);
    return result;
}

Message unknown_field(const Graphic& graphic, const std::string& name, const Fields& fields) {
    std::vector<std::string> names;
    for (const auto& [known, value] : fields) names.push_back(known);
    const std::string given = "{" + name + "}";
    const std::string meant = nearest(name, names);
    if (!meant.empty()) {
        return message("Graphic {}: its words ask for {}, which the item does not have. Did you mean {}?", graphic.name,
                       given, "{" + meant + "}");
    }
    if (fields.empty()) {
        return message("Graphic {}: its words ask for {}, but nothing is known of the item. Give it as {}=….",
                       graphic.name, given, name);
    }
    return message("Graphic {}: its words ask for {}, which the item does not have. It has: {}.", graphic.name, given,
                   joined(names));
}

}  // namespace

const std::vector<std::string>& Words::of(std::string_view language) const {
    return language == "vi" ? vi : language == "en" ? en : km;
}

int graphic_z(const Graphic& graphic) {
    return graphic.z.value_or(kZ[static_cast<size_t>(graphic.kind)]);
}

bool has_content(const Graphic& graphic) {
    switch (graphic.kind) {
        case GraphicKind::kImage:
        case GraphicKind::kSequence:
            return !graphic.image.empty();
        case GraphicKind::kClock:
        case GraphicKind::kCountdown:
        case GraphicKind::kDate:
            return true;
        case GraphicKind::kLowerThird:
        case GraphicKind::kTicker:
        case GraphicKind::kLabel:
        case GraphicKind::kNotice:
            break;
    }
    return std::ranges::any_of(graphic.languages,
                               [&graphic](const std::string& each) { return !graphic.words.of(each).empty(); });
}

bool shows_wall_time(const Graphic& graphic) {
    return graphic.kind == GraphicKind::kClock || graphic.kind == GraphicKind::kDate ||
           (graphic.kind == GraphicKind::kCountdown && !graphic.until_clock.empty());
}

std::vector<Message> fill_fields(Graphic& graphic, const Fields& fields) {
    std::vector<std::string> unknown;
    for (const std::string_view language : kLanguages) {
        std::vector<std::string> lines;
        for (const std::string& line : words_of(graphic.words, language)) {
            Filled result = filled(line, fields, language, unknown);
            if (result.says_something) lines.push_back(std::move(result.text));
        }
        words_of(graphic.words, language) = std::move(lines);
    }
    std::vector<Message> problems;
    for (const std::string& name : unknown) problems.push_back(unknown_field(graphic, name, fields));
    return problems;
}

}  // namespace gatecast
