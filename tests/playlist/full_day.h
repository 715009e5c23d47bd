// SPDX-License-Identifier: GPL-3.0-or-later
// A day with something in every field that a list can hold.
#pragma once

#include "list_material.h"

namespace gatecast::test {

inline constexpr const char* kFullDay = R"toml(
date = "02/12/2026"
channel = "Cửa khẩu Hoa Lư"
begins = "5h"
ends = "24:30"
utc = "+08:00"
displays = ["led-p4", "kiosk-portrait"]
folders = ["/srv/kho"]
path_map = [{ from = 'Z:\PHIM', to = "/srv/phim" }]
fillers = ["/srv/canh-dep.mp4", "/srv/ca nhac.mp4"]
filler = "/srv/nen.mp4"
standby = "/srv/cho.png"
quotas.vi = 240
quotas.km = "2h"
quotas.own = 90
quotas.first_run = 60

[[item]]
id = "tin"
start = "05:30"
duration = "10'"
title_vi = "Bản tin \"sáng\", số 1"
title_en = "News"
title_km = "ព័ត៌មាន"
media = '/srv/phim/tin sáng.mp4'
as_written = 'Z:\PHIM\news\tin sáng.mp4'
in = "1.5s"
out = "00:09:30"
cues = { vi = "/srv/tin.vi.srt", km = "/srv/tin.km.docx", en = "/srv/tin.en.srt" }
kind = "thời sự"
topic = "Biên giới, chủ quyền"
provenance = "tự sản xuất"
run = "phát mới"
age_label = "T13"
owner = "Đài Phát thanh và Truyền hình"
programme = "Đề án 1"
spoken = "vi"
subtitle_languages = ["en", "km"]
rights_until = "31/12/2027"
translator = "Sok Dara"
proofreader = "Lê Thị Hoa"
approval = "12/QĐ-STTTT"
gates = ["Hoa Lư", "Mộc Bài"]
graphics = "ban-tin"
words = { "place.vi" = "Hoa Lư", "place.km" = "ហ័រលូ", "ticker" = "Một\nhai" }
silent = true

[[item]]
title_vi = "Lễ khai mạc"
relay = "nguon-1"
ends = "operator"
at_most = "1h30"

[[item]]
start = "24:10"
title_vi = "=Phim cuối ngày"
media = "/srv/phim/cuoi.mp4"
)toml";

/// As its own reader leaves it.
inline Day full_day() {
    DayReading reading = read_list(kFullDay, "/srv/ngay.toml");
    EXPECT_THAT(sentences(reading.problems), ::testing::IsEmpty());
    EXPECT_THAT(sentences(reading.remarks), ::testing::IsEmpty());
    return std::move(reading.day);
}

/// Where it was read is no part of what a day says.
inline Day without_origins(Day day) {
    day.file.clear();
    for (Item& item : day.items) item.origin = {};
    return day;
}

}  // namespace gatecast::test
