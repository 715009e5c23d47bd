// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/graphics/ticker_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipeline/scene/drawing.h"
#include "pipeline/scene/graphics/ground.h"
#include "pipeline/scene/scene.h"
#include "pipeline/scene/words/text_screen.h"
#include "subtitles/layout/typesetter.h"
#include "subtitles/lettering/lettering.h"

namespace gatecast {
namespace {

constexpr int kWidestStripPx = 4096;
// Letters that reach from edge to edge look squeezed.
constexpr double kLineShare = 0.92;
// A box of this padding reaches beyond any strip: the band is painted with the letters.
constexpr double kBoxPaddingPx = 100'000;
// Rows painted above and below a band that is softened for fields, and cut off again.
constexpr int kSoftRows = 2;

/// A message set from column 0 on, with the separator behind it.
struct SetMessage {
    std::vector<PlacedLine> lines;
    int width = 0;
};

Overlay cut(const Overlay& from, const Rect& kept) {
    const PixelFormat format = from.colour.format();
    const Rect inside{kept.x - from.area.x, kept.y - from.area.y, kept.width, kept.height};
    const Rect chroma{inside.x >> format.shift_x(1), inside.y >> format.shift_y(1), inside.width >> format.shift_x(1),
                      inside.height >> format.shift_y(1)};
    Overlay part;
    part.area = kept;
    part.chroma = from.chroma;
    part.change_id = next_change_id();
    part.colour = Image(kept.size(), format);
    part.alpha = Image(kept.size(), {Chroma::kGrey, 8});
    part.chroma_alpha = Image(chroma.size(), {Chroma::kGrey, 8});
    copy(crop(from.colour.view(), inside), part.colour.view());
    copy(crop(from.alpha.view(), inside), part.alpha.view());
    copy(crop(from.chroma_alpha.view(), chroma), part.chroma_alpha.view());
    find_ink(part);
    return part;
}

class Draughtsman {
public:
    explicit Draughtsman(const GraphicSetup& setup)
        : setup_(setup),
          graphic_(setup.graphic),
          lettering_(setup.style),
          width_(setup.graphic.area.width & ~1),
          height_(setup.graphic.area.height & ~1) {
        plain_ = paint_on_ground(setup);
        const Lettering::LineHeight fit = lettering_.line_of_height(height_ * kLineShare, graphic_.languages, plain_);
        em_px_ = fit.em_px;
        if (graphic_.text_percent > 0) em_px_ = std::min(em_px_, height_ * graphic_.text_percent / 100);
        const double scale = em_px_ / fit.em_px;
        baseline_ =
            static_cast<int>(std::lround((height_ - height_ * kLineShare * scale) / 2 + fit.baseline_px * scale));
        paint_ = plain_;
        if (graphic_.box_opacity > 0) {
            paint_.box = graphic_.box_colour;
            paint_.box_opacity = graphic_.box_opacity;
            paint_.box_padding_em = kBoxPaddingPx / em_px_;
        }
        said_.fits = std::ranges::all_of(graphic_.languages, [&](const std::string& language) {
            return em_px_ >= lettering_.least_em_px(language, text_screen(setup.display));
        });
    }

    /// No lines: nothing of it can be seen.
    [[nodiscard]] SetMessage set(const std::string& words, const std::string& language) {
        SetMessage message;
        PlacedLine text{lettering_.line({words, language, graphic_.bold}, em_px_), 0, baseline_, em_px_};
        said_.faults.insert(said_.faults.end(), text.line.faults.begin(), text.line.faults.end());
        if (text.line.ink.empty()) return message;
        PlacedLine separator{lettering_.line({graphic_.separator, "en", graphic_.bold}, em_px_), 0, baseline_, em_px_};
        for (GlyphRun& run : separator.line.runs) run.span.colour = graphic_.accent_colour;
        const PaintMargin margin = paint_margin(plain_, em_px_);
        text.x = static_cast<int>(std::ceil(margin.before - std::min(text.line.ink.x0, 0.0)));
        separator.x = text.x + static_cast<int>(std::lround(text.line.advance_px));
        const double ink = std::max(text.x + text.line.ink.x1, separator.x + separator.line.ink.x1) + margin.behind;
        // One column more: drawn for odd places the last is the next message's first.
        message.width = even_up(std::max(separator.x + separator.line.advance_px, ink + 1));
        message.lines = {std::move(text), std::move(separator)};
        return message;
    }

