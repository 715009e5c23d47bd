// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences in the user's language, from gettext's compiled catalogues. They are read here and not by libintl: that one
// needs the language's locale installed (a bare Debian has only C) and keeps one language for the whole process.
// Called by the console and by pages; a catalogue is a value that any thread may read.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "presets/message.h"

namespace gatecast {

class Catalogue {
public:
    /// English: the sentences as they are.
    Catalogue() = default;
    /// Reads a .mo file; one that is missing or not a catalogue leaves the sentences in English.
    Catalogue(const std::filesystem::path& file, std::string language);

    [[nodiscard]] std::string text(const Message& message) const {
        return fill(sentence(message.sentence), message.values);
    }
    /// The translation of one literal, or the literal itself.
    [[nodiscard]] const std::string& sentence(const std::string& english) const;
    [[nodiscard]] size_t size() const { return sentences_.size(); }
    /// What the sentences are in: "en" where there was no catalogue.
    [[nodiscard]] const std::string& language() const { return language_; }

private:
    std::string language_ = "en";
    std::unordered_map<std::string, std::string> sentences_;
};

/// Settings a language is chosen by, in this order; empty: not said.
struct LanguageSettings {
    std::string option;       // --language
    std::string environment;  // GATECAST_LANGUAGE
    std::string locale;       // LC_ALL, LC_MESSAGES or LANG
};

/// "vi" or "en"; Vietnamese where nothing says otherwise. Throws Error for an option or a variable that is neither.
[[nodiscard]] std::string choose_language(const LanguageSettings& settings);

/// The catalogue of `language` from the first of `directories` that has one.
[[nodiscard]] Catalogue open_catalogue(const std::string& language, std::span<const std::filesystem::path> directories);

}  // namespace gatecast
