// SPDX-License-Identifier: GPL-3.0-or-later
// A designed screen in sentences: what can be read on it, what will not go well and what to do.
#include <algorithm>
#include <cmath>

#include "presets/design_plan.h"
#include "presets/text.h"

namespace gatecast {
namespace {

constexpr double kMetresToMergeEachMm = 1;  // nearer than this, points are seen one by one
constexpr double kLetterEm = 0.52;          // a letter is about as wide
constexpr double kSafeWidth = 0.94;
constexpr int kFewLetters = 20;  // shorter lines break every other word
constexpr int kGoodLines = 5;    // two lines for each language, one for the last

int whole(double value) {
    return static_cast<int>(std::lround(value));
}

std::string plain(double value) {
    return fmt::format("{:g}", value);
}

/// Vietnamese, English and Khmer at one distance stand after each other.
void say_sizes(const TextNeed& latin, const TextNeed& khmer, double pitch_mm, Design& design) {
    design.facts.push_back(message(
        "Read from {} m: Vietnamese and English text of {} px ({} mm, its x {} mm), {} px a line; Khmer beside text of "
        "{} px ({} mm, its KA {} mm), {} px a line.",
        plain(latin.distance_m), whole(latin.em_px), whole(latin.em_px * pitch_mm), whole(latin.letter_mm),
        whole(latin.line_px), whole(khmer.em_px), whole(khmer.em_px * pitch_mm), whole(khmer.letter_mm),
        whole(khmer.line_px)));
}

void advise_languages(const ScreenPlan& plan, Design& design) {
    const std::string far = plain(plan.request.farthest_m);
    if (design.languages_at_once == 0) {
        design.advice.push_back(message(
            "Subtitles have no room for a line that is read from {} m. Show films without them, or take a larger "
            "screen.",
            far));
    } else if (design.languages_at_once < 3 && design.three_languages_to_m > 0) {
        design.advice.push_back(
            message("Three languages do not fit together for readers at {} m: the preset shows one a play. For all at "
                    "once count on readers at {} m: viewing_distance_m = {}, subtitle_style = \"led\".",
                    far, in_metres(design.three_languages_to_m), in_metres(design.three_languages_to_m)));
    } else if (design.languages_at_once < 3) {
        design.advice.push_back(
            message("Three languages never fit together in letters that LED points can form: the preset shows one "
                    "language a play."));
    } else if (design.lines_at_once < kGoodLines) {
        design.advice.push_back(
            message("Three languages fit with a line each: keep cues to one line, or let the "
                    "languages take turns with subtitle_style = \"led-small\"."));
    }
}

void advise_places(const ScreenPlan& plan, Design& design) {
    std::vector<std::string> low;
    std::vector<std::string> fewer;
    for (const DesignedPlace& place : plan.places.places) {
        if (place.hidden) low.push_back(place.name);
        if (!place.languages.empty() && place.languages.size() < 3) fewer.push_back(place.name);
    }
    if (!low.empty())
        design.advice.push_back(message("Too low for letters that are read from {} m, and therefore hidden: {}.",
                                        plain(plan.request.farthest_m), joined(low)));
    if (!fewer.empty())
        design.advice.push_back(
            message("Not all languages fit in {}: their languages are set to those that do.", joined(fewer)));
    const DesignedPlace& foot = plan.places.places.back();
    if (plan.places.ribbon && foot.languages.empty()) {
        design.advice.push_back(
            message("The ticker takes all of the height, and its letters are still smaller than "
                    "what is read from {} m.",
                    plain(plan.request.farthest_m)));
    } else if (!plan.places.ribbon && foot.area.height > 10) {
        design.advice.push_back(
            message("The ticker needs {} % of the height, more than the tenth that advertising may "
                    "take: keep advertising out of it.",
                    whole(foot.area.height)));
    }
}

void advise_pixels(const ScreenPlan& plan, Design& design) {
    const auto [width, height] = plan.canvas;
    const double pitch = plan.request.pitch_mm;
    const int letters = static_cast<int>(width * kSafeWidth / (plan.least.latin_em_px * kLetterEm));
    if (letters < kFewLetters)
        design.advice.push_back(
            message("A line has room for {} letters only: keep subtitles and notices short, or let "
                    "them run in the ticker.",
                    letters));
    if (plan.request.nearest_m < pitch * kMetresToMergeEachMm)
        design.advice.push_back(
            message("From {} m the points of a pitch of {} mm are seen one by one: faces and small letters look rough. "
                    "Keep people at {} m, or take a finer pitch.",
                    plain(plan.request.nearest_m), plain(pitch), plain(pitch * kMetresToMergeEachMm)));
    if (width / plan.fold_rows > kSendingCard.width || height * plan.fold_rows > kMostRows)
        design.advice.push_back(
            message("{} x {} pixels are more than one sending card of {} x {} takes: plan more cards, or a larger one, "
                    "and write frame and placement as they are set.",
                    width, height, kSendingCard.width, kMostRows));
}

}  // namespace

void say_facts(const ScreenPlan& plan, Design& design) {
    design.facts.push_back(message("{} x {} pixels at {} mm are {} x {} m.", plan.canvas.width, plan.canvas.height,
                                   plain(plan.request.pitch_mm), in_metres(plan.metres_wide()),
                                   in_metres(plan.metres_high())));
    for (size_t i = 0; i + 2 < design.texts.size(); i += 3)
        say_sizes(design.texts[i], design.texts[i + 2], plan.request.pitch_mm, design);
    design.facts.push_back(message(
        "Subtitles may take {} px of the height. Read from {} m, lines of Vietnamese: {}; "
        "languages together, a line each: {}.",
        whole(plan.subtitles_px), plain(plan.request.farthest_m), design.lines_at_once, design.languages_at_once));
    if (design.three_languages_to_m > 0)
        design.facts.push_back(message("Three languages together, a line each, are read from as far as {} m.",
                                       in_metres(design.three_languages_to_m)));
    if (design.one_language_to_m > 0)
        design.facts.push_back(
            message("Vietnamese alone, two lines, is read from as far as {} m.", in_metres(design.one_language_to_m)));
}

void say_advice(const ScreenPlan& plan, Design& design) {
    advise_languages(plan, design);
    advise_places(plan, design);
    advise_pixels(plan, design);
}

}  // namespace gatecast
