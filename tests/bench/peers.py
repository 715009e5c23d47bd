# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenes of compare as ffmpeg and GStreamer make them: the same film, fonts, sizes and places as our presets in
this folder have, each program in its own best way."""
from dataclasses import dataclass

from measure import RAW

SANS = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
LOGO_SIDE = 120

# Five lines, the most that are on air together: in the cue files, the ASS script and textoverlay alike.
BANDS = {
    "vi": ["Sáng nay, chợ biên giới Hoa Lư mở cửa từ năm giờ.", "Người dân hai bên qua lại tấp nập."],
    "km": ["ព្រឹកនេះ ផ្សារព្រំដែនហ័រលូបើកតាំងពីម៉ោងប្រាំ", "ប្រជាជនទាំងពីរខាងធ្វើដំណើរទៅមកយ៉ាងមមាញឹក។"],
    "en": ["This morning the Hoa Lu border market opened at five."],
}
TICKER = "Cửa khẩu mở cửa từ 7 giờ đến 17 giờ  •  The gate is open from seven to seventeen hours  •  Giá mủ cao su hôm nay tăng nhẹ  •  "


@dataclass
class Screen:
    """A display as a peer's graph knows it: where the film, the bands, the ticker and the clock stand."""
    width: int
    height: int
    film: tuple  # x, y, width, height
    crop: str  # of the source before it is scaled; empty: all
    text: int  # pixels of the bands' em; libass counts ascent and descent of Noto Sans, 1.36 of it
    bands_bottom: int  # from the canvas's foot
    ticker: tuple = ()  # y, height; none
    clock: int = 0  # pixels of its em; none


WALL = Screen(1440, 720, (0, 0, 1440, 720), "1920:960", 36, 24, clock=44)
WALL_TICKER = Screen(1440, 720, (0, 0, 1440, 720), "1920:960", 36, 84, ticker=(660, 60), clock=44)
KIOSK = Screen(1080, 1920, (0, 176, 1080, 608), "", 48, 560, ticker=(1776, 144), clock=56)
TV = Screen(1920, 1080, (0, 0, 1920, 1080), "", 54, 110, ticker=(1000, 80), clock=54)


def pitch(screen):
    return int(screen.text * 2.4)


def write_cues(scratch):
    files = []
    for language, lines in BANDS.items():
        file = scratch / f"band.{language}.srt"
        file.write_text("1\n00:00:00,000 --> 00:10:00,000\n" + "\n".join(lines) + "\n", encoding="utf-8")
        files.append(file)
    return files


def write_script(file, screen):
    """The bands for libass, in the screen's own pixels."""
    styles, dialogues = [], []
    for row, (language, lines) in enumerate(BANDS.items()):
        font = "Noto Sans Khmer" if language == "km" else "Noto Sans"
        margin = screen.bands_bottom + pitch(screen) * (2 - row)
        styles.append(f"Style: {language},{font},{round(screen.text * 1.36)},&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,"
                      f"{max(2, screen.text // 14)},0,2,40,40,{margin},1")
        dialogues.append(f"Dialogue: 0,0:00:00.00,0:10:00.00,{language},,0,0,0,," + "\\N".join(lines))
    file.write_text(f"[Script Info]\nScriptType: v4.00+\nPlayResX: {screen.width}\nPlayResY: {screen.height}\nWrapStyle: 2\n\n"
                    "[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, "
                    "Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, "
                    "MarginR, MarginV, Encoding\n" + "\n".join(styles) +
                    "\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n" +
                    "\n".join(dialogues) + "\n", encoding="utf-8")
    return file


# --- ffmpeg ---------------------------------------------------------------------------------------------------------


def ffmpeg(inputs, graph=None):
    command = ["ffmpeg", "-v", "error", "-nostdin", "-filter_complex_threads", "1"]
    for one in inputs:
        command += ["-i", one] if str(one).endswith(".png") else [*RAW, "-i", one]
    if not graph:
        return command + ["-f", "null", "-"]
    command += ["-filter_complex", graph]
    for n in range(3):
        if f"[o{n}]" in graph:
            command += ["-map", f"[o{n}]", "-f", "null", "-"]
    return command


def swscale(width, height):
    return f"scale={width}:{height}:flags=bicubic"


def zscale(width, height):
    return f"zscale={width}:{height}:filter=bicubic"


def film_filters(screen, scale):
    x, y, width, height = screen.film
    chain = [f"crop={screen.crop}"] if screen.crop else []
    if (width, height) != (1920, 1080):
        chain.append(scale(width, height))
    if (width, height) != (screen.width, screen.height):
        chain.append(f"pad={screen.width}:{screen.height}:{x}:{y}:0x0f2a43")
    return chain


def word_filters(screen, script, ticker_file):
    chain = [f"ass={script}:shaping=complex"] if script else []
    if screen.ticker:
        top, height = screen.ticker
        chain += [f"drawbox=0:{top}:{screen.width}:{height}:color=0x0b2033:t=fill",
                  f"drawtext=fontfile={SANS}:textfile={ticker_file}:fontsize={height // 2}:fontcolor=white:"
                  f"x='w-mod(4*n\\,w+tw)':y={top + height // 4}"]
    if screen.clock:
        chain.append(f"drawtext=fontfile={SANS}:text='%{{pts\\:hms}}':fontsize={screen.clock}:fontcolor=white:box=1:"
                     "boxcolor=0x0b2033:boxborderw=8:x=24:y=24")
    return chain


