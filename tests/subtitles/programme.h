// SPDX-License-Identifier: GPL-3.0-or-later
// Tracks, screens and styles as tests write them.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "presets/library.h"
#include "subtitles/subtitles.h"

namespace gatecast {

// 237 code points and hardly a space: what no other program breaks right.
inline constexpr const char* kLongKhmer =
    "នៅព្រឹកថ្ងៃសៅរ៍ ប្រជាពលរដ្ឋមកពីភូមិឃុំជាច្រើននៅតាមបណ្តោយព្រំដែនបាននាំគ្នាមកជួបជុំនៅផ្សារ "
    "ដើម្បីលក់ដូរគ្រាប់ស្វាយចន្ទី កៅស៊ូ ម្រេច ផ្លែឈើ និងក្រណាត់តម្បាញដោយដៃ "
    "ខណៈដែលក្មេងៗលេងសើចសប្បាយក្រោមដើមពោធិ៍ក្បែរវត្ត ហើយព្រះសង្ឃសូត្រមន្តប្រសិទ្ធពរ។";
inline constexpr const char* kLongVietnamese =
    "Sáng thứ bảy, bà con nhiều xã dọc biên giới rủ nhau về chợ để bán hạt điều, cao su, hồ tiêu, trái cây và vải dệt "
    "tay, còn trẻ em nô đùa dưới gốc bồ đề cạnh chùa.";
inline constexpr const char* kLongEnglish =
    "On Saturday morning people from many communes along the border meet at the market to sell cashew nuts, rubber, "
    "pepper, fruit and cloth woven by hand, while the children play under the bodhi tree beside the pagoda.";

inline Time seconds(double s) {
    return Time(static_cast<int64_t>(s * 1e9));
}

inline Cue cue(double start, double end, const std::string& text) {
    Cue made;
    made.start = seconds(start);
    made.end = seconds(end);
    made.text = text;
    return made;
}

inline Track track(const std::string& language, std::initializer_list<Cue> cues) {
    Track made;
    made.language = language;
    made.cues = cues;
    return made;
}

inline Screen screen(int width, int height, double safe_percent = 5) {
    Screen made;
    made.canvas = {width, height};
    made.picture = area_of(made.canvas);
    made.safe_area_percent = safe_percent;
    return made;
}

inline Style style_named(const char* name) {
    return PresetLibrary({GATECAST_SHIPPED_PRESETS}).style(name);
}

inline bool has(const std::vector<Problem>& problems, const std::string& code) {
    for (const Problem& problem : problems) {
        if (problem.code == code) return true;
    }
    return false;
}

inline std::vector<Showing> of_language(const Subtitles& subtitles, const std::string& language) {
    std::vector<Showing> found;
    for (const Showing& each : subtitles.showings()) {
        if (each.language == language) found.push_back(each);
    }
    return found;
}

}  // namespace gatecast
