// SPDX-License-Identifier: GPL-3.0-or-later
// Languages as files tag them and as Gatecast names them (BCP 47). Values only; any thread.
#pragma once

#include <string>
#include <string_view>

namespace gatecast {

/// "vie", "vi", "VN", "vi-VN" are "vi"; "eng" is "en", "khm" is "km". What nobody knows comes back in small
/// letters; "und" and the like come back empty.
[[nodiscard]] std::string bcp47(std::string_view tag);

/// Three letters as MP4, TS and MKV write them; empty for an empty tag or one without three letters known here.
[[nodiscard]] std::string iso639_2(std::string_view bcp47_tag);

}  // namespace gatecast
