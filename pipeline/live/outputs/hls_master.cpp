// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/hls_master.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatecast {

namespace {

constexpr int64_t kSound_bits = 200'000;  // and what a segment adds

struct LanguageName {
    const char *tag, *name;  // as its speakers write it
};
constexpr LanguageName kLanguages[] = {{"vi", "Tiếng Việt"}, {"en", "English"}, {"km", "ភាសាខ្មែរ"}};

std::string name_of_language(const std::string& tag) {
    const auto* known = std::ranges::find(kLanguages, tag, [](const LanguageName& each) { return each.tag; });
    return known != std::end(kLanguages) ? known->name : tag;
}

}  // namespace

std::string hls_subtitle_list(const std::string& language) {
    return language + ".m3u8";
}

std::string hls_codecs(std::span<const uint8_t> encoder_head) {
    constexpr std::array<uint8_t, 4> kStart{0, 0, 1, 0x67};
    const auto found = std::ranges::search(encoder_head, kStart);
    if (found.empty() || encoder_head.end() - found.end() < 3) return "avc1.64001f,mp4a.40.2";
    const auto at = found.end();
    return fmt::format("avc1.{:02x}{:02x}{:02x},mp4a.40.2", at[0], at[1], at[2]);
}

std::string hls_master(const std::vector<HlsVariant>& variants, const std::string& codecs, Rational rate,
                       const std::vector<std::string>& languages) {
    std::string text = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n";
    for (const std::string& each : languages)
        text += fmt::format(
            "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"subtitles\",NAME=\"{}\",LANGUAGE=\"{}\",AUTOSELECT=YES,"
            "DEFAULT={},FORCED=NO,URI=\"{}\"\n",
            name_of_language(each), each, each == languages.front() ? "YES" : "NO", hls_subtitle_list(each));
    for (const HlsVariant& each : variants)
        text += fmt::format("#EXT-X-STREAM-INF:BANDWIDTH={},RESOLUTION={}x{},CODECS=\"{}\",FRAME-RATE={:.3f}{}\n{}\n",
                            each.bitrate * 11 / 10 + kSound_bits, each.size.width, each.size.height, codecs,
                            rate.value(), languages.empty() ? "" : ",SUBTITLES=\"subtitles\"", each.list);
    return text;
}

}  // namespace gatecast
