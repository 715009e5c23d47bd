#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two at once on a published root, and what cannot wait."""
import json
import shutil

from night_job import NightCase, main, make_clip, wait_until, write_day


class Rush(NightCase):
    displays = ("tiny",)

    def items(self, count, seconds):
        media = [make_clip(self.scratch / f"muc-{i}.mp4", seconds, size=f"{320 + 16 * i}x180") for i in range(count)]
        return [{"id": path.stem, "media": path} for path in media]

    def at_work(self):
        return self.cache.exists() and any((self.cache / "entries").rglob("*"))

    def urgent(self):
        path = self.scratch / "khan.mp4"
        shutil.copy(self.shared_clip("urgent.mp4", 2), path)
        return {"id": "khan", "media": path}

    def test_a_second_one_says_who_is_at_work_or_waits(self):
        write_day(self.list, self.items(3, 6))
        first = self.begin()
        wait_until(self.at_work, "nothing is rendered")
        refused = self.night(code=1)
        self.assertIn("gatecast day render", refused.err)
        self.assertIn(str(first.pid), refused.err)
        waiting = self.begin("--wait")
        self.assertEqual(self.finish(first).code, 0)
        run = self.finish(waiting)
        self.assertEqual(run.code, 0)
        self.assertEqual(run.json["run"]["items_made"], 0)

    def test_alone_it_renders_at_once(self):
        write_day(self.list, self.items(2, 2) + [self.urgent()])
        run = self.night("khan", "--list", self.list, command=("rush",))
        self.assertEqual(self.item(run, "khan")["state"], "ready")
        self.assertEqual(self.item(run, "muc-0")["state"], "waiting")
        value = self.check_published()
        self.assertEqual([item["item"] for item in value["items"] if item["file"]], ["khan"])
        self.night()
        self.assertEqual(len([item for item in self.check_published()["items"] if item["file"]]), 3)

    def test_an_item_that_is_not_in_the_list(self):
        write_day(self.list, self.items(1, 1))
        run = self.night("khong-co", "--list", self.list, command=("rush",), code=1)
        self.assertIn("khong-co", run.err)

    def test_a_night_gives_way_and_goes_on(self):
        items = self.items(4, 8)
        write_day(self.list, items)
        night = self.begin("--jobs", 1)
        wait_until(self.at_work, "nothing is rendered")
        write_day(self.list, items + [self.urgent()])  # the item came to the list while the night was at work
        rush = self.night("khan", "--list", self.list, command=("rush",))
        self.assertEqual(self.item(rush, "khan")["state"], "ready")
        self.assertIsNone(night.poll(), "the night was over before it could give way")
        seen = json.loads((self.day / "day.json").read_text())
        self.assertTrue(next(item for item in seen["items"] if item["item"] == "khan")["file"])
        run = self.finish(night)
        self.assertEqual(run.code, 0, run.err)
        self.assertIn("urgent", run.err)
        self.assertEqual(run.json["ready"], 5)
        self.check_published()


if __name__ == "__main__":
    main()