    /// Columns [from, from + width) of a message, as an overlay at (0, 0). Null: nothing is seen of them.
    [[nodiscard]] OverlayRef draw(const SetMessage& message, int from, int width) const {
        const bool soft = setup_.display.fields != FieldOrder::kProgressive;
        const int margin = soft ? kSoftRows : 0;
        std::vector<PlacedLine> lines = message.lines;
        for (PlacedLine& line : lines) {
            line.x -= from;
            line.baseline += margin;
        }
        const OverlayRef drawn =
            draw_lines(lines, paint_, {width, height_ + 2 * margin}, setup_.chroma, next_change_id());
        if (!drawn || !soft) return drawn;
        const Overlay softened = soften_for_fields(*drawn, next_change_id());
        Overlay band = cut(softened, intersection(softened.area, {0, margin, width, height_}));
        band.area.y -= margin;
        return std::make_shared<const Overlay>(std::move(band));
    }

    /// What lies before a message.
    [[nodiscard]] OverlayRef draw_blank(const SetMessage& message) const { return draw(message, -width_, width_); }

    [[nodiscard]] std::vector<Message> problems() const { return problems_of(said_, setup_); }

private:
    const GraphicSetup& setup_;
    const Graphic& graphic_;
    Lettering lettering_;
    int width_;
    int height_;
    double em_px_ = 0;
    int baseline_ = 0;
    Paint plain_;    // letters alone
    Paint paint_;    // and the band
    SetWords said_;  // what is to be told of the words
};

void add_message(const SetMessage& message, const Draughtsman& draughtsman, bool odd_places, TickerText& text) {
    for (int x = 0; x < message.width; x += kWidestStripPx) {
        const int width = std::min(kWidestStripPx, message.width - x);
        TickerStrip& strip = text.strips.emplace_back();
        strip.x = text.width + x;
        strip.width = width;
        strip.even = draughtsman.draw(message, x, width);
        if (odd_places) strip.odd = draughtsman.draw(message, x - 1, width);
    }
    text.width += message.width;
    text.message_ends.push_back(text.width);
}

}  // namespace

int ticker_pace(const Graphic& ticker, const Display& display) {
    const double ticks_a_second = display.rate.value() * ticks_a_frame(display);
    return std::max(1, static_cast<int>(std::lround(ticker.speed_px / ticks_a_second)));
}

std::shared_ptr<const TickerText> draw_ticker_text(const GraphicSetup& setup) {
    const Graphic& graphic = setup.graphic;
    const bool odd_places = ticker_pace(graphic, setup.display) % 2 != 0;
    auto text = std::make_shared<TickerText>();
    Draughtsman draughtsman(setup);
    size_t most = 0;
    for (const std::string& language : graphic.languages) most = std::max(most, graphic.words.of(language).size());
    for (size_t i = 0; i < most; ++i) {
        for (const std::string& language : graphic.languages) {
            const std::vector<std::string>& messages = graphic.words.of(language);
            if (i >= messages.size()) continue;
            const SetMessage message = draughtsman.set(messages[i], language);
            if (message.lines.empty()) continue;
            if (text->width == 0) text->blank = draughtsman.draw_blank(message);
            add_message(message, draughtsman, odd_places, *text);
        }
    }
    text->problems = draughtsman.problems();
    return text;
}

}  // namespace gatecast
