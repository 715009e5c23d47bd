// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/probe_parts.h"

namespace gatecast::probing {
namespace {

/// Bytes of the well-formed UTF-8 character at `at`, 0 if there is none.
size_t character_bytes(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(at);
    if (first < 0x80) return first >= 0x20 ? 1 : 0;
    const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return 0;
    for (size_t i = 1; i < length; ++i)
        if ((byte(at + i) & 0xC0U) != 0x80) return 0;
    const unsigned second = byte(at + 1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool surrogate = first == 0xED && second > 0x9F;
    const bool beyond = first == 0xF4 && second > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

}  // namespace

std::string readable(const char* text) {
    const std::string_view raw(text ? text : "");
    std::string out;
    for (size_t at = 0; at < raw.size();) {
        const size_t length = character_bytes(raw, at);
        out += length > 0 ? raw.substr(at, length) : std::string_view("?");
        at += std::max<size_t>(length, 1);
    }
    return out;
}

}  // namespace gatecast::probing
