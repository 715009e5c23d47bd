#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same job gives the same bytes: with any number of lanes, alone or beside others, from any source."""
import tempfile
import unittest
from pathlib import Path

from job import LONG, JobCase, digest, frame_hashes, main, make_clip


class SameBytes(JobCase):
    def with_jobs(self, clip, counts, *options, **keys):
        """The outputs of one job made with each number of lanes, every time from an empty store."""
        results = {}
        self.places = {jobs: Path(tempfile.mkdtemp(dir=self.scratch)) for jobs in counts}
        for jobs, place in self.places.items():
            run = self.render(clip, *options, **keys | {"jobs": jobs, "out": place / "out", "cache": place / "cache"})
            self.assertGreater(run.json["segments_made"], 0)
            results[jobs] = [digest(output["file"]) for output in run.outputs]
        return results

    def assert_equal_with_jobs(self, clip, *options, counts=(1, 2, 4), **keys):
        results = self.with_jobs(clip, counts, *options, **keys)
        for jobs, digests in results.items():
            self.assertEqual(digests, results[counts[0]], f"--jobs {jobs} differs from --jobs {counts[0]}")

    def test_any_number_of_lanes(self):
        clip = self.shared_clip("clip.mp4", 9)
        for encode in ("short", "short-ts", "short-h265", "short-ffv1"):
            with self.subTest(encode=encode):
                self.assert_equal_with_jobs(clip, encode=encode)

    def test_shipped_encodes(self):
        clip = self.shared_clip("clip.mp4", 9)
        self.write_preset("encodes", "limited", 'extends = "led-player"\n[video]\npreset = "ultrafast"\nbitrate = "1M"\nbuffer_bits = "1M"\n')
        self.assert_equal_with_jobs(clip, encode=["h264-mp4", "h264-ts", "master-ffv1", "limited"], counts=(1, 4))

    @unittest.skipUnless(LONG, "GATECAST_LONG=1 has it: full HD takes its time")
    def test_xdcam(self):
        clip = make_clip(self.scratch / "clip.mp4", 10, size="640x360")
        self.assert_equal_with_jobs(clip, display="tv-1080i50", encode="tv-xdcam-hd422-50")

    @unittest.skipUnless(LONG, "GATECAST_LONG=1 has it: full HD takes its time")
    def test_constant_rate_television(self):
        clip = make_clip(self.scratch / "clip.mp4", 9, size="640x360")
        self.assert_equal_with_jobs(clip, display="tv-1080i50", encode="tv-h264-1080i50")

    def test_displays_together_as_each_alone(self):
        clip = self.shared_clip("clip.mp4", 5)
        together = self.undisturbed(clip, display=["tiny", "wide", "tall"])
        self.assertEqual(len(together), 3)
        for display in ("tiny", "wide", "tall"):
            alone = self.undisturbed(clip, display=display)
            for name, data in alone.items():
                self.assertTrue(together[name] == data, f"{display} alone gives other bytes than beside others")

    def test_sources_that_seek_badly(self):
        """Open groups in MKV: a decoder that starts in the middle shows wrong pictures. The join check must see it."""
        x264 = "open-gop=1:keyint=40:min-keyint=40:scenecut=0:bframes=3:b-adapt=0"
        sources = {
            "open.mkv": ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-x264-params", x264, "-c:a", "aac"),
            "open.ts": ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-x264-params", x264, "-c:a", "aac"),
            "mpeg2.ts": ("-c:v", "mpeg2video", "-q:v", "3", "-g", "15", "-bf", "2", "-c:a", "mp2"),
            "intra-refresh.mkv": ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-x264-params",
                                  "intra-refresh=1:keyint=30:bframes=0", "-an"),
            "long-group.mp4": ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g", "1000", "-sc_threshold", "0",
                               "-c:a", "aac"),
        }
        for name, options in sources.items():
            with self.subTest(source=name):
                clip = make_clip(self.scratch / name, 8, *options)
                results = self.with_jobs(clip, (1, 4), encode="short-ffv1")
                self.assertEqual(results[1], results[4])
                file = next((self.places[4] / "out").glob("*.mkv"))
                self.assertEqual(len(set(frame_hashes(file))), 200, "pictures are missing or stand still")


if __name__ == "__main__":
    main()
