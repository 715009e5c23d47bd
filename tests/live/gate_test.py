#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gate as it should be: items that meet without a gap, sound that is as long as the picture, outputs that can be read."""
import re
import subprocess
import unittest

import gate
from gate import RATE, UdpListener, probe_packets, read_frames, runs_of, wait_until
from line import free_port


class Gate(gate.GateCase):
    def test_items_meet_without_a_frame_between(self):
        rtsp = free_port()
        udp = UdpListener(self.scratch / "udp.ts")
        self.addCleanup(udp.close)
        self.write_site([self.clip("red", 4), self.clip("lime", 4, 880), self.clip("blue", 4, 220)], display_more='ladder = ["80x48 100k"]',
                        outputs=f'''
[[output]]
display = "tiny"
kind = "udp"
url = "udp://127.0.0.1:{udp.port}"
[[output]]
display = "tiny"
kind = "hls"
url = "hls"
segment_s = 1
window = 4
[[output]]
display = "tiny"
kind = "hls"
name = "mp4"
url = "mp4"
format = "mp4"
segment_s = 1
window = 6
[[output]]
display = "tiny"
kind = "rtsp"
url = "rtsp://xem:mat-khau@127.0.0.1:{rtsp}/tiny"
''')
        self.start()
        fourth = self.wait_for("on", 4)[3]["frame"]
        self.wait_recorded(fourth)
        frames = self.recorded()
        self.assert_complete(frames)
        runs = runs_of(frames)
        whole = [run for run in runs[1:-1] if run[0] != "black"]
        self.assertGreaterEqual(len(whole), 3, runs)
        for colour, count in whole:
            self.assertEqual(count, 4 * RATE, runs)
        for (before, _), (after, _) in zip(whole, whole[1:]):
            self.assertEqual(after, {"red": "lime", "lime": "blue", "blue": "red"}[before])

        self.check_sound(self.scratch / "whole.ts", len(frames))
        status = self.ctl("status")
        status = self.ctl("status")
        self.assertEqual(status["mixer"]["displays"]["tiny"]["dropped_encode"], 0)
        self.assertRegex(self.gatecast("status", "--state", self.state), r"tiny-udp +up +0")
        self.check_udp(udp)
        self.check_rtsp(f"127.0.0.1:{rtsp}/tiny")

        self.assertTrue(self.ctl("shutdown")["done"])
        self.assertEqual(self.process.wait(gate.PATIENCE_SECONDS), 0)
        wait_until(lambda: not gate.session_processes(self.process.pid), "the end of all processes")
        self.check_hls()
        self.check_mp4()
        self.check_ladder()

    def check_sound(self, path, frames):
        """AAC packets of 1,024 samples without a gap, as many as the pictures' time asks for."""
        packets = probe_packets(path, "a:0")
        times = [int(packet["pts"]) for packet in packets]
        self.assertEqual({b - a for a, b in zip(times, times[1:])}, {1920})
        samples = len(packets) * 1024
        self.assertLess(abs(samples - frames * 1920), 3 * 1024 + 1920)

    def check_udp(self, udp):
        frames = read_frames(udp.path)
        self.assert_complete(frames)
        sizes = {size for _, size in udp.moments}
        self.assertEqual(sizes, {1316})
        data = udp.path.read_bytes()
        self.assertEqual({data[at] for at in range(0, len(data), 188)}, {0x47})
        self.assertLessEqual(self.longest_pcr_gap_ms(data), 40)

    def longest_pcr_gap_ms(self, data):
        clocks = []
        for at in range(0, len(data), 188):
            packet = data[at:at + 188]
            if packet[3] & 0x20 and packet[4] >= 7 and packet[5] & 0x10:
                base = int.from_bytes(packet[6:10], "big") << 1 | packet[10] >> 7
                clocks.append(base * 300 + ((packet[10] & 1) << 8 | packet[11]))
        self.assertGreater(len(clocks), 100)
        return max(b - a for a, b in zip(clocks, clocks[1:])) / 27_000

    def check_rtsp(self, place):
        """Two seconds over TCP, for whoever knows the password."""
        self.assertNotEqual(self.fetch(f"rtsp://{place}", self.scratch / "no.ts").returncode, 0)
        path = self.scratch / "rtsp.ts"
        run = self.fetch(f"rtsp://xem:mat-khau@{place}", path)
        self.assertEqual(run.returncode, 0, run.stderr)
        frames = read_frames(path)
        self.assertGreaterEqual(len(frames), RATE)
        self.assert_complete(frames)
        packets = probe_packets(path, "a:0")
        first = {stream: float(probe_packets(path, stream)[0]["pts_time"]) for stream in ("v:0", "a:0")}
        self.assertLess(abs(first["v:0"] - first["a:0"]), 0.5)
        self.assertGreater(len(packets), 40)

    def fetch(self, url, path):
        return subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-rtsp_transport", "tcp", "-i", url, "-t", "2", "-c", "copy", path],
                              capture_output=True, text=True, timeout=gate.PATIENCE_SECONDS)

    def ended(self, folder):
        """The playlist as one that is over, so that readers end too."""
        whole = folder / "whole.m3u8"
        whole.write_text((folder / "index.m3u8").read_text() + "#EXT-X-ENDLIST\n")
        return whole

    def check_ladder(self):
        """Both renditions of a ladder have the same segments, so that a player may change between them at any."""
        master = (self.scratch / "mp4" / "master.m3u8").read_text()
        self.assertEqual(re.findall(r"RESOLUTION=(\S+?),CODECS=\"avc1\.[0-9a-f]{6},mp4a\.40\.2\"", master), ["160x96", "80x48"])
        small = self.ended(self.scratch / "mp4" / "80x48")
        run = subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height", "-of", "csv=p=0",
                              str(small)], capture_output=True, text=True, check=True)
        self.assertIn("80,48", run.stdout)
        starts = [[round(float(packet["pts_time"]), 3) for packet in probe_packets(path, "v:0") if "K" in packet["flags"]]
                  for path in (small, self.ended(self.scratch / "mp4"))]
        common = set(starts[0]) & set(starts[1])
        self.assertGreaterEqual(len(common), 4, starts)

    def check_mp4(self):
        """Six seconds of MP4 fragments, read as a player reads them: whole, in step, with the times of their own."""
        text = (self.scratch / "mp4" / "index.m3u8").read_text()
        playlist = self.ended(self.scratch / "mp4")
        self.assertEqual(len(re.findall(r"#EXT-X-MAP:URI=\"init-[0-9a-f]{12}\.mp4\"", text)), 1)
        self.assertEqual(len(re.findall(r"^\d+\.m4s$", text, re.M)), 6)
        frames = read_frames(playlist)
        self.assertEqual(len(frames), 6 * RATE)
        self.assert_complete(frames)
        times = [float(packet["pts_time"]) for packet in probe_packets(playlist, "v:0")]
        self.assertLess(max(abs(b - a - 1 / RATE) for a, b in zip(times, times[1:])), 0.001)
        self.assertLess(abs(float(probe_packets(playlist, "a:0")[0]["pts_time"]) - times[0]), 0.1)

    def check_hls(self):
        text = (self.scratch / "hls" / "index.m3u8").read_text()
        self.assertIn("#EXT-X-INDEPENDENT-SEGMENTS", text)
        self.assertEqual({float(value) for value in re.findall(r"#EXTINF:([\d.]+)", text)}, {1.0})
        names = re.findall(r"^\d+\.ts$", text, re.M)
        self.assertEqual(len(names), 4)
        for name in names:
            frames = read_frames(self.scratch / "hls" / name)
            self.assertEqual(len(frames), RATE, name)
            self.assert_complete(frames)


if __name__ == "__main__":
    gate.main()
