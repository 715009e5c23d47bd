// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "pipeline/night/days/day_pages.h"
#include "pipeline/night/items/item_work.h"
#include "pipeline/pages/html.h"
#include "pipeline/playlist/lists/written.h"
#include "pipeline/render/store.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

// Shorter ones belong to films: they fade, and posters stand.
constexpr Time kBlackToSay = std::chrono::seconds(3);
constexpr Time kFrozenToSay = std::chrono::seconds(30);

// Both languages are in the page; the switch is two radio buttons, so that it works from a memory stick too.
constexpr std::string_view kCss = R"css(
body{max-width:96rem}
.switch{position:absolute;opacity:0;pointer-events:none}
.bar{display:flex;gap:.4rem;flex-wrap:wrap;align-items:center;margin-bottom:1.4rem;font-size:.9rem}
.bar label{padding:.2rem .8rem;border:1px solid var(--line);border-radius:99px;cursor:pointer;color:var(--soft)}
.bar .gap{flex:1}
#in-vi:checked~.bar label[for=in-vi],#in-en:checked~.bar label[for=in-en],#open:checked~.bar label[for=open]{
background:var(--accent);border-color:var(--accent);color:var(--paper)}
.switch:focus-visible~.bar label{outline:2px solid var(--accent);outline-offset:2px}
#in-vi:checked~main .en,#in-vi:checked~.bar .en,#in-en:checked~main .vi,#in-en:checked~.bar .vi{display:none}
#open:checked~main tr.ready{display:none}
.verdict{padding:1.1rem 1.3rem;border-radius:10px;margin:1.2rem 0 1rem}
.verdict b{display:block;font-size:1.45rem;line-height:1.3}.verdict span{color:var(--ink)}
.pass{background:var(--pass-bg);color:var(--pass)}.warn{background:var(--warn-bg);color:var(--warn)}
.fail{background:var(--fail-bg);color:var(--fail)}.none{background:var(--card);color:var(--soft)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.7rem;margin:0 0 1.5rem;padding:0}
.figures div{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.6rem .9rem}
.figures dt{font-size:.82rem;color:var(--soft)}.figures dd{margin:0;font-size:1.3rem;font-variant-numeric:tabular-nums}
.badge{display:inline-block;padding:.05rem .55rem;border-radius:99px;font-size:.78rem;font-weight:650;white-space:nowrap}
.todo{border:1px solid var(--line);border-left:5px solid var(--fail);border-radius:6px;background:var(--card);
padding:.7rem 1.1rem;margin:.7rem 0;break-inside:avoid}.todo.warn{border-left-color:var(--warn);color:var(--ink);background:var(--card)}
.todo header{display:flex;gap:.8rem;align-items:baseline;flex-wrap:wrap}.todo p{margin:.25rem 0;overflow-wrap:anywhere}
table.day{font-size:.93rem}table.day thead th{position:sticky;top:0;background:var(--paper);z-index:1}
table.day td{padding:.7rem .9rem .7rem 0}table.day td.time{font-size:1.05rem;font-weight:600}
.titles{min-width:14rem}.titles b{font-weight:600;display:block}.titles i{font-style:normal;color:var(--soft);display:block}
td.display{min-width:9.5rem}td.display img{max-height:5.6rem;width:auto;margin-bottom:.35rem}
td.display .why{color:var(--fail);font-size:.85rem;overflow-wrap:anywhere}.remark{color:var(--warn);font-size:.85rem}
tr{break-inside:avoid}tr.failed td.time,tr.partly td.time{color:var(--fail)}
footer{margin-top:3rem;color:var(--soft);font-size:.85rem;border-top:1px solid var(--line);padding-top:.6rem}
@media print{.bar{display:none}table.day thead th{position:static}}
)css";

struct Look {
    const char* css;
    const char* label;  // N_()
};

Look look_of(ItemState state) {
    switch (state) {
        case ItemState::kReady:
            return {"pass", N_("Ready")};
        case ItemState::kPartly:
            return {"fail", N_("Not on every display")};
        case ItemState::kFailed:
            return {"fail", N_("Failed")};
        case ItemState::kSkipped:
            return {"warn", N_("Left out")};
        case ItemState::kWaiting:
            break;
    }
    return {"none", N_("Not rendered yet")};
}

