// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/catalogue.h"

#include <algorithm>
#include <cstdlib>

#include "pipeline/record/as_run_event.h"
#include "pipeline/record/catalogue_schema.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

using Entry = CatalogueEntry;
constexpr CatalogueText kTexts[] = {
    {"title_vi", N_("Title, Vietnamese"), [](Entry& e) -> std::string& { return e.title_vi; }},
    {"title_en", N_("Title, English"), [](Entry& e) -> std::string& { return e.title_en; }},
    {"title_km", N_("Title, Khmer"), [](Entry& e) -> std::string& { return e.title_km; }},
    {"description", N_("Description"), [](Entry& e) -> std::string& { return e.description; }},
    {"kind", N_("Kind"), [](Entry& e) -> std::string& { return e.fields.kind; }},
    {"topic", N_("Topic"), [](Entry& e) -> std::string& { return e.fields.topic; }},
    {"owner", N_("Owner"), [](Entry& e) -> std::string& { return e.fields.owner; }},
    {"programme", N_("Programme or budget line"), [](Entry& e) -> std::string& { return e.fields.programme; }},
    {"provenance", N_("Own or taken over"), [](Entry& e) -> std::string& { return e.fields.provenance; }},
    {"run", N_("First run or repeat"), [](Entry& e) -> std::string& { return e.fields.run; }},
    {"age_label", N_("Age label"), [](Entry& e) -> std::string& { return e.fields.age_label; }},
    {"spoken", N_("Spoken"), [](Entry& e) -> std::string& { return e.fields.spoken; }},
    {"rights_until", N_("Rights until"), [](Entry& e) -> std::string& { return e.fields.rights_until; }},
    {"translator", N_("Translator"), [](Entry& e) -> std::string& { return e.fields.translator; }},
    {"proofreader", N_("Proofreader"), [](Entry& e) -> std::string& { return e.fields.proofreader; }},
    {"approval", N_("Approval"), [](Entry& e) -> std::string& { return e.fields.approval; }},
};

constexpr int kRankedMost = 4000;

/// Lists are kept with a mark at both ends too, so that one of them is found by instr().
constexpr char kMark = '\n';

std::string list_text(const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& each : list) text += kMark + each;
    return text.empty() ? text : text + kMark;
}

std::vector<std::string> list_of(const std::string& text) {
    std::vector<std::string> list;
    for (size_t from = 1, end; from < text.size(); from = end + 1) {
        end = std::min(text.find(kMark, from), text.size());
        list.push_back(text.substr(from, end - from));
    }
    return list;
}

/// "id, sha256, …" in the order that read_entry() takes.
std::string columns(const char* before = "") {
    std::string names;
    for (const char* name : {"id", "sha256", "file", "size_bytes", "duration_ns", "picture", "added", "updated",
                             "subtitle_languages", "gates"})
        names += fmt::format("{}{}{}", names.empty() ? "" : ", ", before, name);
    for (const CatalogueText& text : kTexts) names += fmt::format(", {}{}", before, text.name);
    return names;
}

Entry read_entry(const Statement& row) {
    Entry entry;
    entry.id = row.number(0);
    entry.sha256 = row.text(1);
    entry.file = row.text(2);
    entry.size_bytes = row.number(3);
    entry.duration = Time(row.number(4));
    entry.picture = row.text(5);
    entry.added = row.text(6);
    entry.updated = row.text(7);
    entry.fields.subtitle_languages = list_of(row.text(8));
    entry.fields.gates = list_of(row.text(9));
    int column = 10;
    for (const CatalogueText& text : kTexts) text.of(entry) = row.text(column++);
    return entry;
}

/// What `said` says, over what was known. Whether anything changed.
bool merge(Entry& known, Entry said) {
    bool changed = false;
    const auto take = [&changed](auto& to, auto& from, bool says) {
        if (!says || to == from) return;
        to = from;
        changed = true;
    };
    for (const CatalogueText& text : kTexts) take(text.of(known), text.of(said), !text.of(said).empty());
    take(known.file, said.file, !said.file.empty());
    take(known.picture, said.picture, !said.picture.empty());
    take(known.size_bytes, said.size_bytes, said.size_bytes > 0);
    take(known.duration, said.duration, said.duration > Time(0));
    ItemFields &to = known.fields, &from = said.fields;
    take(to.subtitle_languages, from.subtitle_languages, !from.subtitle_languages.empty());
    take(to.gates, from.gates, !from.gates.empty());
    return changed;
}

