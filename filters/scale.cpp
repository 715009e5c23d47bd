// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/scale.h"

#include <cstring>
#include <optional>
#include <utility>

#include "filters/rotate.h"
#include "filters/tone_map.h"
#include "filters/zimg_graph.h"

namespace gatecast {
namespace {

constexpr double kPx16 = 16;

// Where chroma sits after a clockwise turn. The right-hand siting that 180 degrees makes of kLeft has no name in zimg;
// the centre is a quarter of a chroma sample off.
zimg_chroma_location_e rotated_site(ChromaSite site, int degrees) {
    if (site == ChromaSite::kCentre) return ZIMG_CHROMA_CENTER;
    switch (degrees) {
        case 90:
            return ZIMG_CHROMA_TOP;
        case 180:
            return ZIMG_CHROMA_CENTER;
        case 270:
            return ZIMG_CHROMA_BOTTOM;
        default:
            return site == ChromaSite::kLeft ? ZIMG_CHROMA_LEFT : ZIMG_CHROMA_TOP_LEFT;
    }
}

// zimg wants whole chroma samples: an odd last column or line of a subsampled picture is left out.
GraphFormat source_side(const ScaleSpec& spec) {
    GraphFormat side = graph_format(spec.source_size, spec.source_format, spec.source_colour);
    side.size.width &= ~((1 << side.shift_x) - 1);
    side.size.height &= ~((1 << side.shift_y) - 1);
    if (spec.rotation_degrees == 0) return side;
    side.site = rotated_site(spec.source_colour.site, spec.rotation_degrees);
    if (rotated(side.size, spec.rotation_degrees) != side.size) std::swap(side.shift_x, side.shift_y);
    side.size = rotated(side.size, spec.rotation_degrees);
    return side;
}

Rect whole_px16(Size size) {
    return {0, 0, size.width * 16, size.height * 16};
}

// The shown part in the pixels of the rotated source.
ZimgGraph::Area shown_area(const ScaleSpec& spec, Size rotated_size) {
    Rect area = spec.source_area_px16.empty() ? whole_px16(spec.source_size) : spec.source_area_px16;
    const Size whole{spec.source_size.width * 16, spec.source_size.height * 16};
    switch (spec.rotation_degrees) {
        case 90:
            area = {whole.height - area.bottom(), area.x, area.height, area.width};
            break;
        case 180:
            area = {whole.width - area.right(), whole.height - area.bottom(), area.width, area.height};
            break;
        case 270:
            area = {area.y, whole.width - area.right(), area.height, area.width};
            break;
        default:
            break;
    }
    area = intersection(area, whole_px16(rotated_size));
    return {area.x / kPx16, area.y / kPx16, area.width / kPx16, area.height / kPx16};
}

bool same_numbers(const ColourSpec& a, const ColourSpec& b) {
    return a.matrix == b.matrix && a.transfer == b.transfer && a.primaries == b.primaries && a.range == b.range &&
           a.site == b.site;
}

// Nothing but sizes, sitings and depth changes: zimg gives the same bytes on every instruction set.
bool pure_scaling(const ScaleSpec& spec) {
    ColourSpec source = spec.source_colour;
    source.site = spec.target_colour.site;
    return same_numbers(source, spec.target_colour) && spec.source_format.chroma == spec.target_format.chroma;
}

// The part that can be copied sample for sample, if nothing is to be computed.
std::optional<Rect> copied_area(const ScaleSpec& spec) {
    if (spec.rotation_degrees != 0 || spec.source_format != spec.target_format ||
        !same_numbers(spec.source_colour, spec.target_colour)) {
        return std::nullopt;
    }
    const Rect px16 = spec.source_area_px16.empty() ? whole_px16(spec.source_size) : spec.source_area_px16;
    const Rect area{px16.x / 16, px16.y / 16, px16.width / 16, px16.height / 16};
    const bool whole_pixels = Rect{area.x * 16, area.y * 16, area.width * 16, area.height * 16} == px16;
    const bool on_chroma = area.x % 2 == 0 && area.y % 2 == 0;
    if (!whole_pixels || !on_chroma || area.size() != spec.target_size) return std::nullopt;
    if (!contains(area_of(spec.source_size), area)) return std::nullopt;
    return area;
}

void check(const ScaleSpec& spec) {
    const int degrees = spec.rotation_degrees;
    if (degrees != 0 && degrees != 90 && degrees != 180 && degrees != 270) {
        throw ScaleError("pictures turn by 0, 90, 180 or 270 degrees, not by " + std::to_string(degrees));
    }
    if (spec.source_size.width < 2 || spec.source_size.height < 2 || spec.target_size.width < 1 ||
        spec.target_size.height < 1) {
        throw ScaleError("a picture without pixels cannot be scaled");
    }
    if (spec.target_colour.hdr() && !same_numbers(spec.source_colour, spec.target_colour)) {
        throw ScaleError("nothing is converted to HDR");
    }
}

}  // namespace

struct Scaler::State {
    explicit State(const ScaleSpec& wanted) : spec(wanted) {
        check(spec);
        copied = copied_area(spec);
        if (copied) return;
        const GraphFormat source = source_side(spec);
        const GraphFormat target = graph_format(spec.target_size, spec.target_format, spec.target_colour);
        if (spec.rotation_degrees != 0) allocate_turned(source);
        const ZimgGraph::Area area = shown_area(spec, source.size);
        if (spec.source_colour.hdr() && !spec.target_colour.hdr()) {
            build_hdr(source, area, target);
        } else {
            graph.emplace(source, area, target, spec.kernel,
                          pure_scaling(spec) ? Instructions::kWidest : Instructions::kBaseline);
        }
    }

