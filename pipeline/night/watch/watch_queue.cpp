// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/watch/watch_queue.h"

#include <algorithm>

#include "pipeline/night/watch/watch_places.h"
#include "pipeline/night/watch/watch_writers.h"
#include "subtitles/formats/format.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr size_t kLongestName_bytes = 180;  // results add the display's name and endings to it

struct Entry {
    fs::path file;
    uint64_t arrival = 0;
    bool ready = false;
    bool has_come = false;
    bool cue = false;
};

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (!is_ignored(entry.path().filename().string())) entries.push_back(entry.path());
    std::ranges::sort(entries);
    return entries;
}

/// One look, made up job by job.
class Look {
public:
    Look(const WatchFolders& folders, const WatchSettings& settings, Stillness& stillness, Stillness::Instant now)
        : folders_(folders), settings_(settings), stillness_(stillness), now_(now) {}

    WatchLook take(const std::function<bool(const WatchWork&)>& up_to_date) {
        for (const fs::path& entry : entries_of(folders_.in)) {
            if (!fs::is_directory(entry)) {
                arrived_[settings_.folders.front().folder].push_back(observe(entry));
            } else if (const WatchJob* job = job_of(entry)) {
                for (const fs::path& file : entries_of(entry)) arrived_[job->folder].push_back(observe(file));
            } else {
                refuse_folder(entry);
            }
        }
        for (const WatchJob& job : settings_.folders) take_job(job, up_to_date);
        std::ranges::stable_sort(look_.ready, {}, &WatchWork::arrival);
        return std::move(look_);
    }

private:
    [[nodiscard]] const WatchJob* job_of(const fs::path& folder) const {
        const std::string key = name_key(folder.filename().string());
        const auto found =
            std::ranges::find_if(settings_.folders, [&](const WatchJob& job) { return name_key(job.folder) == key; });
        return found != settings_.folders.end() ? &*found : nullptr;
    }

    /// A folder is a clip of photos: it stands still when all of them do.
    Entry observe(const fs::path& file) {
        std::vector<fs::path> parts{file};
        if (fs::is_directory(file))
            for (const fs::path& part : entries_of(file)) parts.push_back(part);
        Entry entry{file, 0, parts.size() > 1 || !fs::is_directory(file), true, false};
        entry.cue = parts.size() == 1 && is_cue_file_name(file);
        for (const fs::path& part : parts) {
            const Stillness::Still still = stillness_.observe(part, now_);
            entry.arrival = std::max(entry.arrival, still.arrival);
            entry.ready = entry.ready && still.since >= settings_.quiet &&
                          (fs::is_directory(part) || written_by_somebody(part) != Writing::kYes);
        }
        return entry;
    }

    void wait(const fs::path& file, const Message& why) { look_.waiting.push_back({file, why}); }
    void refuse(const fs::path& file, const Message& why) {
        const fs::path below = file.parent_path().lexically_relative(folders_.in);
        look_.refused.push_back({file, why, below == "." ? std::string() : below.string()});
    }

    void refuse_folder(const fs::path& folder) {
        std::string names;
        for (const WatchJob& job : settings_.folders) names += (names.empty() ? "" : ", ") + job.folder;
        for (const fs::path& file : entries_of(folder)) {
            if (!observe(file).ready) {
                wait(file, message(kStillBeingCopied));
                continue;
            }
            refuse(file,
                   message("There is no job for the folder {}. Put the file into one of these folders: {}; or name "
                           "the folder in gatecast.toml.",
                           folder.filename().string(), names));
        }
    }

    void take_job(const WatchJob& job, const std::function<bool(const WatchWork&)>& up_to_date) {
        std::vector<Entry> clips, cues;
        for (const Entry& entry : arrived_[job.folder]) sort_in(entry, clips, cues);
        if (!folders_.done.empty()) {
            for (const fs::path& file : entries_of(folders_.done / job.folder)) {
                if (file.filename() == kOldFolder) continue;
                Entry entry{file, 0, true, false, is_cue_file_name(file) && !fs::is_directory(file)};
                (entry.cue ? cues : clips).push_back(entry);
            }
        }
        std::map<std::string, WatchWork> works;
        std::set<std::string> unready;
        add_clips(job, clips, works, unready);
        for (const Entry& cue : cues) add_cue(cue, works, unready);
        for (auto& [key, work] : works) {
            const bool anything_new = work.clip_has_come || std::ranges::any_of(work.cues, &WorkCue::has_come);
            if (!anything_new || unready.contains(key)) continue;
            if (up_to_date(work))
                wait_for_times(work);
            else
                look_.ready.push_back(std::move(work));
        }
    }

