// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/output_stage.h"

#include <array>
#include <cmath>

#include "pipeline/scene/drawing.h"
#include "pipeline/scene/timecode.h"

namespace gatecast {

namespace {

constexpr double kLabelShare = 0.05;  // of the picture's height
constexpr double kMarginShare = 0.03;

}  // namespace

struct OutputStage::Review {
    Review(const OutputPlan& output, Time offset)
        : shape(output.shape),
          chroma(output.encode.video.chroma),
          canvas(output.shape.size, output.encode.video.chroma),
          first_frame(frame_at(offset, output.rate)) {
        const int height = shape.size.height;
        const int margin = static_cast<int>(std::lround(height * kMarginShare));
        if (!output.encode.burnt_label.empty()) {
            const Drawing text = draw_label(output.encode.burnt_label, height * kLabelShare);
            label = std::make_shared<Overlay>(
                make_overlay(text.view(), (shape.size.width - text.size.width) / 2, margin, chroma, next_change_id()));
        }
        if (output.encode.burnt_timecode)
            timecode = std::make_unique<TimecodeLabel>(height * kLabelShare, shape.size, margin, chroma, output.rate);
    }

    VideoShape shape;
    Chroma chroma;
    Canvas canvas;
    int64_t first_frame;
    OverlayRef label;
    std::unique_ptr<TimecodeLabel> timecode;
    std::vector<Layer> layers;
};

OutputStage::OutputStage(const OutputPlan& output, Time time_offset) {
    const Encode& encode = output.encode;
    if (encode.video.height > 0 || !encode.burnt_label.empty() || encode.burnt_timecode)
        review_ = std::make_unique<Review>(output, time_offset);
}
OutputStage::~OutputStage() = default;
OutputStage::OutputStage(OutputStage&&) noexcept = default;

Picture OutputStage::prepare(const Picture& frame, int64_t n) {
    if (!review_) return frame;
    PictureLayer picture;
    picture.picture = frame;
    picture.area = area_of(review_->shape.size);
    picture.fit = Fit::kStretch;
    review_->layers.clear();
    review_->layers.emplace_back(picture);
    if (review_->label) review_->layers.emplace_back(OverlayLayer{review_->label});
    if (review_->timecode) review_->timecode->add_layers(review_->first_frame + n, review_->layers);
    return review_->canvas.compose(review_->layers);
}

}  // namespace gatecast
