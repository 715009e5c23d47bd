// SPDX-License-Identifier: GPL-3.0-or-later
// ASS and SSA: what a subtitle needs of them; effects that no band can show are dropped and said.
#include <algorithm>
#include <map>

#include "subtitles/formats/ass_script.h"
#include "subtitles/formats/findings.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/overrides.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/reading.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/formats/times.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

// A style whose text stands farther from the edge than this means a place; nearer is every script's usual margin.
constexpr double kUsualMarginShare = 0.15;

/// The language a style or actor is named after: "Default-vi", "km", "Tiếng Anh". Empty: none.
std::string language_of_name(std::string_view name) {
    if (name.empty()) return "";
    return language_in_name("x." + std::string(name) + ".x");
}

class AssReader {
public:
    AssReader(std::string_view text, CueFile& file)
        : file_(file), findings_(file.problems), script_(read_ass_script(text, findings_)) {}

    void read(const ReadOptions& options) {
        for (const AssEvent& event : script_.events) {
            Cue cue;
            cue.line = event.line;
            std::string_view start = event.start, end = event.end;
            const TimingLine timing{take_time(start, options.frame_rate), take_time(end, options.frame_rate), {}};
            if (!set_times(cue, timing, findings_)) {
                const std::string times = std::string(event.start) + ',' + std::string(event.end);
                report_lost_cue(findings_, times, event.text, event.line);
                continue;
            }
            if (read_event(event, cue)) track_of(event).cues.push_back(std::move(cue));
        }
        if (file_.tracks.empty()) file_.tracks.emplace_back().language = script_.language;
        hand_out_problems(file_);
    }

private:
    Track& track_of(const AssEvent& event) {
        std::string language = language_of(event.style);
        if (language.empty()) language = language_of(event.actor);
        if (language.empty()) language = script_.language;
        const auto known = std::find_if(file_.tracks.begin(), file_.tracks.end(),
                                        [&](const Track& track) { return track.language == language; });
        if (known != file_.tracks.end()) return *known;
        Track& track = file_.tracks.emplace_back();
        track.language = language;
        return track;
    }

    const std::string& language_of(std::string_view name) {
        const auto known = languages_.find(name);
        if (known != languages_.end()) return known->second;
        return languages_.emplace(name, language_of_name(name)).first->second;
    }

    /// False: nothing of it can be shown, and that is said.
    bool read_event(const AssEvent& event, Cue& cue) {
        const AssStyle* style = script_.style_named(event.style);
        const AssStyle usual;
        if (!style) style = &usual;
        Overrides overrides;
        overrides.style = style->look;
        overrides.picture = script_.picture;
        overrides.soft_newlines = script_.wrap_style == 2;
        overrides.style_named = [this](std::string_view name) -> std::optional<TextLookAsked> {
            const AssStyle* named = script_.style_named(name);
            return named ? std::optional(named->look) : std::nullopt;
        };
        if (!event.effect.empty()) {
            const std::string_view kind = event.effect.substr(0, event.effect.find(';'));
            if (kind.starts_with("Banner") || kind.starts_with("Scroll")) findings_.dropped_style(kind, event.line);
        }
        drawn_ = false;
        StyledText styled;
        styled.look = style->look;
        read_text(event.text, event.line, overrides, styled);
        if (drawn_ && styled.empty()) return false;
        styled.finish(cue);
        place(event, *style, overrides, cue);
        cue.fade_in = overrides.fade_in;
        cue.fade_out = overrides.fade_out;
        return true;
    }

