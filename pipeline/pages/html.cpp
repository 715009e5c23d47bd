// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/pages/html.h"

#include <sodium.h>

#include <fstream>

#include "presets/machine_error.h"
#include "presets/message.h"

namespace gatecast::html {
namespace {

namespace fs = std::filesystem;

// One look: quiet paper, one accent, colours that mean something only for pass, warn and fail.
constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#5b6570;--line:#d9dee4;--card:#f6f8fa;--accent:#0b5394;
--pass:#1a7f37;--warn:#9a6700;--fail:#b42318;--pass-bg:#dcf5e3;--warn-bg:#fff1c9;--fail-bg:#ffe1de}
@media (prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e8ebee;--soft:#9aa5b1;--line:#343b43;--card:#1c2127;
--accent:#7db4ea;--pass:#5fd38a;--warn:#e8b93c;--fail:#ff8a80;--pass-bg:#143322;--warn-bg:#3a2f0d;--fail-bg:#431a17}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:2rem 1.5rem 4rem;background:var(--paper);color:var(--ink);
font:16px/1.55 "Noto Sans","Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,sans-serif}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .3rem}h2{font-size:1.2rem;margin:2.4rem 0 .6rem}
h3{font-size:1.02rem;margin:0}p{margin:.3rem 0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .7rem .4rem 0;
border-bottom:1px solid var(--line)}th{font-weight:600;color:var(--soft);font-size:.85rem}
img{display:block;max-width:100%;height:auto;border:1px solid var(--line);border-radius:3px;background:#000}
.soft{color:var(--soft)}.small{font-size:.85rem}.num{font-variant-numeric:tabular-nums;white-space:nowrap}
:lang(km){font-family:"Noto Sans Khmer","Khmer OS Battambang","Khmer OS","Khmer UI","Leelawadee UI","Khmer Sangam MN",
sans-serif;font-size:1.08em;line-height:1.75}
@media print{html{font-size:13px}:root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--card:#fff;--pass:#1a7f37;--warn:#7a5200;
--fail:#a11;--pass-bg:#fff;--warn-bg:#fff;--fail-bg:#fff}body{max-width:none;padding:0;font-size:1rem}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";

/// Bytes of the Khmer letter that begins here; 0: none does. U+1780–17FF and U+19E0–19FF.
size_t khmer_letter(std::string_view utf8, size_t at) {
    if (utf8.size() - at < 3) return 0;
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(utf8[at + i]); };
    const bool letters = byte(0) == 0xE1 && (byte(1) == 0x9E || byte(1) == 0x9F);
    const bool lunar = byte(0) == 0xE1 && byte(1) == 0xA7 && byte(2) >= 0xA0;
    return letters || lunar ? 3 : 0;
}

/// Also the characters of no width that stand inside Khmer: U+200B–200D.
bool belongs_to_khmer(std::string_view utf8, size_t at) {
    return khmer_letter(utf8, at) > 0 || (utf8.substr(at, 2) == "\xE2\x80" && utf8.size() - at >= 3 &&
                                          utf8[at + 2] >= '\x8B' && utf8[at + 2] <= '\x8D');
}

void append_safe(std::string& to, char c) {
    switch (c) {
        case '&':
            to += "&amp;";
            return;
        case '<':
            to += "&lt;";
            return;
        case '>':
            to += "&gt;";
            return;
        case '"':
            to += "&quot;";
            return;
        default:
            // Controls have no place in a page; a tab and a line end are space.
            to += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
}

}  // namespace

std::string attribute(std::string_view utf8) {
    std::string safe;
    for (const char c : utf8) append_safe(safe, c);
    return safe;
}

std::string text(std::string_view utf8) {
    std::string safe;
    bool khmer = false;
    for (size_t at = 0; at < utf8.size();) {
        const bool now = khmer ? belongs_to_khmer(utf8, at) : khmer_letter(utf8, at) > 0;
        if (now != khmer) safe += now ? "<span lang=\"km\">" : "</span>";
        khmer = now;
        if (now) {
            safe += utf8.substr(at, 3);
            at += 3;
        } else if (utf8[at] == '\n') {
            safe += "<br>";
            ++at;
        } else {
            append_safe(safe, utf8[at++]);
        }
    }
    if (khmer) safe += "</span>";
    return safe;
}

std::string cue_text(std::string_view utf8, std::string_view language) {
    std::string safe = "<span";
    if (!language.empty()) safe += " lang=\"" + attribute(language) + '"';
    safe += '>';
    for (const char c : utf8) {
        if (c == '\n')
            safe += "<br>";
        else
            append_safe(safe, c);
    }
    return safe + "</span>";
}

std::string png_source(std::string_view png) {
    std::string base64(sodium_base64_encoded_len(png.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(base64.data(), base64.size(), reinterpret_cast<const unsigned char*>(png.data()), png.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    base64.pop_back();  // its end mark
    return "data:image/png;base64," + base64;
}

std::string head(std::string_view language, std::string_view title, std::string_view css) {
    std::string page =
        "<!DOCTYPE html>\n<html lang=\"" + attribute(language) + "\">\n<head>\n<meta charset=\"utf-8\">\n";
    page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + attribute(title);
    page += "</title>\n<style>" + std::string(kStyle) + std::string(css) + "</style>\n</head>\n<body>\n";
    return page;
}

std::string foot() {
    return "</body>\n</html>\n";
}

void write_page(const fs::path& file, std::string_view page) {
    const fs::path temporary = file.string() + ".part";
    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    stream.write(page.data(), static_cast<std::streamsize>(page.size()));
    stream.close();
    std::error_code error;
    if (stream) fs::rename(temporary, file, error);
    if (stream && !error) return;
    fs::remove(temporary, error);
    throw MachineError(
        message("{} cannot be written. Check the folder, its rights and the free space.", file.string()));
}

}  // namespace gatecast::html
