// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/soft_tracks.h"

#include <unistd.h>

#include <algorithm>

#include "pipeline/live/words/deck_cues.h"
#include "subtitles/formats/format.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr size_t kCuesALetter = 50;
constexpr size_t kLargestFile_bytes = size_t{16} << 20;

/// Its own, else those that are burned in where its media is played as it is.
std::vector<SoftFile> soft_files_of(const RundownEntry& entry) {
    if (!entry.soft.empty()) return entry.soft;
    std::vector<SoftFile> files;
    for (const ItemCues& each : cues_of(entry)) files.push_back({each.language, each.file, entry.in});
    return files;
}

std::string all_bytes(int descriptor) {
    std::string bytes;
    char part[65536];
    for (;;) {
        const ssize_t count = pread(descriptor, part, sizeof part, static_cast<off_t>(bytes.size()));
        if (count <= 0 || bytes.size() > kLargestFile_bytes) return bytes;
        bytes.append(part, static_cast<size_t>(count));
    }
}

/// The first frame that is not before a moment.
int64_t frame_from(Time moment, Rational rate) {
    return frame_at(moment - Time(1), rate) + 1;
}

}  // namespace

void SoftTracks::begins(const std::string& feed, const RundownEntry& entry, int64_t frame, int64_t origin) {
    if (!displays_.contains(feed)) return;
    std::erase_if(asked_, [&feed](const Asked& each) { return each.feed == feed; });
    std::erase_if(said_, [&feed](const Said& each) { return each.feed == feed; });
    tell_feed(feed, {frame});
    std::error_code error;
    for (const SoftFile& each : soft_files_of(entry))
        if (std::filesystem::exists(each.file, error))
            asked_.push_back({tools_.vault.ask({each.file}), feed, each.language, entry, each.in, frame, origin});
}

bool SoftTracks::take_opened(Opened& opened) {
    const auto found = std::ranges::find(asked_, opened.ticket, &Asked::ticket);
    if (found == asked_.end()) return false;
    const Asked asked = std::move(*found);
    asked_.erase(found);
    if (!opened.media) return alarm(asked.feed, opened.file, opened.problem), true;
    try {
        CueNews news;
        Said said{asked.feed, opened.file, {}, std::move(opened.media), opened.mark, opened.sha256};
        ReadOptions options;
        options.language = asked.language;
        options.frame_rate = tools_.rate;
        const CueFile file = read_cues(all_bytes(said.bytes.get()), opened.file.filename().string(), options);
        for (const Track& track : file.tracks) {
            said.languages.push_back(track.language);
            add_lines(track, asked, news.cues);
        }
        tell_feed(asked.feed, news);
        said_.push_back(std::move(said));
    } catch (const Error& wrong) {
        alarm(asked.feed, opened.file, wrong.message());
    }
    return true;
}

/// Those of the entry's own part, on the grid.
void SoftTracks::add_lines(const Track& track, const Asked& asked, std::vector<LiveCue>& lines) const {
    for (const Cue& cue : track.cues) {
        if (!cue.timed) continue;
        LiveCue line{{}, track.language, cue.text};
        line.from = std::max(asked.frame, asked.origin + frame_from(cue.start - asked.in, tools_.rate));
        line.until = asked.origin + frame_from(cue.end - asked.in, tools_.rate);
        if (asked.entry.frames > 0) line.until = std::min(line.until, asked.origin + asked.entry.frames);
        if (line.until > line.from) lines.push_back(std::move(line));
    }
}

void SoftTracks::say(const LiveCue& line) {
    for (const auto& [feed, display] : displays_)
        if (line.display.empty() || line.display == display) tell(display, news_of(line));
}

void SoftTracks::tell_feed(const std::string& feed, const CueNews& news) {
    const auto [first, last] = displays_.equal_range(feed);
    for (auto each = first; each != last; ++each) tell(each->second, news);
}

/// In letters that are not too long.
void SoftTracks::tell(const std::string& display, const CueNews& news) {
    size_t sent = 0;
    do {
        CueNews part;
        part.live = news.live;
        if (sent == 0) part.cut = news.cut, part.language = news.language;
        const size_t until = std::min(news.cues.size(), sent + kCuesALetter);
        part.cues.assign(news.cues.begin() + static_cast<std::ptrdiff_t>(sent),
                         news.cues.begin() + static_cast<std::ptrdiff_t>(until));
        sent = until;
        waiting_.push_back({{"order", "soft-cues"}, {"display", display}, {"news", to_json(part)}});
    } while (sent < news.cues.size());
    send_waiting();
}

void SoftTracks::alarm(const std::string& feed, const std::filesystem::path& file, const Message& problem) const {
    tools_.record({{"event", "alarm"},
                   {"alarm", "soft-subtitles"},
                   {"feed", feed},
                   {"file", file.string()},
                   {"problem", in_english(problem)}});
}

void SoftTracks::silence(const std::vector<std::string>& languages) {
    for (const std::string& each : languages) say({{}, each, {}, tools_.frame_now(), 0});
}

/// What is said is only as good as its approval and its bytes are now.
void SoftTracks::check() {
    std::erase_if(said_, [this](const Said& each) {
        const Message problem = tools_.vault.why_no_longer(each.bytes.get(), each.mark, each.sha256, {});
        if (problem.sentence.empty()) return false;
        for (const std::string& language : each.languages) tell_feed(each.feed, {tools_.frame_now(), language});
        alarm(each.feed, each.file, problem);
        return true;
    });
}

void SoftTracks::look_around() {
    check();
    send_waiting();
}

void SoftTracks::send_waiting() {
    while (!waiting_.empty() && tools_.to_mixer(waiting_.front())) waiting_.pop_front();
}

}  // namespace gatecast
