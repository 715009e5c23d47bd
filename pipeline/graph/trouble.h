// SPDX-License-Identifier: GPL-3.0-or-later
// What GStreamer reports, in the user's words: read by domain and code, never by its log text.
// Notes are made on streaming threads and read on the reader's.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "pipeline/graph/ref.h"
#include "presets/message.h"

namespace gatecast {

/// `file` stands first in the sentence.
[[nodiscard]] Message trouble_message(const GError& error, const std::string& file);

/// A list that says each thing once.
class Problems {
public:
    void add(Message message);
    [[nodiscard]] std::vector<Message> list() const;

private:
    mutable std::mutex lock_;
    std::vector<Message> messages_;
};

}  // namespace gatecast
