// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string_view>

#include "presets/options.h"

namespace gatecast {
namespace {

constexpr const char* kSides[] = {"left", "right"};
constexpr const char* kNameParts[] = {"clip", "id", "display", "encode", "date"};
constexpr Rule kText{Kind::kText};

const OptionRow<TrackSource> kTrackRows[] = {
    row<&TrackSource::language>("language", kText,
                                N_("programme, silence, or the language of a sound track: vi, en, km")),
    row<&TrackSource::channel>("side", {Kind::kChoice, 0, 0, kSides}, N_("which side of it: left or right")),
};

void set_tracks(Delivery& delivery, const NodeList& list, const Bounds& bounds, Problems& problems) {
    delivery.tracks = read_items<TrackSource>(kTrackRows, list, TrackSource{"programme", 0}, bounds, problems);
}

const OptionRow<Delivery> kRows[] = {
    {"extends", kText, N_("the preset this one builds on; only what differs is written")},
    row<&Delivery::title_vi>("title_vi", kText, N_("name for people, in Vietnamese")),
    row<&Delivery::title_en>("title_en", kText, N_("name for people, in English")),
    row<&Delivery::naming>("naming", kText,
                           N_("how files are named: {clip} {id} {display} {encode} {date} are filled in")),
    row<&Delivery::start_timecode>("start_timecode", {Kind::kTimecode},
                                   N_("timecode of the first frame; the encode's own if not said")),
    {"track",
     {Kind::kItems},
     N_("sound tracks in order, each of one channel"),
     nullptr,
     nullptr,
     set_tracks,
     [](const Delivery& delivery) { return written_items<TrackSource>(kTrackRows, delivery.tracks, 2); }},

    row<&Delivery::done_file>("done_file", {Kind::kFlag},
                              N_("an empty NAME.done is written when everything else is in place")),
};

/// Every {part} of the mask must be known, and it must name files, not folders.
void check_naming(const std::string& naming, const std::string& where, Problems& problems) {
    if (naming.empty() || naming.find('/') != std::string::npos || naming.front() == '.') {
        problems.push_back(
            message("{}: naming must be the name of a file, without / and not begun with a dot.", where));
        return;
    }
    for (size_t at = naming.find_first_of("{}"); at != std::string::npos; at = naming.find_first_of("{}", at + 1)) {
        const size_t end = naming.find('}', at);
        const std::string_view part =
            end == std::string::npos ? "" : std::string_view(naming).substr(at + 1, end - at - 1);
        if (naming[at] == '}' || std::ranges::find(kNameParts, part) == std::end(kNameParts)) {
            problems.push_back(message("{}: naming holds a part that is not known: {}. Known are {}.", where, naming,
                                       "{clip} {id} {display} {encode} {date}"));
            return;
        }
        at = end;
    }
}

}  // namespace

Delivery read_delivery(const Layers& layers, Problems& problems) {
    Delivery delivery;
    apply<Delivery>(
        kRows, layers, delivery, [](const Delivery&) { return Bounds{}; }, problems);
    const Node* naming = find(layers, "naming");
    if (naming != nullptr && problems.empty()) check_naming(delivery.naming, naming->where, problems);
    return delivery;
}

std::vector<ShownOption> show_delivery(const Layers& layers) {
    Problems ignored;
    return show<Delivery>(kRows, layers, read_delivery(layers, ignored));
}

std::vector<std::string> delivery_keys() {
    return keys_of<Delivery>(kRows);
}

}  // namespace gatecast
