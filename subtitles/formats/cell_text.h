// SPDX-License-Identifier: GPL-3.0-or-later
// The text of one cell or line as a cue holds it, and back: looks and places stand in it as SRT writes them (<i>,
// {\an8}), so that a translator can keep them. Used by the readers of tables and plain text and by write_xlsx.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast {

/// Fills text, spans and place; tags that are not known go and are reported at `row`.
void read_cell_text(std::string_view text, int row, std::vector<Problem>& problems, Cue& cue);
[[nodiscard]] std::string cell_text(const Cue& cue);

}  // namespace gatecast
