// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/site_checks.h"

#include <algorithm>

#include "pipeline/live/outputs/screen.h"
#include "pipeline/live/site/hours.h"
#include "pipeline/live/site/rundown.h"
#include "pipeline/live/site/site_mode.h"
#include "pipeline/media/live_encoder.h"
#include "subtitles/language.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;

void check_outputs(const Site& site, Problems& problems) {
    const std::string file = site.file.filename().string();
    for (const SiteOutput& output : site.outputs) {
        if (std::ranges::find(site.displays, output.display, &SiteDisplay::name) == site.displays.end())
            problems.push_back(message("{}: an output goes out of the display {}, which the site does not have.", file,
                                       output.display));
        if (output.kind != kScreen &&
            std::ranges::find(sink_kinds(), output.kind, &SinkKind::name) == sink_kinds().end())
            problems.push_back(
                message("{}: \"{}\" is no kind of output. Allowed: udp, hls, srt, rtmp, rtsp, record, screen.", file,
                        output.kind));
        if (output.kind == kScreen && !is_screen(output.url))
            problems.push_back(message("{}: \"{}\" is no screen. Write kms:, kms:CONNECTOR, window: or window:DISPLAY.",
                                       file, output.url));
        if (output.url.empty())
            problems.push_back(
                message("{}: an output of {} does not say where it goes. Give it a url.", file, output.display));
        if (!output.passphrase.empty() && (output.passphrase.size() < 10 || output.passphrase.size() > 79))
            problems.push_back(message("{}: a passphrase has 10 to 79 letters.", file));
    }
}

void check_sources(const Site& site, Problems& problems) {
    const std::string file = site.file.filename().string();
    for (const fs::path& entry : site.loop) {
        const std::string name = source_named_by(entry);
        if (!name.empty() && std::ranges::find(site.sources, name, &SiteSource::name) == site.sources.end())
            problems.push_back(
                message("{}: the loop names the live source {}, which the site does not have.", file, name));
    }
    for (const SiteSource& source : site.sources) {
        const std::string& url = source.input.url;
        const LiveInputKind* kind = live_input_kind(url);
        if (source.name.empty())
            problems.push_back(
                message("{}: a live source has no name. Give it one: lists and orders call it by it.", file));
        if (kind == nullptr && !url.starts_with("test://"))
            problems.push_back(message(
                "{}: the source {} has the url \"{}\", which is none that can be read. Allowed: srt://, rtmp://, "
                "rtsp://, udp://, rtp://, http://, https:// and test://.",
                file, source.name, url));
        if (kind != nullptr && source.input.listens && !kind->can_listen)
            problems.push_back(
                message("{}: the source {} cannot be called: only SRT and RTMP can listen.", file, source.name));
        const size_t letters = source.input.passphrase.size();
        if (letters != 0 && (letters < 10 || letters > 79))
            problems.push_back(message("{}: a passphrase has 10 to 79 letters.", file));
    }
}

void check_languages(const Site& site, Problems& problems) {
    const std::string file = site.file.filename().string();
    const auto check_language = [&](const std::string& language) {
        if (language.empty() || language_tag(language) != language)
            problems.push_back(message("{}: \"{}\" is no language. Write its tag: vi, en, km.", file, language));
    };
    for (const SiteDisplay& display : site.displays)
        for (const std::string& language : display.languages) check_language(language);
    for (const SiteLiveSubtitles& lines : site.live_subtitles) {
        check_language(lines.language);
        if (lines.name.empty())
            problems.push_back(
                message("{}: live subtitles have no name. Give them one: the approval list knows them by it.", file));
        if (!lines.display.empty() &&
            std::ranges::find(site.displays, lines.display, &SiteDisplay::name) == site.displays.end())
            problems.push_back(
                message("{}: the live subtitles {} are for the display {}, which the site does not have.", file,
                        lines.name, lines.display));
    }
}

void check_hours(const Site& site, Problems& problems) {
    const std::string file = site.file.filename().string();
    for (const SiteDisplay& display : site.displays) {
        for (const std::string& time : {display.on, display.off})
            if (!time.empty() && !minute_of_day(time))
                problems.push_back(message("{}: \"{}\" of the display {} is no time of the day. Write it as 05:30.",
                                           file, time, display.name));
        if (display.on.empty() != display.off.empty())
            problems.push_back(message("{}: the display {} needs both times, on and off.", file, display.name));
        if (display.outside != "black" && display.outside != "standby")
            problems.push_back(message("{}: outside its hours the display {} can show black or standby, not \"{}\".",
                                       file, display.name, display.outside));
    }
}

void check_alerts(const Site& site, Problems& problems) {
    const std::string file = site.file.filename().string();
    for (const SiteAlert& alert : site.alerts) {
        if (alert.way == AlertWay::kCommand && alert.program.empty())
            problems.push_back(
                message("{}: an alert by command names no program. Write program = [\"/path/to/it\"].", file));
        if (alert.way == AlertWay::kMail && alert.to.find('@') == std::string::npos)
            problems.push_back(message("{}: \"{}\" is no mail address. Write to = \"name@host\".", file, alert.to));
        if (alert.way == AlertWay::kWebhook && !alert.to.starts_with("http://") && !alert.to.starts_with("https://"))
            problems.push_back(message("{}: the webhook \"{}\" must begin with http:// or https://.", file, alert.to));
    }
}

}  // namespace

void check_site(const Site& site, Problems& problems) {
    const std::string file = site.file.filename().string();
    if (site.displays.empty()) problems.push_back(message("{}: there is no display. Write a [[display]].", file));
    for (const SiteDisplay& display : site.displays) {
        if (display.encoder != kAnyCoder && coder_kind_named(display.encoder) == nullptr)
            problems.push_back(
                message("{}: \"{}\" is no encoder. Allowed: auto, nvenc, vaapi, qsv, x264.", file, display.encoder));
        if (display.name.empty() || display.name.find('/') != std::string::npos)
            problems.push_back(message("{}: a display needs a name without slashes.", file));
        try {
            static_cast<void>(ladder_of(display));
        } catch (const Error& error) {
            problems.push_back(error.message());
        }
    }
    if (site.require_approved && site.approvals.empty())
        problems.push_back(
            message("{}: it does not say where the approval list is. Write approvals = \"…\", or "
                    "require_approved = false for a site that shows everything.",
                    file));
    check_outputs(site, problems);
    check_sources(site, problems);
    check_hours(site, problems);
    check_modes(site, problems);
    check_languages(site, problems);
    check_alerts(site, problems);
}

}  // namespace gatecast
