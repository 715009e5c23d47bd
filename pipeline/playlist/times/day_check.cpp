// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/times/day_check.h"

#include <algorithm>
#include <array>

#include "pipeline/playlist/times/day_check_tables.h"
#include "pipeline/playlist/times/timetable_rows.h"

namespace gatecast {
namespace {

constexpr size_t kExamples = 3;                         // of a cause, in its sentence
constexpr Time kWrongBy = std::chrono::seconds(1);      // a list is written in whole seconds
constexpr Time kLongFilling = std::chrono::minutes(5);  // fillers for longer are a hole somebody forgot

std::string examples(const std::vector<std::string>& about) {
    std::vector<std::string> different;
    for (const std::string& each : about)
        if (std::ranges::find(different, each) == different.end()) different.push_back(each);
    std::string text;
    for (size_t i = 0; i < std::min(different.size(), kExamples); ++i) text += (i > 0 ? ", " : "") + different[i];
    return different.size() > kExamples ? text + fmt::format(", … (+{})", different.size() - kExamples) : text;
}

std::string span_of(const Trouble& trouble) {
    return exact_clock(trouble.at) + "–" + exact_clock(trouble.at + trouble.length);
}

class Checker {
public:
    Checker(const Day& day, const Timetable& timetable, const DayEvidence& evidence, DayFindings& findings)
        : day_(day), timetable_(timetable), evidence_(evidence), findings_(findings) {}

    void check() {
        for (int i = 0; i < static_cast<int>(day_.items.size()); ++i) check_item(i, day_.items[static_cast<size_t>(i)]);
        for (const Trouble& trouble : timetable_.troubles) take(trouble);
        for (const auto& [file, reason] : evidence_.unusable)
            findings_.add(Severity::kError, "unusable", reason, items_of(file));
        check_holes();
        check_fillers();
        check_quotas();
    }

private:
    [[nodiscard]] static std::string name_of(const Item& item) {
        return item.media.empty() ? item.media_as_written : item.media.filename().string();
    }

    [[nodiscard]] std::vector<int> items_of(const std::filesystem::path& media) const {
        std::vector<int> items;
        for (size_t i = 0; i < day_.items.size(); ++i)
            if (day_.items[i].media == media) items.push_back(static_cast<int>(i));
        return items;
    }

    void check_item(int number, const Item& item) {
        if (!item.relay) check_media(number, item);
        if (!item.fields.rights_until.empty() && item.fields.rights_until < date_text())
            findings_.add("rights-expired", number, name_of(item) + " " + item.fields.rights_until);
        const auto& gates = item.fields.gates;
        if (!evidence_.gate.empty() && !gates.empty() && std::ranges::find(gates, evidence_.gate) == gates.end())
            findings_.add("not-at-gate", number, name_of(item));
    }

    void check_media(int number, const Item& item) {
        // A row that names no file was said when the list was read.
        if (item.media.empty() || evidence_.unusable.contains(item.media)) return;
        const auto fact = evidence_.media.find(item.media);
        if (fact == evidence_.media.end()) return findings_.add("missing", number, item.media.string());
        if (fact->second.still) return;
        const Time whole = fact->second.duration;
        if (item.out && *item.out > whole + kWrongBy)
            findings_.add("beyond-end", number, fmt::format("{} {}", name_of(item), exact_clock(whole)));
        if (!item.duration) return;
        const Time shown = std::min(item.out.value_or(whole), whole) - item.in.value_or(Time(0));
        if (std::chrono::abs(shown - *item.duration) > kWrongBy)
            findings_.add("wrong-duration", number,
                          fmt::format("{} {} ≠ {}", name_of(item), exact_clock(*item.duration), exact_clock(shown)));
    }

    void take(const Trouble& trouble) {
        if (trouble.item < 0) return;
        const Item& item = day_.items[static_cast<size_t>(trouble.item)];
        const std::string name = item.relay ? item.relay->source : name_of(item);
        switch (trouble.kind) {
            case TroubleKind::kCut:
                return findings_.add("cut", trouble.item, fmt::format("{} −{}", name, exact_clock(trouble.length)));
            case TroubleKind::kLeftOut:
                return findings_.add(trouble.other < 0 ? "over" : "left-out", trouble.item, name);
            case TroubleKind::kTooShort:
                return findings_.add("too-short", trouble.item, name);
            case TroubleKind::kNoLength:
                return findings_.add("no-length", trouble.item, name);
            case TroubleKind::kNoPart:
                return findings_.add("no-part", trouble.item, name);
            case TroubleKind::kOutside:
                return findings_.add("outside", trouble.item, name + " " + exact_clock(trouble.at));
            case TroubleKind::kOutOfOrder:
                return findings_.add("out-of-order", trouble.item, name + " " + exact_clock(trouble.at));
            case TroubleKind::kHole:
            case TroubleKind::kOver:
            case TroubleKind::kShort:
                break;
        }
    }

