// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/site_desk.h"

#include <sys/socket.h>

#include <cerrno>

#include "pipeline/live/site/site.h"
#include "pipeline/live/wire.h"

namespace gatecast {

namespace {

constexpr size_t kMostVisitors = 32;
constexpr size_t kLongestLine_bytes = 64U << 10;

}  // namespace

SiteDesk::SiteDesk(const std::filesystem::path& state, Obey obey)
    : obey_(std::move(obey)), listener_(listen_at(desk_socket(state), SocketKind::kStream)) {}

nlohmann::json SiteDesk::answer(const std::string& line) const {
    const nlohmann::json order = nlohmann::json::parse(line, nullptr, false);
    if (!order.is_object()) return {{"error", "an order is a JSON object on one line"}};
    try {
        return obey_(order);
    } catch (const std::exception& error) {
        return {{"error", error.what()}};
    }
}

/// False: it has gone, or is not worth listening to.
bool SiteDesk::serve(Visitor& visitor) {
    char bytes[4096];
    for (;;) {
        const ssize_t count = recv(visitor.socket.get(), bytes, sizeof bytes, MSG_DONTWAIT);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) return true;
        if (count <= 0) return false;
        visitor.unread.append(bytes, static_cast<size_t>(count));
        for (size_t end; (end = visitor.unread.find('\n')) != std::string::npos; visitor.unread.erase(0, end + 1)) {
            const std::string text = answer(visitor.unread.substr(0, end)).dump() + "\n";
            if (send(visitor.socket.get(), text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL) !=
                static_cast<ssize_t>(text.size()))
                return false;
        }
        if (visitor.unread.size() > kLongestLine_bytes) return false;
    }
}

void SiteDesk::look_around() {
    while (Descriptor newcomer = accept_from(listener_))
        if (visitors_.size() < kMostVisitors) visitors_.push_back({std::move(newcomer), {}});
    std::erase_if(visitors_, [this](Visitor& each) { return !serve(each); });
}

}  // namespace gatecast
