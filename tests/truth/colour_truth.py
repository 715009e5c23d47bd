#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours and shapes of the lossless output against double-precision arithmetic, done here anew."""
import unittest
from itertools import product

from studio import LONG, Case, ffmpeg, pictures

WEIGHTS = {"601": (0.299, 0.114), "709": (0.2126, 0.0722), "2020": (0.2627, 0.0593)}
TAGS = {"601": "bt470bg", "709": "bt709", "2020": "bt2020nc"}

# Colour bars of 75 and 100 %, greys, and colours of skin, leaves, sky and flags.
BARS = [(r * s, g * s, b * s) for s in (0.75, 1.0) for r, g, b in
        ((1, 1, 1), (1, 1, 0), (0, 1, 1), (0, 1, 0), (1, 0, 1), (1, 0, 0), (0, 0, 1), (0, 0, 0))]
BARS += [(v / 8, v / 8, v / 8) for v in range(8)]
BARS += [(0.86, 0.65, 0.53), (0.30, 0.45, 0.16), (0.45, 0.68, 0.90), (0.85, 0.11, 0.13), (0.99, 0.85, 0.0), (0.2, 0.1, 0.4),
         (0.55, 0.27, 0.07), (0.02, 0.03, 0.02)]
COLUMNS, ROWS = 8, 4

# Chromaticities: red, green, blue, white.
D65 = (0.3127, 0.3290)
PRIMARIES = {"709": ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)), "625": ((0.640, 0.330), (0.290, 0.600), (0.150, 0.060)),
             "525": ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070)), "2020": ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046))}


def levels(full, depth):
    """Black, luma's and chroma's span, neutral, in code values."""
    if full:
        top = (1 << depth) - 1
        return 0, top, top, 1 << (depth - 1)
    scale = 1 << (depth - 8)
    return 16 * scale, 219 * scale, 224 * scale, 128 * scale


def to_codes(rgb, matrix, full=False, depth=8):
    red, blue = WEIGHTS[matrix]
    luma = red * rgb[0] + (1 - red - blue) * rgb[1] + blue * rgb[2]
    black, span, chroma, neutral = levels(full, depth)
    return (black + span * luma, neutral + chroma * (rgb[2] - luma) / (2 * (1 - blue)), neutral + chroma * (rgb[0] - luma) / (2 * (1 - red)))


def to_rgb(codes, matrix, full=False, depth=8):
    red, blue = WEIGHTS[matrix]
    black, span, chroma, neutral = levels(full, depth)
    luma, cb, cr = (codes[0] - black) / span, (codes[1] - neutral) / chroma, (codes[2] - neutral) / chroma
    r, b = luma + 2 * (1 - red) * cr, luma + 2 * (1 - blue) * cb
    return r, (luma - red * r - blue * b) / (1 - red - blue), b


def rounded(codes, depth):
    return tuple(min(max(round(code), 0), (1 << depth) - 1) for code in codes)


def solve(m, v):
    """x of m x = v, three by three, by Cramer's rule."""
    def det(a):
        return (a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0])
                + a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]))
    whole = det(m)
    return [det([[v[r] if c == column else m[r][c] for c in range(3)] for r in range(3)]) / whole for column in range(3)]


def to_xyz(primaries):
    columns = [(x / y, 1, (1 - x - y) / y) for x, y in PRIMARIES[primaries]]
    m = [[columns[c][r] for c in range(3)] for r in range(3)]
    white = (D65[0] / D65[1], 1, (1 - D65[0] - D65[1]) / D65[1])
    share = solve(m, white)
    return [[m[r][c] * share[c] for c in range(3)] for r in range(3)]


def in_709(rgb, primaries):
    """The same colour of light with BT.709's primaries, on a BT.1886 screen: no light below black, what is above white stays."""
    if primaries == "709":
        return rgb
    light = [max(v, 0) ** 2.4 for v in rgb]
    m = to_xyz(primaries)
    xyz = [sum(m[r][c] * light[c] for c in range(3)) for r in range(3)]
    return tuple(max(v, 0) ** (1 / 2.4) for v in solve(to_xyz("709"), xyz))


