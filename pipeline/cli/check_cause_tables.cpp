// SPDX-License-Identifier: GPL-3.0-or-later
// Which heading each code of subtitles/formats/problem_codes.h, subtitles/checks/codes.h and the layout stands under.
#include <algorithm>

#include "pipeline/cli/check_causes.h"

namespace gatecast {
namespace {

constexpr TopicName kTopics[] = {
    {Topic::kFile, "file", N_("The file")},
    {Topic::kEncoding, "encoding", N_("Encoding")},
    {Topic::kTimes, "times", N_("Times and order")},
    {Topic::kReading, "reading", N_("Reading speed and length")},
    {Topic::kLetters, "letters", N_("Letters and fonts")},
    {Topic::kLanguage, "language", N_("Language")},
    {Topic::kTogether, "together", N_("The languages together")},
    {Topic::kScreens, "screens", N_("On the screens")},
    {Topic::kClip, "clip", N_("With the clip")},
};

constexpr CauseName kCauses[] = {
    {"not-readable", Topic::kFile, N_("The file cannot be read"), nullptr},
    {"no-cues", Topic::kFile, N_("There are no cues in the file"), nullptr},
    {"bad-file", Topic::kFile, N_("The file is damaged"), nullptr},
    {"broken-file", Topic::kFile, N_("The file is damaged"), nullptr},
    {"encrypted-file", Topic::kFile, N_("The file is locked"), nullptr},
    {"old-format", Topic::kFile, N_("The file has an old format"), nullptr},
    {"too-large", Topic::kFile, N_("The file is too large"), nullptr},
    {"too-many-cues", Topic::kFile, N_("The file has too many cues"), nullptr},
    {"too-many-problems", Topic::kFile, N_("There is more wrong than is listed"), nullptr},
    {"name-and-content", Topic::kFile, N_("The file's name does not fit its content"), nullptr},
    {"lost-letters", Topic::kFile, N_("Letters were lost when the file was saved"), nullptr},
    {"missing-text", Topic::kFile, N_("Rows without a translation"), nullptr},
    {"stray-text", Topic::kFile, N_("Text that belongs to no cue"), nullptr},
    {"blank-line-in-cue", Topic::kFile, N_("Blank lines inside cues"), nullptr},
    {"text-too-long", Topic::kFile, N_("A cue goes on and on"), nullptr},
    {"empty-cue", Topic::kFile, N_("Cues without text"), nullptr},
    {"unknown-tag", Topic::kFile, N_("Unknown tags, left out"), nullptr},
    {"dropped-style", Topic::kFile, N_("Looks that cannot be shown, left out"), nullptr},
    {"drawing", Topic::kFile, N_("Drawings, left out"), nullptr},
    {"hidden-sheet", Topic::kFile, N_("Hidden sheets"), nullptr},
    {"hidden-rows", Topic::kFile, N_("Hidden rows"), nullptr},
    {"hidden-text", Topic::kFile, N_("Hidden text"), nullptr},
    {"text-box", Topic::kFile, N_("Text in boxes"), nullptr},
    {"tracked-changes", Topic::kFile, N_("Changes nobody has accepted yet"), nullptr},
    {"comments", Topic::kFile, N_("Comments"), nullptr},
    {"footnotes", Topic::kFile, N_("Footnotes"), nullptr},
    {"open-quote", Topic::kFile, N_("A quotation mark that is not closed"), nullptr},
    {"encoding-unknown", Topic::kEncoding, N_("It cannot be told how the text is encoded"), nullptr},
    {"encoding-by-words", Topic::kEncoding, N_("The encoding was found by the words"), nullptr},
    {"bad-bytes", Topic::kEncoding, N_("Bytes that mean nothing"), nullptr},
    {"old-font", Topic::kEncoding, N_("Letters of a Vietnamese font from before Unicode"), nullptr},
    {"legacy-khmer", Topic::kEncoding, N_("Khmer of a font from before Unicode"), nullptr},
    {"untimed", Topic::kTimes, N_("Cues without times"), nullptr},
    {"no-time", Topic::kTimes, N_("Cues without times"), nullptr},
    {"bad-time", Topic::kTimes, N_("Times that cannot be read"), nullptr},
    {"odd-time", Topic::kTimes, N_("Unusual times"), nullptr},
    {"end-before-start", Topic::kTimes, N_("Cues that end before they begin"), nullptr},
    {"zero-length", Topic::kTimes, N_("Cues that are never seen"), nullptr},
    {"negative-time", Topic::kTimes, N_("Cues that begin before the programme"), nullptr},
    {"ten-hour-offset", Topic::kTimes, N_("Times as of a television tape"), nullptr},
    {"hour-offset", Topic::kTimes, N_("Times that begin at an hour"), nullptr},
    {"hours-for-minutes", Topic::kTimes, N_("Hours where minutes were meant"), nullptr},
    {"timestamp-map", Topic::kTimes, N_("Times as of a stream"), nullptr},
    {"frame-times", Topic::kTimes, N_("Times in frames"), nullptr},
    {"not-in-order", Topic::kTimes, N_("Cues out of order"), nullptr},
    {"overlap", Topic::kTimes, N_("Cues that overlap"), nullptr},
    {"small-gap", Topic::kTimes, N_("Too little time between cues"), nullptr},
    {"reading-speed", Topic::kReading, N_("Too fast to read"), nullptr},
    {"short-cue", Topic::kReading, N_("Shown too short"), nullptr},
    {"long-cue", Topic::kReading, N_("Shown too long"), nullptr},
    {"too-much-text", Topic::kReading, N_("Too much text for one cue"), nullptr},
    {"long-line", Topic::kReading, N_("Long lines"), N_("They are broken anew where they do not fit.")},
    {"many-lines", Topic::kReading, N_("Too many lines"), N_("Join lines, or split the cue.")},
    {"missing-glyph", Topic::kLetters, N_("Letters that no font has"), nullptr},
    {"dotted-circle", Topic::kLetters, N_("Letters that would show a dotted circle"), nullptr},
    {"misplaced-mark", Topic::kLetters, N_("Marks that the font cannot place"), nullptr},
    {"stray-mark", Topic::kLetters, N_("Khmer marks on no letter"), nullptr},
    {"mixed-scripts", Topic::kLetters, N_("Letters of two scripts in one word"), nullptr},
    {"wrong-language", Topic::kLanguage, N_("Another language than the track's"), nullptr},
    {"no-language", Topic::kLanguage, N_("The language is not known"), nullptr},
    {"several-languages", Topic::kLanguage, N_("Several languages in one track"), nullptr},
    {"other-language", Topic::kLanguage, N_("A column of another language than it says"), nullptr},
    {"same-language", Topic::kLanguage, N_("One language twice"), nullptr},
    {"offset", Topic::kTogether, N_("One language is early or late"), nullptr},
    {"drift", Topic::kTogether, N_("The languages drift apart"), nullptr},
    {"apart", Topic::kTogether, N_("Cues that do not begin together"), nullptr},
    {"no-partner", Topic::kTogether, N_("Cues that another language has not"), nullptr},
    {"shrunk", Topic::kScreens, N_("Set smaller so that they fit"),
     N_("Nothing must be done; a shorter text is larger.")},
    {"split", Topic::kScreens, N_("Shown in parts, one after the other"),
     N_("They are too long for their lines. Shorten them, or split them where it suits the sense.")},
    {"overlap-split", Topic::kScreens, N_("Overlapping cues shown one after the other"),
     N_("They cannot stand together. Correct their times.")},
    {"dropped", Topic::kScreens, N_("Cues left out for want of room"),
     N_("Shorten the texts of all languages there, or take a style that shows one language a play.")},
    {"too-small", Topic::kScreens, N_("Too small to be read"), N_("Shorten the text.")},
    {"language-left-out", Topic::kScreens, N_("A language left out: the screen is too small"), nullptr},
    {"moved", Topic::kScreens, N_("Moved into the safe area"), N_("Nothing must be done.")},
    {"dark-colour", Topic::kScreens, N_("Colours too dark for a LED wall"), N_("The style's own colour is used.")},
    {"behind-end", Topic::kClip, N_("Cues behind the end of the clip"), nullptr},
    {"past-end", Topic::kClip, N_("Cues that last longer than the clip"), nullptr},
};

}  // namespace

std::span<const TopicName> topics() {
    return kTopics;
}

const CauseName* cause_named(std::string_view code) {
    const auto* found = std::ranges::find_if(kCauses, [&](const CauseName& cause) { return code == cause.code; });
    return found == std::end(kCauses) ? nullptr : found;
}

}  // namespace gatecast
