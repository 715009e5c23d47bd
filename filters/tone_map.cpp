// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/tone_map.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gatecast {
namespace {

using Linear = std::array<double, 3>;

// The light that becomes full SDR signal, and what happens up to there. Up to the knee nothing is bent: the 26 nits of
// an HDR 18 % grey come out at 48 % signal, where a BT.709 camera puts it. Diffuse white (203 nits, BT.2408) comes out
// at 93 %, whatever the peak; the rest is for highlights.
constexpr double kDisplayGamma = 2.4;
constexpr double kSdrPeakNits = 150;
constexpr double kKneeNits = 60;
constexpr double kWhiteNits = 203;
constexpr double kWhiteSignal = 0.93;
constexpr double kLeastPeakNits = 300;
constexpr double kUsualPeakNits =
    1000;  // HLG's nominal display (BT.2100, system gamma 1.2), and of PQ without a word about it
constexpr double kGamutKnee = 0.9;  // saturation beyond this share of the gamut is compressed, not clipped

// SMPTE ST 2084.
constexpr double kM1 = 2610.0 / 16384;
constexpr double kM2 = 2523.0 / 4096 * 128;
constexpr double kC1 = 3424.0 / 4096;
constexpr double kC2 = 2413.0 / 4096 * 32;
constexpr double kC3 = 2392.0 / 4096 * 32;

double pq_nits(double signal) {
    const double power = std::pow(std::clamp(signal, 0.0, 1.0), 1 / kM2);
    return 10000 * std::pow(std::max(power - kC1, 0.0) / (kC2 - kC3 * power), 1 / kM1);
}

double pq_signal(double nits) {
    const double power = std::pow(std::clamp(nits, 0.0, 10000.0) / 10000, kM1);
    return std::pow((kC1 + kC2 * power) / (1 + kC3 * power), kM2);
}

// ARIB STD-B67: scene light 0..1 of one channel.
double hlg_scene(double signal) {
    constexpr double a = 0.17883277, b = 0.28466892, c = 0.55991073;
    const double v = std::clamp(signal, 0.0, 1.0);
    return v <= 0.5 ? v * v / 3 : (std::exp((v - c) / a) + b) / 12;
}

Linear display_nits(const Rgb& signal, const ColourSpec& hdr) {
    if (hdr.transfer == Transfer::kPq) return {pq_nits(signal.r), pq_nits(signal.g), pq_nits(signal.b)};
    Linear light{hlg_scene(signal.r), hlg_scene(signal.g), hlg_scene(signal.b)};
    const double luminance = 0.2627 * light[0] + 0.6780 * light[1] + 0.0593 * light[2];
    const double gain = luminance > 0 ? kUsualPeakNits * std::pow(luminance, 0.2) : 0;
    for (double& channel : light) channel *= gain;
    return light;
}

struct Point {
    double x, y, slope;
};

double hermite(double x, const Point& from, const Point& to) {
    const double width = to.x - from.x;
    const double t = (x - from.x) / width;
    const double t2 = t * t;
    const double t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * from.y + (t3 - 2 * t2 + t) * width * from.slope + (3 * t2 - 2 * t3) * to.y +
           (t3 - t2) * width * to.slope;
}

// In PQ signal, where equal steps look equal, as BT.2390 does: identity up to the knee, then two cubic pieces that
// meet at diffuse white with the slope that keeps both rising (Fritsch and Carlson), and end flat at the peak.
double rolled_off(double nits, double peak_nits) {
    if (nits <= kKneeNits) return nits;
    const Point knee{pq_signal(kKneeNits), pq_signal(kKneeNits), 1};
    Point white{pq_signal(kWhiteNits), pq_signal(kSdrPeakNits * std::pow(kWhiteSignal, kDisplayGamma)), 0};
    const Point peak{pq_signal(peak_nits), pq_signal(kSdrPeakNits), 0};
    const double below = (white.y - knee.y) / (white.x - knee.x);
    const double above = (peak.y - white.y) / (peak.x - white.x);
    white.slope = 2 * below * above / (below + above);
    const double signal = std::min(pq_signal(nits), peak.x);
    return pq_nits(signal < white.x ? hermite(signal, knee, white) : hermite(signal, white, peak));
}

// Rows sum to one, so that grey stays grey to the last bit that matters.
Linear to_bt709(const Linear& light, Primaries primaries) {
    const auto combine = [&](double rg, double rb, double gr, double gb, double br, double bg) {
        return Linear{light[0] + rg * (light[1] - light[0]) + rb * (light[2] - light[0]),
                      light[1] + gr * (light[0] - light[1]) + gb * (light[2] - light[1]),
                      light[2] + br * (light[0] - light[2]) + bg * (light[1] - light[2])};
    };
    if (primaries == Primaries::kBt2020) {
        return combine(-0.587641, -0.072850, -0.124550, -0.008349, -0.018151, -0.100579);
    }
    if (primaries == Primaries::kP3) return combine(-0.224940, 0, -0.042057, 0, -0.019638, -0.078636);
    return light;
}

// Pulls a colour towards the grey of its luminance until it fits: `excess` is how far it is from grey, 1 the border.
double kept_saturation(double excess) {
    if (excess <= kGamutKnee) return 1;
    const double over = (excess - kGamutKnee) / (1 - kGamutKnee);
    return (kGamutKnee + (1 - kGamutKnee) * over / (1 + over)) / excess;
}

Linear in_gamut(Linear light) {
    const double luminance = std::clamp(0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2], 0.0, 1.0);
    const double least = *std::min_element(light.begin(), light.end());
    const double share = luminance > 0 ? kept_saturation((luminance - least) / luminance) : 0;
    for (double& channel : light) channel = std::clamp(luminance + share * (channel - luminance), 0.0, 1.0);
    return light;
}

