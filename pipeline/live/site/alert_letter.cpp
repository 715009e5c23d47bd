// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/alert_letter.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatecast {

namespace {

using nlohmann::json;

/// One line: whatever a title holds, it begins no header.
std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    return text;
}

std::string base64(const std::string& text) {
    constexpr const char* kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string coded;
    for (size_t i = 0; i < text.size(); i += 3) {
        const size_t count = std::min<size_t>(3, text.size() - i);
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; ++k) bits = bits << 8 | (k < count ? static_cast<unsigned char>(text[i + k]) : 0U);
        for (size_t k = 0; k < 4; ++k) coded += k <= count ? kLetters[bits >> (18 - 6 * k) & 63] : '=';
    }
    return coded;
}

/// A header in any language, as words of at most 75 letters (RFC 2047).
std::string header_text(const std::string& text) {
    constexpr size_t kMost_bytes = 42;
    std::string words;
    for (size_t begin = 0; begin < text.size();) {
        size_t end = std::min(text.size(), begin + kMost_bytes);
        while (end < text.size() && end > begin + 1 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(begin, end - begin)) + "?=";
        begin = end;
    }
    return words;
}

AlertLetter mail(const SiteAlert& way, const json& alert) {
    const std::string subject =
        one_line(fmt::format("[{}] {}: {} {}", alert.value("site", ""), alert.value("level", ""),
                             alert.value("alarm", ""), alert.value("title", "")));
    std::string body;
    for (const auto& [key, value] : alert.items())
        body += fmt::format("{}: {}\r\n", key, value.is_string() ? one_line(value.get<std::string>()) : value.dump());
    std::string coded = base64(body);
    for (size_t at = 76; at < coded.size(); at += 78) coded.insert(at, "\r\n");
    AlertLetter letter{way.program, {}};
    if (letter.words.empty()) letter.words = {"/usr/sbin/sendmail", "-t", "-i"};
    letter.text = fmt::format(
        "To: {}\r\nSubject: {}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        one_line(way.to), header_text(subject), coded);
    return letter;
}

/// For curl's list of settings: an address may hold a secret, and words of a command can be read by everybody.
std::string curl_text(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

AlertLetter webhook(const SiteAlert& way, const json& alert) {
    return {
        {"curl", "--config", "-"},
        fmt::format("url = {}\ndata-raw = {}\nheader = \"Content-Type: application/json\"\nproto = \"=http,https\"\n"
                    "silent\nshow-error\nfail\ngloboff\nmax-time = 20\noutput = \"/dev/null\"\n",
                    curl_text(one_line(way.to)), curl_text(alert.dump()))};
}

}  // namespace

AlertLetter alert_letter(const SiteAlert& way, const json& alert) {
    switch (way.way) {
        case AlertWay::kMail:
            return mail(way, alert);
        case AlertWay::kWebhook:
            return webhook(way, alert);
        case AlertWay::kCommand:
            break;
    }
    return {way.program, alert.dump() + "\n"};
}

}  // namespace gatecast
