// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/graphics/figures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pipeline/scene/graphics/ground.h"
#include "pipeline/scene/words/text_screen.h"
#include "subtitles/layout/typesetter.h"
#include "subtitles/lettering/calendar.h"

namespace gatecast {
namespace {

constexpr double kSampleEm = 256;
constexpr double kEmStepPx = 0.25;
constexpr double kPadBeside = 0.2, kPadAbove = 0.14;  // of the area's height, where there is a box
// Khmer figures are of several widths: at the widest one's advance the others would stand far apart.
constexpr double kBetweenFiguresEm = 0.08;
constexpr double kRadius = 0.2;  // of the box's height

/// The signs of a row as they are set at a size.
class Setting {
public:
    Setting(const GraphicSetup& setup, const std::vector<std::string>& between)
        : setup_(setup), lettering_(setup.style), between_(between), paint_(paint_on_ground(setup)) {
        set(kSampleEm);
        sample_widths_ = widths_;
        RectF figures;
        for (size_t i = 0; i < Signs::kBetween; ++i) figures = united(figures, lines_[i].ink);
        sample_middle_ = (figures.y0 + figures.y1) / 2;
        for (const ShapedLine& line : lines_) {
            if (line.ink.empty()) continue;
            sample_reach_ = std::max({sample_reach_, sample_middle_ - line.ink.y0, line.ink.y1 - sample_middle_});
        }
    }

    /// All of them anew. Fonts are not hinted: what was measured at one size holds for all.
    void set(double em_px) {
        em_px_ = em_px;
        const Graphic& graphic = setup_.graphic;
        const char* language = graphic.numerals == Numerals::kKhmer ? "km" : "en";
        lines_.clear();
        widths_.clear();
        for (char figure = '0'; figure <= '9'; ++figure)
            lines_.push_back(lettering_.line(
                {in_numerals(std::string(1, figure), graphic.numerals), language, graphic.bold}, em_px));
        double advance = 0, ink = 0;
        for (const ShapedLine& line : lines_) {
            advance = std::max(advance, line.advance_px);
            ink = std::max(ink, line.ink.x1 - line.ink.x0);
        }
        widths_.assign(lines_.size(), std::min(advance, ink + kBetweenFiguresEm * em_px));
        for (const std::string& piece : between_) {
            lines_.push_back(lettering_.line({piece, language, graphic.bold}, em_px));
            widths_.push_back(lines_.back().advance_px);
        }
    }

    [[nodiscard]] double largest_em(const Signs& widest, Size room) const {
        double em = kEmStepPx * std::floor(2 * room.height / kEmStepPx);
        if (setup_.graphic.text_percent > 0)
            em = std::min(em, setup_.graphic.area.height * setup_.graphic.text_percent / 100);
        while (em > kEmStepPx && !fits(widest, room, em)) em -= kEmStepPx;
        return em;
    }

    /// In whole even pixels: a sign stands where its chroma does.
    [[nodiscard]] int width(size_t sign) const { return even_up(widths_[sign] + between_outlines(em_px_)); }

    /// A sign in the middle of its width, its left edge at `x`, its middle at `y`.
    [[nodiscard]] PlacedLine placed(size_t sign, int x, int y) const {
        double middle = sample_middle_ * em_px_ / kSampleEm;
        // A colon is made for small letters; between figures it stands in their middle.
        const bool colon = sign >= Signs::kBetween && between_[sign - Signs::kBetween] == ":";
        if (colon) middle = (lines_[sign].ink.y0 + lines_[sign].ink.y1) / 2;
        const double spare = width(sign) - lines_[sign].advance_px;
        return {lines_[sign], x + static_cast<int>(std::lround(spare / 2)), y - static_cast<int>(std::lround(middle)),
                em_px_};
    }

    /// Left and right of a row: its outer outlines. Even.
    [[nodiscard]] int edge() const { return even_up(between_outlines(em_px_)); }

    [[nodiscard]] const Paint& paint() const { return paint_; }

