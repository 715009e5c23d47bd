// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/webvtt_style.h"

#include <algorithm>

#include "subtitles/formats/colours.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/numbers.h"

namespace gatecast {
namespace {

std::string without_comments(std::string_view css) {
    std::string plain;
    while (!css.empty()) {
        const size_t begin = css.find("/*");
        plain += css.substr(0, begin);
        if (begin == std::string_view::npos) break;
        const size_t end = css.find("*/", begin + 2);
        if (end == std::string_view::npos) break;
        plain += ' ';
        css.remove_prefix(end + 2);
    }
    return plain;
}

/// The declaration's effect, or false: nothing that can be shown.
bool apply(std::string_view property, std::string_view value, TagEffect& effect) {
    if (equal_ignoring_case(property, "color")) {
        const std::optional<Rgb> colour = css_colour(value);
        if (colour) effect.colour = colour;
        return colour.has_value();
    }
    if (equal_ignoring_case(property, "font-weight")) {
        constexpr double kBold = 600;
        effect.bold = starts_with_ignoring_case(value, "bold") || read_decimal(value).value_or(0) >= kBold;
        return true;
    }
    if (equal_ignoring_case(property, "font-style")) {
        effect.italic = equal_ignoring_case(value, "italic") || equal_ignoring_case(value, "oblique");
        return true;
    }
    if (equal_ignoring_case(property, "text-decoration")) {
        effect.underline = equal_ignoring_case(value, "underline");
        return effect.underline || equal_ignoring_case(value, "none");
    }
    return false;
}

void add(TagEffect& to, const TagEffect& more) {
    to.bold |= more.bold;
    to.italic |= more.italic;
    to.underline |= more.underline;
    if (more.colour) to.colour = more.colour;
}

}  // namespace

void WebvttStyles::read(std::string_view css, int line, Findings& findings) {
    const std::string plain = without_comments(css);
    std::string_view rest = plain;
    while (!trimmed(rest).empty()) {
        const size_t open = rest.find('{');
        if (open == std::string_view::npos) {
            findings.dropped_style(trimmed(rest), line);
            return;
        }
        const std::string_view selectors = trimmed(rest.substr(0, open));
        rest.remove_prefix(open + 1);
        read_rule(selectors, take_until(rest, '}'), line, findings);
    }
}

void WebvttStyles::read_rule(std::string_view selectors, std::string_view declarations, int line, Findings& findings) {
    TagEffect effect;
    while (!trimmed(declarations).empty()) {
        std::string_view declaration = trimmed(take_until(declarations, ';'));
        const std::string_view property = trimmed(take_until(declaration, ':'));
        if (!property.empty() && !apply(property, trimmed(declaration), effect)) findings.dropped_style(property, line);
    }
    while (!selectors.empty()) {
        std::string_view selector = trimmed(take_until(selectors, ','));
        if (selector == "::cue") {
            add(everywhere_, effect);
            continue;
        }
        const bool inside = selector.starts_with("::cue(") && selector.ends_with(')');
        if (inside) selector = trimmed(selector.substr(6, selector.size() - 7));
        const bool simple = inside && !selector.empty() &&
                            selector.find_first_of(" [:>#+~") == std::string_view::npos &&
                            selector.find('.', 1) == std::string_view::npos;
        if (simple) {
            add(effects_[std::string(selector)], effect);
        } else if (!selector.empty()) {
            findings.dropped_style(selector, line);
        }
    }
}

const TagEffect* WebvttStyles::find(std::string_view selector) const {
    const auto found = effects_.find(selector);
    return found == effects_.end() ? nullptr : &found->second;
}

}  // namespace gatecast
