// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/recurrence/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "pipeline/playlist/lists/media_names.h"
#include "pipeline/playlist/lists/written.h"
#include "pipeline/playlist/times/timetable.h"
#include "presets/text.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

/// A fixed start and what follows it.
struct Run {
    Time start{0};
    bool fixed = true;  // else: the day's beginning, or a part's, whose first item takes the start
    bool of_special = false;
    std::vector<Item> items;
};

class Maker {
public:
    Maker(const DayTemplate& order, Date date, const SpecialDay* special, const LengthOf& length_of)
        : order_(order), date_(date), special_(special), length_of_(length_of) {}

    /// The list's text with the items of this day alone.
    [[nodiscard]] std::string text() const {
        std::string text;
        bool kept = true;
        for (size_t i = 0; i < order_.lines.size(); ++i) {
            const auto entry = order_.entries.find(static_cast<int>(i) + 1);
            if (entry != order_.entries.end())
                kept = is_on(entry->second);
            else if (order_.lines[i].starts_with("["))
                kept = true;  // another table
            text += (kept ? order_.lines[i] : "") + "\n";
        }
        for (const auto& [name, value] : names_of_day()) replace_all(text, name, value);
        return text;
    }

    void arrange(Day& day) {
        drop_unwanted_kinds(day);
        begins_ = day.begins;
        std::ranges::copy_if(day.items, std::back_inserter(in_parts_),
                             [&](const Item& item) { return fills_part(item); });
        take_runs(day);
        for (const DayPart& part : order_.parts)
            if (is_on(part)) fill(part);
        std::ranges::stable_sort(runs_, {}, &Run::start);
        day.items.clear();
        for (Run& run : runs_) {
            if (!run.items.empty() && !run.fixed && run.start != begins_) run.items.front().start = run.start;
            std::ranges::move(run.items, std::back_inserter(day.items));
        }
        name_repeated(day);
    }

private:
    [[nodiscard]] bool belongs(const std::string& special) const {
        if (special.empty()) return special_ == nullptr || !special_->replaces;
        return special_ != nullptr && special == special_->name;
    }
    [[nodiscard]] bool is_on(const TemplateEntry& entry) const {
        if (!belongs(entry.special) || !entry.on.falls_on(date_)) return false;
        if (entry.except && entry.except->falls_on(date_)) return false;
        const std::chrono::sys_days day = date_;
        return (!entry.valid_from || std::chrono::sys_days(*entry.valid_from) <= day) &&
               (!entry.valid_until || day <= std::chrono::sys_days(*entry.valid_until));
    }
    [[nodiscard]] bool is_on(const DayPart& part) const { return belongs(part.special) && part.on.falls_on(date_); }

    [[nodiscard]] std::vector<std::pair<std::string, std::string>> names_of_day() const {
        const auto month = static_cast<unsigned>(date_.month()), day = static_cast<unsigned>(date_.day());
        return {{"{date}", written_date(date_)},
                {"{yyyy}", std::to_string(static_cast<int>(date_.year()))},
                {"{mm}", fmt::format("{:02}", month)},
                {"{dd}", fmt::format("{:02}", day)}};
    }

