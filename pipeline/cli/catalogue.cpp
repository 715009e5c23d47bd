// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast catalogue add|find|show|export: everything that was produced, found again.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "pipeline/cli/day.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/text_table.h"
#include "pipeline/media/clip.h"
#include "pipeline/record/as_run.h"
#include "pipeline/record/as_run_table.h"
#include "pipeline/record/catalogue_export.h"
#include "pipeline/render/cue_files.h"
#include "pipeline/trust/durable.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Option kOptions[] = {
    {"catalogue", N_("FILE"), N_("the catalogue (~/.local/share/gatecast/catalogue.sqlite)")},
    {"title", N_("LANG=TEXT"), N_("with add: a title, like vi=\"Chợ phiên\"; may be repeated")},
    {"field", N_("NAME=TEXT"),
     N_("with add: kind, topic, owner, programme, provenance, run, age_label, spoken, "
        "rights_until, translator, proofreader, approval, description, gate; may be repeated")},
    {"kind", N_("KIND"), N_("only of this kind")},
    {"topic", N_("TOPIC"), N_("only on this topic")},
    {"in", N_("LANG"), N_("only what is spoken or subtitled in this language")},
    {"shown-at", N_("DISPLAY"), N_("only what was shown on this display")},
    {"from", N_("DAY"), N_("only what was shown from this day on: 2026-12-02")},
    {"until", N_("DAY"), N_("only what was shown up to this day")},
    {"most", N_("N"), N_("at most so many (50; with export all)")},
    {"output,o", N_("FILE"), N_("with export: .xlsx, .csv or .jsonld")},
    {"media", N_("HOW"), N_("with export: link, copy or none: the media in a folder beside it (link)")},
    kDayForceOption,
    kDaySettingsOption,
    kPresetsOption,
};
constexpr Synopsis kSynopsis{
    N_("catalogue add FILE…|find WORDS|show ID|export -o FILE [WORDS]"),
    N_("Everything produced, with its titles and where it was shown. add: clips (known again by their content), a "
       "day list with its items, or an as-run log, which says where things were shown. find: words in Vietnamese, with "
       "marks or without, Khmer or "
       "English; the ends of words may be left out. export: for people (.xlsx, .csv) and for other systems (.jsonld, "
       "schema.org)."),
    kOptions, 1, 100000};

using ShownEntries = std::vector<ShownEntry>;

bool is_as_run_log(const fs::path& place) {
    return fs::is_directory(place) && !days_of_log(place).empty();
}

void set_title(CatalogueEntry& entry, const std::string& given) {
    const size_t at = given.find('=');
    const std::string tag = at == std::string::npos ? "" : language_tag(given.substr(0, at));
    std::string* title = tag == "vi"   ? &entry.title_vi
                         : tag == "en" ? &entry.title_en
                         : tag == "km" ? &entry.title_km
                                       : nullptr;
    if (title == nullptr) throw UsageError(message("--title {}: write it like vi=\"Chợ phiên\"; vi, en or km.", given));
    *title = given.substr(at + 1);
}

void set_field(CatalogueEntry& entry, const std::string& given) {
    const size_t at = given.find('=');
    const std::string name = given.substr(0, at), value = at == std::string::npos ? "" : given.substr(at + 1);
    if (name == "gate") return entry.fields.gates.push_back(value);
    for (const CatalogueText& text : catalogue_texts())
        if (name == text.name && at != std::string::npos) {
            text.of(entry) = value;
            return;
        }
    throw UsageError(message("--field {}: there is no such field. Write it like kind=film; --help lists them.", given));
}

std::string picture_of(const Clip& clip) {
    if (!clip.video) return {};
    return fmt::format("{}x{} {:.4g} {}", clip.video->size.width, clip.video->size.height, clip.video->rate.value(),
                       clip.video->codec);
}

/// What the file itself says, and what the options say of it.
CatalogueEntry entry_of(const fs::path& file, const Options& options) {
    const Clip clip = probe_clip(file);
    CatalogueEntry entry;
    entry.sha256 = clip.hash;
    entry.file = fs::absolute(file).lexically_normal();
    entry.size_bytes = clip.size_bytes;
    entry.duration = clip.duration;
    entry.picture = picture_of(clip);
    entry.title_vi = clip.title;
    for (const AudioTrack& sound : clip.sounds)
        if (entry.fields.spoken.empty()) entry.fields.spoken = sound.language;
    for (const CueFileRequest& cues : cue_files_beside(file))
        if (!cues.language.empty()) entry.fields.subtitle_languages.push_back(cues.language);
    for (const std::string& title : options.all("title")) set_title(entry, title);
    for (const std::string& field : options.all("field")) set_field(entry, field);
    return entry;
}

