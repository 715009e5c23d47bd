// SPDX-License-Identifier: GPL-3.0-or-later
// The bank of approved phrases in three languages, with typed blanks: what may go out as a notice at once. A blank
// takes a time, a number, or a place of the bank's own list, so that nothing unapproved can be said with it. Values;
// read by the site process.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "presets/graphic.h"
#include "presets/option_table.h"

namespace gatecast {

struct Phrase {
    std::string id;
    std::vector<std::string> vi, en, km;  // a title and lines; "{gio:time}", "{so:number}", "{noi:place}"
    int priority = 0;
};

struct PhrasePlace {
    std::string id, vi, en, km;
};

using Blanks = std::map<std::string, std::string>;

class PhraseBank {
public:
    /// Everything that is wrong with it, each with its place.
    static PhraseBank read(const std::filesystem::path& file, Problems& problems);

    /// The words of a notice. Throws Error for a phrase that is not in the bank, and for a blank that is missing or not
    /// of its type.
    [[nodiscard]] Words fill(const std::string& id, const Blanks& blanks) const;
    [[nodiscard]] const std::vector<Phrase>& phrases() const { return phrases_; }
    [[nodiscard]] int priority(const std::string& id) const;

private:
    [[nodiscard]] const Phrase& named(const std::string& id) const;
    [[nodiscard]] std::string value_of(const std::string& name, const std::string& type, const std::string& language,
                                       const Blanks& blanks) const;
    [[nodiscard]] std::string fill_line(const std::string& line, const std::string& language,
                                        const Blanks& blanks) const;
    void check(const std::string& file, Problems& problems) const;

    std::vector<Phrase> phrases_;
    std::vector<PhrasePlace> places_;
};

}  // namespace gatecast
