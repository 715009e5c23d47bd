// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/render_options.h"

#include "pipeline/cli/places.h"
#include "pipeline/cli/times.h"
#include "pipeline/render/store.h"

namespace gatecast {

namespace fs = std::filesystem;

void read_picture_options(const Options& options, const std::string& clip, RenderRequest& request) {
    std::error_code unknown;
    request.clip = fs::canonical(clip, unknown);
    if (unknown) throw Error(message("{}: there is no such file. Check the path.", clip));
    request.displays = options.all("display");
    request.still_time = std::chrono::seconds(options.number("still-seconds", 8, 1, 3600));
    request.preset_directories = preset_directories(options.all("presets"));
    for (fs::path& directory : request.preset_directories) directory = fs::absolute(directory);
    if (options.has("logo")) {
        request.logo = LogoRequest{fs::absolute(options.one("logo")), Time(0), {}};
        if (options.has("logo-window")) {
            const auto [from, until] = read_window(options.one("logo-window"), "logo-window");
            request.logo->from = from;
            request.logo->until = until;
        }
    } else if (options.has("logo-window")) {
        throw UsageError(message("--logo-window says when, but --logo does not say what. Give both."));
    }
}

std::pair<std::string, std::string> read_pair(const std::string& text, const char* option, const char* example) {
    const size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == text.size())
        throw UsageError(message("--{} {}: write it like {}.", option, text, example));
    return {text.substr(0, equals), text.substr(equals + 1)};
}

fs::path cache_root(const Options& options) {
    return options.has("cache") ? fs::absolute(options.one("cache")) : Store::default_root();
}

}  // namespace gatecast
