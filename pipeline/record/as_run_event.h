// SPDX-License-Identifier: GPL-3.0-or-later
// One thing that really went out on a display, with all that a report can ask of it: a line of the as-run log. Made by
// live and by the import of a playout server's log; a value.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/playlist/item.h"

namespace gatecast {

using UtcMillis = std::chrono::sys_time<std::chrono::milliseconds>;

enum class EndReason : uint8_t { kComplete, kTrimmed, kSkipped, kFiller, kFailover, kOperator, kNotice };
[[nodiscard]] const char* id_of(EndReason reason);
[[nodiscard]] std::optional<EndReason> end_reason(std::string_view id);

struct AsRunLoudness {
    double integrated_lufs = 0;
    std::optional<double> max_short_term_lufs;  // nothing: nobody measured it
    double true_peak_dbtp = 0;
};

/// Frames that were not shown, by where they were lost.
struct AsRunDrops {
    int64_t render = 0, encode = 0, network = 0;
};

/// Of a composed frame, its clock and ticker left out.
struct ProofOfFrame {
    int percent = 0;  // of the item: 10, 50, 90
    std::string sha256;
    std::string thumbnail;  // a small picture of it, beside the log; may be empty
};

struct AsRunEvent {
    int64_t sequence = 0;  // given by the log
    std::string display, output;
    std::string item;  // id
    std::string title, file, sha256;
    std::optional<UtcMillis> planned_start, planned_end;
    UtcMillis start{}, end{};
    std::optional<Time> in, out;  // of the media
    EndReason end_reason = EndReason::kComplete;
    std::vector<std::string> languages;  // of the subtitles shown
    std::optional<AsRunLoudness> loudness;
    AsRunDrops drops;
    std::vector<ProofOfFrame> proofs;
    ItemFields fields;
    std::string imported_from;  // a playout server's log; empty: recorded by live itself
};

/// The event as one line of JSON without its end; `before`: hash of the line before.
[[nodiscard]] std::string line_of(const AsRunEvent& event, std::string_view before);

struct AsRunLine {
    AsRunEvent event;
    std::string before;
};
/// Nothing: the line is none of ours.
[[nodiscard]] std::optional<AsRunLine> read_line(std::string_view line);

/// "2026-12-02T10:00:00.250Z", and at the place's own clock "2026-12-02T17:00:00.250+07:00".
[[nodiscard]] std::string utc_text(UtcMillis time);
[[nodiscard]] std::string place_text(UtcMillis time);
[[nodiscard]] std::optional<UtcMillis> utc_time(std::string_view text);
/// "2026-12-02" at the place: the day a moment belongs to.
[[nodiscard]] std::string place_day(UtcMillis time);

}  // namespace gatecast
