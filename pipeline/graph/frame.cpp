// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/graph/frame.h"

#include <gst/video/video.h>

#include <array>

namespace gatecast {
namespace {

struct FormatRow {
    GstVideoFormat gst;
    PixelFormat ours;
};

constexpr std::array kFormats = {
    FormatRow{GST_VIDEO_FORMAT_I420, {Chroma::k420, 8}},
    FormatRow{GST_VIDEO_FORMAT_I420_10LE, {Chroma::k420, 10}},
    FormatRow{GST_VIDEO_FORMAT_I420_12LE, {Chroma::k420, 12}},
    FormatRow{GST_VIDEO_FORMAT_Y42B, {Chroma::k422, 8}},
    FormatRow{GST_VIDEO_FORMAT_I422_10LE, {Chroma::k422, 10}},
    FormatRow{GST_VIDEO_FORMAT_I422_12LE, {Chroma::k422, 12}},
    FormatRow{GST_VIDEO_FORMAT_Y444, {Chroma::k444, 8}},
    FormatRow{GST_VIDEO_FORMAT_Y444_10LE, {Chroma::k444, 10}},
    FormatRow{GST_VIDEO_FORMAT_Y444_12LE, {Chroma::k444, 12}},
    FormatRow{GST_VIDEO_FORMAT_Y444_16LE, {Chroma::k444, 16}},
    FormatRow{GST_VIDEO_FORMAT_GRAY8, {Chroma::kGrey, 8}},
    FormatRow{GST_VIDEO_FORMAT_GRAY16_LE, {Chroma::kGrey, 16}},
    FormatRow{GST_VIDEO_FORMAT_GBR, {Chroma::kRgb, 8}},
    FormatRow{GST_VIDEO_FORMAT_GBR_10LE, {Chroma::kRgb, 10}},
    FormatRow{GST_VIDEO_FORMAT_GBR_12LE, {Chroma::kRgb, 12}},
};

const FormatRow* row_of(GstVideoFormat format) {
    for (const FormatRow& row : kFormats) {
        if (row.gst == format) return &row;
    }
    return nullptr;
}

Matrix matrix_of(GstVideoColorMatrix matrix) {
    switch (matrix) {
        case GST_VIDEO_COLOR_MATRIX_RGB:
            return Matrix::kRgb;
        case GST_VIDEO_COLOR_MATRIX_BT601:
        case GST_VIDEO_COLOR_MATRIX_FCC:
            return Matrix::kBt601;
        case GST_VIDEO_COLOR_MATRIX_BT2020:
            return Matrix::kBt2020;
        default:
            return Matrix::kBt709;
    }
}

Transfer transfer_of(GstVideoTransferFunction transfer) {
    switch (transfer) {
        case GST_VIDEO_TRANSFER_SRGB:
            return Transfer::kSrgb;
        case GST_VIDEO_TRANSFER_GAMMA10:
            return Transfer::kLinear;
        case GST_VIDEO_TRANSFER_SMPTE2084:
            return Transfer::kPq;
        case GST_VIDEO_TRANSFER_ARIB_STD_B67:
            return Transfer::kHlg;
        default:
            return Transfer::kBt709;
    }
}

Primaries primaries_of(GstVideoColorPrimaries primaries) {
    switch (primaries) {
        case GST_VIDEO_COLOR_PRIMARIES_BT470BG:
            return Primaries::kBt601_625;
        case GST_VIDEO_COLOR_PRIMARIES_SMPTE170M:
            return Primaries::kBt601_525;
        case GST_VIDEO_COLOR_PRIMARIES_BT2020:
            return Primaries::kBt2020;
        case GST_VIDEO_COLOR_PRIMARIES_SMPTEEG432:
        case GST_VIDEO_COLOR_PRIMARIES_SMPTERP431:
            return Primaries::kP3;
        default:
            return Primaries::kBt709;
    }
}

ChromaSite site_of(GstVideoChromaSite site) {
    if (site == GST_VIDEO_CHROMA_SITE_JPEG) return ChromaSite::kCentre;
    if (site == GST_VIDEO_CHROMA_SITE_COSITED) return ChromaSite::kTopLeft;
    return ChromaSite::kLeft;
}

ColourSpec colour_of(const GstVideoInfo& info) {
    ColourSpec colour;
    colour.matrix = matrix_of(info.colorimetry.matrix);
    colour.transfer = transfer_of(info.colorimetry.transfer);
    colour.primaries = primaries_of(info.colorimetry.primaries);
    colour.range = info.colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255 ? Range::kFull : Range::kLimited;
    colour.site = site_of(info.chroma_site);
    return colour;
}

FieldOrder fields_of(const GstVideoFrame& frame, const VideoTrack* track) {
    // Only a mixed stream says it with each picture. Elsewhere (raw, FFV1, MJPEG in MOV) it is the container's word,
    // and demuxers hand on that a stream is interleaved, but not always which field comes first.
    const bool decoder_knows = GST_VIDEO_INFO_INTERLACE_MODE(&frame.info) == GST_VIDEO_INTERLACE_MODE_MIXED;
    if (track != nullptr && !decoder_knows) return track->fields;
    if (!GST_VIDEO_FRAME_IS_INTERLACED(&frame)) return FieldOrder::kProgressive;
    return GST_VIDEO_FRAME_IS_TFF(&frame) ? FieldOrder::kTopFirst : FieldOrder::kBottomFirst;
}

/// A buffer mapped for reading until the last picture of it goes.
class MappedFrame {
public:
    MappedFrame(const GstVideoInfo& info, GstBuffer* buffer)
        : mapped_(gst_video_frame_map(&frame_, &info, buffer, GST_MAP_READ) != FALSE) {}
    ~MappedFrame() {
        if (mapped_) gst_video_frame_unmap(&frame_);
    }
    MappedFrame(const MappedFrame&) = delete;
    MappedFrame& operator=(const MappedFrame&) = delete;

