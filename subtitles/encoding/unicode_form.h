// SPDX-License-Identifier: GPL-3.0-or-later
// Whether bytes have the form of Unicode: a byte order mark, NULs at every other place, strict UTF-8. Called by
// detect_encoding().
#pragma once

#include <optional>
#include <string_view>

#include "subtitles/encoding/encoding.h"

namespace gatecast {

struct UnicodeForm {
    Encoding encoding;
    bool certain;  // false: UTF-8 with a few damaged bytes
};
[[nodiscard]] std::optional<UnicodeForm> unicode_form(std::string_view bytes);

}  // namespace gatecast
