// SPDX-License-Identifier: GPL-3.0-or-later
// The averaged perceptron behind the boundary table, and how well a table does. The same runs give the same table, to
// the bit: one thread, one order, no chance. Called by train_boundaries and by the test that trains again.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "subtitles/khmer/boundary_model.h"
#include "subtitles/khmer/training/text.h"

namespace gatecast::khmer {

struct TrainingOptions {
    int passes = 5;
    double margin = 0.5;
    int least_occurrences = 3;  // of a word of the vocabulary
    unsigned weight_bits = 18;  // 2^n places for hashed weights
};

struct Trained {
    std::vector<float> weights;        // by feature & (size - 1), averaged
    std::vector<uint16_t> vocabulary;  // slots
    size_t words = 0;                  // of the vocabulary
    size_t used = 0;                   // weights that are not 0
};

/// What runs look like to the table, worked out once: syllables, ICU's words, labels.
struct Prepared {
    SyllableRun run;
    std::vector<uint8_t> word_begins;
};
[[nodiscard]] std::vector<Prepared> prepared(const std::vector<LabelledRun>& runs);

[[nodiscard]] Trained train(std::span<const Prepared> runs, const TrainingOptions& options);

struct Quantised {
    float scale = 1;
    std::vector<int8_t> weights;
};
/// To 8 bits.
[[nodiscard]] Quantised quantised(const Trained& trained);
/// All of it: the bytes of boundaries.bin.
[[nodiscard]] std::vector<uint8_t> trained_table(std::span<const Prepared> runs);

struct Figures {
    size_t found = 0, missed = 0, wrong = 0;
    [[nodiscard]] double f1() const {
        return 2.0 * static_cast<double>(found) / static_cast<double>(2 * found + missed + wrong);
    }
};
using Scorer = std::function<double(const Features&)>;
[[nodiscard]] Figures figures_of(std::span<const Prepared> runs, const Vocabulary& vocabulary, const Scorer& score);

}  // namespace gatecast::khmer
