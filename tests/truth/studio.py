# SPDX-License-Identifier: GPL-3.0-or-later
"""What the truth tests share: media drawn by code, a run of the real program, and its output as plain numbers.

Each test case has a directory of its own, removed afterwards, with presets for small displays and a store.
"""
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

PROGRAM = os.environ.get("GATECAST_PROGRAM", "gatecast")
LONG = os.environ.get("GATECAST_LONG") == "1"
LIMIT_SECONDS = 3000 if LONG else 280


def ffmpeg(*options, data=None):
    """Runs ffmpeg quietly; what it writes to its standard output."""
    run = subprocess.run(["ffmpeg", "-v", "error", "-nostdin" if data is None else "-y", "-y", *map(str, options)], input=data,
                         stdin=subprocess.DEVNULL if data is None else None, capture_output=True, timeout=LIMIT_SECONDS)
    if run.returncode != 0:
        raise AssertionError(f"ffmpeg {options}: {run.stderr.decode(errors='replace')}")
    return run.stdout


def probe(file, *options):
    run = subprocess.run(["ffprobe", "-v", "error", "-of", "json", *options, file], capture_output=True, check=True)
    return json.loads(run.stdout)


def streams(file, kind=None):
    found = probe(file, "-show_streams")["streams"]
    return [stream for stream in found if kind is None or stream["codec_type"] == kind]


def complaints(file):
    """What a strict decoder says of a file: nothing, if it is clean."""
    run = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-xerror", "-i", file, "-map", "0", "-f", "null", "-"],
                         capture_output=True, text=True, errors="replace", timeout=LIMIT_SECONDS)
    return run.stderr.strip() or ("" if run.returncode == 0 else f"ended with {run.returncode}")


class Picture:
    """Planes of bytes, 4:2:0, 4:2:2 or 4:4:4 of 8 bit, as they stand in a raw file."""

    def __init__(self, data, width, height, format="yuv420p"):
        self.width, self.height = width, height
        shift_x, shift_y = {"yuv420p": (1, 1), "yuv422p": (1, 0), "yuv444p": (0, 0), "gray": (0, 0)}[format]
        self.chroma = ((width + shift_x) >> shift_x, (height + shift_y) >> shift_y) if format != "gray" else (0, 0)
        luma, chroma = width * height, self.chroma[0] * self.chroma[1]
        self.y, self.u, self.v = data[:luma], data[luma:luma + chroma], data[luma + chroma:luma + 2 * chroma]
        self.shift = shift_x, shift_y

    def at(self, x, y):
        """Y'CbCr of the pixel."""
        c = (y >> self.shift[1]) * self.chroma[0] + (x >> self.shift[0])
        return self.y[y * self.width + x], self.u[c], self.v[c]

    def luma(self, x, y):
        return self.y[y * self.width + x]

    def row(self, y):
        return self.y[y * self.width:(y + 1) * self.width]


def frame_bytes(width, height, format):
    return {"yuv420p": width * height * 3 // 2, "yuv422p": width * height * 2, "yuv444p": width * height * 3,
            "gray": width * height}[format]


