// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/options.h"

#include <boost/program_options.hpp>
#include <charconv>
#include <sstream>

#include "presets/nearest.h"

namespace gatecast {
namespace {

namespace po = boost::program_options;

constexpr const char* kWords = "words";
constexpr Option kCommon[] = {
    {"json", nullptr, N_("print the result as JSON, for programs")},
    {"language", N_("LANGUAGE"), N_("vi or en; otherwise GATECAST_LANGUAGE, the system's language, Vietnamese")},
    {"help,h", nullptr, N_("print this help")},
};

using Strings = std::vector<std::string>;

void add(po::options_description& description, const Option& option, const Console& console) {
    const std::string help = console.text(option.help);
    if (option.value == nullptr) {
        description.add_options()(option.name, help.c_str());
        return;
    }
    auto* value = po::value<Strings>()->composing()->value_name(console.text(option.value));
    description.add_options()(option.name, value, help.c_str());
}

po::options_description describe(const Synopsis& synopsis, const Console& console) {
    po::options_description description(console.text(N_("Options")), 110);
    for (const Option& option : synopsis.options) add(description, option, console);
    for (const Option& option : kCommon) add(description, option, console);
    return description;
}

void print_help(const Synopsis& synopsis, const po::options_description& description, Console& console) {
    std::ostringstream text;
    text << "gatecast " << console.text(synopsis.usage) << "\n\n"
         << console.text(synopsis.about) << "\n\n"
         << description;
    std::string lines = text.str();
    while (!lines.empty() && lines.back() == '\n') lines.pop_back();
    console.set_json(false);
    console.print(lines);
}

Strings long_names(const Synopsis& synopsis) {
    Strings names;
    const auto take = [&names](std::span<const Option> options) {
        for (const Option& option : options)
            names.push_back("--" + std::string(option.name).substr(0, std::string(option.name).find(',')));
    };
    take(synopsis.options);
    take(kCommon);
    return names;
}

[[noreturn]] void refuse_unknown(const std::string& given, const Synopsis& synopsis) {
    const std::string meant = nearest(given, long_names(synopsis));
    if (meant.empty()) throw UsageError(message("Unknown option {}.", given));
    throw UsageError(message("Unknown option {}. Did you mean {}?", given, meant));
}

po::variables_map parse(const Synopsis& synopsis, const po::options_description& shown, const Strings& arguments) {
    po::options_description every;
    every.add(shown).add_options()(kWords, po::value<Strings>()->composing());
    po::positional_options_description places;
    places.add(kWords, -1);
    using namespace po::command_line_style;
    constexpr int kStyle = unix_style & ~allow_guessing;  // a cut-off name is a typo, not a wish
    po::variables_map parsed;
    try {
        po::store(po::command_line_parser(arguments).options(every).positional(places).style(kStyle).run(), parsed);
    } catch (const po::unknown_option& error) {
        refuse_unknown(error.get_option_name(), synopsis);
    } catch (const po::invalid_command_line_syntax& error) {
        if (error.kind() == po::invalid_syntax::extra_parameter) {
            throw UsageError(message("Option {} takes no value.", error.get_option_name()));
        }
        throw UsageError(message("Option {} needs a value after it.", error.get_option_name()));
    } catch (const po::error& error) {
        throw UsageError(message("The command line could not be read: {}.", error.what()));
    }
    return parsed;
}

void check_words(const Synopsis& synopsis, const Strings& words) {
    if (words.size() < synopsis.words_least) throw UsageError(message("Something is missing after the command."));
    if (words.size() > synopsis.words_most) {
        throw UsageError(message("\"{}\" is one word too many.", words[synopsis.words_most]));
    }
}

}  // namespace

std::optional<Options> read_options(const Synopsis& synopsis, const Strings& arguments, Console& console) {
    const po::options_description shown = describe(synopsis, console);
    const po::variables_map parsed = parse(synopsis, shown, arguments);
    if (parsed.count("help") > 0) {
        print_help(synopsis, shown, console);
        return std::nullopt;
    }
    console.set_json(parsed.count("json") > 0);
    Options options;
    for (const auto& [name, value] : parsed) {
        const auto* strings = boost::any_cast<Strings>(&value.value());
        if (name == kWords) {
            options.words_ = *strings;
        } else {
            options.values_[name] = strings != nullptr ? *strings : Strings{};
        }
    }
    check_words(synopsis, options.words_);
    return options;
}

std::string Options::one(const std::string& name, const std::string& fallback) const {
    const auto found = values_.find(name);
    return found == values_.end() || found->second.empty() ? fallback : found->second.back();
}

Strings Options::all(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? Strings{} : found->second;
}

int64_t Options::number(const std::string& name, int64_t fallback, int64_t least, int64_t most) const {
    if (!has(name)) return fallback;
    const std::string given = one(name);
    int64_t value = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
    if (error != std::errc{} || end != given.data() + given.size() || value < least || value > most) {
        throw UsageError(message("--{} {}: a whole number from {} to {} is needed.", name, given, least, most));
    }
    return value;
}

}  // namespace gatecast
