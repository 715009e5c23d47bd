// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast cache: how much finished work is kept, and less of it.
#include <nlohmann/json.hpp>

#include "pipeline/cli/command.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/render/store.h"

namespace gatecast {

namespace {

constexpr Option kOptions[] = {
    {"limit", N_("SIZE"), N_("with clean: keep at most this much, like 20G (the store's own limit)")},
    {"all", nullptr, N_("with clean: keep nothing")},
    kCacheOption,
};
constexpr Synopsis kSynopsis{N_("cache stat|clean"),
                             N_("Says how much finished work is kept, or removes what was not used for longest. A "
                                "render that runs meanwhile makes again what it misses."),
                             kOptions, 1, 1};

std::string gigabytes(int64_t bytes) {
    return fmt::format("{:.2f}", static_cast<double>(bytes) / 1e9);
}

}  // namespace

int run_cache(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const std::string& verb = options->words().front();
    const Store store(cache_root(*options));
    if (verb == "clean") {
        const int64_t limit = options->has("all")     ? 0
                              : options->has("limit") ? read_size(options->one("limit"))
                                                      : default_store_limit();
        const Store::Usage removed = store.clean(limit);
        console.say(message("{}: removed {} entries, {} GB.", store.root().string(), removed.entries,
                            gigabytes(removed.bytes)));
    } else if (verb != "stat") {
        throw UsageError(message("cache {}: unknown. Allowed: stat, clean.", verb));
    }
    const Store::Usage usage = store.usage();
    if (console.json())
        console.print_json({{"root", store.root().string()},
                            {"entries", usage.entries},
                            {"bytes", usage.bytes},
                            {"limit_bytes", default_store_limit()}});
    console.say(message("{}: {} entries, {} GB of at most {} GB.", store.root().string(), usage.entries,
                        gigabytes(usage.bytes), gigabytes(default_store_limit())));
    return console.exit_code();
}

}  // namespace gatecast
