// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/value.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "presets/nearest.h"

namespace gatecast {
namespace {

/// Everything a reader of one kind needs; problems are collected, never thrown.
struct Reading {
    const Node& node;
    const std::string& key;
    const Rule& rule;
    const Bounds& bounds;
    Problems& problems;

    std::nullopt_t refuse() const;
    std::nullopt_t refuse_choice(const std::string& given, const std::vector<std::string>& names) const;
};

std::string number_text(double number) {
    const bool whole = number == std::floor(number) && std::abs(number) < 1e15;
    return whole ? fmt::format("{}", static_cast<int64_t>(number)) : fmt::format("{}", number);
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// One sentence a kind, so that each is whole and can be translated.
std::nullopt_t Reading::refuse() const {
    const std::string& where = node.where;
    const std::string given = written(node);
    const std::string least = number_text(rule.least);
    const std::string most = number_text(rule.most);
    switch (rule.kind) {
        case Kind::kText:
            problems.push_back(message("{}: {} must be text in quotes, not {}.", where, key, given));
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
        case Kind::kArea:
            problems.push_back(
                message("{}: {} must be [left, top, width, height] in pixels or shares such as \"50%\", not {}.", where,
                        key, given));
            break;
        case Kind::kItems:
            problems.push_back(message("{}: {} must be a list of tables, each begun with [[{}]].", where, key, key));
            break;
        case Kind::kChoice: {
            const std::vector<std::string> names(rule.names.begin(), rule.names.end());
            problems.push_back(message("{}: {} = {} is not known. Allowed: {}.", where, key, given, joined(names)));
            break;
        }
    }
    return std::nullopt;
}

std::nullopt_t Reading::refuse_choice(const std::string& given, const std::vector<std::string>& names) const {
    const std::string meant = nearest(given, names);
    if (meant.empty()) return refuse();
    problems.push_back(message("{}: {} = \"{}\" is not known. Allowed: {}. Did you mean \"{}\"?", node.where, key,
                               given, joined(names), meant));
    return std::nullopt;
}

/// The whole of `text` as a number; nothing else may stand in it.
std::optional<double> number_in(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

std::optional<double> plain_number(const Node& node) {
    if (const auto* whole = node.as<int64_t>()) return static_cast<double>(*whole);
    if (const auto* number = node.as<double>()) return *number;
    const auto* text = node.as<std::string>();
    return text != nullptr && node.typed_by_hand ? number_in(*text) : std::nullopt;
}

bool within(const Rule& rule, double number) {
    return number >= rule.least && number <= rule.most;
}

bool is_whole(double number) {
    return number == std::floor(number) && std::abs(number) < 9e15;
}

std::optional<Value> read_flag(const Reading& reading) {
    if (const auto* flag = reading.node.as<bool>()) return *flag;
    const auto* text = reading.node.as<std::string>();
    if (text != nullptr && reading.node.typed_by_hand && (*text == "true" || *text == "false")) return *text == "true";
    return reading.refuse();
}

std::optional<Value> read_whole(const Reading& reading) {
    const auto number = plain_number(reading.node);
    if (!number || !is_whole(*number) || !within(reading.rule, *number)) return reading.refuse();
    return static_cast<int64_t>(*number);
}

std::optional<Value> read_number(const Reading& reading) {
    const auto number = plain_number(reading.node);
    if (!number || !within(reading.rule, *number)) return reading.refuse();
    return *number;
}

/// "1.5M": thousands, since bits a second and a player's gigabytes are counted in tens.
std::optional<double> quantity_in(std::string_view text) {
    double unit = 1;
    if (!text.empty()) {
        switch (text.back()) {
            case 'k':
            case 'K':
                unit = 1e3;
                break;
            case 'M':
                unit = 1e6;
                break;
            case 'G':
                unit = 1e9;
                break;
            default:
                break;
        }
    }
    if (unit > 1) text.remove_suffix(1);
    const auto number = number_in(text);
    return number ? std::optional(std::round(*number * unit)) : std::nullopt;
}

std::optional<Value> read_quantity(const Reading& reading) {
    const auto* text = reading.node.as<std::string>();
    const auto number = text != nullptr ? quantity_in(*text) : plain_number(reading.node);
    if (!number || !is_whole(*number) || !within(reading.rule, *number)) return reading.refuse();
    return static_cast<int64_t>(*number);
}

std::optional<Value> read_choice(const Reading& reading) {
    const auto* text = reading.node.as<std::string>();
    if (text == nullptr) return reading.refuse();
    const std::vector<std::string> names(reading.rule.names.begin(), reading.rule.names.end());
    for (size_t i = 0; i < names.size(); ++i) {
        if (names[i] == *text) return static_cast<int64_t>(i);
    }
    return reading.refuse_choice(*text, names);
}

/// The numbers of "[1920, 1080]", or of "1920x1080" and "0,0,50%,50%" typed by hand.
NodeList list_of(const Node& node) {
    if (const auto* list = node.as<NodeList>()) return *list;
    NodeList items;
    const auto* text = node.as<std::string>();
    if (text == nullptr || !node.typed_by_hand) return items;
    size_t start = 0;
    while (start <= text->size()) {
        const size_t end = std::min(text->find_first_of("x,", start), text->size());
        items.push_back({node.where, text->substr(start, end - start), true});
        start = end + 1;
    }
    return items;
}

std::optional<int> even_pixels(const Node& node, double least, double most) {
    const auto number = plain_number(node);
    if (!number || !is_whole(*number) || *number < least || *number > most) return std::nullopt;
    const int pixels = static_cast<int>(*number);
    return pixels % 2 == 0 ? std::optional(pixels) : std::nullopt;
}

std::optional<Value> read_pair(const Reading& reading, double least, double most) {
    const NodeList list = list_of(reading.node);
    if (list.size() != 2) return reading.refuse();
    const auto first = even_pixels(list[0], least, most);
    const auto second = even_pixels(list[1], least, most);
    if (!first || !second) return reading.refuse();
    if (reading.rule.kind == Kind::kPoint) return Rect{*first, *second, 0, 0};
    return Size{*first, *second};
}

/// One side of an area: pixels as they are, a share of `whole` rounded to the step.
std::optional<int> read_length(const Node& node, int whole, int step) {
    const auto* text = node.as<std::string>();
    if (text != nullptr && text->ends_with('%')) {
        const auto percent = number_in(std::string_view(*text).substr(0, text->size() - 1));
        if (!percent || *percent < 0 || *percent > 100) return std::nullopt;
        return static_cast<int>(std::lround(*percent / 100 * whole / step)) * step;
    }
    const auto number = plain_number(node);
    if (!number || !is_whole(*number) || *number < 0 || *number > 65536) return std::nullopt;
    return static_cast<int>(*number);
}

std::optional<Value> read_area(const Reading& reading) {
    const auto& [canvas, step_x, step_y] = reading.bounds;
    const NodeList list = list_of(reading.node);
    if (list.size() != 4) return reading.refuse();
    const std::array lengths{read_length(list[0], canvas.width, step_x), read_length(list[1], canvas.height, step_y),
                             read_length(list[2], canvas.width, step_x), read_length(list[3], canvas.height, step_y)};
    for (const auto& length : lengths) {
        if (!length) return reading.refuse();
    }
    const Rect area{*lengths[0], *lengths[1], *lengths[2], *lengths[3]};
    const std::string& where = reading.node.where;
    if (area.x % step_x != 0 || area.width % step_x != 0 || area.y % step_y != 0 || area.height % step_y != 0) {
        reading.problems.push_back(
            message("{}: {} = {}: left and width must be multiples of {}, top and height of {} pixels.", where,
                    reading.key, written(Value(area), reading.rule), step_x, step_y));
        return std::nullopt;
    }
    if (!contains(area_of(canvas), area) || area.empty()) {
        reading.problems.push_back(message("{}: {} = {} is empty or does not lie inside the canvas of {}x{} pixels.",
                                           where, reading.key, written(Value(area), reading.rule), canvas.width,
                                           canvas.height));
        return std::nullopt;
    }
    return area;
}

std::optional<Value> read_colour(const Reading& reading) {
    const auto* text = reading.node.as<std::string>();
    if (text == nullptr || text->size() != 7 || text->front() != '#') return reading.refuse();
    std::array<double, 3> parts{};
    for (size_t i = 0; i < 3; ++i) {
        unsigned part = 0;
        const char* begin = text->data() + 1 + 2 * i;
        const auto [end, error] = std::from_chars(begin, begin + 2, part, 16);
        if (error != std::errc{} || end != begin + 2) return reading.refuse();
        parts[i] = part / 255.0;
    }
    return Rgb{parts[0], parts[1], parts[2]};
}

/// Television's rates are written 23.976, 29.97 and 59.94, and are none of these numbers.
std::optional<Rational> rate_of(double number) {
    if (is_whole(number)) return Rational{static_cast<int64_t>(number), 1};
    for (const int64_t nominal : {24, 30, 60}) {
        const Rational rate{nominal * 1000, 1001};
        if (std::abs(rate.value() - number) < 0.006) return rate;
    }
    return std::nullopt;
}

std::optional<Rational> fraction_in(std::string_view text) {
    const size_t slash = text.find('/');
    const auto over = number_in(text.substr(0, slash));
    if (slash == std::string_view::npos) return over ? rate_of(*over) : std::nullopt;
    const auto under = number_in(text.substr(slash + 1));
    if (!over || !under || !is_whole(*over) || !is_whole(*under) || *under < 1 || *over > 1e9) return std::nullopt;
    return Rational{static_cast<int64_t>(*over), static_cast<int64_t>(*under)}.reduced();
}

std::optional<Value> read_rate(const Reading& reading) {
    const auto* text = reading.node.as<std::string>();
    const auto number = plain_number(reading.node);
    const auto rate = text != nullptr ? fraction_in(*text) : number ? rate_of(*number) : std::nullopt;
    if (!rate || !within(reading.rule, rate->value())) return reading.refuse();
    return *rate;
}

std::optional<Value> read_timecode(const Reading& reading) {
    const auto* text = reading.node.as<std::string>();
    if (text == nullptr) return reading.refuse();
    if (text->empty()) return *text;
    constexpr std::string_view kPattern = "00:00:00:00";
    if (text->size() != kPattern.size()) return reading.refuse();
    for (size_t i = 0; i < kPattern.size(); ++i) {
        const char c = (*text)[i];
        if (kPattern[i] == ':' ? c != ':' : c < '0' || c > '9') return reading.refuse();
    }
    const bool in_day = text->substr(0, 2) < "24" && text->substr(3, 2) < "60" && text->substr(6, 2) < "60";
    return in_day ? std::optional<Value>(*text) : reading.refuse();
}

std::optional<Value> read_text(const Reading& reading) {
    const auto* text = reading.node.as<std::string>();
    return text != nullptr ? std::optional<Value>(*text) : reading.refuse();
}

std::string colour_text(const Rgb& colour) {
    const auto part = [](double share) { return static_cast<int>(std::lround(share * 255)); };
    return fmt::format("\"#{:02x}{:02x}{:02x}\"", part(colour.r), part(colour.g), part(colour.b));
}

}  // namespace

std::optional<Value> read_value(const Node& node, const std::string& key, const Rule& rule, const Bounds& bounds,
                                Problems& problems) {
    const Reading reading{node, key, rule, bounds, problems};
    switch (rule.kind) {
        case Kind::kText:
            return read_text(reading);
        case Kind::kFlag:
            return read_flag(reading);
        case Kind::kWhole:
            return read_whole(reading);
        case Kind::kNumber:
            return read_number(reading);
        case Kind::kQuantity:
            return read_quantity(reading);
        case Kind::kChoice:
            return read_choice(reading);
        case Kind::kSize:
            return read_pair(reading, rule.least, rule.most);
        case Kind::kPoint:
            return read_pair(reading, 0, 65536);
        case Kind::kArea:
            return read_area(reading);
        case Kind::kColour:
            return read_colour(reading);
        case Kind::kRate:
            return read_rate(reading);
        case Kind::kTimecode:
            return read_timecode(reading);
        case Kind::kItems:
            break;  // read by their own table
    }
    return reading.refuse();
}

std::string written(const Value& value, const Rule& rule) {
    if (const auto* text = std::get_if<std::string>(&value)) return '"' + *text + '"';
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
        case Kind::kItems:
            return message("a list of tables");
    }
    return {};
}

}  // namespace gatecast
