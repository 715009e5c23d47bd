// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/deck.h"

#include <poll.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "pipeline/live/decks/deck_sound.h"
#include "pipeline/live/decks/live_deck.h"
#include "pipeline/live/decks/picture_conform.h"
#include "pipeline/live/decks/ring.h"
#include "pipeline/live/decks/sandbox.h"
#include "pipeline/scene/sources/source.h"

namespace gatecast {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr Time kLookAround = 100ms;  // how soon a mixer that has hung up is noticed

/// What a clip has to give, in frames of the grid.
int64_t frames_of(const Clip& clip, const DeckOrder& order) {
    if (order.frames > 0) return order.frames;
    if (clip.duration <= Time(0)) return INT64_MAX;  // a still stands for as long as it is wanted
    const auto& video = clip.video;
    if (clip.kind == ClipKind::kFilm && video && !video->variable_rate && video->rate == order.rate &&
        video->frames > 0)
        return std::max<int64_t>(1, video->frames - frame_at(order.in, order.rate));
    return std::max<int64_t>(1, frame_at(clip.duration - order.in + frame_time(1, order.rate) / 2, order.rate));
}

/// One run through the clip: frame n of the item, from wherever the deck begins.
class Run {
public:
    Run(const Clip& clip, const DeckOrder& order, int64_t first, int64_t frames)
        : order_(order),
          source_(open_source(clip, order.in + frame_time(first, order.rate), options_of(order))),
          sound_(clip, order, first, frames) {}

    /// Fills everything of `frame` but its number and whether it is the last.
    void fill(int64_t n, PictureConform& conform, RingFrame& frame) {
        const ShownPicture* shown = source_->at(order_.in + frame_time(n, order_.rate), FieldUse::kProgressive);
        frame.picture.reset();
        frame.repeats = shown != nullptr && seen_ && shown->picture.id == *seen_;
        if (shown != nullptr && !frame.repeats) {
            seen_ = shown->picture.id;
            frame.picture = conform.conform(shown->picture);
            frame.sample_aspect = shown->sample_aspect;
            frame.rotation_degrees = shown->rotation_degrees;
        }
        sound_.next(n, frame.sound);
    }

private:
    static SourceOptions options_of(const DeckOrder& order) {
        SourceOptions options;
        options.region = order.region;
        options.fade = Time(0);  // two pictures at a time have no room in a ring
        return options;
    }

    const DeckOrder& order_;
    std::unique_ptr<FrameSource> source_;
    DeckSound sound_;
    std::optional<uint64_t> seen_;
};

/// False: the mixer has hung up.
bool wait_for_place(RingWriter& ring, MixerLine& mixer) {
    while (!ring.wait_for_place(kLookAround))
        if (mixer.hung_up()) return false;
    return true;
}

/// False: the mixer has hung up.
bool play(const Clip& clip, const DeckOrder& order, int64_t first, int64_t& number, RingWriter& ring,
          MixerLine& mixer) {
    const int64_t frames = frames_of(clip, order);
    Run run(clip, order, first, frames);
    PictureConform conform(ring);
    RingFrame frame;
    for (int64_t n = first; n < frames; ++n, ++number) {
        run.fill(n, conform, frame);
        frame.number = number;
        frame.last = !order.repeats && n + 1 == frames;
        if (!wait_for_place(ring, mixer)) return false;
        ring.put(frame);
    }
    return true;
}

}  // namespace

bool is_test_source(const LiveInputSettings& live) {
    return live.url.starts_with("test://");
}

json to_json(const LiveInputSettings& live) {
    return {{"url", live.url},
            {"listens", live.listens},
            {"passphrase", live.passphrase},
            {"streamid", live.streamid},
            {"latency_ms", live.latency_ms},
            {"interface", live.interface},
            {"transport", live.transport},
            {"language", live.language}};
}

LiveInputSettings live_input_from(const json& given) {
    return {given.at("url"),        given.at("listens"),   given.at("passphrase"), given.at("streamid"),
            given.at("latency_ms"), given.at("interface"), given.at("transport"),  given.at("language")};
}

json to_json(const DeckOrder& order) {
    return {{"media", order.media},
            {"name", order.name},
            {"rate", {order.rate.num, order.rate.den}},
            {"region", {order.region.width, order.region.height}},
            {"first", order.first},
            {"frames", order.frames},
            {"in", order.in.count()},
            {"repeats", order.repeats},
            {"silent", order.silent},
            {"language", order.language},
            {"live", to_json(order.live)},
            {"origin", order.origin.count()}};
}

DeckOrder deck_order_from(const json& given) {
    DeckOrder order;
    order.media = given.at("media");
    order.name = given.at("name");
    order.rate = {given.at("rate").at(0), given.at("rate").at(1)};
    order.region = {given.at("region").at(0), given.at("region").at(1)};
    order.first = given.at("first");
    order.frames = given.at("frames");
    order.in = Time(given.at("in").get<int64_t>());
    order.repeats = given.at("repeats");
    order.silent = given.at("silent");
    order.language = given.at("language");
    order.live = live_input_from(given.at("live"));
    order.origin = Time(given.at("origin").get<int64_t>());
    return order;
}

void run_deck(const DeckOrder& order, Descriptor socket) {
    MixerLine mixer(std::move(socket));
    RingWriter ring = mixer.open_ring();
    const bool live = !order.live.url.empty();
    lock_in(live ? SandboxNetwork::kLive : SandboxNetwork::kNone, order.media);
    if (live) return run_live_deck(order, mixer, ring);
    const Clip clip = probe_clip("/proc/self/fd/" + std::to_string(order.media));
    const int64_t frames = frames_of(clip, order);
    if (order.first >= frames)
        throw Error(
            message("{}: is over before the place where it was to begin. Check in and out of the item.", order.name));
    mixer.tell({{"frames", frames == INT64_MAX ? -1 : frames}, {"still", clip.kind != ClipKind::kFilm}});
    int64_t number = order.first;
    int64_t first = order.first;
    do {
        if (!play(clip, order, first, number, ring, mixer)) return;
        first = 0;
    } while (order.repeats);
    while (!mixer.hung_up()) {
        pollfd waiting{-1, 0, 0};
        poll(&waiting, 1, static_cast<int>(kLookAround / 1ms));
    }
}

}  // namespace gatecast
