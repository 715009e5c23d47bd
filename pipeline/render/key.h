// SPDX-License-Identifier: GPL-3.0-or-later
// The name of a piece of work: a hash of everything its bytes depend on, and of nothing else.
// Called while planning.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatecast {

/// Fields are added by name, so that two neighbours can never be taken for one another.
class KeyBuilder {
public:
    explicit KeyBuilder(std::string_view purpose);

    KeyBuilder& add(std::string_view name, std::string_view value);
    template <std::integral Number>
    KeyBuilder& add(std::string_view name, Number value) {
        return add(name, std::string_view(std::to_string(value)));
    }
    KeyBuilder& add(std::string_view name, double value);

    /// BLAKE2b, 160 bits, hex.
    [[nodiscard]] std::string hex() const;

private:
    std::string text_;
};

/// What every key of a kind of work begins with: versions of the libraries whose arithmetic ends up in the bytes, the
/// CPU baseline, and our own epochs, raised when goldens change.
[[nodiscard]] std::string picture_environment();
[[nodiscard]] std::string sound_environment();

}  // namespace gatecast
