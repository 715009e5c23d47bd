// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/overlay_movie.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "pipeline/media/alpha_encoder.h"
#include "pipeline/media/container.h"
#include "pipeline/scene/words/text_times.h"
#include "presets/machine_error.h"
#include "subtitles/drawing/draw.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

/// What is seen of one showing in a frame.
struct Seen {
    size_t showing = 0;
    int opacity_256 = 256;
    friend bool operator==(const Seen&, const Seen&) = default;
};

/// Removes what was half-written when anything goes wrong.
struct Temporary {
    fs::path path;
    ~Temporary() {
        std::error_code none;
        fs::remove(path, none);
    }
};

/// The picture of a set of showings, each drawn once while it is on.
class Painter {
public:
    Painter(const Subtitles& subtitles, Size canvas) : subtitles_(subtitles), picture_(canvas) {}

    const RgbaPicture& paint(const std::vector<Seen>& seen) {
        for (const Rect& area : painted_) clear(area);
        painted_.clear();
        std::erase_if(drawn_, [&](const auto& each) {
            return std::ranges::find(seen, each.first, &Seen::showing) == seen.end();
        });
        for (const Seen& each : seen) lay(drawing_of(each.showing), each.opacity_256);
        return picture_;
    }

private:
    const DrawnRgba& drawing_of(size_t showing) {
        const auto known = std::ranges::find(drawn_, showing, &std::pair<size_t, DrawnRgba>::first);
        if (known != drawn_.end()) return known->second;
        return drawn_.emplace_back(showing, subtitles_.draw_rgba(showing)).second;
    }
    [[nodiscard]] uint8_t* row(int x, int y) {
        return picture_.rgba.data() +
               (static_cast<size_t>(y) * static_cast<size_t>(picture_.size.width) + static_cast<size_t>(x)) * 4;
    }
    void clear(const Rect& area) {
        for (int y = area.y; y < area.bottom(); ++y)
            std::memset(row(area.x, y), 0, static_cast<size_t>(area.width) * 4);
    }
    void lay(const DrawnRgba& drawing, int opacity_256) {
        const Rect area = intersection(drawing.area, area_of(picture_.size));
        for (int y = area.y; y < area.bottom(); ++y) {
            const uint8_t* from = drawing.rgba.data() +
                                  (static_cast<size_t>(y - drawing.area.y) * static_cast<size_t>(drawing.area.width) +
                                   static_cast<size_t>(area.x - drawing.area.x)) *
                                      4;
            uint8_t* to = row(area.x, y);
            for (int x = 0; x < area.width; ++x, from += 4, to += 4) {
                if (from[3] == 0) continue;
                std::copy_n(from, 3, to);
                to[3] = static_cast<uint8_t>((from[3] * opacity_256 + 128) >> 8);
            }
        }
        if (!area.empty()) painted_.push_back(area);
    }

    const Subtitles& subtitles_;
    RgbaPicture picture_;
    std::vector<Rect> painted_;
    std::vector<std::pair<size_t, DrawnRgba>> drawn_;
};

int64_t frames_of(const Subtitles& subtitles, const OverlayMovie& movie) {
    Time length = movie.length;
    if (length == Time(0))
        for (const Showing& showing : subtitles.showings()) length = std::max(length, showing.until - movie.from);
    if (length <= Time(0) || subtitles.showings().empty())
        throw Error(message("There is no subtitle to show in that time."));
    return frame_at(length - Time(1), movie.rate) + 1;
}

ContainerWriter open_film(const fs::path& path, const AlphaEncoder& encoder, const OverlayMovie& movie,
                          const std::string& title) {
    Encode encode;
    encode.container = Container::kMov;
    encode.video.control = RateControl::kCrf;  // no buffer to declare
    TrackSpec track;
    track.parameters = encoder.parameters();
    track.frame_rate = movie.rate;
    track.unit = {movie.rate.den, movie.rate.num};
    std::vector<TrackSpec> tracks;
    tracks.push_back(std::move(track));
    return {path, encode, std::move(tracks), title};
}

}  // namespace

int64_t render_overlay_movie(const Subtitles& subtitles, const OverlayMovie& movie, const fs::path& file,
                             const std::function<bool(int64_t, int64_t)>& go_on) {
    const int64_t frames = frames_of(subtitles, movie);
    Display display;
    display.canvas = movie.canvas;
    display.rate = movie.rate;
    const TextTimes times(subtitles.showings(), display, movie.from);
    AlphaEncoder encoder(movie.canvas, movie.rate);
    const Temporary temporary{file.string() + ".part." + std::to_string(getpid())};
    ContainerWriter film = open_film(temporary.path, encoder, movie, file.stem().string());
    Painter painter(subtitles, movie.canvas);
    std::vector<Seen> last;
    Packet packet;
    packet.key = true;
    for (int64_t n = 0; n < frames; ++n) {
        std::vector<Seen> seen;
        for (const size_t i : times.between(n, n + 1))
            if (const int opacity = times.opacity(i, n)) seen.push_back({i, opacity});
        // Pictures stand alone in ProRes: what did not change is not encoded again.
        if (n == 0 || seen != last) packet.bytes = encoder.encode(painter.paint(seen));
        last = std::move(seen);
        packet.pts = packet.dts = n;
        film.write(0, packet);
        if (!go_on(n + 1, frames)) return n + 1;
    }
    film.finish();
    std::error_code failed;
    fs::rename(temporary.path, file, failed);
    if (failed)
        throw_for(failed.value(), message("{}: cannot be put in its place: {}.", file.string(), failed.message()));
    return frames;
}

}  // namespace gatecast
