// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/day_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "pipeline/playlist/lists/folded.h"
#include "pipeline/playlist/lists/item_languages.h"
#include "pipeline/playlist/lists/written.h"
#include "subtitles/formats/lines.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

using std::chrono::minutes;
namespace fs = std::filesystem;

void complain(const KeyContext& context, const std::string& text, const char* wanted) {
    context.report.problem(context.row, message("{}, row {}: {} = \"{}\" cannot be read. Write it like {}.",
                                                context.report.file(), context.row, context.key, text, wanted));
}

void set_date(Day& day, const Texts& texts, const KeyContext& context) {
    if (const auto date = read_date(texts.front()))
        day.date = *date;
    else
        complain(context, texts.front(), "02/12/2026");
}
Texts get_date(const Day& day) {
    return day.date.ok() ? Texts{written_date(day.date)} : Texts{};
}

void set_channel(Day& day, const Texts& texts, const KeyContext&) {
    day.channel = texts.front();
}
Texts get_channel(const Day& day) {
    return day.channel.empty() ? Texts{} : Texts{day.channel};
}

void set_begins(Day& day, const Texts& texts, const KeyContext& context) {
    if (const auto time = read_clock(texts.front()))
        day.begins = *time;
    else
        complain(context, texts.front(), "05:00");
}
Texts get_begins(const Day& day) {
    return day.begins == Time(0) ? Texts{} : Texts{written_clock(day.begins)};
}

void set_ends(Day& day, const Texts& texts, const KeyContext& context) {
    day.ends = read_clock(texts.front());
    if (!day.ends) complain(context, texts.front(), "24:30");
}
Texts get_ends(const Day& day) {
    return day.ends ? Texts{written_clock(*day.ends)} : Texts{};
}

void set_utc(Day& day, const Texts& texts, const KeyContext& context) {
    std::string_view text = trimmed(texts.front());
    if (starts_with_ignoring_case(text, "utc") || starts_with_ignoring_case(text, "gmt"))
        text = trimmed(text.substr(3));
    const bool west = text.starts_with('-');
    if (text.starts_with('+') || west) text.remove_prefix(1);
    std::optional<Time> offset = read_clock(text);
    if (!offset && text.size() <= 2) offset = read_clock(std::string(text) + "h");
    if (!offset || *offset > std::chrono::hours(14)) return complain(context, texts.front(), "+07:00");
    day.utc = std::chrono::duration_cast<minutes>(*offset) * (west ? -1 : 1);
}
Texts get_utc(const Day& day) {
    if (day.utc == Day().utc) return {};
    const auto count = std::abs(day.utc.count());
    return {fmt::format("{}{:02}:{:02}", day.utc.count() < 0 ? '-' : '+', count / 60, count % 60)};
}

void set_displays(Day& day, const Texts& texts, const KeyContext&) {
    day.displays.clear();
    for (const std::string& each : texts)
        for (std::string& name : split_list(each, ",; ")) day.displays.push_back(std::move(name));
}
Texts get_displays(const Day& day) {
    return day.displays;
}

template <auto Member>
void set_path(Day& day, const Texts& texts, const KeyContext&) {
    day.*Member = texts.front();
}
template <auto Member>
Texts get_path(const Day& day) {
    return (day.*Member).empty() ? Texts{} : Texts{(day.*Member).string()};
}

template <auto Member>
void set_paths(Day& day, const Texts& texts, const KeyContext&) {
    (day.*Member).assign(texts.begin(), texts.end());
}
template <auto Member>
Texts get_paths(const Day& day) {
    Texts texts;
    for (const fs::path& each : day.*Member) texts.push_back(each.string());
    return texts;
}

/// "Z:\PHIM = /srv/phim".
void set_path_map(Day& day, const Texts& texts, const KeyContext& context) {
    day.path_map.clear();
    for (const std::string& each : texts) {
        const size_t sign = each.find('=');
        const std::string_view from = trimmed(std::string_view(each).substr(0, sign));
        const std::string_view to = sign == each.npos ? "" : trimmed(std::string_view(each).substr(sign + 1));
        if (from.empty() || to.empty())
            complain(context, each, "Z:\\PHIM = /srv/phim");
        else
            day.path_map.push_back({std::string(from), to});
    }
}
Texts get_path_map(const Day& day) {
    Texts texts;
    for (const PathMap& each : day.path_map) texts.push_back(each.from + " = " + each.to.string());
    return texts;
}

std::string quota_texts(minutes quota) {
    return std::to_string(quota.count());
}