    static void replace_all(std::string& text, const std::string& name, const std::string& value) {
        for (size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
            text.replace(at, name.size(), value);
    }

    [[nodiscard]] const TemplateEntry& entry_of(const Item& item) const { return order_.entries.at(item.origin.row); }

    [[nodiscard]] bool fills_part(const Item& item) const {
        const TemplateEntry& entry = entry_of(item);
        return entry.plays_per_hour > 0 || (!entry.part.empty() && !item.start);
    }

    void drop_unwanted_kinds(Day& day) const {
        if (special_ == nullptr) return;
        std::erase_if(day.items, [&](const Item& item) {
            return entry_of(item).special.empty() &&
                   std::ranges::find(special_->without, item.fields.kind) != special_->without.end();
        });
    }

    /// Items of no part: each fixed start begins a run. Those of the special day come after, and what they meet goes on
    /// behind them.
    void take_runs(const Day& day) {
        Run* run = nullptr;
        const auto begin = [&](Time start, bool fixed, bool special) {
            runs_.push_back({start, fixed, special, {}});
            return &runs_.back();
        };
        for (const bool special : {false, true}) {
            run = nullptr;
            for (const Item& item : day.items) {
                const TemplateEntry& entry = entry_of(item);
                if (fills_part(item)) continue;
                if (entry.special.empty() == special) continue;
                if (item.start)
                    run = begin(start_in_day(day, *item.start), true, special);
                else if (run == nullptr)
                    run = begin(begins_, false, special);
                run->items.push_back(item);
            }
        }
        for (size_t i = 0; i < runs_.size(); ++i)
            if (runs_[i].of_special) push_behind(i);
    }

    [[nodiscard]] Time length_of(const Run& run) const {
        Time whole{0};
        for (const Item& item : run.items) whole += length_of_(item);
        return whole;
    }

    /// Items of a usual run that begin while the special one is on follow it instead.
    void push_behind(size_t special) {
        Run* under = nullptr;
        for (Run& run : runs_)
            if (!run.of_special && run.start < runs_[special].start && (under == nullptr || under->start < run.start))
                under = &run;
        if (under == nullptr) return;
        Time at = under->start;
        size_t kept = 0;
        while (kept < under->items.size() && at < runs_[special].start) at += length_of_(under->items[kept++]);
        const auto rest = under->items.begin() + static_cast<std::ptrdiff_t>(kept);
        runs_[special].items.insert(runs_[special].items.end(), rest, under->items.end());
        under->items.erase(rest, under->items.end());
    }

    [[nodiscard]] PartFiller filler_of(const DayPart& part) const {
        std::vector<PartItem> items;
        std::vector<Spot> spots;
        for (const Item& item : in_parts_) {
            const TemplateEntry& entry = entry_of(item);
            if (entry.part != part.name) continue;
            if (entry.plays_per_hour > 0)
                spots.push_back({item, entry.plays_per_hour});
            else
                items.push_back({item, entry.priority});
        }
        return {std::move(items), std::move(spots), part.repeat, length_of_};
    }

    /// From fixed start to fixed start, behind what each of them shows.
    void fill(const DayPart& part) {
        PartFiller filler = filler_of(part);
        std::vector<Time> starts;
        for (const Run& run : runs_)
            if (run.start > part.start && run.start < part.ends) starts.push_back(run.start);
        std::ranges::sort(starts);
        starts.erase(std::ranges::unique(starts).begin(), starts.end());
        starts.insert(starts.begin(), part.start);
        for (size_t i = 0; i < starts.size(); ++i) {
            const Time until = i + 1 < starts.size() ? starts[i + 1] : part.ends;
            auto run = std::ranges::find(runs_, starts[i], &Run::start);
            if (run == runs_.end()) run = runs_.insert(runs_.end(), Run{starts[i], false, false, {}});
            const Time from = starts[i] + length_of(*run);
            if (from < until) std::ranges::move(filler.fill(from, until), std::back_inserter(run->items));
        }
    }

    /// Every item of a day has a name of its own.
    static void name_repeated(Day& day) {
        std::set<std::string> taken;
        for (Item& item : day.items) {
            const std::string name = item.id;
            for (int play = 2; !taken.insert(item.id).second; ++play) item.id = name + "-" + std::to_string(play);
        }
    }

    const DayTemplate& order_;
    const Date date_;
    const SpecialDay* special_;
    const LengthOf& length_of_;
    Time begins_{0};
    std::vector<Item> in_parts_;
    std::vector<Run> runs_;
};

}  // namespace

const SpecialDay* special_on(const DayTemplate& order, Date date) {
    const auto found = std::ranges::find_if(
        order.specials, [&](const SpecialDay& special) { return special.on && special.on->falls_on(date); });
    return found == order.specials.end() ? nullptr : &*found;
}

const SpecialDay& special_named(const DayTemplate& order, const std::string& name) {
    const auto found = std::ranges::find(order.specials, name, &SpecialDay::name);
    if (found != order.specials.end()) return *found;
    std::vector<std::string> names;
    for (const SpecialDay& special : order.specials) names.push_back(special.name);
    throw Error(message("{}: there is no [[{}]] called \"{}\". Known are: {}.", order.file.string(), "special", name,
                        joined(names)));
}

DayReading day_of_template(const DayTemplate& order, Date date, const SpecialDay* special, const DaySettings& settings,
                           const LengthOf& length_of) {
    DaySettings of_day = settings;
    of_day.date = date;
    Maker maker(order, date, special, length_of);
    DayReading reading = read_day_text(maker.text(), order.file, of_day);
    find_files(reading);
    maker.arrange(reading.day);
    return reading;
}

}  // namespace gatecast