std::string now_text() {
    return utc_text(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())).substr(0, 19) +
           "Z";
}

/// A day at the place as the moment it begins, for comparing with starts; `days` later.
std::string day_begins(const std::string& day, int days) {
    const auto midnight = utc_time(day + "T00:00:00.000Z");
    if (!midnight) throw Error(message("{}: no day. Write it like {}.", day, "2026-12-31"));
    return utc_text(*midnight + std::chrono::hours(24 * days - 7));
}

/// The conditions of a query beside its words, and what is bound to them.
struct Conditions {
    std::string sql;
    std::vector<std::string> values;
    void add(const char* condition, std::vector<std::string> bound) {
        sql += std::string(" AND ") + condition;
        values.insert(values.end(), bound.begin(), bound.end());
    }
};

Conditions conditions_of(const CatalogueQuery& query) {
    Conditions found;
    if (!query.kind.empty()) found.add("e.kind = ?", {query.kind});
    if (!query.topic.empty()) found.add("e.topic = ?", {query.topic});
    if (!query.language.empty())
        found.add("(e.spoken = ? OR instr(e.subtitle_languages, ?))", {query.language, kMark + query.language + kMark});
    if (query.display.empty() && query.shown_from.empty() && query.shown_until.empty()) return found;
    Conditions shown;
    if (!query.display.empty()) shown.add("s.display = ?", {query.display});
    if (!query.shown_from.empty()) shown.add("s.start >= ?", {day_begins(query.shown_from, 0)});
    if (!query.shown_until.empty()) shown.add("s.start < ?", {day_begins(query.shown_until, 1)});
    found.add(("EXISTS (SELECT 1 FROM showing s WHERE s.entry = e.id" + shown.sql + ")").c_str(), shown.values);
    return found;
}

}  // namespace

std::span<const CatalogueText> catalogue_texts() {
    return kTexts;
}

const std::string& text_of(const Entry& entry, const CatalogueText& which) {
    return which.of(const_cast<Entry&>(entry));  // one table for reading and writing; nothing is written here
}

fs::path ContentCatalogue::default_file() {
    const auto from_environment = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr ? fs::path(value) : fs::path();
    };
    fs::path folder = from_environment("XDG_DATA_HOME");
    if (!folder.is_absolute()) folder = from_environment("HOME") / ".local" / "share";
    return folder / "gatecast" / "catalogue.sqlite";
}

ContentCatalogue::ContentCatalogue(const fs::path& file) : database_(file, kCatalogueMigrations) {}

void ContentCatalogue::store(Entry& entry) {
    std::string places = "?";
    for (size_t i = 0; i < 9 + std::size(kTexts); ++i) places += ", ?";
    Statement put = database_.prepare("INSERT OR REPLACE INTO entry (" + columns() + ") VALUES (" + places + ")");
    put.bind(entry.id).bind(entry.sha256).bind(entry.file.string()).bind(entry.size_bytes).bind(entry.duration.count());
    put.bind(entry.picture).bind(entry.added).bind(entry.updated).bind(list_text(entry.fields.subtitle_languages));
    put.bind(list_text(entry.fields.gates));
    for (const CatalogueText& text : kTexts) put.bind(text.of(entry));
    put.run();
    const std::string titles = entry.title_vi + ' ' + entry.title_en + ' ' + entry.title_km;
    const std::string others = entry.description + ' ' + entry.fields.owner + ' ' + entry.fields.programme + ' ' +
                               entry.fields.translator + ' ' + entry.file.stem().string();
    database_.prepare("INSERT OR REPLACE INTO words (rowid, title, others, marked) VALUES (?, ?, ?, ?)")
        .bind(entry.id)
        .bind(search_text_.index_words(titles))
        .bind(search_text_.index_words(others))
        .bind(search_text_.marked_words(titles))
        .run();
}

ContentCatalogue::Added ContentCatalogue::put(Entry entry) {
    if (entry.sha256.empty()) throw Error(message("An entry of the catalogue needs its content's SHA-256."));
    const auto known = by_hash(entry.sha256);
    Entry now = known.value_or(entry);
    if (known && !merge(now, entry)) return Added::kUnchanged;
    now.updated = now_text();
    if (!known) {
        now.added = now.updated;
        Statement next = database_.prepare("SELECT COALESCE(MAX(id), 0) + 1 FROM entry");
        next.step();
        now.id = next.number(0);
    }
    store(now);
    return known ? Added::kUpdated : Added::kNew;
}

