# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the live room share: a small gate that runs the real program, and readers of what it puts out.

    a_test.py PROGRAM [unittest's options]

Every output frame carries its number (the site's option `counter`); clips are plain colours with a tone each, so that
a frame also tells what it shows.
"""
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

PROGRAM = None
RATE = 25
WIDTH, HEIGHT = 160, 96
SOURCE_STRIP_Y = 32  # below the gate's own counter: what a live source of tests numbers its pictures with
PATIENCE_SECONDS = 150  # an instrumented program on a busy machine

DISPLAY = f"canvas = [{WIDTH}, {HEIGHT}]\nrate = {RATE}\n"
ENCODE = 'extends = "h264-ts"\n[video]\ngop = 25\n'
# Y', Cb, Cr that ffmpeg's colours come out with, about; told apart by the nearest.
COLOURS = {"red": (81, 90, 240), "lime": (145, 54, 34), "blue": (41, 240, 110), "yellow": (210, 16, 146), "white": (235, 128, 128),
           "black": (16, 128, 128)}


def ffmpeg(*options):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, options)], check=True, stdin=subprocess.DEVNULL)


def make_clip(path, colour, seconds, tone=440, size="160x96"):
    ffmpeg("-f", "lavfi", "-i", f"color={colour}:s={size}:r={RATE}", "-f", "lavfi", "-i", f"sine=f={tone}:r=48000", "-t", seconds,
           "-c:v", "libx264", "-preset", "ultrafast", "-g", RATE, "-pix_fmt", "yuv420p", "-c:a", "aac", path)
    return path


def make_picture(path, colour):
    ffmpeg("-f", "lavfi", "-i", f"color={colour}:s={WIDTH}x{HEIGHT}", "-frames:v", 1, path)
    return path


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


class Frame:
    """One decoded output frame: its number, the colour that it shows, and the number that a live source wrote on it."""

    def __init__(self, number, colour, source):
        self.number, self.colour, self.source = number, colour, source

    def __repr__(self):
        return f"{self.number}:{self.colour}"


def nearest_colour(yuv):
    return min(COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(COLOURS[name], yuv)))


def read_frames(path):
    """The frames of an output, in the order of the stream."""
    run = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", "0:v:0", "-fps_mode", "passthrough", "-pix_fmt", "yuv420p",
                          "-f", "rawvideo", "-"], capture_output=True, check=True)
    luma, chroma = WIDTH * HEIGHT, WIDTH * HEIGHT // 4
    frames = []
    for start in range(0, len(run.stdout) - luma - 2 * chroma + 1, luma + 2 * chroma):
        picture = run.stdout[start:start + luma + 2 * chroma]
        number = 0
        for bit in range(32):
            number = number << 1 | (picture[(bit // 16 * 8 + 4) * WIDTH + bit % 16 * 8 + 4] > 128)
        middle = HEIGHT // 2 * WIDTH + WIDTH // 2
        chroma_middle = HEIGHT // 4 * WIDTH // 2 + WIDTH // 4
        source = 0
        for bit in range(16):
            source = source << 1 | (picture[(SOURCE_STRIP_Y + 4) * WIDTH + bit * 8 + 4] > 128)
        frames.append(Frame(number, nearest_colour((picture[middle], picture[luma + chroma_middle], picture[luma + chroma + chroma_middle])), source))
    return frames


def probe_packets(path, stream):
    run = subprocess.run(["ffprobe", "-v", "error", "-of", "json", "-select_streams", stream, "-show_packets", path], capture_output=True,
                         check=True)
    return json.loads(run.stdout)["packets"]


def runs_of(frames):
    """[(colour, how many frames)] in order."""
    runs = []
    for frame in frames:
        if runs and runs[-1][0] == frame.colour:
            runs[-1][1] += 1
        else:
            runs.append([frame.colour, 1])
    return [tuple(run) for run in runs]


def wait_until(true, what, seconds=PATIENCE_SECONDS):
    end = time.monotonic() + seconds
    while True:
        found = true()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.01)


class UdpListener:
    """Takes a transport stream into a file, with the moment each datagram came."""

    def __init__(self, path):
        self.path = Path(path)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(0.2)
        self.port = self.socket.getsockname()[1]
        self.moments = []
        self.ended = False
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def work(self):
        with self.path.open("wb") as file:
            while not self.ended:
                try:
                    datagram = self.socket.recv(65536)
                except TimeoutError:
                    continue
                self.moments.append((time.monotonic_ns(), len(datagram)))
                file.write(datagram)
                file.flush()

    def close(self):
        self.ended = True
        self.thread.join()
        self.socket.close()


def session_processes(session):
    found = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            fields = Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] not in "ZX":
            found.append(int(entry))
    return found


class GateCase(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.clips = Path(tempfile.mkdtemp(prefix="gatecast-clips-"))
        cls.addClassCleanup(shutil.rmtree, cls.clips, True)

    @classmethod
    def clip(cls, colour, seconds, tone=440):
        path = cls.clips / f"{colour}-{seconds}.mp4"
        return path if path.exists() else make_clip(path, colour, seconds, tone)

    def setUp(self):
        self.scratch = Path(tempfile.mkdtemp(prefix="gatecast-gate-"))
        self.addCleanup(shutil.rmtree, self.scratch, True)
        for kind, name, text in (("displays", "tiny", DISPLAY), ("encodes", "tiny", ENCODE)):
            (self.scratch / "presets" / kind).mkdir(parents=True, exist_ok=True)
            (self.scratch / "presets" / kind / f"{name}.toml").write_text(text)
        self.state = self.scratch / "state"
        self.sessions, self.processes = [], []
        self.addCleanup(self.end_all)

    def end_all(self):
        for session in self.sessions:
            for _ in range(50):
                left = session_processes(session)
                for process in left:
                    try:
                        os.kill(process, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
                if not left:
                    break
                time.sleep(0.02)
        for process in self.processes:
            process.wait()

    def write_site(self, clips, *, outputs="", more="", approved=None, standby=None, display_more=""):
        lines = ['state = "state"', "counter = true", f"loop = {json.dumps([str(clip) for clip in clips])}"]
        if approved is None:
            lines.append("require_approved = false")
        else:
            lines.append(f'approvals = "{approved}"')
        if standby:
            lines.append(f'standby = "{standby}"')
        text = "\n".join([*lines, more, '[[display]]\nname = "tiny"\nencode = "tiny"\nbitrate = "500k"\n' + display_more,
                          '[[output]]\ndisplay = "tiny"\nkind = "record"\nurl = "record"\n', outputs])
        self.site = self.scratch / "gate.toml"
        self.site.write_text(text)

    def start(self):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GATECAST_", "LC_", "LANG"))}
        environment |= {"LC_ALL": "C.UTF-8", "HOME": str(self.scratch)}
        seen = len(self.events("mixer"))
        with (self.scratch / "log").open("a") as log:
            process = subprocess.Popen([PROGRAM, "live", self.site, "--presets", self.scratch / "presets", "--language", "en"],
                                       stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, env=environment)
        self.sessions.append(process.pid)
        self.processes.append(process)
        self.process = process
        wait_until(lambda: len(self.events("mixer")) > seen, "the mixer's start")
        return process

    def log(self):
        return (self.scratch / "log").read_text()

    def gatecast(self, *words, code=0):
        run = subprocess.run([PROGRAM, *map(str, words), "--language", "en"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             timeout=PATIENCE_SECONDS)
        self.assertEqual(run.returncode, code, run.stderr + run.stdout)
        return run.stdout

    def ctl(self, *words):
        return json.loads(self.gatecast("ctl", *words, "--state", self.state))

    def events(self, kind=None, **wanted):
        try:
            lines = (self.state / "events.jsonl").read_text().splitlines()
        except FileNotFoundError:
            return []
        events = [json.loads(line) for line in lines]
        return [event for event in events if (kind is None or event["event"] == kind) and
                all(event.get(key) == value for key, value in wanted.items())]

    def wait_for(self, kind, count=1, **wanted):
        return wait_until(lambda: (found := self.events(kind, **wanted)) and len(found) >= count and found, f"{kind} {wanted}\n{self.log()}")

    def frame_now(self):
        epoch = json.loads((self.state / "epoch.json").read_text())
        return (time.monotonic_ns() - epoch["origin"]) * RATE // 1_000_000_000

    def wait_frames(self, count):
        """Until the mixer is that many frames further."""
        end = self.frame_now() + count
        wait_until(lambda: self.frame_now() >= end, f"{count} frames")

    def wait_recorded(self, frame):
        """Until a frame of the grid must be in the recording."""
        wait_until(lambda: self.frame_now() >= frame + 3 * RATE, "the recording")

    def recorded(self, folder="record"):
        """All frames recorded so far, by their number."""
        whole = self.scratch / "whole.ts"
        with whole.open("wb") as file:
            for part in sorted((self.scratch / folder).glob("*.ts")):
                file.write(part.read_bytes())
        return read_frames(whole)

    def assert_complete(self, frames, first=None, last=None):
        """No frame is missing or doubled."""
        numbers = [frame.number for frame in frames if (first is None or frame.number >= first) and (last is None or frame.number <= last)]
        self.assertGreater(len(numbers), 1)
        wrong = [(a, b) for a, b in zip(numbers, numbers[1:]) if b != a + 1]
        self.assertEqual(wrong, [])


def main():
    global PROGRAM
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