    /// What came and was not used has no times, and no other language has any yet.
    void wait_for_times(const WatchWork& work) {
        if (folders_.done.empty()) return;
        for (const WorkCue& cue : work.cues)
            if (cue.has_come)
                wait(cue.file, message("has no times: waits for subtitles of another language that have some"));
    }

    void sort_in(const Entry& entry, std::vector<Entry>& clips, std::vector<Entry>& cues) {
        const std::string name = entry.file.filename().string();
        if (name.size() > kLongestName_bytes && entry.ready)
            return refuse(entry.file,
                          message("The name is too long: {} bytes of at most {}, marks counted. Give the file "
                                  "a shorter name and drop it again.",
                                  name.size(), kLongestName_bytes));
        (entry.cue ? cues : clips).push_back(entry);
    }

    /// What has come goes before what was used before; of two that have come, the first.
    void add_clips(const WatchJob& job, std::vector<Entry>& clips, std::map<std::string, WatchWork>& works,
                   std::set<std::string>& unready) {
        std::ranges::stable_sort(clips, {}, [](const Entry& clip) { return std::pair(!clip.has_come, clip.arrival); });
        for (const Entry& clip : clips) {
            const std::string key = clip_key(clip.file);
            const auto [place, fresh] = works.try_emplace(key);
            if (!fresh) {
                take_second_clip(clip, place->second);
                continue;
            }
            place->second = {job, key, clip.file, clip.has_come, {}, {}, clip.arrival};
            if (clip.ready) continue;
            unready.insert(key);
            wait(clip.file, message(kStillBeingCopied));
        }
    }

    void take_second_clip(const Entry& clip, WatchWork& work) {
        if (!clip.has_come) {
            work.replaced.push_back(clip.file);
        } else if (clip.ready) {
            refuse(clip.file, message("{} came first and has the same name, so both would make the same files. Give "
                                      "this one another name and drop it again.",
                                      work.clip.filename().string()));
        }
    }

    void add_cue(const Entry& cue, std::map<std::string, WatchWork>& works, std::set<std::string>& unready) {
        WatchWork* owner = nullptr;
        std::string language;
        for (auto& [key, work] : works) {
            const auto its = language_for_clip(cue.file, key);
            if (!its || (owner != nullptr && owner->key.size() > key.size())) continue;
            owner = &work;
            language = *its;
        }
        if (owner == nullptr) {
            if (cue.has_come) wait(cue.file, message("waits for its clip: a film of the same name in the same folder"));
            return;
        }
        if (!cue.ready) {
            unready.insert(owner->key);
            return wait(cue.file, message(kStillBeingCopied));
        }
        const auto twin = std::ranges::find(owner->cues, language, &WorkCue::language);
        if (twin == owner->cues.end()) {
            owner->cues.push_back({cue.file, language, cue.has_come});
            owner->arrival = std::max(owner->arrival, cue.arrival);
        } else if (cue.has_come) {
            refuse(cue.file,
                   message("{} is of the same clip and in the same language. Leave one of them, named so that "
                           "its language is seen, like clip.km.srt.",
                           twin->file.filename().string()));
        } else {
            owner->replaced.push_back(cue.file);
        }
    }

    const WatchFolders& folders_;
    const WatchSettings& settings_;
    Stillness& stillness_;
    const Stillness::Instant now_;
    std::map<std::string, std::vector<Entry>> arrived_;  // by job
    WatchLook look_;
};

}  // namespace

WatchLook look_around(const WatchFolders& folders, const WatchSettings& settings, Stillness& stillness,
                      Stillness::Instant now, const std::function<bool(const WatchWork&)>& up_to_date) {
    WatchLook look = Look(folders, settings, stillness, now).take(up_to_date);
    stillness.forget_unseen(now);
    return look;
}

}  // namespace gatecast
