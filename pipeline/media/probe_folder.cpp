// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cctype>

#include "pipeline/media/probe_parts.h"

namespace gatecast::probing {
namespace {

char small(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view number_at(std::string_view text, size_t at) {
    size_t end = at;
    while (end < text.size() && digit(text[end])) ++end;
    while (at + 1 < end && text[at] == '0') ++at;
    return text.substr(at, end - at);
}

size_t skip_number(std::string_view text, size_t at) {
    while (at < text.size() && digit(text[at])) ++at;
    return at;
}

/// Numbers by value, letters by case-folded byte; equal names by their exact bytes, so that order is never chance.
bool naturally_before(const std::string& a, const std::string& b) {
    size_t i = 0;
    size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (digit(a[i]) && digit(b[j])) {
            const std::string_view left = number_at(a, i);
            const std::string_view right = number_at(b, j);
            if (left.size() != right.size()) return left.size() < right.size();
            if (left != right) return left < right;
            i = skip_number(a, i);
            j = skip_number(b, j);
            continue;
        }
        const auto left = static_cast<unsigned char>(small(a[i++]));
        const auto right = static_cast<unsigned char>(small(b[j++]));
        if (left != right) return left < right;
    }
    if (i < a.size() || j < b.size()) return i == a.size();
    return a < b;
}

bool picture_name(const std::string& name) {
    if (name.starts_with('.') || name.starts_with("~$")) return false;
    const size_t dot = name.rfind('.');
    if (dot == std::string::npos) return false;
    std::string extension = name.substr(dot + 1);
    std::transform(extension.begin(), extension.end(), extension.begin(), small);
    static constexpr std::array kExtensions = {"jpg", "jpeg", "jpe", "png", "webp", "tif", "tiff", "bmp"};
    return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

}  // namespace

std::vector<std::filesystem::path> pictures_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> pictures;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file() && picture_name(entry.path().filename().string())) pictures.push_back(entry.path());
    std::sort(pictures.begin(), pictures.end(), [](const auto& a, const auto& b) {
        return naturally_before(a.filename().string(), b.filename().string());
    });
    return pictures;
}

}  // namespace gatecast::probing
