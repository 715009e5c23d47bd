// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/published_day.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "pipeline/playlist/lists/day_json.h"
#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr int kForm = 1;  // of day.json; raised when older readers could not understand it

json json_of(const PublishedFile& file) {
    return {{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}};
}

/// A folder of the day is all that a file of it may lie in.
PublishedFile file_from(const json& value) {
    PublishedFile file{value.at("path").get<std::string>(), value.at("bytes").get<int64_t>(),
                       value.at("sha256").get<std::string>()};
    const fs::path path(file.path);
    bool inside = !file.path.empty() && path.is_relative();
    for (const fs::path& part : path) inside = inside && part != ".." && part != ".";
    if (!inside) throw Error(message("{}: a published day has no such file.", file.path));
    return file;
}

json number_or_null(const std::optional<double>& number) {
    return number ? json(*number) : json(nullptr);
}

std::optional<double> number_from(const json& value) {
    return value.is_null() ? std::nullopt : std::optional<double>(value.get<double>());
}

json json_of(const PublishedItem& item) {
    return {{"item", item.item},
            {"display", item.display},
            {"encode", item.encode},
            {"file", item.file ? json_of(*item.file) : json(nullptr)},
            {"duration_ns", item.duration.count()},
            {"integrated_lufs", number_or_null(item.integrated_lufs)},
            {"true_peak_dbtp", number_or_null(item.true_peak_dbtp)},
            {"problem", item.problem},
            {"source_sha256", item.source_sha256},
            {"cues_sha256", item.cues_sha256}};
}

PublishedItem item_from(const json& value) {
    PublishedItem item;
    value.at("item").get_to(item.item);
    value.at("display").get_to(item.display);
    value.at("encode").get_to(item.encode);
    if (!value.at("file").is_null()) item.file = file_from(value.at("file"));
    item.duration = Time(value.at("duration_ns").get<int64_t>());
    item.integrated_lufs = number_from(value.at("integrated_lufs"));
    item.true_peak_dbtp = number_from(value.at("true_peak_dbtp"));
    value.at("problem").get_to(item.problem);
    value.at("source_sha256").get_to(item.source_sha256);
    value.at("cues_sha256").get_to(item.cues_sha256);
    return item;
}

template <typename T>
json list_of(const std::vector<T>& list) {
    json value = json::array();
    for (const T& one : list) value.push_back(json_of(one));
    return value;
}

std::string read_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) throw Error(message("{}: cannot be read. Is this the folder of a published day?", file.string()));
    return text.str();
}

void sync(const fs::path& file) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

}  // namespace

std::string to_json(const PublishedDay& day) {
    return json{{"form", kForm},
                {"day", json_of(day.day)},
                {"items", list_of(day.items)},
                {"spares", list_of(day.spares)},
                {"others", list_of(day.others)}}
               .dump(1) +
           "\n";
}

void write_published_day(const fs::path& folder, const PublishedDay& day) {
    const fs::path file = folder / "day.json", part = folder / ".day.json.part";
    std::ofstream stream(part, std::ios::binary | std::ios::trunc);
    stream << to_json(day);
    stream.close();
    if (!stream)
        throw Error(message("{}: cannot be written. Is the disk full, or the folder closed to you?", file.string()));
    sync(part);
    fs::rename(part, file);
    sync(folder);
}

PublishedDay read_published_day(const fs::path& folder) {
    const fs::path file = folder / "day.json";
    const json value = json::parse(read_file(file), nullptr, false);
    try {
        if (!value.is_object() || value.at("form").get<int>() < 1)
            throw Error(message("{}: damaged. Publish the day again.", file.string()));
        if (value.at("form").get<int>() > kForm)
            throw Error(message("{}: was made by a newer Gatecast. Bring this machine up to date.", file.string()));
        PublishedDay day;
        day.day = day_from_json(value.at("day"));
        for (const json& one : value.at("items")) day.items.push_back(item_from(one));
        for (const json& one : value.at("spares")) day.spares.push_back(item_from(one));
        for (const json& one : value.at("others")) day.others.push_back(file_from(one));
        return day;
    } catch (const json::exception&) {
        throw Error(message("{}: damaged. Publish the day again.", file.string()));
    }
}

}  // namespace gatecast
