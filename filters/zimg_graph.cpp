// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/zimg_graph.h"

#include <cstring>
#include <string>

namespace gatecast {
namespace {

constexpr size_t kAlignBytes = 64;  // what zimg asks for with 512-bit instructions; up to AVX2 it is 32

constexpr double kBicubicB = 0;
constexpr double kBicubicC = 0.5;

size_t round_up(size_t value, size_t unit) {
    return (value + unit - 1) / unit * unit;
}

zimg_cpu_type_e cpu_of(Instructions instructions) {
    if (instructions == Instructions::kWidest) return ZIMG_CPU_AUTO_64B;
#if defined(__x86_64__)
    return ZIMG_CPU_X86_AVX2;
#else
    return ZIMG_CPU_AUTO;
#endif
}

zimg_matrix_coefficients_e matrix_of(const GraphFormat& format) {
    if (format.chroma == Chroma::kRgb) return ZIMG_MATRIX_RGB;
    switch (format.colour.matrix) {
        case Matrix::kBt601:
            return ZIMG_MATRIX_ST170_M;
        case Matrix::kBt2020:
            return ZIMG_MATRIX_BT2020_NCL;
        case Matrix::kBt709:
        case Matrix::kRgb:
            break;  // grey that calls itself RGB: any matrix leaves it alone
    }
    return ZIMG_MATRIX_BT709;
}

// sRGB stands for BT.709 here: both mean "as a display shows it", and going through the camera curve would only
// lighten every still. HDR keeps its curve: tone_map.cpp deals with it, zimg must not.
zimg_transfer_characteristics_e transfer_of(const ColourSpec& colour) {
    return colour.transfer == Transfer::kLinear ? ZIMG_TRANSFER_LINEAR : ZIMG_TRANSFER_BT709;
}

zimg_color_primaries_e primaries_of(const ColourSpec& colour) {
    switch (colour.primaries) {
        case Primaries::kBt601_625:
            return ZIMG_PRIMARIES_BT470_BG;
        case Primaries::kBt601_525:
            return ZIMG_PRIMARIES_ST170_M;
        case Primaries::kBt2020:
            return ZIMG_PRIMARIES_BT2020;
        case Primaries::kP3:
            return ZIMG_PRIMARIES_ST432_1;
        case Primaries::kBt709:
            break;
    }
    return ZIMG_PRIMARIES_BT709;
}

zimg_resample_filter_e filter_of(Kernel kernel) {
    switch (kernel) {
        case Kernel::kBilinear:
            return ZIMG_RESIZE_BILINEAR;
        case Kernel::kLanczos:
            return ZIMG_RESIZE_LANCZOS;
        case Kernel::kSpline36:
            return ZIMG_RESIZE_SPLINE36;
        case Kernel::kBicubic:
            break;
    }
    return ZIMG_RESIZE_BICUBIC;
}

zimg_image_format described(const GraphFormat& side) {
    zimg_image_format format;
    zimg_image_format_default(&format, ZIMG_API_VERSION);
    format.width = static_cast<unsigned>(side.size.width);
    format.height = static_cast<unsigned>(side.size.height);
    format.pixel_type = side.depth > 8 ? ZIMG_PIXEL_WORD : ZIMG_PIXEL_BYTE;
    format.depth = static_cast<unsigned>(side.depth);
    format.subsample_w = static_cast<unsigned>(side.shift_x);
    format.subsample_h = static_cast<unsigned>(side.shift_y);
    format.color_family = side.chroma == Chroma::kRgb    ? ZIMG_COLOR_RGB
                          : side.chroma == Chroma::kGrey ? ZIMG_COLOR_GREY
                                                         : ZIMG_COLOR_YUV;
    format.matrix_coefficients = matrix_of(side);
    format.transfer_characteristics = transfer_of(side.colour);
    format.color_primaries = primaries_of(side.colour);
    format.pixel_range = side.colour.range == Range::kFull ? ZIMG_RANGE_FULL : ZIMG_RANGE_LIMITED;
    format.chroma_location = side.site;
    return format;
}

[[noreturn]] void refuse() {
    char reason[512] = {};
    zimg_get_last_error(reason, sizeof reason);
    zimg_clear_last_error();
    throw ScaleError(std::string("zimg: ") + reason);
}

template <typename Byte>
bool aligned(const std::array<BasicPlane<Byte>, 3>& planes, int count) {
    for (size_t p = 0; p < static_cast<size_t>(count); ++p) {
        if (reinterpret_cast<uintptr_t>(planes[p].data) % kAlignBytes != 0) return false;
        if (planes[p].stride_bytes % static_cast<ptrdiff_t>(kAlignBytes) != 0) return false;
    }
    return true;
}

}  // namespace

GraphFormat graph_format(Size size, PixelFormat format, const ColourSpec& colour) {
    GraphFormat side{size, format.chroma, format.depth, format.shift_x(1), format.shift_y(1), colour, ZIMG_CHROMA_LEFT};
    if (colour.site == ChromaSite::kCentre) side.site = ZIMG_CHROMA_CENTER;
    if (colour.site == ChromaSite::kTopLeft) side.site = ZIMG_CHROMA_TOP_LEFT;
    return side;
}

// A ring of aligned rows a plane, through which rows of any alignment are carried in or out.
struct ZimgGraph::Rows {
    Rows(const GraphFormat& side, unsigned lines) : format(side), mask(zimg_select_buffer_mask(lines)) {
        const auto count = mask == ZIMG_BUFFER_MAX ? static_cast<size_t>(side.size.height) : size_t{mask} + 1;
        size_t total = kAlignBytes;
        for (size_t p = 0; p < static_cast<size_t>(side.planes()); ++p) {
            strides[p] = round_up(row_bytes(p), kAlignBytes);
            total += strides[p] * count;
        }
        bytes.resize(total);
        auto address = round_up(reinterpret_cast<uintptr_t>(bytes.data()), kAlignBytes);
        for (size_t p = 0; p < static_cast<size_t>(side.planes()); ++p) {
            starts[p] = reinterpret_cast<uint8_t*>(address);
            address += strides[p] * count;
        }
    }

