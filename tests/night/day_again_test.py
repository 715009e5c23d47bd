#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is not done twice: an unchanged day of 100 items in a second, a corrected cue in its own segments; and what is never
believed: files that somebody touched."""
import json
import os
import shutil
import statistics

from night_job import LONG, NightCase, main, make_clip, write_day, write_srt


class DayAgain(NightCase):
    displays = ("tiny", "wide")

    def day_of(self, count, seconds=2, files=None):
        """`files`: so many media for all of the items."""
        clip = self.shared_clip(f"clip-{seconds}.mp4", seconds)
        media = self.scratch / "phim"
        media.mkdir(exist_ok=True)
        items = []
        for i in range(count):
            path = media / f"muc-{i % (files or count) + 1:03}.mp4"
            if not path.exists():
                shutil.copy(clip, path)
            items.append({"id": f"muc-{i + 1:03}", "media": path})
        write_day(self.list, items)
        return [item["media"] for item in items]

    def test_a_hundred_unchanged_items_in_a_second(self):
        self.displays = ("tiny",)
        self.day_of(100, 1, files=100 if LONG else 20)
        self.night()
        before = self.published()
        runs = [self.night() for _ in range(3)]
        for run in runs:
            self.assertEqual(run.json["run"]["items_made"], 0)
            self.assertFalse(run.json["run"]["published"])
            self.assertEqual(run.json["ready"], 100)
        self.assertEqual(self.published(), before)
        # What it costs, not what the clock says: other work of the machine is not its.
        seconds = statistics.median(run.cpu_seconds for run in runs)
        print(f"100 unchanged items: {seconds:.2f} s of processor time, {min(run.seconds for run in runs):.2f} s by the clock", flush=True)
        self.assertLessEqual(seconds, 1)

    def test_a_corrected_cue_renders_its_segments_only(self):
        media = self.day_of(2, 10)
        cues = [(i + 0.1, i + 0.8, f"Câu số {i}") for i in range(10)]
        subtitles = write_srt(media[0].with_suffix(".vi.srt"), *cues)
        first = self.night()
        self.assertEqual(first.json["run"]["segments_made"], 2 * 10 * 2)
        cues[4] = (4.1, 4.8, "Câu số bốn")
        write_srt(subtitles, *cues)
        again = self.night()
        self.assertEqual(again.json["run"]["items_made"], 1)
        self.assertEqual(again.json["run"]["segments_made"], 1 * 2)
        self.assertTrue(again.json["run"]["published"])
        self.check_published()

    def test_touched_files_are_made_again(self):
        self.day_of(2)
        self.night()
        expected = self.published()
        name = next(name for name in expected if name.endswith("muc-001.mp4") and name.startswith("tiny"))
        with open(self.day / name, "r+b") as file:  # also the night's own file: it is one with two names
            file.write(b"spoilt")
        run = self.night()
        self.assertEqual(self.published(), expected)
        self.assertEqual(run.json["run"]["segments_made"], 0)
        (self.day / "wide" / "them.txt").write_text("foreign")
        (self.day / "day.json").write_text("{}")
        self.night()
        self.assertEqual(self.published(), expected)

    def test_a_preset_changed_renders_again(self):
        self.day_of(1)
        before = self.night().json["items"][0]["files"]
        self.write_preset("displays", "tiny", 'canvas = [160, 96]\nrate = 25\nloudness = "kiosk"\n')
        run = self.night()
        self.assertEqual(run.json["run"]["items_made"], 1)
        after = run.json["items"][0]["files"]
        self.assertNotEqual(before[0]["sha256"], after[0]["sha256"])
        self.assertEqual(before[1]["sha256"], after[1]["sha256"])

    def test_reports_that_are_damaged_are_found_out_again(self):
        self.day_of(1)
        self.night()
        expected = self.published()
        report = next((self.root / ".night").rglob("report.json"))
        report.write_text(report.read_text()[:40])
        run = self.night()
        self.assertEqual(run.json["run"]["segments_made"], 0)
        self.assertEqual(self.published(), expected)
        json.loads(report.read_text())

    def test_the_list_shortened_takes_its_files_away(self):
        media = self.day_of(3)
        self.night("--current")
        self.assertEqual(os.readlink(self.root / "current"), self.day.name)
        write_day(self.list, [{"id": "muc-002", "media": media[1]}])
        run = self.night()  # it goes on air earlier than before: looked at anew, since it could show a clock
        self.assertEqual(run.json["run"]["segments_made"], 0)
        self.assertEqual([name for name in self.published() if name.endswith(".mp4")],
                         ["tiny/001-muc-002.mp4", "wide/001-muc-002.mp4"])
        self.check_published()


if __name__ == "__main__":
    main()
