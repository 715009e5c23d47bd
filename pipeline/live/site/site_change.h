// SPDX-License-Identifier: GPL-3.0-or-later
// What of a site's file cannot change while the site runs. Asked by the site process before it takes a changed file
// over. Values.
#pragma once

#include <optional>

#include "pipeline/live/site/site_file.h"

namespace gatecast {

/// Why `next` cannot take the place of `now` without a restart; nothing: it can.
[[nodiscard]] std::optional<Message> why_not_while_running(const Site& now, const Site& next);

}  // namespace gatecast
