// SPDX-License-Identifier: GPL-3.0-or-later
// M3U8: what every player knows, and tags of our own with the rest, so that a list survives the way out and back:
//   #GATECAST-DAY:channel=…     a fact of the day        #GATECAST:start=05:30:00     of the item below it
#include <fmt/format.h>

#include <cmath>

#include "pipeline/playlist/lists/list_formats.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/numbers.h"

namespace gatecast {
namespace {

constexpr std::string_view kOfDay = "#GATECAST-DAY:", kOfItem = "#GATECAST:", kTitle = "#EXTINF:",
                           kPlaylist = "#PLAYLIST:", kStart = "#EXTVLCOPT:start-time=", kStop = "#EXTVLCOPT:stop-time=";

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) safe += c == '\\' ? "\\\\" : c == '\n' ? "\\n" : std::string(1, c);
    return safe;
}

std::string unescaped(std::string_view text) {
    std::string plain;
    for (size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '\\' && i + 1 < text.size();
        if (escape) ++i;
        plain += escape && text[i] == 'n' ? '\n' : text[i];
    }
    return plain;
}

Time seconds(double value) {
    return std::chrono::milliseconds(std::llround(value * 1000));
}

class M3uReader {
public:
    explicit M3uReader(ListDraft& draft) : draft_(draft) {}

    void read(std::string_view text) {
        for (const std::string_view line : split_lines(text)) {
            ++row_;
            read_line(trimmed(line));
        }
        if (draft_.empty()) draft_.report().problem(0, message("{}: no files stand in the list.", draft_.name()));
    }

private:
    void read_line(std::string_view line) {
        if (line.empty()) return;
        if (line.starts_with(kOfDay)) return read_fact(line.substr(kOfDay.size()));
        if (line.starts_with(kPlaylist))
            return draft_.set(*day_key("channel"), {std::string(trimmed(line.substr(kPlaylist.size())))}, row_,
                              "#PLAYLIST");
        if (line.starts_with(kOfItem)) return read_tag(line.substr(kOfItem.size()));
        if (line.starts_with(kTitle)) return read_title(line.substr(kTitle.size()));
        if (line.starts_with(kStart)) item_.item.in = limit(line.substr(kStart.size()));
        if (line.starts_with(kStop)) item_.item.out = limit(line.substr(kStop.size()));
        if (line.front() != '#') read_file(line);
    }

    static std::optional<Time> limit(std::string_view text) {
        const auto number = read_decimal(text);
        return number && *number > 0 ? std::optional(seconds(*number)) : std::nullopt;
    }

    void read_fact(std::string_view text) {
        const std::string_view key = trimmed(take_until(text, '='));
        const auto found = day_key(key);
        if (!found) return tell_unknown(key);
        if (found->key->list)
            draft_.append(*found, unescaped(text), row_);
        else
            draft_.set(*found, {unescaped(text)}, row_, std::string(key));
    }

    void read_tag(std::string_view text) {
        const std::string_view key = trimmed(take_until(text, '='));
        const auto found = column_of_key(key);
        if (!found) return tell_unknown(key);
        if (!tagged_) {  // our tags say all that the line for players says, and say it exactly
            item_.item.title_vi.clear();
            item_.item.duration.reset();
            tagged_ = true;
        }
        CellContext context = draft_.context(row_, std::string(key));
        context.name = found->name;
        const std::string value = unescaped(trimmed(text));
        if (!value.empty()) found->column->set(item_, {value, {}, true}, context);
    }

    void tell_unknown(std::string_view key) {
        draft_.report().remark(row_, message("{}, row {}: \"{}\" is not known here.", draft_.name(), row_, key));
    }

    /// "330,Title", "330 tvg-id="x, y",Title".
    void read_title(std::string_view text) {
        if (tagged_) return;
        if (const auto length = limit(text)) item_.item.duration = length;
        bool quoted = false;
        for (size_t i = 0; i < text.size(); ++i) {
            quoted ^= text[i] == '"';
            if (text[i] != ',' || quoted) continue;
            item_.item.title_vi = std::string(trimmed(text.substr(i + 1)));
            return;
        }
    }

    void read_file(std::string_view line) {
        if (!item_.item.relay)
            column_of_key("media")->column->set(item_, {line, {}, true}, draft_.context(row_, "media"));
        draft_.add(std::move(item_), row_);
        item_ = {};
        tagged_ = false;
    }

    ListDraft& draft_;
    ItemDraft item_;
    bool tagged_ = false;
    int row_ = 0;
};

std::string title_of_item(const Item& item) {
    for (const std::string& each : {item.title_vi, item.title_en, item.title_km})
        if (!each.empty()) return escaped(each);
    return item.id;
}

double length_of_item(const Item& item) {
    const auto length = item.out ? *item.out - item.in.value_or(Time(0)) : item.duration.value_or(Time(-1'000'000'000));
    return std::chrono::duration<double>(length).count();
}

}  // namespace

int sniff_m3u_list(std::string_view text) {
    return text.starts_with("#EXTM3U") ? 95 : 0;
}

void read_m3u_list(std::string_view text, ListDraft& draft) {
    M3uReader(draft).read(text);
}

std::string write_m3u_list(const Day& day, const DaySettings&, const DayWriteOptions&) {
    std::string text = "#EXTM3U\n";
    if (!day.channel.empty()) text += std::string(kPlaylist) + escaped(day.channel) + "\n";
    for (const DayValue& value : values_of(day))
        for (const std::string& each : value.values) text += fmt::format("{}{}={}\n", kOfDay, value.key, escaped(each));
    for (const Item& item : day.items) {
        text += fmt::format("{}{:.3f},{}\n", kTitle, length_of_item(item), title_of_item(item));
        for (const auto& [key, value] : values_of(item))
            if (key != "media") text += fmt::format("{}{}={}\n", kOfItem, key, escaped(value));
        text += (item.relay ? "live:" + item.relay->source : item.media.string()) + "\n";
    }
    return text;
}

}  // namespace gatecast
