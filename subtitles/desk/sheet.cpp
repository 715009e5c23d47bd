// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/desk/sheet.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "subtitles/desk/fill.h"
#include "subtitles/formats/reading.h"
#include "subtitles/formats/tables.h"

namespace gatecast::desk {
namespace {

using TimeKey = std::pair<int64_t, int64_t>;

/// Times as the sheet holds them.
TimeKey key_of(const Cue& cue) {
    const auto ms = [](Time time) { return std::chrono::round<std::chrono::milliseconds>(time).count(); };
    return {ms(cue.start), ms(cue.end)};
}

void report(Track& track, Severity severity, const char* code, Message text, int line, int cue = -1) {
    track.problems.push_back({severity, code, std::move(text), line, "", cue});
}

/// Every translated row on the original's exact times.
Track by_times(const Track& original, Track translation) {
    std::multimap<TimeKey, size_t> rows;
    for (size_t i = 0; i < translation.cues.size(); ++i) rows.emplace(key_of(translation.cues[i]), i);
    std::vector<bool> taken(translation.cues.size(), false);
    Track found;
    found.language = translation.language;
    found.name = translation.name;
    for (const Cue& cue : original.cues) {
        const auto row = rows.find(key_of(cue));
        if (row == rows.end()) {
            report(found, Severity::kError, "no-translation",
                   message("There is no translation of \"{}\".", excerpt(cue.text)), cue.line);
            continue;
        }
        Cue translated = translation.cues[row->second];
        translated.start = cue.start;
        translated.end = cue.end;
        taken[row->second] = true;
        rows.erase(row);
        found.cues.push_back(std::move(translated));
    }
    for (size_t i = 0; i < translation.cues.size(); ++i) {
        if (taken[i]) continue;
        Cue& cue = translation.cues[i];
        report(found, Severity::kWarning, "time-changed",
               message("No cue of the original has these times; the row keeps its own. Were they changed?"), cue.line,
               static_cast<int>(found.cues.size()));
        found.cues.push_back(std::move(cue));
    }
    return found;
}

void sort_by_start(Track& track) {
    std::vector<size_t> order(track.cues.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](size_t i) { return track.cues[i].start; });
    std::vector<Cue> cues;
    std::vector<int> place(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
        place[order[i]] = static_cast<int>(i);
        cues.push_back(std::move(track.cues[order[i]]));
    }
    track.cues = std::move(cues);
    for (Problem& problem : track.problems)
        if (problem.cue >= 0) problem.cue = place[static_cast<size_t>(problem.cue)];
}

/// The translator changed the original: its new text is no translation, and somebody must see it.
void report_changed_original(const Track& original, const Track& returned, Track& to) {
    std::multimap<TimeKey, std::string> texts;
    for (const Cue& cue : returned.cues) texts.emplace(key_of(cue), cue.text);
    for (const Cue& cue : original.cues) {
        const auto [from, until] = texts.equal_range(key_of(cue));
        const bool same = std::any_of(from, until, [&](const auto& each) { return each.second == cue.text; });
        if (from == until || same) continue;
        report(to, Severity::kWarning, "original-changed",
               message("In the sheet the original reads \"{}\" instead of \"{}\". It was not taken over.",
                       excerpt(from->second), excerpt(cue.text)),
               cue.line);
    }
}

}  // namespace

std::string translators_sheet(const Track& original, std::span<const std::string> languages,
                              std::span<const Track> begun) {
    std::vector<Track> columns{original};
    for (const std::string& language : languages) {
        const auto there = std::ranges::find(begun, language, &Track::language);
        Track& column = columns.emplace_back();
        if (there != begun.end()) column = *there;
        column.language = language;
    }
    WriteOptions options;
    options.simplify = true;
    return write_xlsx(columns, options);
}

std::vector<Track> from_translator(const Track& original, const CueFile& returned) {
    std::vector<Track> translations;
    for (const Track& track : returned.tracks) {
        if (track.language == original.language) continue;
        const bool timed = std::ranges::all_of(track.cues, &Cue::timed);
        Track translation = timed ? by_times(original, track) : filled(original, track);
        if (timed) sort_by_start(translation);
        translations.push_back(std::move(translation));
    }
    if (translations.empty()) return translations;
    const auto own = std::ranges::find(returned.tracks, original.language, &Track::language);
    if (own != returned.tracks.end()) report_changed_original(original, *own, translations.front());
    return translations;
}

}  // namespace gatecast::desk
