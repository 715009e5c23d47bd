#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people bring: every kind of clip comes out right, or is refused with a sentence and a status that says so."""
import math
import struct
import unittest
import zlib

from studio import Case, complaints, ffmpeg, film_of_numbers, pictures, read_number, samples, streams

QUICK = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def tone(frequency, seconds=3, channels=1):
    return ("-f", "lavfi", "-i", f"sine=f={frequency}:r=48000:d={seconds}" + (f",pan={channels}c|" + "|".join(f"c{i}=c0" for i in range(channels)) if channels > 1 else ""))


def colour(name, size="320x180", seconds=3, rate=25):
    return ("-f", "lavfi", "-i", f"color=c={name}:s={size}:r={rate}:d={seconds}")


def strength(sound, frequency, start=0.0, seconds=0.5):
    """Amplitude of one frequency, by Goertzel's sum."""
    part = sound[int(start * 48000):int((start + seconds) * 48000)]
    turn = 2 * math.pi * frequency / 48000
    real = sum(v * math.cos(turn * i) for i, v in enumerate(part))
    imaginary = sum(v * math.sin(turn * i) for i, v in enumerate(part))
    return 2 * math.hypot(real, imaginary) / max(1, len(part))


def png(width, height, pixel, alpha=True):
    """A PNG whose pixel(x, y) gives its samples."""
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width)) for y in range(height))
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6 if alpha else 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def with_orientation(jpeg, orientation):
    """A JPEG with an Exif block that says how it is to be turned."""
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHH", 1, 0x0112, 3, 1, orientation, 0) + b"\0\0\0\0"
    exif = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def pdf(pages):
    """Pages of one grey each, 400 x 225 points."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{3 + 2 * i} 0 R' for i in range(len(pages)))}] >>"]
    for i, grey in enumerate(pages):
        content = f"{grey} g 0 0 400 225 re f"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 225] /Contents {4 + 2 * i} 0 R >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    text, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (text + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
            f"startxref\n{len(text)}\n%%EOF\n").encode()


class SoundIngest(Case):
    def setUp(self):
        super().setUp()
        self.display("screen", 160, 90)

    def test_mono_and_surround_become_stereo(self):
        mono = self.scratch / "mono.mp4"
        ffmpeg(*colour("gray"), *tone(440), *QUICK, "-c:a", "aac", mono)
        file = self.render(mono, "screen").file
        left, right = samples(file, channel=0), samples(file, channel=1)
        self.assertAlmostEqual(strength(left, 440, 1), strength(right, 440, 1), places=3)
        self.assertGreater(strength(left, 440, 1), 0.05)
        surround = self.scratch / "surround.mkv"  # a tone of its own in each of FL FR FC LFE SL SR
        inputs = [part for f in (300, 500, 700, 60, 1100, 1300) for part in tone(f)]
        ffmpeg(*inputs, *colour("gray"), "-filter_complex", "[0][1][2][3][4][5]amerge=inputs=6,aformat=channel_layouts=5.1[a]", "-map", "6:v",
               "-map", "[a]", *QUICK, "-c:a", "flac", surround)
        file = self.render(surround, "screen").file
        left, right = samples(file, channel=0), samples(file, channel=1)
        for near, far, front, other, side in ((left, right, 300, 500, 1100), (right, left, 500, 300, 1300)):
            self.assertGreater(strength(near, front, 1), 10 * strength(near, other, 1))
            self.assertGreater(strength(near, side, 1), 0.01)
            self.assertGreater(strength(near, 700, 1), 0.5 * strength(near, front, 1), "speech stands in the centre channel")
        self.assertLessEqual(max(map(abs, left)), 1)

    def test_the_language_that_is_asked_for(self):
        clip = self.scratch / "languages.mkv"
        ffmpeg(*colour("gray"), *tone(300), *tone(500), *tone(700), "-map", "0", "-map", "1", "-map", "2", "-map", "3", *QUICK, "-c:a",
               "pcm_s16le", "-metadata:s:a:0", "language=vie", "-metadata:s:a:1", "language=eng", "-metadata:s:a:2", "language=khm", clip)
        for options, due, language in (((), 300, "vie"), (("--audio-language", "en"), 500, "eng"), (("--audio-language", "km"), 700, "khm")):
            file = self.render(clip, "screen", ["master-ffv1"], *options).file
            sound = samples(file)
            heard = {f: strength(sound, f, 1, 0.2) for f in (300, 500, 700)}
            self.assertEqual(max(heard, key=heard.get), due)
            self.assertLess(sorted(heard.values())[-2], 0.01 * heard[due])
            self.assertEqual(streams(file, "audio")[0].get("tags", {}).get("language"), language)
        self.display("khmer", 160, 90, audio_language="km")
        self.assertGreater(strength(samples(self.render(clip, "khmer").file), 700, 1, 0.2), 0.05)
        self.display("silent", 160, 90, muted=True)
        self.assertEqual(max(map(abs, samples(self.render(clip, "silent").file))), 0)

    def test_sound_alone_gets_a_card(self):
        for name, codec in (("radio.mp3", "libmp3lame"), ("radio.flac", "flac")):
            clip = self.scratch / name
            ffmpeg(*tone(440, 2), "-c:a", codec, "-metadata", "title=Bản tin cửa khẩu Hoa Lư", clip)
            picture = pictures(self.render(clip, "screen").file)[20]
            self.assertGreater(len(set(picture.y)), 20, "something is written on the card")
            self.assertGreater(strength(samples(self.render(clip, "screen").file), 440, 1), 0.05)

    def test_pictures_alone_get_silence(self):
        clip = film_of_numbers(self.scratch / "mute.mp4", 61, 25)
        file = self.render(clip, "screen").file
        sound = samples(file)
        self.assertEqual((len(sound), max(map(abs, sound))), (61 * 1920, 0))

    def test_sound_that_ends_early_or_late(self):
        short = film_of_numbers(self.scratch / "short.mkv", 75, 25, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-c:a",
                                "pcm_s16le", sound=tone(440, 1.5))
        file = self.render(short, "screen").file
        sound = samples(file)
        self.assertEqual(len(sound), 75 * 1920)
        self.assertGreater(strength(sound, 440, 0.9), 0.05)
        self.assertEqual(max(map(abs, sound[int(1.51 * 48000):])), 0)
        long = film_of_numbers(self.scratch / "long.mkv", 50, 25, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-c:a",
                               "pcm_s16le", sound=tone(440, 4))
        self.display("numbers", 320, 180)
        file = self.render(long, "numbers").file
        numbers = [read_number(picture) for picture in pictures(file)]
        self.assertEqual(numbers, [*range(50), *[49] * 50])
        self.assertGreater(strength(samples(file), 440, 3.3), 0.05)


class StillIngest(Case):
    def setUp(self):
        super().setUp()
        self.display("screen", 320, 180)

    def still(self, name, data):
        file = self.scratch / name
        file.write_bytes(data)
        return file

    def test_a_photo_stands_upright(self):
        # Left half red, right half blue as stored: each orientation says where red belongs.
        ffmpeg("-f", "lavfi", "-i", "color=red:s=160x180,format=yuvj444p[r];color=blue:s=160x180,format=yuvj444p[b];[r][b]hstack",
               "-frames:v", 1, "-q:v", 2, self.scratch / "plain.jpg")
        plain = (self.scratch / "plain.jpg").read_bytes()
        for orientation, (x, y) in {1: (100, 90), 3: (220, 90), 6: (160, 40), 8: (160, 140)}.items():
            file = self.render(self.still(f"o{orientation}.jpg", with_orientation(plain, orientation)), "screen", ["master-ffv1"],
                               "--still-seconds", 1).file
            found = pictures(file)
            self.assertEqual(len(found), 25)
            self.assertGreater(found[3].at(x, y)[2], 200, f"orientation {orientation}: red is missing at {x}, {y}")
            self.assertGreater(found[3].at(320 - x if x != 160 else 160, 180 - y if y != 90 else 90)[1], 200)

    def test_what_is_transparent_shows_the_background(self):
        image = png(320, 180, lambda x, y: (255, 255, 255, 255 if x < 160 else 0))
        picture = pictures(self.render(self.still("clear.png", image), "screen", ["master-ffv1"], "--still-seconds", 1).file)[3]
        self.assertGreaterEqual(picture.luma(80, 90), 234)
        self.assertLessEqual(picture.luma(240, 90), 17)

    def test_a_film_with_transparency(self):
        clip = self.scratch / "alpha.mov"
        ffmpeg("-f", "lavfi", "-i", "color=white:s=320x180:r=25:d=2,format=rgba", "-c:v", "qtrle", clip)
        self.assertGreaterEqual(pictures(self.render(clip, "screen", codes=(0, 3)).file)[10].luma(160, 90), 233)

    def test_pages_in_their_order(self):
        file = self.render(self.still("notice.pdf", pdf((0, 0.5, 1))), "screen", ["master-ffv1"], "--still-seconds", 1).file
        found = pictures(file)
        self.assertEqual(len(found), 75)
        levels = [found[n].luma(160, 90) for n in (12, 37, 62)]
        for level, due in zip(levels, (16, 126, 235)):
            self.assertLessEqual(abs(level - due), 3, levels)

    def test_photos_fade_into_each_other(self):
        folder = self.scratch / "photos"
        folder.mkdir()
        for i, grey in enumerate((40, 120, 200)):
            (folder / f"{i + 1}.png").write_bytes(png(64, 36, lambda x, y, grey=grey: (grey, grey, grey), alpha=False))
        file = self.render(folder, "screen", ["master-ffv1"], "--still-seconds", 2).file
        levels = [picture.luma(160, 90) for picture in pictures(file)]
        self.assertEqual(len(levels), 150)
        self.assertEqual(levels, sorted(levels))
        self.assertGreaterEqual(len(set(levels)), 20, "a fade has steps between")
        self.assertLessEqual(max(b - a for a, b in zip(levels, levels[1:])), 12, "and no jump")
        for n, grey in ((0, 40), (149, 200)):
            self.assertLessEqual(abs(levels[n] - (16 + grey * 219 / 255)), 1)


class OddIngest(Case):
    def setUp(self):
        super().setUp()
        self.display("screen", 320, 180)

    def refused(self, clip, *words):
        report = self.render(clip, "screen", ["master-ffv1"], codes=(1,))
        self.assertEqual(list(self.scratch.glob("out*/*")), [])
        for word in words:
            self.assertIn(word, report.said)
        self.assertNotIn("terminate", report.said)

    def test_too_short(self):
        self.refused(film_of_numbers(self.scratch / "blink.mp4", 20, 25), "blink.mp4", "one second")

    def test_odd_sizes(self):
        for size in ("641x361", "639x359", "33x271"):
            clip = self.scratch / f"odd{size}.mkv"
            ffmpeg("-f", "lavfi", "-i", f"testsrc=s={size}:r=25:d=1", "-c:v", "ffv1", "-pix_fmt", "yuv420p" if size != "639x359" else "yuv444p", clip)
            file = self.render(clip, "screen").file
            self.assertEqual((streams(file, "video")[0]["width"], complaints(file)), (320, ""))
            self.assertGreater(len(set(pictures(file, count=5)[4].y)), 30)

    def test_times_that_jump(self):
        clip = film_of_numbers(self.scratch / "whole.ts", 100, 25, "-c:v", "mpeg2video", "-qscale:v", "2", "-bf", "0", "-g", "12")
        data = clip.read_bytes()
        cut = len(data) // 188 // 2 * 188
        late = film_of_numbers(self.scratch / "late.ts", 100, 25, "-c:v", "mpeg2video", "-qscale:v", "2", "-bf", "0", "-g", "12", "-output_ts_offset", "5000")
        joined = self.scratch / "joined.ts"
        joined.write_bytes(data[:cut] + late.read_bytes()[cut:])
        report = self.render(joined, "screen", codes=(0, 3))
        found = pictures(report.file)
        self.assertTrue(90 <= len(found) <= 110, f"{len(found)} frames")
        numbers = [n for n in map(read_number, found) if n is not None]
        self.assertGreaterEqual(len(set(numbers)), 85)

    def test_bombs_and_rubbish(self):
        huge = self.scratch / "huge.png"
        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        squeeze = zlib.compressobj()
        rows = b"".join(squeeze.compress(bytes(30001)) for _ in range(2000)) + squeeze.flush()
        huge.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 30000, 30000, 8, 0, 0, 0, 0)) + chunk(b"IDAT", rows)
                         + chunk(b"IEND", b""))
        self.refused(huge, "huge.png")
        (self.scratch / "empty.mp4").write_bytes(b"")
        self.refused(self.scratch / "empty.mp4", "empty")
        (self.scratch / "text.mp4").write_text("this is a letter, not a film\n" * 50)
        self.refused(self.scratch / "text.mp4", "text.mp4")
        fast = self.scratch / "fast.mkv"
        ffmpeg("-f", "lavfi", "-i", "color=s=32x32:r=1000:d=2", "-c:v", "ffv1", fast)
        self.refused(fast, "fast.mkv", "240")

    def test_a_cut_off_file_says_so(self):
        clip = film_of_numbers(self.scratch / "whole.mkv", 150, 25)
        cut = self.scratch / "cut.mkv"
        cut.write_bytes(clip.read_bytes()[:clip.stat().st_size * 2 // 3])
        report = self.render(cut, "screen", codes=(3,))
        numbers = [read_number(picture) for picture in pictures(report.file)]
        self.assertEqual(numbers[:80], list(range(80)))
        self.assertTrue(report.said.strip())


if __name__ == "__main__":
    unittest.main(verbosity=2)
