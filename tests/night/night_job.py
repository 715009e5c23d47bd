# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the night share: days of small media, and the real commands.

    a_test.py PROGRAM [unittest's options]
"""
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "render"))
import job  # noqa: E402
from job import LIMIT_SECONDS, LONG, JobCase, Run, digest, ffmpeg, main, make_clip, names_in, session_processes, wait_until  # noqa: E402,F401

DATE = "2026-12-02"


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml, value)) + "]"
    return str(value) if isinstance(value, (int, float)) else json.dumps(str(value))


def write_day(path, items, **keys):
    """A list in TOML; each item a dict."""
    lines = [f"{key} = {toml(value)}" for key, value in ({"date": DATE} | keys).items()]
    for item in items:
        lines += ["", "[[item]]"] + [f"{key} = {toml(value)}" for key, value in item.items()]
    Path(path).write_text("\n".join(lines) + "\n")
    return Path(path)


def write_srt(path, *cues):
    """Each cue (from, to, text), in seconds."""
    def stamp(seconds):
        return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02},{int(seconds * 1000) % 1000:03}"
    Path(path).write_text("".join(f"{i}\n{stamp(a)} --> {stamp(b)}\n{text}\n\n" for i, (a, b, text) in enumerate(cues, 1)))
    return Path(path)


class NightCase(JobCase):
    displays = ("tiny", "wide", "tall")

    @classmethod
    def setUpClass(cls):
        # GStreamer looks through its plugins once a class, not once a test.
        cls.registry = Path(tempfile.mkdtemp(prefix="gatecast-registry-"))
        cls.addClassCleanup(shutil.rmtree, cls.registry, True)

    def environment(self, **more):
        return super().environment(**{"GST_REGISTRY_1_0": str(self.registry / "plugins")} | more)

    def setUp(self):
        super().setUp()
        self.root = self.scratch / "phat"
        self.list = self.scratch / "ngay.toml"
        self.encode = "short"

    @property
    def day(self):
        return self.root / DATE

    def words(self, *options, command=("day", "render"), root=None, cache=None, displays=None):
        words = [job.PROGRAM, *command] + ([str(self.list)] if command == ("day", "render") else [])
        words += ["--displays", ",".join(displays or self.displays), "-o", str(root or self.root), "--encode", self.encode,
                  "--presets", str(self.presets), "--cache", str(cache or self.cache), "--nice", "0", "--json", "--language", "en"]
        return words + [str(option) for option in options]

    def begin(self, *options, output=subprocess.PIPE, **keys):
        """The command in a session of its own. Who does not read its output gives it another place: a pipe fills."""
        return subprocess.Popen(self.words(*options, **keys), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                text=True, errors="replace", env=self.environment(), start_new_session=True)

    def night(self, *options, code=0, **keys):
        begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        run = self.finish(self.begin(*options, **keys), begun)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # Of the program and of all that it started and saw end.
        run.cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.assertEqual(run.code, code, run.err or run.out)
        return run

    def item(self, run, name):
        return next(item for item in run.json["items"] if item["id"] == name)

    def published(self, day=None):
        """{name: bytes} of a published day."""
        day = day or self.day
        return {name: (day / name).read_bytes() for name in names_in(day)}

    def check_published(self, day=None):
        """day.json says of every other file what it is."""
        day = day or self.day
        value = json.loads((day / "day.json").read_text())
        listed = {file["path"]: file for file in value["others"]}
        listed |= {item["file"]["path"]: item["file"] for item in value["items"] + value["spares"] if item["file"]}
        self.assertEqual(sorted([*listed, "day.json"]), names_in(day))
        for path, file in listed.items():
            self.assertEqual(file["sha256"], digest(day / path), path)
            self.assertEqual(file["bytes"], (day / path).stat().st_size, path)
        return value

    def kill(self, process, whole_group):
        if process.poll() is None:
            (os.killpg if whole_group else os.kill)(process.pid, signal.SIGKILL)
        process.communicate()
        wait_until(lambda: not processes_of(self.scratch), "children outlive their starter")


def processes_of(scratch):
    """Programs that still run and whose command line names the scratch folder; children of a night have sessions alike but
    groups of their own."""
    found = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            words = Path(f"/proc/{entry}/cmdline").read_bytes()
            state = Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if str(scratch).encode() in words and b"gatecast" in words.split(b"\0")[0] and state not in "ZX":
            found.append(int(entry))
    return found


def mixed_media(folder, count):
    """Paths of `count` short media of every kind that a day holds: made once a kind, then as links of other names."""
    folder.mkdir(parents=True, exist_ok=True)
    x264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", 25, "-c:a", "aac")
    make_clip(folder / "h264.mp4", 2)
    make_clip(folder / "mpeg2.mxf", 2, "-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-top", 1, "-c:a", "pcm_s16le", size="352x288")
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180:r=30", "-t", 2, "-vf", r"select='not(eq(mod(n\,5)\,2))'", "-fps_mode", "vfr",
           "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", folder / "vfr.mp4")
    ffmpeg("-f", "lavfi", "-i", "sine=f=330:r=48000", "-t", 2, "-c:a", "libmp3lame", folder / "radio.mp3")
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=400x300", "-frames:v", 1, folder / "anh.png")
    (folder / "anh").mkdir(exist_ok=True)
    for i in range(3):
        ffmpeg("-f", "lavfi", "-i", f"testsrc2=s=320x240:r=1,hue=h={i * 90}", "-frames:v", 1, folder / "anh" / f"{i}.jpg")
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25", "-t", 2, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le",
           folder / "10bit.mkv")
    make_clip(folder / "straight.mp4", 2, *x264)
    ffmpeg("-i", folder / "straight.mp4", "-c", "copy", "-metadata:s:v:0", "rotate=90", folder / "rotated.mp4")
    (folder / "straight.mp4").unlink()
    kinds = [folder / name for name in ("h264.mp4", "mpeg2.mxf", "vfr.mp4", "radio.mp3", "anh.png", "anh", "10bit.mkv", "rotated.mp4")]
    media = []
    for i in range(count):
        kind = kinds[i % len(kinds)]
        path = folder / f"muc-{i + 1:03}{kind.suffix}"
        if kind.is_dir():
            shutil.copytree(kind, path)
        else:
            shutil.copy(kind, path)
        if kind.name == "h264.mp4":
            write_srt(path.with_suffix(".vi.srt"), (0.2, 1.5, f"Chào mừng quý khách {i + 1}"))
        media.append(path)
    return media
