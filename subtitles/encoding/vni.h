// SPDX-License-Identifier: GPL-3.0-or-later
// VNI fonts: a plain vowel, and behind it a byte for its hat and tone together. Called by decode().
#pragma once

#include <string_view>

namespace gatecast {

struct VniLetter {
    char32_t letter = 0;  // 0: these bytes mean nothing in VNI
    int bytes = 1;
};
/// The letter at the beginning of `bytes`, which is not empty.
[[nodiscard]] VniLetter first_vni_letter(std::string_view bytes);

/// Whether byte `second` behind the vowel `first` makes one letter of VNI.
[[nodiscard]] bool is_vni_pair(char first, char second);

}  // namespace gatecast
