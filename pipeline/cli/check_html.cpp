// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/check_html.h"

#include <map>

#include "pipeline/cli/check_sheet.h"
#include "pipeline/cli/cue_pictures.h"
#include "pipeline/cli/times.h"
#include "pipeline/pages/html.h"

namespace gatecast {
namespace {

constexpr Size kPicture{640, 560};
constexpr size_t kPictures = 4;  // of one cause
constexpr size_t kRows = 200;    // of one cause
constexpr std::string_view kCss = R"css(
.verdict{display:flex;align-items:baseline;gap:1rem;flex-wrap:wrap;padding:1rem 1.2rem;border-radius:8px;margin:1.2rem 0}
.verdict b{font-size:1.35rem;letter-spacing:.02em}
.pass{background:var(--pass-bg);color:var(--pass)}.warn{background:var(--warn-bg);color:var(--warn)}
.fail{background:var(--fail-bg);color:var(--fail)}.verdict span{color:var(--ink)}
.badge{display:inline-block;padding:.05rem .55rem;border-radius:99px;font-size:.8rem;font-weight:650;white-space:nowrap}
.matrix th,.matrix td{padding-right:1.2rem}.matrix thead th{overflow-wrap:anywhere}.matrix td:first-child{font-weight:500}
section.cause{margin:1rem 0 0;padding:1rem 1.2rem;border:1px solid var(--line);border-left:5px solid var(--soft);
border-radius:6px;background:var(--card);break-inside:auto}
section.cause.fail{border-left-color:var(--fail);background:var(--card);color:var(--ink)}
section.cause.warn{border-left-color:var(--warn);background:var(--card);color:var(--ink)}
section.cause header{display:flex;gap:.8rem;align-items:baseline;flex-wrap:wrap;break-after:avoid}
.advice{margin:.4rem 0 .2rem}
.shots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(24rem,100%),1fr));gap:1rem;margin:.9rem 0 .4rem}
figure{margin:0;break-inside:avoid}figcaption{font-size:.85rem;color:var(--soft);margin-top:.3rem}
figcaption b{color:var(--ink);font-weight:600}
img{max-height:24rem;width:auto}
table.places{font-size:.92rem;margin-top:.5rem}table.places td{overflow-wrap:anywhere}tr{break-inside:avoid}
table.places td:first-child{white-space:nowrap}
summary{cursor:pointer;color:var(--accent);margin-top:.5rem}
footer{margin-top:3rem;color:var(--soft);font-size:.85rem;border-top:1px solid var(--line);padding-top:.6rem}
)css";

const char* class_of(Severity severity) {
    return verdict_name(severity);
}

const char* label_of(Severity severity) {
    constexpr const char* kLabels[] = {N_("PASS"), N_("WARN"), N_("FAIL")};
    return kLabels[static_cast<size_t>(severity)];
}

std::string badge(Severity severity, const std::string& text) {
    return std::string("<span class=\"badge ") + class_of(severity) + "\">" + html::text(text) + "</span>";
}

/// One programme's part of the page.
class Part {
public:
    Part(const CheckedProgramme& programme, const Console& console) : programme_(programme), console_(console) {}

    std::string html() {
        std::string page = programme_.clip ? "<h2>" + html::text(programme_.clip->path.filename().string()) + "</h2>\n"
                                           : std::string();
        if (!programme_.files.empty()) page += files() + matrix();
        page += samples();
        const std::vector<Cause> causes = causes_in(programme_.files);
        bool notes = false;
        for (const Cause& cause : causes) {
            if (cause.severity == Severity::kNote && !notes) {
                page += "<h2>" + text(N_("For your information")) + "</h2>\n";
                notes = true;
            }
            page += section(cause);
        }
        return page;
    }

private:
    [[nodiscard]] std::string text(const char* literal) const { return html::text(console_.text(literal)); }
    [[nodiscard]] std::string text(const Message& message) const { return html::text(console_.text(message)); }

    [[nodiscard]] std::string files() const {
        std::string table = "<table>\n<thead><tr><th>" + text(N_("File")) + "</th><th>" + text(N_("What it is")) +
                            "</th><th></th></tr></thead>\n<tbody>\n";
        for (const CheckedFile& file : programme_.files) {
            const Severity verdict = verdict_of(file);
            table += "<tr><td>" + html::text(file.file.filename().string()) + "</td><td>" +
                     html::text(description_of(programme_, file, console_)) + "</td><td>" +
                     badge(verdict, console_.text(label_of(verdict))) + "</td></tr>\n";
        }
        return table + "</tbody></table>\n";
    }

    /// A clip that is given is seen on every screen, whether anything is wrong or not.
    std::string samples() {
        if (!programme_.clip || programme_.clip->kind == ClipKind::kSound) return "";
        constexpr double kMoments[] = {0.15, 0.5, 0.85};
        std::string page = "<h2>" + text(N_("How it looks")) + "</h2>\n<div class=\"shots\">\n";
        for (const CheckedScreen& screen : programme_.screens)
            for (std::string last; const double moment : kMoments) {
                const std::string figure = sample(screen, moment);
                if (figure != last) page += figure;  // a clip of few cues has one of them at several moments
                last = figure;
            }
        return page + "</div>\n";
    }