    void read_text(std::string_view text, int line, Overrides& overrides, StyledText& to) {
        bool closable = true;
        for (size_t at = 0; at < text.size();) {
            const size_t special = std::min(text.find_first_of("{\\", at), text.size());
            append(text.substr(at, special - at), line, overrides, to);
            at = special;
            if (at == text.size()) return;
            if (text[at] == '{') {
                const size_t end = closable ? text.find('}', at) : std::string_view::npos;
                if (end == std::string_view::npos) {
                    closable = false;  // nor is any brace behind this one
                    append(text.substr(at, 1), line, overrides, to);
                    at += 1;
                    continue;
                }
                read_override_block(text.substr(at + 1, end - at - 1), line, overrides, to.look, findings_);
                at = end + 1;
            } else {
                at += take_escape(text.substr(at), line, overrides, to);
            }
        }
    }

    /// A backslash outside of a block; how many bytes it and what belongs to it take.
    size_t take_escape(std::string_view text, int line, const Overrides& overrides, StyledText& to) {
        const char next = text.size() > 1 ? text[1] : '\0';
        if (next == 'N' || next == 'n') {
            append(next == 'N' || overrides.soft_newlines ? "\n" : " ", line, overrides, to);
        } else if (next == 'h') {
            append("\u00A0", line, overrides, to);
        } else if (next == '{' || next == '}') {
            append(text.substr(1, 1), line, overrides, to);
        } else {
            append("\\", line, overrides, to);
            // What our own writer puts between a backslash of the text and a letter.
            return text.substr(1).starts_with("\u2060") ? 4 : 1;
        }
        return 2;
    }

    void append(std::string_view piece, int line, const Overrides& overrides, StyledText& to) {
        if (piece.empty()) return;
        if (overrides.drawing > 0) {
            if (!drawn_) {
                findings_.note(problem::kDrawing, message("A drawing (\\p) cannot be shown and was left out."), line);
            }
            drawn_ = true;
            return;
        }
        if (!overrides.hidden) to.append(piece);
    }

    void place(const AssEvent& event, const AssStyle& style, const Overrides& overrides, Cue& cue) const {
        const int anchor = overrides.anchor > 0 ? overrides.anchor : style.anchor;
        cue.position = overrides.position ? overrides.position : place_by_margins(event, style, anchor);
        const bool usual = overrides.anchor == 0 && style.anchor == 2 && !cue.position;
        cue.anchor = usual ? 0 : anchor;
    }

    /// Margins that mean a place: an event's own, or a style's beyond the usual.
    [[nodiscard]] std::optional<SharePoint> place_by_margins(const AssEvent& event, const AssStyle& style,
                                                             int anchor) const {
        const Size picture = script_.picture;
        const int vertical = event.margin_vertical != 0 ? event.margin_vertical : style.margin_vertical;
        const bool far = style.margin_vertical > kUsualMarginShare * picture.height;
        const bool middle = anchor >= 4 && anchor <= 6;
        if ((event.margin_vertical == 0 && !far) || middle) return std::nullopt;
        const double left = event.margin_left != 0 ? event.margin_left : style.margin_left;
        const double right = event.margin_right != 0 ? event.margin_right : style.margin_right;
        const int column = (anchor - 1) % 3;
        const double x = column == 0 ? left : column == 2 ? picture.width - right : (left + picture.width - right) / 2;
        const double y = anchor >= 7 ? vertical : picture.height - vertical;
        return SharePoint{std::clamp(x / picture.width, 0.0, 1.0), std::clamp(y / picture.height, 0.0, 1.0)};
    }

    CueFile& file_;
    Findings findings_;
    AssScript script_;
    std::map<std::string, std::string, std::less<>> languages_;
    bool drawn_ = false;  // the event has a drawing
};

}  // namespace

int sniff_ass(std::string_view text) {
    const std::string_view head = trimmed(text.substr(0, 4096));
    if (starts_with_ignoring_case(head, "[Script Info]")) return 100;
    const bool events = text.find("[Events]") != std::string_view::npos;
    return events && text.find("\nDialogue:") != std::string_view::npos ? 95 : 0;
}

CueFile read_ass(std::string_view text, const ReadOptions& options) {
    CueFile file;
    AssReader(text, file).read(options);
    return file;
}

}  // namespace gatecast
