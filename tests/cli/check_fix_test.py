#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gatecast check --fix: what is certain is corrected in a copy and said; the original is never touched."""
import unicodedata
import zipfile

from cue_job import KHMER, KM, TIMES, VI, CueCase, main, srt


class Fixing(CueCase):
    def fix(self, name, content, code=None, **options):
        original = self.write(name, content, **options)
        before = original.read_bytes()
        entry = self.check(name, "--fix", "out", code=code)[name]
        self.assertEqual(original.read_bytes(), before)
        return entry, self.scratch / "out" / name

    def changes(self, entry, cue=None):
        return [change["change"] for change in entry["fixed"]["changes"] if cue is None or change["cue"] == cue]

    def test_a_right_file_has_no_copy(self):
        entry, copy = self.fix("a.vi.srt", srt(VI), code=0)
        self.assertNotIn("fixed", entry)
        self.assertFalse(copy.exists())

    def test_encoding_becomes_utf8(self):
        entry, copy = self.fix("a.vi.srt", srt(VI), encoding="utf-16", code=0)
        self.assertEqual(copy.read_text(encoding="utf-8"), srt(VI).rstrip("\n") + "\n")
        self.assertIn("utf-16le", self.changes(entry)[0])

    def test_khmer_is_put_in_order(self):
        # The vowel typed before the subscript, as it is drawn; and a vowel of two parts.
        wrong = KM[0].replace("ព្រឹក", "ពឹ្រក").replace("មក", "មក" + "េី")
        right = KM[0].replace("មក", "មក" + "ើ")
        entry, copy = self.fix("a.km.srt", srt([wrong] + KM[1:]))
        self.assertIn(right, copy.read_text(encoding="utf-8"))
        changed = [change for change in entry["fixed"]["changes"] if change["cue"] == 1]
        self.assertEqual({(change["before"], change["after"]) for change in changed}, {(wrong, right)})
        self.assertGreaterEqual(len(changed), 2)
        self.assertFalse([change for change in entry["fixed"]["changes"] if change["cue"] != 1])

    def test_vietnamese_is_composed_and_spaces_are_joined(self):
        entry, copy = self.fix("a.vi.srt", srt([unicodedata.normalize("NFD", VI[0]), VI[1].replace(" ", "  "), *VI[2:]]), code=0)
        self.assertEqual(copy.read_text(encoding="utf-8"), srt(VI).rstrip("\n") + "\n")
        self.assertTrue(self.changes(entry, 1) and self.changes(entry, 2))
        self.assertFalse(self.changes(entry, 3))

    def test_cues_are_sorted(self):
        entry, copy = self.fix("a.vi.srt", srt(VI, [TIMES[1], TIMES[0], TIMES[2], TIMES[3]]), code=0)
        text = copy.read_text(encoding="utf-8")
        self.assertLess(text.index(VI[1]), text.index(VI[0]))
        self.assertTrue(self.changes(entry))

    def test_start_and_end_are_turned_round_where_that_fits(self):
        entry, copy = self.fix("a.vi.srt", srt(VI, [TIMES[0], (12, 7), TIMES[2], TIMES[3]]), code=0)
        self.assertEqual(copy.read_text(encoding="utf-8"), srt(VI).rstrip("\n") + "\n")
        self.assertEqual(len(self.changes(entry, 2)), 1)
        # Turned round it would lie over its neighbour: what the reader made of it is said instead.
        entry, copy = self.fix("b.vi.srt", srt(VI, [TIMES[0], (12, 3), TIMES[2], TIMES[3]]))
        self.assertIn("00:00:12,000 --> ", copy.read_text(encoding="utf-8"))
        self.assertTrue(self.changes(entry, 2))

    def test_small_overlaps_and_gaps_become_two_frames(self):
        entry, copy = self.fix("a.vi.srt", srt(VI, [(1, 7.06), (7, 12.98), (13, 18), (19, 24)]), code=0)
        text = copy.read_text(encoding="utf-8")
        self.assertIn("00:00:01,000 --> 00:00:06,920", text)
        self.assertIn("00:00:07,000 --> 00:00:12,920", text)
        self.assertIn("00:00:13,000 --> 00:00:18,000", text)
        self.assertEqual((len(self.changes(entry, 1)), len(self.changes(entry, 2))), (1, 1))

    def test_large_overlaps_are_left_for_people(self):
        times = [(1, 9), (7, 12), (13, 18), (19, 24)]
        entry, copy = self.fix("a.vi.srt", srt(VI, times))
        self.assertNotIn("fixed", entry)
        self.assert_found(entry, "overlap", cue=2)

    def test_corrected_again_there_is_nothing_left(self):
        self.fix("a.km.srt", srt([KM[0].replace("ព្រឹក", "ពឹ្រក"), *KM[1:]], [(1, 7.04), (7, 12.96), (13, 18), (19, 24)]))
        again = self.check("out/a.km.srt", "--fix", "twice", code=0)["a.km.srt"]
        self.assertNotIn("fixed", again)
        self.assertFalse((self.scratch / "twice").exists())

    def test_nothing_is_overwritten(self):
        self.write("a.vi.srt", srt(VI), encoding="utf-16")
        (self.scratch / "out").mkdir()
        self.write("out/a.vi.srt", "mine")
        run = self.run_program("a.vi.srt", "--fix", "out")
        self.assertEqual(run.returncode, 1)
        self.assertIn("was not overwritten", run.stderr)
        self.assertEqual((self.scratch / "out/a.vi.srt").read_text(), "mine")
        self.assertEqual(self.run_program("a.vi.srt", "--fix", "a.vi.srt").returncode, 1)
        self.assertEqual((self.scratch / "a.vi.srt").read_bytes(), srt(VI).encode("utf-16"))

    def test_one_file_to_a_file_of_another_kind(self):
        self.write("a.vi.srt", srt(VI), encoding="utf-16")
        self.check("a.vi.srt", "--fix", "b.vi.vtt", code=0)
        self.assertTrue((self.scratch / "b.vi.vtt").read_text(encoding="utf-8").startswith("WEBVTT"))

    def test_a_table_of_several_languages_becomes_a_sheet(self):
        rows = "".join(f'0:00:{a:02},0:00:{b:02},"{vi}",{km}\n' for (a, b), vi, km in zip(TIMES, ["Họ  bán", *VI[1:]], KM))
        self.write("a.csv", "Bắt đầu,Kết thúc,vi,km\n" + rows)
        files = self.check("a.csv", "--fix", "out")
        self.assertEqual(set(files), {"a.xlsx"})
        self.assertTrue(zipfile.is_zipfile(self.scratch / "out/a.xlsx"))
        self.assertEqual([track["language"] for track in files["a.xlsx"]["tracks"]], ["vi", "km"])

    def test_what_was_changed_is_said_without_khmer(self):
        self.write("a.km.srt", srt([KM[0].replace("ព្រឹក", "ពឹ្រក"), *KM[1:]]))
        run = self.run_program("a.km.srt", "--fix", "out", "--display", "tv-1080p25")
        self.assertIn("cue 1, line 2:", run.stdout)
        self.assertFalse(KHMER.search(run.stdout + run.stderr))


if __name__ == "__main__":
    main()
