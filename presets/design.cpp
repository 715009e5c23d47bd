// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/design.h"

#include <algorithm>
#include <cmath>

#include "presets/design_places.h"
#include "presets/options.h"
#include "presets/style.h"
#include "presets/text.h"

namespace gatecast {
namespace {

constexpr Size kSendingCard{1920, 1080};
constexpr int kMostRows = 1200;             // of a sending card set to its own size
constexpr double kLatinX = 0.536;           // height of the x, of the em: Noto Sans
constexpr double kKhmerKa = 0.575;          // height of KA, of the Khmer em: Noto Sans Khmer
constexpr double kMetresToMergeEachMm = 1;  // nearer than this, points are seen one by one
constexpr double kLetterEm = 0.52;          // a letter is about as wide
constexpr int kFewLetters = 20;             // shorter lines break every other word

void check_side(int side) {
    if (side < 16 || side > 8192 || side % 2 != 0)
        throw Error(
            message("A screen of {} pixels cannot be made: each side has an even number from 16 to 8192.", side));
}

Size canvas_of(const DesignRequest& request) {
    if (request.columns < 0 || request.rows < 0 || (request.columns > 0) != (request.rows > 0))
        throw Error(message("Cabinets are given as columns x rows, such as 6x3."));
    if (request.columns == 0) {
        if (request.pixels == Size{})
            throw Error(message("Give the pixels of the screen, such as 1440x720, or its cabinets and their pixels."));
        return request.pixels;
    }
    const Size whole{request.columns * request.cabinet_px.width, request.rows * request.cabinet_px.height};
    if (request.cabinet_px.width <= 0 || request.cabinet_px.height <= 0)
        throw Error(message("Give the pixels of one cabinet, such as 240x240."));
    if (request.pixels != Size{} && request.pixels != whole)
        throw Error(message("{} x {} cabinets of {}x{} pixels are {}x{} pixels, not {}x{}.", request.columns,
                            request.rows, request.cabinet_px.width, request.cabinet_px.height, whole.width,
                            whole.height, request.pixels.width, request.pixels.height));
    return whole;
}

void check(const DesignRequest& request, Size canvas) {
    check_side(canvas.width);
    check_side(canvas.height);
    if (request.pitch_mm <= 0 || request.pitch_mm > 100)
        throw Error(message("The pitch is the distance from pixel to pixel in millimetres, such as 4."));
    if (request.nearest_m <= 0 || request.nearest_m > request.farthest_m || request.farthest_m > 500)
        throw Error(message("Give the distances from which it is read in metres, near and far, such as 8..40."));
}

/// The rules of styles for LED walls, from the style that nothing changed.
TextNeed need_of(const std::string& language, double distance_m, double pitch_mm) {
    const Style rules;
    const double letter_px = std::max(rules.millimetres_per_metre * distance_m / pitch_mm, 1.0);
    TextNeed need{language, distance_m, 0, 0, 0};
    if (language == "km") {
        const double em_of_ka = rules.khmer_to_latin * kLatinX;  // KA, of the Latin em
        need.em_px = std::max(letter_px, rules.khmer_floor_px * kKhmerKa) / em_of_ka;
        need.letter_mm = need.em_px * em_of_ka * pitch_mm;
        need.line_px = need.em_px * kKhmerLine;
    } else {
        need.em_px = std::max(letter_px / kLatinX, rules.latin_floor_px);
        need.letter_mm = need.em_px * kLatinX * pitch_mm;
        need.line_px = need.em_px * kLatinLine;
    }
    return need;
}

LeastText least_from(double distance_m, double pitch_mm) {
    return {need_of("vi", distance_m, pitch_mm).em_px, need_of("km", distance_m, pitch_mm).em_px};
}

/// The distance at which letters of this height are just read; 0: they are under the floors.
double reach_of(double em_px, bool with_khmer, double pitch_mm) {
    const LeastText floor = least_from(0, pitch_mm);
    if (em_px < (with_khmer ? std::max(floor.latin_em_px, floor.khmer_em_px) : floor.latin_em_px)) return 0;
    return em_px * kLatinX * pitch_mm / Style{}.millimetres_per_metre;
}

std::string metres(double value) {
    return fmt::format("{:.3g}", value);
}

int whole(double value) {
    return static_cast<int>(std::lround(value));
}

/// Everything about the screen, in the order in which it is found out.
class Designer {
public:
    explicit Designer(const DesignRequest& request)
        : request_(request), canvas_(canvas_of(request)), least_(LeastText{}) {
        check(request_, canvas_);
        least_ = least_from(request_.farthest_m, request_.pitch_mm);
        places_ = design_places(canvas_, least_);
        subtitles_px_ = canvas_.height * (places_.ribbon ? kRibbonSubtitles : Style{}.max_height_percent) / 100;
    }

