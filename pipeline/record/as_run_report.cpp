// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/as_run_report.h"

#include <algorithm>

#include "pipeline/record/search_text.h"

namespace gatecast {
namespace {

void count(AsRunTotal& total, std::chrono::milliseconds time) {
    ++total.events;
    total.time += time;
}

bool of_the_plan(const AsRunEvent& event) {
    return event.end_reason != EndReason::kFiller && event.end_reason != EndReason::kNotice &&
           event.end_reason != EndReason::kFailover;
}

/// What an event or an item is known by: a playout server writes IDs its own way, and often knows titles only.
struct Names {
    std::string id, title;
};
bool same(const Names& planned, const Names& aired) {
    return (!planned.id.empty() && planned.id == aired.id) || (!planned.title.empty() && planned.title == aired.title);
}

}  // namespace

AsRunTotals totals_of(const std::vector<AsRunEvent>& events) {
    AsRunTotals totals;
    for (const AsRunEvent& event : events) {
        const std::chrono::milliseconds time = event.end - event.start;
        count(totals.all, time);
        count(totals.displays[event.display], time);
        count(totals.spoken[event.fields.spoken], time);
        count(totals.kinds[event.fields.kind], time);
        count(totals.topics[event.fields.topic], time);
        count(totals.provenance[event.fields.provenance], time);
        count(totals.runs[event.fields.run], time);
        for (const std::string& language : event.languages) count(totals.subtitles[language], time);
        if (event.languages.empty()) count(totals.subtitles[""], time);
    }
    return totals;
}

std::vector<Reconciled> reconcile(const Day& plan, const std::vector<std::string>& displays,
                                  const std::vector<AsRunEvent>& events) {
    std::vector<Reconciled> found;
    std::vector<bool> taken(events.size());
    std::vector<Names> aired;
    for (const AsRunEvent& event : events)
        aired.push_back(
            {folded_words(event.item), event.imported_from.empty() ? std::string() : folded_words(event.title)});
    for (const std::string& display : displays) {
        for (const Item& item : plan.items) {
            Reconciled showing{Aired::kUnaired, display, item.id, item.title_vi};
            const Names planned{folded_words(item.id), folded_words(item.title_vi)};
            for (size_t i = 0; i < events.size() && showing.event == nullptr; ++i) {
                const AsRunEvent& event = events[i];
                if (taken[i] || event.display != display || !same(planned, aired[i]) || !of_the_plan(event)) continue;
                taken[i] = true;
                showing.event = &event;
                showing.what = event.end_reason == EndReason::kSkipped ? Aired::kUnaired : Aired::kAired;
                if (event.planned_start) showing.late = event.start - *event.planned_start;
            }
            found.push_back(std::move(showing));
        }
    }
    for (size_t i = 0; i < events.size(); ++i) {
        const bool here = std::ranges::find(displays, events[i].display) != displays.end();
        if (here && !taken[i] && of_the_plan(events[i]))
            found.push_back({Aired::kUnplanned, events[i].display, events[i].item, events[i].title, &events[i]});
    }
    return found;
}

}  // namespace gatecast