void set_quota(Day& day, const Texts& texts, const KeyContext& context) {
    const auto length = read_length(texts.front(), LengthUnit::kMinutes);
    const std::string language = language_tag(context.name);
    if (!length) return complain(context, texts.front(), "120 (phút)");
    const auto quota = std::chrono::duration_cast<minutes>(*length);
    const std::string bare = folded_bare(context.name);
    if (bare == "own" || bare == "tu san xuat") {
        day.quotas.own = quota;
    } else if (bare == "first_run" || bare == "first run" || bare == "phat moi") {
        day.quotas.first_run = quota;
    } else if (!language.empty()) {
        auto& languages = day.quotas.languages;
        std::erase_if(languages, [&](const auto& each) { return each.first == language; });
        languages.emplace_back(language, quota);
        std::ranges::stable_sort(languages, {}, [](const auto& each) { return language_place(each.first); });
    } else {
        context.report.remark(
            context.row, message("{}, row {}: there is no quota of \"{}\"; left out. Quotas are vi, en, km or another "
                                 "language, own and first_run.",
                                 context.report.file(), context.row, context.name));
    }
}

constexpr std::string_view kQuotas = "quotas";

constexpr std::array kKeys{
    DayKey{"date", "Ngày / Date", "ngày phát|ngày phát sóng|lịch ngày|date|day", false, N_("02/12/2026"), set_date,
           get_date},
    DayKey{"channel", "Kênh / Channel", "kênh phát|tên kênh|đài|channel|station", false, N_("Name of the channel"),
           set_channel, get_channel},
    DayKey{"begins", "Bắt đầu ngày / Day begins", "giờ bắt đầu|bắt đầu lúc|bắt đầu|mở máy|day starts|day start", false,
           N_("When the day begins: 05:00"), set_begins, get_begins},
    DayKey{"ends", "Kết thúc ngày / Day ends", "giờ kết thúc|kết thúc|tắt máy|day end", false,
           N_("When it ends; empty: 24 hours after it begins"), set_ends, get_ends},
    DayKey{"utc", "Múi giờ / UTC offset", "múi giờ|utc|gmt|time zone", false, N_("+07:00 where nothing is said"),
           set_utc, get_utc},
    DayKey{"displays", "Màn hình / Displays", "màn|hiển thị|displays|screens", true,
           N_("Names of displays, a cell each"), set_displays, get_displays},
    DayKey{"folders", "Thư mục / Folders", "thư mục phim|kho|folders", true, N_("Folders where files are looked for"),
           set_paths<&Day::folders>, get_paths<&Day::folders>},
    DayKey{"path_map", "Đổi đường dẫn / Path map", "ánh xạ|ổ đĩa|path map", true, N_("Z:\\PHIM = /srv/phim"),
           set_path_map, get_path_map},
    DayKey{"fillers", "Lấp trống / Fillers", "phim lấp trống|lấp chỗ trống|fillers", true,
           N_("Short films that fill holes, in turn"), set_paths<&Day::fillers>, get_paths<&Day::fillers>},
    DayKey{"filler", "Lấp trống cuối / Last filler", "filler", false, N_("The one for all other holes"),
           set_path<&Day::filler>, get_path<&Day::filler>},
    DayKey{"standby", "Hình chờ / Standby", "hình chờ|standby", false, N_("The picture shown when nothing else can be"),
           set_path<&Day::standby>, get_path<&Day::standby>},
    DayKey{"quotas", "Chỉ tiêu {0} / Quota {0}", "định mức|chỉ tiêu|quota|quotas", false,
           N_("Minutes a day of vi, en, km, own, first_run"), set_quota, nullptr},
};

}  // namespace

std::span<const DayKey> day_keys() {
    return kKeys;
}

std::optional<FoundKey> day_key(std::string_view key) {
    const size_t dot = key.find('.');
    for (const DayKey& each : kKeys) {
        if (each.key == kQuotas ? dot != key.npos && key.substr(0, dot) == kQuotas : each.key == key)
            return FoundKey{&each, each.key == kQuotas ? std::string(key.substr(dot + 1)) : ""};
    }
    return std::nullopt;
}

std::vector<DayValue> values_of(const Day& day) {
    std::vector<DayValue> values;
    const auto add_quota = [&](const DayKey& key, const std::string& name, minutes quota) {
        values.push_back({std::string(kQuotas) + "." + name,
                          fmt::format(fmt::runtime(key.label), name),
                          {quota_texts(quota)},
                          false});
    };
    for (const DayKey& each : kKeys) {
        if (each.key == kQuotas) {
            for (const auto& [language, quota] : day.quotas.languages) add_quota(each, language, quota);
            if (day.quotas.own) add_quota(each, "own", *day.quotas.own);
            if (day.quotas.first_run) add_quota(each, "first_run", *day.quotas.first_run);
        } else if (Texts texts = each.get(day); !texts.empty()) {
            values.push_back({each.key, each.label, std::move(texts), each.list});
        }
    }
    return values;
}

}  // namespace gatecast
