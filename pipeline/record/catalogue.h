// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue of everything produced: one entry for each content (by its SHA-256), with titles in three languages,
// the fields that reports ask for, and where it was shown; found by words in Vietnamese with or without marks, Khmer
// and English. One SQLite file. Called by `gatecast catalogue`, by the night and by live; one object a thread.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/playlist/item.h"
#include "pipeline/record/database.h"
#include "pipeline/record/search_text.h"

namespace gatecast {

struct CatalogueEntry {
    int64_t id = 0;  // given by the catalogue
    std::string sha256;
    std::filesystem::path file;  // where it was last seen
    int64_t size_bytes = 0;
    Time duration{0};
    std::string picture;  // "1920x1080 25 h264", for people
    std::string title_vi, title_en, title_km;
    std::string description;  // any language; searched
    ItemFields fields;
    std::string added, updated;  // UTC, "2026-12-02T10:00:00Z"
};

/// A text of an entry by its name: for storing, filtering, exporting and options alike, ONE table.
struct CatalogueText {
    const char* name;   // column, option, JSON
    const char* label;  // N_()
    std::string& (*of)(CatalogueEntry& entry);
};
[[nodiscard]] std::span<const CatalogueText> catalogue_texts();
[[nodiscard]] const std::string& text_of(const CatalogueEntry& entry, const CatalogueText& which);

/// Once on a display; from an as-run log.
struct Appearance {
    std::string sha256;  // of the content or of a copy
    std::string item;
    std::string display;
    std::string start;  // UTC, "2026-12-02T10:00:00.000Z"
    std::chrono::milliseconds duration{0};
};

struct CatalogueQuery {
    std::string words;                           // empty: everything
    std::string kind, topic, language, display;  // language: spoken or subtitled; display: shown there
    std::string shown_from, shown_until;         // days at the place, "2026-12-02", both included
    int limit = 50;
};

class ContentCatalogue {
public:
    explicit ContentCatalogue(const std::filesystem::path& file);
    /// $XDG_DATA_HOME/gatecast/catalogue.sqlite (~/.local/share/…).
    [[nodiscard]] static std::filesystem::path default_file();

    enum class Added : uint8_t { kNew, kUpdated, kUnchanged };
    /// A content that is known gets what the entry says and keeps what it leaves empty.
    Added add(const CatalogueEntry& entry);
    /// All or none.
    void add_all(std::span<const CatalogueEntry> entries);
    /// A file that was made of a content for a display: what is known of the one is known of the other.
    void add_copy(std::string_view sha256, std::string_view of, std::string_view display);
    /// The same showing twice is one. False: no entry is that content or a copy of it.
    bool add_appearance(const Appearance& showing);

    [[nodiscard]] std::vector<CatalogueEntry> find(const CatalogueQuery& query);
    [[nodiscard]] std::optional<CatalogueEntry> by_id(int64_t id) const;
    /// Of the content or of a copy.
    [[nodiscard]] std::optional<CatalogueEntry> by_hash(std::string_view sha256) const;
    [[nodiscard]] std::vector<Appearance> appearances_of(int64_t id) const;
    [[nodiscard]] int64_t size() const;

private:
    Added put(CatalogueEntry entry);
    void store(CatalogueEntry& entry);

    Database database_;
    SearchText search_text_;
};

}  // namespace gatecast
