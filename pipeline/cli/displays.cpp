// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast displays design … | displays test-card NAME: a preset for a screen, and a picture to set it up by.
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "pipeline/cli/options.h"
#include "pipeline/cli/places.h"
#include "pipeline/media/still.h"
#include "pipeline/render/store.h"
#include "pipeline/scene/test_card.h"
#include "presets/design.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr Option kOutputOption{"output,o", N_("FILE"), N_("write this file")};
constexpr Option kForceOption{"force", nullptr, N_("write over a file that is there")};

constexpr Option kDesignOptions[] = {
    {"cabinets", N_("CxR"), N_("how many cabinets, across and down, like 6x3")},
    {"cabinet-px", N_("WxH"), N_("the pixels of one cabinet, like 240x240")},
    {"pixels", N_("WxH"), N_("the pixels of the whole screen, where cabinets do not matter")},
    {"pitch", N_("MM"), N_("millimetres from pixel to pixel, like 4")},
    {"distance", N_("NEAR..FAR"), N_("metres from which people look, like 8..40")},
    {"name", N_("NAME"), N_("what the preset is called")},
    kOutputOption,
    kForceOption,
};
constexpr Synopsis kDesign{
    N_("displays design --cabinets CxR --cabinet-px WxH --pitch MM --distance NEAR..FAR"),
    N_("Writes a display preset for a screen that you have or plan, and says what text sizes and how many languages it "
       "can carry. Without -o the preset is printed."),
    kDesignOptions, 0, 0};

constexpr Option kCardOptions[] = {
    kOutputOption,
    {"all", N_("DIR"), N_("draw the cards of all displays into this folder")},
    kForceOption,
    kPresetsOption,
};
constexpr Synopsis kCard{N_("displays test-card NAME -o FILE.png"),
                         N_("Draws a picture to set a screen up by: every edge pixel, cabinets by number, circles, "
                            "greys, colours, and words "
                            "in three languages at the sizes that are read from near, far and farther. \"gatecast "
                            "render\" makes a clip of it."),
                         kCardOptions, 0, 1};

/// The numbers of "8..40" or "6x3", as many as there are. Throws UsageError with `example`.
template <typename Number>
std::vector<Number> numbers_of(const std::string& text, std::string_view between, const char* option,
                               const char* example) {
    std::vector<Number> numbers;
    for (size_t from = 0; from <= text.size();) {
        const size_t until = std::min(text.find(between, from), text.size());
        const char* const end = text.data() + until;
        Number number{};
        const auto [rest, error] = std::from_chars(text.data() + from, end, number);
        if (error != std::errc() || rest != end || !(number > 0))
            throw UsageError(message("--{} {}: not understood. Write it like {}.", option, text, example));
        numbers.push_back(number);
        from = until + between.size();
    }
    return numbers;
}

std::optional<Size> read_size(const Options& options, const char* option, const char* example) {
    if (!options.has(option)) return {};
    const std::vector<int> numbers = numbers_of<int>(options.one(option), "x", option, example);
    if (numbers.size() != 2)
        throw UsageError(message("--{} {}: not understood. Write it like {}.", option, options.one(option), example));
    return Size{numbers[0], numbers[1]};
}

DesignRequest read_request(const Options& options) {
    DesignRequest request;
    request.name = options.one("name");
    const auto cabinets = read_size(options, "cabinets", "6x3");
    const auto cabinet_px = read_size(options, "cabinet-px", "240x240");
    const auto pixels = read_size(options, "pixels", "1440x720");
    if (cabinets.has_value() != cabinet_px.has_value() || cabinets.has_value() == pixels.has_value())
        throw UsageError(message("Say how large the screen is: --cabinets with --cabinet-px, or --pixels alone."));
    if (cabinets) {
        request.columns = cabinets->width;
        request.rows = cabinets->height;
        request.cabinet_px = *cabinet_px;
    }
    if (pixels) request.pixels = *pixels;
    if (!options.has("pitch") || !options.has("distance"))
        throw UsageError(message("Say --pitch, in millimetres, and --distance, in metres: text is sized by them."));
    const std::vector<double> pitch = numbers_of<double>(options.one("pitch"), "x", "pitch", "4");
    const std::vector<double> metres = numbers_of<double>(options.one("distance"), "..", "distance", "8..40");
    if (pitch.size() > 1) throw UsageError(message("--pitch {}: one number.", options.one("pitch")));
    if (metres.size() > 2 || metres.back() < metres.front())
        throw UsageError(
            message("--distance {}: first the near end, then the far one, like 8..40.", options.one("distance")));
    request.pitch_mm = pitch[0];
    request.nearest_m = metres.front();
    request.farthest_m = metres.back();
    return request;
}

