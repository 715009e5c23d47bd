// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/naming.h"

#include <unicode/translit.h>

#include <ctime>

#include "presets/message.h"

namespace gatecast {

std::string ascii_name(const std::string& name) {
    std::string ascii = name;
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    const std::unique_ptr<icu::Transliterator> rules(icu::Transliterator::createFromRules(
        "gatecast", ":: Any-Latin; đ > d; Đ > D; :: Latin-ASCII; :: NFD; :: [:Nonspacing Mark:] Remove;",
        UTRANS_FORWARD, where, status));
    if (U_SUCCESS(status) && rules) {
        icu::UnicodeString text = icu::UnicodeString::fromUTF8(name);
        rules->transliterate(text);
        ascii.clear();
        text.toUTF8String(ascii);
    }
    for (char& letter : ascii) {
        const auto byte = static_cast<unsigned char>(letter);
        if (!(std::isalnum(byte) && byte < 128) && letter != '.' && letter != '-') letter = '_';
    }
    return ascii.empty() ? "clip" : ascii;
}

namespace {

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char text[16];
    std::strftime(text, sizeof text, "%Y%m%d", &local);
    return text;
}

}  // namespace

std::string output_name(const std::string& mask, const RenderRequest& request, const OutputPlan& output) {
    std::string name;
    for (size_t at = 0; at < mask.size();) {
        const size_t end = mask[at] == '{' ? mask.find('}', at) : std::string::npos;
        if (end == std::string::npos) {
            name += mask[at++];
            continue;
        }
        const std::string word = mask.substr(at + 1, end - at - 1);
        const std::string stem =
            request.clip.has_filename() ? request.clip.stem().string() : request.clip.parent_path().filename().string();
        if (word == "clip")
            name += stem;
        else if (word == "id")
            name += request.clip_id.empty() ? stem : request.clip_id;
        else if (word == "display")
            name += output.display_name;
        else if (word == "encode")
            name += output.encode.name;
        else if (word == "date")
            name += today();
        else
            throw Error(message(
                "naming mask \"{}\": {{{}}} is unknown. Known: {{clip}} {{id}} {{display}} {{encode}} {{date}}.", mask,
                word));
        at = end + 1;
    }
    return ascii_name(name);
}

}  // namespace gatecast
