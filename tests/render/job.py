# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the render job share: small media, small displays, and the real program.

    a_test.py PROGRAM [unittest's options]

Each test has a scratch directory with its own store, presets and outputs, removed afterwards.
"""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

LONG = os.environ.get("GATECAST_LONG") == "1"
LIMIT_SECONDS = 240
# So slow an instrumented program may be: how long a test waits, never what it demands.
PATIENCE_SECONDS = 60
PROGRAM = None

DISPLAYS = {
    "tiny": 'canvas = [160, 96]\nrate = 25\nlogo_area = ["60%", "5%", "30%", "30%"]\nloudness = "tv"\n',
    "wide": 'canvas = [192, 64]\nrate = 25\nloudness = "kiosk"\n[[picture]]\nfit = "fill"\n',
    "tall": 'canvas = [96, 160]\nrate = 50\nloudness = "web"\n',
}
# Segments of one second: many joins in a short clip.
ENCODES = {
    "short": 'extends = "h264-mp4"\n[video]\npreset = "ultrafast"\ngop = 25\nsegment_s = 1\n',
    "short-ts": 'extends = "h264-ts"\n[video]\npreset = "ultrafast"\ngop = 25\nsegment_s = 1\n',
    "short-h265": 'extends = "h265-mp4"\n[video]\npreset = "ultrafast"\ngop = 25\nsegment_s = 1\n',
    "short-ffv1": 'extends = "master-ffv1"\n[video]\nsegment_s = 1\n',
}


def ffmpeg(*options):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, options)], check=True, stdin=subprocess.DEVNULL)


def make_clip(path, seconds, *options, size="320x180", rate=25, sound="sine=f=440:r=48000"):
    """A moving picture whose every frame differs, with sound unless `sound` is None."""
    inputs = ["-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}"]
    if sound:
        inputs += ["-f", "lavfi", "-i", sound]
    coded = options or ("-c:v", "libx264", "-preset", "ultrafast", "-g", rate, "-pix_fmt", "yuv420p", "-c:a", "aac")
    ffmpeg(*inputs, "-t", seconds, *coded, path)
    return path


def make_logo(path, colour="red"):
    ffmpeg("-f", "lavfi", "-i", f"color={colour}:s=48x32", "-frames:v", 1, path)
    return path


def ffprobe(path, *options):
    run = subprocess.run(["ffprobe", "-v", "error", "-of", "json", *options, path], capture_output=True, check=True)
    return json.loads(run.stdout)


def frame_hashes(path):
    """A hash of each decoded picture."""
    run = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framemd5", "-"],
                         capture_output=True, check=True, text=True)
    return [line.split(",")[-1].strip() for line in run.stdout.splitlines() if not line.startswith("#")]


def digest(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def names_in(directory):
    """Everything below a directory, hidden things too."""
    return sorted(str(path.relative_to(directory)) for path in Path(directory).rglob("*") if path.is_file())


class Run:
    """What a finished program said."""

    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def outputs(self):
        return self.json["outputs"]


class JobCase(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.scratch = Path(tempfile.mkdtemp(prefix="gatecast-job-"))
        self.addCleanup(shutil.rmtree, self.scratch, True)
        self.presets = self.scratch / "presets"
        for kind, presets in (("displays", DISPLAYS), ("encodes", ENCODES)):
            (self.presets / kind).mkdir(parents=True)
            for name, text in presets.items():
                self.write_preset(kind, name, text)
        self.cache = self.scratch / "cache"
        self.out = self.scratch / "out"

    def write_preset(self, kind, name, text):
        (self.presets / kind / f"{name}.toml").write_text(text)

    @classmethod
    def shared_clip(cls, name, seconds, *options, **keys):
        """Made once a class: a clip costs more than a render of it."""
        if not hasattr(cls, "clips"):
            cls.clips = Path(tempfile.mkdtemp(prefix="gatecast-clips-"))
            cls.addClassCleanup(lambda: (shutil.rmtree(cls.clips, True), delattr(cls, "clips")))
        path = cls.clips / name
        return path if path.exists() else make_clip(path, seconds, *options, **keys)

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GATECAST_", "LC_", "LANG"))}
        return kept | {"LC_ALL": "C.UTF-8", "HOME": str(self.scratch), "XDG_CACHE_HOME": str(self.scratch / "xdg")} | more

    def command(self, clip, *options, display="tiny", encode="short", out=None, cache=None, jobs=2, language="en", json=True):
        displays = [display] if isinstance(display, str) else display
        encodes = [encode] if isinstance(encode, str) else encode or []
        return [PROGRAM, "render", clip, *(f"--display={name}" for name in displays), *(f"--encode={name}" for name in encodes),
                "-o", out or self.out, "--cache", cache or self.cache, "--presets", self.presets, "--jobs", str(jobs),
                "--language", language, *(["--json"] if json else []), *map(str, options)]

    def start(self, clip, *options, environment=None, prefix=(), **keys):
        """In a session of its own, so that the whole of it can be killed."""
        return subprocess.Popen([*prefix, *self.command(clip, *options, **keys)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, errors="replace", start_new_session=True,
                                env=self.environment(**environment or {}))

    def finish(self, process, begun=None):
        try:
            out, err = process.communicate(timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.communicate()
            raise AssertionError(f"no end after {LIMIT_SECONDS} s")
        return Run(process.returncode, out, err, time.monotonic() - begun if begun else 0)

    def render(self, clip, *options, code=0, **keys):
        begun = time.monotonic()
        run = self.finish(self.start(clip, *options, **keys), begun)
        self.assertEqual(run.code, code, run.err or run.out)
        return run

    def file(self, run, index=0):
        return Path(run.outputs[index]["file"])

    def gatecast(self, *words, code=0, language="en"):
        run = subprocess.run([PROGRAM, *map(str, words), "--language", language], stdin=subprocess.DEVNULL, capture_output=True,
                             text=True, errors="replace", env=self.environment(), timeout=LIMIT_SECONDS)
        self.assertEqual(run.returncode, code, run.stderr)
        return run

    def undisturbed(self, clip, *options, **keys):
        """The same job in a store and a directory of its own: {file name: bytes}."""
        place = Path(tempfile.mkdtemp(dir=self.scratch))
        run = self.render(clip, *options, **keys | {"out": place / "out", "cache": place / "cache"})
        return {Path(output["file"]).name: Path(output["file"]).read_bytes() for output in run.outputs}

    def assert_only_whole_files(self, out=None, files=()):
        """Beside the files, nothing but their manifests (and .done): no part of anything."""
        allowed = {name + ending for name in files for ending in ("", ".gatecast.json", ".done")}
        out = out or self.out
        self.assertEqual([name for name in (names_in(out) if out.exists() else []) if name not in allowed], [])

    def assert_store_tidy(self, cache=None):
        """No part of a dead writer, no directory of a dead job."""
        cache = cache or self.cache
        left = [name for part in ("parts", "jobs", "held") if (cache / part).exists() for name in os.listdir(cache / part)]
        self.assertEqual(left, [])


def session_processes(session):
    """Processes of a session that still run."""
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


def wait_until(true, what, seconds=PATIENCE_SECONDS):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.002)


def main():
    global PROGRAM
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
