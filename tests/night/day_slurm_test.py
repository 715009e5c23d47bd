#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day whose items are rendered by a cluster's tasks: a real Slurm of two nodes; the published bytes are the local ones."""
import shutil
import tempfile
import unittest
from pathlib import Path

from night_job import NightCase, main, make_clip, write_day, write_srt

import cluster


@unittest.skipIf(cluster.missing(), f"{cluster.missing()}")
class DaySlurm(NightCase):
    displays = ("tiny", "wide")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = Path(tempfile.mkdtemp(prefix="gatecast-slurm-"))
        cls.home.chmod(0o755)  # munged looks who could change what leads to its socket
        cls.addClassCleanup(shutil.rmtree, cls.home, True)
        cls.slurm = cls.enterClassContext(cluster.Cluster(cls.home / "cluster"))

    def environment(self, **more):
        return super().environment(**self.slurm.environment | more)

    def write_items(self):
        media = [make_clip(self.scratch / f"muc-{i}.mp4", 4, size=f"{320 + 16 * i}x180") for i in range(3)]
        write_srt(media[0].with_suffix(".vi.srt"), (0.5, 3, "Chào mừng quý khách"))
        return [{"id": path.stem, "media": path} for path in media]

    def test_two_nodes_publish_what_one_machine_does(self):
        missing = {"id": "thieu", "media": self.scratch / "khong-co.mp4"}
        write_day(self.list, [*self.write_items(), missing])
        # Under one path, since that is what the messages of a failed item name.
        self.night(code=1)
        expected = self.published()
        shutil.rmtree(self.root)
        shutil.rmtree(self.cache)

        run = self.night("--executor=slurm", code=1)
        self.assertEqual(run.json["ready"], 3)
        self.assertGreater(run.json["run"]["segments_made"], 0)
        self.assertEqual(self.published(), expected)
        self.assertEqual(self.slurm.queue(), [])
        self.assert_store_tidy()
        # Where a day was rendered is nothing that a file is made again for.
        self.assertEqual(self.night(code=1).json["run"]["segments_made"], 0)
        self.assertEqual(self.published(), expected)

    def test_what_the_cluster_refuses_is_said_of_every_item(self):
        write_day(self.list, self.write_items()[:1])
        run = self.night("--executor=slurm", "--slurm-set=partition=day", code=1)
        self.assertIn("no such partition", run.err)
        self.assertEqual(self.item(run, "muc-0")["state"], "failed")
        self.assertEqual(self.slurm.queue(), [])


if __name__ == "__main__":
    main()
