// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/preview.h"

#include <fmt/format.h>

#include "pipeline/render/composing.h"
#include "pipeline/render/output_stage.h"
#include "pipeline/scene/drawing.h"

namespace gatecast {

namespace {

constexpr int kThumbnailHeight_px = 270;
constexpr int kGap_px = 20;
constexpr int kLabelHeight_px = 40;
constexpr double kText_px = 18;
constexpr Rgb kPaper{0.13, 0.14, 0.16};

/// One output's way from the clip to finished frames, for moments in order.
class Viewer {
public:
    Viewer(const RenderPlan& plan, const OutputPlan& output, Time first)
        : output_(output),
          scene_(make_scene(plan, plan.compositions[static_cast<size_t>(output.composition)])),
          clips_(plan, first),
          grid_(*scene_, clips_.sources_for(plan.compositions[static_cast<size_t>(output.composition)])),
          stage_(output, plan.from) {}

    Picture at(Time moment) {
        const int64_t n = std::clamp<int64_t>(frame_at(moment, output_.rate), 0, output_.frames - 1);
        return stage_.prepare(grid_.frame(n).picture, n);
    }

    [[nodiscard]] std::vector<Message> problems() const { return clips_.problems(); }

private:
    const OutputPlan& output_;
    std::unique_ptr<Scene> scene_;
    OpenClips clips_;
    Grid grid_;
    OutputStage stage_;
};

int thumbnail_width(const OutputPlan& output) {
    return kThumbnailHeight_px * output.shape.size.width / output.shape.size.height / 2 * 2;
}

void add_label(const std::string& text, int x, int y, std::vector<Layer>& layers) {
    const Drawing drawing = draw_label(text, kText_px, false);
    layers.emplace_back(OverlayLayer{std::make_shared<Overlay>(make_overlay(
        drawing.view(), x - static_cast<int>(kLabelPadding * kText_px), y, Chroma::k420, next_change_id()))});
}

/// "1:02.3", of hours "1:00:02.3".
std::string clock(Time time) {
    const int64_t tenths = time.count() / 100'000'000;
    const int64_t minutes = tenths / 600;
    if (minutes >= 60)
        return fmt::format("{}:{:02}:{:02}.{}", minutes / 60, minutes % 60, tenths / 10 % 60, tenths % 10);
    return fmt::format("{}:{:02}.{}", minutes, tenths / 10 % 60, tenths % 10);
}

constexpr int kColumns = 4;

Picture page_of(Viewer& viewer, const OutputPlan& output, Time from, std::span<const Time> moments) {
    const int width = thumbnail_width(output) + kGap_px;
    const int height = kThumbnailHeight_px + kLabelHeight_px + kGap_px;
    const auto count = static_cast<int>(moments.size());
    const Size size{std::min(count, kColumns) * width + kGap_px, (count + kColumns - 1) / kColumns * height + kGap_px};
    std::vector<Layer> layers;
    layers.emplace_back(FillLayer{area_of(size), to_ycbcr8(kPaper, kDisplayColour)});
    for (int i = 0; i < count; ++i) {
        const Time moment = moments[static_cast<size_t>(i)];
        PictureLayer picture;
        picture.picture = viewer.at(moment);
        picture.area = {kGap_px + i % kColumns * width, kGap_px + i / kColumns * height, width - kGap_px,
                        kThumbnailHeight_px};
        picture.fit = Fit::kStretch;
        picture.kernel = Kernel::kLanczos;
        add_label(clock(from + moment), picture.area.x, picture.area.y + kThumbnailHeight_px, layers);
        layers.emplace_back(std::move(picture));
    }
    return Canvas(size, Chroma::k420).compose(layers);
}

}  // namespace

std::vector<Message> thumbnail_pages(const RenderPlan& plan, size_t output, const std::vector<Time>& moments,
                                     const std::function<void(const Picture& page)>& sink) {
    if (moments.empty()) return {};
    Viewer viewer(plan, plan.outputs[output], moments.front());
    for (size_t first = 0; first < moments.size(); first += kThumbnailsAPage) {
        const size_t count = std::min(kThumbnailsAPage, moments.size() - first);
        sink(page_of(viewer, plan.outputs[output], plan.from, std::span(moments).subspan(first, count)));
    }
    return viewer.problems();
}

Preview preview_frame(const RenderPlan& plan, size_t output, Time at) {
    Viewer viewer(plan, plan.outputs[output], at);
    Picture picture = viewer.at(at);
    return {std::move(picture), viewer.problems()};
}

Preview contact_sheet(const RenderPlan& plan, const std::vector<Time>& moments) {
    const int columns = static_cast<int>(moments.size());
    int width = 0;
    for (const OutputPlan& output : plan.outputs)
        width = std::max(width, columns * (thumbnail_width(output) + kGap_px) + kGap_px);
    const int row = kThumbnailHeight_px + kLabelHeight_px + kGap_px;
    const Size size{width, row * static_cast<int>(plan.outputs.size()) + kGap_px};
    Preview sheet;
    std::vector<Layer> layers;
    layers.emplace_back(FillLayer{area_of(size), to_ycbcr8(kPaper, kDisplayColour)});
    for (size_t i = 0; i < plan.outputs.size(); ++i) {
        const OutputPlan& output = plan.outputs[i];
        Viewer viewer(plan, output, moments.front());
        const int top = kGap_px + row * static_cast<int>(i);
        for (int column = 0; column < columns; ++column) {
            const Time moment = moments[static_cast<size_t>(column)];
            PictureLayer picture;
            picture.picture = viewer.at(moment);
            picture.area = {kGap_px + column * (thumbnail_width(output) + kGap_px), top, thumbnail_width(output),
                            kThumbnailHeight_px};
            picture.fit = Fit::kStretch;
            picture.kernel = Kernel::kLanczos;
            const std::string time = fmt::format("{:.1f} s", static_cast<double>(moment.count()) / 1e9);
            add_label(column == 0 ? output.display_name : time, picture.area.x, top + kThumbnailHeight_px, layers);
            layers.emplace_back(std::move(picture));
        }
        const std::vector<Message> problems = viewer.problems();  // of one clip: the same for each output
        if (problems.size() > sheet.problems.size()) sheet.problems = problems;
    }
    Canvas canvas(size, Chroma::k420);
    sheet.picture = canvas.compose(layers);
    return sheet;
}

Image as_rgb(const Picture& picture) {
    Image rgb(picture.view.size, {Chroma::kRgb, 8});
    ScaleSpec spec;
    spec.source_size = spec.target_size = picture.view.size;
    spec.source_format = picture.view.format;
    spec.source_colour = picture.colour;
    spec.target_format = rgb.format();
    spec.target_colour = {Matrix::kRgb, Transfer::kBt709, Primaries::kBt709, Range::kFull, ChromaSite::kLeft};
    Scaler(spec).scale(picture.view, rgb.view());
    return rgb;
}

}  // namespace gatecast
