// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the sample picture and the sample logo. Raw BGRA frames on standard output for ffmpeg, or a PNG.
// The same arguments give the same pixels.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "samples/paint/scene.h"

namespace {

using namespace paint;

class Surface {
public:
    Surface(int width, int height)
        : surface_(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height)), cr_(cairo_create(surface_)) {}
    ~Surface() {
        cairo_destroy(cr_);
        cairo_surface_destroy(surface_);
    }
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;

    [[nodiscard]] cairo_t* cr() const { return cr_; }
    [[nodiscard]] bool write_png(const char* path) const {
        return cairo_surface_write_to_png(surface_, path) == CAIRO_STATUS_SUCCESS;
    }
    [[nodiscard]] bool write_raw() const {
        cairo_surface_flush(surface_);
        const auto bytes = static_cast<size_t>(cairo_image_surface_get_stride(surface_)) *
                           static_cast<size_t>(cairo_image_surface_get_height(surface_));
        return std::fwrite(cairo_image_surface_get_data(surface_), 1, bytes, stdout) == bytes;
    }

private:
    cairo_surface_t* surface_;
    cairo_t* cr_;
};

struct Film {
    int width = 1920, height = 1080;
    double rate = 25, seconds = 20;
    double hour_first = 0.1, hour_last = 1.7;
    double pan = 12;  // thousandths of the height a second
};

void draw_moment(const Surface& surface, const Film& film, double seconds) {
    const double hour = std::lerp(film.hour_first, film.hour_last, seconds / film.seconds);
    const double scale = film.height / kHeight;
    const double camera = film.pan * (seconds - film.seconds / 2);
    cairo_save(surface.cr());
    cairo_translate(surface.cr(), film.width / 2.0, 0);
    cairo_scale(surface.cr(), scale, scale);
    const Scene scene{surface.cr(), film.width / scale / 2, seconds, camera, hour, palette_at(hour)};
    draw_far(scene);
    draw_near(scene);
    cairo_restore(surface.cr());
}

/// A number of the command line; what is none counts as 0, and no film is 0 wide or long.
double number(const char* text) {
    return std::strtod(text, nullptr);
}

int whole(const char* text) {
    return static_cast<int>(number(text));
}

int usage() {
    std::fputs(
        "paint film WIDTH HEIGHT RATE SECONDS FIRST-HOUR LAST-HOUR PAN   raw BGRA on standard output\n"
        "paint still WIDTH HEIGHT HOUR FILE.png\n"
        "paint logo SIZE FILE.png\n",
        stderr);
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc > 1 ? argv[1] : "";
    if (what == "logo" && argc == 4) {
        const Surface surface(whole(argv[2]), whole(argv[2]));
        draw_logo(surface.cr(), number(argv[2]));
        return surface.write_png(argv[3]) ? 0 : 1;
    }
    if (what == "still" && argc == 6) {
        const double hour = number(argv[4]);
        const Film film{whole(argv[2]), whole(argv[3]), 25, 12, hour, hour, 0};
        const Surface surface(film.width, film.height);
        draw_moment(surface, film, 6);
        return surface.write_png(argv[5]) ? 0 : 1;
    }
    if (what != "film" || argc != 9) return usage();
    const Film film{whole(argv[2]),  whole(argv[3]),  number(argv[4]), number(argv[5]),
                    number(argv[6]), number(argv[7]), number(argv[8])};
    const Surface surface(film.width, film.height);
    const auto frames = static_cast<int>(film.rate * film.seconds + 0.5);
    for (int n = 0; n < frames; ++n) {
        draw_moment(surface, film, n / film.rate);
        if (!surface.write_raw()) return 1;
    }
    return 0;
}
