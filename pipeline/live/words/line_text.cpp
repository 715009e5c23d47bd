// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/line_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "subtitles/normalise.h"

namespace gatecast {

LineText::LineText(std::vector<TextDisplay> displays, const std::vector<std::string>& languages) {
    for (TextDisplay& each : displays) {
        each.style.align_languages = false;  // a line begins when it is said
        each.style.languages = LanguageChoice::kAll;
        OnDisplay& on = displays_.emplace_back(OnDisplay{std::move(each), {}});
        std::vector<std::string> expected = languages;
        expected.insert(expected.end(), on.display.languages.begin(), on.display.languages.end());
        for (const std::string& language : expected)
            if (on.display.shows(language)) on.standing[language].language = language;
        warm_up(on);
    }
}

void LineText::say(const LiveCue& cue, int64_t now, WordsLine& mixer) {
    for (OnDisplay& on : displays_) {
        const bool here = cue.display.empty() || cue.display == on.display.name;
        if (here && on.display.shows(cue.language)) on.standing[cue.language] = cue;
        for (auto& [language, standing] : on.standing)
            if (standing.until <= now) standing.text.clear();
        draw(on, mixer);
    }
    mixer.say({{"text", "lines"}});
}

Subtitles LineText::lay_out(const OnDisplay& on) {
    const Rational rate = on.display.display.rate;
    std::vector<Track> tracks;
    for (const auto& [language, standing] : on.standing) {
        Track& track = tracks.emplace_back();
        track.language = language;
        if (standing.text.empty()) continue;
        Cue& cue = track.cues.emplace_back();
        cue.start = frame_time(standing.from, rate);
        cue.end = frame_time(standing.until, rate);
        cue.text = normalised(standing.text, language);
    }
    return {std::move(tracks), on.display.style, on.display.screen};
}

void LineText::draw(const OnDisplay& on, WordsLine& mixer) {
    if (std::ranges::all_of(on.standing, [](const auto& each) { return each.second.text.empty(); })) return;
    const Subtitles subtitles = lay_out(on);
    const TextTimes times(subtitles.showings(), on.display.display, Time(0));
    for (size_t i = 0; i < subtitles.showings().size(); ++i)
        if (const OverlayRef overlay = subtitles.draw(i, LiveDisplay::chroma(), 0))
            mixer.show({on.display.name, "", subtitles.showings()[i].language}, times, i, *overlay);
}

/// Fonts and tables are read with the first text, which is not to be somebody's line.
void LineText::warm_up(const OnDisplay& on) {
    OnDisplay trial = on;
    for (const auto& [language, text] : {std::pair{"vi", "Ắ"}, std::pair{"km", "\u1780\u17D2\u1780"}})
        trial.standing[language] = {"", language, text, 0, 1};
    const Subtitles subtitles = lay_out(trial);
    for (size_t i = 0; i < subtitles.showings().size(); ++i)
        static_cast<void>(subtitles.draw(i, LiveDisplay::chroma(), 0));
}

}  // namespace gatecast
