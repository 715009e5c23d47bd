// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/sync/sync_day.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr size_t kHash_letters = 64;

bool stays_inside(const std::string& path) {
    const fs::path whole(path);
    return !path.empty() && whole.is_relative() && path.find('\0') == std::string::npos &&
           path.find('\n') == std::string::npos && std::ranges::none_of(whole, [](const fs::path& part) {
               return part.empty() || part == "." || part == "..";
           });
}

bool is_hash(const std::string& text) {
    return text.size() == kHash_letters && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Every object of a path, its bytes and their hash is a file of the day.
void gather(const json& value, const std::string& where, std::vector<SyncFile>& files) {
    if (value.is_object() && value.contains("path") && value.contains("bytes") && value.contains("sha256")) {
        SyncFile file{value.at("path"), value.at("bytes"), value.at("sha256")};
        if (!stays_inside(file.path) || file.bytes < 0 || !is_hash(file.sha256))
            throw Error(
                message("{}: names a file that cannot be one of a day: {}. Publish the day again.", where, file.path));
        files.push_back(std::move(file));
        return;
    }
    if (value.is_structured())
        for (const json& part : value) gather(part, where, files);
}

}  // namespace

SyncDay read_sync_day(const fs::path& list, const std::string& date) {
    std::ifstream stream(list, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    SyncDay day{date, text.str(), {}};
    const std::string where = date + "/day.json";
    try {
        const json value = json::parse(day.list);
        if (!value.is_object() || !value.contains("form"))
            throw Error(message("{}: damaged. Publish the day again.", where));
        gather(value, where, day.files);
    } catch (const json::exception&) {
        throw Error(message("{}: damaged. Publish the day again.", where));
    }
    std::ranges::sort(day.files, {}, &SyncFile::path);
    const auto twins = std::ranges::unique(day.files, {}, &SyncFile::path);
    day.files.erase(twins.begin(), twins.end());
    return day;
}

bool is_date(std::string_view name) {
    constexpr std::string_view kForm = "0000-00-00";
    return name.size() == kForm.size() && std::ranges::equal(name, kForm, [](char letter, char form) {
               return form == '-' ? letter == '-' : letter >= '0' && letter <= '9';
           });
}

std::vector<std::string> dates_in(const fs::path& root) {
    std::vector<std::string> dates;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(root, error))
        if (const std::string name = entry.path().filename().string();
            is_date(name) && fs::is_directory(entry.path(), error))
            dates.push_back(name);
    std::ranges::sort(dates);
    return dates;
}

}  // namespace gatecast
