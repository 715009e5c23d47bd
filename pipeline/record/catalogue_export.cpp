// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/catalogue_export.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/record/as_run_table.h"

namespace gatecast {
namespace {

using nlohmann::ordered_json;

std::chrono::milliseconds millis(Time time) {
    return std::chrono::round<std::chrono::milliseconds>(time);
}

std::string iso_duration(std::chrono::milliseconds duration) {
    const int64_t ms = duration.count(), s = ms / 1000;
    const std::string fraction = ms % 1000 == 0 ? "" : fmt::format(".{:03}", ms % 1000);
    return fmt::format("PT{}H{}M{}{}S", s / 3600, s / 60 % 60, s % 60, fraction);
}

ordered_json titles(const CatalogueEntry& entry) {
    ordered_json names = ordered_json::array();
    for (const auto& [language, title] :
         {std::pair("vi", &entry.title_vi), std::pair("en", &entry.title_en), std::pair("km", &entry.title_km)})
        if (!title->empty()) names.push_back({{"@value", *title}, {"@language", language}});
    if (names.empty()) names.push_back(entry.file.stem().string());
    return names;
}

void put(ordered_json& json, const char* name, const std::string& text) {
    if (!text.empty()) json[name] = text;
}

void put_of(ordered_json& json, const char* name, const char* type, const std::string& text) {
    if (!text.empty()) json[name] = {{"@type", type}, {"name", text}};
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

}  // namespace

ordered_json json_of(const ShownEntry& shown) {
    const CatalogueEntry& entry = shown.entry;
    ordered_json json{{"id", entry.id},
                      {"sha256", entry.sha256},
                      {"file", entry.file.string()},
                      {"size_bytes", entry.size_bytes},
                      {"duration_s", static_cast<double>(millis(entry.duration).count()) / 1000},
                      {"picture", entry.picture}};
    for (const CatalogueText& text : catalogue_texts()) json[text.name] = text_of(entry, text);
    json["subtitle_languages"] = entry.fields.subtitle_languages;
    json["gates"] = entry.fields.gates;
    json["added"] = entry.added;
    json["updated"] = entry.updated;
    json["shown"] = ordered_json::array();
    for (const Appearance& showing : shown.showings)
        json["shown"].push_back({{"display", showing.display},
                                 {"item", showing.item},
                                 {"start", showing.start},
                                 {"duration_s", static_cast<double>(showing.duration.count()) / 1000}});
    return json;
}

ordered_json video_object(const ShownEntry& shown) {
    const CatalogueEntry& entry = shown.entry;
    ordered_json json{{"@context", "https://schema.org"},
                      {"@type", "VideoObject"},
                      {"@id", "urn:sha256:" + entry.sha256},
                      {"name", titles(entry)},
                      {"duration", iso_duration(millis(entry.duration))},
                      {"sha256", entry.sha256},
                      {"contentSize", std::to_string(entry.size_bytes)},
                      {"uploadDate", entry.added},
                      {"dateModified", entry.updated}};
    put(json, "description", entry.description);
    put(json, "contentUrl", shown.media);
    put(json, "inLanguage", entry.fields.spoken);
    if (!entry.fields.subtitle_languages.empty()) {
        json["caption"] = ordered_json::array();
        for (const std::string& language : entry.fields.subtitle_languages)
            json["caption"].push_back({{"@type", "MediaObject"}, {"inLanguage", language}});
    }
    put(json, "genre", entry.fields.kind);
    put(json, "about", entry.fields.topic);
    put(json, "contentRating", entry.fields.age_label);
    put(json, "expires", entry.fields.rights_until);
    put_of(json, "copyrightHolder", "Organization", entry.fields.owner);
    put_of(json, "translator", "Person", entry.fields.translator);
    put_of(json, "editor", "Person", entry.fields.proofreader);
    put_of(json, "isPartOf", "CreativeWork", entry.fields.programme);
    put(json, "identifier", entry.fields.approval);
    for (const Appearance& showing : shown.showings)
        json["publication"].push_back({{"@type", "BroadcastEvent"},
                                       {"startDate", showing.start},
                                       {"duration", iso_duration(showing.duration)},
                                       {"publishedOn", {{"@type", "BroadcastService"}, {"name", showing.display}}}});
    return json;
}

ordered_json video_list(const std::vector<ShownEntry>& entries) {
    ordered_json list{{"@context", "https://schema.org"},
                      {"@type", "ItemList"},
                      {"numberOfItems", entries.size()},
                      {"itemListElement", ordered_json::array()}};
    for (const ShownEntry& shown : entries) {
        ordered_json item = video_object(shown);
        item.erase("@context");
        list["itemListElement"].push_back(
            {{"@type", "ListItem"}, {"position", list["itemListElement"].size() + 1}, {"item", std::move(item)}});
    }
    return list;
}

Sheet catalogue_sheet(const std::vector<ShownEntry>& entries) {
    Sheet sheet{"catalogue", {}, {}, {}, {}};
    const auto add = [&](const char* head) { sheet.head.emplace_back(head); };
    add(N_("No."));
    for (const CatalogueText& text : catalogue_texts()) add(text.label);
    for (const char* head :
         {N_("Subtitles"), N_("Gates"), N_("Duration"), N_("Picture"), N_("Bytes"), N_("Times shown"),
          N_("Last shown (UTC)"), N_("Displays"), N_("Media"), N_("File"), N_("SHA-256")})
        add(head);
    const size_t first = 1 + catalogue_texts().size();
    sheet.numbers = {0, first + 4, first + 5};
    sheet.links = {first + 8};
    for (const ShownEntry& shown : entries) {
        std::vector<std::string> row{std::to_string(shown.entry.id)};
        for (const CatalogueText& text : catalogue_texts()) row.push_back(text_of(shown.entry, text));
        std::vector<std::string> displays;
        for (const Appearance& showing : shown.showings)
            if (std::ranges::find(displays, showing.display) == displays.end()) displays.push_back(showing.display);
        row.push_back(joined(shown.entry.fields.subtitle_languages));
        row.push_back(joined(shown.entry.fields.gates));
        row.push_back(duration_text(millis(shown.entry.duration)));
        row.push_back(shown.entry.picture);
        row.push_back(std::to_string(shown.entry.size_bytes));
        row.push_back(std::to_string(shown.showings.size()));
        row.push_back(shown.showings.empty() ? "" : shown.showings.back().start);
        row.push_back(joined(displays));
        row.push_back(shown.media);
        row.push_back(shown.entry.file.string());
        row.push_back(shown.entry.sha256);
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

}  // namespace gatecast
