// SPDX-License-Identifier: GPL-3.0-or-later
#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>

#include "pipeline/cli/check_html.h"
#include "pipeline/cli/check_sheet.h"
#include "pipeline/cli/cue_pictures.h"
#include "pipeline/pages/html.h"
#include "pipeline/cli/review_rows.h"
#include "pipeline/cli/times.h"
#include "pipeline/media/hash.h"

namespace gatecast {
namespace {

constexpr std::string_view kCss = R"css(
body{max-width:64rem}
.facts{margin:1rem 0}.facts td{padding:.15rem 1rem .15rem 0;border:0}.facts td:first-child{color:var(--soft);
white-space:nowrap;width:1%}
.hash{font:.78rem/1.4 ui-monospace,"Noto Sans Mono",Consolas,monospace;overflow-wrap:anywhere;color:var(--soft)}
.sign{width:calc(100% - 1px);margin:1.2rem 0 1.6rem;border:1px solid var(--line)}.sign th,.sign td{border:1px solid var(--line);
padding:.35rem .6rem}.sign td{height:2.6rem}.sign td:first-child{font-weight:600;width:22%}
.cues{table-layout:fixed}.cues thead{display:table-header-group}.cues tr{break-inside:avoid}
.cues th,.cues td{padding:.5rem .6rem .5rem 0}.cues .shot{width:31%}.cues .ok{width:2.4rem;text-align:center;padding-right:0}
.cues td{overflow-wrap:break-word}
.box{display:inline-block;width:1.05rem;height:1.05rem;border:1.5px solid var(--ink);border-radius:2px}
.flag{display:block;margin-top:.3rem;font-size:.78rem;color:var(--warn)}.flag.fail{color:var(--fail)}
.none{color:var(--fail);font-size:.85rem}
@media print{.cues .shot{width:54mm}.sign td{height:11mm}a{color:inherit}}
)css";

/// Columns in the order that the signers know; other languages follow.
std::vector<size_t> columns_of(const std::vector<Track>& tracks) {
    constexpr std::string_view kOrder[] = {"vi", "en", "km"};
    std::vector<size_t> columns;
    for (size_t i = 0; i < tracks.size(); ++i) columns.push_back(i);
    std::ranges::stable_sort(columns, {}, [&](size_t i) {
        return std::ranges::find(kOrder, tracks[i].language.substr(0, tracks[i].language.find('-'))) -
               std::begin(kOrder);
    });
    return columns;
}

/// Smaller where there are many: a page of hundreds of cues is still sent by mail.
Size picture_size(size_t rows) {
    if (rows <= 80) return {480, 400};
    if (rows <= 250) return {384, 320};
    if (rows <= 500) return {288, 240};
    return rows <= 1000 ? Size{208, 180} : Size{144, 130};
}

const char* language_name(std::string_view tag) {
    if (tag == "vi") return N_("Vietnamese");
    if (tag == "en") return N_("English");
    return tag == "km" ? N_("Khmer") : nullptr;
}

/// In a CSS string.
std::string css_string(std::string_view text) {
    std::string safe = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\' || c == '<')
            safe += fmt::format("\\{:x} ", static_cast<unsigned>(c));
        else if (static_cast<unsigned char>(c) >= 0x20)
            safe += c;
    }
    return safe + "\"";
}

/// Of all files together: it stands on every sheet of paper and says what the sheet belongs to.
std::string number_of(const std::vector<std::string>& hashes, const std::string& clip) {
    std::string all = clip;
    for (const std::string& hash : hashes) all += hash;
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(all.data()), all.size());
    std::string number;
    for (size_t i = 0; i < 6; ++i) number += fmt::format("{:02x}", digest[i]);
    return number;
}

