#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gatecast check on cue files: every kind of trouble with a small file that has it, the sheet, the JSON, exit codes."""
import time

from cue_job import EN, KHMER, KM, TIMES, VI, CueCase, main, srt


class Verdicts(CueCase):
    def test_a_good_programme_passes(self):
        self.trio()
        files = self.check("clip.vi.srt", "clip.en.srt", "clip.km.srt", code=0, display=None)
        self.assertEqual({entry["verdict"] for entry in files.values()}, {"pass"})
        vi = files["clip.vi.srt"]
        self.assertEqual((vi["kind"], vi["format"], vi["language"], vi["cues"]), ("cues", "srt", "vi", 4))
        self.assertEqual((vi["encoding"], vi["encoding_certain"]), ("utf-8", True))
        self.assertEqual(files["clip.km.srt"]["language"], "km")

    def test_warnings_are_3_and_errors_are_1(self):
        self.write("a.vi.srt", srt([VI[0]], [(1, 1.5)]))
        self.assertEqual(self.check("a.vi.srt", code=3)["a.vi.srt"]["verdict"], "warn")
        self.write("b.vi.srt", srt([VI[0]], [(5, 1)]))
        self.assertEqual(self.check("b.vi.srt", code=1)["b.vi.srt"]["verdict"], "fail")
        self.check("a.vi.srt", "b.vi.srt", code=1)

    def test_a_problem_says_where(self):
        self.write("a.vi.srt", srt(VI, [(1, 6), (7, 12), (13, 13.2), (19, 24)]))
        problem = self.assert_found(self.check("a.vi.srt")["a.vi.srt"], "short-cue", cue=3, severity="warning")
        self.assertEqual((problem["line"], problem["time"], problem["language"]), (10, 13000, "vi"))
        self.assertIn("0.20 s", problem["message"])
        self.assertEqual(set(problem), {"severity", "code", "message", "line", "cell", "cue", "time", "language", "displays"})

    def test_presets_and_clips_are_checked_beside_cues(self):
        self.clip(26)
        self.trio()
        self.write("mine.toml", "canvas = [640, 361]\n")
        files = self.check("mine.toml", "clip.mp4", "clip.vi.srt", "none.srt", code=1)
        self.assertEqual(files["mine.toml"]["verdict"], "fail")
        self.assertEqual(files["clip.mp4"]["kind"], "clip")
        self.assertEqual(files["clip.vi.srt"]["verdict"], "pass")
        self.assertIsNone(files["none.srt"]["kind"])