    [[nodiscard]] int shift_x(size_t p) const { return p > 0 ? format.shift_x : 0; }
    [[nodiscard]] int shift_y(size_t p) const { return p > 0 ? format.shift_y : 0; }
    [[nodiscard]] size_t row_bytes(size_t p) const {
        const int samples = (format.size.width + (1 << shift_x(p)) - 1) >> shift_x(p);
        return static_cast<size_t>(samples * format.bytes_per_sample());
    }
    [[nodiscard]] uint8_t* ring_row(size_t p, unsigned y) const { return starts[p] + strides[p] * (y & mask); }

    // zimg asks for as many lines as one chroma row covers; columns left <= x < right.
    template <typename Move>
    void each_row(unsigned first, unsigned left, unsigned right, Move move) const {
        const auto bytes_a_sample = static_cast<size_t>(format.bytes_per_sample());
        for (size_t p = 0; p < static_cast<size_t>(format.planes()); ++p) {
            const size_t x0 = (left >> shift_x(p)) * bytes_a_sample;
            const size_t x1 = std::min(((right + (1U << shift_x(p)) - 1) >> shift_x(p)) * bytes_a_sample, row_bytes(p));
            const int height = (format.size.height + (1 << shift_y(p)) - 1) >> shift_y(p);
            const unsigned lines = p > 0 ? 1U : 1U << format.shift_y;
            const unsigned y0 = first >> shift_y(p);
            for (unsigned y = y0; y < y0 + lines && y < static_cast<unsigned>(height); ++y) {
                move(p, static_cast<int>(y), ring_row(p, y) + x0, x0, x1 - x0);
            }
        }
    }

    static int fetch(void* user, unsigned first, unsigned left, unsigned right) {
        auto* rows = static_cast<Rows*>(user);
        rows->each_row(first, left, right, [rows](size_t p, int y, uint8_t* ring, size_t x_bytes, size_t count) {
            std::memcpy(ring, rows->source[p].row(y) + x_bytes, count);
        });
        return 0;
    }

