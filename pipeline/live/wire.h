// SPDX-License-Identifier: GPL-3.0-or-later
// What the processes of a site say to each other: letters of JSON, some with descriptors in them, over Unix sockets
// that keep the borders of messages. Nothing here waits: who wants to wait polls the socket. One thread an end.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "pipeline/live/descriptor.h"

namespace gatecast {

struct Letter {
    nlohmann::json body;
    std::vector<Descriptor> enclosed;
};

/// One end of a conversation.
class Wire {
public:
    explicit Wire(Descriptor socket) : socket_(std::move(socket)) {}

    /// False: the other end is gone, or has not read for so long that there is no room.
    bool send(const nlohmann::json& body, std::span<const int> enclosed = {}) noexcept;
    /// The next letter that has arrived; what is no letter is passed over.
    [[nodiscard]] std::optional<Letter> receive() noexcept;
    /// The other end has closed; receive() found out.
    [[nodiscard]] bool gone() const { return gone_; }
    [[nodiscard]] int descriptor() const { return socket_.get(); }

private:
    Descriptor socket_;
    bool gone_ = false;
};

/// Both ends, for a child that inherits one. Throws Error.
[[nodiscard]] std::pair<Descriptor, Descriptor> socket_pair();

enum class SocketKind : int { kLetters, kStream };
/// Takes the place of a socket that a dead process left behind. Throws Error.
[[nodiscard]] Descriptor listen_at(const std::filesystem::path& path, SocketKind kind);
/// Nothing waits there: an empty descriptor.
[[nodiscard]] Descriptor accept_from(const Descriptor& listener) noexcept;
/// Nobody listens there: an empty descriptor.
[[nodiscard]] Descriptor connect_to(const std::filesystem::path& path, SocketKind kind) noexcept;

}  // namespace gatecast
