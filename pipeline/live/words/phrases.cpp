// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/phrases.h"

#include <algorithm>
#include <array>
#include <functional>

#include "presets/nearest.h"

namespace gatecast {

namespace {

constexpr Rule kText{Kind::kText};
constexpr Rule kLines{Kind::kLines};
constexpr std::array kTypes = {"time", "number", "place"};
constexpr size_t kMostDigits = 6;

const OptionRow<Phrase> kPhraseRows[] = {
    row<&Phrase::id>("id", kText, N_("what the phrase is called in orders")),
    row<&Phrase::vi>("vi", kLines, N_("what it says in Vietnamese: a title and lines")),
    row<&Phrase::en>("en", kLines, N_("what it says in English")),
    row<&Phrase::km>("km", kLines, N_("what it says in Khmer")),
    row<&Phrase::priority>("priority", {Kind::kWhole, 0, 100}, N_("of two notices, the higher one is seen")),
};

const OptionRow<PhrasePlace> kPlaceRows[] = {
    row<&PhrasePlace::id>("id", kText, N_("what the place is called in orders")),
    row<&PhrasePlace::vi>("vi", kText, N_("its name in Vietnamese")),
    row<&PhrasePlace::en>("en", kText, N_("its name in English")),
    row<&PhrasePlace::km>("km", kText, N_("its name in Khmer")),
};

struct Bank {
    std::vector<Phrase> phrases;
    std::vector<PhrasePlace> places;
};

template <auto Part, const auto& Rows, typename Item>
constexpr OptionRow<Bank> items_row(const char* key, const char* help) {
    return {key,
            {Kind::kItems},
            help,
            nullptr,
            nullptr,
            [](Bank& bank, const NodeList& list, const Bounds& bounds, Problems& problems) {
                bank.*Part = read_items<Item>(Rows, list, Item{}, bounds, problems);
            },
            [](const Bank& bank) { return written_items<Item>(Rows, bank.*Part, 1); }};
}

const OptionRow<Bank> kBankRows[] = {
    items_row<&Bank::phrases, kPhraseRows, Phrase>("phrase", N_("an approved phrase")),
    items_row<&Bank::places, kPlaceRows, PhrasePlace>("place", N_("a place that phrases may name")),
};

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// "14:30" and "14h30".
bool is_time(const std::string& text) {
    const size_t colon = text.find_first_of(":h");
    if (colon == std::string::npos || colon == 0 || colon > 2 || text.size() != colon + 3) return false;
    const std::string hours = text.substr(0, colon), minutes = text.substr(colon + 1);
    return all_digits(hours) && all_digits(minutes) && std::stoi(hours) < 24 && std::stoi(minutes) < 60;
}

/// Calls `blank` with each "{name:type}" of a line and puts what it gives in its place.
std::string replace_blanks(const std::string& line,
                           const std::function<std::string(const std::string& name, const std::string& type)>& blank) {
    std::string whole;
    size_t at = 0;
    for (size_t open; (open = line.find('{', at)) != std::string::npos;) {
        const size_t close = line.find('}', open);
        if (close == std::string::npos) break;
        const std::string inner = line.substr(open + 1, close - open - 1);
        const size_t colon = inner.find(':');
        whole += line.substr(at, open - at);
        whole += blank(inner.substr(0, colon), colon == std::string::npos ? "" : inner.substr(colon + 1));
        at = close + 1;
    }
    return whole + line.substr(at);
}

const std::string& in_language(const PhrasePlace& place, const std::string& language) {
    return language == "en" ? place.en : language == "km" ? place.km : place.vi;
}

}  // namespace

PhraseBank PhraseBank::read(const std::filesystem::path& file, Problems& problems) {
    PhraseBank bank;
    const NodeTable table = read_toml(file, problems);
    if (!problems.empty()) return bank;
    Bank read;
    apply<Bank>(
        kBankRows, Layers{table}, read, [](const Bank&) { return Bounds{}; }, problems);
    bank.phrases_ = std::move(read.phrases);
    bank.places_ = std::move(read.places);
    if (problems.empty()) bank.check(file.filename().string(), problems);
    return bank;
}

void PhraseBank::check(const std::string& file, Problems& problems) const {
    for (const Phrase& phrase : phrases_) {
        if (phrase.id.empty()) problems.push_back(message("{}: a phrase has no id.", file));
        if (phrase.vi.empty() || phrase.en.empty() || phrase.km.empty())
            problems.push_back(message("{}: the phrase {} is not in all three languages.", file, phrase.id));
        for (const auto* lines : {&phrase.vi, &phrase.en, &phrase.km})
            for (const std::string& line : *lines)
                static_cast<void>(replace_blanks(line, [&](const std::string& name, const std::string& type) {
                    if (std::ranges::find(kTypes, type) == kTypes.end())
                        problems.push_back(
                            message("{}: the blank {} of the phrase {} has no type. Allowed: time, number, place.",
                                    file, name, phrase.id));
                    return std::string();
                }));
    }
}

const Phrase& PhraseBank::named(const std::string& id) const {
    const auto found = std::ranges::find(phrases_, id, &Phrase::id);
    if (found != phrases_.end()) return *found;
    std::vector<std::string> ids;
    for (const Phrase& each : phrases_) ids.push_back(each.id);
    const std::string meant = nearest(id, ids);
    if (meant.empty()) throw Error(message("There is no phrase {} in the bank.", id));
    throw Error(message("There is no phrase {} in the bank. Did you mean {}?", id, meant));
}

int PhraseBank::priority(const std::string& id) const {
    return named(id).priority;
}

std::string PhraseBank::value_of(const std::string& name, const std::string& type, const std::string& language,
                                 const Blanks& blanks) const {
    const auto given = blanks.find(name);
    if (given == blanks.end()) throw Error(message("The phrase asks for {}, and nobody said it.", name));
    const std::string& value = given->second;
    if (type == "time" && is_time(value)) return value;
    if (type == "number" && all_digits(value) && value.size() <= kMostDigits) return value;
    if (type == "place") {
        const auto place = std::ranges::find(places_, value, &PhrasePlace::id);
        if (place != places_.end()) return in_language(*place, language);
        throw Error(message("{} is no place of the bank. Add it there with its name in three languages.", value));
    }
    throw Error(message("{} = {}: that is no {}.", name, value, type));
}

std::string PhraseBank::fill_line(const std::string& line, const std::string& language, const Blanks& blanks) const {
    return replace_blanks(
        line, [&](const std::string& name, const std::string& type) { return value_of(name, type, language, blanks); });
}

Words PhraseBank::fill(const std::string& id, const Blanks& blanks) const {
    const Phrase& phrase = named(id);
    Words words;
    for (const std::string& line : phrase.vi) words.vi.push_back(fill_line(line, "vi", blanks));
    for (const std::string& line : phrase.en) words.en.push_back(fill_line(line, "en", blanks));
    for (const std::string& line : phrase.km) words.km.push_back(fill_line(line, "km", blanks));
    return words;
}

}  // namespace gatecast
