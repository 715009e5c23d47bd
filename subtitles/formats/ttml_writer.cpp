// SPDX-License-Identifier: GPL-3.0-or-later
// TTML of the IMSC 1.1 text profile: a div a language, a region for each place that cues stand at.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "subtitles/formats/colours.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/formats/times.h"
#include "subtitles/formats/writing.h"

namespace gatecast {
namespace {

constexpr Carries kCarries{.name = "TTML (.ttml)", .position = true, .several_languages = true};

constexpr const char* kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" "
    "xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" xmlns:gatecast=\"urn:gatecast:ttml\" xml:space=\"preserve\" "
    "ttp:contentProfiles=\"http://www.w3.org/ns/ttml/profile/imsc1.1/text\"";

void append_escaped(std::string& to, std::string_view text) {
    for (const char c : text) {
        if (c == '&') {
            to += "&amp;";
        } else if (c == '<') {
            to += "&lt;";
        } else if (c == '>') {
            to += "&gt;";
        } else if (c == '"') {
            to += "&quot;";
        } else if (c == '\n') {
            to += "<br/>";
        } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') {
            to += c;  // XML has no place for other controls
        }
    }
}

/// Where text stands: the key of a region.
struct Place {
    int anchor = 0;
    std::optional<SharePoint> point;
    friend bool operator<(const Place& a, const Place& b) {
        const auto key = [](const Place& p) {
            return std::array{static_cast<double>(p.anchor), p.point ? p.point->x : -1, p.point ? p.point->y : -1};
        };
        return key(a) < key(b);
    }
};

struct Extent {
    double from = 0, length = 0;
};

/// A stretch of the picture whose near end, middle or far end is `at`.
Extent around(double at, int side) {
    if (side == 0) return {at, 1 - at};
    if (side == 2) return {0, at};
    const double half = std::min(at, 1 - at);
    return {at - half, 2 * half};
}

std::string region(const Place& place, const std::string& id) {
    constexpr double kSafe = 0.05;
    constexpr std::array kTextAligns{"left", "center", "right"};
    constexpr std::array kDisplayAligns{"before", "center", "after"};
    const int column = (place.anchor - 1) % 3;
    const int row = 2 - (place.anchor - 1) / 3;  // 0: top
    Extent x{kSafe, 1 - 2 * kSafe}, y = x;
    if (place.point) {
        x = around(std::clamp(place.point->x, 0.0, 1.0), column);
        y = around(std::clamp(place.point->y, 0.0, 1.0), row);
    }
    return fmt::format(
        "      <region xml:id=\"{}\" tts:origin=\"{:.4f}% {:.4f}%\" tts:extent=\"{:.4f}% {:.4f}%\" "
        "tts:displayAlign=\"{}\" tts:textAlign=\"{}\" gatecast:place=\"{}\"/>\n",
        id, x.from * 100, y.from * 100, x.length * 100, y.length * 100, kDisplayAligns[static_cast<size_t>(row)],
        kTextAligns[static_cast<size_t>(column)], place.point ? "point" : "anchor");
}

using Places = std::map<Place, std::string>;

Places places_of(std::span<const Track> tracks) {
    Places places;
    for (const Track& track : tracks) {
        for (const Cue& cue : track.cues) {
            if (cue.anchor < 1 || cue.anchor > 9) continue;
            const Place place{cue.anchor, cue.position};
            if (!places.contains(place)) places.emplace(place, fmt::format("place{}", places.size() + 1));
        }
    }
    return places;
}

std::string tagged_text(const Cue& cue) {
    std::string text;
    for (const Stretch& stretch : stretches_of(cue)) {
        const TextLookAsked& look = stretch.look;
        std::string attributes;
        if (look.bold) attributes += " tts:fontWeight=\"bold\"";
        if (look.italic) attributes += " tts:fontStyle=\"italic\"";
        if (look.underline) attributes += " tts:textDecoration=\"underline\"";
        if (look.colour) attributes += fmt::format(" tts:color=\"{}\"", css_hex(*look.colour));
        if (!attributes.empty()) text += "<span" + attributes + '>';
        append_escaped(text, stretch.text);
        if (!attributes.empty()) text += "</span>";
    }
    return text;
}

std::string paragraph(const Cue& cue, const Places& places) {
    const auto place = places.find(Place{cue.anchor, cue.position});
    const std::string where = place == places.end() ? "" : fmt::format(" region=\"{}\"", place->second);
    return fmt::format("      <p begin=\"{}\" end=\"{}\"{}>{}</p>\n", written_time(cue.start, '.'),
                       written_time(cue.end, '.'), where, tagged_text(cue));
}

}  // namespace

std::string write_ttml(std::span<const Track> tracks, const WriteOptions& options) {
    refuse_what_is_not_carried(tracks, kCarries, options);
    const Places places = places_of(tracks);
    std::string file = kHead;
    file += " xml:lang=\"";
    append_escaped(file, tracks.empty() ? "" : tracks[0].language);
    file += "\">\n  <head>\n    <layout>\n";
    for (const auto& [place, id] : places) file += region(place, id);
    file += "    </layout>\n  </head>\n  <body>\n";
    for (const Track& track : tracks) {
        file += "    <div xml:lang=\"";
        append_escaped(file, track.language);
        file += "\">\n";
        for (const Cue& cue : track.cues) file += paragraph(cue, places);
        file += "    </div>\n";
    }
    return file + "  </body>\n</tt>\n";
}

}  // namespace gatecast
