// SPDX-License-Identifier: GPL-3.0-or-later
// The options that describe a rendered picture: shared by `render` and `preview`.
#pragma once

#include <filesystem>

#include "pipeline/cli/options.h"
#include "pipeline/render/content.h"
#include "pipeline/render/request.h"
#include "pipeline/render/store.h"

namespace gatecast {

inline constexpr Option kDisplayOption{"display,d", N_("NAME"), N_("a display to render for; may be repeated")};
inline constexpr Option kLogoOption{"logo", N_("FILE"), N_("lay this picture into the display's logo area")};
inline constexpr Option kLogoWindowOption{"logo-window", N_("FROM-TO"), N_("show the logo only then, like 0:05-0:08")};
inline constexpr Option kProgrammeOption{"programme", N_("NAME"),
                                         N_("show this programme's graphics; gatecast presets list shows them")};
inline constexpr Option kFieldOption{
    "field", N_("NAME=TEXT"),
    N_("what graphics say of the clip, like title.vi=\"Chợ Lệ Thanh\" for {title}; may be repeated")};
inline constexpr Option kGraphicOption{
    "graphic", N_("NAME.KEY=VALUE"),
    N_("change one setting of a graphic, like ticker.words.vi=\"…\" or clock.format=HH:mm:ss; may be repeated")};
inline constexpr Option kShowOption{"show", N_("GRAPHIC"), N_("show this graphic, like clock; may be repeated")};
inline constexpr Option kHideOption{"hide", N_("GRAPHIC"), N_("leave this graphic out, like ticker; may be repeated")};
inline constexpr Option kOnAirOption{"on-air", N_("DAY_AND_TIME"),
                                     N_("when the first frame is shown, for clocks: like 2026-11-20T19:30:00, local")};
inline constexpr Option kCoverOption{"cover", N_("FILE"), N_("a picture for the card of a clip that is sound alone")};
inline constexpr Option kInputOption{
    "input", N_("NAME=FILE"),
    N_("a second picture for displays that show one of this name, like guest=second.mp4; may be repeated")};
inline constexpr Option kStillOption{"still-seconds", N_("SECONDS"),
                                     N_("how long a still, a page or a photo stands (8)")};
inline constexpr Option kExecutorOption{
    "executor", N_("local|slurm"), N_("where the work is done: processes here, or tasks of a Slurm cluster (local)")};
inline constexpr Option kSlurmOption{
    "slurm-set", N_("KEY=VALUE"),
    N_("with --executor slurm: partition, time, memory, account, qos, constraint, or option=--any-of-sbatch; may be "
       "repeated (sbatch's own environment counts too)")};
inline constexpr Option kCacheOption{"cache", N_("DIR"), N_("keep finished work here instead of ~/.cache/gatecast")};
inline constexpr Option kSubsOption{
    "subs", N_("[LANG=]FILE"),
    N_("burn in these subtitles, like km=clip.docx; may be repeated (files beside the clip)")};
inline constexpr Option kNoSubsOption{"no-subs", nullptr, N_("leave subtitle files beside the clip alone")};
inline constexpr Option kEncodingOption{
    "encoding", N_("[LANG=]NAME"), N_("how a subtitle file is encoded that does not say it: tcvn3, vni, viscii, ...")};
inline constexpr Option kStyleOption{"style", N_("NAME"),
                                     N_("how subtitles look, instead of each display's own style")};
inline constexpr Option kStyleSetOption{"style-set", N_("KEY=VALUE"),
                                        N_("change one setting of the style, like bold=true; may be repeated")};
inline constexpr Option kPlayOption{
    "play", N_("N"), N_("which play of the day this is: small walls show another language each time (0)")};

/// Fills what these options say.
void read_picture_options(const Options& options, const std::string& clip, RenderRequest& request);
/// Fills what the options of graphics and inputs say.
void read_graphic_options(const Options& options, RenderRequest& request);
/// Fills what the options of subtitles say, with the files found beside the clip; what was found is said.
void read_subtitle_options(const Options& options, const Store& store, Console& console, RenderRequest& request);

/// The clips of the request's inputs.
[[nodiscard]] std::vector<Clip> clips_of_inputs(const RenderRequest& request, const Content& content);

/// "KEY=VALUE", both there. Throws UsageError with `example`.
[[nodiscard]] std::pair<std::string, std::string> read_pair(const std::string& text, const char* option,
                                                            const char* example);

[[nodiscard]] std::filesystem::path cache_root(const Options& options);

}  // namespace gatecast
