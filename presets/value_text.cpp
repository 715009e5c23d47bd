// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "presets/nearest.h"
#include "presets/text.h"
#include "presets/value.h"

namespace gatecast {
namespace {

std::string number_text(double number) {
    const bool whole = number == std::floor(number) && std::abs(number) < 1e15;
    return whole ? fmt::format("{}", static_cast<int64_t>(number)) : fmt::format("{}", number);
}

void refuse_choice(const Node& node, const std::string& key, const Rule& rule, Problems& problems) {
    const std::vector<std::string> names(rule.names.begin(), rule.names.end());
    const auto* text = node.as<std::string>();
    const std::string meant = text != nullptr ? nearest(*text, names) : std::string{};
    if (meant.empty()) {
        problems.push_back(
            message("{}: {} = {} is not known. Allowed: {}.", node.where, key, written(node), joined(names)));
    } else {
        problems.push_back(message("{}: {} = {} is not known. Allowed: {}. Did you mean \"{}\"?", node.where, key,
                                   written(node), joined(names), meant));
    }
}

std::string colour_text(const Rgb& colour) {
    const auto part = [](double share) { return static_cast<int>(std::lround(share * 255)); };
    return fmt::format("\"#{:02x}{:02x}{:02x}\"", part(colour.r), part(colour.g), part(colour.b));
}

std::string quoted(const std::string& text) {
    std::string escaped = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') escaped += '\\';
        if (c == '\n') {
            escaped += "\\n";
        } else {
            escaped += c;
        }
    }
    return escaped + '"';
}

}  // namespace

/// One sentence a kind, so that each is whole and can be translated.
void refuse_value(const Node& node, const std::string& key, const Rule& rule, Problems& problems) {
    const std::string& where = node.where;
    const std::string given = written(node);
    const std::string least = number_text(rule.least);
    const std::string most = number_text(rule.most);
    switch (rule.kind) {
        case Kind::kText:
            problems.push_back(message("{}: {} must be text in quotes, not {}.", where, key, given));
            break;
        case Kind::kTexts:
            problems.push_back(
                message("{}: {} must be a list of texts, such as [\"Noto Sans\", \"Noto Sans Khmer\"], not {}.", where,
                        key, given));
            break;
        case Kind::kLines:
            problems.push_back(message(
                "{}: {} must be a text, or a list of texts, one for each line or message, not {}.", where, key, given));
            break;
        case Kind::kFlag:
            problems.push_back(message("{}: {} must be true or false, not {}.", where, key, given));
            break;
        case Kind::kWhole:
            problems.push_back(
                message("{}: {} must be a whole number from {} to {}, not {}.", where, key, least, most, given));
            break;
        case Kind::kNumber:
            problems.push_back(
                message("{}: {} must be a number from {} to {}, not {}.", where, key, least, most, given));
            break;
        case Kind::kQuantity:
            problems.push_back(message("{}: {} must be from {} to {}, such as 8000000, \"8M\" or \"192k\", not {}.",
                                       where, key, least, most, given));
            break;
        case Kind::kSize:
            problems.push_back(
                message("{}: {} must be two even numbers of pixels from {} to {}, such as [1920, 1080], not {}.", where,
                        key, least, most, given));
            break;
        case Kind::kPoint:
            problems.push_back(
                message("{}: {} must be two even numbers of pixels, such as [0, 0], not {}.", where, key, given));
            break;
        case Kind::kColour:
            problems.push_back(message("{}: {} must be a colour such as \"#102a43\", not {}.", where, key, given));
            break;
        case Kind::kRate:
            problems.push_back(
                message("{}: {} must be frames a second from {} to {}, such as 25, 29.97 or \"30000/1001\", not {}.",
                        where, key, least, most, given));
            break;
        case Kind::kTimecode:
            problems.push_back(
                message("{}: {} must be a timecode such as \"10:00:00:00\", not {}.", where, key, given));
            break;
        case Kind::kDayTime:
            problems.push_back(message("{}: {} must be a time of day such as \"18:30\", not {}.", where, key, given));
            break;
        case Kind::kArea:
            problems.push_back(
                message("{}: {} must be [left, top, width, height] in pixels or shares such as \"50%\", not {}.", where,
                        key, given));
            break;
        case Kind::kItems:
            problems.push_back(message("{}: {} must be a list of tables, each begun with [[{}]].", where, key, key));
            break;
        case Kind::kChoice:
            refuse_choice(node, key, rule, problems);
            break;
    }
}

std::string written(const Value& value, const Rule& rule) {
    if (std::holds_alternative<std::monostate>(value)) return {};
    if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
    if (const auto* size = std::get_if<Size>(&value)) return fmt::format("[{}, {}]", size->width, size->height);
    if (const auto* colour = std::get_if<Rgb>(&value)) return colour_text(*colour);
    if (const auto* area = std::get_if<Rect>(&value)) {
        if (rule.kind == Kind::kPoint) return fmt::format("[{}, {}]", area->x, area->y);
        return fmt::format("[{}, {}, {}, {}]", area->x, area->y, area->width, area->height);
    }
    if (const auto* rate = std::get_if<Rational>(&value)) {
        return rate->den == 1 ? fmt::format("{}", rate->num) : fmt::format("\"{}/{}\"", rate->num, rate->den);
    }
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
        std::string list;
        for (const std::string& each : *texts) list += (list.empty() ? "" : ", ") + quoted(each);
        return "[" + list + "]";
    }
    const int64_t whole = std::get<int64_t>(value);
    if (rule.kind == Kind::kChoice) return fmt::format("\"{}\"", rule.names[static_cast<size_t>(whole)]);
    return fmt::format("{}", whole);
}

Message allowed(const Rule& rule) {
    const std::string least = number_text(rule.least);
    const std::string most = number_text(rule.most);
    switch (rule.kind) {
        case Kind::kText:
            return message("text");
        case Kind::kTexts:
            return message("a list of texts");
        case Kind::kLines:
            return message("a text, or a list of texts");
        case Kind::kFlag:
            return message("true or false");
        case Kind::kWhole:
            return message("a whole number from {} to {}", least, most);
        case Kind::kNumber:
            return message("a number from {} to {}", least, most);
        case Kind::kQuantity:
            return message("{} to {}; k, M and G may be used", least, most);
        case Kind::kChoice:
            return message("one of {}", joined({rule.names.begin(), rule.names.end()}));
        case Kind::kSize:
            return message("[width, height] in even pixels, {} to {}", least, most);
        case Kind::kPoint:
            return message("[left, top] in even pixels");
        case Kind::kArea:
            return message("[left, top, width, height] in pixels or shares of the canvas (\"50%\")");
        case Kind::kColour:
            return message("a colour such as \"#102a43\"");
        case Kind::kRate:
            return message("frames a second: 25, 29.97, \"30000/1001\"");
        case Kind::kTimecode:
            return message("a timecode: \"10:00:00:00\"");
        case Kind::kDayTime:
            return message("a time of day: \"18:30\"");
        case Kind::kItems:
            return message("a list of tables");
    }
    return {};
}

}  // namespace gatecast