constexpr int kNodes = 49;
// Twelve bits of value times nine of weight fill 21 bits: three channels fit a word and never meet.
constexpr int kValueBits = 12;
constexpr int kFractionBits = 9;  // between nodes
constexpr int kFieldBits = kValueBits + kFractionBits;
constexpr int kFraction = 1 << kFractionBits;
constexpr int kRedStep = kNodes * kNodes;
constexpr int kGreenStep = kNodes;
constexpr int kBlueStep = 1;

uint64_t node_of(const Rgb& colour) {
    const auto value = [](double v) {
        return static_cast<uint64_t>(std::lround(std::clamp(v, 0.0, 1.0) * ((1 << kValueBits) - 1)));
    };
    return value(colour.r) | value(colour.g) << kFieldBits | value(colour.b) << (2 * kFieldBits);
}

// One channel of a weighted sum, 16 bit.
uint16_t channel_of(uint64_t sum, int channel) {
    const auto field = static_cast<uint32_t>(sum >> (channel * kFieldBits)) & ((1U << kFieldBits) - 1);
    const uint32_t value = field >> (kFieldBits - 16);
    return static_cast<uint16_t>(value + (value >> kValueBits));  // white is 65535
}

struct Place {
    int node = 0;
    int fraction = 0;
};

// 65535 is the last node itself.
Place place_of(int signal) {
    const int place = (signal + (signal >> 15)) * (kNodes - 1);
    const int node = std::min(place >> 16, kNodes - 2);
    return {node, (place - (node << 16)) >> (16 - kFractionBits)};
}

}  // namespace

Rgb tone_mapped(const Rgb& signal, const ColourSpec& hdr) {
    const bool told = hdr.transfer == Transfer::kPq && hdr.peak_nits > 0;
    const double peak = told ? std::clamp(hdr.peak_nits, kLeastPeakNits, 10000.0) : kUsualPeakNits;
    Linear light = to_bt709(display_nits(signal, hdr), hdr.primaries);
    // The brightest channel sets the gain of all three: none clips alone, so hues and saturation hold.
    const double brightest = *std::max_element(light.begin(), light.end());
    const double gain = brightest > 0 ? rolled_off(brightest, peak) / brightest / kSdrPeakNits : 0;
    for (double& channel : light) channel *= gain;
    light = in_gamut(light);
    return {std::pow(light[0], 1 / kDisplayGamma), std::pow(light[1], 1 / kDisplayGamma),
            std::pow(light[2], 1 / kDisplayGamma)};
}

ToneMap::ToneMap(const ColourSpec& hdr) : nodes_(static_cast<size_t>(kNodes) * kNodes * kNodes) {
    const auto signal = [](int node) { return static_cast<double>(node) / (kNodes - 1); };
    auto node = nodes_.begin();
    for (int r = 0; r < kNodes; ++r) {
        for (int g = 0; g < kNodes; ++g) {
            for (int b = 0; b < kNodes; ++b) *node++ = node_of(tone_mapped({signal(r), signal(g), signal(b)}, hdr));
        }
    }
}

// Tetrahedral interpolation: from the cell's dark corner to its bright one along the edges of the larger fractions
// first. Greys run along the diagonal, between grey nodes only.
std::array<uint16_t, 3> ToneMap::apply(const std::array<uint16_t, 3>& signal) const noexcept {
    const Place red = place_of(signal[0]);
    const Place green = place_of(signal[1]);
    const Place blue = place_of(signal[2]);
    const int most = std::max(red.fraction, std::max(green.fraction, blue.fraction));
    const int least = std::min(red.fraction, std::min(green.fraction, blue.fraction));
    const int middle = red.fraction + green.fraction + blue.fraction - most - least;
    const int first_step = red.fraction == most ? kRedStep : green.fraction == most ? kGreenStep : kBlueStep;
    const int last_step = blue.fraction == least ? kBlueStep : green.fraction == least ? kGreenStep : kRedStep;
    const uint64_t* corner = nodes_.data() + red.node * kRedStep + green.node * kGreenStep + blue.node * kBlueStep;
    constexpr int kAcross = kRedStep + kGreenStep + kBlueStep;
    const auto weighted = [corner](int node, int weight) { return corner[node] * static_cast<uint64_t>(weight); };
    const uint64_t sum = weighted(0, kFraction - most) + weighted(first_step, most - middle) +
                         weighted(kAcross - last_step, middle - least) + weighted(kAcross, least);
    return {channel_of(sum, 0), channel_of(sum, 1), channel_of(sum, 2)};
}

void ToneMap::apply(const ImageView& rgb16) const noexcept {
    for (int y = 0; y < rgb16.size.height; ++y) {
        auto* red = reinterpret_cast<uint16_t*>(rgb16.planes[0].row(y));
        auto* green = reinterpret_cast<uint16_t*>(rgb16.planes[1].row(y));
        auto* blue = reinterpret_cast<uint16_t*>(rgb16.planes[2].row(y));
        for (int x = 0; x < rgb16.size.width; ++x) {
            const std::array<uint16_t, 3> mapped = apply({red[x], green[x], blue[x]});
            red[x] = mapped[0];
            green[x] = mapped[1];
            blue[x] = mapped[2];
        }
    }
}

}  // namespace gatecast
