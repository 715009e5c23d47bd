// SPDX-License-Identifier: GPL-3.0-or-later
// WebVTT, read as leniently as SubRip where files in use ask for it.
#include <algorithm>
#include <charconv>

#include "subtitles/formats/colours.h"
#include "subtitles/formats/findings.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/markup.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/reading.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/formats/times.h"
#include "subtitles/formats/webvtt_settings.h"
#include "subtitles/formats/webvtt_style.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

constexpr double kTransportTicks = 90'000;  // a second of MPEG's clock

bool begins_with_word(std::string_view line, std::string_view word) {
    return line.starts_with(word) && (line.size() == word.size() || is_blank_char(line[word.size()]));
}

class WebvttReader {
public:
    WebvttReader(std::string_view text, const ReadOptions& options, Track& track)
        : lines_(split_lines(text)), options_(options), track_(track), findings_(track.problems) {
        rules_.effect_of = [this](const Tag& tag, int line) { return effect_of(tag, line); };
    }

    void read() {
        read_header();
        while (at_ < lines_.size()) {
            if (trimmed(lines_[at_]).empty()) {
                ++at_;
            } else if (!take_block()) {
                return;
            }
        }
    }

private:
    [[nodiscard]] int line() const { return static_cast<int>(at_ + 1); }

    [[nodiscard]] std::optional<TimingLine> timing_at(size_t n) const {
        if (n >= lines_.size()) return std::nullopt;
        // An arrow written as an entity is text here, and so is what stands behind a tag.
        const size_t special = lines_[n].find_first_of("<&>");
        if (special == std::string_view::npos || lines_[n][special] != '>') return std::nullopt;
        return read_timing_line(lines_[n], options_.frame_rate);
    }

    void read_header() {
        if (lines_.empty() || !begins_with_word(lines_[0], "WEBVTT")) {
            findings_.warn(problem::kBadFile, message("The first line is not WEBVTT; other programs refuse the file."),
                           1);
            return;
        }
        for (at_ = 1; at_ < lines_.size() && !trimmed(lines_[at_]).empty() && !timing_at(at_); ++at_) {
            std::string_view value = lines_[at_];
            const std::string_view key = trimmed(value.substr(0, value.find_first_of(":=")));
            value.remove_prefix(std::min(value.size(), key.size() + 1));
            if (equal_ignoring_case(key, "Language")) track_.language = language_tag(trimmed(value));
            if (key == "X-TIMESTAMP-MAP") read_timestamp_map(value);
            if (begins_with_word(key, "STYLE") || begins_with_word(key, "REGION")) return;
        }
    }

    /// Where the cues of an HLS segment stand on the clock of its transport stream: not the clip's, so only said.
    void read_timestamp_map(std::string_view value) {
        Time local{0};
        double ticks = 0;
        while (!value.empty()) {
            std::string_view part = trimmed(take_until(value, ','));
            const std::string_view key = take_until(part, ':');
            if (key == "LOCAL") local = read_time(part, options_.frame_rate).value_or(ReadTime{}).time;
            if (key == "MPEGTS") std::from_chars(part.data(), part.data() + part.size(), ticks);
        }
        const double seconds = std::clamp(ticks / kTransportTicks, 0.0, 1e6);
        const Time offset = Time(static_cast<int64_t>(seconds * 1e9)) - local;
        if (offset == Time(0)) return;
        findings_.note(
            problem::kTimestampMap,
            message("The file is a piece of a stream whose clock is {} ahead of the cues. If they come at the "
                    "wrong time, shift the track by that.",
                    written_time(offset, '.')),
            line());
    }

    /// A block at a line that is not blank. False: no more cues.
    bool take_block() {
        if (begins_with_word(lines_[at_], "NOTE") && !timing_at(at_ + 1)) {
            (void)take_lines();
            return true;
        }
        const std::string_view first = trimmed(lines_[at_]);
        if ((first == "STYLE" || first.starts_with("REGION")) && !timing_at(at_ + 1)) {
            const int begin = line();
            at_ += 1;
            const std::string_view block = take_lines();
            if (first == "STYLE") styles_.read(block, begin, findings_);
            if (first != "STYLE") read_webvtt_region(block, regions_);
            return true;
        }
        if (const std::optional<TimingLine> timing = timing_at(at_)) return take_cue(*timing, "");
        if (const std::optional<TimingLine> timing = timing_at(at_ + 1)) {
            const std::string_view id = trimmed(lines_[at_++]);
            return take_cue(*timing, id);
        }
        take_stray();
        return true;
    }

    /// The lines up to a blank one as one piece of the text.
    std::string_view take_lines() {
        const size_t first = at_;
        while (at_ < lines_.size() && !trimmed(lines_[at_]).empty()) ++at_;
        return piece(first, at_);
    }

    [[nodiscard]] std::string_view piece(size_t first, size_t until) const {
        if (first >= until) return {};
        const char* begin = lines_[first].data();
        const char* end = lines_[until - 1].data() + lines_[until - 1].size();
        return {begin, static_cast<size_t>(end - begin)};
    }

