// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/scaler_shelf.h"

#include <algorithm>

namespace gatecast {
namespace {

constexpr size_t kMostScalers = 24;

// A picture no scaler takes costs its own layer, never the frame.
std::unique_ptr<TeamScaler> built(const ScaleSpec& spec, Team* team) {
    try {
        return std::make_unique<TeamScaler>(spec, team);
    } catch (const ScaleError&) {
        return nullptr;
    }
}

}  // namespace

TeamScaler* ScalerShelf::find(const ScaleSpec& spec) {
    ++uses_;
    for (Entry& entry : entries_) {
        if (entry.spec != spec) continue;
        entry.last_use = uses_;
        return entry.scaler.get();
    }
    if (entries_.size() >= kMostScalers) {
        entries_.erase(std::min_element(entries_.begin(), entries_.end(),
                                        [](const Entry& a, const Entry& b) { return a.last_use < b.last_use; }));
    }
    entries_.push_back({spec, built(spec, team_), uses_});
    return entries_.back().scaler.get();
}

}  // namespace gatecast
