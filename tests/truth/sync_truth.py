#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound and picture stay together: a flash and a chirp at the same moment, found again in every kind of output."""
import array
import math
import operator
import subprocess
import unittest

from studio import LONG, Case, ffmpeg, probe

RATE = 48000
CHIRP = 960
# 600 to 6,000 Hz in 20 ms, faded at both ends: its place can be told to the sample through any codec.
TEMPLATE = [math.sin(2 * math.pi * (600 * t + (6000 - 600) / (2 * CHIRP / RATE) * t * t)) * math.sin(math.pi * i / CHIRP)
            for i, t in ((i, i / RATE) for i in range(CHIRP))]
EVERY = 250  # frames from flash to flash
FIRST = 25
MP2 = 'extends = "h264-ts"\n[audio]\ncodec = "mp2"\nbitrate = "256k"\n'
PCM_MOV = 'extends = "h264-mp4"\ncontainer = "mov"\n[audio]\ncodec = "pcm16"\n'
SMALL_MXF = """extends = "tv-xdcam-hd422-50"
[video]
bitrate = "5M"
buffer_bits = "2M"
[accepts]
frame = [0, 0]
"""


def events(frames):
    """Frames that flash, the last of them within two seconds of the end."""
    return sorted({*range(FIRST, frames - 30, EVERY), frames - 40})


def write_sound(stream, frames):
    """Two seconds of 16 bit mono a time, chirps where frames flash."""
    chirp = array.array("h", (round(v * 16000) for v in TEMPLATE))
    at = {event * RATE // 25: chirp for event in events(frames)}
    total, block, position = frames * RATE // 25, 2 * RATE, 0
    while position < total:
        count = min(block, total - position)
        samples = array.array("h", bytes(2 * count))
        for start in at:
            for i in range(max(start, position), min(start + CHIRP, position + count)):
                samples[i - position] = chirp[i - start]
        stream.write(samples.tobytes())
        position += count
    stream.close()


def clip_of_flashes(file, seconds, *options, rate=25):
    frames = seconds * 25
    flashing = "+".join(f"eq(n\\,{event})" for event in events(frames)) if frames < 1000 else \
        f"eq(mod(n\\,{EVERY})\\,{FIRST})*lt(n\\,{frames - 30})+eq(n\\,{frames - 40})"
    command = ["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", RATE, "-ac", 1, "-i", "pipe:0", "-f", "lavfi", "-i",
               f"color=c=0x303030:s=320x180:r=25:d={seconds},drawbox=t=fill:c=white:enable='{flashing}'", "-map", "1:v", "-map", "0:a",
               *options, file]
    with subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE) as run:
        write_sound(run.stdin, frames)
    if run.returncode != 0:
        raise AssertionError(f"ffmpeg failed: {command}")
    return file


def decoded_sound(file, track=0):
    """On the clock of the file's pictures: sample 0 is where the file starts, whichever stream that is."""
    data = ffmpeg("-i", file, "-map", f"0:a:{track}", "-af", f"aresample={RATE}:async=1:first_pts=0", "-ac", 1, "-f", "f32le", "-")
    return array.array("f", data)


def flashes(file):
    """Times of bright frames, from the start of the file."""
    luma = ffmpeg("-i", file, "-map", "0:v:0", "-vf", "scale=4:4:flags=area", "-fps_mode", "passthrough", "-pix_fmt", "gray", "-f",
                  "rawvideo", "-")
    start = float(probe(file, "-show_entries", "format=start_time")["format"]["start_time"])
    packets = probe(file, "-select_streams", "v:0", "-show_entries", "packet=pts_time")["packets"]
    times = sorted(float(packet["pts_time"]) - start for packet in packets)
    return [times[i] for i in range(len(times)) if max(luma[16 * i:16 * i + 16]) > 150]


def chirp_near(sound, time, window=960):
    """Time of the chirp nearest to `time`, by correlation."""
    middle = round(time * RATE)
    best = max(range(max(0, middle - window), min(middle + window, len(sound) - CHIRP)),
               key=lambda start: sum(map(operator.mul, sound[start:start + CHIRP], TEMPLATE)))
    return best / RATE


