# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of programs and what they cost; the films they are run on. Used by compare and plot."""
import os
import statistics
import subprocess
import sys
import threading
import time

RAW = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "1920x1080", "-r", "25"]
LIMIT_SECONDS = 120  # of one run


class Cost:
    """One run of a program: seconds of CPU and of the clock, and the largest process's memory in MB."""

    def __init__(self, command, environment=None):
        before = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, env=environment)
        limit = threading.Timer(LIMIT_SECONDS, process.kill)
        limit.start()
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        limit.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}: exit {process.returncode}\n{said.decode(errors='replace')}")
        self.cpu = usage.ru_utime + usage.ru_stime
        self.wall = time.monotonic() - before
        self.memory = usage.ru_maxrss / 1024


def rounds_of(commands, rounds, environment=None):
    """Medians of each command, run in turn."""
    costs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(Cost(command, environment))
    return {name: (statistics.median(c.cpu for c in runs), statistics.median(c.wall for c in runs),
                   max(c.memory for c in runs)) for name, runs in costs.items()}


def make_inputs(build, raw, logo, frames):
    paint = build / "samples" / "paint"
    subprocess.run([paint, "logo", "120", logo], check=True)
    with subprocess.Popen([paint, "film", "1920", "1080", "25", str(frames / 25), "0.1", "1.7", "14"],
                          stdout=subprocess.PIPE) as film:
        subprocess.run(["ffmpeg", "-v", "error", "-f", "rawvideo", "-pix_fmt", "bgra", "-s", "1920x1080", "-r", "25",
                        "-i", "pipe:0", "-vf", "scale=out_color_matrix=bt709,format=yuv420p", "-f", "rawvideo", raw],
                       stdin=film.stdout, check=True)


def make_clip(build, scratch, seconds):
    """A camera's grain lies over the painted picture: a smooth drawing would flatter every encoder."""
    raw, clip, logo = scratch / "clip.i420", scratch / "clip.mp4", scratch / "clip-logo.png"
    make_inputs(build, raw, logo, seconds * 25)
    with subprocess.Popen([build / "samples" / "music", str(seconds)], stdout=subprocess.PIPE) as music:
        subprocess.run(["ffmpeg", "-v", "error", *RAW, "-i", raw, "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "pipe:0",
                        "-vf", "noise=alls=6:allf=t:all_seed=1", "-c:v", "libx264", "-preset", "veryfast", "-b:v", "12M",
                        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
                        "-c:a", "aac", "-b:a", "160k", "-shortest", clip], stdin=music.stdout, check=True)
    raw.unlink()
    return clip, logo


def number(value, unit=""):
    return "–" if value is None else f"{value:.2f}{unit}"


def verdict(met):
    return "met" if met else "**missed**"
