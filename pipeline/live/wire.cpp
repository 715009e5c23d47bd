// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/wire.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "presets/message.h"

namespace gatecast {

namespace {

constexpr size_t kLongestLetter_bytes = 128U << 10;
constexpr size_t kMostEnclosed = 4;
constexpr int kBacklog = 16;

int type_of(SocketKind kind) {
    return (kind == SocketKind::kLetters ? SOCK_SEQPACKET : SOCK_STREAM) | SOCK_CLOEXEC | SOCK_NONBLOCK;
}

sockaddr_un address_of(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path)
        throw Error(message("{}: the path is too long for a socket. Choose a shorter folder.", path.string()));
    std::memcpy(address.sun_path, path.c_str(), path.native().size() + 1);
    return address;
}

/// Descriptors are taken out even of letters that are thrown away: else they would stay open for ever.
std::vector<Descriptor> take_enclosed(msghdr& head) {
    std::vector<Descriptor> enclosed;
    for (cmsghdr* part = CMSG_FIRSTHDR(&head); part != nullptr; part = CMSG_NXTHDR(&head, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        const size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; ++i) {
            int number = -1;
            std::memcpy(&number, CMSG_DATA(part) + i * sizeof number, sizeof number);
            enclosed.emplace_back(number);
        }
    }
    return enclosed;
}

}  // namespace

bool Wire::send(const nlohmann::json& body, std::span<const int> enclosed) noexcept {
    try {
        const std::string text = body.dump();
        if (text.size() > kLongestLetter_bytes || enclosed.size() > kMostEnclosed) return false;
        iovec bytes{const_cast<char*>(text.data()), text.size()};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(kMostEnclosed * sizeof(int))> control{};
        msghdr head{};
        head.msg_iov = &bytes;
        head.msg_iovlen = 1;
        if (!enclosed.empty()) {
            head.msg_control = control.data();
            head.msg_controllen = CMSG_SPACE(enclosed.size_bytes());
            cmsghdr* part = CMSG_FIRSTHDR(&head);
            part->cmsg_level = SOL_SOCKET;
            part->cmsg_type = SCM_RIGHTS;
            part->cmsg_len = CMSG_LEN(enclosed.size_bytes());
            std::memcpy(CMSG_DATA(part), enclosed.data(), enclosed.size_bytes());
        }
        for (;;) {
            const ssize_t sent = sendmsg(socket_.get(), &head, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent >= 0) return true;
            if (errno == EINTR) continue;
            if (errno != EAGAIN) gone_ = true;
            return false;
        }
    } catch (...) {
        return false;
    }
}

std::optional<Letter> Wire::receive() noexcept {
    try {
        std::string text(kLongestLetter_bytes, '\0');
        for (;;) {
            iovec bytes{text.data(), text.size()};
            alignas(cmsghdr) std::array<char, CMSG_SPACE(kMostEnclosed * sizeof(int))> control{};
            msghdr head{};
            head.msg_iov = &bytes;
            head.msg_iovlen = 1;
            head.msg_control = control.data();
            head.msg_controllen = control.size();
            const ssize_t count = recvmsg(socket_.get(), &head, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0 && errno == EAGAIN) return std::nullopt;
            if (count <= 0) {
                gone_ = true;
                return std::nullopt;
            }
            Letter letter;
            letter.enclosed = take_enclosed(head);
            letter.body = nlohmann::json::parse(text.begin(), text.begin() + count, nullptr, false);
            if (letter.body.is_object()) return letter;
        }
    } catch (...) {
        return std::nullopt;
    }
}

std::pair<Descriptor, Descriptor> socket_pair() {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        throw Error(message("A process cannot be started: {}.", std::strerror(errno)));
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

Descriptor listen_at(const std::filesystem::path& path, SocketKind kind) {
    const sockaddr_un address = address_of(path);
    Descriptor listener(socket(AF_UNIX, type_of(kind), 0));
    unlink(path.c_str());
    if (!listener || bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        listen(listener.get(), kBacklog) != 0)
        throw Error(message("{}: no socket can be made there ({}). Check the folder and its rights.", path.string(),
                            std::strerror(errno)));
    return listener;
}

Descriptor accept_from(const Descriptor& listener) noexcept {
    return Descriptor(accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
}

Descriptor connect_to(const std::filesystem::path& path, SocketKind kind) noexcept {
    try {
        const sockaddr_un address = address_of(path);
        Descriptor end(socket(AF_UNIX, type_of(kind), 0));
        if (end && connect(end.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return end;
    } catch (...) {  // a path no listener could have
    }
    return {};
}

}  // namespace gatecast
