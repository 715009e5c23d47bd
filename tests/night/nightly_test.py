#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the timer calls: the list found by its date, rendered by settings, approvals asked; and the timer's own files."""
import json
import shutil
import subprocess
from pathlib import Path

from night_job import DATE, NightCase, digest, main, write_day

SOURCE = Path(__file__).resolve().parents[2]


class Nightly(NightCase):
    displays = ("tiny",)

    def setUp(self):
        super().setUp()
        self.lists = self.scratch / "lich"
        self.lists.mkdir()
        self.clip = self.scratch / "phim.mp4"
        shutil.copy(self.shared_clip("clip.mp4", 2), self.clip)

    def settings(self, **more):
        values = {"lists": "lich", "output": "phat", "displays": ["tiny"], "encodes": ["short"], "presets": ["presets"],
                  "store": "cache", "store_limit": "1G", "current": True} | more
        path = self.scratch / "dem.toml"
        path.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()))
        return path

    def nightly(self, *options, code=0, **more):
        return self.gatecast("nightly", self.settings(**more), "--date", DATE, *options, code=code)

    def test_the_day_is_found_rendered_and_published(self):
        write_day(self.lists / "lich-phat-02-12-2026.toml", [{"id": "phim", "media": self.clip}])
        write_day(self.lists / "lich-phat-12-12-2026.toml", [{"id": "khac", "media": self.clip}], date="2026-12-12")
        run = self.nightly("--json")
        self.assertEqual(json.loads(run.stdout)["ready"], 1)
        self.check_published()
        self.assertEqual((self.root / "current").resolve(), self.day.resolve())
        self.assertIn("phim", (self.day / "index.html").read_text())

    def test_no_list_and_two_lists(self):
        run = self.nightly(code=1)
        self.assertIn("no list of 2026-12-02", run.stderr)
        for name in ("2026-12-02.toml", "02.12.2026.toml"):
            write_day(self.lists / name, [{"id": "phim", "media": self.clip}])
        run = self.nightly(code=1)
        self.assertIn("Move one of them away", run.stderr)

    def test_settings_that_are_wrong_are_said_with_their_line(self):
        path = self.settings(dsplays=["tiny"])
        run = self.gatecast("nightly", path, code=1)
        self.assertIn("dem.toml:", run.stderr)
        self.assertIn("displays", run.stderr)
        self.assertIn("leave_cores", self.gatecast("nightly", "--show-settings").stdout)

    def test_what_is_not_approved_is_not_rendered(self):
        other = self.scratch / "la.mp4"
        shutil.copy(self.shared_clip("other.mp4", 1), other)
        write_day(self.lists / "2026-12-02.toml", [{"id": "phim", "media": self.clip}, {"id": "la", "media": other}])
        approvals = self.scratch / "approvals.tsv"
        self.gatecast("approve", self.clip, "--by", "Nguyễn An", "--document", "12/QĐ", "--list", approvals)
        keys = {"approvals": str(approvals)}
        value = json.loads(self.nightly("--json", code=1, **keys).stdout)
        self.assertEqual([item["state"] for item in value["items"]], ["ready", "failed"])
        self.assertIn("la.mp4", value["items"][1]["failures"][0]["en"])
        self.assertEqual([name for name in self.published() if name.endswith(".mp4")], ["tiny/001-phim.mp4"])
        # Taken back: the finished file goes out of the day, though nothing else changed.
        self.gatecast("withdraw", digest(self.clip), "--by", "Trần Bình", "--list", approvals)
        value = json.loads(self.nightly("--json", code=1, **keys).stdout)
        self.assertEqual([item["state"] for item in value["items"]], ["failed", "failed"])
        self.assertEqual([name for name in self.published() if name.endswith(".mp4")], [])

    def test_the_units_are_sound(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("systemd-analyze is not installed")
        units = self.scratch / "units"
        units.mkdir()
        text = (SOURCE / "pipeline/night/systemd/gatecast-nightly.service.in").read_text()
        text = text.replace("@CMAKE_INSTALL_FULL_BINDIR@/gatecast", "/bin/true").replace("@CMAKE_INSTALL_FULL_DOCDIR@", "/usr/share/doc")
        (units / "gatecast-nightly.service").write_text(text)
        shutil.copy(SOURCE / "pipeline/night/systemd/gatecast-nightly.timer", units)
        run = subprocess.run(["systemd-analyze", "verify", "--man=no", *map(str, units.iterdir())], capture_output=True, text=True)
        self.assertNotIn("gatecast-nightly", run.stdout + run.stderr)


if __name__ == "__main__":
    main()