class Review {
public:
    Review(const CheckedProgramme& programme, const Console& console)
        : programme_(programme), console_(console), columns_(columns_of(programme.tracks)) {
        for (const size_t column : columns_) shown_.push_back(&programme_.tracks[column]);
        for (const CheckedFile& file : programme_.files) {
            collect_flags(file);
            hashes_.push_back(hash_file(file.file));
        }
        number_ = number_of(hashes_, programme_.clip ? programme_.clip->hash : "");
    }

    std::string html() {
        const std::string title = console_.text(message("Subtitles for approval: {}", name()));
        std::string page = html::head(console_.language(), title, std::string(kCss) + page_css());
        page += "<h1>" + html::text(title) + "</h1>\n" + facts() + signatures();
        return page + cues() + "<p class=\"small soft\">Gatecast " GATECAST_VERSION "</p>\n" + html::foot();
    }

private:
    [[nodiscard]] std::string text(const char* literal) const { return html::text(console_.text(literal)); }
    [[nodiscard]] std::string text(const Message& message) const { return html::text(console_.text(message)); }

    [[nodiscard]] std::string name() const {
        if (programme_.clip)
            return programme_.clip->title.empty() ? programme_.clip->path.filename().string() : programme_.clip->title;
        return programme_.files.empty() ? "" : programme_.files.front().file.stem().string();
    }

    [[nodiscard]] std::string page_css() const {
        return "@page{size:A4;margin:14mm 12mm 16mm;@bottom-left{content:" + css_string(name() + " · " + number_) +
               ";font:8pt sans-serif;color:#555}@bottom-right{content:counter(page) \" / \" counter(pages);"
               "font:8pt sans-serif;color:#555}}\n";
    }

    [[nodiscard]] static std::string fact(const std::string& what, const std::string& value,
                                          const std::string& hash = {}) {
        std::string row = "<tr><td>" + what + "</td><td>" + value;
        if (!hash.empty()) row += "<br><span class=\"hash\">SHA-256 " + hash + "</span>";
        return row + "</td></tr>\n";
    }

    [[nodiscard]] std::string facts() const {
        std::string table = "<table class=\"facts\"><tbody>\n" + fact(text(N_("Date")), html::text(show_now()));
        if (programme_.clip) {
            const Clip& clip = *programme_.clip;
            table += fact(text(N_("Clip")), html::text(clip.path.filename().string() + ", " + show_time(clip.duration)),
                          clip.hash);
        }
        for (size_t i = 0; i < programme_.files.size(); ++i) {
            const CheckedFile& file = programme_.files[i];
            table += fact(
                text(N_("Subtitles")),
                html::text(file.file.filename().string() + " (" + description_of(programme_, file, console_) + ")"),
                hashes_[i]);
        }
        table += fact(text(N_("Number on every sheet")), number_);
        const CheckedScreen& screen = programme_.screens.front();
        const std::string& title = console_.language() == "vi" ? screen.display.title_vi : screen.display.title_en;
        table += fact(text(N_("Pictures as on")),
                      html::text(title + " (" + screen.display.name + ", " + screen.style.name + ")"));
        return table + "</tbody></table>\n";
    }

    [[nodiscard]] std::string signatures() const {
        std::string table = "<table class=\"sign\"><thead><tr><th></th><th>" + text(N_("Name")) + "</th><th>" +
                            text(N_("Signature")) + "</th><th>" + text(N_("Date")) + "</th></tr></thead><tbody>\n";
        for (const char* role : {N_("Translator"), N_("Proofreader"), N_("Approver")})
            table += "<tr><td>" + text(role) + "</td><td></td><td></td><td></td></tr>\n";
        table += "<tr><td>" + text(N_("Document no.")) + "</td><td></td><td><b>" + text(N_("Valid until")) +
                 "</b></td><td></td></tr>\n";
        return table + "</tbody></table>\n";
    }

