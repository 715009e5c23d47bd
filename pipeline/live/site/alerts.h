// SPDX-License-Identifier: GPL-3.0-or-later
// What people must hear of a site, told to them by a program, by mail or to an address of the network: each telling is
// a process of its own, tried again where it fails, and never more often than its way allows. The site process's one
// thread; nothing waits.
#pragma once

#include <sys/types.h>

#include <deque>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "filters/geometry.h"
#include "pipeline/live/descriptor.h"

namespace gatecast {

enum class AlertLevel : uint8_t { kInfo, kWarning, kError };
[[nodiscard]] const char* name_of(AlertLevel level);

enum class AlertWay : uint8_t { kCommand, kMail, kWebhook };
[[nodiscard]] const char* name_of(AlertWay way);

struct SiteAlert {
    AlertWay way = AlertWay::kCommand;
    std::string to;                    // mail: who gets it; webhook: its address
    std::vector<std::string> program;  // command: it and its words; mail: what takes the place of sendmail
    AlertLevel level = AlertLevel::kWarning;
    double every_s = 300;  // at most once, of each kind of alarm
};

/// What an event of the site is to people; nothing: it is none of their business.
struct AlertSubject {
    std::string kind;
    AlertLevel level;
};
[[nodiscard]] std::optional<AlertSubject> alert_subject(const nlohmann::json& event);

class Alerts {
public:
    /// `record` hears of tellings that failed for good.
    Alerts(std::string site, std::vector<SiteAlert> ways, std::function<void(nlohmann::json event)> record);

    /// Every event of the site, in order.
    void consider(const nlohmann::json& event);
    /// A few times a second.
    void look_around();
    /// Alarms since this process began, by kind; also of a site that tells them to nobody.
    [[nodiscard]] const std::map<std::string, int64_t>& counts() const { return counts_; }

private:
    struct Kind {            // of alarm, on one way
        Time not_before{0};  // of the monotonic clock
        int held = 0;        // that came too soon
        nlohmann::json last;
    };
    struct Telling {
        nlohmann::json alert;
        int tries = 0;
        Time not_before{0};
    };
    struct Way {
        SiteAlert settings;
        std::map<std::string, Kind> kinds;
        std::deque<Telling> waiting;
        pid_t process = -1;  // tells the first of those that wait
        Descriptor said;     // what it says of its failure
        Time started{0};
        int left_out = 0;  // because too many waited
    };

    void offer(Way& way, const std::string& kind, nlohmann::json alert);
    static void enqueue(Way& way, nlohmann::json alert);
    void look_at(Way& way);
    void hear_end(Way& way, int status);
    void start(Way& way);

    const std::string site_;
    std::vector<Way> ways_;
    std::map<std::string, int64_t> counts_;
    const std::function<void(nlohmann::json event)> record_;
};

}  // namespace gatecast
