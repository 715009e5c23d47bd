// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/explain.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/render/key.h"
#include "presets/message.h"

namespace gatecast {

using nlohmann::json;

namespace {

constexpr size_t kEnough = 8;  // letters of a hash, to see a difference by

struct ReasonRow {
    const char* part;
    const char* sentence;  // N_()
};

constexpr ReasonRow kReasons[] = {
    {"new", N_("never made before")},
    {"lost", N_("made before, but no longer in the store, or damaged there")},
    {"program", N_("Gatecast or a library it uses was renewed")},
    {"clip", N_("the clip changed, or where it begins")},
    {"cut", N_("the length changed, or where segments begin")},
    {"display", N_("the display's preset changed")},
    {"encode", N_("the encode's preset changed")},
    {"brightness", N_("the display's brightness at that hour changed")},
    {"look", N_("the look of the subtitles changed")},
};

std::string remembered_key(const RenderPlan& plan, const OutputPlan& output) {
    return KeyBuilder("remembered parts")
        .add("clip", plan.clip.path.string())
        .add("display", output.display_name)
        .add("encode", output.encode.name)
        .hex();
}

KeyParts shortened(KeyParts parts) {
    for (auto& [name, hash] : parts) hash.resize(std::min(hash.size(), kEnough));
    return parts;
}

/// Of each segment; empty where there was none.
std::vector<KeyParts> remembered(const RenderPlan& plan, const OutputPlan& output, const Store& store) {
    std::vector<KeyParts> segments(output.segments.size());
    const json value = json::parse(store.text(remembered_key(plan, output)).value_or("[]"), nullptr, false);
    if (!value.is_array()) return segments;
    for (size_t i = 0; i < std::min(segments.size(), value.size()); ++i)
        for (const auto& [name, hash] : value[i].items())
            if (hash.is_string()) segments[i][name] = hash.get<std::string>();
    return segments;
}

std::vector<std::string> changed(const KeyParts& before, const KeyParts& now) {
    if (before.empty()) return {"new"};
    std::vector<std::string> parts;
    const auto compare = [&parts](const KeyParts& some, const KeyParts& others) {
        for (const auto& [name, hash] : some) {
            const auto other = others.find(name);
            const bool same = other != others.end() && other->second == hash;
            if (!same && std::ranges::find(parts, name) == parts.end()) parts.push_back(name);
        }
    };
    compare(now, before);
    compare(before, now);
    // Other words look different: that is no reason of its own.
    if (std::ranges::any_of(parts, [](const std::string& part) { return part.starts_with("cues."); }))
        std::erase(parts, "look");
    return parts.empty() ? std::vector<std::string>{"lost"} : parts;
}

}  // namespace

std::vector<Explanation> explain(const RenderPlan& plan, const std::vector<size_t>& outputs, const Store& store,
                                 const HashFile& hash) {
    std::vector<Explanation> explanations;
    for (const size_t o : outputs) {
        const OutputPlan& output = plan.outputs[o];
        const std::vector<KeyParts> before = remembered(plan, output, store);
        for (size_t i = 0; i < output.segments.size(); ++i) {
            if (store.has(output.segments[i].key)) continue;
            std::vector<std::string> parts =
                changed(before[i], shortened(segment_parts(plan, output, output.segments[i], hash)));
            const bool goes_on = !explanations.empty() && explanations.back().output == o &&
                                 explanations.back().last + 1 == i && explanations.back().parts == parts;
            if (goes_on)
                explanations.back().last = i;
            else
                explanations.push_back({o, i, i, std::move(parts)});
        }
    }
    return explanations;
}

Message reason_of(const std::string& part) {
    if (part.starts_with("cues.")) return message("the {} subtitles were changed", part.substr(5));
    if (part.starts_with("graphic.")) return message("the graphic {} changed", part.substr(8));
    const auto row = std::ranges::find(kReasons, part, &ReasonRow::part);
    return {row == std::end(kReasons) ? part : row->sentence, {}};
}

void remember_parts(const RenderPlan& plan, const std::vector<size_t>& outputs, const Store& store,
                    const HashFile& hash) {
    for (const size_t o : outputs) {
        const OutputPlan& output = plan.outputs[o];
        json segments = json::array();
        for (const SegmentPlan& segment : output.segments)
            segments.push_back(shortened(segment_parts(plan, output, segment, hash)));
        if (!segments.empty()) store.put_text(remembered_key(plan, output), segments.dump());
    }
}

}  // namespace gatecast
