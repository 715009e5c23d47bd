// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/language.h"

#include <algorithm>
#include <cctype>

namespace gatecast {
namespace {

struct Row {
    const char* bcp47;
    const char* terminology;   // ISO 639-2/T
    const char* bibliography;  // ISO 639-2/B, where it differs
    const char* habit;         // what people write instead: a country, mostly
};

// Neighbours, visitors and minorities of the border provinces, and what the province's television buys in.
constexpr Row kLanguages[] = {
    {"vi", "vie", "", "vn"},  {"en", "eng", "", ""},      {"km", "khm", "", "kh"}, {"lo", "lao", "", ""},
    {"th", "tha", "", ""},    {"zh", "zho", "chi", "cn"}, {"ja", "jpn", "", "jp"}, {"ko", "kor", "", "kr"},
    {"fr", "fra", "fre", ""}, {"de", "deu", "ger", ""},   {"es", "spa", "", ""},   {"ru", "rus", "", ""},
    {"pt", "por", "", ""},    {"it", "ita", "", ""},      {"id", "ind", "", ""},   {"ms", "msa", "may", ""},
    {"my", "mya", "bur", ""}, {"hi", "hin", "", ""},      {"ar", "ara", "", ""},   {"cs", "ces", "cze", "cz"},
    {"nl", "nld", "dut", ""}, {"sti", "sti", "", ""},     {"cmo", "cmo", "", ""},  {"jra", "jra", "", ""},
};

std::string small(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

bool unsaid(std::string_view tag) {
    return tag.empty() || tag == "und" || tag == "unk" || tag == "mis" || tag == "mul" || tag == "zxx" ||
           tag == "qaa" || tag == "```";  // an empty code of an old QuickTime file
}

}  // namespace

std::string bcp47(std::string_view tag) {
    std::string whole = small(tag);
    whole.erase(std::remove_if(whole.begin(), whole.end(), [](unsigned char c) { return c <= ' ' || c >= 127; }),
                whole.end());
    const std::string first = whole.substr(0, whole.find_first_of("-_,;"));
    if (unsaid(first)) return {};
    for (const Row& row : kLanguages)
        if (first == row.bcp47 || first == row.terminology || first == row.bibliography || first == row.habit)
            return row.bcp47;
    return first;
}

std::string iso639_2(std::string_view bcp47_tag) {
    const std::string known = bcp47(bcp47_tag);
    for (const Row& row : kLanguages)
        if (known == row.bcp47) return row.terminology;
    return known.size() == 3 ? known : std::string();
}

}  // namespace gatecast
