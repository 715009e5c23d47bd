// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/ttml_style.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "subtitles/formats/colours.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/numbers.h"
#include "subtitles/formats/xml_names.h"

namespace gatecast {
namespace {

constexpr int kMaxReferences = 8;  // styles that refer to styles
// A region this near to where text stands anyway says nothing about the place: the style's own is taken.
constexpr double kUsualTop = 0.2, kUsualBottom = 0.8, kUsualSide = 0.12, kUsualMiddle = 0.05;

std::string_view take_word(std::string_view& list) {
    list = trimmed(list);
    const size_t end = std::min(list.find_first_of(" \t\n"), list.size());
    const std::string_view word = list.substr(0, end);
    list.remove_prefix(end);
    return word;
}

void read_attribute(std::string_view name, std::string_view value, TtmlLook& look) {
    if (name == "color") look.colour = css_colour(value);
    if (name == "fontWeight") look.bold = value == "bold";
    if (name == "fontStyle") look.italic = value == "italic" || value == "oblique";
    if (name == "textDecoration") look.underline = value.find("underline") == 0;
    if (name == "textAlign") look.text_align = value;
    if (name == "displayAlign") look.display_align = value;
    if (name == "origin") look.origin = value;
    if (name == "extent") look.extent = value;
    if (name == "display") look.hidden = value == "none";
}

bool is_shown(std::string_view name) {
    constexpr std::array<std::string_view, 9> kShown{"color",          "fontWeight", "fontStyle",
                                                     "textDecoration", "textAlign",  "displayAlign",
                                                     "origin",         "extent",     "display"};
    return std::find(kShown.begin(), kShown.end(), name) != kShown.end();
}

enum class Side : uint8_t { kNear, kMiddle, kFar };  // left or top, centre, right or bottom

Side column_of(std::string_view text_align) {
    if (text_align == "left" || text_align == "start") return Side::kNear;
    return text_align == "right" || text_align == "end" ? Side::kFar : Side::kMiddle;
}

/// A region low on the picture that says nothing is meant as the place of subtitles.
Side row_of(std::string_view display_align, double top) {
    constexpr double kLow = 0.6;
    if (display_align.empty()) return top >= kLow ? Side::kFar : Side::kNear;
    return display_align == "after" ? Side::kFar : display_align == "center" ? Side::kMiddle : Side::kNear;
}

double at_side(double from, double length, Side side) {
    return std::clamp(from + length * static_cast<int>(side) / 2, 0.0, 1.0);
}

bool is_usual(double x, Side column, double y, Side row) {
    const bool column_usual = column == Side::kNear  ? x <= kUsualSide
                              : column == Side::kFar ? x >= 1 - kUsualSide
                                                     : std::abs(x - 0.5) <= kUsualMiddle;
    const bool row_usual = row == Side::kNear  ? y <= kUsualTop
                           : row == Side::kFar ? y >= kUsualBottom
                                               : std::abs(y - 0.5) <= kUsualMiddle;
    return column_usual && row_usual;
}

}  // namespace

TtmlLook TtmlLook::overlaid(const TtmlLook& over) const {
    TtmlLook both = *this;
    if (over.bold) both.bold = over.bold;
    if (over.italic) both.italic = over.italic;
    if (over.underline) both.underline = over.underline;
    if (over.colour) both.colour = over.colour;
    if (!over.text_align.empty()) both.text_align = over.text_align;
    if (!over.display_align.empty()) both.display_align = over.display_align;
    if (!over.origin.empty()) both.origin = over.origin;
    if (!over.extent.empty()) both.extent = over.extent;
    both.hidden |= over.hidden;
    return both;
}

TextLookAsked TtmlLook::asked() const {
    return {bold.value_or(false), italic.value_or(false), underline.value_or(false), colour};
}

TtmlStyles::TtmlStyles(const pugi::xml_node& tt, Dropped dropped) : dropped_(std::move(dropped)) {
    const auto pair = [](const char* written, SharePoint otherwise) {
        std::string_view rest = written ? written : "";
        const double x = read_decimal(take_word(rest)).value_or(0);
        const double y = read_decimal(rest).value_or(0);
        return x > 0 && y > 0 ? SharePoint{x, y} : otherwise;
    };
    root_px_ = pair(attribute_of(tt, "extent"), root_px_);
    cells_ = pair(attribute_of(tt, "cellResolution"), cells_);
    for (const pugi::xml_node& head : tt.children()) {
        if (!is_element(head, "head")) continue;
        for (const pugi::xml_node& part : head.children()) {
            for (const pugi::xml_node& node : part.children()) {
                const char* id = attribute_of(node, "id");
                if (id && is_element(node, "style")) styles_.emplace(id, node);
                if (id && is_element(node, "region")) region_nodes_.emplace(id, node);
            }
        }
    }
}

TtmlLook TtmlStyles::look_of(const pugi::xml_node& node) {
    return look_of(node, 0);
}

TtmlLook TtmlStyles::look_of(const pugi::xml_node& node, int depth) {
    TtmlLook look;
    const char* references = attribute_of(node, "style");
    std::string_view list = references && depth < kMaxReferences ? references : "";
    for (std::string_view id = take_word(list); !id.empty(); id = take_word(list)) {
        const auto style = styles_.find(id);
        if (style == styles_.end()) continue;
        const auto known = resolved_.find(id);
        if (known != resolved_.end()) {
            look = look.overlaid(known->second);
            continue;
        }
        const TtmlLook referred = look_of(style->second, depth + 1);
        if (depth == 0) resolved_.emplace(id, referred);
        look = look.overlaid(referred);
    }
    for (const pugi::xml_node& nested : node.children()) {
        if (is_element(node, "region") && is_element(nested, "style")) look = look.overlaid(look_of(nested, depth + 1));
    }
    TtmlLook own;
    for (const pugi::xml_attribute& attribute : node.attributes()) {
        const std::string_view name = local_name(attribute.name());
        read_attribute(name, attribute.value(), own);
        if (std::string_view(attribute.name()).starts_with("tts:") && !is_shown(name)) dropped_(attribute.name(), node);
    }
    return look.overlaid(own);
}

const TtmlLook* TtmlStyles::region(std::string_view id) {
    const auto known = regions_.find(id);
    if (known != regions_.end()) return &known->second;
    const auto node = region_nodes_.find(id);
    if (node == region_nodes_.end()) return nullptr;
    return &regions_.emplace(id, look_of(node->second)).first->second;
}

std::optional<SharePoint> TtmlStyles::pair_of(std::string_view written) const {
    const auto share = [](std::string_view length, double pixels, double cells) -> std::optional<double> {
        const std::optional<double> number = read_decimal(length);
        if (!number) return std::nullopt;
        if (length.ends_with("px")) return *number / pixels;
        if (length.ends_with('%') || length.ends_with("rw") || length.ends_with("rh")) return *number / 100;
        return length.ends_with('c') ? std::optional(*number / cells) : std::nullopt;
    };
    const std::optional<double> x = share(take_word(written), root_px_.x, cells_.x);
    const std::optional<double> y = share(trimmed(written), root_px_.y, cells_.y);
    return x && y ? std::optional(SharePoint{*x, *y}) : std::nullopt;
}

void TtmlStyles::place(std::string_view region_id, std::string_view text_align, Cue& cue) {
    const TtmlLook* region_look = region(region_id);
    const Side column = column_of(text_align);
    if (!region_look) {
        if (column != Side::kMiddle) cue.anchor = static_cast<int>(column) + 1;
        return;
    }
    const SharePoint origin = pair_of(region_look->origin).value_or(SharePoint{0, 0});
    const SharePoint extent = pair_of(region_look->extent).value_or(SharePoint{1 - origin.x, 1 - origin.y});
    const bool nowhere = region_look->origin.empty() && region_look->display_align.empty();
    const Side row = nowhere ? Side::kFar : row_of(region_look->display_align, origin.y);
    const double x = at_side(origin.x, extent.x, column);
    const double y = nowhere ? 1 : at_side(origin.y, extent.y, row);
    cue.anchor = (2 - static_cast<int>(row)) * 3 + static_cast<int>(column) + 1;
    // Our own writer says what it means; others' regions are taken for what they are used for.
    const char* own = attribute_of(region_nodes_.find(region_id)->second, "place");
    const std::string_view meant = own ? own : "";
    if (meant == "anchor") return;
    if (meant != "point" && is_usual(x, column, y, row)) {
        if (cue.anchor == 2) cue.anchor = 0;
        return;
    }
    cue.position = SharePoint{x, y};
}

}  // namespace gatecast
