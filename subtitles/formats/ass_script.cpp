// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/ass_script.h"

#include <algorithm>

#include "subtitles/formats/colours.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/numbers.h"
#include "subtitles/formats/overrides.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/reading.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

enum class Section : uint8_t { kNone, kInfo, kStyles, kEvents, kOther };

constexpr std::string_view kStyleFormat =
    "Name,Fontname,Fontsize,PrimaryColour,SecondaryColour,OutlineColour,BackColour,Bold,Italic,Underline,StrikeOut,"
    "ScaleX,ScaleY,Spacing,Angle,BorderStyle,Outline,Shadow,Alignment,MarginL,MarginR,MarginV,Encoding";
constexpr std::string_view kOldStyleFormat =
    "Name,Fontname,Fontsize,PrimaryColour,SecondaryColour,TertiaryColour,BackColour,Bold,Italic,BorderStyle,Outline,"
    "Shadow,Alignment,MarginL,MarginR,MarginV,AlphaLevel,Encoding";
constexpr std::string_view kEventFormat = "Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text";
constexpr std::string_view kOldEventFormat = "Marked,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text";
constexpr size_t kMaxStyles = 10'000;
constexpr int kMaxPicture = 100'000;

std::vector<std::string_view> fields_of(std::string_view list) {
    std::vector<std::string_view> fields;
    while (!list.empty()) fields.push_back(trimmed(take_until(list, ',')));
    return fields;
}

int whole(std::string_view text) {
    return static_cast<int>(read_decimal(text).value_or(0));
}

class ScriptReader {
public:
    ScriptReader(std::string_view text, Findings& findings) : text_(text), findings_(findings) {}

    AssScript read() {
        std::string_view rest = text_;
        while (!rest.empty()) {
            ++line_;
            const std::string_view line = trimmed(take_until(rest, '\n'));
            if (line.empty() || line[0] == ';' || line.starts_with("!:")) continue;
            if (line[0] == '[' && line.ends_with(']')) {
                enter(line.substr(1, line.size() - 2));
            } else if (!take_line(line)) {
                break;
            }
        }
        settle_picture();
        return std::move(script_);
    }

private:
    void enter(std::string_view name) {
        old_ = equal_ignoring_case(name, "V4 Styles") || (old_ && equal_ignoring_case(name, "Events"));
        if (equal_ignoring_case(name, "Script Info")) {
            section_ = Section::kInfo;
        } else if (equal_ignoring_case(name, "V4+ Styles") || equal_ignoring_case(name, "V4 Styles") ||
                   equal_ignoring_case(name, "V4 Styles+")) {
            section_ = Section::kStyles;
            format_ = fields_of(old_ ? kOldStyleFormat : kStyleFormat);
        } else if (equal_ignoring_case(name, "Events")) {
            section_ = Section::kEvents;
            format_ = fields_of(old_ ? kOldEventFormat : kEventFormat);
        } else {
            section_ = Section::kOther;  // fonts, graphics, an editor's own
        }
    }

    /// False: no more is read.
    bool take_line(std::string_view line) {
        std::string_view value = line;
        const std::string_view key = trimmed(take_until(value, ':'));
        if (section_ == Section::kInfo) take_info(key, trimmed(value));
        if (section_ == Section::kStyles || section_ == Section::kEvents) {
            if (equal_ignoring_case(key, "Format")) {
                format_ = fields_of(value);
            } else if (section_ == Section::kStyles && equal_ignoring_case(key, "Style")) {
                take_style(value);
            } else if (section_ == Section::kEvents) {
                return take_event(key, value);
            }
        }
        return true;
    }

    void take_info(std::string_view key, std::string_view value) {
        if (equal_ignoring_case(key, "PlayResX")) script_.picture.width = std::clamp(whole(value), 0, kMaxPicture);
        if (equal_ignoring_case(key, "PlayResY")) script_.picture.height = std::clamp(whole(value), 0, kMaxPicture);
        if (equal_ignoring_case(key, "WrapStyle")) script_.wrap_style = whole(value);
        if (equal_ignoring_case(key, "Language")) script_.language = language_tag(value);
    }

