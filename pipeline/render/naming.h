// SPDX-License-Identifier: GPL-3.0-or-later
// What a file is called: the delivery's mask filled in, in letters that every file system and player takes.
#pragma once

#include <string>

#include "pipeline/render/plan.h"

namespace gatecast {

/// A name without marks and blanks: letters, digits, dot, dash, underscore; other scripts by their sound.
[[nodiscard]] std::string ascii_name(const std::string& name);

/// {clip} {id} {display} {encode} {date} of the mask; throws Error on any other word.
[[nodiscard]] std::string output_name(const std::string& mask, const RenderRequest& request, const OutputPlan& output);

}  // namespace gatecast
