// SPDX-License-Identifier: GPL-3.0-or-later
// What no single key of a graphic can know.
#include <algorithm>

#include "presets/graphic_options.h"

namespace gatecast {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// HH, mm and ss, each at most once, at least one; no other letters.
bool is_clock_format(std::string_view format) {
    std::vector<std::string_view> parts;
    for (size_t at = 0; at < format.size();) {
        if (!is_letter(format[at])) {
            ++at;
            continue;
        }
        size_t end = at;
        while (end < format.size() && is_letter(format[end])) ++end;
        const std::string_view part = format.substr(at, end - at);
        if ((part != "HH" && part != "mm" && part != "ss") || std::ranges::find(parts, part) != parts.end())
            return false;
        parts.push_back(part);
        at = end;
    }
    return !parts.empty();
}

/// "logo.%04d.png": the number of the picture stands there once.
bool has_number(std::string_view path) {
    const size_t percent = path.find('%');
    if (percent == std::string_view::npos || path.find('%', percent + 1) != std::string_view::npos) return false;
    size_t at = percent + 1;
    while (at < path.size() && path[at] >= '0' && path[at] <= '9') ++at;
    return at < path.size() && path[at] == 'd' && at - percent <= 3;
}

void check_time(const Graphic& graphic, const Layers& layers, Problems& problems) {
    if (!graphic.until_s) return;
    const double length = *graphic.until_s - graphic.from_s;
    if (length <= 0) {
        problems.push_back(message("{}: graphic {} would be gone before it comes: from = {}, until = {}.",
                                   where_of(layers, "until"), graphic.name, graphic.from_s, *graphic.until_s));
        return;
    }
    const double moves = (graphic.enter != Direction::kNone ? graphic.move_s : 0) +
                         (graphic.leave != Direction::kNone ? graphic.move_s : 0);
    const double fades = graphic.fade_in_s + graphic.fade_out_s;
    if (std::max(moves, fades) > length) {
        problems.push_back(
            message("{}: graphic {} is shown for {} seconds, but comes and goes for {}. Shorten fade_in, fade_out or "
                    "move, or show it longer.",
                    where_of(layers, "until"), graphic.name, length, std::max(moves, fades)));
    }
}

void check_languages(const Graphic& graphic, const Layers& layers, Problems& problems) {
    const auto known = [](const std::string& each) { return each == "vi" || each == "en" || each == "km"; };
    std::vector<std::string> sorted = graphic.languages;
    std::ranges::sort(sorted);
    const bool twice = std::ranges::adjacent_find(sorted) != sorted.end();
    if (!sorted.empty() && !twice && std::ranges::all_of(sorted, known)) return;
    problems.push_back(message("{}: languages of graphic {} must be some of vi, en and km, each once.",
                               where_of(layers, "languages"), graphic.name));
}

void check_image(const Graphic& graphic, const Layers& layers, Problems& problems) {
    if (graphic.image.empty()) return;  // a place that programmes fill
    const bool numbered = has_number(graphic.image);
    if (graphic.kind == GraphicKind::kSequence && !numbered) {
        problems.push_back(
            message("{}: the pictures of a sequence are numbered: write %04d where the number of four "
                    "figures stands, such as \"sao.%04d.png\".",
                    where_of(layers, "image")));
    } else if (graphic.kind == GraphicKind::kImage && numbered) {
        problems.push_back(message("{}: {} has the number of a sequence in it; write kind = \"sequence\".",
                                   where_of(layers, "image"), graphic.image));
    }
}

}  // namespace

void check_graphic(const Graphic& graphic, const Layers& layers, Problems& problems) {
    check_time(graphic, layers, problems);
    check_languages(graphic, layers, problems);
    check_image(graphic, layers, problems);
    if (graphic.kind == GraphicKind::kClock && !is_clock_format(graphic.format)) {
        problems.push_back(
            message("{}: format = \"{}\" is no time: write HH for hours, mm for minutes, ss for "
                    "seconds, and signs between them, such as \"HH:mm\".",
                    where_of(layers, "format"), graphic.format));
    }
}

}  // namespace gatecast