    void take_style(std::string_view value) {
        if (script_.styles.size() == kMaxStyles) return;
        AssStyle style;
        for (const std::string_view field : format_) {
            const std::string_view given = trimmed(take_until(value, ','));
            if (equal_ignoring_case(field, "Name")) style.name = given.starts_with('*') ? given.substr(1) : given;
            if (equal_ignoring_case(field, "PrimaryColour")) take_colour(given, style);
            if (equal_ignoring_case(field, "Bold")) style.look.bold = whole(given) != 0;
            if (equal_ignoring_case(field, "Italic")) style.look.italic = whole(given) != 0;
            if (equal_ignoring_case(field, "Underline")) style.look.underline = whole(given) != 0;
            if (equal_ignoring_case(field, "MarginL")) style.margin_left = whole(given);
            if (equal_ignoring_case(field, "MarginR")) style.margin_right = whole(given);
            if (equal_ignoring_case(field, "MarginV")) style.margin_vertical = whole(given);
            if (equal_ignoring_case(field, "Alignment")) {
                const int anchor = old_ ? anchor_of_ssa(whole(given)) : whole(given);
                style.anchor = anchor >= 1 && anchor <= 9 ? anchor : 2;
            }
        }
        script_.styles.push_back(std::move(style));
    }

    /// White is what a style says that says nothing: there our own style's colour stays.
    void take_colour(std::string_view given, AssStyle& style) {
        const std::optional<AssColour> colour = ass_colour(given);
        if (!colour) return;
        if (colour->colour != Rgb{1, 1, 1}) style.look.colour = colour->colour;
        if (colour->transparency > 0) findings_.dropped_style("PrimaryColour (transparency)", line_);
    }

    bool take_event(std::string_view kind, std::string_view value) {
        if (!equal_ignoring_case(kind, "Dialogue")) return true;  // comments, pictures, sounds, commands
        if (script_.events.size() == kMaxCues) {
            report_too_many_cues(findings_, line_);
            return false;
        }
        AssEvent event;
        event.line = line_;
        for (size_t n = 0; n < format_.size(); ++n) {
            const bool last = n + 1 == format_.size();
            const std::string_view given = last ? value : take_until(value, ',');
            const std::string_view field = format_[n];
            if (equal_ignoring_case(field, "Start")) event.start = trimmed(given);
            if (equal_ignoring_case(field, "End")) event.end = trimmed(given);
            if (equal_ignoring_case(field, "Style")) event.style = trimmed(given);
            if (equal_ignoring_case(field, "Name") || equal_ignoring_case(field, "Actor")) event.actor = trimmed(given);
            if (equal_ignoring_case(field, "Effect")) event.effect = trimmed(given);
            if (equal_ignoring_case(field, "MarginL")) event.margin_left = whole(given);
            if (equal_ignoring_case(field, "MarginR")) event.margin_right = whole(given);
            if (equal_ignoring_case(field, "MarginV")) event.margin_vertical = whole(given);
            if (equal_ignoring_case(field, "Text")) event.text = given;
        }
        script_.events.push_back(event);
        return true;
    }

    /// What players take where the script says only one of the two, or none.
    void settle_picture() {
        Size& picture = script_.picture;
        if (picture.width == 0 && picture.height == 0) picture = {384, 288};
        if (picture.width == 0) picture.width = picture.height == 1024 ? 1280 : std::max(1, picture.height * 4 / 3);
        if (picture.height == 0) picture.height = picture.width == 1280 ? 1024 : std::max(1, picture.width * 3 / 4);
    }

    std::string_view text_;
    Findings& findings_;
    AssScript script_;
    Section section_ = Section::kNone;
    std::vector<std::string_view> format_;
    bool old_ = false;  // SSA: other alignments, other default columns
    int line_ = 0;
};

}  // namespace

const AssStyle* AssScript::style_named(std::string_view name) const {
    if (name.starts_with('*')) name.remove_prefix(1);
    for (const std::string_view wanted : {name, std::string_view("Default")}) {
        const auto found = std::find_if(styles.rbegin(), styles.rend(),
                                        [&](const AssStyle& style) { return equal_ignoring_case(style.name, wanted); });
        if (found != styles.rend()) return &*found;
    }
    return nullptr;
}

AssScript read_ass_script(std::string_view text, Findings& findings) {
    return ScriptReader(text, findings).read();
}

}  // namespace gatecast
