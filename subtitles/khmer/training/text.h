// SPDX-License-Identifier: GPL-3.0-or-later
// The text the boundary table is trained on: Khmer with a zero-width space between words, out of the Khmer help and
// messages of LibreOffice. Called by train_boundaries and by the test that trains again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gatecast::khmer {

struct TrainingPlaces {
    std::filesystem::path help = "/usr/share/libreoffice/help/km";                            // *.html
    std::filesystem::path messages = "/usr/lib/libreoffice/program/resource/km/LC_MESSAGES";  // *.mo
};

/// What boundaries.bin was trained on: SHA-256 of the text of Debian 12's packages (7.4.7), and ICU's version.
inline constexpr const char* kTrainingTextHash = "42b5d1550c8f83675f0a8550f809ddb77b001fe807b2cfc73b19c5cd642f61e2";
inline constexpr const char* kTrainingDictionary = "72.1";

/// A run of letters, and where its words end: before the letters [at]. Zero-width spaces are out of it.
struct LabelledRun {
    std::u32string letters;
    std::vector<size_t> words;  // code points where a word begins, without 0; rising
};

struct TrainingText {
    std::vector<LabelledRun> runs;  // in the order of the files' names
    size_t letters = 0;
    size_t boundaries = 0;  // labelled
    std::string hash;       // SHA-256 of all of it
};

/// Empty if the packages are not installed.
[[nodiscard]] TrainingText training_text(const TrainingPlaces& places);

}  // namespace gatecast::khmer
