#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Damaged media: whatever stands in a file, the program neither crashes nor hangs, and never claims a file that is not whole.

    mutated_media.py PROGRAM [--count 100] [--jobs 2] [--seed 1] [--keep DIRECTORY]

Small sound files of every container are made with ffmpeg, damaged at random (the same seed: the same damage) and
rendered. A failing file and what was said are kept in DIRECTORY and named.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

LIMIT_SECONDS = 60
PICTURE = ["-f", "lavfi", "-i", "mandelbrot=s=320x180:r=25:start_scale=0.3"]
SOUND = ["-f", "lavfi", "-i", "sine=f=440:r=48000:d=2"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "12"]
# Name: ffmpeg's options after the inputs.
FILMS = {
    "h264.mp4": [*H264, "-c:a", "aac", "-movflags", "+faststart"],
    "h264-tail.mp4": [*H264, "-c:a", "aac"],
    "h264.mkv": [*H264, "-c:a", "libmp3lame"],
    "hevc.mkv": ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p", "-c:a", "aac"],
    "h264.ts": [*H264, "-c:a", "mp2"],
    "mpeg2.mxf": ["-c:v", "mpeg2video", "-pix_fmt", "yuv422p", "-b:v", "4M", "-c:a", "pcm_s16le"],
    "mpeg4.avi": ["-c:v", "mpeg4", "-b:v", "1M", "-c:a", "libmp3lame"],
    "vp9.webm": ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"],
    "mjpeg.mov": ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-c:a", "pcm_s16le"],
}
SOUNDS = {"sound.mp3": ["-c:a", "libmp3lame"], "sound.wav": [], "sound.flac": [], "sound.ogg": ["-c:a", "libvorbis"]}
STILLS = {"still.jpg": ["-q:v", "3"], "still.png": []}


def make_seeds(directory):
    def make(name, inputs, options):
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *inputs, *options, directory / name], check=True)

    for name, options in FILMS.items():
        make(name, PICTURE + SOUND, ["-t", "2", *options])
    for name, options in SOUNDS.items():
        make(name, SOUND, options)
    for name, options in STILLS.items():
        make(name, PICTURE, ["-frames:v", "1", *options])
    return sorted(path for path in directory.iterdir())


def damage(data, chance):
    """One to three wounds of the kinds that disks, lines and hands give."""
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 3])):
        if len(data) < 16:
            break
        # Half of them in the first two kilobytes, where headers are.
        at = chance.randrange(min(len(data), 2048) if chance.random() < 0.5 else len(data))
        length = chance.choice([1, 4, 64, 1024, len(data) // 8])
        kind = chance.choice(["flip", "bytes", "zero", "cut", "tail", "double", "swap", "insert"])
        if kind == "flip":
            data[at] ^= 1 << chance.randrange(8)
        elif kind == "bytes":
            data[at:at + length] = chance.randbytes(len(data[at:at + length]))
        elif kind == "zero":
            data[at:at + length] = bytes(len(data[at:at + length]))
        elif kind == "cut":
            del data[at:at + length]
        elif kind == "tail":
            del data[max(at, 16):]
        elif kind == "double":
            data[at:at] = data[at:at + length]
        elif kind == "swap":
            other = chance.randrange(len(data))
            data[at:at + 32], data[other:other + 32] = data[other:other + 32], data[at:at + 32]
        elif kind == "insert":
            data[at:at] = chance.randbytes(length)
    return bytes(data)


def decode(path):
    """What ffmpeg says about a file, and the frames it finds: [says, pictures]."""
    says = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-f", "null", "-"], capture_output=True, text=True,
                          errors="replace", timeout=LIMIT_SECONDS)
    count = subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v:0", "-count_packets", "-show_entries",
                            "stream=nb_read_packets", "-of", "csv=p=0", path], capture_output=True, text=True)
    return says.stderr, count.stdout.strip().strip(",")


