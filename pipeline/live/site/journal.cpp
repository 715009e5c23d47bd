// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/journal.h"

#include <fmt/format.h>
#include <sys/uio.h>
#include <syslog.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#define SD_JOURNAL_SUPPRESS_LOCATION  // where in our source it was written helps nobody at a gate
#include <systemd/sd-journal.h>

#include "pipeline/live/site/alerts.h"

namespace gatecast {

namespace {

using nlohmann::json;

struct JournalField {
    const char* name;
    const char* key;  // of the event
};
constexpr JournalField kFields[] = {
    {"GATECAST_EVENT", "event"},     {"GATECAST_ALARM", "alarm"},   {"GATECAST_FEED", "feed"},
    {"GATECAST_DISPLAY", "display"}, {"GATECAST_ITEM", "item"},     {"GATECAST_TITLE", "title"},
    {"GATECAST_FRAME", "frame"},     {"GATECAST_REASON", "reason"}, {"GATECAST_PROBLEM", "problem"},
};

std::string text_of(const json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

int priority_of(const json& event) {
    const auto subject = alert_subject(event);
    if (!subject) return event.value("event", "") == "alert-failed" ? LOG_WARNING : LOG_INFO;
    constexpr int kPriorities[] = {LOG_NOTICE, LOG_WARNING, LOG_ERR};
    return kPriorities[static_cast<size_t>(subject->level)];
}

}  // namespace

std::vector<std::string> journal_fields(const std::string& site, const json& event) {
    std::string words = event.value("event", "");
    std::vector<std::string> fields;
    for (const JournalField& each : kFields) {
        if (!event.contains(each.key)) continue;
        const std::string text = text_of(event[each.key]);
        fields.push_back(fmt::format("{}={}", each.name, text));
        if (std::string_view(each.key) != "event") words += " " + text;
    }
    fields.push_back("MESSAGE=" + words);
    fields.push_back(fmt::format("PRIORITY={}", priority_of(event)));
    fields.push_back("SYSLOG_IDENTIFIER=gatecast");
    fields.push_back("GATECAST_SITE=" + site);
    return fields;
}

bool tell_journal(const std::string& site, const json& event) {
    if (std::getenv("JOURNAL_STREAM") == nullptr) return false;
    std::vector<std::string> fields = journal_fields(site, event);
    std::vector<iovec> parts;
    for (std::string& each : fields) parts.push_back({each.data(), each.size()});
    return sd_journal_sendv(parts.data(), static_cast<int>(parts.size())) == 0;
}

}  // namespace gatecast
