// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/console.h"

#include <nlohmann/json.hpp>
#include <ostream>

namespace gatecast {
namespace {

constexpr const char* kClearLine = "\r\033[K";

}  // namespace

Console::Console(std::ostream& out, std::ostream& err, Catalogue catalogue, bool terminal)
    : out_(out), err_(err), catalogue_(std::move(catalogue)), terminal_(terminal) {}

void Console::say(const Message& message) {
    print(text(message));
}

void Console::print(const std::string& line) {
    if (json_) return;
    const std::lock_guard lock(mutex_);
    out_ << line << '\n';
}

void Console::print_json(const nlohmann::json& value) {
    const std::lock_guard lock(mutex_);
    // File names may hold any bytes: replaced rather than refused, so that the rest can still be read.
    out_ << value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void Console::note(const Message& message) {
    remark("", message);
}

void Console::warn(const Message& message) {
    remark(N_("Warning"), message);
    const std::lock_guard lock(mutex_);
    ++warnings_;
}

void Console::fail(const Message& message) {
    remark(N_("Error"), message);
    const std::lock_guard lock(mutex_);
    ++failures_;
}

void Console::progress(const std::string& line) {
    if (!terminal_) return;
    const std::lock_guard lock(mutex_);
    err_ << kClearLine << line << std::flush;
    progress_shown_ = !line.empty();
}

int Console::warnings() const {
    const std::lock_guard lock(mutex_);
    return warnings_;
}

int Console::exit_code() const {
    const std::lock_guard lock(mutex_);
    if (failures_ > 0) return kFailed;
    return warnings_ > 0 ? kDoneWithWarnings : kDone;
}

void Console::remark(const char* label, const Message& message) {
    const std::string sentence = text(message);
    const std::string prefix = *label == '\0' ? std::string{} : text(label) + ": ";
    const std::lock_guard lock(mutex_);
    if (progress_shown_) err_ << kClearLine;
    progress_shown_ = false;
    err_ << prefix << sentence << '\n';
}

}  // namespace gatecast
