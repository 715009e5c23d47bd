// SPDX-License-Identifier: GPL-3.0-or-later
// A command's own options as a constant table, read by Boost.Program_options, with help in the user's language and
// a sentence for every slip. Called by each command first of all.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/cli/console.h"

namespace gatecast {

struct Option {
    const char* name;   // "display", with its short letter "output,o"
    const char* value;  // N_("NAME") as shown in the help; null: a switch
    const char* help;   // N_()
};

/// How a command is called: `gatecast` + usage, then what it does, then its options.
struct Synopsis {
    const char* usage;  // N_("render CLIP…")
    const char* about;  // N_()
    std::span<const Option> options;
    size_t words_least = 0;  // arguments that are no options
    size_t words_most = 0;
};

/// The command line was wrong: exit code 2, and the caller is told how the help is found.
class UsageError : public Error {
public:
    using Error::Error;
};

class Options {
public:
    [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }
    /// The last value given, or `fallback`.
    [[nodiscard]] std::string one(const std::string& name, const std::string& fallback = {}) const;
    [[nodiscard]] std::vector<std::string> all(const std::string& name) const;
    [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
    /// A whole number between the limits, or `fallback` when not given. Throws UsageError.
    [[nodiscard]] int64_t number(const std::string& name, int64_t fallback, int64_t least, int64_t most) const;

private:
    friend std::optional<Options> read_options(const Synopsis&, const std::vector<std::string>&, Console&);
    std::unordered_map<std::string, std::vector<std::string>> values_;
    std::vector<std::string> words_;
};

/// Reads `arguments`; --help and --json are added to every command and handled here. Nothing: the help was asked for
/// and printed, and the command is done. Throws UsageError.
[[nodiscard]] std::optional<Options> read_options(const Synopsis& synopsis, const std::vector<std::string>& arguments,
                                                  Console& console);

}  // namespace gatecast