class Troubles(CueCase):
    def one(self, texts, times=TIMES, language="vi", **options):
        self.write(f"a.{language}.srt", srt(texts, times))
        return self.check(f"a.{language}.srt", **options)[f"a.{language}.srt"]

    def test_order(self):
        entry = self.one(VI, [(7, 12), (1, 6), (13, 18), (19, 24)])
        self.assert_found(entry, "not-in-order")

    def test_times(self):
        self.assert_found(self.one(VI, [(1, 6), (5, 12), (13, 18), (19, 24)]), "overlap", cue=2)
        self.assert_found(self.one(VI, [(1, 6), (6.02, 12), (13, 18), (19, 24)]), "small-gap", cue=2)
        self.assert_found(self.one(VI, [(1, 6), (7, 17), (18, 23), (24, 28)]), "long-cue", cue=2)
        self.assert_found(self.one(VI, [(1, 6), (7, 7), (13, 18), (19, 24)]), "zero-length", cue=2)
        entry = self.one(VI, [(1, 6), (12, 7), (13, 18), (19, 24)])
        self.assert_found(entry, "end-before-start", cue=2, severity="error")
        self.assertEqual(len([p for p in entry["problems"] if p["cue"] == 2 and p["severity"] == "error"]), 1)

    def test_reading(self):
        long = " ".join(["Cửa khẩu mở cửa từ bảy giờ sáng đến mười giờ đêm"] * 4)
        entry = self.one([VI[0], long], [(1, 6), (7, 9)])
        self.assert_found(entry, "reading-speed", cue=2)
        self.assert_found(entry, "too-much-text", cue=2)

    def test_letters(self):
        entry = self.one([KM[0], "ក្មេងៗ ᚠᚢ លេងសើច", "ទំនិញ ្ក"], language="km")
        self.assert_found(entry, "missing-glyph", cue=2, severity="error")
        self.assert_found(entry, "dotted-circle", cue=3, severity="error")
        self.assertFalse(self.problems(self.one(KM, language="km"), "dotted-circle"))

    def test_another_language_in_the_track(self):
        entry = self.one([KM[0], KM[1], VI[2], KM[3]], language="km")
        self.assert_found(entry, "wrong-language", cue=3)

    def test_old_khmer_font(self):
        old = ["RbsinebI´eKmandMNwgGMBIbBaðaenHeT", "etIGñkKitya:gNacMeBaHkarenH", "´sUmGrKuNGñkTaMgGs´Kña", "eyIgnwgCYbKñaenAéf¶Es¥k"]
        self.assert_found(self.one(old, language="km"), "legacy-khmer")

    def test_texts_without_times_are_laid_out_all_the_same(self):
        self.write("a.km.txt", "\n".join([KM[0], "ក្មេងៗ ᚠᚢ លេងសើច"]))
        entry = self.check("a.km.txt", code=1)["a.km.txt"]
        self.assert_found(entry, "untimed")
        self.assert_found(entry, "missing-glyph", cue=2)
        self.assertFalse(self.problems(entry, "no-time"))

    def test_languages_together(self):
        self.trio()
        self.write("clip.en.srt", srt(EN, TIMES[:3] + [(60, 65)]))
        files = self.check("clip.vi.srt", "clip.en.srt", "clip.km.srt")
        self.assertTrue(any(self.problems(entry, "no-partner") for entry in files.values()))

    def test_languages_that_drift_apart(self):
        times = [(i * 6 + 1, i * 6 + 6) for i in range(60)]
        self.write("d.vi.srt", srt(VI * 15, times))
        self.write("d.en.srt", srt(EN * 15, [(start * 1.004, end * 1.004) for start, end in times]))
        codes = {p["code"] for entry in self.check("d.vi.srt", "d.en.srt").values() for p in entry["problems"]}
        self.assertTrue(codes & {"drift", "offset", "apart"}, codes)

    def test_one_language_twice(self):
        self.write("x.srt", srt(VI))
        self.write("x.vi.srt", srt(VI))
        files = self.check("vi=x.srt", "x.vi.srt")
        self.assertTrue(any(self.problems(entry, "same-language") for entry in files.values()))

    def test_behind_the_end_of_the_clip(self):
        clip = self.clip(10)
        self.trio()
        entry = self.check(clip, "clip.vi.srt")["clip.vi.srt"]
        self.assert_found(entry, "behind-end", cue=3)
        entry = self.check("clip.vi.srt", "--clip", clip)["clip.vi.srt"]
        self.assert_found(entry, "behind-end", cue=4)

    def test_files_beside_the_clip_are_found(self):
        clip = self.clip(26)
        self.trio()
        self.write("other.vi.srt", srt(VI))
        self.assertEqual(set(self.check(clip, code=0)), {"clip.mp4", "clip.vi.srt", "clip.en.srt", "clip.km.srt"})

    def test_what_a_screen_has_no_room_for(self):
        long = {"vi": "Bà con nhiều xã dọc biên giới rủ nhau về chợ bán hạt điều, cao su, hồ tiêu, trái cây và vải dệt tay. " * 2,
                "en": "People from many communes along the border meet at the market to sell cashew nuts, rubber and pepper. " * 2,
                "km": KM[0] + KM[1] + KM[2] + KM[3] + KM[0] + KM[1]}
        for tag, text in long.items():
            self.write(f"l.{tag}.srt", srt([text], [(1, 7)]))
        files = self.check("l.vi.srt", "l.en.srt", "l.km.srt", "--display", "led-p4")
        found = [p for entry in files.values() for p in entry["problems"] if p["displays"]]
        self.assertTrue({p["code"] for p in found} & {"shrunk", "split", "dropped", "too-small"}, found)
        self.assertLessEqual({name for p in found for name in p["displays"]}, {"tv-1080p25", "led-p4"})


