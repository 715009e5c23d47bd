// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/day_lists.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "pipeline/pages/html.h"
#include "pipeline/playlist/lists/list_formats.h"
#include "pipeline/playlist/lists/list_text.h"
#include "pipeline/playlist/lists/media_names.h"
#include "subtitles/formats/lines.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr uintmax_t kMaxFileBytes = 64u << 20;  // no list of a day is larger
constexpr int kNameCounts = 60;                 // what a fitting name adds to the content's certainty

struct DayFormat {
    const char* name;
    const char* help;        // N_()
    const char* extensions;  // parted by blanks
    bool binary;             // its reader gets the file's own bytes, not text
    int (*sniff)(std::string_view content);
    void (*read)(std::string_view content, ListDraft& draft);                      // null: not read
    std::string (*write)(const Day&, const DaySettings&, const DayWriteOptions&);  // null: not written
};

constexpr std::array kFormats{
    DayFormat{"toml", N_("Gatecast's own, for people and programs"), "toml", false, sniff_toml_list, read_toml_list,
              write_toml_list},
    DayFormat{"xlsx", N_("Excel workbook"), "xlsx", true, sniff_xlsx_list, read_xlsx_list, write_xlsx_list},
    DayFormat{"csv", N_("table with commas, semicolons or tabs"), "csv tsv tab txt", false, sniff_csv_list,
              read_csv_list, write_csv_list},
    DayFormat{"m3u8", N_("play list of players"), "m3u8 m3u", false, sniff_m3u_list, read_m3u_list, write_m3u_list},
    DayFormat{"ffplayout", N_("day list of ffplayout"), "json", false, sniff_ffplayout_list, read_ffplayout_list,
              nullptr},
    DayFormat{"xmltv", N_("guide, for other programs"), "xml xmltv", false, nullptr, nullptr, write_xmltv},
    DayFormat{"schedule", N_("page with the day's programme, for the public"), "html htm", false, nullptr, nullptr,
              write_schedule_page},
};

bool has_extension(const DayFormat& format, const fs::path& file) {
    std::string extension = file.extension().string();
    if (extension.size() < 2) return false;
    std::string_view list = format.extensions;
    while (!list.empty())
        if (equal_ignoring_case(take_until(list, ' '), std::string_view(extension).substr(1))) return true;
    return false;
}

/// The surest of the formats that are binary, or of those that are not. Null: none.
const DayFormat* find_format(std::string_view content, const fs::path& name, bool binary) {
    const DayFormat* best = nullptr;
    int best_sureness = 0;
    for (const DayFormat& format : kFormats) {
        if (format.read == nullptr || format.binary != binary) continue;
        const int sureness = format.sniff(content) + (has_extension(format, name) && !binary ? kNameCounts : 0);
        if (sureness <= best_sureness) continue;
        best = &format;
        best_sureness = sureness;
    }
    return best;
}

std::string names_of_formats(bool written) {
    std::string names;
    for (const DayFormat& format : kFormats) {
        if (written ? format.write == nullptr : format.read == nullptr) continue;
        std::string_view list = format.extensions;
        names += (names.empty() ? "." : ", .") + std::string(take_until(list, ' '));
    }
    return names;
}

std::string bytes_of(const fs::path& file) {
    std::error_code error;
    if (fs::is_directory(file, error)) throw Error(message("{}: a folder, not a day list.", file.string()));
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw Error(message("{}: cannot be opened. Check the path and the rights.", file.string()));
    const uintmax_t size = fs::file_size(file, error);
    if (!error && size > kMaxFileBytes)
        throw Error(message("{}: larger than {} MB, which no day list is.", file.string(), kMaxFileBytes >> 20U));
    return {std::istreambuf_iterator<char>(stream), {}};
}

void read_into(std::string_view bytes, const fs::path& name, const DaySettings& settings, ListDraft& draft) {
    if (const DayFormat* binary = find_format(bytes, name, true)) return binary->read(bytes, draft);
    const auto text = text_of_list(bytes, settings.encoding, draft.report());
    if (!text) return;
    const DayFormat* format = find_format(*text, name, false);
    if (format != nullptr) return format->read(*text, draft);
    draft.report().problem(0, message("{}: not a day list of a kind that can be read. Lists are {}.", draft.name(),
                                      names_of_formats(false)));
}

}  // namespace

DayReading read_day_text(std::string_view bytes, const fs::path& name, const DaySettings& settings) {
    ListDraft draft(settings, name);
    read_into(bytes, name, settings, draft);
    return std::move(draft).finished();
}

DayReading read_day(const fs::path& file, const DaySettings& settings) {
    const fs::path absolute = fs::absolute(file);
    DayReading reading = read_day_text(bytes_of(file), absolute, settings);
    find_files(reading);
    return reading;
}

DaySettings read_day_settings(std::span<const fs::path> preset_directories, const fs::path& file) {
    DaySettings settings;
    settings.fields = FieldLists(preset_directories);
    if (file.empty()) return settings;
    DayReading reading = read_day(file, settings);
    if (!reading.problems.empty()) throw Error(reading.problems.front());
    if (!reading.day.items.empty())
        throw Error(message("{}: settings hold no items. Give the list of a day by itself.", file.string()));
    settings.usual = std::move(reading.day);
    settings.usual.file.clear();
    settings.usual.date = {};
    return settings;
}

void write_day(const Day& day, const fs::path& file, const DaySettings& settings, const DayWriteOptions& options) {
    for (const DayFormat& format : kFormats) {
        if (format.write == nullptr || !has_extension(format, file)) continue;
        DayWriteOptions as_named = options;
        if (file.extension() == ".tsv" || file.extension() == ".tab") as_named.separator = '\t';
        return html::write_page(file, format.write(day, settings, as_named));
    }
    throw Error(message("{}: day lists are written as {}. Choose one of these endings.", file.string(),
                        names_of_formats(true)));
}

bool is_day_list_name(const fs::path& file) {
    return std::ranges::any_of(
        kFormats, [&](const DayFormat& format) { return format.read != nullptr && has_extension(format, file); });
}

}  // namespace gatecast
