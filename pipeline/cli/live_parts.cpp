// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast deck, mixer, text, output: the processes of a site, started by its site process alone.
#include <fstream>
#include <nlohmann/json.hpp>

#include "pipeline/cli/command.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/stop.h"
#include "pipeline/graph/start.h"
#include "pipeline/live/decks/deck.h"
#include "pipeline/live/mixer/mixer.h"
#include "pipeline/live/outputs/output.h"
#include "pipeline/live/words/text_process.h"

namespace gatecast {

namespace {

constexpr Synopsis kDeck{N_("deck ORDER SOCKET"), N_("Plays one source of a site."), {}, 2, 2};
constexpr Synopsis kMixer{N_("mixer SETTINGS"), N_("Composes the displays of a site."), {}, 1, 1};
constexpr Synopsis kText{N_("text SETTINGS MIXER SITE"), N_("Draws the words of a site."), {}, 3, 3};
constexpr Synopsis kOutput{N_("output SETTINGS"), N_("Sends one display of a site out."), {}, 1, 1};

nlohmann::json read_json(const std::string& file) {
    std::ifstream stream(file);
    nlohmann::json json = nlohmann::json::parse(stream, nullptr, false);
    if (!json.is_object()) throw Error(message("{}: cannot be read.", file));
    return json;
}

}  // namespace

int run_deck_command(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kDeck, arguments, console);
    if (!options) return kDone;
    start_graph();
    const DeckOrder order = deck_order_from(read_json("/proc/self/fd/" + options->words()[0]));
    run_deck(order, Descriptor(std::stoi(options->words()[1])));
    return kDone;
}

int run_mixer_command(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kMixer, arguments, console);
    if (!options) return kDone;
    run_mixer(mixer_settings_from(read_json(options->words().front())));
    return kDone;
}

int run_text_command(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kText, arguments, console);
    if (!options) return kDone;
    const std::vector<std::string>& words = options->words();
    run_text(read_json("/proc/self/fd/" + words[0]), Descriptor(std::stoi(words[1])), Descriptor(std::stoi(words[2])));
    return kDone;
}

int run_output_command(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kOutput, arguments, console);
    if (!options) return kDone;
    hear_stop_signals();
    run_output(output_settings_from(read_json(options->words().front())), stop_asked);
    return kDone;
}

}  // namespace gatecast