    // Scaled as 16-bit RGB in the source's own curve, mapped there, converted without scaling.
    void build_hdr(const GraphFormat& source, const ZimgGraph::Area& area, const GraphFormat& target) {
        constexpr PixelFormat kRgb16{Chroma::kRgb, 16};
        ColourSpec coded = spec.source_colour;
        coded.matrix = Matrix::kRgb;
        coded.range = Range::kFull;
        graph.emplace(source, area, graph_format(spec.target_size, kRgb16, coded), spec.kernel);
        ColourSpec shown = kDisplayColour;
        shown.matrix = Matrix::kRgb;
        shown.range = Range::kFull;
        const ZimgGraph::Area whole{0, 0, static_cast<double>(spec.target_size.width),
                                    static_cast<double>(spec.target_size.height)};
        to_target.emplace(graph_format(spec.target_size, kRgb16, shown), whole, target, spec.kernel);
        tone_map.emplace(spec.source_colour);
        rgb = Image(spec.target_size, kRgb16);
    }

    // One grey image a plane: a turned 4:2:2 picture has no format of its own.
    void allocate_turned(const GraphFormat& side) {
        for (int p = 0; p < side.planes(); ++p) {
            const int shift_x = p > 0 ? side.shift_x : 0;
            const int shift_y = p > 0 ? side.shift_y : 0;
            turned[static_cast<size_t>(p)] =
                Image({side.size.width >> shift_x, side.size.height >> shift_y}, {Chroma::kGrey, side.depth});
        }
    }

    std::array<ConstPlane, 3> turn(const ConstImageView& from) {
        std::array<ConstPlane, 3> planes{};
        for (size_t p = 0; p < static_cast<size_t>(from.format.planes()); ++p) {
            const ImageView target = turned[p].view();
            const int back = 360 - spec.rotation_degrees;
            rotate_plane(from.planes[p], rotated(target.size, back), from.format.bytes_per_sample(),
                         spec.rotation_degrees, target.planes[0]);
            planes[p] = {target.planes[0].data, target.planes[0].stride_bytes};
        }
        return planes;
    }

    void run(const ConstImageView& from, const ImageView& to) noexcept {
        if (copied) return copy(crop(from, *copied), to);
        const auto source = spec.rotation_degrees == 0 ? from.planes : turn(from);
        if (!tone_map) {
            graph->run(source, to.planes);
            return;
        }
        graph->run(source, rgb.view().planes);
        tone_map->apply(rgb.view());
        to_target->run(std::as_const(rgb).view().planes, to.planes);
    }

    ScaleSpec spec;
    std::optional<Rect> copied;
    std::optional<ZimgGraph> graph;
    std::array<Image, 3> turned;
    Image rgb;
    std::optional<ToneMap> tone_map;
    std::optional<ZimgGraph> to_target;
};

Scaler::Scaler(const ScaleSpec& spec) : state_(std::make_unique<State>(spec)) {}
Scaler::~Scaler() = default;
Scaler::Scaler(Scaler&&) noexcept = default;
Scaler& Scaler::operator=(Scaler&&) noexcept = default;

void Scaler::scale(const ConstImageView& from, const ImageView& to) noexcept {
    state_->run(from, to);
}

const ScaleSpec& Scaler::spec() const {
    return state_->spec;
}

void weave(const ConstImageView& first, const ConstImageView& second, bool top_first, const ImageView& to) noexcept {
    copy(field_of(first, top_first ? 0 : 1), field_of(to, top_first ? 0 : 1));
    copy(field_of(second, top_first ? 1 : 0), field_of(to, top_first ? 1 : 0));
}

}  // namespace gatecast
