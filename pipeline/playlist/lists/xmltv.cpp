// SPDX-License-Identifier: GPL-3.0-or-later
// XMLTV, for guides: elements in the order that its DTD asks for.
#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

#include "pipeline/playlist/lists/folded.h"
#include "pipeline/playlist/lists/list_formats.h"
#include "pipeline/playlist/lists/public_schedule.h"

namespace gatecast {
namespace {

/// "20261202053000 +0700".
std::string written_moment(const Day& day, Time from_midnight) {
    const auto moment = std::chrono::sys_days(day.date) + std::chrono::floor<std::chrono::seconds>(from_midnight);
    const auto days = std::chrono::floor<std::chrono::days>(moment);
    const Date date(days);
    const std::chrono::hh_mm_ss clock(moment - days);
    const auto offset = std::abs(day.utc.count());
    return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02} {}{:02}{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), day.utc.count() < 0 ? '-' : '+', offset / 60,
                       offset % 60);
}

/// Control characters have no place in XML.
std::string clean(std::string_view text) {
    std::string kept;
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') kept += c;
    return kept;
}

void add(pugi::xml_node& parent, const char* name, const std::string& text, const char* language = nullptr) {
    if (text.empty()) return;
    pugi::xml_node node = parent.append_child(name);
    if (language != nullptr) node.append_attribute("lang") = language;
    node.text() = clean(text).c_str();
}

void add_titles(pugi::xml_node& programme, const Item& item) {
    add(programme, "title", item.title_vi, "vi");
    add(programme, "title", item.title_en, "en");
    add(programme, "title", item.title_km, "km");
    if (!programme.child("title")) add(programme, "title", item.id);
}

void add_programme(pugi::xml_node& tv, const ScheduledItem& scheduled, const Day& day, const FieldLists& fields,
                   const std::string& channel) {
    const Item& item = *scheduled.item;
    pugi::xml_node programme = tv.append_child("programme");
    programme.append_attribute("start") = written_moment(day, scheduled.start).c_str();
    programme.append_attribute("stop") = written_moment(day, scheduled.end).c_str();
    programme.append_attribute("channel") = channel.c_str();
    add_titles(programme, item);
    for (const char* list : {"kind", "topic"}) {
        const std::string& id = std::string_view(list) == "kind" ? item.fields.kind : item.fields.topic;
        for (const char* language : {"vi", "en"})
            if (!id.empty()) add(programme, "category", fields.label(list, id, language), language);
    }
    add(programme, "language", item.fields.spoken);
    const auto seconds = std::chrono::round<std::chrono::seconds>(scheduled.end - scheduled.start).count();
    add(programme, "length", std::to_string(seconds));
    if (programme.child("length")) programme.child("length").append_attribute("units") = "seconds";
    if (item.fields.run == "repeat") programme.append_child("previously-shown");
    if (item.fields.run == "first") programme.append_child("new");
    for (const std::string& language : item.fields.subtitle_languages) {
        pugi::xml_node subtitles = programme.append_child("subtitles");
        subtitles.append_attribute("type") = "onscreen";
        add(subtitles, "language", language);
    }
    if (!item.fields.age_label.empty()) {
        pugi::xml_node rating = programme.append_child("rating");
        rating.append_attribute("system") = "VN";
        add(rating, "value", fields.label("age_label", item.fields.age_label, "vi"));
    }
}

}  // namespace

std::string write_xmltv(const Day& day, const DaySettings& settings, const DayWriteOptions&) {
    if (!day.date.ok())
        throw Error(message("A guide needs to know which day it is for. Write the date into the list."));
    pugi::xml_document document;
    document.append_child(pugi::node_declaration).append_attribute("version") = "1.0";
    document.first_child().append_attribute("encoding") = "UTF-8";
    document.append_child(pugi::node_doctype).set_value("tv SYSTEM \"xmltv.dtd\"");
    pugi::xml_node tv = document.append_child("tv");
    tv.append_attribute("generator-info-name") = "Gatecast";
    const std::string slug = slug_of(day.channel);
    const std::string id = (slug.empty() ? "channel" : slug) + ".gatecast";
    pugi::xml_node channel = tv.append_child("channel");
    channel.append_attribute("id") = id.c_str();
    add(channel, "display-name", day.channel.empty() ? "Gatecast" : day.channel);
    for (const ScheduledItem& each : public_schedule(day, settings.fields))
        add_programme(tv, each, day, settings.fields, id);
    std::ostringstream text;
    document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
    return text.str();
}

}  // namespace gatecast
