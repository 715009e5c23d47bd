// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "pipeline/pages/html.h"
#include "pipeline/playlist/times/quotas.h"
#include "pipeline/playlist/times/timetable_page.h"

namespace gatecast {
namespace {

constexpr Time kHour = std::chrono::hours(1);
constexpr double kWidth = 1280, kLeft = 64, kRight = 16;
constexpr double kTop = 84, kRow = 46, kBlock = 40;
constexpr double kHourWidth = kWidth - kLeft - kRight;
constexpr double kGoesOnFrom = 110;
constexpr double kLabelFrom = 34;  // narrower blocks say their name when pointed at

constexpr const char* kStyle = R"css(
text{font-family:"Noto Sans","Noto Sans Khmer","Segoe UI",system-ui,Arial,sans-serif;fill:#1b1f24}
.h{font-size:24px;font-weight:650}.s{font-size:13.5px;fill:#5b6570}.c{font-size:13px;fill:#5b6570;text-anchor:end}
.n{font-size:12.5px;font-weight:600}.t{font-size:10.5px;fill:#3f4852}.l{font-size:13px}
svg svg text{paint-order:stroke;stroke:#fffc;stroke-width:3px;stroke-linejoin:round}.g{stroke:#e3e7ec;stroke-width:1}
)css";

std::string safe(const std::string& text) {
    return html::attribute(text);
}

class Drawing {
public:
    explicit Drawing(const DayView& view) : view_(view), table_(view.timetable) {
        from_ = table_.begins / kHour * kHour;
        hours_ = static_cast<int>((table_.ends - from_ + kHour - Time(1)) / kHour);
    }

    std::string svg() {
        lines();
        for (const TimetableRow& row : rows_of(table_)) blocks(row);
        legend();
        const double height = bottom_ + 16;
        std::string head = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" "
            "role=\"img\">"
            "<title>{2}</title><style>{3}</style>"
            "<defs><pattern id=\"hole\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\" "
            "patternTransform=\"rotate(45)\"><rect width=\"10\" height=\"10\" fill=\"#ffd9d5\"/>"
            "<rect width=\"4\" height=\"10\" fill=\"#e5484d\"/></pattern>"
            "<pattern id=\"filler\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
            "patternTransform=\"rotate(45)\"><rect width=\"8\" height=\"8\" fill=\"#fdf1f0\"/>"
            "<rect width=\"2\" height=\"8\" fill=\"#f3b4ae\"/></pattern></defs>"
            "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>",
            kWidth, height, safe(title()), kStyle);
        return head + heading() + body_ + "</svg>\n";
    }

private:
    [[nodiscard]] std::string words(const char* literal) const { return safe(view_.catalogue.sentence(literal)); }
    [[nodiscard]] std::string title() const {
        return view_.day.channel.empty() ? view_.date_in_words() : view_.day.channel + " · " + view_.date_in_words();
    }

    [[nodiscard]] std::string heading() const {
        const DayTotals totals = totals_of(view_.day, table_);
        std::string sums = view_.catalogue.text(
            message("{} items, {}", view_.day.items.size(), short_length(totals.items + totals.relays)));
        if (totals.fillers > Time(0))
            sums += " · " + view_.catalogue.text(message("fillers {}", short_length(totals.fillers)));
        if (totals.standby + totals.nothing > Time(0))
            sums += " · " + view_.catalogue.text(message("holes {}", short_length(totals.standby + totals.nothing)));
        return fmt::format(
            "<text class=\"h\" x=\"{0}\" y=\"38\">{1}</text><text class=\"s\" x=\"{0}\" y=\"60\">{2}</text>", 16,
            safe(title()), safe(sums));
    }

    /// An hour a line, with a thin mark every ten minutes.
    void lines() {
        for (int minute = 0; minute <= 60; minute += 10) {
            const double x = kLeft + kHourWidth * minute / 60;
            body_ += fmt::format("<line class=\"g\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\"/>", x, kTop - 6,
                                 kTop + kRow * hours_);
            if (minute % 60 != 0)
                body_ += fmt::format("<text class=\"t\" x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">:{}</text>", x,
                                     kTop - 10, minute);
        }
        for (int hour = 0; hour < hours_; ++hour)
            body_ += fmt::format("<text class=\"c\" x=\"{}\" y=\"{:.1f}\">{}</text>", kLeft - 10,
                                 kTop + kRow * hour + kBlock / 2 + 5, clock_of_day(from_ + kHour * hour));
        bottom_ = kTop + kRow * hours_;
    }

    /// A row's pieces, one an hour; the widest of the first two carries its name.
    void blocks(const TimetableRow& row) {
        bool named = false;
        for (Time at = row.start; at < row.end;) {
            const int64_t hour = (at - from_) / kHour;
            const Time until = std::min(row.end, from_ + kHour * (hour + 1));
            const double x = kLeft + kHourWidth * part((at - from_) % kHour);
            const double width = kHourWidth * part(until - at);
            const bool wider_next = row.end - until > until - at && until - at < std::chrono::minutes(10);
            const bool name_here = !named && width >= kLabelFrom && !wider_next;
            block(row, x, kTop + kRow * static_cast<double>(hour), width, name_here, at == row.start, until == row.end);
            named = named || name_here;
            at = until;
        }
    }

    static double part(Time of_hour) {
        return static_cast<double>(of_hour.count()) / static_cast<double>(kHour.count());
    }

    [[nodiscard]] std::string fill_of(const TimetableRow& row) const {
        if (row.kind == AiringKind::kFiller) return "url(#filler)";
        if (row.kind == AiringKind::kStandby || row.kind == AiringKind::kNothing) return "url(#hole)";
        return view_.kind_colour(view_.item(row)->fields.kind);
    }

    void block(const TimetableRow& row, double x, double y, double width, bool named, bool first, bool last) {
        const Airing& airing = view_.airing(row);
        const double shown = std::max(width - (last ? 1.5 : 0), 0.8);
        body_ += fmt::format("<g><title>{}</title><svg x=\"{:.2f}\" y=\"{:.1f}\" width=\"{:.2f}\" height=\"{}\">",
                             safe(tip(row)), x, y, shown, kBlock);
        body_ += fmt::format("<rect x=\"{}\" width=\"{:.2f}\" height=\"{}\" rx=\"{}\" fill=\"{}\"{}/>", first ? 0 : -6,
                             shown + (first ? 0 : 6) + (last ? 0 : 6), kBlock, width > 8 ? 4 : 0, fill_of(row),
                             airing.missing ? " stroke=\"#e5484d\" stroke-width=\"5\" stroke-dasharray=\"7 4\"" : "");
        stripes(row, shown);
        if (airing.lost > Time(0) && last)
            body_ += fmt::format("<rect x=\"{:.2f}\" width=\"4\" height=\"{}\" fill=\"#e5484d\"/>", shown - 4, kBlock);
        if (named) {
            label(row);
        } else if (!first && width > kGoesOnFrom) {
            body_ += fmt::format("<text class=\"t\" x=\"6\" y=\"15\">… {}</text>", safe(view_.name(row)));
        }
        body_ += "</svg></g>\n";
    }

    /// Along the lower edge: what is spoken, then thinner what is read.
    void stripes(const TimetableRow& row, double width) {
        const Item* item = view_.item(row);
        if (item == nullptr) return;
        double y = kBlock;
        if (!item->fields.spoken.empty()) {
            y -= 4;
            body_ += fmt::format("<rect y=\"{}\" width=\"{:.2f}\" height=\"4\" fill=\"{}\"/>", y, width,
                                 view_.language_colour(item->fields.spoken));
        }
        const auto languages = subtitle_languages(*item);
        const double each = width / static_cast<double>(std::max<size_t>(languages.size(), 1));
        for (size_t i = 0; i < languages.size(); ++i)
            body_ += fmt::format("<rect x=\"{:.2f}\" y=\"{}\" width=\"{:.2f}\" height=\"2.5\" fill=\"{}\"/>",
                                 each * static_cast<double>(i), y - 3, each, view_.language_colour(languages[i]));
    }

    void label(const TimetableRow& row) {
        const bool live = row.kind == AiringKind::kRelay;
        if (live) body_ += "<circle cx=\"10\" cy=\"11\" r=\"4\" fill=\"#d00\"/>";
        body_ += fmt::format(
            "<text class=\"n\" x=\"{}\" y=\"15\">{}</text><text class=\"t\" x=\"6\" y=\"28\">{} · {}</text>",
            live ? 18 : 6, safe(view_.name(row)), clock_of_day(row.start), short_length(row.length()));
    }

    [[nodiscard]] std::string tip(const TimetableRow& row) const {
        std::string text = fmt::format("{}–{} {}", exact_clock(row.start), exact_clock(row.end), view_.name(row));
        if (const Item* item = view_.item(row); item != nullptr) {
            if (!item->fields.kind.empty()) text += " · " + view_.kind_label(item->fields.kind);
            if (!item->fields.spoken.empty()) text += " · " + view_.language_label(item->fields.spoken);
        }
        const Airing& airing = view_.airing(row);
        if (airing.missing) text += " · " + view_.catalogue.sentence(N_("the file is not there"));
        if (airing.lost > Time(0)) text += " · −" + short_length(airing.lost);
        return text;
    }

    void legend() {
        const DayTotals totals = totals_of(view_.day, table_);
        double x = kLeft;
        bottom_ += 14;
        const auto entry = [&](const std::string& mark, const std::string& text) {
            const double width = 34 + 7.2 * static_cast<double>(letters(text));
            if (x + width > kWidth - kRight) {
                x = kLeft;
                bottom_ += 24;
            }
            body_ += fmt::format(
                "<g transform=\"translate({:.1f} {:.1f})\">{}<text class=\"l\" x=\"22\" y=\"13\">{}</text></g>", x,
                bottom_, mark, safe(text));
            x += width;
        };
        const auto square = [](const std::string& fill) {
            return fmt::format("<rect width=\"16\" height=\"16\" rx=\"3\" fill=\"{}\"/>", fill);
        };
        for (const auto& [kind, time] : totals.kinds)
            entry(square(view_.kind_colour(kind)),
                  (kind.empty() ? view_.catalogue.sentence(N_("no kind")) : view_.kind_label(kind)) + " " +
                      short_length(time));
        if (totals.fillers > Time(0)) entry(square("url(#filler)"), view_.catalogue.sentence(N_("Fillers")));
        if (totals.standby + totals.nothing > Time(0))
            entry(square("url(#hole)"), view_.catalogue.sentence(N_("Holes")));
        x = kLeft;
        bottom_ += 26;
        for (const LanguageShare& share : totals.languages) {
            const std::string colour = view_.language_colour(share.language);
            entry(fmt::format("<rect y=\"6\" width=\"16\" height=\"5\" fill=\"{}\"/>", colour),
                  view_.catalogue.text(message("{}: spoken {}, in subtitles {}", view_.language_label(share.language),
                                               short_length(share.spoken), short_length(share.subtitled))));
        }
        bottom_ += 24;
    }

    static size_t letters(const std::string& utf8) {
        return static_cast<size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
    }

    const DayView& view_;
    const Timetable& table_;
    Time from_{0};
    int hours_ = 0;
    std::string body_;
    double bottom_ = 0;
};

}  // namespace

std::string timetable_svg(const DayView& view) {
    return Drawing(view).svg();
}

}  // namespace gatecast
