// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast day edit DAY: small changes of a day's file, which keeps its order and its comments.
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "pipeline/cli/day.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/playlist/lists/toml_edit.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Option kOptions[] = {
    {"set", N_("NO.KEY=VALUE"),
     N_("change an item, like 5.start=19:30 or 5.title_vi=\"…\"; without a number the day: channel=\"…\"; an empty "
        "value "
        "takes it out; may be repeated")},
    {"remove", N_("NO"), N_("take an item out; may be repeated")},
    {"move", N_("NO=PLACE"), N_("like 7=3: the seventh becomes the third; may be repeated")},
    {"insert", N_("FILE[=PLACE]"), N_("add a file as an item, at the end or at a place; may be repeated")},
    {"dry-run", nullptr, N_("say what would be changed, and change nothing")},
    kDaySettingsOption,
    kPresetsOption,
};
constexpr Synopsis kSynopsis{
    N_("day edit DAY …"),
    N_("Changes a day's file (.toml) and leaves the rest of it as it is, comments too. NO is an item's number in "
       "\"gatecast day show\", or its ID. Numbers are those before the change; --set comes first, then --remove, "
       "--move "
       "and --insert. An outcome that cannot be read is not written."),
    kOptions, 1, 1};

class Edit {
public:
    Edit(const fs::path& file, const Options& options, const DaySettings& settings)
        : file_(file),
          options_(options),
          settings_(settings),
          before_(read_day_text(read_whole(file), fs::absolute(file), settings)),
          text_(read_whole(file)),
          order_(before_.day.items.size()) {
        std::iota(order_.begin(), order_.end(), 0);
        if (text_.items() != order_.size())
            throw Error(message("{}: the list cannot be read as it is. \"gatecast check\" says why.", file.string()));
    }

    std::string edited() {
        for (const std::string& text : options_.all("set")) set(text);
        for (const std::string& text : options_.all("remove")) remove(text);
        for (const std::string& text : options_.all("move")) move(text);
        for (const std::string& text : options_.all("insert")) insert(text);
        const std::string text = text_.text();
        check(read_day_text(text, fs::absolute(file_), settings_));
        return text;
    }
    [[nodiscard]] size_t items() const { return order_.size(); }

private:
    static constexpr int kNew = -1;

    /// An item's number as people count, or its ID.
    [[nodiscard]] std::optional<int> item_of(const std::string& text) const {
        const auto& items = before_.day.items;
        int number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc{} && end == text.data() + text.size())
            return number >= 1 && number <= std::ssize(items) ? std::optional(number - 1) : std::nullopt;
        const auto found = std::ranges::find(items, text, &Item::id);
        return found == items.end() ? std::nullopt : std::optional(static_cast<int>(found - items.begin()));
    }

    /// Where the item stands now.
    [[nodiscard]] size_t place_of(const std::string& text, const char* option) const {
        const auto item = item_of(text);
        const auto place = item ? std::ranges::find(order_, *item) : order_.end();
        if (place == order_.end())
            throw UsageError(message("--{} {}: there is no such item. \"gatecast day show\" numbers them, 1 to {}.",
                                     option, text, before_.day.items.size()));
        return static_cast<size_t>(place - order_.begin());
    }

    [[nodiscard]] size_t place_asked(const std::string& text, const char* option, size_t most) const {
        size_t place = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), place);
        if (error != std::errc{} || end != text.data() + text.size() || place < 1 || place > most)
            throw UsageError(message("--{} {}: a place from 1 to {} is needed.", option, text, most));
        return place - 1;
    }

    void set(const std::string& text) {
        const size_t equals = text.find('='), dot = text.find('.');
        if (equals == std::string::npos || equals == 0)
            throw UsageError(message("--{} {}: write it like {}.", "set", text, "5.start=19:30"));
        const std::string value = text.substr(equals + 1);
        const auto item = dot < equals ? item_of(text.substr(0, dot)) : std::nullopt;
        if (item) {
            text_.set(static_cast<size_t>(*item), text.substr(dot + 1, equals - dot - 1), value);
            changed_.insert(*item);
        } else if (dot < equals && std::isdigit(static_cast<unsigned char>(text.front())) != 0) {
            static_cast<void>(place_of(text.substr(0, dot), "set"));
        } else {
            text_.set(text.substr(0, equals), value);
        }
    }

    void remove(const std::string& text) {
        const size_t place = place_of(text, "remove");
        text_.remove(place);
        order_.erase(order_.begin() + static_cast<std::ptrdiff_t>(place));
    }

    void move(const std::string& text) {
        const auto [item, to] = read_pair(text, "move", "7=3");
        const size_t from = place_of(item, "move"), place = place_asked(to, "move", order_.size());
        text_.move(from, place);
        const int moved = order_[from];
        order_.erase(order_.begin() + static_cast<std::ptrdiff_t>(from));
        order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(place), moved);
    }

    void insert(const std::string& text) {
        const size_t equals = text.rfind('=');
        const bool placed = equals != std::string::npos && !fs::exists(text);
        const std::string name = placed ? text.substr(0, equals) : text;
        const size_t place = placed ? place_asked(text.substr(equals + 1), "insert", order_.size() + 1) : order_.size();
        if (!fs::exists(name)) throw Error(message("{}: there is no such file. Check the path.", name));
        text_.insert(place, {{"media", fs::canonical(name).string()}});
        order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(place), kNew);
    }

    /// What was read again must be what was asked for, and nothing wrong that was not wrong before.
    void check(const DayReading& after) const {
        std::set<std::string> known;
        for (const Message& problem : before_.problems) known.insert(problem.sentence);
        for (const Message& problem : after.problems)
            if (!known.contains(problem.sentence)) throw Error(problem);
        bool same = after.day.items.size() == order_.size();
        for (size_t i = 0; same && i < order_.size(); ++i)
            if (order_[i] != kNew && !changed_.contains(order_[i]))
                same = bare(after.day.items[i]) == bare(before_.day.items[static_cast<size_t>(order_[i])]);
        if (!same)
            throw Error(
                message("{}: this change would change other items too. Make it in the file itself.", file_.string()));
    }

    static Item bare(Item item) {
        item.id.clear();
        item.origin = {};
        return item;
    }

    const fs::path& file_;
    const Options& options_;
    const DaySettings& settings_;
    const DayReading before_;
    DayText text_;
    std::vector<int> order_;  // of the items before, kNew for those inserted
    std::set<int> changed_;
};

}  // namespace

int run_day_edit(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const fs::path file = options->words().front();
    if (file.extension() != ".toml")
        throw Error(message("{}: only days in .toml are changed in place. \"gatecast day import\" makes one of it.",
                            file.string()));
    if (!options->has("set") && !options->has("remove") && !options->has("move") && !options->has("insert"))
        throw UsageError(message("Say what to change: --set, --remove, --move or --insert."));
    const DaySettings settings = day_settings(*options);
    Edit edit(file, *options, settings);
    const std::string text = edit.edited();
    if (options->has("dry-run")) {
        console.print(text);
    } else {
        write_whole(file, text);
        console.say(message("{}: changed, {} items.", file.string(), edit.items()));
    }
    if (console.json()) console.print_json({{"file", file.string()}, {"items", edit.items()}, {"text", text}});
    return console.exit_code();
}

}  // namespace gatecast