    [[nodiscard]] std::vector<Message> problems() {
        SetWords said;
        said.fits = em_px_ >= lettering_.least_em_px("en", text_screen(setup_.display));
        for (const ShapedLine& line : lines_)
            said.faults.insert(said.faults.end(), line.faults.begin(), line.faults.end());
        return problems_of(said, setup_);
    }

private:
    /// An outline must not lie on the next sign.
    [[nodiscard]] double between_outlines(double em) const { return paint_margin(paint_, em).outline; }

    [[nodiscard]] bool fits(const Signs& widest, Size room, double em) const {
        const double scale = em / kSampleEm;
        if (2 * (sample_reach_ * scale + paint_margin(paint_, em).behind) > room.height) return false;
        const double width = std::accumulate(widest.begin(), widest.end(), 0.0, [&](double sum, uint8_t sign) {
            return sum + even_up(sample_widths_[sign] * scale + between_outlines(em));
        });
        return width + 2 * even_up(between_outlines(em)) <= room.width;
    }

    const GraphicSetup& setup_;
    Lettering lettering_;
    const std::vector<std::string>& between_;
    Paint paint_;
    double em_px_ = 0;
    std::vector<ShapedLine> lines_;
    std::vector<double> widths_, sample_widths_;
    double sample_middle_ = 0;  // of the figures, below the baseline
    double sample_reach_ = 0;   // of any sign, above or below that
};

}  // namespace

void Signs::add_number(int64_t number, int places) noexcept {
    int64_t unit = 1;
    for (int i = 1; i < places || number / unit >= 10; ++i) unit *= 10;
    for (; unit > 0; unit /= 10) add(static_cast<int>(number / unit % 10));
}

FigureRow::FigureRow(const GraphicSetup& setup, const std::vector<std::string>& between, const Signs& widest)
    : align_(setup.graphic.align) {
    const Graphic& graphic = setup.graphic;
    const Rect area = even_inside(graphic.area);
    const bool boxed = graphic.box_opacity > 0;
    const int beside = boxed ? even_px(area.height * kPadBeside) : 0,
              above = boxed ? even_px(area.height * kPadAbove) : 0;
    Setting setting(setup, between);
    setting.set(setting.largest_em(widest, {area.width - 2 * beside, area.height - 2 * above}));
    margin_ = even_up(paint_margin(setting.paint(), area.height).before);
    for (size_t sign = 0; sign < Signs::kBetween + between.size(); ++sign) {
        const int width = setting.width(sign);
        const PlacedLine line = setting.placed(sign, margin_, area.y + area.height / 2);
        const Plate cell({0, area.y, width + 2 * margin_, area.height});
        signs_.push_back({line.line.ink.empty() ? nullptr : on_plate(cell, {line}, setting.paint(), setup), width});
    }
    problems_ = setting.problems();
    const int width = width_of(widest);
    room_ = {area.x + beside + setting.edge(), area.y, width, area.height};
    const int spare = area.width - 2 * (beside + setting.edge()) - width;
    if (align_ >= 0) room_.x += align_ > 0 ? spare : spare / 2 & ~1;
    if (!boxed) return;
    align_ = 0;  // in the box
    const int pad = beside + setting.edge();
    const Rect box{room_.x - pad, area.y, width + 2 * pad, area.height};
    Plate plate(bled(box, setup.display));
    plate.box(box, graphic.box_colour, graphic.box_opacity, box.height * kRadius);
    box_ = finished(plate.overlay(setup.chroma), setup);
}

int FigureRow::width_of(const Signs& signs) const noexcept {
    return std::accumulate(signs.begin(), signs.end(), 0,
                           [&](int sum, uint8_t sign) { return sum + signs_[sign].width; });
}

void FigureRow::add_layers(const Signs& signs, std::vector<Layer>& layers) const noexcept {
    if (signs.empty()) return;
    if (box_) layers.emplace_back(OverlayLayer{box_});
    const int spare = room_.width - width_of(signs);
    int x = room_.x + (align_ < 0 ? 0 : align_ > 0 ? spare : spare / 2 & ~1);
    for (const uint8_t sign : signs) {
        if (signs_[sign].drawn) layers.emplace_back(OverlayLayer{signs_[sign].drawn, 256, {x - margin_, 0}});
        x += signs_[sign].width;
    }
}

}  // namespace gatecast
