// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/watch/watch_journal.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace gatecast {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr size_t kMostRecords = 5000;

json to_json(const WatchRecord& record) {
    return {{"job", record.job}, {"name", record.name},       {"inputs", record.inputs}, {"end", record.end},
            {"at", record.at},   {"seconds", record.seconds}, {"folder", record.folder}, {"sentence", record.sentence}};
}

WatchRecord record_from(const json& value) {
    return {value.at("job"), value.at("name"),    value.at("inputs"), value.at("end"),
            value.at("at"),  value.at("seconds"), value.at("folder"), value.at("sentence")};
}

}  // namespace

std::string inputs_of(const WatchWork& work) {
    std::vector<std::string> cues;
    for (const WorkCue& cue : work.cues) cues.push_back(cue.file.filename().string() + " " + identity_of(cue.file));
    std::ranges::sort(cues);
    const WatchJob& job = work.job;
    json inputs{identity_of(work.clip), cues,         job.displays, job.encodes, job.delivery, job.style,
                job.programme,          job.loudness, job.clip_id};
    return inputs.dump(-1, ' ', false, json::error_handler_t::replace);
}

WatchJournal::WatchJournal(fs::path file) : file_(std::move(file)) {
    std::ifstream stream(file_);
    try {
        if (stream)
            for (const json& value : json::parse(stream)) records_.push_back(record_from(value));
    } catch (const json::exception&) {
        records_.clear();
    }
}

bool WatchJournal::is_done(const WatchWork& work) const {
    const std::string inputs = inputs_of(work);
    return std::ranges::any_of(records_, [&](const WatchRecord& record) {
        return record.end != WatchRecord::End::kRefused && record.job == work.job.folder && record.inputs == inputs;
    });
}

void WatchJournal::add(WatchRecord record) {
    std::erase_if(records_,
                  [&](const WatchRecord& each) { return each.job == record.job && each.name == record.name; });
    records_.push_back(std::move(record));
    if (records_.size() > kMostRecords)
        records_.erase(records_.begin(), records_.end() - static_cast<std::ptrdiff_t>(kMostRecords));
    json all = json::array();
    for (const WatchRecord& each : records_) all.push_back(to_json(each));
    const fs::path part = file_.string() + ".part";
    std::ofstream stream(part, std::ios::trunc);
    stream << all.dump(1, ' ', false, json::error_handler_t::replace);
    stream.close();
    std::error_code error;
    if (stream) fs::rename(part, file_, error);
    if (!stream || error)
        throw Error(message("{} cannot be written. Check the folder, its rights and the free space.", file_.string()));
}

}  // namespace gatecast
