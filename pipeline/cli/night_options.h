// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands of the night share: their options, and from settings and a day list to what is asked of a night.
#pragma once

#include "pipeline/cli/night_run.h"
#include "pipeline/cli/options.h"
#include "pipeline/night/days/night_settings.h"

namespace gatecast {

inline constexpr Option kDisplaysOption{"displays,d", N_("NAMES"),
                                        N_("displays to render for, parted by commas (the list's own)")};
inline constexpr Option kRootOption{"output,o", N_("DIR"), N_("where the day's folder is published, like 2026-12-02")};
inline constexpr Option kDayDateOption{"date", N_("DAY"), N_("the day, where the list says none: like 2026-12-02")};
inline constexpr Option kNightEncodeOption{
    "encode,e", N_("NAME"), N_("an encode for every display, instead of each display's own; may be repeated")};
inline constexpr Option kNightStyleOption{"style", N_("NAME"),
                                          N_("how subtitles look, instead of each display's own style")};
inline constexpr Option kNightLogoOption{"logo", N_("FILE"), N_("lay this picture into each display's logo area")};
inline constexpr Option kApprovalsOption{"approvals", N_("FILE"),
                                         N_("the approval list: what is not in it is not rendered (everything is)")};
inline constexpr Option kNightVerifyOption{"verify", N_("full|segment|packets"),
                                           N_("how much is decoded again to check it (segment)")};
inline constexpr Option kNightJobsOption{"jobs,j", N_("N"), N_("processes at once (as many as processors)")};
inline constexpr Option kLeaveCoresOption{
    "leave-cores", N_("N"), N_("processors left to others (one where a live programme runs on this machine)")};
inline constexpr Option kNightNiceOption{"nice", N_("N"), N_("how far to stand back behind others: 0 to 19 (10)")};
inline constexpr Option kWaitOption{"wait", nullptr, N_("come after another one that works on the same folder")};
inline constexpr Option kCurrentOption{"current", nullptr, N_("switch the link `current` to this day at the end")};

/// The settings that these options say. Throws UsageError.
[[nodiscard]] NightSettings night_settings(const Options& options);

/// The list is read each time it is asked for; what is wrong with it is warned of once.
[[nodiscard]] NightRun night_run(const NightSettings& settings, const std::filesystem::path& list,
                                 const std::optional<Date>& date, Console& console);

/// Of --date. Throws UsageError.
[[nodiscard]] std::optional<Date> date_of(const Options& options);

}  // namespace gatecast
