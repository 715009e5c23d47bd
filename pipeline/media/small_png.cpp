// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/small_png.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "pipeline/media/libav.h"
#include "presets/message.h"

namespace gatecast {
namespace {

constexpr size_t kMostColours = 256;
constexpr int kBits = 5;  // of a channel by which colours are counted: 32768 cells
constexpr size_t kCells = size_t{1} << (3 * kBits);

struct Cell {  // all pixels whose colours begin with the same bits
    uint16_t index = 0;
    int64_t count = 0;
    std::array<int64_t, 3> sum{};

    [[nodiscard]] double mean(size_t channel) const {
        return static_cast<double>(sum[channel]) / static_cast<double>(count);
    }
};

size_t cell_index(const std::array<uint8_t, 3>& rgb) {
    size_t index = 0;
    for (const uint8_t value : rgb) index = index << kBits | static_cast<size_t>(value >> (8 - kBits));
    return index;
}

std::array<uint8_t, 3> pixel(const ConstImageView& picture, int x, int y) {
    return {picture.planes[0].row(y)[x], picture.planes[1].row(y)[x], picture.planes[2].row(y)[x]};
}

std::vector<Cell> cells_of(const ConstImageView& picture) {
    std::vector<Cell> cells(kCells);
    for (int y = 0; y < picture.size.height; ++y) {
        for (int x = 0; x < picture.size.width; ++x) {
            const auto rgb = pixel(picture, x, y);
            Cell& cell = cells[cell_index(rgb)];
            ++cell.count;
            for (size_t c = 0; c < 3; ++c) cell.sum[c] += rgb[c];
        }
    }
    for (size_t i = 0; i < kCells; ++i) cells[i].index = static_cast<uint16_t>(i);
    std::erase_if(cells, [](const Cell& cell) { return cell.count == 0; });
    return cells;
}

/// Cells [from, until) that will share one colour.
struct Box {
    size_t from = 0;
    size_t until = 0;
    size_t channel = 0;  // in which they differ most
    double spread = 0;   // how much, by how many pixels
};

Box box_of(const std::vector<Cell>& cells, size_t from, size_t until) {
    Box box{from, until, 0, 0};
    for (size_t c = 0; c < 3; ++c) {
        double count = 0, sum = 0, squares = 0;
        for (size_t i = from; i < until; ++i) {
            const auto weight = static_cast<double>(cells[i].count);
            const double value = cells[i].mean(c);
            count += weight;
            sum += weight * value;
            squares += weight * value * value;
        }
        const double spread = squares - sum * sum / count;
        if (spread <= box.spread) continue;
        box.spread = spread;
        box.channel = c;
    }
    return box;
}

/// Splits at the mean of the channel they differ most in. False: nothing to split.
bool split(std::vector<Cell>& cells, std::vector<Box>& boxes, size_t which) {
    const Box box = boxes[which];
    double count = 0, sum = 0;
    for (size_t i = box.from; i < box.until; ++i) {
        count += static_cast<double>(cells[i].count);
        sum += static_cast<double>(cells[i].sum[box.channel]);
    }
    const double mean = sum / count;
    const auto begin = cells.begin() + static_cast<ptrdiff_t>(box.from);
    const auto middle = std::partition(begin, cells.begin() + static_cast<ptrdiff_t>(box.until),
                                       [&](const Cell& cell) { return cell.mean(box.channel) <= mean; });
    const auto at = static_cast<size_t>(middle - cells.begin());
    if (at == box.from || at == box.until) return false;
    boxes[which] = box_of(cells, box.from, at);
    boxes.push_back(box_of(cells, at, box.until));
    return true;
}

std::vector<Box> boxes_of(std::vector<Cell>& cells) {
    std::vector<Box> boxes{box_of(cells, 0, cells.size())};
    while (boxes.size() < kMostColours) {
        const auto widest = std::ranges::max_element(boxes, {}, &Box::spread);
        if (widest->spread <= 0) break;
        if (!split(cells, boxes, static_cast<size_t>(widest - boxes.begin()))) widest->spread = 0;
    }
    return boxes;
}

/// Fills the palette and the number of each pixel's colour.
void paint(const ConstImageView& picture, AVFrame& frame) {
    std::vector<Cell> cells = cells_of(picture);
    const std::vector<Box> boxes = boxes_of(cells);
    std::vector<uint8_t> number(kCells);
    auto* palette = reinterpret_cast<uint32_t*>(frame.data[1]);
    std::fill_n(palette, kMostColours, 0xFF000000U);
    for (size_t b = 0; b < boxes.size(); ++b) {
        int64_t count = 0;
        std::array<int64_t, 3> sum{};
        for (size_t i = boxes[b].from; i < boxes[b].until; ++i) {
            number[cells[i].index] = static_cast<uint8_t>(b);
            count += cells[i].count;
            for (size_t c = 0; c < 3; ++c) sum[c] += cells[i].sum[c];
        }
        for (size_t c = 0; c < 3; ++c)
            palette[b] |= static_cast<uint32_t>((sum[c] + count / 2) / count) << (16 - 8 * c);
    }
    for (int y = 0; y < picture.size.height; ++y) {
        uint8_t* out = frame.data[0] + ptrdiff_t{frame.linesize[0]} * y;
        for (int x = 0; x < picture.size.width; ++x) out[x] = number[cell_index(pixel(picture, x, y))];
    }
}

}  // namespace

std::string small_png(const ConstImageView& picture) {
    if (picture.format != PixelFormat{Chroma::kRgb, 8}) throw std::invalid_argument("small_png: 8 bit kRgb only");
    const AVCodec* encoder = avcodec_find_encoder(AV_CODEC_ID_PNG);
    if (!encoder)
        throw Error(message("This machine's libavcodec has no {} encoder. Install the package libavcodec59.", "PNG"));
    libav::Frame frame = libav::make_frame();
    frame->format = AV_PIX_FMT_PAL8;
    frame->width = picture.size.width;
    frame->height = picture.size.height;
    if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::bad_alloc();
    paint(picture, *frame);
    const libav::Codec codec = libav::make_codec(encoder);
    codec->width = frame->width;
    codec->height = frame->height;
    codec->pix_fmt = AV_PIX_FMT_PAL8;
    codec->time_base = {1, 25};
    codec->thread_count = 1;
    codec->compression_level = 9;
    codec->flags |= AV_CODEC_FLAG_BITEXACT;
    const libav::PacketRef packet = libav::make_packet();
    int code = avcodec_open2(codec.get(), encoder, nullptr);
    if (code >= 0) code = avcodec_send_frame(codec.get(), frame.get());
    if (code >= 0) code = avcodec_send_frame(codec.get(), nullptr);
    if (code >= 0) code = avcodec_receive_packet(codec.get(), packet.get());
    if (code < 0) throw Error(message("{} could not be made ({}).", "PNG", libav::reason(code)));
    return {reinterpret_cast<const char*>(packet->data), static_cast<size_t>(packet->size)};
}

}  // namespace gatecast
