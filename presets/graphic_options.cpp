// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/graphic_options.h"

namespace gatecast {
namespace {

constexpr const char* kKinds[] = {"image",     "sequence", "lower-third", "ticker", "clock",
                                  "countdown", "date",     "label",       "notice"};
static_assert(std::size(kKinds) == kGraphicKinds);
constexpr const char* kYields[] = {"stays", "moves", "hides"};
constexpr const char* kDirections[] = {"none", "left", "right", "up", "down"};
constexpr const char* kEasings[] = {"linear", "in", "out", "in-out"};
constexpr const char* kAligns[] = {"left", "middle", "right"};
constexpr const char* kNumerals[] = {"latin", "khmer"};

constexpr Rule kText{Kind::kText};
constexpr Rule kFlag{Kind::kFlag};
constexpr Rule kColour{Kind::kColour};
constexpr Rule kLines{Kind::kLines};
constexpr Rule kShare{Kind::kNumber, 0, 1};
constexpr Rule kSeconds{Kind::kNumber, 0, 86400};
constexpr Rule kDirection{Kind::kChoice, 0, 0, kDirections};

template <typename... Kinds>
constexpr unsigned bits(Kinds... kinds) {
    return ((1U << static_cast<unsigned>(kinds)) | ...);
}
using K = GraphicKind;
constexpr unsigned kAll = (1U << kGraphicKinds) - 1;
constexpr unsigned kPictured = bits(K::kImage, K::kSequence);
constexpr unsigned kWorded = bits(K::kLowerThird, K::kTicker, K::kLabel, K::kNotice);
constexpr unsigned kFigures = bits(K::kClock, K::kCountdown);
constexpr unsigned kLettered = kAll & ~kPictured;

void set_align(Graphic& graphic, const Value& value) {
    graphic.align = static_cast<int>(std::get<int64_t>(value)) - 1;
}

Value get_align(const Graphic& graphic) {
    return static_cast<int64_t>(graphic.align + 1);
}

// name and kind come first: `presets show` always writes these two and the area.
const GraphicRow kRows[] = {
    {row<&Graphic::name>("name", kText, N_("its own: letters, figures and dashes")), kAll},
    {row<&Graphic::kind>("kind", {Kind::kChoice, 0, 0, kKinds}, N_("what it is; its name if that is one of these")),
     kAll},
    {row<&Graphic::area>("area", {Kind::kArea}, N_("where it stands")), kAll},
    {row<&Graphic::shown>("shown", kFlag, N_("false: the place is kept for programmes that say true")), kAll},
    {row<&Graphic::z>("z", {Kind::kWhole, 0, 1000}, N_("which lies above: the larger; subtitles lie at 300")), kAll},
    {row<&Graphic::opacity>("opacity", kShare, N_("1 hides what is behind it, 0 cannot be seen")), kAll},
    {row<&Graphic::yields>("yields", {Kind::kChoice, 0, 0, kYields},
                           N_("what it does where it would meet another graphic or the subtitles")),
     kAll},
    {row<&Graphic::from_s>("from", kSeconds, N_("seconds of the item when it comes")), kAll},
    {row<&Graphic::until_s>("until", kSeconds, N_("seconds of the item when it is gone; to the end if not said")),
     kAll},
    {row<&Graphic::fade_in_s>("fade_in", kSeconds, N_("seconds in which it appears")), kAll},
    {row<&Graphic::fade_out_s>("fade_out", kSeconds, N_("seconds in which it goes")), kAll},
    {row<&Graphic::enter>("enter", kDirection, N_("the way it moves as it comes")), kAll},
    {row<&Graphic::leave>("leave", kDirection, N_("the way it moves as it goes")), kAll},
    {row<&Graphic::move_s>("move", kSeconds, N_("seconds of each of these moves")), kAll},
    {row<&Graphic::easing>("easing", {Kind::kChoice, 0, 0, kEasings}, N_("how a move begins and ends")), kAll},
    {row<&Graphic::words, &Words::vi>("words.vi", kLines,
                                      N_("Vietnamese: a line or a message each; {title} is filled")),
     kWorded},
    {row<&Graphic::words, &Words::en>("words.en", kLines, N_("English: a line or a message each; {title} is filled")),
     kWorded},
    {row<&Graphic::words, &Words::km>("words.km", kLines, N_("Khmer: a line or a message each; {title} is filled")),
     kWorded},
    {row<&Graphic::languages>("languages", {Kind::kTexts}, N_("which of vi, en, km are shown, in this order")),
     kWorded | bits(K::kDate)},
    {row<&Graphic::text_percent>("text_percent", {Kind::kNumber, 0, 100},
                                 N_("height of Latin text (its em), of the area's height; 0: as large as fits")),
     kLettered},
    {row<&Graphic::bold>("bold", kFlag, N_("bold letters")), kLettered},
    {{"align", {Kind::kChoice, 0, 0, kAligns}, N_("where the words stand in their area"), set_align, get_align},
     kLettered & ~bits(K::kTicker)},
    {row<&Graphic::colour>("colour", kColour, N_("colour of the text")), kLettered},
    {row<&Graphic::box_colour>("box_colour", kColour, N_("colour of the box behind it")), kLettered},
    {row<&Graphic::box_opacity>("box_opacity", kShare, N_("1 hides the picture behind the box; 0: no box")), kLettered},
    {row<&Graphic::accent_colour>("accent_colour", kColour, N_("colour of the line that adorns the box")), kLettered},
    {row<&Graphic::image>("image", kText,
                          N_("the picture file, of a sequence with %04d; the path starts at the preset's own file")),
     kPictured},
    {row<&Graphic::images_a_second>("images_a_second", {Kind::kNumber, 0.1, 120},
                                    N_("of a sequence: how fast it runs")),
     bits(K::kSequence)},
    {row<&Graphic::repeats>("repeats", kFlag, N_("of a sequence: it begins again at its end")), bits(K::kSequence)},
    {row<&Graphic::speed_px>("speed", {Kind::kNumber, 1, 4000},
                             N_("of a ticker: pixels a second, rounded to whole pixels a frame")),
     bits(K::kTicker)},
    {row<&Graphic::separator>("separator", kText, N_("of a ticker: what stands between two messages")),
     bits(K::kTicker)},
    {row<&Graphic::advertising>("advertising", kFlag,
                                N_("its words advertise: on public boards at the foot, low, and never in news")),
     bits(K::kTicker, K::kImage, K::kSequence)},
    {row<&Graphic::format>("format", kText, N_("of a clock: HH, mm, ss and what stands between")), bits(K::kClock)},
    {row<&Graphic::until_clock>("until_clock", {Kind::kDayTime},
                                N_("of a countdown: the time of day it counts to; the end of the item if not said")),
     bits(K::kCountdown)},
    {row<&Graphic::numerals>("numerals", {Kind::kChoice, 0, 0, kNumerals}, N_("the figures of a clock")), kFigures},
    {row<&Graphic::priority>("priority", {Kind::kWhole, -100, 100}, N_("of notices: the highest is shown")),
     bits(K::kNotice)},
};

std::vector<OptionRow<Graphic>> options() {
    std::vector<OptionRow<Graphic>> all;
    for (const GraphicRow& each : kRows) all.push_back(each.option);
    return all;
}

}  // namespace

std::span<const GraphicRow> graphic_rows() {
    return kRows;
}

std::string graphic_kind_name(GraphicKind kind) {
    return kKinds[static_cast<size_t>(kind)];
}

std::string show_graphics(const std::vector<Graphic>& graphics) {
    return written_items<Graphic>(options(), graphics, 3);
}

void show_graphic_keys(std::vector<ShownOption>& shown) {
    show_item_keys<Graphic>("graphic", options(), shown);
}

}  // namespace gatecast
