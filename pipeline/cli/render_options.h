// SPDX-License-Identifier: GPL-3.0-or-later
// The options that describe a rendered picture: shared by `render` and `preview`.
#pragma once

#include <filesystem>

#include "pipeline/cli/options.h"
#include "pipeline/render/request.h"

namespace gatecast {

inline constexpr Option kDisplayOption{"display,d", N_("NAME"), N_("a display to render for; may be repeated")};
inline constexpr Option kLogoOption{"logo", N_("FILE"), N_("lay this picture into the display's logo area")};
inline constexpr Option kLogoWindowOption{"logo-window", N_("FROM-TO"), N_("show the logo only then, like 0:05-0:08")};
inline constexpr Option kStillOption{"still-seconds", N_("SECONDS"),
                                     N_("how long a still, a page or a photo stands (8)")};
inline constexpr Option kCacheOption{"cache", N_("DIR"), N_("keep finished work here instead of ~/.cache/gatecast")};

/// Fills what these options say.
void read_picture_options(const Options& options, const std::string& clip, RenderRequest& request);

[[nodiscard]] std::filesystem::path cache_root(const Options& options);

}  // namespace gatecast