def pictures(file, format="yuv420p", first=0, count=None):
    """Decoded frames of a file, as many as it holds, untouched by any converter that guesses."""
    stream = streams(file, "video")[0]
    width, height = stream["width"], stream["height"]
    limit = [] if count is None else ["-frames:v", count]
    select = [] if first == 0 else ["-vf", f"select=gte(n\\,{first})"]
    data = ffmpeg("-i", file, "-map", "0:v:0", *select, *limit, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", format, "-")
    size = frame_bytes(width, height, format)
    return [Picture(data[i:i + size], width, height, format) for i in range(0, len(data), size)]


def samples(file, track=0, channel=None, rate=48000):
    """Sound of one track as floats from -1 to 1: one list, of one channel where asked, else of all mixed."""
    import array
    take = ["-af", f"pan=mono|c0=c{channel}"] if channel is not None else []
    data = ffmpeg("-i", file, "-map", f"0:a:{track}", *take, "-ar", rate, "-f", "f32le", "-ac", 1, "-")
    return array.array("f", data)


class Report:
    """What a render said: exit code, --json, standard error."""

    def __init__(self, run):
        self.code = run.returncode
        self.said = run.stderr.decode(errors="replace")
        try:
            self.json = json.loads(run.stdout) if run.stdout.strip() else {}
        except ValueError as error:
            raise AssertionError(f"--json is not JSON: {run.stdout[:300]!r}") from error

    @property
    def outputs(self):
        return self.json.get("outputs", [])

    @property
    def files(self):
        return [Path(output["file"]) for output in self.outputs]

    @property
    def file(self):
        return self.files[0]


class Case(unittest.TestCase):
    maxDiff = 2000

    @classmethod
    def setUpClass(cls):
        cls.shared = Path(tempfile.mkdtemp(prefix="gatecast-truth-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared, True)

    def setUp(self):
        self.scratch = Path(tempfile.mkdtemp(prefix=f"{self._testMethodName[:40]}-", dir=self.shared))
        self.addCleanup(shutil.rmtree, self.scratch, True)
        self.presets = self.scratch / "presets"
        for kind in ("displays", "encodes", "deliveries"):
            (self.presets / kind).mkdir(parents=True)
        self.renders = 0

    def display(self, name, width, height, rate=25, **keys):
        """Writes a display preset; keys as in the file, written as TOML."""
        lines = [f"canvas = [{width}, {height}]", f"rate = {rate}"]
        lines += [f"{key} = {json.dumps(value)}" for key, value in keys.items() if key != "fit"]
        if "fit" in keys:
            lines += ["[[picture]]", f'fit = "{keys["fit"]}"']
        (self.presets / "displays" / f"{name}.toml").write_text("\n".join(lines) + "\n")
        return name

    def encode(self, name, text):
        (self.presets / "encodes" / f"{name}.toml").write_text(text)
        return name

    def run_program(self, *arguments):
        environment = os.environ | {"XDG_CACHE_HOME": str(self.scratch / "cache"), "XDG_CONFIG_HOME": str(self.scratch / "config"),
                                    "LC_ALL": "C.UTF-8", "GATECAST_LANGUAGE": ""}
        return subprocess.run([PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, env=environment,
                              timeout=LIMIT_SECONDS)

    def render(self, clip, displays, encodes=("master-ffv1",), *options, codes=(0,), fresh=True):
        """Renders into a directory of its own; fresh: with an empty store too."""
        self.renders += 1
        out = self.scratch / f"out{self.renders}"
        cache = self.scratch / (f"cache{self.renders}" if fresh else "cache")
        displays = [displays] if isinstance(displays, str) else displays
        run = self.run_program("render", clip, *[f"--display={d}" for d in displays], *[f"--encode={e}" for e in encodes or ()],
                               "-o", out, "--presets", self.presets, "--cache", cache, "--language", "en", "--json", *options)
        report = Report(run)
        self.assertIn(report.code, codes, f"render {clip} {options}: {report.said}")
        if report.code in (0, 3):
            for output in report.outputs:
                self.assertIn(output["state"], ("rendered", "unchanged"), report.said)
        return report


# --- numbers written into pictures ----------------------------------------------------------------------------------

BITS = 16
NUMBER_SIZE = (BITS * 20, 180)


def number_row(number, width=NUMBER_SIZE[0], bits=BITS):
    """One row of luma: each bit a block, bright for one, and dark for nought."""
    block = width // bits
    return b"".join((b"\xd0" if number >> (bits - 1 - bit) & 1 else b"\x28") * block for bit in range(bits)).ljust(width, b"\x28")


def number_picture(number, width=NUMBER_SIZE[0], height=NUMBER_SIZE[1]):
    """A 4:2:0 frame that carries its number, a check row of its complement in its lower half."""
    top, bottom = number_row(number, width), number_row(~number & (2 ** BITS - 1), width)
    return top * (height // 2) + bottom * (height - height // 2) + b"\x80" * (((width + 1) // 2) * ((height + 1) // 2) * 2)


def read_row(row, bits=BITS):
    block = len(row) // bits
    number = 0
    for bit in range(bits):
        value = row[bit * block + block // 2]
        if 0x60 < value < 0x98:
            return None
        number = number << 1 | (value > 0x7c)
    return number


def read_number(picture):
    """The number a frame carries; None where it is not one frame alone."""
    top, bottom = read_row(picture.row(picture.height // 4)), read_row(picture.row(picture.height * 3 // 4))
    return top if top is not None and bottom == ~top & (2 ** BITS - 1) else None


def film_of_numbers(file, count, rate, *options, width=NUMBER_SIZE[0], height=NUMBER_SIZE[1], sound=()):
    """Encodes `count` numbered frames at `rate`; options are ffmpeg's, for the output."""
    data = b"".join(number_picture(n, width, height) for n in range(count))
    options = options or ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-g", "24", "-bf", "2")
    ffmpeg("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}", "-r", rate, "-i", "pipe:0", *sound, *options, file,
           data=data)
    return file


def shown_at(starts, time):
    """Number of the frame whose interval holds `time`, given all starts as fractions: before the first, the first."""
    number = 0
    for n, start in enumerate(starts):
        if start > time:
            break
        number = n
    return number


def rational(text):
    return Fraction(str(text))
