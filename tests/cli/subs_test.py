#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gatecast subs through the real program: every verb on files people have, and what it refuses.

    subs_test.py GATECAST
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = ""

VI = """1
00:00:01,000 --> 00:00:03,000
Chợ phiên biên giới họp mỗi tuần một lần.

2
00:00:04,000 --> 00:00:06,500
Một cân hạt điều giá 38.000 đồng.

3
00:00:08,000 --> 00:00:10,000
Hẹn gặp lại tuần sau!
"""
EN = VI.replace("Chợ phiên biên giới họp mỗi tuần một lần.", "The border market is held once a week.").replace(
    "Một cân hạt điều giá 38.000 đồng.", "A kilo of cashew nuts costs 38,000 đồng.").replace("Hẹn gặp lại tuần sau!", "See you next week!")
KM_LINES = "ផ្សារព្រំដែនបើកម្តងក្នុងមួយសប្តាហ៍។\nគ្រាប់ស្វាយចន្ទីមួយគីឡូថ្លៃ ៣៨.០០០ ដុង។\nជួបគ្នាសប្តាហ៍ក្រោយ!\n"


class Subs(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="gatecast-subs-")
        self.addCleanup(self.folder.cleanup)
        self.put("phim.vi.srt", VI)
        self.put("phim.en.srt", EN)

    def path(self, name):
        return Path(self.folder.name) / name

    def put(self, name, text, encoding="utf-8"):
        self.path(name).write_bytes(text.encode(encoding))

    def run_program(self, *words, given=None):
        return subprocess.run([PROGRAM, "--language", "en", "subs", *map(str, words)], cwd=self.folder.name, text=True,
                              input=given, capture_output=True, timeout=60, check=False)

    def subs(self, *words, code=0):
        done = self.run_program(*words)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def cues(self, name, *words):
        return json.loads(self.subs("cues", name, "--json", *words).stdout)["cues"]

    def times(self, name):
        return [(cue["start"], cue["end"]) for cue in self.cues(name)]

    def test_converts_between_formats_and_from_old_encodings(self):
        self.put("phim-utf16.srt", "\ufeff" + VI, "utf-16-le")
        for name in ("a.vtt", "a.ass", "a.ttml", "a.xlsx"):
            self.subs("convert", "phim-utf16.srt", "--lang", "vi", "-o", name)
            self.assertEqual([(c["start"], c["end"], c["text"]) for c in self.cues(name)],
                             [(c["start"], c["end"], c["text"]) for c in self.cues("phim.vi.srt")], name)

    def test_never_writes_over_a_file_unasked(self):
        done = self.subs("convert", "phim.vi.srt", "-o", "phim.en.srt", code=1)
        self.assertIn("is there already", done.stderr)
        self.assertEqual(self.path("phim.en.srt").read_text(encoding="utf-8"), EN)
        self.subs("convert", "phim.vi.srt", "-o", "phim.en.srt", "--force")

    def test_shifts_and_stretches(self):
        self.subs("shift", "phim.vi.srt", "--by=1.5", "-o", "later.vi.srt")
        self.assertEqual(self.times("later.vi.srt"), [(2500, 4500), (5500, 8000), (9500, 11500)])
        self.subs("shift", "later.vi.srt", "--by=-1.5", "-o", "back.vi.srt")
        self.assertEqual(self.times("back.vi.srt"), self.times("phim.vi.srt"))
        self.subs("stretch", "phim.vi.srt", "--point", "1=2", "--point", "8=16", "-o", "twice.vi.srt")
        self.assertEqual(self.times("twice.vi.srt"), [(2000, 6000), (8000, 13000), (16000, 20000)])
        self.subs("stretch", "phim.vi.srt", "--from-rate", "25", "--to-rate", "23.976", "-o", "film.vi.srt")
        self.assertEqual(self.times("film.vi.srt")[2][0], 8342)
        self.assertEqual(self.run_program("stretch", "phim.vi.srt", "-o", "x.srt").returncode, 2)

    def test_merges_languages_and_takes_them_apart(self):
        self.subs("merge", "phim.vi.srt", "phim.en.srt", "-o", "two.srt")
        self.assertIn("\n", self.cues("two.srt")[0]["text"])
        self.subs("split", "two.srt", "--languages", "vi,en", "-o", "apart/")
        for language in ("vi", "en"):
            self.assertEqual([c["text"] for c in self.cues(f"apart/two.{language}.srt")],
                             [c["text"] for c in self.cues(f"phim.{language}.srt")])
        self.subs("merge", "phim.vi.srt", "phim.en.srt", "-o", "two.xlsx")
        self.assertEqual({c["language"] for c in self.cues("two.xlsx")}, {"vi", "en"})

    def test_aligns_a_language_to_a_newer_cut(self):
        self.subs("shift", "phim.vi.srt", "--by=60", "-o", "neu.vi.srt")
        self.subs("align", "phim.en.srt", "--reference", "neu.vi.srt", "-o", "neu.en.srt")
        self.assertEqual(self.times("neu.en.srt"), self.times("neu.vi.srt"))

    def test_puts_a_translation_without_times_on_the_original(self):
        self.put("dich.km.txt", KM_LINES)
        self.subs("fill", "dich.km.txt", "--timing", "phim.vi.srt", "-o", "phim.km.srt")
        cues = self.cues("phim.km.srt")
        self.assertEqual([cue["text"] for cue in cues], KM_LINES.split("\n")[:3])
        self.assertEqual(self.times("phim.km.srt"), self.times("phim.vi.srt"))

    def test_makes_a_sheet_for_the_translator_and_takes_it_back(self):
        self.subs("sheet", "phim.vi.srt", "--languages", "en", "--begun", "phim.en.srt", "-o", "sheet.xlsx")
        self.subs("sheet", "phim.vi.srt", "--back", "sheet.xlsx", "-o", "back/")
        self.assertEqual([c["text"] for c in self.cues("back/phim.en.srt")], [c["text"] for c in self.cues("phim.en.srt")])

    def test_draws_the_subtitles_alone(self):
        self.subs("overlay", "phim.vi.srt", "-o", "lop.mov", "--to", "0:02")
        said = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=codec_name,pix_fmt,nb_frames,width", "-of", "csv=p=0",
                               self.path("lop.mov")], text=True, capture_output=True, check=True).stdout
        self.assertRegex(said.strip(), "^prores,1920,yuva444p1[02]le,50$")

    def test_explains_letters_and_lines(self):
        done = self.run_program("normalise", "--lang", "km", "--explain", given="ខែ្មរ\n")
        self.assertEqual(done.stdout.split("\n")[0], "ខ្មែរ")
        self.assertGreater(len(done.stdout.strip().split("\n")), 1)
        self.put("dai.km.txt", KM_LINES.replace("\n", ""))
        lines = json.loads(self.subs("lines", "dai.km.txt", "--lang", "km", "--columns", "30", "--json").stdout)["cues"]
        self.assertTrue(all(len(line["text"]) <= 30 for cue in lines for line in cue["lines"]))
        self.assertEqual([len(cue["lines"]) - 1 for cue in lines], [len(cue["breaks"]) for cue in lines])
        wall = json.loads(self.subs("lines", "dai.km.txt", "--lang", "km", "--display", "led-p4", "--json").stdout)["cues"]
        self.assertGreaterEqual(len(wall), 1)

    def test_says_what_is_wrong_with_a_command_line(self):
        self.assertIn("Did you mean convert", self.run_program("convet").stderr)
        self.assertEqual(self.run_program("convert", "phim.vi.srt").returncode, 2)
        self.assertEqual(self.run_program("convert", "nowhere.srt", "-o", "a.vtt").returncode, 1)
        self.assertIn("--lang", self.run_program("shift", "phim.vi.srt", "--by=1", "--lang", "xx1", "-o", "b.srt").stderr)


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
