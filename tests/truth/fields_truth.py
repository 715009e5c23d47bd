#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Interlaced pictures: each output field shows its own moment; what need not be touched is not.

A bright bar walks six pixels a field: where it stands in a line tells which moment the line shows.
"""
import unittest

from studio import Case, complaints, ffmpeg, pictures, streams

WIDTH, HEIGHT, FIELDS = 320, 180, 80
STEP, BAR, ROUND = 6, 16, 44  # pixels a field, width of the bar, fields until it starts again
MASTER_422 = """extends = "master-ffv1"
[video]
chroma = "422"
"""


def bar_row(moment, width):
    scale = width / WIDTH
    left, right = round((12 + moment % ROUND * STEP) * scale), round((12 + BAR + moment % ROUND * STEP) * scale)
    return b"\x30" * left + b"\xd0" * (right - left) + b"\x30" * (width - right)


def moment_of(row):
    """Which moment (of ROUND) a line shows; None when it shows no bar, or a smeared one."""
    scale = len(row) / WIDTH
    bright = [x for x, value in enumerate(row) if value > 0x80]
    if not bright or abs(len(bright) - BAR * scale) > 3 * scale:
        return None
    place = ((bright[0] + bright[-1] + 1) / 2 / scale - 12 - BAR / 2) / STEP
    return round(place) if abs(place - round(place)) < 0.34 else None


def film_of_bars(file, *options, width=WIDTH, height=HEIGHT, fields=FIELDS, interlaced=True, rate=25, top_first=True):
    """Frames of two moments each where interlaced, else of one. Chroma 4:2:0, still and not grey."""
    chroma = b"\x70" * (width // 2 * (height // 2)) + b"\x98" * (width // 2 * (height // 2))
    def frame(n):
        if not interlaced:
            return bar_row(n, width) * height + chroma
        first, second = bar_row(2 * n, width), bar_row(2 * n + 1, width)
        return (first + second if top_first else second + first) * (height // 2) + chroma
    data = b"".join(frame(n) for n in range(fields // 2 if interlaced else fields))
    order = "tff" if top_first else "bff"
    ffmpeg("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}", "-r", rate, "-i", "pipe:0", "-vf",
           f"setfield={order if interlaced else 'prog'},setparams=colorspace=bt709:range=limited:color_trc=bt709:color_primaries=bt709",
           *options, file, data=data)
    return file


FFV1 = ("-c:v", "ffv1", "-field_order", "tt")
H264 = ("-c:v", "libx264", "-preset", "veryfast", "-qp", "6", "-flags", "+ildct+ilme", "-x264-params", "tff=1", "-g", "25")
MPEG2 = ("-c:v", "mpeg2video", "-qscale:v", "2", "-flags", "+ildct+ilme", "-top", "1", "-g", "12", "-bf", "2")


class FieldTruth(Case):
    def setUp(self):
        super().setUp()
        self.display("air", WIDTH, HEIGHT, 25, fields="top")
        self.display("air-bottom", WIDTH, HEIGHT, 25, fields="bottom")
        self.display("screen", WIDTH, HEIGHT, 25)
        self.display("screen50", WIDTH, HEIGHT, 50)

    def moments(self, picture, line):
        """Of the even lines (0) or the odd ones (1): one moment, or all that were found."""
        found = {moment_of(picture.row(y)) for y in range(20 + line, picture.height - 20, 2)}
        return found.pop() if len(found) == 1 else found

    def check_fields(self, file, first_line, expected):
        for n, picture in enumerate(pictures(file)):
            if n in (0, FIELDS // 2 - 1):
                continue  # a deinterlacer has no neighbour there
            first, second = expected(n)
            self.assertEqual((self.moments(picture, first_line), self.moments(picture, 1 - first_line)),
                             (first % ROUND, second % ROUND), f"frame {n}")

    def test_the_same_size_passes_bit_identical(self):
        for name, options in (("ffv1.mkv", FFV1), ("h264.mp4", H264), ("mpeg2.ts", MPEG2), ("h264.mkv", H264)):
            with self.subTest(source=name):
                clip = film_of_bars(self.scratch / name, *options)
                file = self.render(clip, "air").file
                raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-fps_mode", "passthrough", "-"]
                self.assertTrue(ffmpeg("-i", clip, "-map", "v", *raw) == ffmpeg("-i", file, "-map", "v", *raw))
                self.assertEqual(streams(file, "video")[0].get("field_order"), "tt")

    def test_4_2_2_passes_bit_identical(self):
        self.encode("master-422", MASTER_422)
        clip = film_of_bars(self.scratch / "mpeg2.mxf", *MPEG2, "-pix_fmt", "yuv422p", "-b:v", "20M")
        file = self.render(clip, "air", ["master-422"]).file
        raw = ["-f", "rawvideo", "-pix_fmt", "yuv422p", "-fps_mode", "passthrough", "-"]
        self.assertTrue(ffmpeg("-i", clip, "-map", "v", *raw) == ffmpeg("-i", file, "-map", "v", *raw))

    def test_other_sizes_keep_their_moments(self):
        clip = film_of_bars(self.scratch / "large.mkv", *FFV1, width=640, height=360)
        self.check_fields(self.render(clip, "air").file, 0, lambda n: (2 * n, 2 * n + 1))

    def test_bottom_first_keeps_its_moments(self):
        clip = film_of_bars(self.scratch / "bottom.mkv", "-c:v", "ffv1", "-field_order", "bb", width=480, height=272, top_first=False)
        self.check_fields(self.render(clip, "air-bottom").file, 1, lambda n: (2 * n, 2 * n + 1))
        self.check_fields(self.render(clip, "air").file, 0, lambda n: (2 * n, 2 * n + 1))

    def test_fifty_pictures_become_fifty_fields(self):
        clip = film_of_bars(self.scratch / "p50.mp4", "-c:v", "libx264", "-preset", "veryfast", "-qp", "6", interlaced=False, rate=50)
        self.check_fields(self.render(clip, "air").file, 0, lambda n: (2 * n, 2 * n + 1))
        self.check_fields(self.render(clip, "air-bottom").file, 1, lambda n: (2 * n, 2 * n + 1))

    def test_progressive_pictures_stand_in_both_fields(self):
        clip = film_of_bars(self.scratch / "p25.mkv", "-c:v", "ffv1", interlaced=False, rate=25, fields=40)
        woven, whole = (pictures(self.render(clip, display).file) for display in ("air", "screen"))
        for n, (a, b) in enumerate(zip(woven, whole, strict=True)):
            self.assertEqual(self.moments(a, 0), n % ROUND)
            self.assertTrue((a.y, a.u, a.v) == (b.y, b.u, b.v), f"frame {n}")

    def combing(self, picture):
        """Mean step between neighbouring lines against that between lines two apart: high where two moments alternate."""
        rows = [picture.row(y) for y in range(24, picture.height - 24)]
        near = sum(sum(abs(p - q) for p, q in zip(a, b)) for a, b in zip(rows, rows[1:]))
        return near / (len(rows) * picture.width)

    def test_interlaced_pictures_are_deinterlaced_for_screens(self):
        clip = film_of_bars(self.scratch / "i50.mp4", *H264)
        raw = pictures(clip, count=20)
        self.assertGreater(self.combing(raw[10]), 2, "the metric sees combs")
        for display, moments in (("screen", 2), ("screen50", 1)):
            found = pictures(self.render(clip, display).file)
            self.assertEqual(len(found), FIELDS // moments)
            for n, picture in list(enumerate(found))[2:-2]:
                if moments * n % ROUND in (0, 1, ROUND - 1):
                    continue  # the bar jumps back
                self.assertLess(self.combing(picture), 0.35, f"{display}: combs in frame {n}")
                self.assertEqual((self.moments(picture, 0), self.moments(picture, 1)), (moments * n % ROUND,) * 2, f"{display} {n}")

    def test_the_air_files_say_what_they_are(self):
        clip = film_of_bars(self.scratch / "said.mp4", *H264)
        self.encode("small-cbr", 'extends = "tv-h264-1080i50"\nmux_rate = "3M"\n[video]\nbitrate = "2M"\nbuffer_bits = "2M"\n[accepts]\nframe = [0, 0]\n')
        file = self.render(clip, "air", ["small-cbr"]).file
        self.assertEqual(complaints(file), "")
        self.assertEqual(streams(file, "video")[0]["field_order"], "tt")


if __name__ == "__main__":
    unittest.main(verbosity=2)
