// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a command says: results on standard output, remarks and errors on standard error, in the user's language.
// Each command is given one. Any thread may call it; lines never mix.
#pragma once

#include <iosfwd>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "pipeline/cli/command.h"
#include "pipeline/pages/language.h"

namespace gatecast {

class Console {
public:
    /// `terminal`: somebody watches standard error, so progress may rewrite its line.
    Console(std::ostream& out, std::ostream& err, Catalogue catalogue, bool terminal);

    /// The sentence in the user's language; text() of a bare literal for headings and help.
    [[nodiscard]] std::string text(const Message& message) const { return catalogue_.text(message); }
    [[nodiscard]] std::string text(const char* literal) const { return catalogue_.sentence(literal); }
    [[nodiscard]] const std::string& language() const { return catalogue_.language(); }
    /// For pages, which lower rooms make.
    [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }

    /// --json: standard output carries one JSON value and nothing else.
    void set_json(bool json) { json_ = json; }
    [[nodiscard]] bool json() const { return json_; }
    [[nodiscard]] bool terminal() const { return terminal_; }

    /// A line of the result; left out with --json.
    void say(const Message& message);
    /// The same, for lines that hold no sentence (tables, names); printed as they are.
    void print(const std::string& line);
    /// The result with --json; printed pretty, whatever json() says.
    void print_json(const nlohmann::json& value);

    /// A remark on standard error; doesn't change the exit code.
    void note(const Message& message);
    /// Counted: the exit code becomes 3.
    void warn(const Message& message);
    /// An error that the command survives until its end (one of several files): the exit code becomes 1.
    void fail(const Message& message);
    /// Rewrites the last line of standard error on a terminal; elsewhere does nothing. An empty one clears it.
    void progress(const std::string& line);

    [[nodiscard]] int warnings() const;
    /// kDone, kDoneWithWarnings or kFailed, by what was said.
    [[nodiscard]] int exit_code() const;

private:
    void remark(const char* label, const Message& message);

    std::ostream& out_;
    std::ostream& err_;
    const Catalogue catalogue_;
    const bool terminal_;
    bool json_ = false;
    mutable std::mutex mutex_;
    bool progress_shown_ = false;
    int warnings_ = 0;
    int failures_ = 0;
};

}  // namespace gatecast
