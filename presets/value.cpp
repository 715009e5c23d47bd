// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/value.h"

#include <charconv>
#include <cmath>

#include "presets/text.h"

namespace gatecast {
namespace {

/// Everything a reader of one kind needs; problems are collected, never thrown.
struct Reading {
    const Node& node;
    const std::string& key;
    const Rule& rule;
    const Bounds& bounds;
    Problems& problems;

    std::nullopt_t refuse() const {
        refuse_value(node, key, rule, problems);
        return std::nullopt;
    }
};

/// The whole of `text` as a number; nothing else may stand in it.
std::optional<double> number_in(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

/// One or two figures, nothing else.
std::optional<int> digits_in(std::string_view text) {
    if (text.empty() || text.size() > 2) return std::nullopt;
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
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
    // rotation = 90 and level = 4.1 are meant as well as "90" and "4.1".
    const std::string given = text != nullptr ? *text : written(reading.node);
    for (size_t i = 0; i < reading.rule.names.size(); ++i) {
        if (given == reading.rule.names[i]) return static_cast<int64_t>(i);
    }
    return reading.refuse();
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

/// One side of an area, before it is rounded: pixels as they are, or a share of `whole`.
struct Length {
    double pixels = 0;
    bool share = false;
};

std::optional<Length> read_length(const Node& node, int whole) {
    const auto* text = node.as<std::string>();
    if (text != nullptr && text->ends_with('%')) {
        const auto percent = number_in(std::string_view(*text).substr(0, text->size() - 1));
        if (!percent || *percent < 0 || *percent > 100) return std::nullopt;
        return Length{*percent * whole / 100, true};
    }
    const auto number = plain_number(node);
    if (!number || !is_whole(*number) || *number < 0 || *number > 65536) return std::nullopt;
    return Length{*number, false};
}

struct Span {
    int start = 0;
    int length = 0;
};

/// Start and length in pixels. Shares are rounded at both ends, so that areas that touch as shares touch as pixels.
std::optional<Span> read_span(const Node& start, const Node& length, int whole, int step) {
    const auto from = read_length(start, whole);
    const auto size = read_length(length, whole);
    if (!from || !size) return std::nullopt;
    const auto rounded = [step](double pixels) { return static_cast<int>(std::lround(pixels / step)) * step; };
    const int first = from->share ? rounded(from->pixels) : static_cast<int>(from->pixels);
    if (!size->share) return Span{first, static_cast<int>(size->pixels)};
    return Span{first, rounded(from->pixels + size->pixels) - first};
}

std::optional<Value> read_area(const Reading& reading) {
    const auto& [canvas, step_x, step_y] = reading.bounds;
    const NodeList list = list_of(reading.node);
    if (list.size() != 4) return reading.refuse();
    const auto across = read_span(list[0], list[2], canvas.width, step_x);
    const auto down = read_span(list[1], list[3], canvas.height, step_y);
    if (!across || !down) return reading.refuse();
    const Rect area{across->start, down->start, across->length, down->length};
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

std::vector<std::string> parted(std::string_view text, char mark) {
    std::vector<std::string> parts;
    for (size_t start = 0; start <= text.size();) {
        const size_t end = std::min(text.find(mark, start), text.size());
        parts.emplace_back(trimmed(text.substr(start, end - start)));
        start = end + 1;
    }
    return parts;
}

std::optional<std::vector<std::string>> texts_in(const Node& node) {
    const auto* list = node.as<NodeList>();
    if (list == nullptr) return std::nullopt;
    std::vector<std::string> texts;
    for (const Node& each : *list) {
        const auto* text = each.as<std::string>();
        if (text == nullptr) return std::nullopt;
        texts.push_back(*text);
    }
    return texts;
}

/// Typed by hand, commas part them.
std::optional<Value> read_texts(const Reading& reading) {
    if (const auto texts = texts_in(reading.node)) return *texts;
    const auto* text = reading.node.as<std::string>();
    if (text == nullptr || !reading.node.typed_by_hand) return reading.refuse();
    return parted(*text, ',');
}

/// No text, no line.
std::optional<Value> read_lines(const Reading& reading) {
    if (const auto texts = texts_in(reading.node)) return *texts;
    const auto* text = reading.node.as<std::string>();
    if (text == nullptr) return reading.refuse();
    if (text->empty()) return std::vector<std::string>{};
    return reading.node.typed_by_hand ? parted(*text, '|') : std::vector{*text};
}

std::optional<Value> read_day_time(const Reading& reading) {
    const auto* text = reading.node.as<std::string>();
    if (text == nullptr) return reading.refuse();
    if (text->empty() || minutes_of_day(*text)) return *text;
    return reading.refuse();
}

}  // namespace

std::optional<int> minutes_of_day(std::string_view text) {
    const size_t colon = text.find(':');
    if (colon == std::string_view::npos || text.size() != colon + 3) return std::nullopt;
    const auto hours = digits_in(text.substr(0, colon));
    const auto minutes = digits_in(text.substr(colon + 1));
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    return *hours * 60 + *minutes;
}

std::optional<Value> read_value(const Node& node, const std::string& key, const Rule& rule, const Bounds& bounds,
                                Problems& problems) {
    const Reading reading{node, key, rule, bounds, problems};
    switch (rule.kind) {
        case Kind::kText:
            return read_text(reading);
        case Kind::kTexts:
            return read_texts(reading);
        case Kind::kLines:
            return read_lines(reading);
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
        case Kind::kDayTime:
            return read_day_time(reading);
        case Kind::kItems:
            break;  // read by their own table
    }
    return reading.refuse();
}

}  // namespace gatecast
