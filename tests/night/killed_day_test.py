#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day of mixed items for three displays, killed (-9) at random moments, alone and with its whole group, and begun again:
the outcome is equal to the byte, day.json and pages included, and nothing is left over.

12 items and 2 kills; with GATECAST_LONG=1 60 items and 20 kills.
"""
import os
import random
import shutil
import subprocess
import time

from night_job import LONG, NightCase, main, mixed_media, write_day

KILLS = 20 if LONG else 2
ITEMS = 60 if LONG else 12


class KilledDay(NightCase):
    def finished_work(self):
        """Pieces in the store."""
        return sum(len(files) for _, _, files in os.walk(self.cache / "entries"))

    def test_killed_at_random_and_begun_again(self):
        media = mixed_media(self.scratch / "phim", ITEMS)
        write_day(self.list, [{"id": f"muc-{i + 1:03}", "media": path, "title_vi": f"Mục {i + 1}",
                               **({"duration": "2s"} if path.suffix == ".png" else {"duration": "3s"} if path.is_dir() else {})}
                              for i, path in enumerate(media)], begins="05:00", standby=media[4], fillers=[media[0]])
        # Both days are published under one path, since day.json and the store know nothing of where it lies.
        self.night(code=0)
        whole = self.finished_work()
        expected = self.published()
        value = self.check_published()
        self.assertEqual(len(value["items"]), ITEMS * len(self.displays))
        self.assertTrue(all(item["file"] for item in value["items"]))
        shutil.rmtree(self.root)
        shutil.rmtree(self.cache)

        chance, hits = random.Random(5), 0
        for i in range(KILLS):
            process = self.begin(output=subprocess.DEVNULL)
            # So much more work is let be done: on a busy machine as on a quiet one.
            enough = self.finished_work() + whole * chance.random() * (1.8 / KILLS if KILLS > 2 else 0.5)
            while process.poll() is None and self.finished_work() < enough:
                time.sleep(0.02)
            hits += process.poll() is None
            self.kill(process, whole_group=i % 2 == 0)
            if self.day.exists():
                self.assertEqual(self.published(), expected, "a reader saw something else than a whole day")
        run = self.night(code=0)
        self.assertEqual(run.json["ready"], ITEMS + 2)
        self.assertEqual(self.published(), expected)
        self.assert_store_tidy()
        print(f"{hits} of {KILLS} kills found it at work", flush=True)
        self.assertGreaterEqual(hits, KILLS // 2)


if __name__ == "__main__":
    main()