    /// With the cue that stands there in the course of the first track.
    std::string sample(const CheckedScreen& screen, double moment) {
        const auto share_of = [moment](auto whole) {
            return static_cast<int64_t>(moment * static_cast<double>(whole));
        };
        Time at(share_of(programme_.clip->duration.count()));
        CuePictures::Shot shot;
        if (!programme_.tracks.empty() && !programme_.tracks.front().cues.empty()) {
            const std::vector<Cue>& cues = programme_.tracks.front().cues;
            const auto cue = static_cast<size_t>(share_of(cues.size()));
            if (cues[cue].timed) at = cues[cue].start;
            shot = camera_of(screen).shot(programme_.tracks, 0, cue, kPicture);
        } else {
            shot = camera_of(screen).still(at, kPicture);
        }
        const std::string caption = screen.display.name + " · " + show_cue_time(at);
        return fmt::format(
            "<figure><img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\"><figcaption>{}</figcaption></figure>\n",
            html::png_source(shot.png), shot.size.width, shot.size.height, html::attribute(caption),
            html::text(caption));
    }

    /// What passed is shown as well: an empty page would not say that anything was looked at.
    [[nodiscard]] std::string matrix() const {
        std::string table =
            "<h2>" + text(N_("What was checked")) + "</h2>\n<table class=\"matrix\">\n<thead><tr><th></th>";
        for (const CheckedFile& file : programme_.files)
            table += "<th>" + html::text(file.file.filename().string()) + "</th>";
        table += "</tr></thead>\n<tbody>\n";
        for (const TopicName& topic : topics()) {
            if (!applies(programme_, topic.topic)) continue;
            table += "<tr><td>" + html::text(heading_of(programme_, topic, console_)) + "</td>";
            for (const CheckedFile& file : programme_.files) table += "<td>" + mark(file, topic.topic) + "</td>";
            table += "</tr>\n";
        }
        return table + "</tbody></table>\n";
    }

    [[nodiscard]] std::string mark(const CheckedFile& file, Topic topic) const {
        const std::vector<Cause> causes = causes_in({&file, 1});
        const Severity worst = worst_of(causes, topic);
        if (file.format.empty() && worst == Severity::kNote) return "<span class=\"soft\">–</span>";
        size_t count = 0;
        for (const Cause& cause : causes)
            if (cause.topic == topic && cause.severity == worst) count += cause.places.size();
        std::string label = console_.text(label_of(worst));
        if (worst != Severity::kNote) label += " " + std::to_string(count);
        return badge(worst, label);
    }

    std::string section(const Cause& cause) {
        const Problem& first = cause.places.front().finding->problem;
        const std::string heading = cause.name != nullptr ? text(cause.name->heading) : text(first.message);
        const bool note = cause.severity == Severity::kNote;
        std::string page =
            std::string("<section class=\"cause ") + (note ? "note" : class_of(cause.severity)) + "\">\n";
        page += "<header><h3>" + heading + "</h3>";
        if (!note) page += badge(cause.severity, console_.text(label_of(cause.severity)));
        page += "<span class=\"soft num\">" + text(message("places: {}", cause.places.size())) + "</span></header>\n";
        if (cause.name != nullptr && cause.name->advice != nullptr)
            page += "<p class=\"advice\">" + text(cause.name->advice) + "</p>\n";
        if (!note) page += pictures(cause);
        return page + places(cause) + "</section>\n";
    }

    std::string pictures(const Cause& cause) {
        std::string page;
        size_t count = 0;
        int last_cue = -1, last_track = -1;
        for (const FoundAt& found : cause.places) {
            const Finding& finding = *found.finding;
            const bool again = finding.problem.cue == last_cue && finding.track == last_track;
            if (finding.problem.cue < 0 || finding.track < 0 || again || count == kPictures) continue;
            last_cue = finding.problem.cue;
            last_track = finding.track;
            page += figure(found, cause.topic);
            ++count;
        }
        return page.empty() ? page : "<div class=\"shots\">\n" + page + "</div>\n";
    }

    std::string figure(const FoundAt& found, Topic topic) {
        const Finding& finding = *found.finding;
        const auto screen = screen_of(finding);
        if (screen == programme_.screens.end()) return "";
        const auto track = static_cast<size_t>(finding.track);
        const auto cue = static_cast<size_t>(finding.problem.cue);
        const std::string place = place_of(programme_, found, console_);
        const CuePictures::Shot shot =
            camera_of(*screen).shot(programme_.tracks, track, cue, kPicture, topic == Topic::kLetters);
        std::string picture = "<figure><img src=\"" + html::png_source(shot.png);
        picture += fmt::format("\" width=\"{}\" height=\"{}\" alt=\"{}\">", shot.size.width, shot.size.height,
                               html::attribute(programme_.tracks[track].language + ", " + place));
        picture += "<figcaption><b>" + html::text(programme_.tracks[track].language) + "</b> " + html::text(place) +
                   " · " + html::text(screen->display.name) + "</figcaption></figure>\n";
        return picture;
    }