    /// All holes that the same thing covers are one message.
    void check_holes() {
        struct Holes {
            Time whole{0}, longest{0};
            std::vector<std::string> spans;
        };
        std::array<Holes, 5> by_cover;
        for (const Trouble& trouble : timetable_.troubles) {
            if (trouble.kind == TroubleKind::kOver)
                findings_.add(Severity::kWarning, "over-end",
                              message("The items are {} too long for the day; what is over is cut at its end. Take "
                                      "something out.",
                                      exact_clock(trouble.length)));
            if (trouble.kind != TroubleKind::kHole && trouble.kind != TroubleKind::kShort) continue;
            Holes& holes = by_cover[static_cast<size_t>(trouble.cover)];
            holes.whole += trouble.length;
            holes.longest = std::max(holes.longest, trouble.length);
            holes.spans.push_back(span_of(trouble));
        }
        for (const AiringKind cover : {AiringKind::kNothing, AiringKind::kStandby, AiringKind::kFiller}) {
            const Holes& holes = by_cover[static_cast<size_t>(cover)];
            if (holes.spans.empty()) continue;
            say_holes(cover, examples(holes.spans), exact_clock(holes.whole), holes.longest);
        }
    }

    void say_holes(AiringKind cover, const std::string& spans, const std::string& whole, Time longest) {
        if (cover == AiringKind::kNothing)
            return findings_.add(
                Severity::kError, "hole-dark",
                message("{} without anything to show: {}. Add items, fillers or a standby picture.", whole, spans));
        if (cover == AiringKind::kStandby)
            return findings_.add(Severity::kWarning, "hole-standby",
                                 message("{} with the standby picture alone: {}. Add items or fillers.", whole, spans));
        findings_.add(longest > kLongFilling ? Severity::kWarning : Severity::kNote, "hole-filler",
                      message("{} are left to fillers: {}.", whole, spans));
    }

    void check_fillers() {
        std::vector<std::string> missing;
        std::vector<std::filesystem::path> files = day_.fillers;
        if (!day_.filler.empty()) files.push_back(day_.filler);
        for (const auto& file : files)
            if (!evidence_.media.contains(file)) missing.push_back(file.string());
        if (!missing.empty())
            findings_.add(
                Severity::kWarning, "filler-missing",
                message("Fillers that are not there or cannot be shown: {}. Replace them.", examples(missing)));
        if (!day_.standby.empty() && !evidence_.media.contains(day_.standby))
            findings_.add(
                Severity::kError, "standby-missing",
                message("The standby picture is not there or cannot be shown: {}. Replace it.", day_.standby.string()));
        if (day_.standby.empty() && day_.filler.empty() && day_.fillers.empty())
            findings_.add(Severity::kWarning, "no-standby",
                          message("The day names neither fillers nor a standby picture: where an item fails, nothing "
                                  "is shown. Name a standby picture."));
    }

    void check_quotas() {
        for (const Shortfall& each : shortfalls(day_.quotas, totals_of(day_, timetable_))) {
            const std::string planned = short_length(each.planned), wanted = short_length(each.wanted);
            findings_.add(
                Severity::kWarning, "quota",
                each.of == Shortfall::Of::kLanguage
                    ? message("Too little in {}, spoken or in subtitles: {} of {}. Add items in that language.",
                              each.language, planned, wanted)
                : each.of == Shortfall::Of::kOwn
                    ? message("Too little of our own: {} of {}. Add programmes of our own.", planned, wanted)
                    : message("Too little for the first time: {} of {}. Add first runs.", planned, wanted));
        }
    }

    [[nodiscard]] std::string date_text() const {
        return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day_.date.year()),
                           static_cast<unsigned>(day_.date.month()), static_cast<unsigned>(day_.date.day()));
    }

    const Day& day_;
    const Timetable& timetable_;
    const DayEvidence& evidence_;
    DayFindings& findings_;
};

}  // namespace

void DayFindings::add(std::string_view code, int item, const std::string& about) {
    const DayCause& cause = day_cause(code);
    auto group = std::ranges::find(groups_, &cause, &Group::cause);
    if (group == groups_.end()) group = groups_.insert(groups_.end(), Group{&cause, {}, {}});
    group->items.push_back(item);
    group->about.push_back(about);
}

void DayFindings::add(Severity severity, const char* code, Message text, std::vector<int> items) {
    others_.push_back({severity, code, std::move(items), std::move(text)});
}

std::vector<DayFinding> DayFindings::list() const {
    std::vector<DayFinding> all;
    for (const Group& group : groups_)
        all.push_back({group.cause->severity, group.cause->code, group.items,
                       message(group.cause->sentence, item_numbers(group.items), examples(group.about))});
    all.insert(all.end(), others_.begin(), others_.end());
    std::ranges::stable_sort(all, [](const DayFinding& a, const DayFinding& b) { return a.severity > b.severity; });
    return all;
}

void check_day(const Day& day, const Timetable& timetable, const DayEvidence& evidence, DayFindings& findings) {
    Checker(day, timetable, evidence, findings).check();
}

Severity worst_of(const std::vector<DayFinding>& findings) {
    Severity worst = Severity::kNote;
    for (const DayFinding& finding : findings) worst = std::max(worst, finding.severity);
    return worst;
}

std::string item_numbers(std::vector<int> items) {
    std::ranges::sort(items);
    items.erase(std::ranges::unique(items).begin(), items.end());
    std::string text;
    for (size_t i = 0; i < items.size();) {
        size_t last = i;
        while (last + 1 < items.size() && items[last + 1] == items[last] + 1) ++last;
        text += (text.empty() ? "" : ", ") + std::to_string(items[i] + 1);
        if (last > i) text += (last == i + 1 ? ", " : "–") + std::to_string(items[last] + 1);
        i = last + 1;
    }
    return text;
}

}  // namespace gatecast
