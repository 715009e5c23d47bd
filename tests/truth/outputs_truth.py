#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every output plays and is clean: what its preset says, to a strict decoder, to a buffer of the declared size."""
import json
import subprocess
import unittest
from pathlib import Path

from studio import LONG, Case, complaints, ffmpeg, probe, streams
from transport_stream import TransportStream

ROOT = Path(__file__).resolve().parents[2]
DISPLAYS = sorted(path.stem for path in (ROOT / "presets/displays").glob("*.toml"))
PROGRESSIVE = ["h264-mp4", "led-player", "h265-mp4", "h264-ts", "h265-ts", "h264-mkv", "h265-mkv", "master-ffv1", "review"]
FREE_SIZE = "[accepts]\nframe = [0, 0]\n"
# A picture that is hard to code and never still, with a grain of its own each frame.
HARD = "mandelbrot=s=480x270:r=25:start_scale=0.6:end_scale=0.02:end_pts=900,noise=alls=22:allf=t"


def packets(file):
    """Sizes in bits in the order of decoding."""
    found = probe(file, "-select_streams", "v:0", "-show_entries", "packet=size,dts_time")["packets"]
    return [int(packet["size"]) * 8 for packet in found]


def mediainfo(file):
    return json.loads(subprocess.run(["mediainfo", "--Output=JSON", file], capture_output=True, check=True).stdout)["media"]["track"]


def lowest_and_highest(sizes, rate_bits, buffer_bits, start, pictures_a_second=25, constant=False):
    """Fullness of a decoder's buffer, as shares of it; where the rate may fall it stops filling when full."""
    fullness, low, high = start * buffer_bits, buffer_bits, 0
    for size in sizes:
        high = max(high, fullness)
        fullness -= size
        low = min(low, fullness)
        fullness += rate_bits / pictures_a_second
        if not constant:
            fullness = min(fullness, buffer_bits)
    return low / buffer_bits, high / buffer_bits


def boxes(file):
    """Names of an MP4's outermost boxes, in their order."""
    data, at, names = file.read_bytes(), 0, []
    while at + 8 <= len(data):
        size = int.from_bytes(data[at:at + 4], "big")
        names.append(data[at + 4:at + 8].decode("latin-1"))
        at += int.from_bytes(data[at + 8:at + 16], "big") if size == 1 else size or len(data)
    return names


