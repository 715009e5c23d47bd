// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/debian.h"

#include <algorithm>
#include <fstream>

namespace gatecast {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Place of a sign in the order of non-digits; the end of the part is 0.
int order(char c) {
    if (c == '~') return -1;
    if (is_digit(c)) return 0;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter ? c : c + 256;
}

int compare_numbers(std::string_view& a, std::string_view& b) {
    const auto take = [](std::string_view& text) {
        while (!text.empty() && text.front() == '0') text.remove_prefix(1);
        const auto end = std::ranges::find_if_not(text, is_digit);
        const std::string_view digits = text.substr(0, static_cast<size_t>(end - text.begin()));
        text.remove_prefix(digits.size());
        return digits;
    };
    const std::string_view of_a = take(a);
    const std::string_view of_b = take(b);
    if (of_a.size() != of_b.size()) return of_a.size() < of_b.size() ? -1 : 1;
    return of_a.compare(of_b);
}

int compare_parts(std::string_view a, std::string_view b) {
    while (!a.empty() || !b.empty()) {
        while ((!a.empty() && !is_digit(a.front())) || (!b.empty() && !is_digit(b.front()))) {
            const int of_a = a.empty() ? 0 : order(a.front());
            const int of_b = b.empty() ? 0 : order(b.front());
            if (of_a != of_b) return of_a - of_b;
            a.remove_prefix(1);  // equal and not both at an end: both have a sign here
            b.remove_prefix(1);
        }
        if (const int numbers = compare_numbers(a, b); numbers != 0) return numbers;
    }
    return 0;
}

struct Version {
    std::string_view epoch = "0";
    std::string_view upstream;
    std::string_view revision = "0";
};

Version split(std::string_view text) {
    Version version;
    if (const size_t colon = text.find(':'); colon != std::string_view::npos) {
        version.epoch = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    if (const size_t dash = text.rfind('-'); dash != std::string_view::npos) {
        version.revision = text.substr(dash + 1);
        text = text.substr(0, dash);
    }
    version.upstream = text;
    return version;
}

}  // namespace

int compare_versions(std::string_view a, std::string_view b) {
    const Version of_a = split(a);
    const Version of_b = split(b);
    if (const int epochs = compare_parts(of_a.epoch, of_b.epoch); epochs != 0) return epochs;
    if (const int upstreams = compare_parts(of_a.upstream, of_b.upstream); upstreams != 0) return upstreams;
    return compare_parts(of_a.revision, of_b.revision);
}

std::unordered_map<std::string, std::string> installed_packages(const std::filesystem::path& status) {
    std::unordered_map<std::string, std::string> packages;
    std::ifstream stream(status);
    std::string name;
    bool installed = false;
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with("Package: ")) {
            name = line.substr(9);
            installed = false;
        } else if (line.starts_with("Status: ")) {
            installed = line.ends_with(" installed");
        } else if (line.starts_with("Version: ") && installed) {
            packages[name] = line.substr(9);
        }
    }
    return packages;
}

}  // namespace gatecast
