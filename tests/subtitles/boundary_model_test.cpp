// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/boundary_model.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "subtitles/khmer/dictionary.h"
#include "subtitles/khmer/syllable.h"
#include "subtitles/khmer/training/perceptron.h"
#include "subtitles/khmer/training/text.h"

namespace gatecast::khmer {
namespace {

TEST(BoundaryTable, IsPartOfTheProgram) {
    const BoundaryTable table = read_table(shipped_table_bytes());
    EXPECT_FALSE(table.weights.empty());
    EXPECT_GT(table.scale, 0);
    EXPECT_LT(shipped_table_bytes().size(), 1'000'000U);
}

TEST(BoundaryTable, RefusesWhatIsNoTable) {
    std::vector<uint8_t> bytes(shipped_table_bytes().begin(), shipped_table_bytes().end());
    bytes.pop_back();
    EXPECT_TRUE(read_table(bytes).weights.empty());
    EXPECT_TRUE(read_table({}).weights.empty());
    bytes.assign(64, 0);
    EXPECT_TRUE(read_table(bytes).weights.empty());
}

TEST(BoundaryTable, IsReadAsItWasWritten) {
    const std::vector<int8_t> weights{1, -2, 3, 127};
    const std::vector<uint16_t> slots = Vocabulary::slots_of({0x12345678, 7});
    const std::vector<uint8_t> bytes = write_table(0.5F, weights, slots);
    const BoundaryTable table = read_table(bytes);
    EXPECT_EQ(table.scale, 0.5F);
    EXPECT_TRUE(std::ranges::equal(table.weights, weights));
    EXPECT_TRUE(table.vocabulary.contains(0x12345678));
    EXPECT_FALSE(table.vocabulary.contains(0x92345678));
}

float score_between(std::u32string before, const std::u32string& behind) {
    const size_t at = before.size();
    before += behind;
    const std::vector<size_t> starts = syllable_starts(before);
    const SyllableRun run = syllable_run(before, starts, Dictionary().word_begins(before, starts));
    const BoundaryTable table = read_table(shipped_table_bytes());
    const size_t n = static_cast<size_t>(std::ranges::find(starts, at) - starts.begin());
    return table.score(features_at(run, words_from(run, table.vocabulary), n));
}

TEST(BoundaryTable, KnowsWordsFromSyllables) {
    EXPECT_GT(score_between(U"របស់", U"ប្រជាជន"), 0);
    EXPECT_GT(score_between(U"ដោយ", U"ស្វ័យប្រវត្តិ"), 0);
    EXPECT_LT(score_between(U"របស់ប្រ", U"ជាជន"), 0);
}

TEST(BoundaryTable, TakesCoengDaForCoengTa) {
    EXPECT_EQ(score_between(U"បណ្តាញ", U"ថ្មី"), score_between(U"បណ្ដាញ", U"ថ្មី"));
}

// The program and the table it is said to have made: the same bytes again.
TEST(BoundaryTable, IsWhatTheTrainingProgramMakes) {
    const TrainingText text = training_text({});
    if (text.runs.empty()) GTEST_SKIP() << "libreoffice-help-km and libreoffice-l10n-km are not installed";
    if (text.hash != kTrainingTextHash) {
        GTEST_SKIP() << "the packages' text is another one (" << text.hash << "): train anew with train_boundaries";
    }
    if (std::string_view(Dictionary::version()) != kTrainingDictionary) {
        GTEST_SKIP() << "the table was trained with ICU " << kTrainingDictionary << ", this is "
                     << Dictionary::version();
    }
    EXPECT_TRUE(std::ranges::equal(trained_table(prepared(text.runs)), shipped_table_bytes()))
        << "features, options or normalisation changed: run train_boundaries and check its table in";
}

}  // namespace
}  // namespace gatecast::khmer
