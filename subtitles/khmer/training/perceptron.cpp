// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/training/perceptron.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "subtitles/khmer/dictionary.h"
#include "subtitles/khmer/syllable.h"

namespace gatecast::khmer {
namespace {

using Counts = std::map<uint32_t, int>;

/// How often each word of at most kLongestWord syllables stands in the runs.
Counts count_words(std::span<const Prepared> runs) {
    Counts counts;
    for (const Prepared& run : runs) {
        uint32_t hash = 0;
        size_t length = 0;
        for (size_t n = 0; n < run.word_begins.size(); ++n) {
            if (run.word_begins[n]) hash = 0, length = 0;
            hash = word_hash(hash, run.run.syllables[n]);
            const bool ends = n + 1 == run.word_begins.size() || run.word_begins[n + 1];
            if (++length <= kLongestWord && ends) ++counts[hash];
        }
    }
    return counts;
}

std::vector<uint32_t> frequent(const Counts& counts, int least) {
    std::vector<uint32_t> words;
    for (const auto& [hash, count] : counts) {
        if (count >= least) words.push_back(hash);
    }
    return words;
}

struct Example {
    Features features;
    bool boundary;
};

void add_examples(const Prepared& run, const Vocabulary& vocabulary, std::vector<Example>& examples) {
    const std::vector<uint8_t> words = words_from(run.run, vocabulary);
    for (size_t n = 1; n < words.size(); ++n) {
        examples.push_back({features_at(run.run, words, n), run.word_begins[n] != 0});
    }
}

}  // namespace

std::vector<Prepared> prepared(const std::vector<LabelledRun>& runs) {
    Dictionary dictionary;
    std::vector<Prepared> result;
    result.reserve(runs.size());
    for (const LabelledRun& run : runs) {
        const std::vector<size_t> starts = syllable_starts(run.letters);
        Prepared one;
        one.run = syllable_run(run.letters, starts, dictionary.word_begins(run.letters, starts));
        one.word_begins.assign(one.run.syllables.size(), 0);
        for (size_t n = 0; n < one.word_begins.size(); ++n) {
            one.word_begins[n] = n == 0 || std::ranges::binary_search(run.words, starts[n]);
        }
        result.push_back(std::move(one));
    }
    return result;
}

Trained train(std::span<const Prepared> runs, const TrainingOptions& options) {
    Trained trained;
    const std::vector<uint32_t> words = frequent(count_words(runs), options.least_occurrences);
    trained.words = words.size();
    trained.vocabulary = Vocabulary::slots_of(words);
    std::vector<Example> examples;
    for (const Prepared& run : runs) add_examples(run, Vocabulary(trained.vocabulary), examples);

    const size_t size = size_t{1} << options.weight_bits;
    std::vector<int> weights(size, 0);
    std::vector<int64_t> summed(size,
                                0);  // each change times the example it came at: the average without adding all up
    int64_t step = 1;
    for (int pass = 0; pass < options.passes; ++pass) {
        for (const Example& example : examples) {
            int score = 0;
            for (const uint32_t feature : example.features) score += weights[feature & (size - 1)];
            const int towards = example.boundary ? 1 : -1;
            if (score * towards < options.margin) {
                for (const uint32_t feature : example.features) {
                    weights[feature & (size - 1)] += towards;
                    summed[feature & (size - 1)] += towards * step;
                }
            }
            ++step;
        }
    }
    trained.weights.resize(size);
    for (size_t n = 0; n < size; ++n) {
        trained.weights[n] =
            static_cast<float>(weights[n] - static_cast<double>(summed[n]) / static_cast<double>(step));
        trained.used += trained.weights[n] != 0;
    }
    return trained;
}

Quantised quantised(const Trained& trained) {
    // 127 steps reach the weights' far end; what is beyond is cut, and hardly anything is.
    std::vector<float> sizes;
    for (const float weight : trained.weights) {
        if (weight != 0) sizes.push_back(std::abs(weight));
    }
    std::ranges::sort(sizes);
    const float step = sizes.empty() ? 1 : sizes[sizes.size() * 999 / 1000] / 127;
    Quantised result{step, {}};
    for (const float weight : trained.weights) {
        result.weights.push_back(static_cast<int8_t>(std::clamp(std::lround(weight / step), -127L, 127L)));
    }
    return result;
}

std::vector<uint8_t> trained_table(std::span<const Prepared> runs) {
    const Trained trained = train(runs, TrainingOptions{});
    const Quantised small = quantised(trained);
    return write_table(small.scale, small.weights, trained.vocabulary);
}

Figures figures_of(std::span<const Prepared> runs, const Vocabulary& vocabulary, const Scorer& score) {
    Figures figures;
    for (const Prepared& run : runs) {
        const std::vector<uint8_t> words = words_from(run.run, vocabulary);
        for (size_t n = 1; n < words.size(); ++n) {
            const bool said = score(features_at(run.run, words, n)) > 0;
            const bool is = run.word_begins[n] != 0;
            figures.found += said && is;
            figures.missed += !said && is;
            figures.wrong += said && !is;
        }
    }
    return figures;
}

}  // namespace gatecast::khmer