class Encodings(CueCase):
    def tcvn3(self, text):
        letters = {"Sáng": b"S\xb8ng", "thứ": b"th\xf8", "bảy": b"b\xb6y", "bà": b"b\xb5", "rủ": b"r\xf1", "về": b"v\xd2", "chợ": b"ch\xee"}
        return b" ".join(letters.get(word.strip("."), word.encode()) for word in text.split(" "))

    def test_read_by_the_words(self):
        text = srt(["@"] * 4).encode().replace(b"@", self.tcvn3(VI[0]))
        self.write("a.vi.srt", text)
        entry = self.check("a.vi.srt")["a.vi.srt"]
        self.assertEqual((entry["encoding"], entry["encoding_certain"]), ("tcvn3", False))
        self.assertIn("Sáng", self.assert_found(entry, "encoding-by-words", severity="note")["message"])

    def test_asked_for_with_both_readings(self):
        self.write("a.vi.srt", srt(["@"]).encode().replace(b"@", b"abc \xe9\xf0\xfe xyz \xb1\xa2"))
        entry = self.check("a.vi.srt", code=1)["a.vi.srt"]
        problem = self.assert_found(entry, "encoding-unknown", severity="error")
        self.assertIn("--encoding", problem["message"])
        self.assertEqual(self.check("a.vi.srt", "--encoding", "windows-1252")["a.vi.srt"]["encoding"], "windows-1252")

    def test_an_encoding_that_is_said_leaves_unicode_files_alone(self):
        self.trio()
        files = self.check("clip.vi.srt", "clip.km.srt", "--encoding", "tcvn3", code=0)
        self.assertEqual({entry["encoding"] for entry in files.values()}, {"utf-8"})

    def test_the_sheet_of_a_sheet(self):
        self.write("a.csv", "Bắt đầu,Kết thúc,vi,km\n0:00:01,0:00:06," + VI[0] + "," + KM[0] + "\n0:00:07,0:00:07.100," + VI[2] + "," + KM[2] + "\n")
        entry = self.check("a.csv")["a.csv"]
        self.assertEqual([track["language"] for track in entry["tracks"]], ["vi", "km"])
        self.assertIsNone(entry["language"])
        self.assert_found(entry, "short-cue", cue=2)


class Sheet(CueCase):
    def bad(self):
        self.trio(vi=[VI[0]] * 6 + ["Họ bán hạt điều " * 12], km=[KM[0], "ក្មេងៗ ᚠᚢ ្ក", VI[2], KM[3]],
                  times=[(i * 2, i * 2 + 0.3) for i in range(7)])

    def test_no_khmer_and_no_colour_when_piped(self):
        self.bad()
        for language in ("en", "vi"):
            run = self.run_program("clip.vi.srt", "clip.km.srt", language=language)
            self.assertEqual(run.returncode, 1, run.stderr)
            self.assertFalse(KHMER.search(run.stdout + run.stderr))
            self.assertNotIn("\033", run.stdout)
        run = self.run_program("clip.vi.srt", "clip.km.srt")
        self.assertIn("FAIL  Letters and fonts", run.stdout)
        self.assertIn("PASS  Encoding", run.stdout)
        self.assertIn("cue 2, line 6, 0:00:02.000", run.stdout)

    def test_a_cause_is_said_once_unless_all_are_asked_for(self):
        self.bad()
        short = self.run_program("clip.vi.srt").stdout
        self.assertEqual(short.count("Shown for 0.30 s"), 3)
        self.assertIn("and 4 more", short)
        self.assertEqual(self.run_program("clip.vi.srt", "--all").stdout.count("Shown for 0.30 s"), 7)

    def test_wrong_options_are_usage_errors(self):
        self.trio()
        self.assertEqual(self.run_program("clip.vi.srt", "--encoding", "klingon").returncode, 2)
        self.assertEqual(self.run_program("clip.vi.srt", "--lang", "?").returncode, 2)
        self.assertEqual(self.run_program("clip.vi.srt", "--display", "led-p44").returncode, 1)

    def test_ten_thousand_cues_of_three_languages(self):
        times = [(i * 6, i * 6 + 5) for i in range(10000)]
        self.trio(*[[texts[i % 4] + f" {i}" for i in range(10000)] for texts in (VI, EN, KM)], times=times)
        begin = time.monotonic()
        self.check("clip.vi.srt", "clip.en.srt", "clip.km.srt")
        self.assertLess(time.monotonic() - begin, 60)  # of a few on an idle machine; a loaded or instrumented one is slower


if __name__ == "__main__":
    main()