ContentCatalogue::Added ContentCatalogue::add(const Entry& entry) {
    Transaction transaction(database_);
    const Added added = put(entry);
    transaction.commit();
    return added;
}

void ContentCatalogue::add_all(std::span<const Entry> entries) {
    Transaction transaction(database_);
    for (const Entry& entry : entries) put(entry);
    transaction.commit();
}

void ContentCatalogue::add_copy(std::string_view sha256, std::string_view of, std::string_view display) {
    const auto entry = by_hash(of);
    if (!entry || sha256 == entry->sha256) return;
    database_.prepare("INSERT OR REPLACE INTO copy (sha256, entry, display) VALUES (?, ?, ?)")
        .bind(sha256)
        .bind(entry->id)
        .bind(display)
        .run();
}

bool ContentCatalogue::add_appearance(const Appearance& showing) {
    const auto entry = by_hash(showing.sha256);
    if (!entry) return false;
    database_
        .prepare("INSERT OR REPLACE INTO showing (entry, display, start, duration_ms, item) VALUES (?, ?, ?, ?, ?)")
        .bind(entry->id)
        .bind(showing.display)
        .bind(showing.start)
        .bind(showing.duration.count())
        .bind(showing.item)
        .run();
    return true;
}

std::vector<Entry> ContentCatalogue::find(const CatalogueQuery& query) {
    const Conditions conditions = conditions_of(query);
    const std::string match = search_text_.match_expression(query.words);
    std::vector<Entry> found;
    if (match.empty() && !query.words.empty()) return found;
    // The ranking reads the index alone: whole entries are fetched for those that are shown. Of words that stand in
    // thousands of entries the newest are ranked.
    const std::string join = conditions.sql.empty() ? "" : " JOIN entry e ON e.id = words.rowid";
    const std::string sql =
        match.empty()
            ? "SELECT " + columns("e.") + " FROM entry e WHERE 1" + conditions.sql + " ORDER BY e.id DESC LIMIT ?"
            : "SELECT " + columns("f.") +
                  " FROM (SELECT id, place FROM (SELECT words.rowid AS id, rank AS place FROM words" + join +
                  " WHERE words MATCH ?" + conditions.sql + " ORDER BY words.rowid DESC LIMIT " +
                  std::to_string(std::max(kRankedMost, query.limit)) +
                  ") ORDER BY place LIMIT ?) hit JOIN entry f ON f.id = hit.id ORDER BY hit.place, f.id";
    Statement statement = database_.prepare(sql);
    if (!match.empty()) statement.bind(match);
    for (const std::string& value : conditions.values) statement.bind(value);
    statement.bind(int64_t{query.limit});
    while (statement.step()) found.push_back(read_entry(statement));
    return found;
}

std::optional<Entry> ContentCatalogue::by_id(int64_t id) const {
    Statement statement = database_.prepare("SELECT " + columns() + " FROM entry WHERE id = ?");
    statement.bind(id);
    if (!statement.step()) return std::nullopt;
    return read_entry(statement);
}

std::optional<Entry> ContentCatalogue::by_hash(std::string_view sha256) const {
    Statement statement = database_.prepare("SELECT " + columns() +
                                            " FROM entry WHERE sha256 = ?1 OR id = (SELECT entry "
                                            "FROM copy WHERE sha256 = ?1)");
    statement.bind(sha256);
    if (!statement.step()) return std::nullopt;
    return read_entry(statement);
}

std::vector<Appearance> ContentCatalogue::appearances_of(int64_t id) const {
    Statement statement = database_.prepare(
        "SELECT item, display, start, duration_ms FROM showing WHERE entry = ? ORDER BY start, display");
    statement.bind(id);
    std::vector<Appearance> showings;
    while (statement.step())
        showings.push_back({{},
                            statement.text(0),
                            statement.text(1),
                            statement.text(2),
                            std::chrono::milliseconds(statement.number(3))});
    return showings;
}

int64_t ContentCatalogue::size() const {
    Statement statement = database_.prepare("SELECT COUNT(*) FROM entry");
    statement.step();
    return statement.number(0);
}

}  // namespace gatecast
