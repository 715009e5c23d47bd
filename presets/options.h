// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of options, each with the checks that go across its rows. Called by the library.
#pragma once

#include "presets/display.h"
#include "presets/encode.h"
#include "presets/option_table.h"
#include "presets/programme.h"
#include "presets/style.h"

namespace gatecast {

[[nodiscard]] Display read_display(const Layers& layers, Problems& problems);
[[nodiscard]] Encode read_encode(const Layers& layers, Problems& problems);
[[nodiscard]] Delivery read_delivery(const Layers& layers, Problems& problems);
[[nodiscard]] Style read_style(const Layers& layers, Problems& problems);
/// As it stands on `display`; none: as far as that can be told of any display.
[[nodiscard]] Programme read_programme(const Layers& layers, const Display* display, Problems& problems);

[[nodiscard]] std::vector<ShownOption> show_display(const Layers& layers);
[[nodiscard]] std::vector<ShownOption> show_encode(const Layers& layers);
[[nodiscard]] std::vector<ShownOption> show_delivery(const Layers& layers);
[[nodiscard]] std::vector<ShownOption> show_style(const Layers& layers);
[[nodiscard]] std::vector<ShownOption> show_programme(const Layers& layers);

[[nodiscard]] std::vector<std::string> display_keys();
[[nodiscard]] std::vector<std::string> encode_keys();
[[nodiscard]] std::vector<std::string> delivery_keys();
[[nodiscard]] std::vector<std::string> style_keys();
[[nodiscard]] std::vector<std::string> programme_keys();

/// What areas on `display` are measured by.
[[nodiscard]] Bounds bounds_of(const Display& display);

}  // namespace gatecast
