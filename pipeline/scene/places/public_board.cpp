// SPDX-License-Identifier: GPL-3.0-or-later
// The rules for boards that the public reads: Vietnamese first and largest, letters that are read from where people
// stand, advertising at the foot, low, and never in news.
#include <algorithm>
#include <cmath>

#include "pipeline/scene/places/arrangement.h"
#include "pipeline/scene/places/band_room.h"
#include "pipeline/scene/places/graphic_words.h"
#include "pipeline/scene/words/text_screen.h"
#include "subtitles/language.h"
#include "subtitles/layout/legibility.h"
#include "subtitles/lettering/lettering.h"

namespace gatecast {
namespace {

constexpr const char* kVietnamese = "vi";
constexpr double kMostForeign = 0.75;      // of the Vietnamese letters' height
constexpr double kMostAdvertising = 0.10;  // of the screen's height
constexpr double kRounding = 0.01;         // whole pixels make a share a little more

class PublicBoard {
public:
    PublicBoard(const Display& display, const Programme& programme, const Style& style)
        : display_(display), programme_(programme), style_(style), screen_(text_screen(display)) {}

    std::vector<Clash> check() {
        for (const Graphic& graphic : programme_.graphics)
            if (graphic.shown && has_content(graphic)) shown_.push_back(graphic);
        check_order();
        for (const Graphic& graphic : shown_) {
            if (graphic.advertising) check_advertising(graphic);
            check_order_of(graphic);
        }
        if (least_letter_px(style_, screen_) > 0) check_wall();
        return std::move(clashes_);
    }

private:
    void say(const Graphic& graphic, Message text) { clashes_.push_back({graphic.name, "", false, std::move(text)}); }

    void check_order() {
        const auto vietnamese = std::ranges::find(style_.bands, kVietnamese, &BandStyle::language);
        if (vietnamese == style_.bands.end() || vietnamese == style_.bands.begin()) return;
        say({}, message("{}: Vietnamese subtitles stand on top of the others. Put the band of vi first in {}.",
                        display_.name, "styles/" + style_.name + ".toml"));
    }

    void check_order_of(const Graphic& graphic) {
        const auto& languages = graphic.languages;
        const bool among = std::ranges::find(languages, kVietnamese) != languages.end();
        if (!among || languages.front() == kVietnamese || graphic.words.vi.empty()) return;
        say(graphic, message("{}: {} shows {} before Vietnamese. Put vi first among its languages in {}.",
                             display_.name, graphic.name, languages.front(), file_of(graphic, display_, programme_)));
    }

    void check_advertising(const Graphic& graphic) {
        const std::string file = file_of(graphic, display_, programme_);
        const int height = display_.canvas.height;
        const int most = static_cast<int>(height * kMostAdvertising) / 2 * 2;
        if (programme_.news)
            say(graphic, message("{}: {} advertises, but no advertising is allowed over news. Set shown = false for it "
                                 "in programmes/{}.toml, or advertising = false if it does not advertise.",
                                 display_.name, graphic.name, programme_.name));
        if (graphic.area.bottom() != height)
            say(graphic, message("{}: {} advertises and must stand at the foot of the screen. In {} let its area end "
                                 "at {} px; it ends at {}.",
                                 display_.name, graphic.name, file, height, graphic.area.bottom()));
        // A ribbon is a line of words itself: there is no programme that it could take room from.
        const bool ribbon = display_.canvas.width > 4 * height;
        if (graphic.area.height > most && !ribbon)
            say(graphic, message("{}: {} advertises and may take a tenth of the height, {} px. Its area in {} is {} px "
                                 "high.",
                                 display_.name, graphic.name, most, file, graphic.area.height));
    }

    void check_wall() {
        check_foreign_share();
        Lettering lettering(style_);
        for (const Graphic& graphic : shown_) check_size(graphic, lettering);
    }

    /// Of subtitles that stand under each other, as they are planned with nothing in their way.
    void check_foreign_share() {
        std::vector<std::string> languages;
        for (const BandStyle& band : style_.bands) languages.push_back(band.language);
        BandRoom room(display_, style_, languages);
        for (const BandPlan& together : room.plans({})) {
            const auto letters = [&](const Slot& slot) {
                return slot.em_px * (script_of_language(slot.language) == Script::kKhmer ? style_.khmer_to_latin : 1);
            };
            const auto& slots = together.plan.slots;
            const auto vietnamese = std::ranges::find(slots, kVietnamese, &Slot::language);
            if (vietnamese == slots.end()) continue;
            for (const Slot& slot : slots)
                if (letters(slot) > (kMostForeign + kRounding) * letters(*vietnamese) && slot.language != kVietnamese)
                    return say_foreign_share(slot.language, letters(slot) / letters(*vietnamese));
        }
    }

    /// Subtitles of a film are no board; a style that is made for boards makes them one.
    void say_foreign_share(const std::string& language, double share) {
        Clash clash{"", "", false,
                    message("{}: subtitles in {} are {} % as high as the Vietnamese; on boards under the advertising "
                            "law they may be 75 %. Take --style public-board, or set foreign_share = 0.75 in {}.",
                            display_.name, language, std::lround(share * 100), "styles/" + style_.name + ".toml")};
        clash.advice = !style_.foreign_share;
        clashes_.push_back(std::move(clash));
    }

    /// Of graphics that have one line, as high as their area; what has more lines looks for its size when it is made.
    void check_size(const Graphic& graphic, Lettering& lettering) {
        const GraphicKind kind = graphic.kind;
        const bool one_line =
            kind == GraphicKind::kTicker || kind == GraphicKind::kClock || kind == GraphicKind::kCountdown;
        if (!one_line) return;
        std::vector<std::string> languages;
        for (const std::string& language : graphic.languages)
            if (kind != GraphicKind::kTicker || !graphic.words.of(language).empty()) languages.push_back(language);
        if (kind != GraphicKind::kTicker) languages = {graphic.numerals == Numerals::kKhmer ? "km" : kVietnamese};
        Paint plain;
        plain.outline_em = 0;
        const double em = graphic.text_percent > 0
                              ? graphic.area.height * graphic.text_percent / 100
                              : lettering.line_of_height(graphic.area.height, languages, plain).em_px;
        double least = 0;
        for (const std::string& language : languages) least = std::max(least, lettering.least_em_px(language, screen_));
        if (em + 0.5 >= least) return;
        say(graphic,
            message("{}: the text of {} is {} mm high, too small to be read from {} m: that takes {} mm. Make "
                    "its area in {} higher, at least {} px.",
                    display_.name, graphic.name, std::lround(em * display_.pitch_mm), display_.viewing_distance_m,
                    std::lround(least * display_.pitch_mm), file_of(graphic, display_, programme_),
                    static_cast<int>(std::ceil(graphic.area.height * least / em / 2)) * 2));
    }

    const Display& display_;
    const Programme& programme_;
    const Style& style_;
    const Screen screen_;
    std::vector<Graphic> shown_;
    std::vector<Clash> clashes_;
};

}  // namespace

std::vector<Clash> check_public_board(const Display& display, const Programme& programme, const Style& style) {
    return PublicBoard(display, programme, style).check();
}

}  // namespace gatecast