def screen_graph(screen, scale, script=None, ticker_file=None, source="[0]", logo="[1]", n=0):
    """One display: the film scaled into its place, words over it, a logo over all."""
    chain = ",".join(film_filters(screen, scale) + (word_filters(screen, script, ticker_file) if script else [])) or "null"
    return (f"{logo}scale={LOGO_SIDE}:{LOGO_SIDE},format=yuva420p[l{n}];{source}{chain}[s{n}];"
            f"[s{n}][l{n}]overlay={screen.width - LOGO_SIDE - 24}:24[o{n}]")


def many_screens_graph(screens, scale, scripts=None, ticker_file=None):
    """ffmpeg's own way to several displays of one decode: split."""
    parts = [f"[0]split={len(screens)}" + "".join(f"[v{n}]" for n in range(len(screens)))]
    for n, screen in enumerate(screens):
        parts.append(screen_graph(screen, scale, scripts[n] if scripts else None, ticker_file, f"[v{n}]", "[1]", n))
    return ";".join(parts)


def pip_graph(scale, width, height, crop, inset):
    x, y, inset_width, inset_height = inset
    first = ",".join(([f"crop={crop}"] if crop else []) + ([scale(width, height)] if (width, height) != (1920, 1080) else []))
    return f"[0]{first or 'null'}[a];[1]{scale(inset_width, inset_height)}[b];[a][b]overlay={x}:{y}[o0]"


# --- GStreamer ------------------------------------------------------------------------------------------------------


def bt709(width, height):
    return f"video/x-raw,format=I420,width={width},height={height},colorimetry=bt709"


def gst_source(raw):
    return ["filesrc", f"location={raw}", "blocksize=3110400", "!", "rawvideoparse", "format=i420", "width=1920", "height=1080",
            "framerate=25/1", "colorimetry=bt709", "!"]


def gstreamer(raw, *rest):
    return ["gst-launch-1.0", "-q", *gst_source(raw), *rest]


def gst_read(raw):
    return gstreamer(raw, "fakesink", "sync=false")


def gst_film(screen):
    _, _, width, height = screen.film
    crop = []
    if screen.crop:
        lost = (1080 - int(screen.crop.split(":")[1])) // 2
        crop = ["videocrop", f"top={lost}", f"bottom={lost}", "!"]
    return crop + ["videoscale", "method=catrom", "add-borders=false", "!", f"{bt709(width, height)},pixel-aspect-ratio=1/1", "!"]


def gst_band_elements(screen):
    """A textoverlay a language."""
    elements = []
    for row, (language, lines) in enumerate(BANDS.items()):
        font = "Noto Sans Khmer" if language == "km" else "Noto Sans"
        elements += ["textoverlay", "text=" + "&#10;".join(lines), f"font-desc={font} {screen.text * 0.75:.0f}", "auto-resize=false",
                     "valignment=bottom", f"ypad={screen.bands_bottom + pitch(screen) * (2 - row)}", "!"]
    return elements


def gst_words(screen):
    """Bands and the clock's own element. There is none for a ticker: it stands still here."""
    words = gst_band_elements(screen)
    if screen.ticker:
        top, height = screen.ticker
        words += ["textoverlay", "text=" + TICKER, f"font-desc=Noto Sans {height * 0.375:.0f}", "auto-resize=false", "wrap-mode=none",
                  "halignment=left", "valignment=top", f"ypad={top + height // 4}", "shaded-background=true", "!"]
    return words + ["clockoverlay", "time-format=%H:%M:%S", f"font-desc=Noto Sans {screen.clock * 0.75:.0f}", "auto-resize=false", "!"]


def gst_screen(raw, logo, frames, screen, words=False):
    """compositor: the film scaled before it (its own scaling costs more), a logo pad over it, words after it."""
    x, y, _, _ = screen.film
    logo_branch = ["filesrc", f"location={logo}", "!", "pngdec", "!", "videoconvert", "!", "videoscale", "!", bt709(LOGO_SIDE, LOGO_SIDE), "!",
                   "imagefreeze", f"num-buffers={frames}", "!", f"{bt709(LOGO_SIDE, LOGO_SIDE)},framerate=25/1", "!", "c.sink_1"]
    return gstreamer(raw, *gst_film(screen), "c.sink_0", "compositor", "name=c", "background=black", f"sink_0::xpos={x}", f"sink_0::ypos={y}",
                     f"sink_1::xpos={screen.width - LOGO_SIDE - 24}", "sink_1::ypos=24", "sink_1::alpha=0.88", "!",
                     bt709(screen.width, screen.height), "!", *(gst_words(screen) if words else []), "fakesink", "sync=false", *logo_branch)


def gst_bands(raw, screen):
    return gstreamer(raw, *gst_band_elements(screen), "fakesink", "sync=false")


def gst_pip(raw, width, height, crop, inset):
    x, y, inset_width, inset_height = inset
    screen = Screen(width, height, (0, 0, width, height), crop, 0, 0)
    return gstreamer(raw, *gst_film(screen), "c.sink_0", "compositor", "name=c", "background=black", f"sink_1::xpos={x}", f"sink_1::ypos={y}", "!",
                     bt709(width, height), "!", "fakesink", "sync=false",
                     *gst_source(raw), "videoscale", "method=catrom", "add-borders=false", "!", f"{bt709(inset_width, inset_height)},pixel-aspect-ratio=1/1",
                     "!", "c.sink_1")