    static int deliver(void* user, unsigned first, unsigned left, unsigned right) {
        auto* rows = static_cast<Rows*>(user);
        rows->each_row(first, left, right, [rows](size_t p, int y, uint8_t* ring, size_t x_bytes, size_t count) {
            std::memcpy(rows->target[p].row(y) + x_bytes, ring, count);
        });
        return 0;
    }

    GraphFormat format;
    unsigned mask;
    std::vector<uint8_t> bytes;
    std::array<uint8_t*, 3> starts{};
    std::array<size_t, 3> strides{};
    std::array<ConstPlane, 3> source{};
    std::array<Plane, 3> target{};
};

ZimgGraph::ZimgGraph(const GraphFormat& from, const Area& area, const GraphFormat& to, Kernel kernel,
                     Instructions instructions) {
    zimg_image_format source = described(from);
    source.active_region = {area.x, area.y, area.width, area.height};
    const zimg_image_format target = described(to);
    zimg_graph_builder_params params;
    zimg_graph_builder_params_default(&params, ZIMG_API_VERSION);
    params.resample_filter = filter_of(kernel);
    params.resample_filter_uv = filter_of(kernel);
    if (kernel == Kernel::kBicubic) {  // Catmull-Rom: sharper than zimg's own choice, and what users call bicubic
        params.filter_param_a = params.filter_param_a_uv = kBicubicB;
        params.filter_param_b = params.filter_param_b_uv = kBicubicC;
    }
    params.dither_type = ZIMG_DITHER_NONE;  // a dither pattern would cost bits in every encoder behind us
    params.allow_approximate_gamma = 1;     // by table: within a code value of exact, eight times faster
    params.cpu_type = cpu_of(instructions);
    graph_ = zimg_filter_graph_build(&source, &target, &params);
    if (graph_ == nullptr) refuse();
    size_t scratch_bytes = 0;
    unsigned lines_in = 0;
    unsigned lines_out = 0;
    if (zimg_filter_graph_get_tmp_size(graph_, &scratch_bytes) != ZIMG_ERROR_SUCCESS ||
        zimg_filter_graph_get_input_buffering(graph_, &lines_in) != ZIMG_ERROR_SUCCESS ||
        zimg_filter_graph_get_output_buffering(graph_, &lines_out) != ZIMG_ERROR_SUCCESS) {
        zimg_filter_graph_free(graph_);
        refuse();
    }
    scratch_.resize(scratch_bytes + kAlignBytes);
    source_rows_ = std::make_unique<Rows>(from, lines_in);
    target_rows_ = std::make_unique<Rows>(to, lines_out);
}

ZimgGraph::~ZimgGraph() {
    zimg_filter_graph_free(graph_);
}

bool ZimgGraph::run(const std::array<ConstPlane, 3>& from, const std::array<Plane, 3>& to) noexcept {
    zimg_image_buffer_const source{};
    zimg_image_buffer target{};
    source.version = ZIMG_API_VERSION;
    target.version = ZIMG_API_VERSION;
    const bool direct_in = aligned(from, source_rows_->format.planes());
    const bool direct_out = aligned(to, target_rows_->format.planes());
    source_rows_->source = from;
    target_rows_->target = to;
    for (size_t p = 0; p < 3; ++p) {
        source.plane[p] = {direct_in ? from[p].data : source_rows_->starts[p],
                           direct_in ? from[p].stride_bytes : static_cast<ptrdiff_t>(source_rows_->strides[p]),
                           direct_in ? ZIMG_BUFFER_MAX : source_rows_->mask};
        target.plane[p] = {direct_out ? to[p].data : target_rows_->starts[p],
                           direct_out ? to[p].stride_bytes : static_cast<ptrdiff_t>(target_rows_->strides[p]),
                           direct_out ? ZIMG_BUFFER_MAX : target_rows_->mask};
    }
    const auto address = round_up(reinterpret_cast<uintptr_t>(scratch_.data()), kAlignBytes);
    return zimg_filter_graph_process(graph_, &source, &target, reinterpret_cast<void*>(address),
                                     direct_in ? nullptr : &Rows::fetch, source_rows_.get(),
                                     direct_out ? nullptr : &Rows::deliver, target_rows_.get()) == ZIMG_ERROR_SUCCESS;
}

}  // namespace gatecast
