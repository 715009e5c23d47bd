// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/watch/watch_page.h"

#include <algorithm>
#include <ctime>
#include <ranges>

#include "pipeline/night/watch/watch_work.h"
#include "pipeline/pages/html.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr size_t kShownRecords = 40;
constexpr int kReload_s = 10;
constexpr std::string_view kCss = R"css(
.badge{display:inline-block;padding:.05rem .55rem;border-radius:99px;font-size:.8rem;font-weight:650;white-space:nowrap}
.pass{background:var(--pass-bg);color:var(--pass)}.warn{background:var(--warn-bg);color:var(--warn)}
.fail{background:var(--fail-bg);color:var(--fail)}
.box{padding:1rem 1.2rem;border-radius:8px;margin:1rem 0;background:var(--card);border:1px solid var(--line)}
.box.fail{background:var(--fail-bg);color:var(--ink);border-color:var(--fail)}
td{overflow-wrap:anywhere}td.num{overflow-wrap:normal}
)css";

std::string local_time(int64_t at) {
    const std::time_t seconds = at;
    std::tm local{};
    localtime_r(&seconds, &local);
    char text[32];
    std::strftime(text, sizeof text, "%d/%m/%Y %H:%M", &local);
    return text;
}

class Page {
public:
    Page(const WatchStatus& status, const WatchFolders& folders, const Catalogue& catalogue)
        : status_(status), folders_(folders), catalogue_(catalogue) {}

    std::string html(const std::vector<WatchRecord>& records) {
        const std::string title = catalogue_.sentence(N_("Gatecast: what is going on"));
        page_ = html::head(catalogue_.language(), title, kCss);
        constexpr std::string_view kAfter = "</title>";
        page_.insert(page_.find(kAfter) + kAfter.size(),
                     fmt::format("<meta http-equiv=\"refresh\" content=\"{}\">", kReload_s));
        page_ += "<h1>" + html::text(title) + "</h1>\n";
        if (!status_.trouble.empty())
            page_ += "<div class=\"box fail\"><b>" + text(N_("Trouble")) + "</b><br>" + html::text(status_.trouble) +
                     "</div>\n";
        page_ += "<div class=\"box\"><b>" + text(N_("Now")) + "</b><br>" +
                 html::text(status_.now ? catalogue_.text(*status_.now) : catalogue_.sentence(N_("nothing to do"))) +
                 "</div>\n";
        queue();
        waiting();
        results(records);
        return page_ + html::foot();
    }

private:
    [[nodiscard]] std::string text(const char* literal) const { return html::text(catalogue_.sentence(literal)); }
    [[nodiscard]] std::string short_name(const fs::path& file) const {
        return file.lexically_relative(folders_.root).string();
    }

    void queue() {
        if (status_.look.ready.empty()) return;
        page_ += "<h2>" + text(N_("In the queue")) + "</h2>\n<table><tbody>\n";
        for (const WatchWork& work : status_.look.ready) {
            std::string cues;
            for (const WorkCue& cue : work.cues) cues += (cues.empty() ? "" : ", ") + cue.file.filename().string();
            page_ += "<tr><td>" + html::text(short_name(work.clip)) + "</td><td>" + html::text(cues) + "</td></tr>\n";
        }
        page_ += "</tbody></table>\n";
    }

    void waiting() {
        if (status_.look.waiting.empty()) return;
        page_ += "<h2>" + text(N_("Waiting")) + "</h2>\n<table><tbody>\n";
        for (const WatchLook::Said& said : status_.look.waiting)
            page_ += "<tr><td>" + html::text(short_name(said.file)) + "</td><td>" +
                     html::text(catalogue_.text(said.why)) + "</td></tr>\n";
        page_ += "</tbody></table>\n";
    }

    void results(const std::vector<WatchRecord>& records) {
        if (records.empty()) return;
        page_ += "<h2>" + text(N_("Last results")) + "</h2>\n<table><thead><tr><th>" + text(N_("When")) + "</th><th>" +
                 text(N_("Clip")) + "</th><th></th><th>" + text(N_("Remarks")) + "</th></tr></thead>\n<tbody>\n";
        for (const WatchRecord& record : records | std::views::reverse | std::views::take(kShownRecords)) row(record);
        page_ += "</tbody></table>\n";
    }

    void row(const WatchRecord& record) {
        struct Look {
            const char* css;
            const char* label;
        };
        constexpr Look kLooks[] = {{"pass", N_("DONE")}, {"warn", N_("DONE, LOOK")}, {"fail", N_("REFUSED")}};
        const Look& look = kLooks[static_cast<size_t>(record.end)];
        std::string name = html::text(record.job + "/" + record.name);
        if (record.end != WatchRecord::End::kRefused) {
            const std::string link = fs::path(record.folder).lexically_relative(folders_.out.filename()).string();
            name = "<a href=\"" + html::attribute(percent(link + "/" + kCheckPage)) + "\">" + name + "</a>";
        }
        page_ += "<tr><td class=\"num\">" + html::text(local_time(record.at)) + "</td><td>" + name +
                 "</td><td><span class=\"badge " + look.css + "\">" + text(look.label) + "</span></td><td>" +
                 html::text(record.sentence) + "</td></tr>\n";
    }

    /// A path as an address: names hold blanks, marks and #.
    static std::string percent(const std::string& path) {
        std::string address;
        for (const char c : path) {
            const auto byte = static_cast<unsigned char>(c);
            const bool plain =
                (byte < 128 && std::isalnum(byte) != 0) || std::string_view("-_.~/").find(c) != std::string_view::npos;
            address += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
        }
        return address;
    }

    const WatchStatus& status_;
    const WatchFolders& folders_;
    const Catalogue& catalogue_;
    std::string page_;
};

}  // namespace

std::string status_page(const WatchStatus& status, const WatchFolders& folders, const std::vector<WatchRecord>& records,
                        const Catalogue& catalogue) {
    return Page(status, folders, catalogue).html(records);
}

std::string watch_guide(const WatchSettings& settings, const Catalogue& catalogue) {
    const auto line = [&](const Message& message) { return catalogue.text(message) + "\n"; };
    std::string guide = line(message("GATECAST: HOW THIS FOLDER WORKS")) + "\n";
    guide += line(message("1. Drop the clip with its subtitle files into a folder below {}:", settings.in));
    for (const WatchJob& job : settings.folders) {
        std::string displays;
        for (const std::string& name : job.displays) displays += (displays.empty() ? "" : ", ") + name;
        guide += fmt::format("     {}/{}  ->  {}\n", settings.in, job.folder, displays);
    }
    guide += line(
        message("   Subtitle files are named after the clip and their language: phim.mp4, phim.vi.srt, phim.en.srt, "
                "phim.km.docx."));
    guide += line(
        message("2. The finished film and a page of pictures to check, {}, come into {}.", kCheckPage, settings.out));
    guide += line(message("   {}/{} says what is being done now.", settings.out, kStatusPage));
    guide +=
        line(message("3. What cannot be used comes into {}, with a .txt beside it that says why.", settings.rejects));
    guide += line(
        message("4. A mistake in a subtitle? Drop the corrected file into the same folder again: only the seconds it "
                "touches are rendered anew."));
    if (!settings.done.empty())
        guide += line(message("5. Finished clips are moved to {}. Nothing is ever deleted.", settings.done));
    return guide;
}

}  // namespace gatecast
