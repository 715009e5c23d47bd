// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/message.h"

#include <fmt/args.h>

namespace gatecast {

std::string in_english(const Message& message) {
    return fill(message.sentence, message.values);
}

std::string fill(const std::string& sentence, const std::vector<std::string>& values) {
    if (values.empty()) return sentence;  // a sentence without values may hold braces of its own
    fmt::dynamic_format_arg_store<fmt::format_context> store;
    for (const std::string& value : values) store.push_back(value);
    try {
        return fmt::vformat(sentence, store);
    } catch (const fmt::format_error&) {
        // A wrong place in a translation must not hide what it was about to say.
        std::string whole = sentence;
        for (const std::string& value : values) whole += " [" + value + "]";
        return whole;
    }
}

}  // namespace gatecast