    Design make() {
        find_needs();
        find_capacity();
        choose_rows();
        design_.toml = head() + graphics();
        read_back();
        say_facts();
        say_advice();
        return std::move(design_);
    }

private:
    static constexpr double kRibbonSubtitles = 96;  // percent, as the style led-ribbon has it

    [[nodiscard]] double metres_wide() const { return canvas_.width * request_.pitch_mm / 1000; }
    [[nodiscard]] double metres_high() const { return canvas_.height * request_.pitch_mm / 1000; }
    [[nodiscard]] std::string name() const {
        return request_.name.empty() ? fmt::format("led-{}x{}", canvas_.width, canvas_.height) : request_.name;
    }

    void find_needs() {
        for (const double distance : {request_.nearest_m, request_.farthest_m}) {
            if (distance == request_.farthest_m && !design_.texts.empty() && request_.nearest_m == distance) break;
            for (const char* language : {"vi", "en", "km"})
                design_.texts.push_back(need_of(language, distance, request_.pitch_mm));
        }
    }

    void find_capacity() {
        const std::vector<std::string> all{"vi", "km", "en"};
        for (size_t count = 1; count <= all.size(); ++count) {
            const std::vector<std::string> shown(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
            if (least_.height_px(shown, 1) <= subtitles_px_) design_.languages_at_once = static_cast<int>(count);
        }
        design_.lines_at_once =
            std::min(Style{}.max_lines, static_cast<int>(subtitles_px_ / (least_.latin_em_px * kLatinLine)));
        design_.three_languages_to_m = reach_of(subtitles_px_ / (2 * kLatinLine + kKhmerLine), true, request_.pitch_mm);
        design_.one_language_to_m = reach_of(subtitles_px_ / (2 * kLatinLine), false, request_.pitch_mm);
    }

    /// How often a canvas wider than a sending card is cut across; 1 where that does not help.
    void choose_rows() {
        for (int rows = 1; rows <= 16; ++rows) {
            const bool cuts = canvas_.width % rows == 0 && canvas_.width / rows % 2 == 0;
            if (!cuts || canvas_.width / rows > kSendingCard.width) continue;
            if (canvas_.height * rows <= kSendingCard.height) fold_rows_ = rows;
            return;
        }
    }

    [[nodiscard]] bool fits_card() const {
        return canvas_.width / fold_rows_ <= kSendingCard.width && canvas_.height * fold_rows_ <= kMostRows;
    }

    [[nodiscard]] const char* style() const {
        return places_.ribbon ? "led-ribbon" : design_.languages_at_once == 3 ? "led" : "led-small";
    }

    [[nodiscard]] std::string head() const {
        std::string text = fmt::format(
            "# A screen of {} x {} pixels, pitch {:g} mm, {} x {} m, read from {:g} to {:g} m. Designed by Gatecast; "
            "change\n"
            "# what does not suit.\n",
            canvas_.width, canvas_.height, request_.pitch_mm, metres(metres_wide()), metres(metres_high()),
            request_.nearest_m, request_.farthest_m);
        text += fmt::format(
            "title_vi = \"Màn hình LED {0} x {1}, {2} x {3} m\"\n"
            "title_en = \"LED wall {0} x {1}, {2} x {3} m\"\n",
            canvas_.width, canvas_.height, metres(metres_wide()), metres(metres_high()));
        text += fmt::format("canvas = [{}, {}]\nrate = 25\nbackground = \"#000000\"\n", canvas_.width, canvas_.height);
        if (fold_rows_ > 1)
            text += fmt::format(
                "fold_rows = {:<12}# wider than a sending card takes: sent in pieces, the left one on top\n"
                "frame = [{}, {}]       # what the card is set to\n",
                fold_rows_, kSendingCard.width, kSendingCard.height);
        text += fmt::format("logo_area = {}\n", written(places_.logo));
        text += fmt::format("safe_area_percent = 3\ndefault_encode = \"h264-mp4\"\nsubtitle_style = \"{}\"\n", style());
        text += "loudness = \"kiosk\"\nmuted = true               # a wall is silent until someone asks\n";
        if (request_.columns > 0)
            text += fmt::format("cabinets = {{ columns = {}, rows = {}, pixels = [{}, {}] }}\n", request_.columns,
                                request_.rows, request_.cabinet_px.width, request_.cabinet_px.height);
        text += fmt::format(
            "pitch_mm = {:g}\nviewing_distance_m = {:<3g}   # the farthest: letters are as large as it asks\n",
            request_.pitch_mm, request_.farthest_m);
        text += fmt::format("\n[[picture]]\nname = \"picture\"\nfit = \"{}\"\n", places_.ribbon ? "blur-fill" : "fill");
        text +=
            "\n# A controller that does not dim by itself may be helped at night:\n# [[brightness]]\n"
            "# from = \"18:30\"\n# until = \"05:30\"\n# percent = 40\n";
        return text;
    }

    [[nodiscard]] static std::string written(const Share& share) {
        return fmt::format("[\"{:.4g}%\", \"{:.4g}%\", \"{:.4g}%\", \"{:.4g}%\"]", share.x, share.y, share.width,
                           share.height);
    }

    [[nodiscard]] std::string graphics() const {
        std::string text = "\n# Places of graphics; what fills them stands in programmes.\n";
        for (const DesignedPlace& place : places_.places) text += graphic(place);
        return text +
               "\n[[graphic]]\nname = \"notice\"\narea = [\"0%\", \"0%\", \"100%\", \"100%\"]\nbold = true\n"
               "box_opacity = 1\n";
    }

    [[nodiscard]] static std::string graphic(const DesignedPlace& place) {
        std::string text = fmt::format("\n[[graphic]]\nname = \"{}\"\narea = {}\n", place.name, written(place.area));
        if (place.languages.empty()) {
            text += "shown = false              # too low for letters that are read from afar\n";
        } else if (place.makes_own_words) {
            text += "shown = false\n";
        }
        const bool speaks = place.name != "clock" && place.name != "countdown";
        if (speaks && !place.languages.empty() && place.languages.size() < 3)
            text += fmt::format("languages = [\"{}\"]   # there is room for no more\n",
                                fmt::join(place.languages, "\", \""));
        for (const std::string& key : place.keys) text += key + "\n";
        return text;
    }

    /// What is written is what is meant: the display comes from the text.
    void read_back() {
        Problems problems;
        const Layers layers{parse_toml(design_.toml, name(), problems)};
        if (problems.empty()) design_.display = read_display(layers, problems);
        if (!problems.empty()) throw Error(problems.front());
        design_.display.name = name();
    }

    void say_facts() {
        design_.facts.push_back(message("{} x {} pixels at {} mm are {} x {} m.", canvas_.width, canvas_.height,
                                        fmt::format("{:g}", request_.pitch_mm), metres(metres_wide()),
                                        metres(metres_high())));
        for (size_t i = 0; i + 2 < design_.texts.size(); i += 3) {
            const TextNeed& latin = design_.texts[i];
            const TextNeed& khmer = design_.texts[i + 2];
            design_.facts.push_back(message(
                "Read from {} m: Vietnamese and English text of {} px ({} mm, its x {} mm), {} px a line; Khmer text "
                "of "
                "{} px ({} mm, its KA {} mm), {} px a line.",
                fmt::format("{:g}", latin.distance_m), whole(latin.em_px), whole(latin.em_px * request_.pitch_mm),
                whole(latin.letter_mm), whole(latin.line_px), whole(khmer.em_px),
                whole(khmer.em_px * request_.pitch_mm), whole(khmer.letter_mm), whole(khmer.line_px)));
        }
        design_.facts.push_back(
            message("Subtitles may take {} px of its height: from {} m that is {} lines of Vietnamese at most, or {} "
                    "languages with a line each.",
                    whole(subtitles_px_), fmt::format("{:g}", request_.farthest_m), design_.lines_at_once,
                    design_.languages_at_once));
        design_.facts.push_back(
            message("Three languages together, a line each, are read from {} m; Vietnamese alone, "
                    "two lines, from {} m.",
                    metres(design_.three_languages_to_m), metres(design_.one_language_to_m)));
    }

    void say_advice() {
        say_languages();
        say_places();
        const int letters = static_cast<int>(canvas_.width * 0.94 / (least_.latin_em_px * kLetterEm));
        if (letters < kFewLetters)
            advise(
                message("A line has room for {} letters only: keep subtitles and notices short, or let them run in "
                        "the ticker.",
                        letters));
        if (request_.nearest_m < request_.pitch_mm * kMetresToMergeEachMm)
            advise(
                message("From {} m the points of a pitch of {} mm are seen one by one: faces and small letters look "
                        "rough. Keep people at {} m, or take a finer pitch.",
                        fmt::format("{:g}", request_.nearest_m), fmt::format("{:g}", request_.pitch_mm),
                        fmt::format("{:g}", request_.pitch_mm * kMetresToMergeEachMm)));
        if (!fits_card())
            advise(
                message("{} x {} pixels are more than one sending card of {} x {} takes: plan two cards, or a larger "
                        "one, and set frame and placement as they are set.",
                        canvas_.width, canvas_.height, kSendingCard.width, kMostRows));
    }

    void say_languages() {
        const std::string far = fmt::format("{:g}", request_.farthest_m);
        if (design_.languages_at_once == 0) {
            advise(
                message("Not even a line of Vietnamese subtitles is read from {} m. Show films without subtitles, "
                        "words as notices over the whole screen, or take a larger wall.",
                        far));
        } else if (design_.languages_at_once < 3) {
            advise(
                message("Three languages do not fit together for readers at {} m. The preset shows one language a "
                        "play (style {}); for all of them at once, count on readers at {} m, set "
                        "viewing_distance_m so, and take subtitle_style = \"led\".",
                        far, style(), metres(design_.three_languages_to_m)));
        } else if (design_.lines_at_once < 5 && !places_.ribbon) {
            advise(
                message("Three languages fit with a line each: keep every cue to one line, or let them rotate with "
                        "subtitle_style = \"led-small\"."));
        }
    }

    void say_places() {
        std::vector<std::string> low;
        std::vector<std::string> fewer;
        for (const DesignedPlace& place : places_.places) {
            if (place.languages.empty()) {
                low.push_back(place.name);
            } else if (place.languages.size() < 3 && place.name != "clock" && place.name != "countdown") {
                fewer.push_back(place.name);
            }
        }
        if (!low.empty())
            advise(
                message("Too low for letters that are read from {} m, and hidden: {}. Notices have the whole screen.",
                        fmt::format("{:g}", request_.farthest_m), joined(low)));
        if (!fewer.empty())
            advise(message("Not all languages fit in: {}. Their languages are set to those that do.", joined(fewer)));
        const Share& foot = places_.places.back().area;
        if (!places_.ribbon && foot.height > 10)
            advise(
                message("The ticker needs {} % of the height, more than the tenth that advertising may take: keep "
                        "advertising out of it.",
                        whole(foot.height)));
    }

    void advise(Message text) { design_.advice.push_back(std::move(text)); }

    const DesignRequest& request_;
    const Size canvas_;
    LeastText least_;
    DesignedPlaces places_;
    double subtitles_px_ = 0;
    int fold_rows_ = 1;
    Design design_;
};

}  // namespace

Design design(const DesignRequest& request) {
    return Designer(request).make();
}

}  // namespace gatecast