/// Says what became of it.
void add_entry(ContentCatalogue& catalogue, const CatalogueEntry& entry, const std::string& word, nlohmann::json& added,
               Console& console) {
    const auto outcome = catalogue.add(entry);
    const CatalogueEntry now = catalogue.by_hash(entry.sha256).value_or(entry);
    constexpr const char* kIds[] = {"new", "updated", "unchanged"};
    added.push_back(
        {{"file", word}, {"id", now.id}, {"sha256", now.sha256}, {"outcome", kIds[static_cast<size_t>(outcome)]}});
    if (outcome == ContentCatalogue::Added::kNew)
        console.say(message("{}: entry {}, new.", word, now.id));
    else if (outcome == ContentCatalogue::Added::kUpdated)
        console.say(message("{}: entry {}, brought up to date.", word, now.id));
    else
        console.say(message("{}: entry {}, known and unchanged.", word, now.id));
}

/// What a day list says of an item goes over what the file itself says.
CatalogueEntry entry_of(const Item& item, const Options& options) {
    CatalogueEntry entry = entry_of(item.media, options);
    const ItemFields of_file = std::exchange(entry.fields, item.fields);
    if (entry.fields.subtitle_languages.empty()) entry.fields.subtitle_languages = of_file.subtitle_languages;
    if (entry.fields.spoken.empty()) entry.fields.spoken = of_file.spoken;
    if (!item.title_vi.empty()) entry.title_vi = item.title_vi;
    entry.title_en = item.title_en;
    entry.title_km = item.title_km;
    return entry;
}

void add_day(ContentCatalogue& catalogue, const fs::path& file, const Options& options, nlohmann::json& added,
             Console& console) {
    for (const Item& item : read_and_tell(file, day_settings(options), console).items) {
        if (item.media.empty()) continue;  // a live relay
        try {
            add_entry(catalogue, entry_of(item, options), item.media.string(), added, console);
        } catch (const UsageError&) {
            throw;
        } catch (const Error& error) {
            console.fail(error.message());  // one bad item of many
        }
    }
}

void add_showings(ContentCatalogue& catalogue, const fs::path& log, nlohmann::json& added, Console& console) {
    int64_t known = 0, unknown = 0;
    for (const AsRunEvent& event : read_events(log, "", "")) {
        if (event.end_reason == EndReason::kSkipped) continue;
        const bool taken = catalogue.add_appearance(
            {event.sha256, event.item, event.display, utc_text(event.start), event.end - event.start});
        ++(taken ? known : unknown);
    }
    added.push_back({{"log", log.string()}, {"showings", known}, {"of_unknown_content", unknown}});
    console.say(
        message("{}: {} showings; {} of files that the catalogue does not know.", log.string(), known, unknown));
}

void add(ContentCatalogue& catalogue, const Options& options, Console& console) {
    nlohmann::json added = nlohmann::json::array();
    const std::vector<std::string> words(options.words().begin() + 1, options.words().end());
    if (words.empty()) throw UsageError(message("catalogue add: name clips, a day list or an as-run log."));
    for (const std::string& word : words) {
        try {
            if (is_as_run_log(word)) {
                add_showings(catalogue, word, added, console);
                continue;
            }
            if (is_day_list_name(word) || fs::exists(fs::path(word) / "day.json"))
                add_day(catalogue, word, options, added, console);
            else
                add_entry(catalogue, entry_of(fs::path(word), options), word, added, console);
        } catch (const UsageError&) {
            throw;
        } catch (const Error& error) {
            console.fail(error.message());  // one bad file of many: the others are added all the same
        }
    }
    if (console.json()) console.print_json(added);
}

CatalogueQuery query_of(const Options& options, int64_t most) {
    CatalogueQuery query;
    for (size_t i = 1; i < options.words().size(); ++i) query.words += (i > 1 ? " " : "") + options.words()[i];
    query.kind = options.one("kind");
    query.topic = options.one("topic");
    query.display = options.one("shown-at");
    query.shown_from = options.one("from");
    query.shown_until = options.one("until");
    query.limit = static_cast<int>(options.number("most", most, 1, 10'000'000));
    if (options.has("in")) query.language = language_tag(options.one("in"));
    if (options.has("in") && query.language.empty())
        throw UsageError(message("{} is not known as a language. Write vi, en or km.", options.one("in")));
    return query;
}

ShownEntries with_showings(const ContentCatalogue& catalogue, std::vector<CatalogueEntry> entries) {
    ShownEntries shown;
    for (CatalogueEntry& entry : entries) {
        const int64_t id = entry.id;
        shown.push_back({std::move(entry), catalogue.appearances_of(id), {}});
    }
    return shown;
}

std::string title_of(const CatalogueEntry& entry) {
    for (const std::string* title : {&entry.title_vi, &entry.title_en, &entry.title_km})
        if (!title->empty()) return *title;
    return entry.file.stem().string();
}

std::string length_of(const CatalogueEntry& entry) {
    return duration_text(std::chrono::round<std::chrono::milliseconds>(entry.duration));
}

