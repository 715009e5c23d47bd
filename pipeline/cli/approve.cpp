// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast approve FILE…: releases the bytes of files, or a live source for a time, for the screens.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/cli/approval_list.h"
#include "pipeline/cli/places.h"
#include "pipeline/render/cue_files.h"
#include "pipeline/trust/approval_time.h"
#include "pipeline/trust/content_hash.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Option kOptions[] = {
    {"by", N_("NAME"), N_("who releases it")},
    {"document", N_("NO"), N_("number of the document that says so")},
    {"until", N_("DATE"), N_("not after this day or time: 2026-12-31, 31/12/2026, \"2026-12-31 17:00\"")},
    {"from", N_("DATE"), N_("not before this day or time")},
    {"item", N_("NAME"), N_("what people call it (the file's name)")},
    {"note", N_("TEXT"), N_("a remark for the list")},
    {"source", N_("NAME"), N_("a live source of the site in place of files; needs --until")},
    {"display", N_("NAME"), N_("release the pictures that this display shows too; may be repeated")},
    {"programme", N_("NAME"), N_("release the logos and pictures of this programme too; may be repeated")},
    {"alone", nullptr, N_("only the files named, not the cue files beside them")},
    {"again", nullptr, N_("also what was withdrawn before")},
    kListOption,
    kPresetsOption,
};
constexpr Synopsis kSynopsis{
    N_("approve FILE… --by NAME --document NO"),
    N_("Releases files for the screens: their SHA-256 goes into the approval list, with that of the cue files beside "
       "them. A changed file must be released anew."),
    kOptions, 0, 100000};

/// A file to be released, and what it belongs to.
struct Release {
    fs::path file;
    std::string item;
    bool given = true;  // named by the user, not found beside
};

UtcTime read_time(const std::string& name, const std::string& written, DayEdge edge) {
    if (const auto time = approval_time(written, edge)) return *time;
    throw UsageError(message("--{} {}: no date or time. Write it like {}.", name, written, "2026-12-31"));
}

/// What is the same in all records of this command.
Approval read_terms(const Options& options) {
    Approval terms;
    terms.approver = options.one("by");
    terms.document = options.one("document");
    if (terms.approver.empty()) throw UsageError(message("approve: say who releases it: --by NAME."));
    if (terms.document.empty()) throw UsageError(message("approve: say which document releases it: --document NO."));
    terms.note = options.one("note");
    terms.source = options.one("source");
    if (terms.source.empty() == options.words().empty())
        throw UsageError(message("approve: name files, or a live source: --source NAME."));
    terms.at = utc_now();
    if (options.has("from")) terms.from = read_time("from", options.one("from"), DayEdge::kBegins);
    if (options.has("until")) terms.until = read_time("until", options.one("until"), DayEdge::kEnds);
    if (!terms.source.empty() && !terms.until)
        throw UsageError(message("approve: a live source is released for a time only: --until DATE."));
    if (terms.until && *terms.until <= std::max(terms.at, terms.from.value_or(terms.at)))
        throw UsageError(message("approve: --until {} is over before it begins.", options.one("until")));
    return terms;
}

void add_picture(std::vector<Release>& releases, const std::string& image, const std::string& owner) {
    const bool numbered = image.find('%') != std::string::npos;
    if (image.empty()) return;
    if (!numbered) return releases.push_back({image, owner, false});
    for (int i = 0;; ++i) {  // a sequence begins at 0 or 1
        const fs::path file = fmt::format(fmt::runtime(image), i);
        if (fs::exists(file))
            releases.push_back({file, owner, false});
        else if (i > 0)
            return;
    }
}

