// SPDX-License-Identifier: GPL-3.0-or-later
// TTML and IMSC 1.1 text: times nest, styles and regions are followed, a track for each xml:lang. Entities of the
// document's own are never resolved; depth and size are bounded.
#include <algorithm>
#include <charconv>

#include "subtitles/formats/findings.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/numbers.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/reading.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/formats/ttml_style.h"
#include "subtitles/formats/ttml_time.h"
#include "subtitles/formats/xml_names.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

constexpr int kMaxDepth = 64;
constexpr long kMaxNodes = 4'000'000;  // tags and attributes; a film of 2,000 cues has 20,000

/// What an element gives to those inside it.
struct Surroundings {
    Time begin{0};
    std::optional<Time> end;
    bool timed = false;
    TtmlLook look;
    std::string region;
    std::string language;
    bool preserve = false;  // xml:space
    bool sequence = false;  // timeContainer="seq": children follow each other
    int depth = 0;
};

/// A cue being put together: a paragraph's, or that of a span with times of its own.
struct Draft {
    Surroundings around;
    StyledText text;
    bool blank_before = true;  // white space here would be the line's first
    int line = 0;
};

class TtmlReader {
public:
    TtmlReader(std::string_view text, const ReadOptions& options, CueFile& file)
        : text_(text), lines_(text), options_(options), file_(file), findings_(file.problems) {}

