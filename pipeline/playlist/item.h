// SPDX-License-Identifier: GPL-3.0-or-later
// One entry of a day: what is shown, from where to where, with which cue files, under which names; and what a report
// can never be given later. Made by the readers of day lists; read by timetable, checks, night and live.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "filters/geometry.h"
#include "presets/graphic.h"

namespace gatecast {

/// Where an item was read, for complaints: "ngay-mai.xlsx, hàng 12" is made of it.
struct ItemOrigin {
    std::string file;
    int row = 0;  // of the sheet, the line, or the entry, from 1; 0: not said
    friend bool operator==(const ItemOrigin&, const ItemOrigin&) = default;
};

struct ItemCues {
    std::string language;  // BCP 47; empty: by the file's name
    std::filesystem::path file;
    friend bool operator==(const ItemCues&, const ItemCues&) = default;
};

/// How a live relay ends.
enum class RelayEnd : uint8_t { kAtClock, kByOperator };

/// A live programme taken over in place of a file; it is joined in progress.
struct Relay {
    std::string source;  // a name of the site's sources
    RelayEnd end = RelayEnd::kAtClock;
    std::optional<Time> at_most{};  // also of one that the operator ends
    std::optional<Time> until{};    // of kAtClock, from midnight of the day's date; nothing: after Item::duration
    friend bool operator==(const Relay&, const Relay&) = default;
};

/// What a report asks of an item. Values of closed lists are the lists' ids (pipeline/playlist/fields.h).
struct ItemFields {
    std::string kind;        // closed list: film, news, magazine, trailer, bumper, notice, …
    std::string topic;       // closed list
    std::string owner;       // agency
    std::string programme;   // or budget line
    std::string provenance;  // closed list: own, exchange, relay
    std::string run;         // closed list: first, repeat
    std::string age_label;   // closed list
    std::string spoken;      // language tag
    std::vector<std::string> subtitle_languages;
    std::string rights_until;  // yyyy-mm-dd; empty: without end
    std::string translator;
    std::string proofreader;
    std::string approval;            // number of the document
    std::vector<std::string> gates;  // where it may be shown; none: everywhere
    friend bool operator==(const ItemFields&, const ItemFields&) = default;
};

struct Item {
    std::string id;               // unique in its day, letters, digits, '-'
    std::filesystem::path media;  // absolute once the paths are mapped; empty: a relay, or the list names no file
    std::string media_as_written;
    std::optional<Relay> relay;
    std::optional<Time> in, out;   // of the media; nothing: its start, its end
    std::optional<Time> duration;  // as the list says it; the probe is the truth where there is media
    std::optional<Time> start;     // fixed, from midnight of the day's date (24:30 is the night after); else it follows
    std::vector<ItemCues> cues;    // vi, en, km, then others; none: the files beside the media
    std::string title_vi, title_en, title_km;
    ItemFields fields;
    std::string graphics;  // programme of graphics (presets/programmes)
    Fields words;          // for its graphics, by name
    bool silent = false;   // it has no sound by intention
    ItemOrigin origin;
    friend bool operator==(const Item&, const Item&) = default;
};

}  // namespace gatecast
