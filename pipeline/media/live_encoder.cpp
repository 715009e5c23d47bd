// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/live_encoder.h"

#include <algorithm>

namespace gatecast {

namespace {

constexpr size_t kMostGiven = 12;  // a device that holds more back than this is no help to anybody

}  // namespace

LiveEncoder::LiveEncoder(const VideoEncode& settings, Size size, Rational rate, int64_t first_frame,
                         const std::string& choice, std::span<const CoderKind> kinds)
    : settings_(settings), size_(size), rate_(rate), last_resort_(kinds.back()), next_(first_frame) {
    choose(choice, kinds);
    coder_ = kind_->open(settings_, size_, rate_);
}

void LiveEncoder::choose(const std::string& choice, std::span<const CoderKind> kinds) {
    for (const CoderKind& each : kinds.first(kinds.size() - 1)) {
        if (choice != kAnyCoder && choice != each.name) continue;
        const std::optional<Message> why_not = why_no_coder(each, settings_, size_, rate_);
        if (!why_not) {
            kind_ = &each;
            return;
        }
        if (choice == each.name) problem_ = in_english(*why_not);
    }
    kind_ = &last_resort_;
}

void LiveEncoder::encode(const Picture& picture, const PacketSink& sink) {
    if (picture.view.size != size_ || picture.view.format != PixelFormat{Chroma::k420, 8})
        throw std::invalid_argument("LiveEncoder::encode: the picture has another size or format than the encoder");
    const Given given{next_++, picture};
    given_.push_back(given);
    try {
        hand_to_coder(given, sink);
        if (given_.size() > kMostGiven) throw Error(message("It gives back no pictures that can be used."));
    } catch (const Error& error) {
        if (kind_ == &last_resort_) throw;
        take_over(error.what(), sink);
    }
}

void LiveEncoder::hand_to_coder(const Given& given, const PacketSink& sink) {
    const bool whole = since_whole_ == 0;
    since_whole_ = (since_whole_ + 1) % std::max(1, settings_.gop);
    coder_->encode(given.picture.view, given.number, whole, [&](Packet&& packet) {
        std::erase_if(given_, [&packet](const Given& each) { return each.number <= packet.pts; });
        sink(std::move(packet));
    });
}

void LiveEncoder::take_over(const std::string& why, const PacketSink& sink) {
    problem_ = why;
    kind_ = &last_resort_;
    coder_.reset();  // a device has only so many places
    coder_ = kind_->open(settings_, size_, rate_);
    ++changes_;
    since_whole_ = 0;
    const std::deque<Given> again = given_;
    for (const Given& each : again) hand_to_coder(each, sink);
}

}  // namespace gatecast
