// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/lane_events.h"

#include <nlohmann/json.hpp>

namespace gatecast {

using nlohmann::json;

std::string to_line(const LaneEvent& event) {
    json value{{"kind", static_cast<int>(event.kind)}};
    if (event.frames > 0) value["frames"] = event.frames;
    if (!event.key.empty()) value["key"] = event.key;
    if (!event.message.sentence.empty())
        value["message"] = {{"sentence", event.message.sentence}, {"values", event.message.values}};
    if (event.of_machine) value["of_machine"] = true;
    return value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<LaneEvent> event_from_line(const std::string& line) {
    const json value = json::parse(line, nullptr, false);
    if (!value.is_object() || !value.contains("kind") || !value["kind"].is_number_unsigned()) return {};
    const auto kind = value["kind"].get<unsigned>();
    if (kind > static_cast<unsigned>(LaneEvent::Kind::kFinished)) return {};
    LaneEvent event;
    event.kind = static_cast<LaneEvent::Kind>(kind);
    event.frames = value.value("frames", int64_t{0});
    event.key = value.value("key", std::string());
    event.of_machine = value.value("of_machine", false);
    if (value.contains("message")) {
        event.message.sentence = value["message"].value("sentence", std::string());
        event.message.values = value["message"].value("values", std::vector<std::string>());
    }
    return event;
}

}  // namespace gatecast
