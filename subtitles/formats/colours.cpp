// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/colours.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "subtitles/formats/lines.h"

namespace gatecast {
namespace {

struct NamedColour {
    const char* name;
    uint32_t rgb;
    bool webvtt;  // a class that every WebVTT reader knows
};

// The sixteen of HTML, those of WebVTT's classes, and what editors offer beside them.
constexpr std::array kColours{
    NamedColour{"white", 0xFFFFFF, true},        NamedColour{"yellow", 0xFFFF00, true},
    NamedColour{"cyan", 0x00FFFF, true},         NamedColour{"lime", 0x00FF00, true},
    NamedColour{"magenta", 0xFF00FF, true},      NamedColour{"red", 0xFF0000, true},
    NamedColour{"blue", 0x0000FF, true},         NamedColour{"black", 0x000000, true},
    NamedColour{"aqua", 0x00FFFF, false},        NamedColour{"fuchsia", 0xFF00FF, false},
    NamedColour{"green", 0x008000, false},       NamedColour{"gray", 0x808080, false},
    NamedColour{"grey", 0x808080, false},        NamedColour{"silver", 0xC0C0C0, false},
    NamedColour{"maroon", 0x800000, false},      NamedColour{"navy", 0x000080, false},
    NamedColour{"olive", 0x808000, false},       NamedColour{"purple", 0x800080, false},
    NamedColour{"teal", 0x008080, false},        NamedColour{"orange", 0xFFA500, false},
    NamedColour{"gold", 0xFFD700, false},        NamedColour{"pink", 0xFFC0CB, false},
    NamedColour{"brown", 0xA52A2A, false},       NamedColour{"violet", 0xEE82EE, false},
    NamedColour{"lightblue", 0xADD8E6, false},   NamedColour{"lightgreen", 0x90EE90, false},
    NamedColour{"lightyellow", 0xFFFFE0, false}, NamedColour{"lightgray", 0xD3D3D3, false},
    NamedColour{"lightgrey", 0xD3D3D3, false},   NamedColour{"darkgray", 0xA9A9A9, false},
};

Rgb from_code(uint32_t rgb) {
    const auto share = [&](int shift) { return ((rgb >> shift) & 0xFF) / 255.0; };
    return {share(16), share(8), share(0)};
}

uint32_t to_code(const Rgb& colour) {
    const auto byte = [](double share) {
        return static_cast<uint32_t>(std::lround(std::min(1.0, std::max(0.0, share)) * 255));
    };
    return byte(colour.r) << 16 | byte(colour.g) << 8 | byte(colour.b);
}

std::optional<uint32_t> hexadecimal(std::string_view digits) {
    uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

std::optional<Rgb> css_hexadecimal(std::string_view digits) {
    const std::optional<uint32_t> value = hexadecimal(digits);
    if (!value) return std::nullopt;
    if (digits.size() == 6) return from_code(*value);
    if (digits.size() == 8) return from_code(*value >> 8);
    if (digits.size() != 3 && digits.size() != 4) return std::nullopt;
    const uint32_t rgb = digits.size() == 4 ? *value >> 4 : *value;
    return from_code((rgb & 0xF00) * 0x1100 | (rgb & 0x0F0) * 0x110 | (rgb & 0x00F) * 0x11);
}

/// The inside of rgb(…) or rgba(…): bytes or per cent.
std::optional<Rgb> css_function(std::string_view arguments) {
    std::array<double, 3> part{};
    for (double& share : part) {
        std::string_view number = trimmed(take_until(arguments, ','));
        const bool per_cent = number.ends_with('%');
        if (per_cent) number.remove_suffix(1);
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), share);
        if (error != std::errc() || end != number.data() + number.size()) return std::nullopt;
        share = std::min(1.0, std::max(0.0, share / (per_cent ? 100 : 255)));
    }
    return Rgb{part[0], part[1], part[2]};
}

}  // namespace

std::optional<Rgb> css_colour(std::string_view written) {
    written = trimmed(written);
    if (written.starts_with('#')) return css_hexadecimal(written.substr(1));
    const size_t open = written.find('(');
    if (open != std::string_view::npos && written.ends_with(')') && starts_with_ignoring_case(written, "rgb")) {
        return css_function(written.substr(open + 1, written.size() - open - 2));
    }
    for (const NamedColour& named : kColours) {
        if (equal_ignoring_case(written, named.name)) return from_code(named.rgb);
    }
    return written.size() == 6 ? css_hexadecimal(written) : std::nullopt;
}

std::optional<AssColour> ass_colour(std::string_view written) {
    written = trimmed(written);
    while (written.ends_with('&')) written.remove_suffix(1);
    uint32_t value = 0;
    if (starts_with_ignoring_case(written, "&h") || starts_with_ignoring_case(written, "0x")) {
        written.remove_prefix(2);
        if (written.size() > 8) written.remove_prefix(written.size() - 8);
        const std::optional<uint32_t> read = hexadecimal(written);
        if (!read) return std::nullopt;
        value = *read;
    } else {
        int64_t decimal = 0;
        if (written.starts_with('&')) written.remove_prefix(1);
        const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), decimal);
        if (error != std::errc() || end != written.data() + written.size()) return std::nullopt;
        value = static_cast<uint32_t>(decimal);
    }
    const uint32_t rgb = (value & 0xFF) << 16 | (value & 0xFF00) | ((value >> 16) & 0xFF);
    return AssColour{from_code(rgb), static_cast<int>(value >> 24)};
}

std::string css_hex(const Rgb& colour) {
    return fmt::format("#{:06x}", to_code(colour));
}

std::string ass_hex(const Rgb& colour) {
    const uint32_t rgb = to_code(colour);
    return fmt::format("&H{:02X}{:02X}{:02X}&", rgb & 0xFF, (rgb >> 8) & 0xFF, rgb >> 16);
}

const char* webvtt_colour_name(const Rgb& colour) {
    const uint32_t code = to_code(colour);
    for (const NamedColour& named : kColours) {
        if (named.webvtt && named.rgb == code) return named.name;
    }
    return nullptr;
}

std::optional<Rgb> webvtt_colour(std::string_view name) {
    for (const NamedColour& named : kColours) {
        if (named.webvtt && name == named.name) return from_code(named.rgb);
    }
    return std::nullopt;
}

}  // namespace gatecast
