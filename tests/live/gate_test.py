#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gate as it should be: items that meet without a gap, sound that is as long as the picture, outputs that can be read."""
import re
import unittest

import gate
from gate import RATE, UdpListener, probe_packets, read_frames, runs_of, wait_until


class Gate(gate.GateCase):
    def test_items_meet_without_a_frame_between(self):
        udp = UdpListener(self.scratch / "udp.ts")
        self.addCleanup(udp.close)
        self.write_site([self.clip("red", 4), self.clip("lime", 4, 880), self.clip("blue", 4, 220)], outputs=f'''
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
        self.assertEqual(status["mixer"]["displays"]["tiny"]["dropped_encode"], 0)
        self.check_udp(udp)

        self.assertTrue(self.ctl("shutdown")["done"])
        self.assertEqual(self.process.wait(gate.PATIENCE_SECONDS), 0)
        wait_until(lambda: not gate.session_processes(self.process.pid), "the end of all processes")
        self.check_hls()

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
