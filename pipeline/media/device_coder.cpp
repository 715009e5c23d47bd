// SPDX-License-Identifier: GPL-3.0-or-later
// The encoders of the machine's devices, through libavcodec: pictures as NV12, handed over or uploaded; one picture
// deep, so that each comes back at once.
extern "C" {
#include <libavutil/hwcontext.h>
}

#include <memory>

#include "pipeline/media/libav_coder.h"

namespace gatecast {

namespace {

struct DeviceOption {
    const char *key, *value;
};

struct Device {
    const char* codec;
    AVHWDeviceType uploads_to;  // NONE: it takes pictures from memory
    AVPixelFormat pictures;     // what it is told that it gets
    std::span<const DeviceOption> options;
};

constexpr DeviceOption kNvencOptions[] = {{"preset", "p4"},    {"tune", "ull"},      {"rc", "vbr"},
                                          {"delay", "0"},      {"zerolatency", "1"}, {"forced-idr", "1"},
                                          {"no-scenecut", "1"}};
constexpr DeviceOption kVaapiOptions[] = {{"async_depth", "1"}, {"idr_interval", "0"}};
constexpr DeviceOption kQsvOptions[] = {{"async_depth", "1"}, {"forced_idr", "1"}, {"look_ahead", "0"}};

constexpr Device kNvenc{"h264_nvenc", AV_HWDEVICE_TYPE_NONE, AV_PIX_FMT_NV12, kNvencOptions};
constexpr Device kVaapi{"h264_vaapi", AV_HWDEVICE_TYPE_VAAPI, AV_PIX_FMT_VAAPI, kVaapiOptions};
constexpr Device kQsv{"h264_qsv", AV_HWDEVICE_TYPE_NONE, AV_PIX_FMT_NV12, kQsvOptions};
constexpr int kSurfaces = 4;

struct Unref {
    void operator()(AVBufferRef* reference) const noexcept { av_buffer_unref(&reference); }
};
using Reference = std::unique_ptr<AVBufferRef, Unref>;

/// Chroma beside each other instead of one after the other.
void copy_as_nv12(const ConstImageView& from, AVFrame& to) {
    const Size chroma = plane_size(from.size, from.format, 1);
    for (int y = 0; y < from.size.height; ++y)
        std::copy_n(from.planes[0].row(y), from.size.width, to.data[0] + std::ptrdiff_t{y} * to.linesize[0]);
    for (int y = 0; y < chroma.height; ++y) {
        const uint8_t *blue = from.planes[1].row(y), *red = from.planes[2].row(y);
        uint8_t* both = to.data[1] + std::ptrdiff_t{y} * to.linesize[1];
        for (int x = 0; x < chroma.width; ++x) {
            both[2 * x] = blue[x];
            both[2 * x + 1] = red[x];
        }
    }
}

class DeviceCoder : public LibavCoder {
public:
    DeviceCoder(const Device& device, const VideoEncode& settings, Size size, Rational rate)
        : LibavCoder(device.codec), size_(size) {
        describe_live_pictures(*codec_, settings, size, rate);
        codec_->pix_fmt = device.pictures;
        codec_->bit_rate = settings.bitrate;  // devices know no quality that is the same on all of them
        if (device.uploads_to != AV_HWDEVICE_TYPE_NONE) make_surfaces(device);
        libav::Options options;
        for (const DeviceOption& each : device.options) options.set(each.key, std::string(each.value));
        open(options);
    }

    void encode(const ConstImageView& picture, int64_t number, bool whole, const PacketSink& sink) override {
        const libav::Frame plain = libav::make_frame();
        plain->format = AV_PIX_FMT_NV12;
        plain->width = size_.width;
        plain->height = size_.height;
        check(av_frame_get_buffer(plain.get(), 0));
        copy_as_nv12(picture, *plain);
        av_frame_unref(frame_.get());
        if (surfaces_) {
            check(av_hwframe_get_buffer(surfaces_.get(), frame_.get(), 0));
            check(av_hwframe_transfer_data(frame_.get(), plain.get(), 0));
        } else {
            check(av_frame_ref(frame_.get(), plain.get()));
        }
        send(number, whole, sink);
    }

private:
    void make_surfaces(const Device& device) {
        AVBufferRef* made = nullptr;
        check(av_hwdevice_ctx_create(&made, device.uploads_to, nullptr, nullptr, 0));
        const Reference opened(made);
        surfaces_.reset(av_hwframe_ctx_alloc(opened.get()));
        if (!surfaces_) throw std::bad_alloc();
        auto& frames = *reinterpret_cast<AVHWFramesContext*>(surfaces_->data);
        frames.format = device.pictures;
        frames.sw_format = AV_PIX_FMT_NV12;
        frames.width = size_.width;
        frames.height = size_.height;
        frames.initial_pool_size = kSurfaces;
        check(av_hwframe_ctx_init(surfaces_.get()));
        codec_->hw_frames_ctx = av_buffer_ref(surfaces_.get());
    }

    void check(int code) const {
        if (code < 0) throw Error(message("{}: the device cannot be used ({}).", name(), libav::reason(code)));
    }

    Size size_;
    Reference surfaces_;
};

}  // namespace

std::unique_ptr<PictureCoder> open_nvenc(const VideoEncode& settings, Size size, Rational rate) {
    return std::make_unique<DeviceCoder>(kNvenc, settings, size, rate);
}

std::unique_ptr<PictureCoder> open_vaapi(const VideoEncode& settings, Size size, Rational rate) {
    return std::make_unique<DeviceCoder>(kVaapi, settings, size, rate);
}

std::unique_ptr<PictureCoder> open_qsv(const VideoEncode& settings, Size size, Rational rate) {
    return std::make_unique<DeviceCoder>(kQsv, settings, size, rate);
}

}  // namespace gatecast
