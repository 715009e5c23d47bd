// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/overlay_letter.h"

#include <cstring>
#include <nlohmann/json.hpp>

#include "pipeline/scene/drawing.h"
#include "presets/message.h"

namespace gatecast {

namespace {

/// Every row of every plane, in the one order that both ends know.
template <typename View, typename Row>
void each_row(const View& view, Row row) {
    for (int plane = 0; plane < view.format.planes(); ++plane) {
        const Size size = plane_size(view.size, view.format, plane);
        for (int y = 0; y < size.height; ++y)
            row(view.planes[static_cast<size_t>(plane)].row(y), static_cast<size_t>(size.width));
    }
}

template <typename Image, typename Row>
void each_row_of(Image& colour, Image& alpha, Image& chroma_alpha, Row row) {
    each_row(colour.view(), row);
    each_row(alpha.view(), row);
    each_row(chroma_alpha.view(), row);
}

Size chroma_size(Size size, Chroma chroma) {
    return plane_size(size, {chroma, 8}, 1);
}

}  // namespace

Descriptor pack(const Overlay& overlay) {
    std::string bytes;
    each_row_of(overlay.colour, overlay.alpha, overlay.chroma_alpha, [&bytes](const uint8_t* row, size_t count) {
        bytes.append(reinterpret_cast<const char*>(row), count);
    });
    Descriptor pixels = nameless_file(bytes);
    if (!pixels) throw Error(message("There is no memory left for subtitles."));
    return pixels;
}

OverlayRef unpack(const Descriptor& pixels, const Rect& area, Size canvas, Chroma chroma) {
    const bool fits = area.x >= 0 && area.y >= 0 && area.width > 0 && area.height > 0 && area.x % 2 == 0 &&
                      area.y % 2 == 0 && area.width <= canvas.width - area.x && area.height <= canvas.height - area.y;
    if (!fits) throw Error(message("Subtitles were drawn that do not fit their display."));
    auto overlay = std::make_shared<Overlay>();
    overlay->area = area;
    overlay->chroma = chroma;
    overlay->colour = Image(area.size(), {chroma, 8});
    overlay->alpha = Image(area.size(), {Chroma::kGrey, 8});
    overlay->chroma_alpha = Image(chroma_size(area.size(), chroma), {Chroma::kGrey, 8});
    std::string bytes;
    size_t wanted = 0;
    each_row_of(overlay->colour, overlay->alpha, overlay->chroma_alpha,
                [&wanted](const uint8_t*, size_t count) { wanted += count; });
    bytes.resize(wanted);
    if (pread(pixels.get(), bytes.data(), wanted, 0) != static_cast<ssize_t>(wanted))
        throw Error(message("Subtitles were drawn that do not fit their display."));
    size_t at = 0;
    each_row_of(overlay->colour, overlay->alpha, overlay->chroma_alpha, [&](uint8_t* row, size_t count) {
        std::memcpy(row, bytes.data() + at, count);
        at += count;
    });
    find_ink(*overlay);
    overlay->change_id = next_change_id();
    return overlay;
}

nlohmann::json to_json(const Rect& area) {
    return {area.x, area.y, area.width, area.height};
}

Rect area_from(const nlohmann::json& given) {
    return {given.at(0), given.at(1), given.at(2), given.at(3)};
}

}  // namespace gatecast
