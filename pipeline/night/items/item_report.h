// SPDX-License-Identifier: GPL-3.0-or-later
// What came of one item: a file for each display with its loudness and remarks, or why there is none. Said by the child
// that rendered it, kept beside its files, shown on the result page.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "filters/geometry.h"
#include "pipeline/pages/language.h"
#include "pipeline/render/manifest.h"

namespace gatecast {

/// A sentence in both languages of the pages; text made of other sentences cannot be translated later.
struct Said {
    std::string vi, en;
    friend bool operator==(const Said&, const Said&) = default;
};
[[nodiscard]] Said said(const Message& message, const Catalogue& vietnamese);

struct SoundReport {
    double before_lufs = 0, after_lufs = 0;  // integrated
    double max_short_term_lufs = 0, true_peak_dbtp = 0;
    bool silent = false;   // nothing could be measured
    bool limited = false;  // peaks were held by the limiter
    std::string profile;
};

/// A stretch of an output, in its own time.
struct TimeRun {
    Time from{0};
    Time length{0};
};

struct FileReport {
    std::string display, encode;
    std::string name;  // in the item's folder; empty: there is none
    Claim claim;
    std::string sha256;
    Time duration{0};
    std::optional<SoundReport> sound;
    std::vector<TimeRun> black, frozen;
    std::optional<Said> problem;
    [[nodiscard]] bool ready() const { return !name.empty() && !problem; }
};

/// A file that an item was made from: as it was when it was read, and its bytes' hash.
struct Ingredient {
    std::filesystem::path file;
    std::string identity;
    std::string sha256;
};

struct ItemReport {
    std::string fingerprint;              // of everything else the outcome depends on (item_memory.h)
    std::vector<Ingredient> ingredients;  // the media first, then cue files, logos, pictures, voices
    Time length{0};                       // of the media, whatever part of it is shown
    bool still = false;                   // it stands as long as the list says
    size_t cue_files = 0;                 // so many ingredients after the first
    std::vector<FileReport> files;        // one an output
    bool skipped = false;                 // nothing went wrong, and nothing is to be shown
    std::vector<Said> failures;           // of the whole item
    std::vector<Said> remarks;
    [[nodiscard]] bool ready() const;
};

[[nodiscard]] std::string to_json(const ItemReport& report);
[[nodiscard]] ItemReport item_report_from_json(const std::string& json);

/// The report that is kept in an item's folder; nothing: there is none, or it was damaged.
[[nodiscard]] std::optional<ItemReport> kept_report(const std::filesystem::path& folder);
void keep_report(const std::filesystem::path& folder, const ItemReport& report);

/// One line of a child's standard output.
struct ItemEvent {
    enum class Kind : uint8_t { kPlanned, kFrames, kReport, kStopped } kind = Kind::kFrames;
    int64_t frames_done = 0;
    int64_t frames_all = 0;                        // kPlanned: of all outputs; kFrames: to be made
    int64_t segments_made = 0, segments_kept = 0;  // kReport
    ItemReport report{};                           // kReport
};
[[nodiscard]] std::string to_line(const ItemEvent& event);
/// Nothing for a line that is no event.
[[nodiscard]] std::optional<ItemEvent> item_event_from_line(const std::string& line);

}  // namespace gatecast
