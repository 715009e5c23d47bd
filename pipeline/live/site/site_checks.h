// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a site though each of its lines can be read: names that nothing bears, addresses of no kind, hours
// that are none. Called by the reader of the site's file.
#pragma once

#include "pipeline/live/site/site_file.h"

namespace gatecast {

void check_site(const Site& site, Problems& problems);

}  // namespace gatecast
