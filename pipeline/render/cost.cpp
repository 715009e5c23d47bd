// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/cost.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/render/key.h"

namespace gatecast {
namespace {

// README, Performance: 63.4 ms of a processor for a picture of 1920x1080; 4 Mbit/s at 25 of them a second.
constexpr PixelCost kUsual{63.4e-3 / (1920.0 * 1080) * 1e9, 4e6 / 8 / (1920.0 * 1080 * 25) * 1e9, false};
constexpr double kLosslessBytes = 0.8e9;  // FFV1 of filmed pictures, 8 bit 4:2:0

std::string key_of(const Encode& encode) {
    return KeyBuilder("pixel-cost").add("encode", encode.name).hex();
}

}  // namespace

PixelCost pixel_cost(const Store& store, const Encode& encode) {
    PixelCost cost = kUsual;
    if (encode.video.control == RateControl::kLossless) cost.bytes = kLosslessBytes;
    const auto text = store.text(key_of(encode));
    if (!text) return cost;
    const auto known = nlohmann::json::parse(*text, nullptr, false);
    if (!known.is_object() || !known.contains("seconds") || !known.contains("bytes")) return cost;
    return {known["seconds"].get<double>(), known["bytes"].get<double>(), true};
}

void remember_pixel_cost(const Store& store, const Encode& encode, const PixelCost& cost) {
    store.put_text(key_of(encode), nlohmann::json{{"seconds", cost.seconds}, {"bytes", cost.bytes}}.dump());
}

void remember_cost_of(const RenderPlan& plan, const RenderResult& result, double processor_s, const Store& store) {
    constexpr Time kLongEnough = std::chrono::seconds(10);
    const bool whole = std::ranges::all_of(
        result.outputs, [](const OutputResult& output) { return output.state == OutputResult::State::kRendered; });
    if (!whole || result.stopped || result.segments_kept > 0 || plan.length < kLongEnough) return;
    const auto elements = [](const OutputPlan& output) {
        return static_cast<double>(output.frames) * output.shape.size.width * output.shape.size.height / 1e9;
    };
    double all = 0;
    for (const OutputPlan& output : plan.outputs) all += elements(output);
    for (size_t i = 0; all > 0 && i < plan.outputs.size(); ++i) {
        const double own = elements(plan.outputs[i]);
        if (own <= 0) continue;
        remember_pixel_cost(store, plan.outputs[i].encode,
                            {processor_s / all, static_cast<double>(result.outputs[i].published.bytes) / own, true});
    }
}

double gigapixels(const Display& display, Time length) {
    const double pictures = static_cast<double>(length.count()) / 1e9 * display.rate.value();
    return pictures * display.canvas.width * display.canvas.height / 1e9;
}

int64_t forecast_bytes(const PixelCost& cost, const Display& display, const Encode& encode, Time length) {
    const double seconds = static_cast<double>(length.count()) / 1e9;
    const bool fixed = encode.video.control == RateControl::kCbr && encode.video.bitrate > 0;
    const double picture =
        fixed ? static_cast<double>(encode.video.bitrate) / 8 * seconds : cost.bytes * gigapixels(display, length);
    return static_cast<int64_t>(picture + static_cast<double>(encode.audio.bitrate) / 8 * seconds);
}

}  // namespace gatecast