void add_pictures(std::vector<Release>& releases, const Options& options) {
    const std::vector<std::string> displays = options.all("display"), programmes = options.all("programme");
    if (displays.empty() && programmes.empty()) return;
    const PresetLibrary presets = open_presets(options);
    for (const std::string& name : displays) {
        const Display display = presets.display(name);
        for (const Panel& panel : display.panels) add_picture(releases, panel.image, name);
        for (const Graphic& graphic : display.graphics) add_picture(releases, graphic.image, name);
    }
    for (const std::string& name : programmes) {
        Display display;
        display.canvas = {1920, 1080};  // which pictures are shown does not depend on it
        if (!displays.empty()) display = presets.display(displays.front());
        for (const Graphic& graphic : presets.programme(name, display).graphics)
            add_picture(releases, graphic.image, name);
    }
}

std::vector<Release> find_releases(const Options& options) {
    std::vector<Release> releases;
    for (const fs::path& file : files_below(options.words())) {
        const std::string item = options.one("item", file.filename().string());
        releases.push_back({file, item});
        if (options.has("alone")) continue;
        for (const CueFileRequest& cues : cue_files_beside(file)) releases.push_back({cues.file, item, false});
    }
    add_pictures(releases, options);
    std::ranges::stable_sort(releases, {}, [](const Release& r) { return !r.given; });
    std::vector<Release> once;
    for (Release& release : releases) {
        const auto same = [&](const Release& other) {
            return other.file.lexically_normal() == release.file.lexically_normal();
        };
        if (std::ranges::none_of(once, same)) once.push_back(std::move(release));
    }
    return once;
}

/// Approved already, by the same document and for as long.
bool stands_already(const ApprovalList& list, const Approval& wanted) {
    if (list.verdict(wanted.sha256, wanted.at) != Verdict::kApproved) return false;
    return std::ranges::any_of(list.all(), [&](const Approval& record) {
        return record.sha256 == wanted.sha256 && !record.withdrawn && record.document == wanted.document &&
               record.until == wanted.until && record.approver == wanted.approver;
    });
}

void say(const Approval& approval, const Release& release, bool already, Console& console) {
    const std::string until = approval.until ? approval_time_text(*approval.until) : console.text(N_("without end"));
    if (already)
        console.say(message("{}: was approved already.", release.file.string()));
    else if (release.given)
        console.say(message("{}: approved until: {}.", release.file.string(), until));
    else
        console.say(message("{}: belongs to {}, approved with it.", release.file.string(), release.item));
}

}  // namespace

int run_approve(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const Approval terms = read_terms(*options);
    const fs::path file = approvals_file(*options);
    const auto again = options->has("again") ? AfterWithdrawal::kApproveAgain : AfterWithdrawal::kRefuse;
    const std::vector<Release> releases = find_releases(*options);
    std::vector<Approval> wanted;  // hashed before anybody waits for the list
    for (const Release& release : releases) {
        Approval approval = terms;
        approval.sha256 = hash_of_file(release.file);
        approval.item = release.item;
        if (approval.note.empty()) approval.note = release.file.filename().string();
        wanted.push_back(std::move(approval));
    }
    nlohmann::json approved = nlohmann::json::array();
    change_approvals(file, [&](ApprovalList& list) {
        if (!terms.source.empty()) {
            Approval approval = terms;
            approval.item = options->one("item", terms.source);
            list.approve(approval, again);
            approved.push_back(to_json(approval, list.verdict_of_source(approval.source, terms.at)));
            console.say(message("Live source {}: approved until: {}.", terms.source, approval_time_text(*terms.until)));
        }
        for (size_t i = 0; i < wanted.size(); ++i) {
            const bool already = stands_already(list, wanted[i]);
            if (!already) list.approve(wanted[i], again);
            say(wanted[i], releases[i], already, console);
            approved.push_back(to_json(wanted[i], list.verdict(wanted[i].sha256, terms.at)));
            approved.back()["file"] = releases[i].file.string();
            approved.back()["already"] = already;
        }
    });
    console.say(message("Approval list: {}", file.string()));
    if (console.json()) console.print_json({{"list", file.string()}, {"approved", approved}});
    return console.exit_code();
}

}  // namespace gatecast
