// SPDX-License-Identifier: GPL-3.0-or-later
// What brings a catalogue's file from each version to the next. A released step is never changed, only followed by
// another. Used by ContentCatalogue.
#pragma once

namespace gatecast {

inline constexpr const char* kCatalogueMigrations[] = {
    R"(
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, file TEXT NOT NULL, size_bytes INTEGER NOT NULL,
    duration_ns INTEGER NOT NULL, picture TEXT NOT NULL, added TEXT NOT NULL, updated TEXT NOT NULL,
    title_vi TEXT NOT NULL, title_en TEXT NOT NULL, title_km TEXT NOT NULL, description TEXT NOT NULL,
    kind TEXT NOT NULL, topic TEXT NOT NULL, owner TEXT NOT NULL, programme TEXT NOT NULL, provenance TEXT NOT NULL,
    run TEXT NOT NULL, age_label TEXT NOT NULL, spoken TEXT NOT NULL, rights_until TEXT NOT NULL,
    translator TEXT NOT NULL, proofreader TEXT NOT NULL, approval TEXT NOT NULL,
    subtitle_languages TEXT NOT NULL, gates TEXT NOT NULL);
CREATE INDEX entry_kind ON entry (kind);
CREATE INDEX entry_topic ON entry (topic);
CREATE TABLE showing (
    entry INTEGER NOT NULL REFERENCES entry (id), display TEXT NOT NULL, start TEXT NOT NULL,
    duration_ms INTEGER NOT NULL, item TEXT NOT NULL, PRIMARY KEY (entry, display, start)) WITHOUT ROWID;
CREATE INDEX showing_start ON showing (start);
CREATE TABLE copy (
    sha256 TEXT PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry (id), display TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (title, others, marked, prefix = '2 3 4',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(4.0, 1.0, 3.0)');
)",
};

}  // namespace gatecast