class OutputTruth(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clip = cls.shared / "hard.mp4"
        ffmpeg("-f", "lavfi", "-i", HARD, "-f", "lavfi", "-i", "sine=f=330:r=48000", "-t", 15, "-c:v", "libx264", "-preset", "ultrafast",
               "-crf", 16, "-pix_fmt", "yuv420p", "-c:a", "aac", cls.clip)

    def clean(self, file):
        self.assertEqual(complaints(file), "", file.name)
        self.assertGreaterEqual(len(mediainfo(file)), 2, file.name)

    def check_transport(self, file, rate_bits, buffer_bits):
        stream = TransportStream(file)
        self.assertEqual(stream.broken, [])
        self.assertLessEqual(stream.pcr_gap(), 0.0401)
        for pid, places in stream.tables.items():
            if pid in (0x11,):
                continue  # the name of the service comes slower
            self.assertLessEqual(stream.longest_gap(places), 0.1001, f"table {pid:#x}")
        low, _ = lowest_and_highest(packets(file), rate_bits, buffer_bits, 1.0)
        self.assertGreaterEqual(low, 0, "the declared buffer runs empty")
        video = max(stream.units.values(), key=lambda units: sum(unit[1] for unit in units))
        # Each picture has come in whole when the clock says that it is decoded.
        for here, after in zip(video, video[1:]):
            if here[2] is not None:
                self.assertLessEqual(stream.time_at(after[0] - 188), here[2] / 90000 + 1e-4, "a picture comes too late")
        return low

    def test_constant_rate_transport_stream(self):
        self.display("air", 480, 272, fields="top")
        self.encode("cbr", 'extends = "tv-h264-1080i50"\nmux_rate = "3500k"\n[video]\npreset = "veryfast"\nbitrate = "2500k"\nbuffer_bits = "2500k"\n' + FREE_SIZE)
        file = self.render(self.clip, "air", ["cbr"]).file
        self.clean(file)
        low = self.check_transport(file, 2_500_000, 2_500_000)
        rate = file.stat().st_size * 8 / float(probe(file, "-show_format")["format"]["duration"])
        self.assertLess(abs(rate / 3_500_000 - 1), 0.1)
        print(f"fullness of the H.264 buffer over {len(packets(file)) // 100} segments: lowest {low:.2f}")

    def check_mxf(self, file, rate_bits, buffer_bits):
        self.clean(file)
        low, high = lowest_and_highest(packets(file), rate_bits, buffer_bits, 0.75, constant=True)
        print(f"fullness of the MPEG-2 buffer: {low:.2f} to {high:.2f}")
        self.assertGreaterEqual(low, 0)
        self.assertLessEqual(high, 1.0)
        general = mediainfo(file)[0]
        self.assertIn("OP-1a", general["Format_Profile"])
        sound = streams(file, "audio")
        self.assertEqual([(s["codec_name"], s["channels"], s["sample_rate"]) for s in sound], [("pcm_s24le", 1, "48000")] * 8)
        video = streams(file, "video")[0]
        self.assertEqual((video["codec_name"], video["pix_fmt"], video["field_order"]), ("mpeg2video", "yuv422p", "tt"))
        tags = probe(file, "-show_format")["format"]["tags"]
        self.assertEqual(tags.get("timecode"), "10:00:00:00")
        kinds = probe(file, "-select_streams", "v:0", "-show_entries", "frame=pict_type")["frames"]
        whole = [n for n, frame in enumerate(kinds) if frame["pict_type"] == "I"]
        self.assertEqual(whole, list(range(0, len(kinds), 12)))

    def test_master_for_the_playout_server(self):
        self.display("air", 480, 272, fields="top")
        self.encode("xdcam", 'extends = "tv-xdcam-hd422-50"\n[video]\nbitrate = "8M"\nbuffer_bits = "3M"\n' + FREE_SIZE)
        self.check_mxf(self.render(self.clip, "air", ["xdcam"]).file, 8_000_000, 3_000_000)

    def check_progressive(self, report, size):
        """Files of all the encodes that take such a display."""
        files = {output["encode"]: Path(output["file"]) for output in report.outputs}
        for name, file in files.items():
            self.clean(file)
            video = streams(file, "video")[0]
            if name != "review":
                self.assertEqual((video["width"], video["height"]), size, name)
            self.assertEqual(video["codec_name"], "hevc" if "265" in name else "ffv1" if "ffv1" in name else "h264")
            if file.suffix == ".mp4":
                names = boxes(file)
                self.assertLess(names.index("moov"), names.index("mdat"), f"{name}: {names}")
                self.assertIn(b"elst", file.read_bytes()[:200_000])
            if file.suffix == ".ts":
                self.assertEqual(TransportStream(file).broken, [])
        player = streams(files["led-player"], "video")[0]
        self.assertEqual((player["profile"], player["level"]), ("High", 41))
        self.assertLess(files["review"].stat().st_size, 25e6)
        low, _ = lowest_and_highest(packets(files["led-player"]), 16e6, 16e6, 1.0)
        self.assertGreaterEqual(low, 0)

    def test_small_wall_and_its_player(self):
        self.check_progressive(self.render(self.clip, "led-p10", PROGRESSIVE, "--to", "5"), (576, 288))

    @unittest.skipUnless(LONG, "every encode in full size")
    def test_every_encode_in_full_size(self):
        self.check_progressive(self.render(self.clip, "tv-1080p25", PROGRESSIVE, "--to", "9"), (1920, 1080))

    def test_radio(self):
        report = self.render(self.clip, "web-1080p", ["radio-mp3", "radio-wav"], "--to", "5")
        self.assertEqual([[s["codec_name"] for s in streams(file)] for file in report.files], [["mp3"], ["pcm_s24le"]])
        for file in report.files:
            self.clean(file)

    @unittest.skipUnless(LONG, "every display in full size")
    def test_every_display_with_its_own_encode(self):
        for display in DISPLAYS:
            with self.subTest(display=display):
                report = self.render(self.clip, display, (), "--to", "5")
                self.clean(report.file)
                video = streams(report.file, "video")[0]
                self.assertEqual((video["width"], video["height"]), (report.outputs[0]["width"], report.outputs[0]["height"]))
                self.assertEqual(video["color_space"], "bt709")
                if display == "tv-1080i50":
                    self.check_mxf(report.file, 50e6, 17_825_792)

    @unittest.skipUnless(LONG, "full-size interlaced coding")
    def test_full_size_for_the_multiplexer(self):
        file = self.render(self.clip, "tv-1080i50", ["tv-h264-1080i50"], "--to", "13").file
        self.clean(file)
        self.check_transport(file, 13e6, 13e6)


if __name__ == "__main__":
    unittest.main(verbosity=2)
