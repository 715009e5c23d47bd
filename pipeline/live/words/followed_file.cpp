// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/followed_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "subtitles/formats/format.h"

namespace gatecast {

namespace {

constexpr size_t kLongestText_bytes = 64U << 10;  // without a line's end: it is none

bool is_same_file(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

}  // namespace

FollowedFile::FollowedFile(std::filesystem::path file, std::string language)
    : file_(std::move(file)), language_(std::move(language)), cues_(file_.extension() == ".srt") {
    open_.reset(open(file_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat state {};
    if (open_ && fstat(open_.get(), &state) == 0) place_ = state.st_size;
}

/// A file that was replaced, or written anew, is read from its start.
void FollowedFile::read_on() {
    struct stat named {
    }, opened{};
    const bool there = stat(file_.c_str(), &named) == 0 && S_ISREG(named.st_mode);
    if (there && (!open_ || fstat(open_.get(), &opened) != 0 || !is_same_file(named, opened))) {
        open_.reset(open(file_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        place_ = 0;
        unread_.clear();
    }
    if (!open_ || fstat(open_.get(), &opened) != 0) return;
    if (opened.st_size < place_) {
        place_ = 0;
        unread_.clear();
    }
    std::array<char, 4096> bytes{};
    for (ssize_t count = 0; (count = pread(open_.get(), bytes.data(), bytes.size(), place_)) > 0; place_ += count) {
        unread_.append(bytes.data(), static_cast<size_t>(count));
        if (unread_.size() > kLongestText_bytes) unread_.erase(0, unread_.size() - kLongestText_bytes);
    }
    std::erase(unread_, '\r');
}

std::optional<FollowedText> FollowedFile::take_line() {
    const size_t end = unread_.find('\n');
    if (end == std::string::npos) return {};
    FollowedText line{unread_.substr(0, end), {}};
    unread_.erase(0, end + 1);
    if (line.text.starts_with("\xEF\xBB\xBF")) line.text.erase(0, 3);
    return line;
}

/// A cue is whole with the empty line behind it.
std::optional<FollowedText> FollowedFile::take_cue() {
    for (;;) {
        const size_t end = unread_.find("\n\n");
        if (end == std::string::npos) return {};
        const std::string block = unread_.substr(0, end + 1);
        unread_.erase(0, std::min(unread_.find_first_not_of('\n', end), unread_.size()));
        try {
            const CueFile read = read_cues(block, file_.filename().string(), {language_, "UTF-8", {25, 1}});
            for (const Track& track : read.tracks)
                for (const Cue& cue : track.cues)
                    if (cue.timed && cue.end > cue.start) return FollowedText{cue.text, cue.end - cue.start};
        } catch (const Error&) {  // no cue: the next one may be
        }
    }
}

std::optional<FollowedText> FollowedFile::take_new() {
    read_on();
    std::optional<FollowedText> newest;
    while (std::optional<FollowedText> text = cues_ ? take_cue() : take_line()) newest = std::move(text);
    return newest;
}

}  // namespace gatecast
