// SPDX-License-Identifier: GPL-3.0-or-later
// One of libavcodec's encoders, opened: frames in, packets out. Private to the makers of PictureCoders.
#pragma once

#include "pipeline/media/libav.h"
#include "pipeline/media/picture_coder.h"

namespace gatecast {

class LibavCoder : public PictureCoder {
public:
    [[nodiscard]] CodecParameters parameters() const override;

protected:
    /// Found, not yet open: to be described. Throws Error where libavcodec has none of that name.
    explicit LibavCoder(const char* codec);

    void open(libav::Options& options);
    /// Sends frame_ as picture `number` and takes what comes.
    void send(int64_t number, bool whole, const PacketSink& sink);
    [[nodiscard]] const char* name() const { return codec_name_; }

    libav::Codec codec_;
    libav::Frame frame_ = libav::make_frame();

private:
    void check(int code, int64_t number) const;

    const char* codec_name_;
    libav::PacketRef packet_ = libav::make_packet();
};

}  // namespace gatecast