    [[nodiscard]] std::string cues() {
        const std::vector<ReviewRow> rows = review_rows(shown_);
        std::string table =
            "<table class=\"cues\">\n<thead><tr><th class=\"shot\">" + text(N_("Picture and time")) + "</th>";
        for (const Track* track : shown_) {
            const char* language = language_name(track->language);
            table += "<th>" + (language != nullptr ? text(language) : html::text(track->language)) + "</th>";
        }
        table += "<th class=\"ok\">" + text(N_("Right")) + "</th></tr></thead>\n<tbody>\n";
        const CheckedScreen& screen = programme_.screens.front();
        const bool film = programme_.clip && programme_.clip->kind != ClipKind::kSound;
        CuePictures camera(screen, film ? &*programme_.clip : nullptr);
        for (size_t i = 0; i < rows.size(); ++i) table += row(rows[i], i + 1, picture_size(rows.size()), camera);
        return table + "</tbody></table>\n";
    }

    [[nodiscard]] std::string row(const ReviewRow& row, size_t number, Size most, CuePictures& camera) const {
        std::string line = "<tr><td class=\"shot\">" + picture(row, number, most, camera);
        line += "<span class=\"small num\"><b>" + std::to_string(number) + "</b>";
        if (row.timed)
            line += " <span class=\"soft\">" + show_cue_time(row.start) + " – " + show_cue_time(row.end) + "</span>";
        line += "</span></td>";
        for (size_t column = 0; column < columns_.size(); ++column) line += "<td>" + texts(row, column) + "</td>";
        return line + "<td class=\"ok\"><span class=\"box\"></span></td></tr>\n";
    }

    [[nodiscard]] std::string picture(const ReviewRow& row, size_t number, Size most, CuePictures& camera) const {
        for (size_t column = 0; column < columns_.size(); ++column) {
            if (row.cues[column].empty()) continue;
            const CuePictures::Shot shot =
                camera.shot(programme_.tracks, columns_[column], row.cues[column].front(), most);
            return fmt::format("<img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\">", html::png_source(shot.png),
                               shot.size.width, shot.size.height, number);
        }
        return "";
    }

    [[nodiscard]] std::string texts(const ReviewRow& row, size_t column) const {
        const Track& track = *shown_[column];
        if (row.cues[column].empty()) return "<span class=\"none\">" + text(N_("nothing")) + "</span>";
        std::string words;
        for (const size_t cue : row.cues[column]) {
            if (!words.empty()) words += "<br>";
            words += html::cue_text(track.cues[cue].text, track.language);
            const auto flags = flags_.find({columns_[column], cue});
            if (flags == flags_.end()) continue;
            for (const auto& [heading, severity] : flags->second)
                words += std::string("<span class=\"flag ") + verdict_name(severity) + "\">" + text(heading.c_str()) +
                         "</span>";
        }
        return words;
    }

    void collect_flags(const CheckedFile& file) {
        for (const Finding& finding : file.findings) {
            const Problem& problem = finding.problem;
            const CauseName* name = cause_named(problem.code);
            if (problem.severity == Severity::kNote || problem.cue < 0 || finding.track < 0 || name == nullptr)
                continue;
            // Signers judge words; how long they stand is the producer's business.
            const bool of_times = name->topic == Topic::kReading || name->topic == Topic::kTimes;
            if (of_times && problem.severity != Severity::kError) continue;
            Severity& worst =
                flags_[{static_cast<size_t>(finding.track), static_cast<size_t>(problem.cue)}][name->heading];
            worst = std::max(worst, problem.severity);
        }
    }

    const CheckedProgramme& programme_;
    const Console& console_;
    std::vector<std::string> hashes_;  // of the cue files
    std::string number_;
    std::vector<size_t> columns_;  // tracks, in order of columns
    std::vector<const Track*> shown_;
    std::map<std::pair<size_t, size_t>, std::map<std::string, Severity>> flags_;  // of track and cue: headings
};

}  // namespace

std::string review_page(const CheckedProgramme& programme, const Console& console) {
    return Review(programme, console).html();
}

}  // namespace gatecast
