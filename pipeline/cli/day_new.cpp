// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast day new DATE: a day made of a template, or an empty one with what is usual in the house.
#include <map>
#include <nlohmann/json.hpp>

#include "pipeline/cli/day.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/playlist/lists/written.h"
#include "pipeline/playlist/recurrence/template.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Option kOptions[] = {
    {"template,t", N_("FILE"), N_("the order that days are made by: items with the days they recur on")},
    {"special", N_("NAME"), N_("make it this special day of the template, like a day of mourning")},
    kDayOutputOption,
    kDaySettingsOption,
    kDayForceOption,
    kPresetsOption,
    kCacheOption,
};
constexpr Synopsis kSynopsis{
    N_("day new DATE --template FILE -o day.toml"),
    N_("Makes the day's list: what recurs on that date, parts of the day filled in turn, the special day that falls on "
       "it. DATE is 2026-12-02, 02/12/2026 or tomorrow."),
    kOptions, 1, 1};

Date date_asked(const std::string& text) {
    if (text != "tomorrow" && text != "today") return read_date_option(text, "date");
    const auto here = std::chrono::system_clock::now() + Day().utc;
    const auto today = std::chrono::floor<std::chrono::days>(here);
    return Date(text == "tomorrow" ? today + std::chrono::days(1) : today);
}

/// Each file is probed once; one that cannot be counts for as long as the list says.
class Lengths {
public:
    explicit Lengths(const Content& content) : content_(content) {}

    Time of(const Item& item) {
        if (item.relay) return item.duration.value_or(item.relay->at_most.value_or(Time(0)));
        const auto [place, fresh] = known_.try_emplace(item.media);
        if (fresh) place->second = probed(item.media);
        if (!place->second || place->second->still)
            return item.duration.value_or(place->second ? place->second->duration : Time(0));
        const Time whole = place->second->duration;
        return std::max(std::min(item.out.value_or(whole), whole) - item.in.value_or(Time(0)), Time(0));
    }

private:
    [[nodiscard]] std::optional<MediaFact> probed(const fs::path& file) const {
        std::error_code error;
        if (!fs::exists(file, error)) return {};
        try {
            return fact_of(content_.clip(file));
        } catch (const Error&) {
            return {};  // `check` says what is wrong with it
        }
    }

    const Content& content_;
    std::map<fs::path, std::optional<MediaFact>> known_;
};

DayReading made(const Options& options, Date date, const DaySettings& settings, Console& console) {
    if (!options.has("template")) {
        if (options.has("special")) throw UsageError(message("--special is a day of a template. Give --template too."));
        DayReading reading;
        reading.day = settings.usual;
        reading.day.date = date;
        return reading;
    }
    const DayTemplate order = read_template(options.one("template"));
    const SpecialDay* special =
        options.has("special") ? &special_named(order, options.one("special")) : special_on(order, date);
    if (special != nullptr) console.note(message("{}: made as \"{}\".", written_date(date), special->name));
    const Store store(cache_root(options));
    const Content content(store);
    Lengths lengths(content);
    return day_of_template(order, date, special, settings, [&](const Item& item) { return lengths.of(item); });
}

}  // namespace

int run_day_new(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const Date date = date_asked(options->words().front());
    const fs::path output = options->one("output", written_date(date) + ".toml");
    refuse_to_overwrite(output, *options);
    const DaySettings settings = day_settings(*options);
    const DayReading reading = made(*options, date, settings, console);
    tell_reading(reading, console);
    write_day(reading.day, output, settings);
    console.say(message("{}: {} items written.", output.string(), reading.day.items.size()));
    if (console.json())
        console.print_json(
            {{"file", output.string()}, {"date", written_date(date)}, {"items", reading.day.items.size()}});
    return console.exit_code();
}

}  // namespace gatecast