    [[nodiscard]] bool mapped() const { return mapped_; }
    [[nodiscard]] const GstVideoFrame& frame() const { return frame_; }

private:
    GstVideoFrame frame_{};
    bool mapped_;
};

ConstImageView view_of(const GstVideoFrame& frame, PixelFormat format) {
    ConstImageView view{format, {GST_VIDEO_FRAME_WIDTH(&frame), GST_VIDEO_FRAME_HEIGHT(&frame)}, {}};
    for (int i = 0; i < format.planes(); ++i) {
        // By component, not by plane: GBR is stored G B R.
        view.planes[static_cast<size_t>(i)] = {static_cast<const uint8_t*>(GST_VIDEO_FRAME_COMP_DATA(&frame, i)),
                                               GST_VIDEO_FRAME_COMP_STRIDE(&frame, i)};
    }
    return view;
}

}  // namespace

Ref<GstCaps> planar_caps() {
    Ref<GstCaps> caps = adopt(gst_caps_new_empty());
    for (const FormatRow& row : kFormats) {
        gst_caps_append_structure(caps.get(), gst_structure_new("video/x-raw", "format", G_TYPE_STRING,
                                                                gst_video_format_to_string(row.gst), nullptr));
    }
    return caps;
}

std::optional<Picture> picture_of(const Ref<GstSample>& sample, const VideoTrack* track) {
    GstVideoInfo info;
    GstCaps* caps = gst_sample_get_caps(sample.get());
    GstBuffer* buffer = gst_sample_get_buffer(sample.get());
    if (caps == nullptr || buffer == nullptr || gst_video_info_from_caps(&info, caps) == FALSE) return std::nullopt;
    const FormatRow* row = row_of(GST_VIDEO_INFO_FORMAT(&info));
    if (row == nullptr) return std::nullopt;
    auto mapped = std::make_shared<const MappedFrame>(info, buffer);
    if (!mapped->mapped()) return std::nullopt;

    Picture picture;
    picture.view = view_of(mapped->frame(), row->ours);
    const bool as_probed = track != nullptr && picture.view.size == track->size;
    picture.colour = as_probed ? track->colour : colour_of(info);
    if (row->ours.chroma == Chroma::kRgb) picture.colour.matrix = Matrix::kRgb;
    picture.fields = fields_of(mapped->frame(), as_probed ? track : nullptr);
    picture.id = new_picture_id();
    picture.owner = std::move(mapped);
    return picture;
}

}  // namespace gatecast
