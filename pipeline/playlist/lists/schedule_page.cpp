// SPDX-License-Identifier: GPL-3.0-or-later
// The day's programme as a page for the public: times, titles in three languages, kinds. It stands alone.
#include <array>

#include "pipeline/pages/html.h"
#include "pipeline/playlist/lists/list_formats.h"
#include "pipeline/playlist/lists/public_schedule.h"
#include "presets/text.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kStyle = R"css(
header{border-bottom:3px solid var(--accent);padding-bottom:.8rem;margin-bottom:.4rem}
header .channel{color:var(--accent);font-weight:600;letter-spacing:.02em}
ol{list-style:none;margin:0;padding:0}
li{display:grid;grid-template-columns:7.5rem 1fr;gap:0 1rem;padding:.7rem 0;border-bottom:1px solid var(--line)}
li .time{font-variant-numeric:tabular-nums;font-weight:600;font-size:1.08rem}
li .until{display:block;color:var(--soft);font-weight:400;font-size:.85rem}
li .vi{font-weight:600;font-size:1.08rem}li .other{color:var(--soft)}
.tags{margin-top:.25rem;display:flex;flex-wrap:wrap;gap:.35rem}
.tags span{font-size:.78rem;border:1px solid var(--line);border-radius:3px;padding:.05rem .45rem;background:var(--card)}
.tags .live{border-color:var(--fail);color:var(--fail)}.tags .new{border-color:var(--pass);color:var(--pass)}
@media (max-width:34rem){li{grid-template-columns:4.6rem 1fr}}
@media print{li{break-inside:avoid}}
)css";

struct PartOfDay {
    Time from;
    const char* name;  // N_()
};
constexpr std::array kParts{PartOfDay{0h, N_("Night")},      PartOfDay{5h, N_("Morning")},
                            PartOfDay{12h, N_("Afternoon")}, PartOfDay{18h, N_("Evening")},
                            PartOfDay{23h, N_("Night")},     PartOfDay{29h, N_("Morning")},
                            PartOfDay{36h, N_("Afternoon")}};

class SchedulePage {
public:
    SchedulePage(const Day& day, const DaySettings& settings, const DayWriteOptions& options)
        : day_(day), fields_(settings.fields), options_(options) {}

    std::string page() {
        const std::vector<ScheduledItem> schedule = public_schedule(day_, fields_);
        const std::string date = day_.date.ok() ? vietnamese_date(day_.date) : "";
        const std::string title = say(N_("Programme of the day")) + (date.empty() ? "" : " " + date);
        std::string page =
            html::head(options_.language, day_.channel.empty() ? title : day_.channel + " – " + title, kStyle);
        page += "<header>";
        if (!day_.channel.empty()) page += "<p class=\"channel\">" + html::text(day_.channel) + "</p>";
        page += "<h1>" + html::text(title) + "</h1></header>\n";
        const PartOfDay* part = nullptr;
        for (const ScheduledItem& each : schedule) {
            const PartOfDay* now = part_of_day(each.start);
            if (now != part) page += part_head(*now, part != nullptr);
            part = now;
            page += row(each);
        }
        page += part != nullptr ? "</ol></section>\n"
                                : "<p>" + html::text(say(N_("Nothing is announced for this day."))) + "</p>\n";
        return page + html::foot();
    }

private:
    [[nodiscard]] std::string say(const char* literal) const { return options_.say ? options_.say(literal) : literal; }

    static const PartOfDay* part_of_day(Time start) {
        const PartOfDay* part = &kParts.front();
        for (const PartOfDay& each : kParts)
            if (each.from <= start) part = &each;
        return part;
    }

    [[nodiscard]] std::string part_head(const PartOfDay& part, bool another) const {
        return std::string(another ? "</ol></section>\n" : "") + "<section><h2>" + html::text(say(part.name)) +
               "</h2>\n<ol>\n";
    }

    /// 24:30 is 00:30 for the public.
    static std::string clock(Time time) { return short_clock(time % 24h); }

    [[nodiscard]] std::string row(const ScheduledItem& scheduled) const {
        const Item& item = *scheduled.item;
        std::string text = "<li><div class=\"time\">" + clock(scheduled.start) + "<span class=\"until\">– " +
                           clock(scheduled.end) + "</span></div><div>";
        text += title(item.title_vi.empty() && item.title_en.empty() && item.title_km.empty() ? item.id : item.title_vi,
                      "vi", "vi");
        text += title(item.title_km, "km", "other") + title(item.title_en, "en", "other");
        return text + tags(item) + "</div></li>\n";
    }

    static std::string title(const std::string& text, const char* language, const char* look) {
        if (text.empty()) return {};
        return std::string("<div class=\"") + look + "\">" + html::cue_text(text, language) + "</div>";
    }

    [[nodiscard]] std::string tags(const Item& item) const {
        std::string text;
        const auto add = [&](const std::string& tag, const char* look = "") {
            if (!tag.empty()) text += std::string("<span class=\"") + look + "\">" + html::text(tag) + "</span>";
        };
        if (item.relay) add(say(N_("Live")), "live");
        if (!item.fields.kind.empty()) add(fields_.label("kind", item.fields.kind, options_.language));
        if (item.fields.run == "first") add(fields_.label("run", "first", options_.language), "new");
        if (item.fields.run == "repeat") add(fields_.label("run", "repeat", options_.language));
        if (!item.fields.age_label.empty()) add(fields_.label("age_label", item.fields.age_label, "vi"));
        if (!item.fields.subtitle_languages.empty())
            add(say(N_("Subtitles")) + ": " + joined(item.fields.subtitle_languages));
        return text.empty() ? text : "<div class=\"tags\">" + text + "</div>";
    }

    const Day& day_;
    const FieldLists& fields_;
    const DayWriteOptions& options_;
};

}  // namespace

std::string write_schedule_page(const Day& day, const DaySettings& settings, const DayWriteOptions& options) {
    return SchedulePage(day, settings, options).page();
}

}  // namespace gatecast
