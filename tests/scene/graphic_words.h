// SPDX-License-Identifier: GPL-3.0-or-later
// What graphics say in the tests: ordinary words of the place in three languages.
#pragma once

#include "presets/graphic.h"

namespace gatecast::test {

inline Words words_for(GraphicKind kind) {
    switch (kind) {
        case GraphicKind::kLowerThird:
            return {{"Nguyễn Thị Mỹ Duyên", "Phó Trưởng ban Quản lý Khu kinh tế cửa khẩu Hoa Lư"},
                    {"Nguyễn Thị Mỹ Duyên", "Deputy Head, Hoa Lư Border Gate Management Board"},
                    {"ង្វៀន ធី មីយៀន", "អនុប្រធានគណៈគ្រប់គ្រងតំបន់សេដ្ឋកិច្ចច្រកទ្វារព្រំដែន"}};
        case GraphicKind::kLabel:
            return {{"● Trực tiếp"}, {"Live"}, {"ផ្សាយផ្ទាល់"}};
        case GraphicKind::kTicker:
            return {{"Cửa khẩu mở cửa từ 6 giờ đến 18 giờ"},
                    {"Gate open from 6:00 to 18:00"},
                    {"ច្រកទ្វារបើកពីម៉ោង ៦ ដល់ម៉ោង ១៨"}};
        case GraphicKind::kNotice:
            return {{"Cửa khẩu tạm dừng làm thủ tục", "Từ 18 giờ hôm nay đến 6 giờ sáng mai do mưa lũ."},
                    {"Border gate closed for now", "From 6 p.m. today to 6 a.m. tomorrow because of floods."},
                    {"ច្រកទ្វារផ្អាកដំណើរការបណ្ដោះអាសន្ន", "ចាប់ពីម៉ោង ១៨ ថ្ងៃនេះ ដល់ម៉ោង ៦ ព្រឹកថ្ងៃស្អែក ដោយសារទឹកជំនន់។"}};
        case GraphicKind::kCountdown:
            return {{"Còn"}, {"Starts in"}, {"នៅសល់"}};
        default:
            return {};
    }
}

}  // namespace gatecast::test
