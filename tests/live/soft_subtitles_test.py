#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Soft subtitles of HLS by language: on the very frames, in step with the pictures, whole over a death, only what is approved.

    soft_subtitles_test.py PROGRAM [unittest's options]
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import unittest
from pathlib import Path

import gate
from gate import RATE, probe_packets, read_frames, wait_until

CLOCK_WRAPS = 1 << 33
CUES = [(0.0, 0.8, "một & hai"), (1.0, 2.2, "ba\nbốn"), (2.6, 3.0, "năm")]  # of a clip of three seconds
SRT = "".join(f"{n}\n00:00:{start:06.3f} --> 00:00:{end:06.3f}\n{text}\n\n".replace(".", ",") for n, (start, end, text) in enumerate(CUES, 1))


def seconds(written):
    hours, minutes, rest = written.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def read_segment(path):
    """What the stream's clock shows at the segment's own time, and its cues in seconds from there."""
    text = path.read_text()
    clock, local = re.search(r"X-TIMESTAMP-MAP=MPEGTS:(\d+),LOCAL:(\S+)", text).groups()
    cues = []
    for start, end, words in re.findall(r"^(\S+) --> (\S+)\n((?:.+\n)+)", text, re.M):
        cues.append((seconds(start) - seconds(local), seconds(end) - seconds(local), words.strip().replace("&amp;", "&")))
    return int(clock), cues


class SoftSubtitles(gate.GateCase):
    def setUp(self):
        super().setUp()
        self.clips = [shutil.copy(self.clip(colour, 3), self.scratch) for colour in ("red", "blue")]
        Path(self.clips[0]).with_suffix(".vi.srt").write_text(SRT)
        Path(self.clips[0]).with_suffix(".km.srt").write_text(SRT.replace("một", "មួយ"))
        self.out = self.scratch / "out"

    def start_with(self, form="ts", **more):
        self.write_site(self.clips, outputs="\n".join(
            ["[[output]]", 'display = "tiny"', 'kind = "hls"', 'url = "out"', f'format = "{form}"', "segment_s = 1", "window = 100",
             'subtitles = ["vi", "en", "km"]']), **more)
        self.start()

    def segments(self):
        names = [line for line in (self.out / "index.m3u8").read_text().splitlines() if line and not line.startswith("#")]
        return [self.out / name for name in names]

    def wait_items(self, count):
        """Until so many more have begun, and what was before the last of them is in the playlist."""
        self.wait_for("on", len(self.events("on")) + count)
        self.wait_recorded(self.frame_now())

    def with_map(self, segment):
        """What a player puts together: of MP4, the file that holds what all segments need, and one of them."""
        if segment.suffix == ".ts":
            return segment
        lines = (self.out / "index.m3u8").read_text().splitlines()
        before = lines[:lines.index(segment.name)]
        name = next(line for line in reversed(before) if line.startswith("#EXT-X-MAP")).split('"')[1]
        whole = self.scratch / "whole.mp4"
        whole.write_bytes((self.out / name).read_bytes() + segment.read_bytes())
        return whole

    @staticmethod
    def clock_of(packet):
        return round(float(packet["pts_time"]) * 90_000) % CLOCK_WRAPS

    def frames_said(self, language):
        """{frame of the grid: the words on it}, as a player finds them: by the stream's clock."""
        said = {}
        for segment in self.segments():
            whole = self.with_map(segment)
            packets, frames = probe_packets(whole, "v"), read_frames(whole)
            self.assertEqual(len(packets), len(frames))
            clock, cues = read_segment(self.out / f"{language}-{segment.stem}.vtt")
            self.assertEqual(clock, self.clock_of(packets[0]), "the map is the first picture's clock")
            for packet, frame in zip(packets, frames):
                at = (self.clock_of(packet) - clock) % CLOCK_WRAPS / 90_000
                said[frame.number] = [words for start, end, words in cues if start - 1e-6 <= at < end - 1e-6]
        return said

    def expected(self, said, text):
        """By the gate's own log of what began when."""
        frames = {frame: [] for frame in said}
        begun = [(event["frame"], "red" in event["title"]) for event in self.events("on")]
        for (frame, red), following in zip(begun, begun[1:]):
            for start, end, words in CUES if red else []:
                for n in range(frame + round(start * RATE), min(frame + round(end * RATE), following[0])):
                    if n in frames:
                        frames[n].append(text(words))
        return {frame: words for frame, words in frames.items() if begun[0][0] <= frame < begun[-1][0]}

    def assert_said(self, language, text=lambda words: words):
        said = self.frames_said(language)
        expected = self.expected(said, text)
        self.assertGreater(len(expected), 5 * RATE)
        self.assertEqual({frame: said[frame] for frame in expected}, expected)
        return expected

    def test_stand_on_their_frames_in_each_language_over_a_death(self):
        self.start_with()
        self.wait_items(4)
        self.assert_said("vi")
        os.kill(self.ctl("status")["outputs"]["tiny"]["process"], signal.SIGKILL)
        self.wait_items(3)
        expected = self.assert_said("km", lambda words: words.replace("một", "មួយ"))
        self.assertTrue(any(expected.values()))
        self.assertFalse(any(self.frames_said("en").values()), "nobody says anything in English")
        strip = re.compile(r"(?:vi-|en-|km-)?(\d{9})\.(?:ts|vtt)")
        lists = {strip.sub(r"\1", (self.out / f"{name}.m3u8").read_text()) for name in ("index", "vi", "en", "km")}
        self.assertLessEqual(len(lists), 2, "lists in step, but for a segment that is being added")

    def test_stand_on_their_frames_beside_mp4_and_ffmpeg_reads_them(self):
        self.start_with("mp4")
        self.wait_items(4)
        self.assert_said("vi")
        master = (self.out / "master.m3u8").read_text()
        self.assertEqual(re.findall(r'LANGUAGE="(\w+)"', master), ["vi", "en", "km"])
        for segment in self.segments()[-6:]:
            file = self.out / f"vi-{segment.stem}.vtt"
            run = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=codec_name:packet=size", "-of", "csv", file], capture_output=True,
                                 text=True, check=True)
            self.assertEqual([run.stdout.count("stream,webvtt"), run.stdout.count("packet,")], [1, len(read_segment(file)[1])], run.stdout)

    def test_what_is_not_approved_is_not_said(self):
        approved = self.scratch / "approvals.toml"
        for file in [*self.clips, Path(self.clips[0]).with_suffix(".vi.srt")]:
            self.gatecast("approve", file, "--by", "Trần B", "--document", "12/QĐ", "--alone", "--list", approved)
        self.start_with(approved=approved)
        self.wait_items(4)
        self.assert_said("vi")
        self.assertFalse(any(self.frames_said("km").values()))
        self.assertEqual({Path(event["file"]).name for event in self.events("alarm", alarm="soft-subtitles")}, {"red-3.km.srt"})
        self.gatecast("withdraw", Path(self.clips[0]).with_suffix(".vi.srt"), "--by", "Trần B", "--list", approved)
        forbidden = self.frame_now() + 2 * RATE
        self.wait_items(3)
        said = self.frames_said("vi")
        self.assertGreater(max(said), forbidden + RATE)
        self.assertFalse(any(words for frame, words in said.items() if frame >= forbidden))

    def test_lines_of_the_moment_are_said_too(self):
        self.start_with()
        self.wait_items(1)
        for text in ("chào bà con", "mời xem tiếp"):
            self.ctl("cue", "en", text, "--seconds", "2")
            self.wait_frames(RATE)
        first, second = self.wait_for("cue", 2)
        self.wait_items(2)
        said = self.frames_said("en")
        late = RATE * 3 // 4  # a segment that is out already when the line is said stays as it is
        for frame, words in said.items():
            if not any(line["from"] <= frame < line["from"] + late for line in (first, second)):
                expected = [first["text"]] if first["from"] <= frame < second["from"] else \
                    [second["text"]] if second["from"] <= frame < second["until"] else []
                self.assertEqual(words, expected, frame)
        self.assertIn(second["until"] - 1, said)


if __name__ == "__main__":
    gate.main()