void find(ContentCatalogue& catalogue, const Options& options, Console& console) {
    const ShownEntries found = with_showings(catalogue, catalogue.find(query_of(options, 50)));
    if (console.json()) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const ShownEntry& shown : found) list.push_back(json_of(shown));
        return console.print_json(list);
    }
    if (found.empty())
        return console.say(message("Nothing is called so. {} entries are in the catalogue.", catalogue.size()));
    std::vector<std::vector<std::string>> rows{{console.text(N_("No.")), console.text(N_("Title")),
                                                console.text(N_("Duration")), console.text(N_("Kind")),
                                                console.text(N_("Times shown")), console.text(N_("File"))}};
    for (const auto& [entry, showings, media] : found)
        rows.push_back({std::to_string(entry.id), title_of(entry), length_of(entry), entry.fields.kind,
                        std::to_string(showings.size()), entry.file.string()});
    print_table(rows, console);
}

void show(const ContentCatalogue& catalogue, const Options& options, Console& console) {
    const std::string id = options.words().size() == 2 ? options.words()[1] : "";
    if (id.empty() || id.size() > 15 || id.find_first_not_of("0123456789") != std::string::npos)
        throw UsageError(message("catalogue show: give the number of one entry; find shows the numbers."));
    const auto entry = catalogue.by_id(std::stoll(id));
    if (!entry) throw Error(message("There is no entry {}. gatecast catalogue find shows the numbers.", id));
    const ShownEntry shown{*entry, catalogue.appearances_of(entry->id), {}};
    if (console.json()) return console.print_json(json_of(shown));
    std::vector<std::vector<std::string>> rows;
    const Sheet sheet = catalogue_sheet({shown});
    for (size_t i = 0; i < sheet.head.size(); ++i)
        if (!sheet.rows[0][i].empty()) rows.push_back({console.text(sheet.head[i].c_str()), sheet.rows[0][i]});
    print_table(rows, console);
    for (const Appearance& showing : shown.showings)
        console.say(
            message("Shown on {} at {} for {}.", showing.display, showing.start, duration_text(showing.duration)));
}

/// The media in a folder beside the export, as links or copies; entries whose file is gone are told.
void put_media(ShownEntries& entries, const fs::path& file, const std::string& how, Console& console) {
    if (how != "link" && how != "copy" && how != "none")
        throw UsageError(message("--media {}: unknown. Allowed: link, copy, none.", how));
    if (how == "none") return;
    const fs::path folder = file.parent_path() / (file.stem().string() + "-media");
    fs::create_directories(folder);
    for (ShownEntry& shown : entries) {
        const fs::path& from = shown.entry.file;
        if (!fs::is_regular_file(from)) {
            console.warn(message("{}: the file of entry {} is no longer there.", from.string(), shown.entry.id));
            continue;
        }
        const fs::path to = folder / fmt::format("{:06}-{}", shown.entry.id, from.filename().string());
        std::error_code error;
        fs::remove(to, error);
        if (how == "copy")
            fs::copy_file(from, to, error);
        else
            fs::create_symlink(from, to, error);
        if (error)
            throw Error(message("{} cannot be written ({}). Check its folder, its rights and the space on the disk.",
                                to.string(), error.message()));
        shown.media = (folder.filename() / to.filename()).string();
    }
}

void export_entries(ContentCatalogue& catalogue, const Options& options, Console& console) {
    const fs::path file = options.one("output");
    if (file.empty())
        throw UsageError(message("catalogue export: say the file to write: -o FILE.xlsx, .csv or .jsonld."));
    refuse_to_overwrite(file, options);
    ShownEntries entries = with_showings(catalogue, catalogue.find(query_of(options, 10'000'000)));
    put_media(entries, file, options.one("media", "link"), console);
    if (file.extension() == ".jsonld" || file.extension() == ".json") {
        const auto json = entries.size() == 1 ? video_object(entries.front()) : video_list(entries);
        write_durably(file, json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
    } else {
        Sheet sheet = catalogue_sheet(entries);
        for (std::string& head : sheet.head) head = console.text(head.c_str());
        write_sheets(file, {sheet});
    }
    console.say(message("{}: {} entries.", file.string(), entries.size()));
    if (console.json()) console.print_json({{"file", file.string()}, {"entries", entries.size()}});
}

}  // namespace

int run_catalogue(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const std::string& verb = options->words().front();
    ContentCatalogue catalogue(options->has("catalogue") ? fs::path(options->one("catalogue"))
                                                         : ContentCatalogue::default_file());
    if (verb == "add")
        add(catalogue, *options, console);
    else if (verb == "find")
        find(catalogue, *options, console);
    else if (verb == "show")
        show(catalogue, *options, console);
    else if (verb == "export")
        export_entries(catalogue, *options, console);
    else
        throw UsageError(message("catalogue {}: unknown. Allowed: add, find, show, export.", verb));
    return console.exit_code();
}

}  // namespace gatecast
