// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/check_day.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "pipeline/cli/approval_list.h"
#include "pipeline/cli/check_cues.h"
#include "pipeline/cli/check_report.h"
#include "pipeline/cli/check_sheet.h"
#include "pipeline/cli/day.h"
#include "pipeline/cli/day_forecast.h"
#include "pipeline/playlist/lists/written.h"
#include "pipeline/render/key.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool has_item_tables(const fs::path& file) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        if (line.starts_with("[[item]]")) return true;
    return false;
}

/// The reading of the list has said these, with the row and the nearest name.
bool is_said_by_reading(const DayFinding& finding) {
    constexpr std::array kSaid{"missing", "cues-missing", "filler-missing", "standby-missing"};
    return std::ranges::find(kSaid, std::string_view(finding.code)) != kSaid.end();
}

class DayChecker {
public:
    DayChecker(const fs::path& file, const DayCheckSettings& settings, const PresetLibrary& library, const Store& store,
               Console& console)
        : file_(file), settings_(settings), library_(library), store_(store), content_(store), console_(console) {}

    json check() {
        DayReading reading = read_day(file_, settings_.lists);
        Remarks remarks{std::move(reading.problems), {}, std::move(reading.remarks)};
        Day& day = reading.day;
        if (!day.date.ok())
            remarks.wrong.push_back(
                message("{}: the list does not say its date. Write it above the list: date = "
                        "\"2026-12-02\".",
                        file_.string()));
        const std::vector<DayFinding> found = day.date.ok() ? findings_of(day) : std::vector<DayFinding>();
        for (const DayFinding& finding : found) {
            if (is_said_by_reading(finding)) continue;
            const Message named = message("{}: {}", file_.filename().string(), console_.text(finding.text));
            (finding.severity == Severity::kError     ? remarks.wrong
             : finding.severity == Severity::kWarning ? remarks.doubtful
                                                      : remarks.notes)
                .push_back(named);
        }
        json entry = report(file_, "day", N_("{}: a day, nothing wrong."), remarks, console_);
        entry["findings"] = to_json(found, console_);
        return entry;
    }

private:
    std::vector<DayFinding> findings_of(Day& day) {
        DayFindings findings;
        DayEvidence evidence = look_at(day, content_, console_);
        evidence.gate = settings_.gate;
        const Timetable timetable = make_timetable(day, evidence.media);
        check_day(day, timetable, evidence, findings);
        check_subtitles(day, evidence, findings);
        check_approvals(day, timetable, findings);
        check_changes(day, evidence, findings);
        const auto& displays = displays_of(day);
        if (!displays.empty())
            judge_forecast(forecast_night(day, timetable, displays, library_, store_), store_, settings_.processors,
                           settings_.night, findings);
        return findings.list();
    }

    [[nodiscard]] const std::vector<std::string>& displays_of(const Day& day) const {
        return settings_.displays.empty() ? day.displays : settings_.displays;
    }

    /// Subtitles of a film that is shown several times are laid out once.
    void check_subtitles(const Day& day, const DayEvidence& evidence, DayFindings& findings) {
        std::map<std::vector<std::string>, std::vector<std::pair<std::string, Severity>>> known;
        for (size_t i = 0; i < day.items.size(); ++i) {
            const Item& item = day.items[i];
            std::vector<std::string> key{item.media.string(), item.graphics};
            CueSet set;
            set.clip = item.media;
            for (const ItemCues& cues : item.cues) {
                std::error_code error;
                if (!fs::exists(cues.file, error)) {
                    findings.add("cues-missing", static_cast<int>(i), cues.file.string());
                    continue;
                }
                set.files.push_back({cues.language, cues.file, "", ""});
                key.push_back(cues.language + " " + cues.file.string());
            }
            if (set.files.empty()) continue;
            const auto [place, fresh] = known.try_emplace(key);
            if (fresh) place->second = verdicts_of(set, item, displays_of(day), evidence);
            for (const auto& [name, severity] : place->second)
                if (severity != Severity::kNote)
                    findings.add(severity == Severity::kError ? "cues-wrong" : "cues-doubtful", static_cast<int>(i),
                                 name);
        }
    }

    std::vector<std::pair<std::string, Severity>> verdicts_of(const CueSet& set, const Item& item,
                                                              const std::vector<std::string>& displays,
                                                              const DayEvidence& evidence) const {
        std::optional<Clip> clip;
        if (evidence.media.contains(item.media)) clip = content_.clip(item.media);
        const CheckedProgramme checked =
            check_cues(set, clip ? &*clip : nullptr, {displays, settings_.style, item.graphics}, library_);
        std::vector<std::pair<std::string, Severity>> verdicts;
        for (const CheckedFile& file : checked.files)
            verdicts.emplace_back(file.file.filename().string(), verdict_of(file));
        return verdicts;
    }

