// SPDX-License-Identifier: GPL-3.0-or-later
// Clocks and countdowns. They go by the time of the frames, never by this machine's: a file shows the hour it is aired
// at.
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "pipeline/scene/graphics/figures.h"
#include "presets/value.h"

namespace gatecast {
namespace {

using std::chrono::seconds;

/// Figures that a moment decides.
class FigureGraphic : public SceneGraphic {
public:
    void add_layers(const Moment& now, std::vector<Layer>& layers) noexcept override {
        row_.add_layers(signs_at(now), layers);
    }
    [[nodiscard]] bool changes_between(const Moment& earlier, const Moment& later) const noexcept override {
        return signs_at(earlier) != signs_at(later);
    }
    [[nodiscard]] std::vector<Message> problems() const override { return row_.problems(); }

protected:
    explicit FigureGraphic(FigureRow row) : row_(std::move(row)) {}
    /// Empty: nothing is shown.
    [[nodiscard]] virtual Signs signs_at(const Moment& now) const noexcept = 0;

private:
    FigureRow row_;
};

enum class Part : uint8_t { kHour, kMinute, kSecond, kBetween };

/// "HH:mm": parts in order, and what stands between them.
struct ClockFormat {
    std::vector<Part> parts;
    std::vector<std::string> between;

    [[nodiscard]] Signs signs(seconds of_day) const noexcept {
        const std::chrono::hh_mm_ss time(of_day);
        Signs signs;
        int between_shown = 0;
        for (const Part part : parts) {
            if (part == Part::kHour) signs.add_number(time.hours().count(), 2);
            if (part == Part::kMinute) signs.add_number(time.minutes().count(), 2);
            if (part == Part::kSecond) signs.add_number(time.seconds().count(), 2);
            if (part == Part::kBetween) signs.add(Signs::kBetween + between_shown++);
        }
        return signs;
    }
};

ClockFormat read_format(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, Part>, 3> kParts{
        {{"HH", Part::kHour}, {"mm", Part::kMinute}, {"ss", Part::kSecond}}};
    ClockFormat format;
    while (!text.empty()) {
        const auto part = std::ranges::find_if(kParts, [&](const auto& each) { return text.starts_with(each.first); });
        if (part != kParts.end()) {
            format.parts.push_back(part->second);
            text.remove_prefix(part->first.size());
            continue;
        }
        if (format.parts.empty() || format.parts.back() != Part::kBetween) {
            format.parts.push_back(Part::kBetween);
            format.between.emplace_back();
        }
        format.between.back() += text.front();
        text.remove_prefix(1);
    }
    return format;
}

class Clock final : public FigureGraphic {
public:
    Clock(const GraphicSetup& setup, ClockFormat format)
        : FigureGraphic(FigureRow(setup, format.between, format.signs(seconds{0}))), format_(std::move(format)) {}

private:
    [[nodiscard]] Signs signs_at(const Moment& now) const noexcept override {
        if (!now.wall) return {};
        const auto since_midnight = *now.wall - std::chrono::floor<std::chrono::days>(*now.wall);
        return format_.signs(std::chrono::floor<seconds>(since_midnight));
    }

    ClockFormat format_;
};

/// What is left, as H:MM:SS, or M:SS in the last hour.
Signs signs_of_rest(seconds rest) noexcept {
    const std::chrono::hh_mm_ss time(rest);
    Signs signs;
    if (time.hours().count() > 0) {
        signs.add_number(time.hours().count(), 1);
        signs.add(Signs::kBetween);
    }
    signs.add_number(time.minutes().count(), time.hours().count() > 0 ? 2 : 1);
    signs.add(Signs::kBetween);
    signs.add_number(time.seconds().count(), 2);
    return signs;
}

/// Of nothing left: 0. A second that has begun to pass is still left.
seconds rest_of(Time left) noexcept {
    return std::max(seconds{0}, std::chrono::ceil<seconds>(left));
}

class Countdown final : public FigureGraphic {
public:
    /// To a moment of the wall's time, or to one of the item.
    Countdown(const GraphicSetup& setup, seconds longest, std::optional<WallTime> until, Time end)
        : FigureGraphic(FigureRow(setup, {":"}, signs_of_rest(longest))), until_(until), end_(end) {}

private:
    [[nodiscard]] Signs signs_at(const Moment& now) const noexcept override {
        if (until_ && !now.wall) return {};
        return signs_of_rest(rest_of(until_ ? *until_ - *now.wall : end_ - now.t));
    }

    std::optional<WallTime> until_;
    Time end_;
};

/// The first time that the hour strikes from `from` on.
WallTime next(Time of_day, WallTime from) {
    const WallTime today = std::chrono::floor<std::chrono::days>(from) + of_day;
    return today < from ? today + std::chrono::days(1) : today;
}

std::unique_ptr<SceneGraphic> make_countdown(const GraphicSetup& setup) {
    if (setup.graphic.until_clock.empty()) {
        if (setup.length == Time::max()) return nullptr;  // an end that nobody knows
        return std::make_unique<Countdown>(setup, rest_of(setup.length), std::nullopt, setup.length);
    }
    if (!setup.on_air) return nullptr;
    const int minutes =
        minutes_of_day(setup.graphic.until_clock).value_or(0);  // the preset's reader lets no other pass
    const WallTime until = next(std::chrono::minutes(minutes), *setup.on_air);
    return std::make_unique<Countdown>(setup, rest_of(until - *setup.on_air), until, Time{0});
}

}  // namespace

std::unique_ptr<SceneGraphic> make_clock(const GraphicSetup& setup) {
    if (setup.graphic.kind == GraphicKind::kCountdown) return make_countdown(setup);
    return std::make_unique<Clock>(setup, read_format(setup.graphic.format));
}

}  // namespace gatecast
