// SPDX-License-Identifier: GPL-3.0-or-later
// ICU's Khmer dictionary: where it thinks words end. One of the two sources of a word break, and a feature of the
// other.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace gatecast::khmer {

/// Keeps ICU's iterator: one a thread.
class Dictionary {
public:
    Dictionary();
    ~Dictionary();
    Dictionary(Dictionary&&) noexcept;
    Dictionary& operator=(Dictionary&&) noexcept;

    /// For each piece [starts[n], starts[n+1]) of a run of Khmer letters: 1 if a word of the dictionary begins with it.
    [[nodiscard]] std::vector<uint8_t> word_begins(std::u32string_view run, const std::vector<size_t>& starts);
    /// What the answers depend on: "72.1".
    [[nodiscard]] static const char* version();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace gatecast::khmer