std::string size_text(int64_t bytes) {
    if (bytes >= 1'000'000'000) return fmt::format("{:.2f} GB", static_cast<double>(bytes) / 1e9);
    if (bytes < 1'000'000) return fmt::format("{:.0f} kB", static_cast<double>(bytes) / 1e3);
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

class Page {
public:
    Page(const DayWork& work, const DayOutcome& outcome, const Catalogue& vietnamese)
        : work_(work), outcome_(outcome), vietnamese_(vietnamese) {}

    std::string html() {
        const std::string title = vietnamese_.text(message("Programme of {}", date()));
        page_ = html::head("vi", title, kCss);
        switches();
        page_ += "<main>\n<h1>" + both(message("Programme of {}", date())) + "</h1>\n<p class=\"soft\">";
        if (!work_.day.channel.empty()) page_ += html::text(work_.day.channel) + " · ";
        page_ += html::text(work_.day.file.filename().string()) + " · " + html::text(joined(work_.displays)) + "</p>\n";
        verdict();
        figures();
        to_do();
        doubts();
        table();
        page_ += "</main>\n<footer>Gatecast · day.json, results.json</footer>\n";
        return page_ + html::foot();
    }

private:
    [[nodiscard]] std::string date() const { return vietnamese_date(work_.day.date); }
    static std::string joined(const std::vector<std::string>& words) {
        std::string text;
        for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
        return text;
    }

    static std::string both(const Said& said) {
        return "<span class=\"vi\">" + html::text(said.vi) + "</span><span class=\"en\" lang=\"en\">" +
               html::text(said.en) + "</span>";
    }
    [[nodiscard]] std::string both(const Message& message) const { return both(said(message, vietnamese_)); }

    void switches() {
        page_ +=
            "<input class=\"switch\" type=\"radio\" name=\"language\" id=\"in-vi\" checked>"
            "<input class=\"switch\" type=\"radio\" name=\"language\" id=\"in-en\">"
            "<input class=\"switch\" type=\"checkbox\" id=\"open\">\n<div class=\"bar\"><label for=\"open\">" +
            both(message("Hide what is ready")) +
            "</label><span class=\"gap\"></span><label for=\"in-vi\">Tiếng Việt</label>"
            "<label for=\"in-en\">English</label></div>\n";
    }

    void verdict() {
        const size_t open = outcome_.tasks.size() - outcome_.count(ItemState::kReady);
        const size_t bad = outcome_.count(ItemState::kFailed) + outcome_.count(ItemState::kPartly);
        const char* css = bad > 0 ? "fail" : open > 0 ? "warn" : "pass";
        const Message line = open == 0
                                 ? message("Everything is ready: {} items for {} displays.", outcome_.tasks.size(),
                                           work_.displays.size())
                                 : message("{} of {} items are ready for all {} displays.",
                                           outcome_.tasks.size() - open, outcome_.tasks.size(), work_.displays.size());
        const Message advice =
            bad > 0    ? message("Correct what stands below, then give the same command again: only that is rendered.")
            : open > 0 ? message("Look at what stands below; nothing failed.")
                       : message("Nothing is to be done.");
        page_ +=
            std::string("<div class=\"verdict ") + css + "\"><b>" + both(line) + "</b>" + both(advice) + "</div>\n";
    }

    void figure(const char* label, const std::string& value) {
        page_ += "<div><dt>" + both(message(label)) + "</dt><dd>" + html::text(value) + "</dd></div>\n";
    }

    void figures() {
        Time length{0};
        for (size_t i = 0; i < outcome_.tasks.size(); ++i)
            if (outcome_.tasks[i].role == ItemTask::Role::kItem && outcome_.reports[i] &&
                !outcome_.reports[i]->files.empty())
                length += outcome_.reports[i]->files.front().duration;
        page_ += "<dl class=\"figures\">\n";
        figure(N_("Ready"), std::to_string(outcome_.count(ItemState::kReady)));
        figure(N_("Not on every display"), std::to_string(outcome_.count(ItemState::kPartly)));
        figure(N_("Failed"), std::to_string(outcome_.count(ItemState::kFailed)));
        figure(N_("Left out"), std::to_string(outcome_.count(ItemState::kSkipped)));
        if (const size_t waiting = outcome_.count(ItemState::kWaiting); waiting > 0)
            figure(N_("Not rendered yet"), std::to_string(waiting));
        figure(N_("Length of all items"), length_text(length));
        figure(N_("On the disk"), size_text(outcome_.bytes()));
        page_ += "</dl>\n";
    }

    [[nodiscard]] std::string title_of(size_t i) const {
        const ItemTask& task = outcome_.tasks[i];
        if (task.role != ItemTask::Role::kItem) return task.id;
        const Item& item = work_.day.items[task.item];
        return item.title_vi.empty() ? item.id : item.title_vi;
    }

    [[nodiscard]] static std::string where(const ItemTask& task) {
        return task.on_air ? clock_text(*task.on_air) : "–";
    }

    /// What failed, the earliest on air first, each cause once with the displays it holds for.
    void to_do() {
        std::string list;
        for (const size_t i : by_deadline(outcome_.tasks)) {
            const ItemState state = outcome_.state(i);
            if (state == ItemState::kReady || state == ItemState::kWaiting) continue;
            list += "<div class=\"todo" + std::string(state == ItemState::kSkipped ? " warn" : "") +
                    "\"><header><b class=\"num\">" + where(outcome_.tasks[i]) + "</b><h3><a href=\"#" +
                    html::attribute(outcome_.tasks[i].id) + "\">" + html::text(title_of(i)) + "</a></h3>" +
                    badge(state) + "</header>\n" + causes(i) + "</div>\n";
        }
        if (list.empty()) return;
        page_ += "<h2>" + both(message("What is to be done")) + "</h2>\n" + list;
    }

    void doubts() {
        if (work_.doubts.empty()) return;
        page_ += "<h2>" + both(message("The list itself")) + "</h2>\n";
        for (const Message& doubt : work_.doubts)
            page_ += "<div class=\"todo warn\"><p>" + both(doubt) + "</p></div>\n";
    }

    [[nodiscard]] std::string causes(size_t i) const {
        const ItemReport& report = *outcome_.reports[i];
        std::string text;
        for (const Said& why : report.failures) text += "<p>" + both(why) + "</p>\n";
        if (report.skipped)
            for (const Said& why : report.remarks) text += "<p>" + both(why) + "</p>\n";
        std::vector<std::pair<Said, std::vector<std::string>>> causes;
        for (const FileReport& file : report.files) {
            if (!file.problem) continue;
            auto known = std::ranges::find(causes, *file.problem, [](const auto& cause) { return cause.first; });
            if (known == causes.end()) known = causes.emplace(causes.end(), *file.problem, std::vector<std::string>());
            known->second.push_back(file.display);
        }
        for (const auto& [why, displays] : causes)
            text += "<p><b>" + html::text(joined(displays)) + "</b> · " + both(why) + "</p>\n";
        return text;
    }

    [[nodiscard]] std::string badge(ItemState state) const {
        const Look look = look_of(state);
        return std::string("<span class=\"badge ") + look.css + "\">" + both(message(look.label)) + "</span>";
    }

    void table() {
        page_ += "<h2>" + both(message("All items")) + "</h2>\n<table class=\"day\">\n<thead><tr><th>" +
                 both(message("On air")) + "</th><th>" + both(message("Item")) + "</th><th>" + both(message("Length")) +
                 "</th>";
        for (const std::string& display : work_.displays) page_ += "<th>" + html::text(display) + "</th>";
        page_ += "</tr></thead>\n<tbody>\n";
        std::map<size_t, size_t> task_of;
        for (size_t i = 0; i < outcome_.tasks.size(); ++i)
            if (outcome_.tasks[i].role == ItemTask::Role::kItem) task_of[outcome_.tasks[i].item] = i;
        for (size_t item = 0; item < work_.day.items.size(); ++item) {
            if (const auto task = task_of.find(item); task != task_of.end())
                row(task->second);
            else
                relay(work_.day.items[item]);
        }
        for (size_t i = 0; i < outcome_.tasks.size(); ++i)
            if (outcome_.tasks[i].role != ItemTask::Role::kItem) row(i);
        page_ += "</tbody></table>\n";
    }

    void relay(const Item& item) {
        page_ += "<tr class=\"ready\"><td class=\"time num\">" +
                 (item.start ? clock_text(*item.start) : std::string("–")) + "</td><td class=\"titles\">" +
                 titles(item) + "</td><td></td><td class=\"soft\" colspan=\"" + std::to_string(work_.displays.size()) +
                 "\">" + both(message("Live from {}: nothing is rendered ahead.", item.relay->source)) + "</td></tr>\n";
    }

    static std::string titles(const Item& item) {
        std::string text = "<b>" + html::text(item.title_vi.empty() ? item.id : item.title_vi) + "</b>";
        if (!item.title_en.empty()) text += "<i lang=\"en\">" + html::text(item.title_en) + "</i>";
        if (!item.title_km.empty()) text += "<i lang=\"km\">" + html::text(item.title_km) + "</i>";
        return text + "<span class=\"soft small\">" + html::text(item.id + " · " + item.media.filename().string()) +
               "</span>";
    }

    void row(size_t i) {
        const ItemTask& task = outcome_.tasks[i];
        const auto& report = outcome_.reports[i];
        page_ += std::string("<tr id=\"") + html::attribute(task.id) + "\" class=\"" + name_of(outcome_.state(i)) +
                 "\"><td class=\"time num\">" + where(task) + "</td><td class=\"titles\">";
        if (task.role == ItemTask::Role::kItem) {
            page_ += titles(work_.day.items[task.item]);
        } else {
            page_ += "<b>" +
                     both(task.role == ItemTask::Role::kFiller ? message("Filler {}", task.number)
                                                               : message("Standby picture")) +
                     "</b><span class=\"soft small\">" + html::text(task.job.request.clip.filename().string()) +
                     "</span>";
        }
        if (report)
            for (const Said& remark : report->remarks) page_ += "<div class=\"remark\">" + both(remark) + "</div>";
        page_ += "</td><td class=\"num\">" +
                 (report && !report->files.empty() ? length_text(report->files.front().duration) : "") + "</td>";
        for (const std::string& display : work_.displays) page_ += cell(i, display);
        page_ += "</tr>\n";
    }

    [[nodiscard]] std::string cell(size_t i, const std::string& display) const {
        const auto& report = outcome_.reports[i];
        std::string text = "<td class=\"display\">";
        bool any = false;
        if (report)
            for (const FileReport& file : report->files)
                if (file.display == display) text += output(outcome_.tasks[i], *report, file), any = true;
        if (!any) text += badge(outcome_.state(i));
        return text + "</td>";
    }

    [[nodiscard]] std::string output(const ItemTask& task, const ItemReport& report, const FileReport& file) const {
        if (!file.ready())
            return badge(ItemState::kFailed) +
                   (file.problem ? "<div class=\"why\">" + both(*file.problem) + "</div>" : std::string());
        const std::string path = html::attribute(published_path(task, file, report));
        std::string text;
        std::error_code none;
        if (const fs::path thumbnail = thumbnail_of(task.folder, file); fs::exists(thumbnail, none))
            text += "<a href=\"" + path + "\"><img loading=\"lazy\" alt=\"\" src=\"" +
                    html::png_source(read_whole(thumbnail)) + "\"></a>";
        text += badge(ItemState::kReady) + " <a class=\"small num\" href=\"" + path + "\">" +
                size_text(file.claim.size_bytes) + "</a><div class=\"soft small num\">" + sound(file) + "</div>";
        return text + stretches(file.black, kBlackToSay, N_("black at {}, {} s")) +
               (report.still ? std::string() : stretches(file.frozen, kFrozenToSay, N_("stands still at {}, {} s")));
    }

    [[nodiscard]] std::string sound(const FileReport& file) const {
        if (!file.sound) return both(message("sound as it is"));
        if (file.sound->silent) return both(message("silent"));
        std::string text =
            html::text(fmt::format("{:.1f} LUFS · {:.1f} dBTP", file.sound->after_lufs, file.sound->true_peak_dbtp));
        if (file.sound->limited) text += both(message(" (peaks limited)"));
        return text;
    }

    [[nodiscard]] std::string stretches(const std::vector<TimeRun>& list, Time least, const char* sentence) const {
        std::string text;
        for (const TimeRun& one : list)
            if (one.length >= least)
                text += "<div class=\"remark\">" +
                        both(message(sentence, length_text(one.from),
                                     std::chrono::round<std::chrono::seconds>(one.length).count())) +
                        "</div>";
        return text;
    }

    const DayWork& work_;
    const DayOutcome& outcome_;
    const Catalogue& vietnamese_;
    std::string page_;
};

}  // namespace

std::string result_page(const DayWork& work, const DayOutcome& outcome, const Catalogue& vietnamese) {
    return Page(work, outcome, vietnamese).html();
}

}  // namespace gatecast
