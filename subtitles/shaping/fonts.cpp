// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/shaping/fonts.h"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <sodium.h>

#include <array>
#include <map>
#include <optional>
#include <tuple>

#include "subtitles/shaping/font_face.h"

namespace gatecast {
namespace {

struct FontFile {
    std::filesystem::path path;
    unsigned index = 0;
};

struct DestroyPattern {
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
struct DestroyFontSet {
    void operator()(FcFontSet* set) const { FcFontSetDestroy(set); }
};
struct DestroyObjectSet {
    void operator()(FcObjectSet* set) const { FcObjectSetDestroy(set); }
};

bool names_a_file(const std::string& family) {
    return family.find('/') != std::string::npos;
}

int number(FcPattern* pattern, const char* what, int otherwise) {
    int value = otherwise;
    return FcPatternGetInteger(pattern, what, 0, &value) == FcResultMatch ? value : otherwise;
}

// Weight, slant and width as asked, nothing near it. The pattern of a variable font as a whole has ranges: skipped, its
// named instances come by themselves.
bool is_exactly(FcPattern* pattern, const FontChoice& choice) {
    FcBool variable = FcFalse;
    FcPatternGetBool(pattern, FC_VARIABLE, 0, &variable);
    if (variable) return false;
    const int weight = number(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR);
    const bool right_weight =
        choice.bold ? weight == FC_WEIGHT_BOLD : weight == FC_WEIGHT_REGULAR || weight == FC_WEIGHT_BOOK;
    const bool slanted = number(pattern, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN;
    return right_weight && slanted == choice.italic && number(pattern, FC_WIDTH, FC_WIDTH_NORMAL) == FC_WIDTH_NORMAL;
}

// FcFontList, unlike FcFontMatch, never answers with a neighbour.
std::optional<FontFile> installed_file(const FontChoice& choice) {
    const std::unique_ptr<FcPattern, DestroyPattern> asked(FcPatternCreate());
    FcPatternAddString(asked.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(choice.family.c_str()));
    FcPatternAddBool(asked.get(), FC_SCALABLE, FcTrue);
    const std::unique_ptr<FcObjectSet, DestroyObjectSet> wanted(
        FcObjectSetBuild(FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, FC_WIDTH, FC_VARIABLE, nullptr));
    const std::unique_ptr<FcFontSet, DestroyFontSet> found(FcFontList(nullptr, asked.get(), wanted.get()));
    std::optional<FontFile> best;
    for (int i = 0; found && i < found->nfont; ++i) {
        FcPattern* pattern = found->fonts[i];
        FcChar8* file = nullptr;
        if (!is_exactly(pattern, choice) || FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch) continue;
        FontFile one{reinterpret_cast<const char*>(file), static_cast<unsigned>(number(pattern, FC_INDEX, 0))};
        if (!best || one.path < best->path) best = std::move(one);  // installed twice: the same one every time
    }
    return best;
}

// "/fonts/x.ttc#1": the second face of a collection. A file is the weight it is; it has no slanted sister.
std::optional<FontFile> named_file(const FontChoice& choice) {
    if (choice.italic) return std::nullopt;
    const size_t hash = choice.family.rfind('#');
    const std::string digits = hash == std::string::npos ? "" : choice.family.substr(hash + 1);
    if (digits.empty() || digits.size() > 3 || digits.find_first_not_of("0123456789") != std::string::npos) {
        return FontFile{choice.family, 0};
    }
    return FontFile{choice.family.substr(0, hash), static_cast<unsigned>(std::stoul(digits))};
}

}  // namespace

struct FontSet::Parts {
    std::map<std::tuple<std::string, bool, bool>, std::unique_ptr<FontFace>> faces;  // null: looked for, not there
    std::map<const FontFace*, std::string> hashes;
};

FontSet::FontSet() : parts_(std::make_unique<Parts>()) {}
FontSet::~FontSet() = default;
FontSet::FontSet(FontSet&&) noexcept = default;
FontSet& FontSet::operator=(FontSet&&) noexcept = default;

const FontFace* FontSet::find(const FontChoice& choice) {
    const auto [place, fresh] = parts_->faces.try_emplace({choice.family, choice.bold, choice.italic});
    if (fresh) {
        const std::optional<FontFile> file = names_a_file(choice.family) ? named_file(choice) : installed_file(choice);
        if (file) place->second = FontFace::open(file->path, file->index);
    }
    return place->second.get();
}

std::string FontSet::hash_of(const FontFace& face) {
    std::string& hash = parts_->hashes[&face];
    if (!hash.empty()) return hash;
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    const std::string_view bytes = face.bytes();
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    for (const unsigned char byte : digest) hash += fmt::format("{:02x}", byte);
    return hash;
}

const char* package_of_family(std::string_view family) {
    if (family.starts_with("Khmer OS")) return "fonts-khmeros";
    if (family.find("CJK") != std::string_view::npos) return "fonts-noto-cjk";
    if (family.starts_with("Noto")) return "fonts-noto-core";
    if (family.starts_with("DejaVu")) return "fonts-dejavu-core";
    return "";
}

}  // namespace gatecast
