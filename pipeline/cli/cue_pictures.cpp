// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/cue_pictures.h"

#include <algorithm>

#include "pipeline/graph/start.h"
#include "pipeline/media/small_png.h"
#include "pipeline/scene/drawing.h"
#include "pipeline/scene/sources/still_source.h"

namespace gatecast {
namespace {

constexpr ColourSpec kRgbColour{Matrix::kRgb, Transfer::kBt709, Primaries::kBt709, Range::kFull, ChromaSite::kLeft};

/// Even lighting of middle tones, darker to the ground: light letters and dark ones are both judged on it.
Picture quiet_picture(Size size) {
    constexpr double kSky = 130, kGround = 70;
    auto image = std::make_shared<Image>(size, PixelFormat{Chroma::k420, 8});
    fill(image->view(), {0, 132, 122});
    for (int y = 0; y < size.height; ++y) {
        const double luma = kSky + (kGround - kSky) * y / size.height;
        std::fill_n(image->view().planes[0].row(y), size.width, static_cast<uint8_t>(luma));
    }
    Picture picture;
    picture.view = std::as_const(*image).view();
    picture.owner = image;
    return picture;
}

Size size_within(Size size, Size most) {
    const double scale =
        std::min({1.0, static_cast<double>(most.width) / size.width, static_cast<double>(most.height) / size.height});
    return {std::max(2, static_cast<int>(size.width * scale)), std::max(2, static_cast<int>(size.height * scale))};
}

bool shows(const Showing& showing, const Track& track, size_t cue) {
    return showing.language == track.language &&
           std::ranges::find(showing.cues, static_cast<int>(cue)) != showing.cues.end();
}

}  // namespace

CuePictures::CuePictures(const CheckedScreen& screen, const Clip* clip)
    : screen_(screen), clip_(clip), scene_(screen.display, Chroma::k420), canvas_(screen.display.canvas, Chroma::k420) {
    if (clip_ != nullptr) start_graph();
}

CuePictures::~CuePictures() = default;

CuePictures::Moment CuePictures::moment_of(const Track& track, size_t cue) const {
    for (const auto& play : screen_.plays) {
        for (const Showing& showing : play->showings())
            if (shows(showing, track, cue)) return {play.get(), (showing.from + showing.until) / 2, showing.area};
    }
    const Cue& hidden = track.cues[cue];  // left out: what stands there in its place
    return {screen_.plays.front().get(), (hidden.start + hidden.end) / 2, {}};
}

const ShownPicture* CuePictures::picture_at(Time at) {
    constexpr Time kSooner = std::chrono::seconds(2);  // than this it is not worth to open the clip anew
    const Rect region =
        screen_.display.pictures.empty() ? area_of(screen_.display.canvas) : screen_.display.pictures.front().area;
    if (clip_ == nullptr) {
        if (!source_) source_ = std::make_unique<StillSource>(quiet_picture(region.size()), Rational{1, 1}, 0);
    } else {
        at = std::clamp(at, Time(0), std::max(clip_->duration, Time(0)));
        if (!source_ || at < asked_ || at - asked_ > kSooner) {
            SourceOptions options;
            options.region = region.size();
            source_ = open_source(*clip_, at, options);
        }
        asked_ = at;
    }
    return source_->at(at, FieldUse::kProgressive);
}

/// Half of the screen's width or more, in the screen's proportions at most.
Rect CuePictures::close_to(const Rect& cue) const {
    const Size canvas = screen_.display.canvas;
    if (cue.empty()) return area_of(canvas);
    const int margin = std::min(canvas.width, canvas.height) / 40;
    const int width = std::min(canvas.width, std::max(cue.width + 2 * margin, canvas.width * 2 / 5));
    const int height = std::min(canvas.height, cue.height + 2 * margin);
    const int x = std::clamp(cue.x + cue.width / 2 - width / 2, 0, canvas.width - width);
    return {x, std::clamp(cue.y - margin, 0, canvas.height - height), width, height};
}

CuePictures::Shot CuePictures::shot(const std::vector<Track>& tracks, size_t track, size_t cue, Size most, bool close) {
    return shot_of(moment_of(tracks[track], cue), most, close);
}

CuePictures::Shot CuePictures::still(Time at, Size most) {
    return shot_of({nullptr, at, {}}, most, false);
}

CuePictures::Shot CuePictures::shot_of(const Moment& moment, Size most, bool close) {
    const std::vector<const ShownPicture*> shown(screen_.display.pictures.size(), picture_at(moment.at));
    scene_.layers_at(scene_.moment(0), shown, layers_);
    std::span<const Showing> showings;
    if (moment.subtitles != nullptr) showings = moment.subtitles->showings();
    for (size_t i = 0; i < showings.size(); ++i) {
        if (moment.at < showings[i].from || moment.at >= showings[i].until) continue;
        if (OverlayRef overlay = moment.subtitles->draw(i, Chroma::k420, next_change_id()))
            layers_.emplace_back(OverlayLayer{std::move(overlay)});
    }
    const Picture picture = canvas_.compose(layers_);
    const Rect part = close ? close_to(moment.area) : area_of(picture.view.size);
    Image small(size_within(part.size(), most), {Chroma::kRgb, 8});
    ScaleSpec spec;
    spec.source_size = picture.view.size;
    spec.source_format = picture.view.format;
    spec.source_colour = picture.colour;
    spec.source_area_px16 = {part.x * 16, part.y * 16, part.width * 16, part.height * 16};
    spec.target_size = small.size();
    spec.target_format = small.format();
    spec.target_colour = kRgbColour;
    Scaler(spec).scale(picture.view, small.view());
    return {small_png(std::as_const(small).view()), small.size()};
}

}  // namespace gatecast
