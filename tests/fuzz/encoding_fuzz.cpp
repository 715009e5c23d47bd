// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a text file: its encoding, its text, its normal form. Run by tests/fuzz/run encoding
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "subtitles/encoding/encoding.h"
#include "subtitles/language.h"
#include "subtitles/normalise.h"
#include "subtitles/utf8.h"

namespace {

using namespace gatecast;

void demand(bool holds) {
    if (!holds) std::abort();
}

void check_normal_form(const std::string& text) {
    const Normalised once = normalise(text, "");
    demand(is_utf8(once.text));
    demand(once.origin.size() == once.text.size() + 1);
    demand(std::all_of(once.origin.begin(), once.origin.end(), [&](size_t at) { return at <= text.size(); }));
    for (const Rewriting& each : once.rewritings) demand(each.from <= each.until && each.until <= text.size());
    demand(normalised(text, "") == once.text);
    demand(normalised(once.text, "") == once.text);
    demand(normalised_offset(once, text.size()) <= once.text.size());
    demand(is_utf8(folded_for_lookup(once.text)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Detected detected = detect_encoding(bytes);
    demand(detected.encoding.has_value() || !detected.readings.empty());
    const auto names = encoding_names();  // any of them may be asked for, whatever the bytes are
    const Decoded asked = decode(bytes, names[bytes.size() % names.size()].encoding);
    demand(is_utf8(asked.text));
    demand(std::is_sorted(asked.damaged_lines.begin(), asked.damaged_lines.end()));
    const std::string text = decode(bytes, detected.encoding.value_or(Encoding::kUtf8)).text;
    if (detected.font) demand(is_utf8(from_font_encoding(text, *detected.font)));
    check_normal_form(text);
    static_cast<void>(language_of_text(text));
    static_cast<void>(language_in_name(text.substr(0, 80)));
    static_cast<void>(language_tag(text.substr(0, 40)));
    return 0;
}
