// SPDX-License-Identifier: GPL-3.0-or-later
// The places that shipped displays keep for graphics, and the shipped programmes that fill them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "presets/library.h"

namespace gatecast {
namespace {

PresetLibrary shipped() {
    return PresetLibrary({GATECAST_SHIPPED_PRESETS});
}

std::vector<std::string> names(PresetKind kind) {
    std::vector<std::string> found;
    for (const PresetLibrary::Entry& entry : shipped().list()) {
        if (entry.kind == kind) found.push_back(entry.name);
    }
    return found;
}

const Graphic* find(const Display& display, const char* name) {
    const auto found = std::ranges::find(display.graphics, name, &Graphic::name);
    return found == display.graphics.end() ? nullptr : &*found;
}

TEST(Places, EveryDisplayKeepsAllOfThem) {
    for (const std::string& name : names(PresetKind::kDisplay)) {
        const Display display = shipped().display(name);
        for (const char* place :
             {"lower-third", "ticker", "clock", "date", "label", "notice", "notice-band", "countdown"}) {
            EXPECT_NE(find(display, place), nullptr) << name << " " << place;
        }
    }
}

TEST(Places, NothingStandsInTheWayOfAnotherUnlessItHidesThen) {
    for (const std::string& name : names(PresetKind::kDisplay)) {
        const Display display = shipped().display(name);
        for (const Graphic& one : display.graphics) {
            if (one.name == "notice") {
                EXPECT_EQ(one.area, area_of(display.canvas)) << name << ": it hides everything";
                continue;
            }
            EXPECT_TRUE(intersection(one.area, display.logo_area).empty()) << name << ": " << one.name << ", logo";
            for (const Graphic& other : display.graphics) {
                const bool yields = one.yields == Yielding::kHides || other.yields == Yielding::kHides;
                if (other.name <= one.name || other.name == "notice" || yields) continue;
                EXPECT_TRUE(intersection(one.area, other.area).empty())
                    << name << ": " << one.name << ", " << other.name;
            }
        }
    }
}

TEST(Places, OfTickersAreAtTheFootAndAllOthersInTheSafeArea) {
    for (const std::string& name : names(PresetKind::kDisplay)) {
        const Display display = shipped().display(name);
        const auto [width, height] = display.canvas;
        const int side = static_cast<int>(std::ceil(width * display.safe_area_percent / 100));
        const int edge = static_cast<int>(std::ceil(height * display.safe_area_percent / 100));
        const Rect safe{side, edge, width - 2 * side, height - 2 * edge};
        for (const Graphic& graphic : display.graphics) {
            if (graphic.kind == GraphicKind::kTicker) {
                EXPECT_EQ(graphic.area.bottom(), height) << name;
                const bool advertises = name != "led-ribbon" && name != "led-p10" &&
                                        name != "led-p6";  // there letters need more than a tenth
                EXPECT_TRUE(!advertises || graphic.area.height * 10 <= height) << name;
            } else if (graphic.name != "notice") {
                EXPECT_TRUE(contains(safe, graphic.area)) << name << ": " << graphic.name;
            }
        }
    }
}

TEST(Places, ShowNothingUnlessAProgrammeFillsThem) {
    for (const std::string& name : names(PresetKind::kDisplay)) {
        for (const Graphic& graphic : shipped().display(name).graphics)
            EXPECT_FALSE(graphic.shown && has_content(graphic)) << name << ": " << graphic.name;
    }
}

TEST(ShippedProgrammes, StandOnEveryDisplay) {
    for (const std::string& programme : names(PresetKind::kProgramme)) {
        for (const std::string& name : names(PresetKind::kDisplay))
            EXPECT_NO_THROW(static_cast<void>(shipped().programme(programme, shipped().display(name))))
                << programme << " on " << name;
    }
}

TEST(ShippedProgrammes, AskForNothingTheItemNeedNotHave) {
    const Fields least{{"title", "Chợ biên giới"}};
    for (const std::string& name : names(PresetKind::kProgramme)) {
        for (Graphic graphic : shipped().programme(name, shipped().display("tv-1080p25")).graphics)
            EXPECT_TRUE(fill_fields(graphic, least).empty()) << name << ": " << graphic.name;
    }
}

TEST(ShippedProgrammes, DoWhatTheirNamesSay) {
    const Display wall = shipped().display("led-p4");
    EXPECT_TRUE(shipped().programme("ban-tin", wall).news);
    EXPECT_FALSE(shipped().programme("cho-bien", wall).news);
    const auto advertises = [](const Programme& programme) {
        return std::ranges::any_of(programme.graphics, &Graphic::advertising);
    };
    EXPECT_TRUE(advertises(shipped().programme("cho-bien", wall)));
    EXPECT_FALSE(advertises(shipped().programme("ban-tin", wall)));
    const Programme festival = shipped().programme("le-hoi", wall);
    for (const char* name : {"date", "countdown", "label"}) {
        const auto found = std::ranges::find(festival.graphics, name, &Graphic::name);
        EXPECT_TRUE(found->shown && has_content(*found)) << name;
    }
}

}  // namespace
}  // namespace gatecast
