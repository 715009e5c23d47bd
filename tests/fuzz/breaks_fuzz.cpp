// SPDX-License-Identifier: GPL-3.0-or-later
// Any text at any width: no crash, no syllable split, no line wider than the limit where every piece fits it.
// Run by tests/fuzz/run breaks
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "subtitles/breaks/wrap.h"
#include "subtitles/khmer/syllable.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

void require(bool true_always) {
    if (!true_always) std::abort();
}

void try_text(LineBreaker& breaker, const std::string& text, const char* language, size_t extra_width) {
    const CodePoints points = code_points(text);
    const auto index = [&](size_t offset) {
        const auto found = std::ranges::lower_bound(points.offsets, offset);
        require(found != points.offsets.end() && *found == offset);
        return static_cast<size_t>(found - points.offsets.begin());
    };
    const std::vector<Break> breaks = breaker.find(text, language);
    size_t widest = 1, previous = 0;
    for (const Break& at : breaks) {
        const size_t n = index(at.offset);
        require(n > previous && n < points.text.size());
        require(!khmer::continues_syllable(points.text[n]));
        require(points.text[n - 1] != khmer::kCoeng || !khmer::is_base(points.text[n]));
        widest = std::max(widest, n - previous);
        previous = n;
    }
    widest = std::max(widest, points.text.size() - previous);
    const WidthOf width = [&](size_t from, size_t until) { return static_cast<double>(index(until) - index(from)); };
    const double limit = static_cast<double>(widest + extra_width);
    for (const bool keep_newlines : {true, false}) {
        const Wrapped wrapped = wrap(text, breaks, width, {limit, 2, keep_newlines});
        require(wrapped.lines.empty() || wrapped.used.size() + 1 == wrapped.lines.size());
        for (const LineSpan& line : wrapped.lines) require(width(line.from, line.until) <= limit);
    }
}

}  // namespace
}  // namespace gatecast

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static gatecast::LineBreaker breaker;
    if (size < 2) return 0;
    constexpr const char* kLanguages[] = {"km", "vi", "en", "cmo-Khmr"};
    const std::string bytes(reinterpret_cast<const char*>(data + 2), size - 2);
    const std::string text = gatecast::to_utf8(gatecast::to_utf32(bytes));
    gatecast::try_text(breaker, text, kLanguages[data[0] % 4], data[1]);
    return 0;
}
