// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/open_api.h"

#include "pipeline/live/site/orders.h"

namespace gatecast {

using nlohmann::json;

namespace {

json schema_of(FieldType type) {
    switch (type) {
        case FieldType::kText:
            return {{"type", "string"}};
        case FieldType::kNumber:
            return {{"type", "number"}};
        case FieldType::kSwitch:
            return {{"type", "boolean"}};
        case FieldType::kTexts:
            return {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
    }
    return {};
}

json body_of(const Order& order) {
    json properties = json::object();
    json required = json::array();
    for (const OrderField& field : order.fields) {
        properties[field.name] = schema_of(field.type);
        properties[field.name]["description"] = field.help;
        if (field.required) required.push_back(field.name);
    }
    json schema{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = required;
    return {{"required", !required.empty()}, {"content", {{"application/json", {{"schema", schema}}}}}};
}

json answer(const char* description) {
    return {{"description", description}, {"content", {{"application/json", {{"schema", {{"type", "object"}}}}}}}};
}

json operation_of(const Order& order) {
    json operation{{"operationId", order.name},
                   {"summary", order.help},
                   {"x-role", name_of(order.role)},
                   {"security", json::array({{{"token", json::array()}}})},
                   {"responses",
                    {{"200", answer("done, or the answer")},
                     {"400", answer("the order is wrong")},
                     {"401", answer("no token, or nobody's")},
                     {"403", answer("this person's role does not reach")},
                     {"409", answer("it cannot be done now")},
                     {"413", answer("the order is too long")},
                     {"429", answer("too often")},
                     {"503", answer("the site does not answer")}}}};
    if (!order.asks) operation["requestBody"] = body_of(order);
    return operation;
}

json plain_page(const char* summary, const char* type) {
    return {{"summary", summary},
            {"responses", {{"200", {{"description", "as it says"}, {"content", {{type, json::object()}}}}}}}};
}

}  // namespace

json open_api() {
    json paths = json::object();
    for (const Order& order : orders())
        paths[std::string("/v1/") + order.name][order.asks ? "get" : "post"] = operation_of(order);
    json events = plain_page("the state, pushed as it changes (server-sent events)", "text/event-stream");
    events["security"] = json::array({{{"token", json::array()}}});
    paths["/v1/events"]["get"] = events;
    json picture = plain_page("what a display shows, a second old", "image/jpeg");
    picture["parameters"] = json::array({{{"name", "display"},
                                          {"in", "path"},
                                          {"required", true},
                                          {"schema", {{"type", "string"}}},
                                          {"description", "as the site calls it"}}});
    picture["security"] = events["security"];
    picture["responses"]["404"] = answer("no such display, or it has shown nothing yet");
    paths["/v1/displays/{display}.jpg"]["get"] = picture;
    paths["/metrics"]["get"] = plain_page("counters for Prometheus", "text/plain");
    paths["/healthz"]["get"] = plain_page("200 while the site answers", "application/json");
    paths["/readyz"]["get"] = plain_page("200 while every display gets pictures", "application/json");
    paths["/openapi.json"]["get"] = plain_page("this description", "application/json");
    return {{"openapi", "3.0.3"},
            {"info", {{"title", "Gatecast, a gate's site"}, {"version", "1"}}},
            {"paths", paths},
            {"components", {{"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}}};
}

}  // namespace gatecast