    void read() {
        pugi::xml_document document;
        if (std::count_if(text_.begin(), text_.end(), [](char c) { return c == '<' || c == '='; }) > kMaxNodes) {
            findings_.fail(problem::kBadFile, message("The document is too large to be subtitles; it was not read."),
                           0);
            return;
        }
        const pugi::xml_parse_result result = document.load_buffer(
            text_.data(), text_.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
        if (!result) {
            findings_.fail(
                problem::kBadFile,
                message("The XML is damaged here ({}); what stands before it was read.", result.description()),
                lines_.line_at(static_cast<size_t>(std::max<ptrdiff_t>(0, result.offset))));
        }
        for (const pugi::xml_node& tt : document.children()) {
            if (is_element(tt, "tt")) read_document(tt);
        }
        if (frames_used_ && !rate_said_) {
            findings_.note(
                problem::kFrameTimes,
                message("The times count frames, but the file does not say how many a second has; {} were taken.",
                        clock_.frame_rate.value()),
                0);
        }
    }

private:
    [[nodiscard]] int line_of(const pugi::xml_node& node) const {
        return lines_.line_at(static_cast<size_t>(std::max<ptrdiff_t>(0, node.offset_debug())));
    }

    void read_document(const pugi::xml_node& tt) {
        read_clock(tt);
        TtmlStyles styles(tt, [this](std::string_view attribute, const pugi::xml_node& node) {
            findings_.dropped_style(attribute, line_of(node));
        });
        styles_ = &styles;
        Surroundings root;
        take_common(tt, root);
        for (const pugi::xml_node& body : tt.children()) {
            if (is_element(body, "body")) read_container(body, root, root.begin);
        }
        styles_ = nullptr;
    }

    void read_clock(const pugi::xml_node& tt) {
        clock_.frame_rate = options_.frame_rate.num > 0 ? options_.frame_rate : Rational{25, 1};
        const auto positive = [&](const char* name) {
            const char* value = attribute_of(tt, name);
            const double number = value ? read_decimal(value).value_or(0) : 0;
            return number >= 1 ? number : 0;
        };
        if (const double rate = positive("frameRate"); rate > 0) {
            clock_.frame_rate = {std::llround(rate), 1};
            rate_said_ = true;
        }
        if (const char* multiplier = attribute_of(tt, "frameRateMultiplier")) {
            std::string_view rest = multiplier;
            const size_t middle = std::min(rest.find_first_of(" :"), rest.size());
            const double num = read_decimal(rest.substr(0, middle)).value_or(0);
            const double den = middle < rest.size() ? read_decimal(rest.substr(middle + 1)).value_or(0) : 1;
            constexpr double kMost = 1e5;
            if (num >= 1 && den >= 1 && num < kMost && den < kMost && rate_said_ && clock_.frame_rate.value() < kMost) {
                clock_.frame_rate = {clock_.frame_rate.num * std::llround(num), std::llround(den)};
                clock_.frame_rate = clock_.frame_rate.reduced();
            }
        }
        const double ticks = positive("tickRate");
        clock_.ticks_a_second = ticks > 0 ? ticks : rate_said_ ? clock_.frame_rate.value() : 1;
        const char* drop = attribute_of(tt, "dropMode");
        clock_.drop_frames = drop && std::string_view(drop) == "dropNTSC";
    }

    /// Language, white space, time container: what any element may say.
    static void take_common(const pugi::xml_node& node, Surroundings& around) {
        if (const char* language = attribute_of(node, "lang")) around.language = language_tag(language);
        if (const char* space = attribute_of(node, "space")) around.preserve = std::string_view(space) == "preserve";
        const char* container = attribute_of(node, "timeContainer");
        around.sequence = container && std::string_view(container) == "seq";
    }

    std::optional<Time> time_of(const pugi::xml_node& node, const char* name) {
        const char* written = attribute_of(node, name);
        if (!written) return std::nullopt;
        const std::optional<TtmlTime> time = read_ttml_time(written, clock_);
        if (!time) {
            findings_.fail(problem::kBadTime, message("The time \"{}\" cannot be read.", excerpt(written)),
                           line_of(node));
            return std::nullopt;
        }
        frames_used_ |= time->frames;
        return time->time;
    }

    /// What `node` gives to its inside; its times count from `reference`.
    Surroundings inside_of(const pugi::xml_node& node, const Surroundings& outer, Time reference) {
        Surroundings inner = outer;
        inner.depth = outer.depth + 1;
        take_common(node, inner);
        const std::optional<Time> begin = time_of(node, "begin");
        const std::optional<Time> end = time_of(node, "end");
        const std::optional<Time> length = time_of(node, "dur");
        inner.begin = bounded(reference + begin.value_or(Time(0)));
        inner.timed |= begin || end || length;
        std::optional<Time> own;
        if (end) own = bounded(reference + *end);
        if (length && (!own || inner.begin + *length < *own)) own = bounded(inner.begin + *length);
        if (own && (!outer.end || *own < *outer.end)) inner.end = own;
        if (const char* region = attribute_of(node, "region")) {
            inner.region = region;
            if (const TtmlLook* look = styles_->region(region)) inner.look = look->overlaid(inner.look);
        }
        inner.look = inner.look.overlaid(styles_->look_of(node));
        return inner;
    }

    bool too_deep(const Surroundings& around, const pugi::xml_node& node) {
        if (around.depth < kMaxDepth) return false;
        findings_.fail(problem::kBadFile,
                       message("Elements are nested deeper than {}; what is inside was not read.", kMaxDepth),
                       line_of(node));
        return true;
    }

    /// body and div. Returns when it ends, for a sequence.
    Time read_container(const pugi::xml_node& node, const Surroundings& outer, Time reference) {
        const Surroundings inner = inside_of(node, outer, reference);
        Time last = inner.begin;
        if (inner.look.hidden || too_deep(inner, node)) return last;
        for (const pugi::xml_node& child : node.children()) {
            const Time from = inner.sequence ? last : inner.begin;
            Time until = from;
            if (is_element(child, "div")) {
                until = read_container(child, inner, from);
            } else if (is_element(child, "p")) {
                until = read_paragraph(child, inner, from);
            } else if (child.type() == pugi::node_element && !is_silent(child)) {
                findings_.unknown_tag(std::string("<") + child.name() + ">", line_of(child));
            }
            if (full_) return last;
            last = std::max(last, until);
        }
        return inner.end.value_or(last);
    }

    static bool is_silent(const pugi::xml_node& node) {
        const std::string_view name = local_name(node.name());
        return name == "metadata" || std::string_view(node.name()).starts_with("ttm:");
    }

    Time read_paragraph(const pugi::xml_node& node, const Surroundings& outer, Time reference) {
        std::vector<Draft> drafts(1);
        drafts[0].around = inside_of(node, outer, reference);
        drafts[0].line = line_of(node);
        const Surroundings around = drafts[0].around;
        if (!around.look.hidden) read_inline(node, around, drafts, 0);
        const char* id = attribute_of(node, "id");
        for (Draft& draft : drafts) {
            if (drafts.size() > 1 && draft.text.empty()) continue;  // all of it stands in spans with times
            finish(draft, id ? id : "");
            if (full_) break;
        }
        return around.end.value_or(around.begin);
    }

    void read_inline(const pugi::xml_node& node, const Surroundings& around, std::vector<Draft>& drafts, size_t draft) {
        if (too_deep(around, node)) return;
        for (const pugi::xml_node& child : node.children()) {
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
                append(child.value(), around, drafts[draft]);
            } else if (is_element(child, "br")) {
                drafts[draft].text.append('\n');
                drafts[draft].blank_before = true;
            } else if (is_element(child, "set")) {
                findings_.dropped_style("<set>", line_of(child));
            } else if (child.type() == pugi::node_element && !is_silent(child)) {
                if (!is_element(child, "span")) {
                    findings_.unknown_tag(std::string("<") + child.name() + ">", line_of(child));
                }
                read_span(child, around, drafts, draft);
            }
        }
    }

