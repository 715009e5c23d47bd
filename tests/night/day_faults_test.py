#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong at night: each fault costs its own item, and is said in a sentence that tells what to do."""
import json
import os
import shutil
import subprocess
import time
import unittest
from pathlib import Path

from night_job import LIMIT_SECONDS, NightCase, main, make_clip, wait_until, write_day, write_srt


class DayFaults(NightCase):
    displays = ("tiny",)

    def setUp(self):
        super().setUp()
        self.good = self.scratch / "tot.mp4"
        shutil.copy(self.shared_clip("clip.mp4", 2), self.good)

    def render(self, *items, code=1, **keys):
        write_day(self.list, [{"id": "tot", "media": self.good}, *items])
        run = self.night(code=code, **keys)
        self.assertEqual(self.item(run, "tot")["state"], "ready")
        self.check_published()
        return run

    def assert_failed(self, run, name, *words):
        item = self.item(run, name)
        self.assertEqual(item["state"], "failed")
        said = " ".join(one["en"] for one in item["failures"])
        for word in words:
            self.assertIn(word, said)
        self.assertIn(words[0], run.err)
        page = (self.day / "index.html").read_text()
        self.assertIn(words[0], page)
        entry = [one for one in json.loads((self.day / "day.json").read_text())["items"] if one["item"] == name]
        self.assertTrue(entry and all(one["file"] is None and words[0] in one["problem"] for one in entry))

    def test_a_file_that_is_missing(self):
        run = self.render({"id": "thieu", "media": self.scratch / "khong-co.mp4"})
        self.assert_failed(run, "thieu", "khong-co.mp4", "Check the path")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_a_file_without_permission(self):
        closed = self.scratch / "dong.mp4"
        shutil.copy(self.good, closed)
        closed.chmod(0)
        self.assert_failed(self.render({"id": "dong", "media": closed}), "dong", "dong.mp4")

    def test_a_bad_cue_file(self):
        media = self.scratch / "co-phu-de.mp4"
        shutil.copy(self.good, media)
        bad = self.scratch / "hong.vi.srt"
        bad.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 4)
        run = self.render({"id": "phude", "media": media, "cues.vi": bad})
        self.assert_failed(run, "phude", "hong.vi.srt")

    def test_an_item_that_is_no_media(self):
        text = self.scratch / "ghi-chu.mp4"
        text.write_text("not a film\n" * 100)
        self.assert_failed(self.render({"id": "chu", "media": text}), "chu", "ghi-chu.mp4")

    def test_an_item_under_a_second_is_left_out(self):
        short = make_clip(self.scratch / "ngan.mp4", 0.4)
        run = self.render({"id": "ngan", "media": short}, code=3)
        self.assertEqual(self.item(run, "ngan")["state"], "skipped")
        self.assertIn("shorter than a second", run.err)

    def test_an_earlier_good_version_is_not_shown_for_a_failed_one(self):
        media = self.scratch / "phim.mp4"
        shutil.copy(self.good, media)
        self.render({"id": "phim", "media": media}, code=0)
        media.write_text("damaged\n" * 100)
        self.assert_failed(self.render({"id": "phim", "media": media}), "phim", "phim.mp4")
        self.assertFalse(any("phim" in name for name in self.published() if name.endswith(".mp4")))

    def test_a_damaged_store_entry_is_made_again(self):
        write_day(self.list, [{"id": "tot", "media": self.good}])
        self.night()
        expected = self.published()
        shutil.rmtree(self.root)
        spoilt = 0
        for entry in (self.cache / "entries").rglob("*"):
            if entry.is_file() and b'"first_source"' in entry.read_bytes()[:4096]:
                data = bytearray(entry.read_bytes())
                data[len(data) // 2] ^= 0xFF
                entry.write_bytes(data)
                spoilt += 1
        self.assertGreater(spoilt, 0)
        self.night()
        self.assertEqual(self.published(), expected)

    def test_the_store_cleaned_meanwhile(self):
        media = [self.scratch / f"muc-{i}.mp4" for i in range(4)]
        for i, path in enumerate(media):
            make_clip(path, 4, size=f"{320 + 16 * i}x180")
        write_day(self.list, [{"id": path.stem, "media": path} for path in media])
        self.night(cache=self.scratch / "other", root=self.scratch / "expected")
        expected = self.published(self.scratch / "expected" / self.day.name)
        process = self.begin()
        cleaned = 0
        while process.poll() is None:
            self.gatecast("cache", "clean", "--all", "--cache", self.cache)
            cleaned += 1
            time.sleep(0.05)
        process.communicate()
        self.night()
        self.assertEqual(self.published(), expected)
        self.assertGreater(cleaned, 1)

    def test_the_clock_set_back_and_forth(self):
        write_day(self.list, [{"id": "tot", "media": self.good}])
        os.utime(self.good, (4102444800, 4102444800))  # 2100
        self.night()
        expected = self.published()
        for stamp in (86400, 4102444801):
            os.utime(self.good, (stamp, stamp))
            run = self.night()
            self.assertEqual(run.json["run"]["segments_made"], 0)
            self.assertEqual(self.published(), expected)

    def test_a_full_disk(self):
        """A real one, where the machine lets us make it: a small file system in memory."""
        small = self.scratch / "nho"
        small.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "none", str(small)], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("no file system can be mounted here")
        self.addCleanup(subprocess.run, ["umount", str(small)])
        write_day(self.list, [{"id": "tot", "media": self.good}])
        with open(small / "day-dia", "wb") as file:
            file.write(bytes(17 << 20))
        root = small / "phat"
        run = self.night(code=1, root=root)
        said = " ".join(one["problem"]["en"] for one in self.item(run, "tot")["files"])
        self.assertIn("make room", said)
        (small / "day-dia").unlink()
        run = self.night(root=root)
        self.assertEqual(run.json["run"]["segments_made"], 0, "what was rendered is kept")
        self.assertEqual(self.item(run, "tot")["state"], "ready")

    def test_stopped_politely_and_begun_again(self):
        media = [make_clip(self.scratch / f"muc-{i}.mp4", 4, size=f"{320 + 16 * i}x180") for i in range(4)]
        write_day(self.list, [{"id": path.stem, "media": path} for path in media])
        process = self.begin()
        wait_until(lambda: any((self.cache / "entries").rglob("*")) if self.cache.exists() else False, "nothing is in the store")
        process.terminate()
        run = self.finish(process)
        self.assertEqual(run.code, 1)
        self.assertIn("Give the same command again", run.err)
        self.assertFalse(self.day.exists())
        self.night()
        self.assertEqual(len([name for name in self.published() if name.endswith(".mp4")]), 4)
        self.assert_store_tidy()

    def test_a_crash_costs_its_item_only(self):
        """The child that renders an item is killed, twice: the second time it is given up."""
        long = make_clip(self.scratch / "dai.mp4", 20)
        write_day(self.list, [{"id": "dai", "media": long}, {"id": "tot", "media": self.good}])
        process = self.begin("--jobs", 1)
        killed = set()

        def kill_child():
            for entry in os.listdir("/proc"):
                try:
                    words = Path(f"/proc/{entry}/cmdline").read_bytes().split(b"\0") if entry.isdigit() else []
                except OSError:
                    continue
                if len(words) > 2 and words[1] == b"item" and words[2].endswith(b"/dai/job.json") and entry not in killed:
                    killed.add(entry)
                    os.kill(int(entry), 11)
            return len(killed) == 2 or process.poll() is not None

        wait_until(kill_child, "the item was not begun twice", LIMIT_SECONDS)
        run = self.finish(process)
        self.assertEqual(len(killed), 2)
        self.assertEqual(run.code, 1)
        self.assertEqual(self.item(run, "tot")["state"], "ready")
        self.assertIn("signal 11", run.err)
        self.night()


if __name__ == "__main__":
    main()