json texts_of(const std::vector<Message>& messages, const Console& console) {
    json texts = json::array();
    for (const Message& each : messages) texts.push_back(console.text(each));
    return texts;
}

json to_json(const Design& design, const fs::path& file, const Console& console) {
    json texts = json::array();
    for (const TextNeed& need : design.texts)
        texts.push_back({{"language", need.language},
                         {"distance_m", need.distance_m},
                         {"em_px", need.em_px},
                         {"letter_mm", need.letter_mm},
                         {"line_px", need.line_px}});
    return {{"name", design.display.name},
            {"file", file.empty() ? json(nullptr) : json(fs::absolute(file).string())},
            {"canvas", {design.display.canvas.width, design.display.canvas.height}},
            {"texts", texts},
            {"languages_at_once", design.languages_at_once},
            {"lines_at_once", design.lines_at_once},
            {"three_languages_to_m", design.three_languages_to_m},
            {"one_language_to_m", design.one_language_to_m},
            {"facts", texts_of(design.facts, console)},
            {"advice", texts_of(design.advice, console)},
            {"toml", design.toml}};
}

void refuse_to_overwrite(const fs::path& file, const Options& options) {
    if (fs::exists(file) && !options.has("force"))
        throw Error(message("{} is there already and stays as it is. Give another name, or --force.", file.string()));
}

/// The preset is the result; what is said of it stands beside it on the terminal.
int run_design(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kDesign, arguments, console);
    if (!options) return kDone;
    const Design made = design(read_request(*options));
    const fs::path file = options->one("output");
    if (file.empty()) {
        console.print(made.toml);
    } else {
        refuse_to_overwrite(file, *options);
        write_whole(file, made.toml);
    }
    for (const Message& fact : made.facts) file.empty() ? console.note(fact) : console.say(fact);
    for (const Message& advice : made.advice) console.note(advice);
    if (!file.empty()) {
        console.say(message("Written: {}", file.string()));
        console.say(message("gatecast check {} looks at it; presets of your own stand in {}.", file.string(),
                            "~/.config/gatecast/presets/displays"));
    }
    if (console.json()) console.print_json(to_json(made, file, console));
    return console.exit_code();
}

json draw_card(const Display& display, const fs::path& file, const Options& options, Console& console) {
    refuse_to_overwrite(file, options);
    write_png(file, draw_test_card(display).view);
    console.say(message("{}: {} × {}", file.string(), display.canvas.width, display.canvas.height));
    return {{"display", display.name},
            {"file", fs::absolute(file).string()},
            {"width", display.canvas.width},
            {"height", display.canvas.height},
            {"distances", test_card_distances(display)}};
}

int run_test_card(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kCard, arguments, console);
    if (!options) return kDone;
    const PresetLibrary library = open_presets(*options);
    const bool one = options->words().size() == 1 && options->has("output");
    if (one == options->has("all"))
        throw UsageError(message("Name a display and say with -o where to write, or --all with a folder."));
    json cards = json::array();
    if (one)
        cards.push_back(draw_card(library.display(options->words()[0]), options->one("output"), *options, console));
    if (options->has("all")) {
        const fs::path folder = options->one("all");
        std::error_code error;
        fs::create_directories(folder, error);
        if (error) throw Error(message("{}: this folder cannot be made.", folder.string()));
        for (const PresetLibrary::Entry& entry : library.list())
            if (entry.kind == PresetKind::kDisplay && entry.problems.empty())
                cards.push_back(
                    draw_card(library.display(entry.name), folder / (entry.name + ".png"), *options, console));
    }
    if (console.json()) console.print_json(cards);
    return console.exit_code();
}

}  // namespace

int run_displays(const std::vector<std::string>& arguments, Console& console) {
    const std::string verb = arguments.empty() ? "" : arguments[0];
    const std::vector<std::string> rest(arguments.begin() + (arguments.empty() ? 0 : 1), arguments.end());
    if (verb == "design") return run_design(rest, console);
    if (verb == "test-card") return run_test_card(rest, console);
    if (verb != "--help" && verb != "-h")
        throw UsageError(
            message("After displays comes design or test-card; \"gatecast displays design --help\" tells "
                    "more."));
    console.say(message("gatecast displays design …: a preset for a screen of your own"));
    console.say(message("gatecast displays test-card …: a picture to set a screen up by"));
    console.say(message("gatecast displays design --help and displays test-card --help tell more."));
    return kDone;
}

}  // namespace gatecast
