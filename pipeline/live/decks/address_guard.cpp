// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/address_guard.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace gatecast {

namespace {

/// An address as 16 bytes, IPv4 mapped into IPv6, and a port; 0: any.
struct Place {
    in6_addr address{};
    uint16_t port = 0;
};

struct Rules {
    std::vector<Place> own;      // of this machine
    std::vector<Place> allowed;  // that the url names
};
std::atomic<const Rules*> rules{nullptr};  // set once for the life of the process

bool place_of(const sockaddr* address, Place& place) {
    if (address->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, address, sizeof v4);
        place.address.s6_addr[10] = place.address.s6_addr[11] = 0xFF;
        std::memcpy(&place.address.s6_addr[12], &v4.sin_addr, 4);
        place.port = ntohs(v4.sin_port);
        return true;
    }
    if (address->sa_family != AF_INET6) return false;
    sockaddr_in6 v6{};
    std::memcpy(&v6, address, sizeof v6);
    place = {v6.sin6_addr, ntohs(v6.sin6_port)};
    return true;
}

bool same_address(const Place& a, const Place& b) {
    return std::memcmp(&a.address, &b.address, sizeof a.address) == 0;
}

/// Loopback, link-local, unspecified: never of another machine that a playlist has business with.
bool is_local(const Place& place) {
    const in6_addr& a = place.address;
    if (IN6_IS_ADDR_V4MAPPED(&a))
        return a.s6_addr[12] == 127 || a.s6_addr[12] == 0 || (a.s6_addr[12] == 169 && a.s6_addr[13] == 254);
    return IN6_IS_ADDR_LOOPBACK(&a) || IN6_IS_ADDR_LINKLOCAL(&a) || IN6_IS_ADDR_UNSPECIFIED(&a);
}

bool may_connect(const Rules& now, const sockaddr* address) {
    Place to;
    if (!place_of(address, to)) return true;  // no network
    const auto allows = [&](const Place& each) {
        return same_address(each, to) && (each.port == 0 || each.port == to.port);
    };
    if (std::ranges::any_of(now.allowed, allows)) return true;
    return !is_local(to) && std::ranges::none_of(now.own, [&](const Place& each) { return same_address(each, to); });
}

std::vector<Place> own_addresses() {
    std::vector<Place> own;
    ifaddrs* found = nullptr;
    if (getifaddrs(&found) != 0) return own;
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owned(found, freeifaddrs);
    for (const ifaddrs* each = found; each != nullptr; each = each->ifa_next) {
        Place place;
        if (each->ifa_addr != nullptr && place_of(each->ifa_addr, place)) own.push_back(place);
    }
    return own;
}

/// "http://host:8080/path" → host and port; the scheme's own port where none is said.
std::vector<Place> named_by(std::string_view url) {
    const size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    const std::string service(url.substr(0, scheme));
    url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?"));
    if (const size_t user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
    std::string port = service == "rtmp" ? "1935" : service == "rtsp" ? "554" : service == "https" ? "443" : "80";
    const size_t colon = url.rfind(':');
    if (colon != std::string_view::npos && url.find(']', colon) == std::string_view::npos) {
        port = url.substr(colon + 1);
        url = url.substr(0, colon);
    }
    if (url.starts_with('[') && url.ends_with(']')) url = url.substr(1, url.size() - 2);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    std::vector<Place> places;
    if (getaddrinfo(std::string(url).c_str(), port.c_str(), &hints, &found) != 0) return places;
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owned(found, freeaddrinfo);
    for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
        Place place;
        if (place_of(each->ai_addr, place)) places.push_back(place);
    }
    return places;
}

}  // namespace

void guard_addresses(const std::string& url) {
    rules = new Rules{own_addresses(), named_by(url)};  // for as long as the process lives
}

}  // namespace gatecast

// What libavformat calls: the program's own connect() comes before the C library's for every library of the process.
extern "C" __attribute__((visibility("default"))) int connect(int socket, const sockaddr* address, socklen_t length) {
    const gatecast::Rules* now = gatecast::rules;
    if (now != nullptr && length >= sizeof(sa_family_t) && !gatecast::may_connect(*now, address)) {
        errno = EACCES;
        return -1;
    }
    return static_cast<int>(syscall(SYS_connect, socket, address, length));
}
