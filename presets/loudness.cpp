// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/loudness.h"

#include <algorithm>

#include "presets/message.h"

namespace gatecast {
namespace {

using std::chrono::minutes;

// tv: EBU R128, on which Vietnam's QCVN 115:2017/BTTTT builds, and its supplement s1 (short-term 5 LU above the
// target). kiosk and web: small speakers in a noisy hall, phones; the same 5 LU.
constexpr LoudnessProfile kProfiles[] = {
    {"tv", N_("television: EBU R128, -23 LUFS"), -23.0, 0.5, -1.0, -18.0, minutes(2)},
    {"kiosk", N_("kiosks, walls and desks: -16 LUFS"), -16.0, 0.5, -1.0, -11.0, minutes(2)},
    {"web", N_("web pages and phones: -16 LUFS"), -16.0, 0.5, -1.0, -11.0, minutes(2)},
};
constexpr const char* kNames[] = {"tv", "kiosk", "web", "none"};

}  // namespace

std::span<const LoudnessProfile> loudness_profiles() {
    return kProfiles;
}

std::span<const char* const> loudness_names() {
    return kNames;
}

std::optional<LoudnessProfile> loudness_profile(std::string_view name) {
    if (name == "none") return std::nullopt;
    const auto found =
        std::ranges::find_if(kProfiles, [name](const LoudnessProfile& profile) { return profile.name == name; });
    if (found == std::end(kProfiles))
        throw Error(message("Loudness \"{}\" is not known. Allowed: tv, kiosk, web, none.", name));
    return *found;
}

}  // namespace gatecast
