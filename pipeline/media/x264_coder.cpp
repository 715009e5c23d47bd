// SPDX-License-Identifier: GPL-3.0-or-later
// x264, on the processor.
#include <fmt/format.h>

#include "pipeline/media/libav_coder.h"

namespace gatecast {

namespace {

void nothing_to_free(void*, uint8_t*) {}

class X264Coder : public LibavCoder {
public:
    X264Coder(const VideoEncode& settings, Size size, Rational rate) : LibavCoder("libx264") {
        describe_live_pictures(*codec_, settings, size, rate);
        libav::Options options;
        options.set("preset", settings.preset);
        options.set("tune", "zerolatency");
        if (!settings.profile.empty()) options.set("profile", settings.profile);
        if (!settings.level.empty()) options.set("level", settings.level);
        options.set("crf", fmt::format("{}", settings.crf));
        options.set("forced-idr", int64_t{1});
        options.set("x264-params", "open-gop=0:scenecut=0:log-level=error");
        open(options);
    }

    void encode(const ConstImageView& picture, int64_t number, bool whole, const PacketSink& sink) override {
        borrow(picture);
        send(number, whole, sink);
    }

private:
    void borrow(const ConstImageView& picture) {
        av_frame_unref(frame_.get());
        frame_->format = AV_PIX_FMT_YUV420P;
        frame_->width = picture.size.width;
        frame_->height = picture.size.height;
        for (size_t plane = 0; plane < 3; ++plane) {
            // libav's frames know no const; encoders read only
            frame_->data[plane] = const_cast<uint8_t*>(picture.planes[plane].data);
            frame_->linesize[plane] = static_cast<int>(picture.planes[plane].stride_bytes);
        }
        // A reference that frees nothing spares the copy libavcodec makes of unowned pixels: x264 makes its own.
        frame_->buf[0] = av_buffer_create(frame_->data[0], 1, nothing_to_free, nullptr, AV_BUFFER_FLAG_READONLY);
        if (!frame_->buf[0]) throw std::bad_alloc();
    }
};

}  // namespace

std::unique_ptr<PictureCoder> open_x264(const VideoEncode& settings, Size size, Rational rate) {
    return std::make_unique<X264Coder>(settings, size, rate);
}

}  // namespace gatecast
