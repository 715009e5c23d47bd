// SPDX-License-Identifier: GPL-3.0-or-later
// Styles and regions of TTML: references followed, what elements inherit, regions as our anchors and points. Used by
// the TTML reader.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "subtitles/cue.h"
#include "subtitles/formats/styled_text.h"

namespace gatecast {

/// What an element says; what it leaves unsaid its parent decides.
struct TtmlLook {
    std::optional<bool> bold, italic, underline;
    std::optional<Rgb> colour;
    std::string text_align, display_align;  // "center", "after"; empty: not said
    std::string origin, extent;             // of a region
    bool hidden = false;                    // tts:display="none"

    /// This with what `over` says laid over it.
    [[nodiscard]] TtmlLook overlaid(const TtmlLook& over) const;
    [[nodiscard]] TextLookAsked asked() const;
};

class TtmlStyles {
public:
    /// Called with an attribute that cannot be shown.
    using Dropped = std::function<void(std::string_view attribute, const pugi::xml_node& node)>;

    /// `tt` must outlive this.
    TtmlStyles(const pugi::xml_node& tt, Dropped dropped);

    /// What the element itself and the styles it refers to say.
    [[nodiscard]] TtmlLook look_of(const pugi::xml_node& node);
    /// Of a region by its id: its look (its text inherits it), or null.
    [[nodiscard]] const TtmlLook* region(std::string_view id);
    /// Anchor and position of text with `text_align` in a region; a region at the usual place gives neither.
    void place(std::string_view region_id, std::string_view text_align, Cue& cue);

private:
    TtmlLook look_of(const pugi::xml_node& node, int depth);
    /// "10% 80%", "192px 864px", "4c 12c" as shares.
    [[nodiscard]] std::optional<SharePoint> pair_of(std::string_view written) const;

    std::map<std::string, pugi::xml_node, std::less<>> styles_;
    std::map<std::string, pugi::xml_node, std::less<>> region_nodes_;
    std::map<std::string, TtmlLook, std::less<>> regions_;
    std::map<std::string, TtmlLook, std::less<>> resolved_;  // styles by id
    SharePoint root_px_{1920, 1080};
    SharePoint cells_{32, 15};
    Dropped dropped_;
};

}  // namespace gatecast
