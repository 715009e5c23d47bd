// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/pages/language.h"

#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>

namespace gatecast {
namespace {

constexpr uint32_t kMoMagic = 0x950412de;

/// The .mo format: magic, revision, count, offset of the originals' table, offset of the translations' table; a table
/// row is a length and an offset. msgfmt writes the machine's own byte order unless told otherwise.
class MoFile {
public:
    explicit MoFile(const std::string& bytes) : bytes_(bytes.begin(), bytes.end()) {}

    [[nodiscard]] bool valid() const { return number(0) == kMoMagic && (number(4) >> 16) == 0; }
    [[nodiscard]] uint32_t count() const { return number(8); }
    [[nodiscard]] std::string original(uint32_t i) const { return row(number(12), i); }
    [[nodiscard]] std::string translation(uint32_t i) const { return row(number(16), i); }

private:
    [[nodiscard]] uint32_t number(size_t offset) const {
        uint32_t value = 0;
        if (offset + sizeof value <= bytes_.size()) std::memcpy(&value, bytes_.data() + offset, sizeof value);
        return value;
    }
    [[nodiscard]] std::string row(uint32_t table, uint32_t i) const {
        const size_t entry = static_cast<size_t>(table) + 8 * static_cast<size_t>(i);
        const size_t length = number(entry);
        const size_t offset = number(entry + 4);
        if (offset > bytes_.size() || length > bytes_.size() - offset) return {};
        return {bytes_.data() + offset, length};
    }

    std::vector<char> bytes_;
};

std::string language_of(const std::string& said) {
    const std::string two = said.substr(0, 2);
    const bool whole_word =
        said.size() == 2 || (said.size() > 2 && (said[2] == '_' || said[2] == '-' || said[2] == '.'));
    return whole_word && (two == "vi" || two == "en") ? two : std::string{};
}

}  // namespace

Catalogue::Catalogue(const std::filesystem::path& file, std::string language) {
    std::ifstream stream(file, std::ios::binary);
    const MoFile mo(std::string(std::istreambuf_iterator<char>(stream), {}));
    if (!mo.valid()) return;
    language_ = std::move(language);
    for (uint32_t i = 0; i < mo.count(); ++i) {
        std::string original = mo.original(i);
        std::string translation = mo.translation(i);
        if (!original.empty() && !translation.empty()) sentences_.emplace(std::move(original), std::move(translation));
    }
}

const std::string& Catalogue::sentence(const std::string& english) const {
    const auto found = sentences_.find(english);
    return found == sentences_.end() ? english : found->second;
}

std::string choose_language(const LanguageSettings& settings) {
    for (const std::string* said : {&settings.option, &settings.environment}) {
        if (said->empty()) continue;
        const std::string language = language_of(*said);
        if (language.empty()) throw Error(message("Language {}: there are vi and en.", *said));
        return language;
    }
    const std::string language = language_of(settings.locale);
    return language.empty() ? "vi" : language;
}

Catalogue open_catalogue(const std::string& language, std::span<const std::filesystem::path> directories) {
    for (const std::filesystem::path& directory : directories) {
        const std::filesystem::path file = directory / language / "LC_MESSAGES" / "gatecast.mo";
        std::error_code error;
        if (std::filesystem::is_regular_file(file, error)) return Catalogue(file, language);
    }
    return {};
}

}  // namespace gatecast
