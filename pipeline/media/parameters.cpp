// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/parameters.h"

#include <nlohmann/json.hpp>

#include "pipeline/media/libav.h"
#include "presets/message.h"

namespace gatecast {
namespace {

using nlohmann::json;

std::string to_hex(const uint8_t* bytes, int count) {
    std::string hex;
    for (int i = 0; i < count; ++i) hex += fmt::format("{:02x}", bytes[i]);
    return hex;
}

int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    throw Error(message("A stored segment has a damaged header. Clean the cache."));
}

CodecParameters empty_parameters() {
    CodecParameters parameters(avcodec_parameters_alloc());
    if (!parameters) throw std::bad_alloc();
    return parameters;
}

void set_extradata(AVCodecParameters& parameters, const std::string& hex) {
    const size_t count = hex.size() / 2;
    if (count == 0) return;
    parameters.extradata = static_cast<uint8_t*>(av_mallocz(count + AV_INPUT_BUFFER_PADDING_SIZE));
    if (!parameters.extradata) throw std::bad_alloc();
    parameters.extradata_size = static_cast<int>(count);
    for (size_t i = 0; i < count; ++i)
        parameters.extradata[i] = static_cast<uint8_t>(nibble(hex[2 * i]) * 16 + nibble(hex[2 * i + 1]));
}

/// One row a number that matters; the same table reads and writes.
template <typename Parameters, typename Visit>
void each_number(Parameters& p, Visit visit) {
    visit("format", p.format);
    visit("bits", p.bits_per_coded_sample);
    visit("raw_bits", p.bits_per_raw_sample);
    visit("profile", p.profile);
    visit("level", p.level);
    visit("width", p.width);
    visit("height", p.height);
    visit("aspect_num", p.sample_aspect_ratio.num);
    visit("aspect_den", p.sample_aspect_ratio.den);
    visit("delay", p.video_delay);
    visit("sample_rate", p.sample_rate);
    visit("block_align", p.block_align);
    visit("frame_size", p.frame_size);
    visit("padding", p.initial_padding);
    visit("bit_rate", p.bit_rate);
    visit("type", p.codec_type);
    visit("fields", p.field_order);
    visit("range", p.color_range);
    visit("primaries", p.color_primaries);
    visit("transfer", p.color_trc);
    visit("matrix", p.color_space);
    visit("site", p.chroma_location);
}

}  // namespace

std::string to_json(const CodecParameters& parameters) {
    const AVCodecParameters& p = *parameters;
    json out;
    out["codec"] = avcodec_get_name(p.codec_id);
    out["extradata"] = to_hex(p.extradata, p.extradata_size);
    out["channels"] = p.ch_layout.nb_channels;
    each_number(p, [&](const char* key, auto value) { out[key] = static_cast<int64_t>(value); });
    return out.dump();
}

CodecParameters parameters_from_json(const std::string& text) {
    CodecParameters parameters = empty_parameters();
    AVCodecParameters& p = *parameters;
    try {
        const json in = json::parse(text);
        const AVCodecDescriptor* codec = avcodec_descriptor_get_by_name(in.at("codec").get<std::string>().c_str());
        if (!codec) throw Error(message("A stored segment has a codec this machine does not know. Clean the cache."));
        p.codec_id = codec->id;
        set_extradata(p, in.at("extradata").get<std::string>());
        if (const int channels = in.at("channels").get<int>(); channels > 0)
            av_channel_layout_default(&p.ch_layout, channels);
        each_number(p,
                    [&]<typename T>(const char* key, T& value) { value = static_cast<T>(in.at(key).get<int64_t>()); });
    } catch (const json::exception&) {
        throw Error(message("A stored segment has a damaged header. Clean the cache."));
    }
    return parameters;
}

CodecParameters copy(const CodecParameters& parameters) {
    CodecParameters made = empty_parameters();
    if (avcodec_parameters_copy(made.get(), parameters.get()) < 0) throw std::bad_alloc();
    return made;
}

}  // namespace gatecast
