// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/findings.h"

#include <string>

#include "subtitles/formats/problem_codes.h"

namespace gatecast {
namespace {

constexpr size_t kShownTagLength = 40;

std::string shortened(std::string_view tag) {
    if (tag.size() <= kShownTagLength) return std::string(tag);
    size_t until = kShownTagLength;
    while (until > 0 && (static_cast<unsigned char>(tag[until]) & 0xC0) == 0x80) --until;
    return std::string(tag.substr(0, until)) + "…";
}

}  // namespace

void Findings::add(Severity severity, const char* code, Message message, int line) {
    if (problems_.size() > kMaxProblems) return;
    if (problems_.size() == kMaxProblems) {
        severity = Severity::kError;
        code = problem::kTooManyProblems;
        message = gatecast::message("There is more wrong with this file than {} problems. The rest is not listed.",
                                    kMaxProblems);
    }
    problems_.push_back({severity, code, std::move(message), line, "", cue_});
}

void Findings::add_counted(Severity severity, const char* code, std::string_view key, Message message, int line) {
    const auto known = counted_.find(key);
    if (known != counted_.end()) {
        std::string& count = problems_[known->second].message.values.back();
        count = std::to_string(std::stoul(count) + 1);
        return;
    }
    const size_t place = problems_.size();
    add(severity, code, std::move(message), line);
    if (problems_.size() > place && problems_.size() <= kMaxProblems) counted_.emplace(key, place);
}

void Findings::unknown_tag(std::string_view tag, int line) {
    const std::string name = shortened(tag);
    add_counted(Severity::kWarning, problem::kUnknownTag, "tag " + name,
                message("The tag {} is not known and was left out ({} in all, here the first).", name, 1), line);
}

void Findings::dropped_style(std::string_view what, int line) {
    const std::string name = shortened(what);
    add_counted(Severity::kNote, problem::kDroppedStyle, "style " + name,
                message("{} cannot be shown and was left out ({} in all, here the first).", name, 1), line);
}

}  // namespace gatecast
