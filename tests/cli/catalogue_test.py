#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gatecast catalogue through the real program: clips added, found in three languages, exported."""
import hashlib
import json
from pathlib import Path

import desk
from desk import DeskCase


class CatalogueOfContent(DeskCase):
    presets = Path(__file__).resolve().parents[2] / "presets"

    def catalogue(self, *words, **keys):
        return self.gatecast("catalogue", *words, **keys)

    def found(self, *words):
        return [entry["title_vi"] for entry in self.catalogue("find", *words, json=True).json]

    def add_market(self):
        clip = self.clip("cho.mp4", title="Chợ biên giới")
        self.file("cho.km.srt", "1\n00:00:00,000 --> 00:00:01,000\nផ្សារ\n")
        return clip, self.catalogue("add", clip, "--title", "en=Border market", "--title", "km=ផ្សារព្រំដែនកម្ពុជា",
                                    "--field", "kind=film", "--field", "spoken=vi", "--field", "gate=Hoa Lư", json=True).json

    def test_adds_a_clip_and_finds_it_in_three_languages(self):
        clip, added = self.add_market()
        self.assertEqual(added[0]["outcome"], "new")
        self.catalogue("add", self.clip("duong.mp4", colour="blue"), "--title", "vi=Đường về")
        for words in ("biên giới", "bien gioi", "BIEN", "market bord", "ព្រំដែន", "កម្ពុជា"):
            self.assertEqual(self.found(words), ["Chợ biên giới"], words)
        self.assertEqual(self.found("duong"), ["Đường về"])
        self.assertEqual(self.found("đường"), ["Đường về"])
        entry = self.catalogue("show", added[0]["id"], json=True).json
        self.assertEqual(entry["sha256"], hashlib.sha256(clip.read_bytes()).hexdigest())
        self.assertEqual((entry["duration_s"], entry["subtitle_languages"], entry["gates"]), (1.0, ["km"], ["Hoa Lư"]))
        self.assertIn("Border market", self.catalogue("show", added[0]["id"]).out)
        self.assertEqual(self.found("--in", "km"), ["Chợ biên giới"])
        self.assertEqual(self.found("--kind", "news"), [])
        self.assertEqual(self.found(), ["Đường về", "Chợ biên giới"])

    def test_knows_a_clip_again_by_its_content(self):
        clip, added = self.add_market()
        moved = clip.rename(self.scratch / "cho-2.mp4")
        again = self.catalogue("add", moved, "--field", "topic=trade", json=True).json
        self.assertEqual((again[0]["id"], again[0]["outcome"]), (added[0]["id"], "updated"))
        entry = self.catalogue("show", again[0]["id"], json=True).json
        self.assertEqual((entry["topic"], entry["kind"], entry["file"]), ("trade", "film", str(moved)))

    def test_learns_where_things_were_shown(self):
        clip, added = self.add_market()
        from_log = {"sequence": 1, "before": "0" * 64, "display": "led-p4", "item": "cho", "sha256": added[0]["sha256"],
                    "start": "2026-12-02T01:00:00.000Z", "end": "2026-12-02T01:05:00.000Z", "end_reason": "complete"}
        self.file("log/as-run-2026-12-02.jsonl", json.dumps(from_log) + "\n")
        said = self.catalogue("add", self.scratch / "log", json=True).json
        self.assertEqual((said[0]["showings"], said[0]["of_unknown_content"]), (1, 0))
        self.assertEqual(self.found("chợ", "--shown-at", "led-p4", "--from", "2026-12-02", "--until", "2026-12-02"), ["Chợ biên giới"])
        self.assertEqual(self.found("chợ", "--shown-at", "kiosk"), [])
        self.assertEqual(self.found("chợ", "--from", "2026-12-03"), [])
        self.assertIn("Shown on led-p4 at 2026-12-02T01:00:00.000Z for 0:05:00.000.", self.catalogue("show", 1).out)

    def test_exports_for_people_and_for_other_systems(self):
        clip, _ = self.add_market()
        self.catalogue("export", "-o", "kho.xlsx", "--media", "copy")
        copy = next((self.scratch / "kho-media").iterdir())
        self.assertEqual(copy.read_bytes(), clip.read_bytes())
        text = self.office(self.scratch / "kho.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76").read_text(encoding="utf-8")
        self.assertIn("Chợ biên giới", text)
        self.assertIn("ផ្សារព្រំដែនកម្ពុជា", text)
        self.catalogue("export", "-o", "kho.csv")
        self.assertTrue((self.scratch / "kho.csv").read_bytes().startswith(b"\xef\xbb\xbf"))
        self.assertTrue(next((self.scratch / "kho-media").iterdir()).is_symlink())
        self.catalogue("export", "market", "-o", "cho.jsonld", "--media", "none")
        video = json.loads((self.scratch / "cho.jsonld").read_text(encoding="utf-8"))
        self.assertEqual((video["@context"], video["@type"], video["duration"]), ("https://schema.org", "VideoObject", "PT0H0M1S"))
        self.assertIn({"@value": "Chợ biên giới", "@language": "vi"}, video["name"])
        self.catalogue("add", self.clip("duong.mp4", colour="blue"))
        self.catalogue("export", "-o", "all.jsonld")
        self.assertEqual(json.loads((self.scratch / "all.jsonld").read_text(encoding="utf-8"))["numberOfItems"], 2)
        self.assertIn("--force", self.catalogue("export", "-o", "all.jsonld", code=1).err)

    def test_adds_the_items_of_a_day_list(self):
        self.clip("cho.mp4")
        day = self.file("ngay.toml", 'date = "2026-12-02"\n[[item]]\nid = "cho"\ntitle_vi = "Chợ biên giới"\ntitle_en = "Border market"\n'
                        'media = "cho.mp4"\nkind = "film"\nspoken = "vi"\nsubtitle_languages = ["km"]\n')
        added = self.catalogue("add", day, "--presets", self.presets, json=True).json
        self.assertEqual([each["outcome"] for each in added], ["new"])
        entry = self.catalogue("show", 1, json=True).json
        self.assertEqual((entry["title_en"], entry["kind"], entry["subtitle_languages"]), ("Border market", "film", ["km"]))
        self.assertEqual(self.found("bien gioi", "--kind", "film"), ["Chợ biên giới"])

    def test_slips_are_said_in_sentences(self):
        clip = self.clip("a.mp4")
        self.assertIn("no such field", self.catalogue("add", clip, "--field", "colour=red", code=2).err)
        self.assertIn("vi, en or km", self.catalogue("add", clip, "--title", "Chợ", code=2).err)
        self.assertIn("none.mp4", self.catalogue("add", "none.mp4", clip, code=1).err)
        self.assertEqual(len(self.found()), 1)
        self.assertIn("There is no entry 99", self.catalogue("show", 99, code=1).err)
        self.assertIn("Nothing is called so", self.catalogue("find", "không").out)
        self.file("broken.sqlite", "this is no database at all, only text" * 100)
        self.assertIn("damaged or no catalogue", self.catalogue("find", "--catalogue", "broken.sqlite", code=1).err)


if __name__ == "__main__":
    desk.main()