    void read_span(const pugi::xml_node& node, const Surroundings& around, std::vector<Draft>& drafts, size_t draft) {
        Surroundings inner = inside_of(node, around, around.begin);
        if (inner.look.hidden) return;
        const bool own_times = attribute_of(node, "begin") || attribute_of(node, "end") || attribute_of(node, "dur");
        if (own_times && drafts.size() < kMaxCues) {
            draft = drafts.size();
            drafts.emplace_back();
            drafts[draft].around = inner;
            drafts[draft].line = line_of(node);
        }
        read_inline(node, inner, drafts, draft);
    }

    static void append(std::string_view piece, const Surroundings& around, Draft& draft) {
        draft.text.look = around.look.asked();
        if (around.preserve) {
            draft.text.append(piece);
            if (!piece.empty()) draft.blank_before = is_blank_char(piece.back());
            return;
        }
        while (!piece.empty()) {
            const auto* const word = std::find_if(piece.begin(), piece.end(), [](char c) { return is_blank_char(c); });
            const auto length = static_cast<size_t>(word - piece.begin());
            draft.text.append(piece.substr(0, length));
            if (length > 0) draft.blank_before = false;
            piece.remove_prefix(length);
            if (piece.empty()) break;
            if (!draft.blank_before) draft.text.append(' ');
            draft.blank_before = true;
            while (!piece.empty() && is_blank_char(piece.front())) piece.remove_prefix(1);
        }
    }

    void finish(Draft& draft, const std::string& id) {
        if (count_ == kMaxCues) {
            report_too_many_cues(findings_, draft.line);
            full_ = true;
            return;
        }
        ++count_;
        Cue cue;
        cue.line = draft.line;
        cue.id = id;
        cue.start = draft.around.begin;
        cue.timed = draft.around.timed;
        cue.end = draft.around.end.value_or(cue.start + kShownWithoutEnd);
        draft.text.finish(cue);
        if (cue.timed && !draft.around.end) {
            findings_.fail(problem::kBadTime,
                           message("The cue has no end: it is shown for {} seconds. Give it one.",
                                   std::chrono::duration_cast<std::chrono::seconds>(kShownWithoutEnd).count()),
                           draft.line);
        }
        styles_->place(draft.around.region, draft.around.look.text_align, cue);
        track_of(draft.around.language).cues.push_back(std::move(cue));
    }

    Track& track_of(const std::string& language) {
        const auto known = std::find_if(file_.tracks.begin(), file_.tracks.end(),
                                        [&](const Track& track) { return track.language == language; });
        if (known != file_.tracks.end()) return *known;
        Track& track = file_.tracks.emplace_back();
        track.language = language;
        return track;
    }

    std::string_view text_;
    LineIndex lines_;
    const ReadOptions& options_;
    CueFile& file_;
    Findings findings_;
    TtmlStyles* styles_ = nullptr;
    TtmlClock clock_;
    bool rate_said_ = false;
    bool frames_used_ = false;
    bool full_ = false;
    size_t count_ = 0;
};

/// A file of times has no place for text without one; a document without any is a list of texts.
void drop_untimed(CueFile& file) {
    bool timed = false;
    for (const Track& track : file.tracks) {
        timed |= std::any_of(track.cues.begin(), track.cues.end(), [](const Cue& cue) { return cue.timed; });
    }
    if (!timed) return;
    Findings findings(file.problems);
    for (Track& track : file.tracks) {
        std::erase_if(track.cues, [&](const Cue& cue) {
            const bool lost = !cue.timed && !trimmed(cue.text).empty();
            if (lost) {
                findings.fail(problem::kNoTime,
                              message("The text \"{}\" has no time and was left out.", excerpt(cue.text)), cue.line);
            }
            return !cue.timed;
        });
    }
}

}  // namespace

int sniff_ttml(std::string_view text) {
    const std::string_view head = text.substr(0, 4096);
    if (!trimmed(head).starts_with('<')) return 0;
    for (size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
        const std::string_view name = head.substr(at + 1, head.find_first_of(" \t\n>/", at) - at - 1);
        if (local_name(name) == "tt") return 100;
    }
    return 0;
}

CueFile read_ttml(std::string_view text, const ReadOptions& options) {
    CueFile file;
    TtmlReader(text, options, file).read();
    drop_untimed(file);
    if (file.tracks.empty()) file.tracks.emplace_back();
    hand_out_problems(file);
    return file;
}

}  // namespace gatecast
