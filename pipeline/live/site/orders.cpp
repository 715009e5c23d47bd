// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/orders.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "presets/nearest.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr const char* kRoleNames[] = {"view", "operate", "release", "admin"};

constexpr OrderField kHoldFields[] = {
    {"on", FieldType::kSwitch, false, N_("false: go on")},
};
constexpr OrderField kPlayFields[] = {
    {"file", FieldType::kText, true, N_("the file on the gate's own disk")},
};
constexpr OrderField kSourceFields[] = {
    {"name", FieldType::kText, true, N_("a live source of the site's file")},
};
constexpr OrderField kNoticeFields[] = {
    {"phrase", FieldType::kText, false, N_("a phrase of the phrase bank: it is on at once")},
    {"blanks", FieldType::kTexts, false, N_("what stands in its blanks, by name")},
    {"text", FieldType::kTexts, false,
     N_("in place of a phrase: what it says, by language, a title and lines; it waits for a second person")},
    {"seconds", FieldType::kNumber, false, N_("how long it is on, each time (60)")},
    {"every_minutes", FieldType::kNumber, false, N_("it is on again after so many minutes")},
    {"for_minutes", FieldType::kNumber, false,
     N_("after so many minutes it is over: of one that comes again (60), or of one that nobody has released (60)")},
    {"priority", FieldType::kNumber, false, N_("of two notices, the higher one is seen (what its phrase says, or 0)")},
    {"full", FieldType::kSwitch, false, N_("on the whole screen")},
};
constexpr OrderField kCueFields[] = {
    {"language", FieldType::kText, true, N_("of the line: vi, en, km or another")},
    {"text", FieldType::kText, true, N_("what is said now; empty: what stands in the language goes")},
    {"seconds", FieldType::kNumber, false, N_("how long it stands, unless another line takes its place (5)")},
    {"display", FieldType::kText, false, N_("where it stands; all displays if not said")},
    {"source", FieldType::kText, false, N_("the live subtitles it belongs to, as the approval list calls them (cue)")},
};
constexpr OrderField kIdFields[] = {
    {"id", FieldType::kText, true, N_("as the answer to notice said it")},
};

constexpr OrderField kReleaseCueFields[] = {
    {"id", FieldType::kText, true, N_("as the answer to cue said it")},
};

constexpr OrderField kModeFields[] = {
    {"name", FieldType::kText, true, N_("a mode of the site's file; off: as always")},
    {"minutes", FieldType::kNumber, false, N_("after so many it ends by itself; else when another order ends it")},
};
constexpr OrderField kOutputFields[] = {
    {"name", FieldType::kText, true, N_("an output, as outputs lists it")},
    {"on", FieldType::kSwitch, true, N_("false: stop it, also after a restart; true: let it go out again")},
};

constexpr Order kOrders[] = {
    {"status", Role::kView, true, {}, N_("what is shown, what comes next, how displays and outputs fare")},
    {"next", Role::kView, true, {}, N_("what comes next on each display")},
    {"outputs", Role::kView, true, {}, N_("the outputs of each display, and whether they go out")},
    {"skip", Role::kOperate, false, {}, N_("go to the next item now")},
    {"hold", Role::kOperate, false, kHoldFields, N_("keep what is on when it ends")},
    {"play", Role::kOperate, false, kPlayFields, N_("show this file now; it must be approved")},
    {"source", Role::kOperate, false, kSourceFields, N_("show this live source now; its window must be approved")},
    {"standby", Role::kOperate, false, {}, N_("the standby picture on all displays, at once")},
    {"back", Role::kOperate, false, {}, N_("back from standby to the programme")},
    {"notice", Role::kOperate, false, kNoticeFields, N_("put up a notice")},
    {"release", Role::kRelease, false, kIdFields,
     N_("let a notice of free text through; never by the one who wrote it")},
    {"hide", Role::kOperate, false, kIdFields, N_("take a notice down, or one back that waits")},
    {"cue", Role::kOperate, false, kCueFields, N_("a line of live subtitles, at once")},
    {"release-cue", Role::kRelease, false, kReleaseCueFields, N_("let a line through that waits for a second person")},
    {"mode", Role::kOperate, false, kModeFields, N_("other lists, graphics and words on all displays, for a time")},
    {"output", Role::kOperate, false, kOutputFields, N_("stop one output of a display, or start it again")},
    {"reload", Role::kAdmin, false, {}, N_("take over what has changed in the site's file; all of it or nothing")},
    {"shutdown", Role::kAdmin, false, {}, N_("end the site with all its screens")},
};

bool is_of(const json& value, FieldType type) {
    switch (type) {
        case FieldType::kText:
            return value.is_string();
        case FieldType::kNumber:
            return value.is_number();
        case FieldType::kSwitch:
            return value.is_boolean();
        case FieldType::kTexts:
            return value.is_object() && std::ranges::all_of(value, [](const json& each) { return each.is_string(); });
    }
    return false;
}

/// What comes with every order: who gave it.
bool is_common(std::string_view name) {
    return name == "order" || name == "person";
}

}  // namespace

const char* name_of(Role role) {
    return kRoleNames[static_cast<size_t>(role)];
}

std::optional<Role> role_named(std::string_view name) {
    const auto* found = std::ranges::find(kRoleNames, name);
    if (found == std::end(kRoleNames)) return {};
    return static_cast<Role>(found - std::begin(kRoleNames));
}

std::span<const Order> orders() {
    return kOrders;
}

const Order* order_named(std::string_view name) {
    const auto* found = std::ranges::find_if(kOrders, [&](const Order& each) { return each.name == name; });
    return found == std::end(kOrders) ? nullptr : found;
}

std::optional<Message> complaint_about(const json& order) {
    const std::string name =
        order.is_object() ? order.value("order", json()).is_string() ? order["order"].get<std::string>() : std::string()
                          : std::string();
    const Order* known = order_named(name);
    if (known == nullptr) {
        std::vector<std::string> names;
        for (const Order& each : kOrders) names.emplace_back(each.name);
        const std::string meant = nearest(name, names);
        if (meant.empty()) return message("There is no order {}.", name);
        return message("There is no order {}. Did you mean {}?", name, meant);
    }
    for (const OrderField& field : known->fields) {
        if (order.contains(field.name) && !is_of(order[field.name], field.type))
            return message("{}: {} is not of the right kind.", name, field.name);
        if (field.required && !order.contains(field.name)) return message("{}: {} is missing.", name, field.name);
    }
    for (const auto& [key, value] : order.items()) {
        const bool there = std::ranges::any_of(known->fields, [&](const OrderField& each) { return key == each.name; });
        if (!there && !is_common(key)) return message("{}: there is no {} in this order.", name, key);
    }
    return {};
}

}  // namespace gatecast