def raw_bars(colours, width, height, format, depth):
    """Patches of given code values, COLUMNS wide, as one raw frame."""
    shift_x, shift_y = {"420": (1, 1), "422": (1, 0), "444": (0, 0)}[format]
    planes = b""
    for plane in range(3):
        sx, sy = (shift_x, shift_y) if plane else (0, 0)
        for row in range(ROWS):
            line = b"".join(colours[row * COLUMNS + c][plane].to_bytes(1 if depth == 8 else 2, "little") * ((width // COLUMNS) >> sx)
                            for c in range(COLUMNS))
            planes += line * ((height // ROWS) >> sy)
    return planes


class ColourTruth(Case):
    worst = 0.0

    @classmethod
    def tearDownClass(cls):
        print(f"worst error of a colour: {cls.worst:.3f} code values")

    def bars_clip(self, name, codes, width, height, format, depth, tags):
        pixel = f"yuv{format}p" + ("10le" if depth == 10 else "")
        clip = self.scratch / f"{name}.mkv"
        ffmpeg("-f", "rawvideo", "-pix_fmt", pixel, "-s", f"{width}x{height}", "-r", 25, "-i", "pipe:0", "-vf",
               ",".join(filter(None, ["loop=-1:1:0,trim=end_frame=25", tags])), "-c:v", "ffv1", "-pix_fmt", pixel, clip,
               data=raw_bars(codes, width, height, format, depth))
        return clip

    def check_bars(self, name, matrix, full, format, depth, size=(256, 128), primaries="709", tagged=True):
        codes = [rounded(to_codes(rgb, matrix, full, depth), depth) for rgb in BARS]
        tags = f"setparams=colorspace={TAGS[matrix]}:range={'full' if full else 'limited'}:color_trc=bt709:color_primaries=bt709"
        width, height = size
        clip = self.bars_clip(name, codes, width, height, format, depth, tags if tagged else "")
        picture = pictures(self.render(clip, self.display(name, width, height)).file)[12]
        for i, code in enumerate(codes):
            rgb = in_709(to_rgb(code, matrix, full, depth), primaries)
            expected = to_codes(rgb, "709")
            expected = tuple(min(max(v, 0), 255) for v in expected)
            x, y = (i % COLUMNS * 2 + 1) * width // COLUMNS // 2, (i // COLUMNS * 2 + 1) * height // ROWS // 2
            for dx, dy in ((-4, -4), (0, 0), (3, 3)):
                error = max(abs(a - b) for a, b in zip(picture.at(x + dx, y + dy), expected))
                type(self).worst = max(self.worst, error)
                self.assertLessEqual(error, 1, f"{name}: patch {i} {code}, found {picture.at(x + dx, y + dy)}, due {expected}")

    def test_bars(self):
        combinations = product(("601", "709"), (False, True), ("420", "422", "444"), (8, 10))
        for turn, (matrix, full, format, depth) in enumerate(combinations):
            # Every value of every choice, and every pair of matrix and range; all combinations with GATECAST_LONG.
            if LONG or (turn % 6) in ((0, 3) if turn // 6 % 2 else (1, 4)) or (matrix, full, depth) == ("601", True, 10):
                with self.subTest(matrix=matrix, full=full, format=format, depth=depth):
                    self.check_bars(f"m{matrix}{'full' if full else 'tv'}{format}x{depth}", matrix, full, format, depth)

    def test_small_pictures_without_tags_are_601(self):
        self.check_bars("pal", "601", False, "420", 8, (720, 576), "625", tagged=False)
        self.check_bars("ntsc", "601", False, "420", 8, (720, 480), "525", tagged=False)

    def test_large_pictures_without_tags_are_709(self):
        self.check_bars("hd", "709", False, "420", 8, (1280, 720), tagged=False)

    def hdr_greys(self, name, transfer, signals):
        """Luma of greys given as shares of the signal; they must be neutral."""
        codes = [rounded(to_codes((s, s, s), "2020", False, 10), 10) for s in signals]
        clip = self.bars_clip(name, codes, 256, 128, "420", 10,
                              f"setparams=colorspace=bt2020nc:range=limited:color_trc={transfer}:color_primaries=bt2020")
        picture = pictures(self.render(clip, self.display(name, 256, 128)).file)[12]
        lumas = []
        for i in range(len(signals)):
            y, u, v = picture.at((i % COLUMNS * 2 + 1) * 16, (i // COLUMNS * 2 + 1) * 16)
            self.assertLessEqual(max(abs(u - 128), abs(v - 128)), 1, f"{transfer} {signals[i]}: grey is ({y}, {u}, {v})")
            lumas.append(y)
        self.assertEqual(lumas, sorted(lumas), "brighter light must not come out darker")
        self.assertEqual(lumas[0], 16)
        self.assertLessEqual(lumas[-1], 235)
        return dict(zip(signals, lumas))

    def test_high_dynamic_range_becomes_standard(self):
        steps = [i / 31 for i in range(32)]
        # Paper white of 203 cd/m2 is 75 % of HLG's signal and 58 % of PQ's: bright, with room above it.
        hlg = self.hdr_greys("hlg", "arib-std-b67", steps)
        pq = self.hdr_greys("pq", "smpte2084", steps)
        for name, greys, white in (("hlg", hlg, 0.75), ("pq", pq, 0.58)):
            near = min(greys, key=lambda s: abs(s - white))
            self.assertTrue(175 <= greys[near] <= 230, f"{name}: paper white comes out as {greys[near]}")
            middle = min(greys, key=lambda s: abs(s - (0.38 if name == "pq" else 0.43)))
            self.assertTrue(70 <= greys[middle] <= 150, f"{name}: middle grey comes out as {greys[middle]}")


QUADRANTS = {"tl": (81, 90, 240), "tr": (145, 54, 34), "bl": (41, 240, 110), "br": (210, 128, 128)}
# What is stored top left, top right, bottom left, bottom right, so that turned clockwise it stands upright.
STORED = {0: ("tl", "tr", "bl", "br"), 90: ("tr", "br", "tl", "bl"), 180: ("br", "bl", "tr", "tl"), 270: ("bl", "tl", "br", "tr")}


class ShapeTruth(Case):
    def quadrants(self, corners, width, height):
        planes = b""
        for plane in range(3):
            w, h = (width, height) if plane == 0 else (width // 2, height // 2)
            for left, right in (corners[:2], corners[2:]):
                line = bytes([QUADRANTS[left][plane]]) * (w // 2) + bytes([QUADRANTS[right][plane]]) * (w - w // 2)
                planes += line * (h // 2)
        return planes

    def test_a_clip_held_upright_stands_upright(self):
        for degrees in (90, 180, 270):
            with self.subTest(degrees=degrees):
                width, height = (320, 180) if degrees != 180 else (180, 320)
                clip = self.scratch / f"turned{degrees}.mp4"
                ffmpeg("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}", "-r", 25, "-i", "pipe:0", "-vf",
                       "loop=-1:1:0,trim=end_frame=25,setparams=colorspace=bt709:range=limited:color_trc=bt709:color_primaries=bt709",
                       "-c:v", "libx264", "-qp", "4", "-preset", "ultrafast", self.scratch / "lying.mp4",
                       data=self.quadrants(STORED[degrees], width, height))
                # The tag counts against the clock.
                ffmpeg("-i", self.scratch / "lying.mp4", "-c", "copy", "-metadata:s:v:0", f"rotate={360 - degrees}", clip)
                picture = pictures(self.render(clip, self.display("standing", 180, 320)).file)[12]
                for corner, (x, y) in {"tl": (20, 20), "tr": (160, 20), "bl": (20, 300), "br": (160, 300)}.items():
                    error = max(abs(a - b) for a, b in zip(picture.at(x, y), QUADRANTS[corner]))
                    self.assertLessEqual(error, 3, f"{degrees} degrees, {corner}: {picture.at(x, y)}")

    def circle(self, width, height, aspect):
        """A bright disc as a camera of this sample aspect stores it."""
        radius = height * 0.4
        rows = b""
        for y in range(height):
            half = max(0.0, radius ** 2 - (y + 0.5 - height / 2) ** 2) ** 0.5 / aspect
            left, right = round(width / 2 - half), round(width / 2 + half)
            rows += b"\x10" * left + b"\xeb" * (right - left) + b"\x10" * (width - right)
        return rows + b"\x80" * (width // 2 * (height // 2) * 2)

    def box(self, picture, x, y):
        """Extent of what is bright along the middle row and the middle column."""
        def extent(line):
            bright = [i for i, v in enumerate(line) if v > 125]
            return bright[-1] - bright[0] + 1
        return extent(picture.row(y)), extent(picture.y[x::picture.width])

    def test_a_circle_stays_a_circle(self):
        for sample in ("64/45", "16/15", "32/27", "8/9", "3/4"):
            with self.subTest(sample_aspect=sample):
                height = 480 if sample in ("32/27", "8/9") else 576
                num, den = map(int, sample.split("/"))
                clip = self.scratch / "circle.mkv"
                ffmpeg("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"720x{height}", "-r", 25, "-i", "pipe:0", "-vf",
                       f"loop=-1:1:0,trim=end_frame=25,setsar={sample}", "-c:v", "ffv1", clip, data=self.circle(720, height, num / den))
                picture = pictures(self.render(clip, self.display("screen", 1024, 576)).file)[12]
                across, down = self.box(picture, 512, 288)
                self.assertLessEqual(abs(across - down), 2, f"{across} x {down}")
                if sample != "3/4":
                    self.assertLessEqual(abs(down - 0.8 * 576), 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
