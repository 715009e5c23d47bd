#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Graphics and second pictures through the real program: each at its place and time to the frame, the same bytes however
they are rendered, a correction costs what it touches, and what cannot be shown is said before a frame is made."""
import os
import signal
import subprocess

from job import JobCase, ffmpeg, main, make_logo, session_processes, wait_until

WIDTH, HEIGHT = 640, 360
# Places in pixels, so that the test knows where to look.
TICKER, CLOCK, GUEST, LOWER_THIRD = (0, 324, 640, 36), (20, 16, 120, 44), (440, 100, 160, 92), (32, 200, 380, 92)
GRAPHICS = f"""
[[picture]]
name = "picture"
[[picture]]
name = "guest"
source = "guest"
area = {list(GUEST)}
fit = "stretch"

[[graphic]]
name = "ticker"
area = {list(TICKER)}
speed = 100
box_opacity = 1
[[graphic]]
name = "clock"
area = {list(CLOCK)}
shown = false
box_opacity = 0.6
[[graphic]]
name = "lower-third"
area = {list(LOWER_THIRD)}
box_opacity = 0.85
[[graphic]]
name = "label"
area = [160, 16, 120, 44]
box_opacity = 0.85
[[graphic]]
name = "notice"
area = [0, 0, 640, 360]
box_opacity = 1
"""
DISPLAYS = {
    "gate": f'canvas = [{WIDTH}, {HEIGHT}]\nrate = 25\nlogo_area = [520, 16, 100, 60]\n{GRAPHICS}',
    "gate-fields": 'extends = "gate"\nfields = "top"\n',
    "gate-crowded": 'extends = "gate"\n[[graphic]]\nname = "lower-third"\narea = [0, 312, 600, 48]\n',  # on the ticker
}
PROGRAMME = """
[[graphic]]
name = "ticker"
words.vi = ["Chợ biên giới Lệ Thanh", "Cửa khẩu Hoa Lư"]
words.km = ["ច្រកទ្វារព្រំដែន"]
[[graphic]]
name = "clock"
shown = true
[[graphic]]
name = "lower-third"
words.vi = ["{title}"]
words.km = ["{title}"]
from = 1
until = 2
fade_in = 0.2
enter = "right"
[[graphic]]
name = "label"
words.vi = ["Trực tiếp"]
"""
RATE = 25
STEP_PX = 4  # 100 px a second
# The minute turns between frames 37 and 38.
ON_AIR, NEW_MINUTE = "2026-11-20T19:29:59", 25
ALL = ("--programme", "everything", "--on-air", ON_AIR, "--field", "title.vi=Chợ phiên", "--field", "title.km=ផ្សារ")


def luma_frames(path):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", "0:v:0", "-fps_mode", "passthrough",
                          "-vf", "extractplanes=y", "-f", "rawvideo", "-pix_fmt", "gray", "-"], capture_output=True, check=True).stdout
    size = WIDTH * HEIGHT
    return [raw[at:at + size] for at in range(0, len(raw), size)]


def part(frame, area, rows=slice(None)):
    x, y, width, height = area
    return [frame[line * WIDTH + x:line * WIDTH + x + width] for line in range(y, y + height)[rows]]


def brightest(frame, area):
    return max(max(row) for row in part(frame, area))


def changes(frames, area):
    """The frames that differ from the one before in an area."""
    return [n for n in range(1, len(frames)) if part(frames[n], area) != part(frames[n - 1], area)]


class Graphics(JobCase):
    def setUp(self):
        super().setUp()
        for name, text in DISPLAYS.items():
            self.write_preset("displays", name, text)
        (self.presets / "programmes").mkdir()
        self.write_preset("programmes", "everything", PROGRAMME)
        self.logo = make_logo(self.scratch / "logo.png")

    def film(self, name, colour, seconds=3):
        if not hasattr(type(self), "clips"):
            self.shared_clip("any.mp4", 1)
        path = type(self).clips / name
        if not path.exists():
            ffmpeg("-f", "lavfi", "-i", f"color={colour}:s={WIDTH}x{HEIGHT}:r={RATE}", "-f", "lavfi", "-i", "sine=f=440:r=48000", "-t",
                   seconds, "-c:v", "libx264", "-preset", "ultrafast", "-g", RATE, "-pix_fmt", "yuv420p", "-c:a", "aac", path)
        return path

    def everything(self):
        """A black film of three seconds, a grey guest that ends after one."""
        return self.film("black.mp4", "black"), (*ALL, "--logo", self.logo, "--input", f"guest={self.film('guest.mp4', 'gray', 1)}")

    def test_everything_at_its_place_and_time(self):
        clip, options = self.everything()
        frames = luma_frames(self.file(self.render(clip, *options, display="gate", encode="short-ffv1")))
        self.assertEqual(len(frames), 75)
        for n, frame in enumerate(frames):
            if not 25 <= n < 35:  # when it fades and moves in
                self.assertEqual(brightest(frame, LOWER_THIRD) > 180, 35 <= n < 50, f"lower third, frame {n}")
            self.assertTrue(110 < brightest(frame, GUEST) < 140, f"the guest's last picture is held, frame {n}")
            self.assertTrue(brightest(frame, (520, 16, 100, 60)) > 40, f"logo, frame {n}")
        self.assertEqual(changes(frames, CLOCK), [NEW_MINUTE])
        self.assertEqual(changes(frames, (160, 16, 120, 44)), [], "a label stands still")
        self.assertEqual(changes(frames, GUEST), [])

    def test_a_ticker_moves_the_same_way_every_frame(self):
        clip, options = self.everything()
        frames = luma_frames(self.file(self.render(clip, *options, display="gate", encode="short-ffv1")))
        for n in range(1, len(frames)):
            before, now = part(frames[n - 1], TICKER), part(frames[n], TICKER)
            self.assertTrue(all(old[STEP_PX:] == new[:-STEP_PX] for old, new in zip(before, now)), n)
        self.assertGreater(brightest(frames[-1], TICKER), 180, "words have come in")

    def test_fields_move_each_by_itself(self):
        clip, options = self.everything()
        run = self.render(clip, *options, "--graphic", "ticker.speed=200", display="gate-fields", encode="short-ffv1")
        frames = luma_frames(self.file(run))
        for n in range(1, len(frames)):
            before, now = frames[n - 1], frames[n]
            for rows in (slice(0, None, 2), slice(1, None, 2)):  # two fields a frame: each is a frame's way further
                pairs = zip(part(before, TICKER, rows), part(now, TICKER, rows))
                self.assertTrue(all(old[2 * STEP_PX:] == new[:-2 * STEP_PX] for old, new in pairs), n)
        # The two fields of a frame are not the same moment.
        late = frames[-1]
        self.assertNotEqual(part(late, TICKER, slice(10, None, 2)), part(late, TICKER, slice(11, None, 2)))

    def test_the_same_bytes(self):
        """However many processes, and after a kill."""
        clip, options = self.everything()
        keys = {"display": ["gate", "gate-fields"], "encode": "short-ffv1"}
        one, three = (self.undisturbed(clip, *options, **keys, jobs=jobs) for jobs in (1, 3))
        self.assertEqual(one, three)
        process = self.start(clip, *options, **keys)
        wait_until(lambda: any((self.cache / "entries").rglob("*")) if (self.cache / "entries").exists() else False, "no work was begun")
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        wait_until(lambda: not session_processes(process.pid), "lanes outlive their starter")
        run = self.render(clip, *options, **keys)
        self.assertEqual({path.name: path.read_bytes() for path in (self.file(run), self.file(run, 1))}, one)
        again = self.render(clip, *options, **keys)
        self.assertEqual([output["state"] for output in again.outputs], ["unchanged"] * 2)

    def test_a_correction_costs_what_it_touches(self):
        clip, options = self.everything()
        self.assertEqual(self.render(clip, *options, display="gate").json["segments_made"], 3)
        title = self.render(clip, *options, "--field", "title.en=Unseen", "--graphic", "lower-third.words.vi=Chợ đêm", display="gate")
        self.assertEqual((title.json["segments_made"], title.json["segments_kept"]), (1, 2))
        ticker = self.render(clip, *options, "--graphic", "ticker.words.vi=Tin mới", display="gate")
        self.assertEqual(ticker.json["segments_made"], 3)
        hidden = self.render(clip, *options, "--hide", "lower-third", display="gate")
        self.assertEqual(hidden.json["segments_made"], 1)

    def test_a_preview_shows_what_the_render_does(self):
        clip, options = self.everything()
        film = self.file(self.render(clip, *options, display="gate", encode="short-ffv1"))
        for n in (12, 30, 60):
            picture = self.scratch / f"{n}.png"
            self.gatecast("preview", clip, *options, "--display", "gate", "--presets", self.presets, "--cache", self.cache,
                          "--at", f"{n / RATE}", "-o", picture)
            as_rgb = f"select=eq(n\\,{n}),scale=in_color_matrix=bt709:in_range=limited:out_range=full"
            made, shown = (subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, *choice, "-frames:v", "1", "-f", "rawvideo",
                                           "-pix_fmt", "rgb24", "-"], capture_output=True, check=True).stdout
                           for path, choice in ((film, ("-vf", as_rgb)), (picture, ())))
            self.assertEqual(len(made), len(shown))
            off = sum(abs(a - b) > 12 for a, b in zip(made, shown))  # where colours end: chroma is scaled by others here
            self.assertLess(off, len(made) // 500, n)

    def test_a_clock_of_no_known_time_is_left_out(self):
        clip = self.film("black.mp4", "black")
        guest = self.film("guest.mp4", "gray", 1)
        run = self.render(clip, "--show", "clock", "--input", f"guest={guest}", display="gate", encode="short-ffv1", code=3)
        self.assertEqual(run.err.count("clock: left out"), 1)
        self.assertLess(max(brightest(frame, CLOCK) for frame in luma_frames(self.file(run))), 20)

    def test_what_cannot_be_shown_is_said_before_the_first_frame(self):
        clip, options = self.everything()
        missing = self.render(clip, *ALL, display="gate", code=1)
        self.assertIn("--input guest=FILE", missing.err)
        clash = self.render(clip, *options, display="gate-crowded", code=1)
        self.assertIn("ticker", clash.err)
        for words in (("--on-air", "half past seven"), ("--graphic", "ticker.speed"), ("--input", "programme=x")):
            self.render(clip, *words, display="gate", code=2)
        self.render(clip, *options, "--graphic", "tickr.speed=3", display="gate", code=1)
        self.assertFalse(self.out.exists() and any(self.out.iterdir()))


if __name__ == "__main__":
    main()
