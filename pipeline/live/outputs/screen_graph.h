// SPDX-License-Identifier: GPL-3.0-or-later
// The graph that puts pictures on a panel and sound on a card, whatever their clocks do. Made anew after each failure.
// The screen process's one thread.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "filters/image.h"
#include "presets/message.h"

namespace gatecast {

struct ScreenSettings {
    std::string url;    // of is_screen()
    std::string sound;  // an ALSA device; empty: none
    std::string name;   // for people
    Size size;          // of the pictures: the panel is set to a mode of this size
    Rational rate{25, 1};
};

class ScreenGraph {
public:
    /// Throws Error where there is no such screen.
    explicit ScreenGraph(const ScreenSettings& settings);
    ~ScreenGraph();

    /// I420. The panel shows it as soon as it can; one that was not shown yet is dropped for it.
    void show(const ConstImageView& picture);
    /// Interleaved stereo at 48 kHz.
    void play(std::span<const float> sound);
    /// Throws Error when the screen or the card has failed.
    void check();

private:
    struct Graph;
    std::unique_ptr<Graph> graph_;
};

}  // namespace gatecast
