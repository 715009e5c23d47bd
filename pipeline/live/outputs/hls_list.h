// SPDX-License-Identifier: GPL-3.0-or-later
// The list of an HLS stream: which segments are in it, under which numbers, with what between them. Kept in a file of
// its own beside the playlist, so that numbers go on after any death. Subtitles are in it by language, in step because
// they are the same list with other files. A value and its files; the HLS sink's thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "filters/geometry.h"

namespace gatecast {

struct HlsSegment {
    int64_t sequence = 0;
    Time duration{0};
    int64_t wall_ns = 0;         // UTC, of its first picture
    bool discontinuity = false;  // it does not go on where the one before it ended
    std::string map{};           // of MP4: the file that holds what it needs besides; empty: a transport stream
    [[nodiscard]] std::string file() const;
    [[nodiscard]] std::string subtitle_file(const std::string& language) const;
};

class HlsList {
public:
    /// Goes on where the files in `folder` say; segments that are gone are forgotten.
    HlsList(std::filesystem::path folder, size_t window, std::vector<std::string> languages = {});

    [[nodiscard]] int64_t next_sequence() const { return next_; }
    /// The segment's files are there. Those beyond the window leave the list, and later their files the folder. False:
    /// the list could not be written.
    bool add(HlsSegment segment);
    [[nodiscard]] std::string playlist() const;
    [[nodiscard]] std::string subtitle_playlist(const std::string& language) const;
    [[nodiscard]] const std::vector<HlsSegment>& segments() const { return segments_; }

private:
    void read_state();
    void remove_strangers() const;
    void add_missing_subtitles() const;
    void remove_files(const HlsSegment& segment) const;
    [[nodiscard]] std::string head_of_playlist() const;
    [[nodiscard]] std::string state() const;

    std::filesystem::path folder_;
    size_t window_;
    std::vector<std::string> languages_;
    int64_t next_ = 0;
    int64_t discontinuities_ = 0;  // that have left the list
    Time longest_{0};
    std::vector<HlsSegment> segments_;
    std::vector<HlsSegment> leaving_;  // players may still ask for them
};

}  // namespace gatecast
