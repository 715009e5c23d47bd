// SPDX-License-Identifier: GPL-3.0-or-later
// One segment on its way into the store: a fresh encoder, its packets, what was seen while composing, a decode check,
// and the whole of it under its key. On the lane's composing thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "pipeline/media/encode.h"
#include "pipeline/render/judge.h"
#include "pipeline/render/plan.h"
#include "pipeline/render/store.h"

namespace gatecast {

/// Stands in front of a segment's packets in the store.
struct SegmentFacts {
    int64_t first = 0;
    int64_t count = 0;
    std::string first_source;  // hash of the source picture its first frame shows
    std::string next_source;   // and of the one that the frame after its last would show; empty at the end
    std::vector<FrameRun> black;
    std::vector<FrameRun> frozen;
    bool damaged = false;  // something was wrong with the clip by the time this was made
};
[[nodiscard]] std::string to_json(const SegmentFacts& facts);
[[nodiscard]] SegmentFacts segment_facts_from_json(const std::string& json);

class SegmentEncoder {
public:
    SegmentEncoder(const OutputPlan& output, const SegmentPlan& segment, double rate_scale);

    void add(const ConstImageView& picture, int64_t frame);
    void set_first_source(std::string hash) { facts_.first_source = std::move(hash); }
    void set_damaged(bool damaged) { facts_.damaged = damaged; }
    [[nodiscard]] bool complete() const { return added_ == segment_.count; }

    /// False: a constant-rate segment ended with too little in its buffer and must be made again at a lower rate.
    [[nodiscard]] bool finish(std::string next_source, bool decode_check, const Store& store);

    [[nodiscard]] const SegmentPlan& plan() const { return segment_; }
    [[nodiscard]] double rate_scale() const { return rate_scale_; }

private:
    void check_decodes() const;

    SegmentPlan segment_;
    double rate_scale_;
    VideoEncoder encoder_;
    std::vector<Packet> packets_;
    SegmentFacts facts_;
    Judge judge_;
    int64_t added_ = 0;
};

}  // namespace gatecast
