// SPDX-License-Identifier: GPL-3.0-or-later
// A sentence for the user that is translated where it is shown, not where it arises: lower rooms know no language.
// The English sentence is the key; `{}` are filled in order (or {0}, {1} where a translation turns them round).
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace gatecast {

/// Marks a literal for the message catalogue.
#define N_(literal) literal

struct Message {
    std::string sentence;
    std::vector<std::string> values;
};

/// message("{}: no such file. Check the path.", path). The literal is collected for translation by its call.
template <typename... Values>
[[nodiscard]] Message message(const char* sentence, const Values&... values) {
    return {sentence, {fmt::format("{}", values)...}};
}

/// The sentence with its values, in English.
[[nodiscard]] std::string in_english(const Message& message);

/// Fills an already translated sentence.
[[nodiscard]] std::string fill(const std::string& sentence, const std::vector<std::string>& values);

/// What went wrong, where, and what to do, in the user's words. Thrown while setting up, never a frame.
class Error : public std::runtime_error {
public:
    explicit Error(Message message) : std::runtime_error(in_english(message)), message_(std::move(message)) {}
    [[nodiscard]] const Message& message() const { return message_; }

private:
    Message message_;
};

}  // namespace gatecast