    bool take_cue(const TimingLine& timing, std::string_view id) {
        if (track_.cues.size() == kMaxCues) {
            report_too_many_cues(findings_, line());
            return false;
        }
        findings_.at_cue(track_.cues.size());
        Cue cue;
        cue.line = line();
        cue.id = std::string(id);
        const std::string_view times = lines_[at_];
        const size_t first = ++at_;
        // A blank line that is missing: the next times, or the number before them, end the text.
        while (at_ < lines_.size() && !trimmed(lines_[at_]).empty() && !timing_at(at_) &&
               !(read_number(lines_[at_]) && timing_at(at_ + 1))) {
            ++at_;
        }
        const std::string_view text = piece(first, at_);
        if (set_times(cue, timing, findings_)) {
            read_webvtt_settings(timing.rest, regions_, cue, findings_);
            read_text(text, static_cast<int>(first + 1), cue);
            track_.cues.push_back(std::move(cue));
            findings_.at_no_cue();
        } else {
            findings_.at_no_cue();
            report_lost_cue(findings_, times, text, cue.line);
        }
        return true;
    }

    /// Text without times behind a blank line: the cue before goes on, or it belongs to nothing.
    void take_stray() {
        const int begin = line();
        const size_t first = at_;
        while (at_ < lines_.size() && !trimmed(lines_[at_]).empty() && !timing_at(at_) && !timing_at(at_ + 1)) ++at_;
        const std::string_view text = piece(first, at_);
        if (track_.cues.empty()) {
            findings_.warn(problem::kStrayText,
                           message("Text before the first time was left out: \"{}\".", excerpt(text)), begin);
            return;
        }
        findings_.at_cue(track_.cues.size() - 1);
        findings_.note(problem::kBlankLine,
                       message("A blank line inside a cue: what follows it was read as the same cue."), begin - 1);
        Cue more;
        read_text(text, begin, more);
        Cue& cue = track_.cues.back();
        const size_t offset = cue.text.size() + 1;
        cue.text += '\n' + more.text;
        for (TextSpan span : more.spans) {
            span.from += offset;
            span.until += offset;
            cue.spans.push_back(span);
        }
        findings_.at_no_cue();
    }

    void read_text(std::string_view text, int line, Cue& cue) {
        StyledText styled;
        const TagEffect& all = styles_.everywhere();
        styled.look = {all.bold, all.italic, all.underline, all.colour};
        if (styled.look.colour == Rgb{1, 1, 1}) styled.look.colour.reset();  // what text is anyway, until a style says
        read_markup(text, line, rules_, findings_, styled);
        styled.finish(cue);
    }

    static void add(TagEffect& to, const TagEffect* more) {
        if (!more) return;
        to.bold |= more->bold;
        to.italic |= more->italic;
        to.underline |= more->underline;
        if (more->colour) to.colour = more->colour;
    }

    std::optional<TagEffect> effect_of(const Tag& tag, int line) {
        TagEffect effect;
        effect.bold = tag.name == "b";
        effect.italic = tag.name == "i";
        effect.underline = tag.name == "u";
        add(effect, styles_.find(tag.name));
        std::string_view classes = tag.rest.substr(0, tag.rest.find_first_of(" \t\n"));
        while (!classes.empty()) {
            const std::string_view name = take_until(classes, '.');
            if (!name.empty()) add_class(name, line, effect);
        }
        if (tag.name == "v") findings_.dropped_style("<v> (a speaker's name)", line);
        if (tag.name == "lang" || tag.name == "ruby" || tag.name == "rt") {
            findings_.dropped_style("<" + std::string(tag.name) + ">", line);
        }
        const bool known = tag.name == "c" || tag.name == "v" || tag.name == "lang" || tag.name == "ruby" ||
                           tag.name == "rt" || effect.bold || effect.italic || effect.underline || effect.colour;
        return known ? std::optional(effect) : std::nullopt;
    }

    void add_class(std::string_view name, int line, TagEffect& effect) {
        if (const TagEffect* known = styles_.find("." + std::string(name))) {
            add(effect, known);
        } else if (const std::optional<Rgb> colour = webvtt_colour(name)) {
            effect.colour = colour;
        } else {
            findings_.dropped_style("." + std::string(name), line);
        }
    }

    std::vector<std::string_view> lines_;
    const ReadOptions& options_;
    Track& track_;
    Findings findings_;
    MarkupRules rules_;
    WebvttStyles styles_;
    WebvttRegions regions_;
    size_t at_ = 0;
};

}  // namespace

int sniff_webvtt(std::string_view text) {
    if (begins_with_word(text, "WEBVTT")) return 100;
    return sniff_srt(text) > 0 ? 75 : 0;  // the first line is missing: only a name makes this WebVTT
}

CueFile read_webvtt(std::string_view text, const ReadOptions& options) {
    CueFile file;
    Track& track = file.tracks.emplace_back();
    WebvttReader(text, options, track).read();
    return file;
}

}  // namespace gatecast
