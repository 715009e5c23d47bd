// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/segment_encoder.h"

#include <nlohmann/json.hpp>

#include "pipeline/media/decode_check.h"
#include "pipeline/media/packet_file.h"
#include "presets/message.h"

namespace gatecast {

using nlohmann::json;

namespace {

json runs_to_json(const std::vector<FrameRun>& runs) {
    json list = json::array();
    for (const FrameRun& run : runs) list.push_back({run.first, run.count});
    return list;
}

std::vector<FrameRun> runs_from_json(const json& list) {
    std::vector<FrameRun> runs;
    for (const json& run : list) runs.push_back({run.at(0).get<int64_t>(), run.at(1).get<int64_t>()});
    return runs;
}

}  // namespace

std::string to_json(const SegmentFacts& facts) {
    return json{{"first", facts.first},
                {"count", facts.count},
                {"first_source", facts.first_source},
                {"next_source", facts.next_source},
                {"black", runs_to_json(facts.black)},
                {"frozen", runs_to_json(facts.frozen)},
                {"damaged", facts.damaged}}
        .dump();
}

SegmentFacts segment_facts_from_json(const std::string& text) {
    try {
        const json value = json::parse(text);
        return {value.at("first").get<int64_t>(),
                value.at("count").get<int64_t>(),
                value.at("first_source").get<std::string>(),
                value.at("next_source").get<std::string>(),
                runs_from_json(value.at("black")),
                runs_from_json(value.at("frozen")),
                value.value("damaged", false)};
    } catch (const json::exception& cause) {
        throw Error(message("A segment in the store is damaged: {}.", cause.what()));
    }
}

SegmentEncoder::SegmentEncoder(const OutputPlan& output, const SegmentPlan& segment, double rate_scale)
    : segment_(segment),
      rate_scale_(rate_scale),
      encoder_(output.encode.video, output.shape, segment.first, rate_scale) {
    facts_.first = segment.first;
    facts_.count = segment.count;
    packets_.reserve(static_cast<size_t>(segment.count));
}

void SegmentEncoder::add(const ConstImageView& picture, int64_t frame) {
    judge_.see(picture, frame);
    encoder_.encode(picture, [this](Packet&& packet) { packets_.push_back(std::move(packet)); });
    ++added_;
}

bool SegmentEncoder::finish(std::string next_source, bool decode_check, const Store& store) {
    encoder_.finish([this](Packet&& packet) { packets_.push_back(std::move(packet)); });
    if (encoder_.missing_bits() > 0) return false;
    if (std::ssize(packets_) != segment_.count)
        throw Error(message("The encoder gave {} packets for {} frames. Please report it with the command you gave.",
                            packets_.size(), segment_.count));
    if (decode_check) check_decodes();
    facts_.next_source = std::move(next_source);
    facts_.black = judge_.black();
    facts_.frozen = judge_.frozen();
    const std::filesystem::path temporary = store.begin(segment_.key);
    PacketFileWriter writer(temporary, to_json(facts_));
    for (const Packet& packet : packets_) writer.write(packet);
    writer.finish();
    store.commit(temporary, segment_.key);
    return true;
}

void SegmentEncoder::check_decodes() const {
    DecodeCheck check(encoder_.parameters());
    for (const Packet& packet : packets_) check.take(packet);
    if (const int64_t frames = check.finish(); frames != segment_.count)
        throw Error(message("The encoder made {} frames of {} at frame {}. Please report it with the command you gave.",
                            frames, segment_.count, segment_.first));
}

}  // namespace gatecast
