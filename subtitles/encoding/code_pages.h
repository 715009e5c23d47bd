// SPDX-License-Identifier: GPL-3.0-or-later
// The single-byte code pages: what each byte from 0x80 up stands for. Called by decode().
#pragma once

namespace gatecast {

/// U+FFFD: nothing. Marks stand apart as the page has them; decode() composes.
[[nodiscard]] char32_t in_tcvn(unsigned char byte);
[[nodiscard]] char32_t in_viscii(unsigned char byte);
[[nodiscard]] char32_t in_windows_1258(unsigned char byte);
[[nodiscard]] char32_t in_windows_1252(unsigned char byte);

/// The byte of Windows-1252, or -1.
[[nodiscard]] int windows_1252_byte(char32_t c);

}  // namespace gatecast
