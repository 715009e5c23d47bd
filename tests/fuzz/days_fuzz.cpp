// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a day list of any kind; what is read can be written and read again. Run by tests/fuzz/run days
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "pipeline/playlist/lists/day_lists.h"
#include "pipeline/playlist/lists/list_formats.h"
#include "pipeline/playlist/lists/written.h"

namespace {

using namespace gatecast;

void demand(bool holds) {
    if (!holds) std::abort();
}

const DaySettings& settings() {
    static const DaySettings shipped = [] {
        DaySettings made;
        const std::filesystem::path presets[] = {GATECAST_SHIPPED_PRESETS};
        made.fields = FieldLists(presets);
        return made;
    }();
    return shipped;
}

void check_day(const Day& day) {
    std::set<std::string> ids;
    for (const Item& item : day.items) {
        demand(!item.id.empty() && ids.insert(item.id).second);
        if (item.start) demand(*item.start >= Time(0));
    }
    const DayReading again = read_day_text(write_toml_list(day, settings(), {}), "lai.toml", settings());
    demand(again.day.items.size() == day.items.size());
    (void)write_csv_list(day, settings(), {});
    (void)write_m3u_list(day, settings(), {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size == 0) return 0;
    const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const char* name = "ngay.csv";
    switch (data[0]) {
        case 't':
            name = "ngay.toml";
            break;
        case 'x':
            name = "ngay.xlsx";
            break;
        case 'm':
            name = "ngay.m3u8";
            break;
        case 'j':
            name = "ngay.json";
            break;
        case 'w':
            (void)read_clock(bytes);
            (void)read_length(bytes);
            (void)read_date(bytes);
            return 0;
        default:
            break;
    }
    check_day(read_day_text(bytes, name, settings()).day);
    return 0;
}
