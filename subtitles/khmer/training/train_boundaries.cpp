// SPDX-License-Identifier: GPL-3.0-or-later
// Trains the table of Khmer word boundaries that the line breaker reads:
//
//     ninja train_boundaries && ./train_boundaries ../subtitles/khmer/boundaries.bin
//
// from the packages libreoffice-help-km and libreoffice-l10n-km (MPL-2.0), with ICU's Khmer dictionary as a feature. It
// prints the figures; the test suite trains again and compares. With Debian 12's (LibreOffice 7.4.7, ICU 72.1):
//
//     106,928 runs, 1,976,764 letters, 315,475 boundaries of words; every tenth run held out for the figures
//     2^24 places for weights, as trained          F1 0.9550   (60,515 weights)
//     2^18 places, 8 bits a weight: what ships     F1 0.9551   278,544 bytes with the 2,440 words it knows
//     ICU's dictionary alone                       F1 0.8933
//
// The labels contradict themselves too often for a bar. What counts is lines: tests/subtitles/wrap_test.cpp.
#include <fmt/format.h>

#include <fstream>

#include "subtitles/khmer/dictionary.h"
#include "subtitles/khmer/training/perceptron.h"

namespace gatecast::khmer {
namespace {

void print(const char* what, const Figures& figures) {
    const auto share = [](size_t part, size_t other) {
        return static_cast<double>(part) / static_cast<double>(part + other);
    };
    fmt::print("{:<28} precision {:.4f}  recall {:.4f}  F1 {:.4f}\n", what, share(figures.found, figures.wrong),
               share(figures.found, figures.missed), figures.f1());
}

Figures figures_of_dictionary(const std::vector<Prepared>& runs) {
    Figures figures;
    for (const Prepared& run : runs) {
        for (size_t n = 1; n < run.word_begins.size(); ++n) {
            const bool said = run.run.dictionary[n] != 0, is = run.word_begins[n] != 0;
            figures.found += said && is;
            figures.missed += !said && is;
            figures.wrong += said && !is;
        }
    }
    return figures;
}

/// Nine tenths are learnt, every tenth run is asked.
void report(const std::vector<Prepared>& all) {
    std::vector<Prepared> learnt, held_out;
    for (size_t n = 0; n < all.size(); ++n) (n % 10 == 9 ? held_out : learnt).push_back(all[n]);
    TrainingOptions wide;
    wide.weight_bits = 24;
    for (const TrainingOptions& options : {wide, TrainingOptions{}}) {
        const Trained trained = train(learnt, options);
        const Vocabulary vocabulary(trained.vocabulary);
        fmt::print("{} weights in 2^{} places, {} words\n", trained.used, options.weight_bits, trained.words);
        print("  as trained", figures_of(held_out, vocabulary, [&](const Features& features) {
                  double score = 0;
                  for (const uint32_t feature : features)
                      score += trained.weights[feature & (trained.weights.size() - 1)];
                  return score;
              }));
        const Quantised small = quantised(trained);
        const BoundaryTable table{small.scale, small.weights, vocabulary};
        print("  in 8 bits", figures_of(held_out, vocabulary, [&](const Features& features) {
                  return static_cast<double>(table.score(features));
              }));
    }
    print("ICU's dictionary alone", figures_of_dictionary(held_out));
}

int run(const char* output) {
    const TrainingText text = training_text({});
    if (text.runs.empty()) {
        fmt::print(stderr, "No training text: install libreoffice-help-km and libreoffice-l10n-km.\n");
        return 1;
    }
    fmt::print("{} runs, {} letters, {} boundaries of words\nSHA-256 of the text {}\nICU {}\n", text.runs.size(),
               text.letters, text.boundaries, text.hash, Dictionary::version());
    const std::vector<Prepared> runs = prepared(text.runs);
    report(runs);
    const std::vector<uint8_t> table = trained_table(runs);
    fmt::print("{}: {} bytes\n", output, table.size());
    std::ofstream file(output, std::ios::binary);
    file.write(reinterpret_cast<const char*>(table.data()), static_cast<std::streamsize>(table.size()));
    return file.flush() ? 0 : 1;
}

}  // namespace
}  // namespace gatecast::khmer

int main(int count, char** arguments) {
    if (count != 2) {
        fmt::print(stderr, "usage: train_boundaries FILE.bin\n");
        return 2;
    }
    return gatecast::khmer::run(arguments[1]);
}