def check_outputs(report, out):
    """What is wrong with the files that stand there, given what the program said of them."""
    claimed = {Path(output["file"]).name: output for output in report.get("outputs", []) if output["state"] == "rendered"}
    there = {path.name for path in out.rglob("*") if path.is_file() and path.suffix == ".mp4"}
    if there != set(claimed):
        yield f"files {sorted(there)}, claimed {sorted(claimed)}"
    for name in there & set(claimed):
        says, pictures = decode(out / name)
        if says:
            yield f"{name} is not whole: {says}"
        if pictures != str(claimed[name]["frames"]):
            yield f"{name}: {pictures} frames, {claimed[name]['frames']} claimed"
    hidden = [path.name for path in out.rglob("*") if path.is_file() and path.name.startswith(".") and ".tmp" in path.name]
    if hidden:
        yield f"left behind: {hidden}"


def render(program, clip, scratch):
    """Renders one damaged file; gives what is wrong, in sentences."""
    out = scratch / "out"
    out.mkdir()
    environment = os.environ | {"XDG_CACHE_HOME": str(scratch / "cache"), "LC_ALL": "C.UTF-8"}
    command = [program, "render", clip, "--display", "led-p10", "-o", out, "--still-seconds", "2", "--jobs", "1", "--json"]
    try:
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return None, [f"no end after {LIMIT_SECONDS} s"]
    said = run.stderr.decode(errors="replace")
    if run.returncode not in (0, 1, 3):
        return run.returncode, [f"exit {run.returncode}: {said[-2000:]}"]
    if run.returncode == 1 and not said.strip():
        return 1, ["failed without a word"]
    try:
        report = json.loads(run.stdout) if run.stdout.strip() else {}
    except ValueError:
        return run.returncode, [f"--json is not JSON: {run.stdout[:300]!r}"]
    wrong = list(check_outputs(report, out))
    if run.returncode in (0, 3) and not report.get("outputs"):
        wrong.append(f"exit {run.returncode} without an output: {said[-500:]}")
    return run.returncode, wrong


def check_sound(program, seed, scratch):
    """Sound files must render, or the damage would prove nothing."""
    directory = scratch / f"sound-{seed.name}"
    directory.mkdir()
    code, wrong = render(program, seed, directory)
    shutil.rmtree(directory)
    return wrong if code == 0 else [f"undamaged, it ended with {code}", *wrong]


def one(program, seeds, number, seed, scratch, keep):
    chance = random.Random(f"{seed}/{number}")
    origin = seeds[number % len(seeds)]
    directory = scratch / str(number)
    directory.mkdir()
    clip = directory / origin.name
    clip.write_bytes(damage(origin.read_bytes(), chance))
    code, wrong = render(program, clip, directory)
    if code == 0:  # called sound: then another decoder must find nothing either that the seed did not have
        says, _ = decode(clip)
        if says and not decode(origin)[0]:
            code = "0, ffmpeg complains"
    if wrong and keep:
        keep.mkdir(parents=True, exist_ok=True)
        shutil.copy(clip, keep / f"{number}-{origin.name}")
    shutil.rmtree(directory)
    return number, origin.name, code, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--count", type=int, default=1000 if os.environ.get("GATECAST_LONG") == "1" else 100)
    parser.add_argument("--first", type=int, default=0, help="number of the first file, to try one again")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    ends, failures = {}, 0
    with tempfile.TemporaryDirectory(prefix="gatecast-mutated-") as directory:
        scratch = Path(directory)
        (scratch / "seeds").mkdir()
        seeds = make_seeds(scratch / "seeds")
        with ThreadPoolExecutor(options.jobs) as pool:
            for seed, wrong in zip(seeds, pool.map(lambda s: check_sound(options.program.resolve(), s, scratch), seeds)):
                failures += bool(wrong)
                for sentence in wrong:
                    print(f"{seed.name}: {sentence}")
            numbers = range(options.first, options.first + options.count)
            for number, name, code, wrong in pool.map(
                    lambda n: one(options.program.resolve(), seeds, n, options.seed, scratch, options.keep), numbers):
                ends[code] = ends.get(code, 0) + 1
                failures += bool(wrong)
                for sentence in wrong:
                    print(f"{number} {name}: {sentence}")
    print(f"{options.count} damaged files: " + ", ".join(f"{count} ended with {code}" for code, count in sorted(ends.items(), key=str)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
