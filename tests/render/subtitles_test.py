#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subtitles through the real program: on and off at the exact frame, the same bytes however it is rendered, a
correction costs what it touches, soft tracks hold what the files say, previews show the cue asked for."""
import json
import os
import shutil
import signal
import subprocess
from fractions import Fraction

from job import JobCase, ffmpeg, ffprobe, main, session_processes, wait_until

# Text is white; the film is black.
DISPLAYS = {
    "board": 'canvas = [320, 180]\nrate = 25\n',
    "fast": 'canvas = [320, 180]\nrate = 50\n',
    "ntsc": 'canvas = [320, 180]\nrate = "30000/1001"\n',
    "fields": 'canvas = [320, 180]\nrate = 25\nfields = "top"\n',
}


def stamp(ms, comma=","):
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{comma}{ms % 1000:03}"


def write_srt(path, cues):
    path.write_text("".join(f"{i}\n{stamp(a)} --> {stamp(b)}\n{text}\n\n" for i, (a, b, text) in enumerate(cues, 1)), encoding="utf-8")
    return path


def luma_rows(path, width, height):
    """Of each frame: the brightest sample of each line."""
    raw = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "rawvideo",
                          "-pix_fmt", "gray", "-"], capture_output=True, check=True).stdout
    frames = [raw[at:at + width * height] for at in range(0, len(raw), width * height)]
    return [[max(frame[y * width:(y + 1) * width]) for y in range(height)] for frame in frames]


def on_frames(path, width=320, height=180):
    return {n for n, rows in enumerate(luma_rows(path, width, height)) if max(rows) > 120}


def due_frames(cues, frames, rate, offset_ms=0):
    at = [Fraction(offset_ms, 1000) + n / rate for n in range(frames)]
    return {n for n in range(frames) if any(Fraction(a, 1000) <= at[n] < Fraction(b, 1000) for a, b, *_ in cues)}


class Subtitles(JobCase):
    def setUp(self):
        super().setUp()
        for name, text in DISPLAYS.items():
            self.write_preset("displays", name, text)

    def black(self, seconds=12, rate=25):
        if not hasattr(type(self), "clips"):
            self.shared_clip("any.mp4", 1)
        path = type(self).clips / f"black-{seconds}-{rate}.mp4"
        if not path.exists():
            ffmpeg("-f", "lavfi", "-i", f"color=black:s=320x180:r={rate}", "-f", "lavfi", "-i", "sine=f=440:r=48000", "-t", seconds,
                   "-c:v", "libx264", "-preset", "ultrafast", "-g", 25, "-pix_fmt", "yuv420p", "-c:a", "aac", path)
        return path

    CUES = [(1000, 2000, "Open"), (2020, 2960, "Closed"), (3001, 3999, "Open"), (4480, 5213, "Again"), (6000, 6040, "One frame"),
            (7013, 9999, "Long")]

    def test_every_rate(self):
        """start <= n/rate < end, to the frame."""
        srt = write_srt(self.scratch / "a.srt", self.CUES)
        for display, rate in (("board", Fraction(25)), ("fast", Fraction(50)), ("ntsc", Fraction(30000, 1001))):
            run = self.render(self.black(), "--subs", f"en={srt}", display=display, encode="short-ffv1")
            frames = run.outputs[0]["frames"]
            self.assertEqual(on_frames(self.file(run)), due_frames(self.CUES, frames, rate), display)

    def test_fields(self):
        """An interlaced display shows a cue from the field whose moment lies in it."""
        srt = write_srt(self.scratch / "a.srt", [(1000, 2020, "Open"), (3020, 4000, "Closed")])
        run = self.render(self.black(), "--subs", f"en={srt}", display="fields", encode="short-ffv1")
        rows = luma_rows(self.file(run), 320, 180)
        on = [(max(frame[0::2]) > 120, max(frame[1::2]) > 120) for frame in rows]
        self.assertEqual([on[24], on[25], on[49], on[50], on[51]], [(False, False), (True, True), (True, True), (True, False), (False, False)])
        self.assertEqual([on[75], on[76], on[99], on[100]], [(False, True), (True, True), (True, True), (False, False)])

    def test_begun_in_the_middle(self):
        srt = write_srt(self.scratch / "a.srt", self.CUES)
        run = self.render(self.black(), "--subs", f"en={srt}", "--from", "2.5", "--to", "8", display="board", encode="short-ffv1")
        self.assertEqual(on_frames(self.file(run)), due_frames(self.CUES, run.outputs[0]["frames"], Fraction(25), 2500))

    def test_the_same_bytes(self):
        """However many processes, and after a kill."""
        srt = write_srt(self.scratch / "a.srt", self.CUES)
        km = write_srt(self.scratch / "b.srt", [(a, b, "ច្រកទ្វារបើក") for a, b, _ in self.CUES])
        options = ("--subs", f"en={srt}", "--subs", f"km={km}")
        displays = ["board", "fields"]
        encode = "short-ffv1"
        one, two, four = (self.undisturbed(self.black(), *options, display=displays, encode=encode, jobs=jobs) for jobs in (1, 2, 4))
        self.assertEqual(one, two)
        self.assertEqual(one, four)
        process = self.start(self.black(), *options, display=displays, encode=encode)
        wait_until(lambda: any((self.cache / "entries").rglob("*")) if (self.cache / "entries").exists() else False, "no work was begun")
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        wait_until(lambda: not session_processes(process.pid), "lanes outlive their starter")
        run = self.render(self.black(), *options, display=displays, encode=encode)
        self.assertEqual({path.name: path.read_bytes() for path in (self.file(run), self.file(run, 1))}, one)
        again = self.render(self.black(), *options, display=displays, encode=encode)
        self.assertEqual([output["state"] for output in again.outputs], ["unchanged"] * 2)

    def test_one_cue_corrected(self):
        """In a minute of cues: the segments it touches, and no other."""
        clip = self.black(60)
        cues = [(i * 2000 + 200, i * 2000 + 1700, f"Booth {i}") for i in range(30)]
        km = write_srt(self.scratch / "km.srt", [(a, b, "ច្រកទ្វារ") for a, b, _ in cues])
        srt = write_srt(self.scratch / "a.srt", cues)
        # Each language by its own times: aligned ones would move together.
        options = ("--subs", f"en={srt}", "--subs", f"km={km}", "--style-set", "align_languages=false")
        self.assertEqual(self.render(clip, *options, display="board").json["segments_made"], 60)
        cues[10] = (20200, 21700, "Booth ten")
        write_srt(srt, cues)
        run = self.render(clip, *options, display="board")
        self.assertEqual((run.json["segments_made"], run.json["segments_kept"]), (2, 58))  # 20-21 s, 21-22 s
        cues[10] = (20200, 21500, "Booth ten")
        write_srt(srt, cues)
        run = self.render(clip, *options, display="board")
        self.assertEqual(run.json["segments_made"], 1, "its end moved inside one second")
        write_srt(km, [(i * 2000 + 200, i * 2000 + 1700, "ច្រកទ្វារ") for i in range(29)])
        self.assertEqual(self.render(clip, *options, display="board").json["segments_made"], 2)

    def test_found_beside_the_clip(self):
        clip = self.scratch / "phim.mp4"
        shutil.copy(self.black(), clip)
        write_srt(self.scratch / "phim.en.srt", self.CUES)
        write_srt(self.scratch / "phim_kh.srt", [(a, b, "ច្រកទ្វារ") for a, b, _ in self.CUES])
        write_srt(self.scratch / "phim2.en.srt", [(0, 12000, "Another film")])
        run = self.render(clip, display="board", encode="short-ffv1")
        self.assertIn("phim.en.srt", run.err)
        self.assertIn("phim_kh.srt", run.err)
        self.assertNotIn("phim2", run.err)
        self.assertEqual(on_frames(self.file(run)), due_frames(self.CUES, 300, Fraction(25)))
        bare = self.render(clip, "--no-subs", display="board", encode="short-ffv1")
        self.assertEqual(on_frames(self.file(bare)), set())
        write_srt(self.scratch / "phim (English).srt", self.CUES)
        refused = self.render(clip, display="board", code=1)
        self.assertIn("phim (English).srt", refused.err)
        self.assertIn("phim.en.srt", refused.err)

    def test_errors_stop_before_the_first_frame(self):
        srt = write_srt(self.scratch / "a.srt", [(1000, 2000, "Open \U00013000")])  # a hieroglyph: no font of the style
        refused = self.render(self.black(), "--subs", f"en={srt}", display="board", code=1)
        self.assertIn("a.srt:2", refused.err)
        self.assertFalse(self.out.exists() and any(self.out.iterdir()))
        self.render(self.black(), "--subs", f"en={srt}", "--subs-errors", "go-on", display="board", code=3)

    def soft_cues(self, path, stream):
        """In milliseconds from the first picture: Matroska begins with the sound's priming."""
        first = min(float(p["pts_time"]) for p in ffprobe(path, "-show_packets", "-select_streams", "v:0")["packets"])
        packets = ffprobe(path, "-show_packets", "-select_streams", f"s:{stream}")["packets"]
        return [(round((float(p["pts_time"]) - first) * 1000), round((float(p["pts_time"]) + float(p["duration_time"]) - first) * 1000))
                for p in packets if int(p["size"]) > 2]

    def test_soft_tracks(self):
        en = write_srt(self.scratch / "a.srt", self.CUES)
        km = write_srt(self.scratch / "b.srt", [(a, b, "ច្រកទ្វារ") for a, b, _ in self.CUES])
        options = ("--subs", f"en={en}", "--subs", f"km={km}", "--soft", "tracks", "--no-burn", "--from", "0.5")
        due = [(a - 500, b - 500) for a, b, _ in self.CUES]
        self.write_preset("encodes", "short-mkv", 'extends = "h264-mkv"\n[video]\npreset = "ultrafast"\ngop = 25\nsegment_s = 1\n')
        for encode, codec in (("short", "mov_text"), ("short-mkv", "subrip")):
            run = self.render(self.black(), *options, display="board", encode=encode)
            path = self.file(run)
            streams = [s for s in ffprobe(path, "-show_streams")["streams"] if s["codec_type"] == "subtitle"]
            self.assertEqual([(s["codec_name"], s["tags"]["language"]) for s in streams], [(codec, "eng"), (codec, "khm")])
            self.assertEqual([s["disposition"]["default"] for s in streams], [1, 0])
            for stream in (0, 1):
                self.assertEqual(self.soft_cues(path, stream), due, encode)
            self.assertEqual(on_frames(path), set(), "nothing is burnt in")
            text = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", "0:s:1", "-f", "srt", "-"],
                                  capture_output=True, check=True).stdout.decode()
            self.assertIn("ច្រកទ្វារ", text)

    def test_soft_files(self):
        en = write_srt(self.scratch / "a.srt", self.CUES)
        run = self.render(self.black(), "--subs", f"en={en}", "--soft", "tracks", display="board", encode="short-ts")
        vtt = self.file(run).with_suffix(".en.vtt")
        self.assertIn(f"{stamp(1000, '.')} --> {stamp(2000, '.')}", vtt.read_text())
        self.assertTrue(on_frames(self.file(run)), "burnt in, too")
        self.assertEqual(self.render(self.black(), "--subs", f"en={en}", "--soft", "tracks", display="board", encode="short-ts")
                         .outputs[0]["state"], "unchanged")
        vtt.write_text("my own")
        refused = self.render(self.black(), "--subs", f"en={en}", "--soft", "tracks", display="board", encode="short-ts", code=1)
        self.assertIn(vtt.name, refused.err)
        self.assertEqual(vtt.read_text(), "my own")

    def test_tracks_inside_the_clip(self):
        srt = write_srt(self.scratch / "a.srt", self.CUES)
        ass = self.scratch / "a.ass"
        ffmpeg("-i", srt, ass)
        for name, source, codec in (("a.mkv", srt, "subrip"), ("b.mkv", ass, "ass"), ("c.mp4", srt, "mov_text"), ("d.mkv", srt, "webvtt")):
            clip = self.scratch / name
            ffmpeg("-i", self.black(), "-i", source, "-map", "0", "-map", 1, "-c", "copy", "-c:s", codec, "-metadata:s:s:0", "language=eng", clip)
            run = self.render(clip, "--subs", "en=clip", display="board", encode="short-ffv1")
            due = [(a // 10 * 10, b // 10 * 10) for a, b, _ in self.CUES] if codec == "ass" else self.CUES
            self.assertEqual(on_frames(self.file(run)), due_frames(due, 300, Fraction(25)), name)
        refused = self.render(clip, "--subs", "track:3", display="board", code=1)
        self.assertIn("track:0", refused.err)

    def test_overlay_film(self):
        """The drawn text alone: ProRes 4444 with alpha, seen where and when a render shows it."""
        srt = write_srt(self.scratch / "a.srt", self.CUES)
        film = self.scratch / "a.mov"
        self.gatecast("subs", "overlay", srt, "-o", film, "--display=board", "--presets", self.presets)
        stream = ffprobe(film, "-show_streams", "-count_packets")["streams"][0]
        self.assertEqual((stream["codec_tag_string"], stream["pix_fmt"][:8], stream["color_space"], stream["r_frame_rate"]),
                         ("ap4h", "yuva444p", "bt709", "25/1"))
        self.assertEqual(int(stream["nb_read_packets"]), 250)  # the last cue ends at 9.999 s
        raw = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", film, "-vf", "alphaextract,format=gray", "-f", "rawvideo", "-"],
                             capture_output=True, check=True).stdout
        on = {n for n in range(250) if max(raw[n * 320 * 180:(n + 1) * 320 * 180]) > 120}
        self.assertEqual(on, due_frames(self.CUES, 250, Fraction(25)))

    def test_previews(self):
        srt = write_srt(self.scratch / "a.srt", self.CUES)
        common = ("preview", self.black(), "--display=board", "--presets", self.presets, "--cache", self.cache, "--subs", f"en={srt}")
        shown, gap = self.scratch / "shown.png", self.scratch / "gap.png"
        self.gatecast(*common, "--cue", "2", "-o", shown)
        self.gatecast(*common, "--at", "5.5", "-o", gap)
        self.assertTrue(on_frames(shown))
        self.assertFalse(on_frames(gap))
        overlay = self.scratch / "overlay.png"
        said = self.gatecast(*common, "--cue", "en:4", "--overlay", "--json", "-o", overlay)
        found = json.loads(said.stdout)
        raw = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", overlay, "-f", "rawvideo", "-pix_fmt", "rgba", "-"],
                             capture_output=True, check=True).stdout
        inked = [(i // 4 % 320, i // 4 // 320) for i in range(3, len(raw), 4) if raw[i]]
        left, top = min(x for x, _ in inked), min(y for _, y in inked)
        right, bottom = max(x for x, _ in inked) + 1, max(y for _, y in inked) + 1
        self.assertEqual(found["ink"], {"x": left, "y": top, "width": right - left, "height": bottom - top})
        self.assertEqual(found["texts"][0]["lines"], ["Again"])
        sheet = self.scratch / "sheet.png"
        said = self.gatecast(*common, "--sheet", "--json", "-o", sheet)
        self.assertTrue(sheet.exists())
        self.gatecast(*common, "--cue", "99", code=2)


if __name__ == "__main__":
    main()
