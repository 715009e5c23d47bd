// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/times/timetable_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/pages/html.h"
#include "pipeline/playlist/times/quotas.h"

namespace gatecast {
namespace {

constexpr std::string_view kCss = R"css(
body{max-width:84rem}
.verdict{padding:.8rem 1.1rem;border-radius:8px;margin:1.1rem 0;font-weight:650}
.pass{background:var(--pass-bg);color:var(--pass)}.warn{background:var(--warn-bg);color:var(--warn)}
.fail{background:var(--fail-bg);color:var(--fail)}
ul.findings{list-style:none;margin:0 0 1.4rem;padding:0}
ul.findings li{border-left:5px solid var(--soft);background:var(--card);padding:.5rem .9rem;margin:.4rem 0;border-radius:5px;
overflow-wrap:anywhere}
ul.findings li.fail{border-color:var(--fail);color:var(--ink);background:var(--card)}
ul.findings li.warn{border-color:var(--warn);color:var(--ink);background:var(--card)}
figure.day{margin:1rem 0;padding:.6rem;background:#fff;border:1px solid var(--line);border-radius:8px;overflow-x:auto}
figure.day svg{display:block;width:100%;min-width:60rem;height:auto}
table.rows td{font-size:.94rem}table.rows td.num{text-align:right;padding-right:1.1rem}
table.rows tr.hole td{background:var(--fail-bg);color:var(--fail)}table.rows tr.filler td{color:var(--soft)}
table.rows tr.missing td:nth-child(4){color:var(--fail);font-weight:600}
.kind{display:inline-block;padding:0 .5rem;border-radius:4px;color:#1b1f24;font-size:.85rem;white-space:nowrap}
.title2{color:var(--soft);font-size:.9rem}
.bars{display:grid;grid-template-columns:max-content 1fr max-content;gap:.35rem .9rem;align-items:center;max-width:52rem}
.bar{position:relative;height:.9rem;background:var(--card);border:1px solid var(--line);border-radius:4px;overflow:hidden;
display:flex}
.bar i{display:block;height:100%}.bar i.read{opacity:.45}
.bar b{position:absolute;top:-2px;bottom:-2px;width:2px;background:var(--ink)}
tr{break-inside:avoid}
footer{margin-top:3rem;color:var(--soft);font-size:.85rem;border-top:1px solid var(--line);padding-top:.6rem}
)css";

const char* class_of(Severity severity) {
    constexpr const char* kClasses[] = {"pass", "warn", "fail"};
    return kClasses[static_cast<size_t>(severity)];
}

class Page {
public:
    Page(const DayView& view, std::span<const DayFinding> findings) : view_(view), findings_(findings) {}

    std::string html() {
        const std::string title = view_.date_in_words();
        std::string page = html::head(view_.catalogue.language(), title, kCss);
        page += "<h1>" + html::text(title) + "</h1>\n<p class=\"soft\">" + html::text(view_.day.channel) + "</p>\n";
        page += verdict() + "<figure class=\"day\">" + timetable_svg(view_) + "</figure>\n";
        page += shares() + rows();
        return page + "<footer>Gatecast</footer>\n" + html::foot();
    }

private:
    [[nodiscard]] std::string words(const char* literal) const { return html::text(view_.catalogue.sentence(literal)); }

    [[nodiscard]] std::string verdict() const {
        Severity worst = Severity::kNote;
        for (const DayFinding& finding : findings_) worst = std::max(worst, finding.severity);
        const char* sentence = worst == Severity::kError     ? N_("Cannot be shown so: correct what is marked red.")
                               : worst == Severity::kWarning ? N_("Can be shown; look at what is marked first.")
                                                             : N_("Nothing wrong was found.");
        std::string text =
            std::string("<div class=\"verdict ") + class_of(worst) + "\">" + words(sentence) + "</div>\n";
        if (findings_.empty()) return text;
        text += "<ul class=\"findings\">\n";
        for (const DayFinding& finding : findings_)
            text += std::string("<li class=\"") +
                    (finding.severity == Severity::kNote ? "" : class_of(finding.severity)) + "\">" +
                    html::text(view_.catalogue.text(finding.text)) + "</li>\n";
        return text + "</ul>\n";
    }

    /// A bar a language: what is spoken, what is read, and a mark where the quota stands.
    [[nodiscard]] std::string shares() const {
        const DayTotals totals = totals_of(view_.day, view_.timetable);
        Time longest = std::chrono::minutes(1);
        for (const LanguageShare& share : totals.languages) longest = std::max(longest, share.both());
        for (const auto& [language, quota] : view_.day.quotas.languages) longest = std::max(longest, Time(quota));
        std::string text = "<h2>" + words(N_("Languages")) + "</h2>\n<div class=\"bars\">\n";
        for (const LanguageShare& share : totals.languages) {
            const auto width = [&](Time part) {
                return fmt::format("{:.2f}%",
                                   100.0 * static_cast<double>(part.count()) / static_cast<double>(longest.count()));
            };
            const std::string colour = view_.language_colour(share.language);
            text += "<span>" + html::text(view_.language_label(share.language)) + "</span><div class=\"bar\">";
            text += "<i style=\"width:" + width(share.spoken) + ";background:" + colour + "\"></i>";
            text += "<i class=\"read\" style=\"width:" + width(share.subtitled) + ";background:" + colour + "\"></i>";
            for (const auto& [language, quota] : view_.day.quotas.languages)
                if (language == share.language) text += "<b style=\"left:" + width(quota) + "\"></b>";
            text += "</div><span class=\"small soft\">" +
                    html::text(view_.catalogue.text(message("spoken {}, in subtitles {}", short_length(share.spoken),
                                                            short_length(share.subtitled)))) +
                    "</span>\n";
        }
        text += "</div>\n<p class=\"small soft\">";
        text += html::text(view_.catalogue.text(
            message("Our own: {}. For the first time: {}.", short_length(totals.own), short_length(totals.first_run))));
        return text + "</p>\n";
    }

    [[nodiscard]] std::string rows() const {
        std::string text = "<h2>" + words(N_("Timetable")) + "</h2>\n<table class=\"rows\">\n<thead><tr>";
        for (const char* heading :
             {N_("Start"), N_("Length"), N_("No."), N_("Title"), N_("Kind"), N_("Languages"), N_("File")})
            text += "<th>" + words(heading) + "</th>";
        text += "</tr></thead>\n<tbody>\n";
        for (const TimetableRow& row : rows_of(view_.timetable)) text += line(row);
        return text + "</tbody>\n</table>\n";
    }

    [[nodiscard]] std::string line(const TimetableRow& row) const {
        const Airing& airing = view_.airing(row);
        const char* mark = row.kind == AiringKind::kStandby || row.kind == AiringKind::kNothing ? "hole"
                           : row.kind == AiringKind::kFiller                                    ? "filler"
                           : airing.missing                                                     ? "missing"
                                                                                                : "";
        std::string text = std::string("<tr class=\"") + mark + "\"><td class=\"num\">" + exact_clock(row.start) +
                           "</td><td class=\"num\">" + html::text(short_length(row.length())) + "</td>";
        const Item* item = view_.item(row);
        text += "<td class=\"num\">" + (item != nullptr ? std::to_string(row.item + 1) : "") + "</td><td>";
        text +=
            html::text(view_.name(row)) + (item != nullptr ? other_titles(row, *item) : "") + notes(airing) + "</td>";
        if (item == nullptr) return text + "<td></td><td></td><td></td></tr>\n";
        const std::string& kind = item->fields.kind;
        text += "<td>";
        if (!kind.empty())
            text += "<span class=\"kind\" style=\"background:" + view_.kind_colour(kind) + "\">" +
                    html::text(view_.kind_label(kind)) + "</span>";
        text += "</td><td>" + html::text(languages(*item)) + "</td><td class=\"small soft\">";
        return text + html::text(item->relay ? item->relay->source : item->media.filename().string()) + "</td></tr>\n";
    }

    [[nodiscard]] std::string other_titles(const TimetableRow& row, const Item& item) const {
        std::string text;
        for (const std::string* title : {&item.title_en, &item.title_km})
            if (!title->empty() && *title != view_.name(row))
                text += "<div class=\"title2\">" + html::text(*title) + "</div>";
        return text;
    }

    [[nodiscard]] std::string notes(const Airing& airing) const {
        std::string text;
        if (airing.missing) text += words(N_("the file is not there"));
        if (airing.lost > Time(0))
            text += html::text(view_.catalogue.text(message("{} are cut from its end", short_length(airing.lost))));
        return text.empty() ? "" : "<div class=\"small\" style=\"color:var(--fail)\">" + text + "</div>";
    }

    [[nodiscard]] std::string languages(const Item& item) const {
        std::string text = item.fields.spoken;
        const auto read = subtitle_languages(item);
        for (size_t i = 0; i < read.size(); ++i) text += (i > 0 ? ", " : text.empty() ? "" : " + ") + read[i];
        return text;
    }

    const DayView& view_;
    std::span<const DayFinding> findings_;
};

}  // namespace

std::string timetable_page(const DayView& view, std::span<const DayFinding> findings) {
    return Page(view, findings).html();
}

}  // namespace gatecast
