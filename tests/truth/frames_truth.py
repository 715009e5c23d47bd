#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Output frame n shows the source frame whose interval holds n/rate: every number read back from the picture."""
import math
import unittest
from fractions import Fraction

from studio import LONG, Case, film_of_numbers, pictures, read_number, shown_at

SECONDS = Fraction(4)
LOSSLESS = """extends = "master-ffv1"
[video]
segment_s = 1
"""
RATES = {"23.976": Fraction(24000, 1001), "25": Fraction(25), "29.97": Fraction(30000, 1001), "30": Fraction(30), "50": Fraction(50),
         "59.94": Fraction(60000, 1001)}
CODED = {
    "mp4": ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-g", "24", "-bf", "2", "-x264-params", "scenecut=0"),
    "mkv": ("-c:v", "libx264", "-preset", "veryfast", "-crf", "12", "-g", "30", "-bf", "3"),
    "ts": ("-c:v", "mpeg2video", "-qscale:v", "2", "-g", "12", "-bf", "2"),
    "mov": ("-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p"),
}
# Milliseconds that the frames of a variable-rate clip stand, over and over.
STEPS_MS = (20, 33, 50, 40, 100, 17)


def frames_due(seconds, rate):
    return math.ceil(seconds * rate - Fraction(1, 2))


class FrameTruth(Case):
    def setUp(self):
        super().setUp()
        self.encode("lossless", LOSSLESS)
        self.display("at25", 320, 180, 25)
        self.display("at50", 320, 180, 50)

    def check(self, clip, starts, length, since=Fraction(0), *options):
        """Every frame of both displays against rational arithmetic; the files' bytes."""
        report = self.render(clip, ["at25", "at50"], ["lossless"], *options)
        for file, rate in zip(report.files, (25, 50)):
            numbers = [read_number(picture) for picture in pictures(file)]
            expected = [shown_at(starts, since + Fraction(n, rate)) for n in range(frames_due(length - since, rate))]
            self.assertEqual(numbers, expected, f"{clip.name} at {rate}")
        return [file.read_bytes() for file in report.files]

    def constant(self, name, container, *options, since=Fraction(0), clip=None):
        rate = RATES[name]
        count = int(SECONDS * rate)
        if clip is None:
            clip = film_of_numbers(self.scratch / f"{name}.{container}", count, f"{rate.numerator}/{rate.denominator}",
                                   *CODED[container])
        starts = [n / rate for n in range(count)]
        return clip, self.check(clip, starts, count / rate, since, *options)

    def test_constant_rates(self):
        containers = ("mp4", "mkv", "ts", "mov")
        for turn, name in enumerate(RATES):
            for container in containers if LONG else (containers[turn % 3],):
                with self.subTest(rate=name, container=container):
                    self.constant(name, container)

    def test_begins_where_it_is_asked_to(self):
        clip, _ = self.constant("23.976", "mp4")
        for text in ("0.777", "1.0333333", "2.4999"):
            with self.subTest(begin=text):
                self.constant("23.976", "mp4", "--from", text, since=Fraction(text), clip=clip)

    def test_number_of_processes_changes_nothing(self):
        for name, container in (("29.97", "mp4"), ("59.94", "mkv"), ("50", "ts")):
            with self.subTest(rate=name):
                clip, one = self.constant(name, container, "--jobs", "1")
                _, three = self.constant(name, container, "--jobs", "3", clip=clip)
                self.assertEqual(one, three)

    def variable(self, container, *options):
        count, cycle = 90, len(STEPS_MS)
        sums = [sum(STEPS_MS[:i]) for i in range(cycle + 1)]
        starts_ms = [n // cycle * sums[-1] + sums[n % cycle] for n in range(count)]
        times = "+".join(f"eq(mod(N\\,{cycle})\\,{i})*{sums[i]}" for i in range(cycle))
        clip = film_of_numbers(self.scratch / f"variable.{container}", count, 25, *options, "-vf",
                               f"settb=1/1000,setpts=floor(N/{cycle})*{sums[-1]}+{times}", "-fps_mode", "vfr", "-enc_time_base", "1/1000")
        starts = [Fraction(ms, 1000) for ms in starts_ms]
        for jobs in ("1", "3"):
            report = self.render(clip, ["at25", "at50"], ["lossless"], "--jobs", jobs)
            for file, rate in zip(report.files, (25, 50)):
                numbers = [read_number(picture) for picture in pictures(file)]
                self.assertEqual(numbers, [shown_at(starts, Fraction(n, rate)) for n in range(len(numbers))], f"{container} at {rate}")
                # How long the last frame stands is the container's business.
                self.assertLessEqual(abs(len(numbers) - starts[-1] * rate), rate // 5)

    def test_variable_rate(self):
        self.variable("mp4", *CODED["mp4"], "-video_track_timescale", "1000")
        self.variable("mkv", *CODED["mkv"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