    /// With a list of approvals it has the word, for the moment when the item is shown; without one, its document.
    void check_approvals(const Day& day, const Timetable& timetable, DayFindings& findings) const {
        if (settings_.approvals.empty()) return check_documents(day, findings);
        const ApprovalList approvals = ApprovalList::read(settings_.approvals);
        for (const Airing& airing : timetable.airings) {
            const UtcTime at = std::chrono::floor<std::chrono::seconds>(timetable.instant(airing.start));
            if (airing.kind == AiringKind::kRelay) {
                const std::string& source = day.items[static_cast<size_t>(airing.item)].relay->source;
                judge(approvals.verdict_of_source(source, at), airing.item, source, findings);
            } else if (airing.kind == AiringKind::kItem) {
                judge_file(approvals, airing.media, at, airing.item, findings);
                for (const ItemCues& cues : day.items[static_cast<size_t>(airing.item)].cues)
                    judge_file(approvals, cues.file, at, airing.item, findings);
            }
        }
        check_standing_in(day, timetable, approvals, findings);
    }

    void check_standing_in(const Day& day, const Timetable& timetable, const ApprovalList& approvals,
                           DayFindings& findings) const {
        const UtcTime begins = std::chrono::floor<std::chrono::seconds>(timetable.instant(timetable.begins));
        std::vector<fs::path> files = day.fillers;
        for (const fs::path& file : {day.filler, day.standby})
            if (!file.empty()) files.push_back(file);
        for (const fs::path& file : files) {
            std::error_code error;
            if (!fs::is_regular_file(file, error)) continue;
            const Verdict verdict = approvals.verdict(content_.hash(file), begins);
            if (verdict != Verdict::kApproved)
                findings.add(Severity::kError, "not-approved", why_not(verdict, file.filename().string()));
        }
    }

    void judge_file(const ApprovalList& approvals, const fs::path& file, UtcTime at, int item,
                    DayFindings& findings) const {
        std::error_code error;
        if (fs::is_regular_file(file, error))
            judge(approvals.verdict(content_.hash(file), at), item, file.filename().string(), findings);
    }

    void judge(Verdict verdict, int item, const std::string& name, DayFindings& findings) const {
        if (verdict != Verdict::kApproved)
            findings.add("not-approved", item, name + " (" + console_.text(name_of(verdict)) + ")");
    }

    static void check_documents(const Day& day, DayFindings& findings) {
        for (size_t i = 0; i < day.items.size(); ++i)
            if (const Item& item = day.items[i]; !item.relay && item.fields.approval.empty())
                findings.add("no-document", static_cast<int>(i), item.media.filename().string());
    }

    /// What every file was at the last check of this day stands in the store.
    void check_changes(const Day& day, const DayEvidence& evidence, DayFindings& findings) const {
        const std::string key = KeyBuilder("day-check").add("day", fs::absolute(file_).string()).hex();
        const json before = json::parse(store_.text(key).value_or("{}"), nullptr, false);
        json now = json::object();
        for (size_t i = 0; i < day.items.size(); ++i) {
            const fs::path& media = day.items[i].media;
            if (!evidence.media.contains(media)) continue;
            const std::string hash = content_.clip(media).hash;
            now[media.string()] = hash;
            if (before.is_object() && before.contains(media.string()) && before[media.string()] != hash)
                findings.add("changed", static_cast<int>(i), media.filename().string());
        }
        store_.put_text(key, now.dump());
    }

    const fs::path& file_;
    const DayCheckSettings& settings_;
    const PresetLibrary& library_;
    const Store& store_;
    const Content content_;
    Console& console_;
};

}  // namespace

json to_json(const std::vector<DayFinding>& findings, const Console& console) {
    json list = json::array();
    for (const DayFinding& finding : findings) {
        json numbers = json::array();
        for (const int item : finding.items) numbers.push_back(item + 1);
        list.push_back({{"code", finding.code},
                        {"severity", verdict_name(finding.severity)},
                        {"items", numbers},
                        {"message", console.text(finding.text)}});
    }
    return list;
}

bool is_day_list(const fs::path& file, const DaySettings& settings) {
    if (fs::is_directory(file) || !is_day_list_name(file)) return false;
    if (file.extension() == ".toml") return has_item_tables(file);
    if (file.extension() != ".xlsx" && file.extension() != ".csv" && file.extension() != ".tsv" &&
        file.extension() != ".txt")
        return true;
    const DayReading reading = read_day(file, settings);
    return std::ranges::any_of(reading.day.items, [](const Item& item) { return item.relay || !item.media.empty(); });
}

std::vector<fs::path> days_in(const fs::path& folder) {
    std::vector<fs::path> days;
    if (!fs::is_directory(folder)) return days;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".toml" && has_item_tables(entry.path())) days.push_back(entry.path());
    std::ranges::sort(days);
    return days;
}

json check_day_list(const fs::path& file, const DayCheckSettings& settings, const PresetLibrary& library,
                    const Store& store, Console& console) {
    return DayChecker(file, settings, library, store, console).check();
}

}  // namespace gatecast