    [[nodiscard]] std::vector<CheckedScreen>::const_iterator screen_of(const Finding& finding) const {
        if (finding.displays.empty()) return programme_.screens.begin();
        return std::ranges::find_if(programme_.screens, [&](const CheckedScreen& screen) {
            return screen.display.name == finding.displays.front();
        });
    }

    CuePictures& camera_of(const CheckedScreen& screen) {
        std::unique_ptr<CuePictures>& camera = cameras_[&screen];
        const bool film = programme_.clip && programme_.clip->kind != ClipKind::kSound;
        if (!camera) camera = std::make_unique<CuePictures>(screen, film ? &*programme_.clip : nullptr);
        return *camera;
    }

    [[nodiscard]] std::string places(const Cause& cause) const {
        constexpr size_t kOpen = 8;
        std::string rows;
        for (size_t i = 0; i < std::min(kRows, cause.places.size()); ++i) rows += row(cause.places[i]);
        if (cause.places.size() > kRows)
            rows += "<tr><td colspan=\"4\" class=\"soft\">" +
                    text(message("and {} more", cause.places.size() - kRows)) + "</td></tr>\n";
        const std::string table = "<table class=\"places\"><tbody>\n" + rows + "</tbody></table>\n";
        if (cause.places.size() <= kOpen) return table;
        return "<details><summary>" + text(N_("All places")) + "</summary>" + table + "</details>\n";
    }

    [[nodiscard]] std::string row(const FoundAt& found) const {
        const Finding& finding = *found.finding;
        const bool of_cue = finding.track >= 0 && finding.problem.cue >= 0;
        std::string words;
        std::string language;
        if (finding.track >= 0) {
            const Track& track = programme_.tracks[static_cast<size_t>(finding.track)];
            language = track.language;
            const auto cue = static_cast<size_t>(finding.problem.cue);
            if (of_cue && cue < track.cues.size()) words = html::cue_text(track.cues[cue].text, language);
        }
        const std::string name = language.empty() ? found.file->file.filename().string() : language;
        std::string displays;
        for (const std::string& display : finding.displays) displays += (displays.empty() ? "" : ", ") + display;
        if (!displays.empty()) displays = " <span class=\"soft\">" + html::text(displays) + "</span>";
        return "<tr><td class=\"num\">" + html::text(name) + "</td><td class=\"num soft\">" +
               html::text(place_of(programme_, found, console_)) + "</td><td>" + words + "</td><td>" +
               html::text(sentence_of(finding.problem, console_)) + displays + "</td></tr>\n";
    }

    const CheckedProgramme& programme_;
    const Console& console_;
    std::map<const CheckedScreen*, std::unique_ptr<CuePictures>> cameras_;
};

struct Counts {
    size_t files = 0;
    size_t errors = 0;
    size_t warnings = 0;
    [[nodiscard]] Severity worst() const {
        if (errors > 0) return Severity::kError;
        return warnings > 0 ? Severity::kWarning : Severity::kNote;
    }
};

Counts counts_of(std::span<const CheckedProgramme> programmes) {
    Counts counts;
    for (const CheckedProgramme& programme : programmes) {
        for (const CheckedFile& file : programme.files) {
            ++counts.files;
            for (const Finding& finding : file.findings) {
                counts.errors += finding.problem.severity == Severity::kError ? 1 : 0;
                counts.warnings += finding.problem.severity == Severity::kWarning ? 1 : 0;
            }
        }
    }
    return counts;
}

const char* verdict_sentence(Severity worst) {
    switch (worst) {
        case Severity::kError:
            return N_("Not fit to be shown: correct what is marked red, then check again.");
        case Severity::kWarning:
            return N_("Can be shown; look at what is marked first.");
        case Severity::kNote:
            break;
    }
    return N_("Nothing wrong was found.");
}

}  // namespace

std::string check_page(std::span<const CheckedProgramme> programmes, const Console& console) {
    const Counts counts = counts_of(programmes);
    const std::string title = console.text(N_("Check of subtitles"));
    std::string page = html::head(console.language(), title, kCss);
    page += "<h1>" + html::text(title) + "</h1>\n<p class=\"soft\">" + html::text(show_now()) + "</p>\n";
    page += std::string("<div class=\"verdict ") + class_of(counts.worst()) + "\"><b>" +
            html::text(console.text(label_of(counts.worst()))) + "</b><span>" +
            html::text(console.text(verdict_sentence(counts.worst()))) + " " +
            html::text(console.text(
                message("Files: {}, errors: {}, warnings: {}.", counts.files, counts.errors, counts.warnings))) +
            "</span></div>\n";
    for (const CheckedProgramme& programme : programmes) page += Part(programme, console).html();
    return page + "<footer>Gatecast " GATECAST_VERSION "</footer>\n" + html::foot();
}

}  // namespace gatecast
