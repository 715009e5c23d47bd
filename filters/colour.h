// SPDX-License-Identifier: GPL-3.0-or-later
// What the numbers of a picture mean, and the double-precision arithmetic between RGB and Y'CbCr.
// Values only; the per-pixel work is scale.h's.
#pragma once

#include <array>
#include <cstdint>

namespace gatecast {

enum class Matrix : uint8_t { kRgb, kBt601, kBt709, kBt2020 };
enum class Transfer : uint8_t {
    kBt709,
    kSrgb,
    kLinear,
    kPq,
    kHlg
};  // kBt709 stands for 601 and 2020 SDR too: same curve
enum class Primaries : uint8_t { kBt709, kBt601_625, kBt601_525, kBt2020, kP3 };
enum class Range : uint8_t { kLimited, kFull };
enum class ChromaSite : uint8_t { kLeft, kCentre, kTopLeft };

struct ColourSpec {
    Matrix matrix = Matrix::kBt709;
    Transfer transfer = Transfer::kBt709;
    Primaries primaries = Primaries::kBt709;
    Range range = Range::kLimited;
    ChromaSite site = ChromaSite::kLeft;
    double peak_nits = 1000.0;  // of PQ masters: MaxCLL or mastering peak where the file says so
    friend bool operator==(const ColourSpec&, const ColourSpec&) = default;

    [[nodiscard]] bool hdr() const { return transfer == Transfer::kPq || transfer == Transfer::kHlg; }
};

/// Every display's own: BT.709, limited, 8 bit.
inline constexpr ColourSpec kDisplayColour{};

struct Rgb {  // gamma-coded, 0..1
    double r = 0, g = 0, b = 0;
    friend bool operator==(const Rgb&, const Rgb&) = default;
};

/// Code values of a colour at 8 bit (limited or full as the spec says), unrounded.
[[nodiscard]] std::array<double, 3> to_ycbcr(const Rgb& colour, const ColourSpec& spec);
[[nodiscard]] std::array<uint8_t, 3> to_ycbcr8(const Rgb& colour, const ColourSpec& spec);
[[nodiscard]] Rgb to_rgb(const std::array<double, 3>& ycbcr8, const ColourSpec& spec);

}  // namespace gatecast
