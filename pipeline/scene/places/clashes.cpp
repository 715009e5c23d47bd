// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/places/clashes.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "pipeline/scene/places/graphic_words.h"

namespace gatecast {
namespace {

class ClashFinder {
public:
    ClashFinder(const Stage& stage, const std::vector<Graphic>& graphics, BandRoom& bands)
        : stage_(stage), name_(stage.display().name), graphics_(graphics), bands_(bands) {}

    std::vector<Clash> find() {
        find_overlaps();
        find_lack_of_room();
        find_beyond_edges();
        return std::move(clashes_);
    }

private:
    void find_overlaps() {
        const std::vector<Graphic> standing = stage_.standing(graphics_);
        for (size_t lower = 0; lower < standing.size(); ++lower)
            for (size_t upper = lower + 1; upper < standing.size(); ++upper)
                if (meet(standing[lower], standing[upper])) say_overlap(standing[upper], standing[lower]);
    }

    /// Of two notices the more important is shown alone.
    void say_overlap(const Graphic& graphic, const Graphic& other) {
        if (graphic.kind == GraphicKind::kNotice && other.kind == GraphicKind::kNotice) return;
        const bool stops = carries_words(graphic) || carries_words(other);
        clashes_.push_back({graphic.name, other.name, stops,
                            message("{}: {} and {} overlap, {}. Change the area of {} in {}, or let it give way with "
                                    "yields = \"moves\" or \"hides\".",
                                    name_, graphic.name, other.name, in_words(intersection(graphic.area, other.area)),
                                    graphic.name, stage_.file_of(graphic))});
    }

    void find_lack_of_room() {
        const std::vector<std::string> harmed = bands_.harmed(areas_of(stage_.standing(graphics_)));
        if (harmed.empty()) return;
        const std::string languages = fmt::format("{}", fmt::join(harmed, ", "));
        for (const Graphic& graphic : graphics_) {
            if (stage_.fills_screen(graphic)) continue;
            std::vector<Graphic> others = graphics_;
            std::erase_if(others, [&](const Graphic& each) { return each.name == graphic.name; });
            if (!bands_.harmed(areas_of(stage_.standing(others))).empty()) continue;
            clashes_.push_back(
                {graphic.name, "", true,
                 message("{}: beside {}, {}, there is no room for subtitles in {}. Let it give way with yields = "
                         "\"hides\" in {}, make its area smaller, or show fewer languages.",
                         name_, graphic.name, in_words(graphic.area), languages, stage_.file_of(graphic))});
            return;
        }
        clashes_.push_back(
            {"", "", true,
             message("{}: the graphics together leave no room for subtitles in {}. Let some give way with yields = "
                     "\"hides\" in {}, make their areas smaller, or show fewer languages.",
                     name_, languages, "displays/" + name_ + ".toml")});
    }

    /// Tickers run into the edge, notices may reach it.
    void find_beyond_edges() {
        std::string said;
        for (const Graphic& graphic : graphics_) {
            if (graphic.kind == GraphicKind::kTicker || graphic.kind == GraphicKind::kNotice) continue;
            if (stage_.fills_screen(graphic) || contains(stage_.safe(), graphic.area) || graphic.name == said) continue;
            said = graphic.name;
            clashes_.push_back(
                {graphic.name, "", false,
                 message("{}: {}, {}, reaches into the edge that some screens hide. Keep its area within {} in {}.",
                         name_, graphic.name, in_words(graphic.area), in_words(stage_.safe()),
                         stage_.file_of(graphic))});
        }
    }

    const Stage& stage_;
    const std::string& name_;
    const std::vector<Graphic>& graphics_;
    BandRoom& bands_;
    std::vector<Clash> clashes_;
};

}  // namespace

std::vector<Clash> find_clashes(const Stage& stage, const std::vector<Graphic>& graphics, BandRoom& bands) {
    return ClashFinder(stage, graphics, bands).find();
}

}  // namespace gatecast