class SyncTruth(Case):
    worst = {}

    @classmethod
    def tearDownClass(cls):
        for name, offset in sorted(cls.worst.items()):
            print(f"worst offset of sound from picture, {name}: {offset * 1000:.3f} ms")

    def setUp(self):
        super().setUp()
        self.display("small", 320, 180)
        self.display("air", 320, 180, fields="top")
        self.encode("ts-mp2", MP2)
        self.encode("mov-pcm", PCM_MOV)
        self.encode("mxf-small", SMALL_MXF)

    def check(self, file, frames, name, already=0.0):
        """`already`: by how much the source itself is off, as another decoder reads it."""
        due = events(frames)
        bright = flashes(file)
        self.assertEqual(len(bright), len(due), f"{name}: flashes at {bright}")
        sound = decoded_sound(file)
        picked = sorted({0, 1, len(due) // 2, len(due) - 2, len(due) - 1} & set(range(len(due))))
        for i in picked:
            self.assertAlmostEqual(bright[i] - bright[0], (due[i] - due[0]) / 25, delta=2e-5, msg=name)
            offset = chirp_near(sound, bright[i]) - bright[i] - already
            type(self).worst[name] = max(self.worst.get(name, 0), abs(offset))
            self.assertLessEqual(abs(offset), 0.001, f"{name}: at {due[i] / 25} s the sound is off by {offset * 1000:.2f} ms")

    def check_outputs(self, seconds):
        clip = clip_of_flashes(self.scratch / "long.mp4", seconds, "-c:v", "libx264", "-preset", "ultrafast", "-g", 50, "-c:a", "aac")
        report = self.render(clip, "small", ["h264-mp4", "h264-ts", "h264-mkv", "ts-mp2", "mov-pcm"])
        names = ["mp4 aac", "ts aac", "mkv aac", "ts mp2", "mov pcm"]
        for file, name in zip(report.files, names, strict=True):
            self.check(file, seconds * 25, f"to {name}, {seconds} s")
        self.check(self.render(clip, "air", ["mxf-small"]).file, seconds * 25, f"to mxf pcm, {seconds} s")

    def test_three_minutes_to_every_container(self):
        self.check_outputs(180)

    @unittest.skipUnless(LONG, "an hour")
    def test_an_hour_to_every_container(self):
        self.check_outputs(3600)

    def test_every_source(self):
        sources = {"mp4 aac": (".mp4", "libx264", "aac"), "mkv opus": (".mkv", "libx264", "libopus"), "mkv flac": (".mkv", "mpeg4", "flac"),
                   "ts mp2": (".ts", "mpeg2video", "mp2"), "ts aac": (".ts", "libx264", "aac"), "mov pcm": (".mov", "mjpeg", "pcm_s16le"),
                   "avi mp3": (".avi", "mpeg4", "libmp3lame"), "mxf pcm": (".mxf", "mpeg2video", "pcm_s24le")}
        for name, (suffix, video, sound) in sources.items():
            with self.subTest(source=name):
                options = ["-preset", "ultrafast"] if video == "libx264" else ["-qscale:v", "4"]
                pixel = ["-pix_fmt", "yuvj420p"] if video == "mjpeg" else ["-pix_fmt", "yuv420p"]
                clip = clip_of_flashes(self.scratch / f"source{suffix}", 14, "-c:v", video, *options, *pixel, "-c:a", sound)
                flash = flashes(clip)[0]
                already = chirp_near(decoded_sound(clip), flash) - flash  # AVI has no place for a coder's delay
                self.check(self.render(clip, "small").file, 14 * 25, f"from {name}", already)

    def test_begun_in_the_middle(self):
        clip = clip_of_flashes(self.scratch / "begun.mp4", 30, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")
        file = self.render(clip, "small", ["master-ffv1"], "--from", "7.28").file
        bright, sound = flashes(file), decoded_sound(file)
        self.assertTrue(bright)
        for time in bright:
            self.assertLessEqual(abs(chirp_near(sound, time) - time), 0.001)

    def plain_sound(self, file):
        """What stands in the packets, as players that know the declared priming hear it."""
        return array.array("f", ffmpeg("-i", file, "-map", "0:a:0", "-f", "f32le", "-ac", 1, "-"))

    def test_lengths_to_the_sample(self):
        clip = clip_of_flashes(self.scratch / "length.mov", 5, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le")
        for rate, name in (("25", "at25"), ("50", "at50"), ('"30000/1001"', "at30"), ('"24000/1001"', "at24")):
            self.display(name, 160, 90, rate)
            num, den = map(int, rate.strip('"').split("/")) if "/" in rate else (int(rate), 1)
            report = self.render(clip, name, ["master-ffv1", "mov-pcm", "radio-wav", "h264-mp4", "h264-mkv", "ts-mp2", "radio-mp3"], "--to", "3.333")
            files = dict(zip(("ffv1", "mov", "wav", "mp4", "mkv", "mp2", "mp3"), report.files, strict=True))
            frames = report.outputs[0]["frames"]
            exact = frames * RATE * den // num
            # Matroska declares its priming, MPEG-TS puts it before the first picture: ffmpeg leaves both in.
            priming = {"mkv": 1024, "mp2": 481}
            longer = {"ffv1": 0, "mov": 0, "wav": 0, "mp4": 1024, "mkv": 1024, "mp2": 1152, "mp3": 1152}
            for kind, frame in longer.items():
                sound = self.plain_sound(files[kind])[priming.get(kind, 0):]
                self.assertTrue(exact <= len(sound) <= exact + frame, f"{kind} at {rate}: {len(sound)} samples, {exact} due")
                late = round(chirp_near(sound, 1.0, 200) * RATE) - RATE
                self.assertLessEqual(abs(late), 1 if frame else 0, f"{kind} at {rate}: {late} samples late")


if __name__ == "__main__":
    unittest.main(verbosity=2)
