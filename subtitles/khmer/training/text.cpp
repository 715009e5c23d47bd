// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/training/text.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>

#include "subtitles/khmer/syllable.h"
#include "subtitles/normalise.h"
#include "subtitles/utf8.h"

namespace gatecast::khmer {
namespace {

constexpr char32_t kZeroWidthSpace = 0x200B;
constexpr size_t kLongestUnlabelled = 8;  // a longer run without a boundary was not segmented by its author

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::filesystem::path> files_under(const std::filesystem::path& folder, const char* extension) {
    std::vector<std::filesystem::path> files;
    std::error_code none;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, none)) {
        if (entry.path().extension() == extension && entry.is_regular_file()) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

/// Tags, and scripts with what is in them, become a space; named entities need none of ours.
std::string without_markup(const std::string& html) {
    std::string text;
    for (size_t at = 0; at < html.size();) {
        if (html[at] != '<') {
            text.push_back(html[at++]);
            continue;
        }
        const bool script = html.compare(at, 7, "<script") == 0;
        const size_t end = script ? html.find("</script>", at) : html.find('>', at);
        if (end == std::string::npos) break;
        at = end + (script ? 9 : 1);
        text.push_back(' ');
    }
    return text;
}

/// The translations of a compiled gettext catalogue, one a line.
std::string translations(const std::string& mo) {
    const auto word = [&](size_t at) {
        uint32_t value = 0;
        if (at + sizeof value <= mo.size()) std::memcpy(&value, mo.data() + at, sizeof value);
        return value;
    };
    std::string text;
    if (word(0) != 0x950412DE) return text;
    const uint32_t count = word(8), table = word(16);
    for (uint32_t n = 0; n < count; ++n) {
        const size_t length = word(table + size_t{8} * n), from = word(table + size_t{8} * n + 4);
        if (from + length <= mo.size()) text.append(mo, from, length).push_back('\n');
    }
    return text;
}

bool is_letter(char32_t c) {
    return (c >= 0x1780 && c <= 0x17D3) || c == 0x17D7 || c == 0x17DD;
}

void add_run(std::u32string_view run, TrainingText& text) {
    LabelledRun labelled;
    const std::u32string ordered = to_utf32(normalised(to_utf8(run), "km"));
    for (size_t n = 0; n < ordered.size(); ++n) {
        if (is_letter(ordered[n])) {
            labelled.letters.push_back(ordered[n]);
        } else if (!labelled.letters.empty() && n + 1 < ordered.size() && is_letter(ordered[n + 1]) &&
                   !continues_syllable(ordered[n + 1]) && labelled.letters.back() != kCoeng) {
            labelled.words.push_back(labelled.letters.size());
        }
    }
    if (labelled.letters.empty() || (labelled.words.empty() && labelled.letters.size() > kLongestUnlabelled)) return;
    text.letters += labelled.letters.size();
    text.boundaries += labelled.words.size();
    text.runs.push_back(std::move(labelled));
}

/// Of the runs as their authors wrote them: another hash is another text, not another way to read it.
class Hash {
public:
    Hash() { crypto_hash_sha256_init(&state_); }
    void add(std::u32string_view run) {
        const std::string bytes = to_utf8(run) + '\n';
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    }
    [[nodiscard]] std::string hex() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256_final(&state_, hash.data());
        std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
        return sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    }

private:
    crypto_hash_sha256_state state_{};
};

void add_runs(const std::string& utf8, TrainingText& text, Hash& hash) {
    const std::u32string points = to_utf32(utf8);
    for (size_t n = 0; n < points.size(); ++n) {
        const size_t from = n;
        while (n < points.size() && (is_letter(points[n]) || points[n] == kZeroWidthSpace)) ++n;
        if (n == from) continue;
        const std::u32string_view run = std::u32string_view(points).substr(from, n - from);
        hash.add(run);
        add_run(run, text);
    }
}

}  // namespace

TrainingText training_text(const TrainingPlaces& places) {
    TrainingText text;
    Hash hash;
    for (const auto& file : files_under(places.help, ".html")) add_runs(without_markup(bytes_of(file)), text, hash);
    for (const auto& file : files_under(places.messages, ".mo")) add_runs(translations(bytes_of(file)), text, hash);
    text.hash = hash.hex();
    return text;
}

}  // namespace gatecast::khmer
