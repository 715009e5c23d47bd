#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gatecast asrun through the real program: a television's log brought in, shown, exported, checked, tampered with."""
import csv
import io
import zipfile

import desk
from desk import DeskCase

PLAYOUT = """Playout BPTV1
Date\tStart Time\tDuration\tClip ID\tTitle\tLanguage\tType\tStatus
02/12/2026\t05:00:00:12\t00:10:00:00\tBP0412\tThời sự sáng\tvi\tnews\tOK
02/12/2026\t05:10:00:12\t00:30:00:00\tBP0500\tChợ "phiên", ផ្សារ\tkhmer\tfilm\tOK
03/12/2026\t05:00:00:00\t00:20:00:00\tBP0412\tThời sự sáng\tvi\tnews\tOK
03/12/2026\tsoon\t10\tX\tY\t\t\t
"""


class AsRun(DeskCase):
    def setUp(self):
        super().setUp()
        self.log = self.scratch / "log"

    def asrun(self, *words, **keys):
        return self.gatecast("asrun", *words, "--log", self.log, **keys)

    def bring_in(self, text=PLAYOUT, name="bptv.txt", code=3):
        return self.asrun("import", self.file(name, text), "--display", "bptv1", "--provenance", "own", json=True, code=code)

    def test_brings_in_a_televisions_log_once(self):
        said = self.bring_in()
        self.assertEqual((said.json["added"], said.json["already"], said.json["problems"]), (3, 0, 1))
        self.assertIn("bptv.txt, line 6: \"soon\"", said.err)
        self.assertEqual(self.bring_in().json["already"], 3)
        self.assertEqual(self.asrun("verify", json=True).json, {"log": str(self.log), "whole": True, "events": 3})

    def test_reads_what_a_windows_program_exports(self):
        said = self.bring_in("\ufeff".encode("utf-16-le") + PLAYOUT.replace("\n", "\r\n").encode("utf-16-le"))
        self.assertEqual(said.json["added"], 3)
        self.assertIn("Unicode", self.asrun("import", self.file("old.txt", b"Gi\xea ph\xb8t\n"), code=1).err)

    def test_shows_a_day_with_its_sums(self):
        self.bring_in()
        day = self.asrun("show", "2026-12-02")
        self.assertIn("2026-12-02 05:00:00.480", day.out)
        self.assertIn("In all: 2 times, 0:40:00.000.", day.out)
        totals = self.asrun("show", json=True).json["totals"]
        self.assertEqual(totals["all"], {"events": 3, "seconds": 3600})
        self.assertEqual(totals["spoken"], {"vi": {"events": 2, "seconds": 1800}, "km": {"events": 1, "seconds": 1800}})
        self.assertEqual(totals["kind"]["film"]["seconds"], 1800)
        self.assertEqual(totals["provenance"]["own"]["events"], 3)
        self.assertEqual(self.asrun("show", "--from", "2026-12-03", json=True).json["totals"]["all"]["events"], 1)
        self.assertIn("2026-12-31", self.asrun("show", "hôm qua", code=2).err)

    def test_exports_events_and_sums(self):
        self.bring_in()
        self.asrun("export", "-o", "all.csv")
        text = (self.scratch / "all.csv").read_bytes()
        self.assertTrue(text.startswith(b"\xef\xbb\xbf"))
        rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
        self.assertEqual([row["Title"] for row in rows], ["Thời sự sáng", 'Chợ "phiên", ផ្សារ', "Thời sự sáng"])
        self.asrun("export", "-o", "month.csv", "--by", "spoken", "--unit", "hours", "--from", "2026-12-01", "--until", "2026-12-31")
        self.assertEqual((self.scratch / "month.csv").read_text(encoding="utf-8-sig").splitlines(),
                         ["Spoken,Times,Hours", "km,1,0.50", "vi,2,0.50"])
        self.asrun("export", "-o", "days.csv", "--by", "day")
        self.assertIn("2026-12-02,2,40.00", (self.scratch / "days.csv").read_text(encoding="utf-8-sig"))
        self.assertIn("--force", self.asrun("export", "-o", "days.csv", code=1).err)
        self.asrun("export", "-o", "all.xlsx", "--by", "event")
        with zipfile.ZipFile(self.scratch / "all.xlsx") as book:
            self.assertIn("ផ្សារ", book.read("xl/sharedStrings.xml").decode())
        office = self.office(self.scratch / "all.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")
        self.assertIn("Thời sự sáng", office.read_text(encoding="utf-8"))
        self.assertIn("Allowed:", self.asrun("export", "-o", "x.csv", "--by", "week", code=2).err)

    def test_names_the_first_line_that_was_changed(self):
        self.bring_in()
        day = self.log / "as-run-2026-12-02.jsonl"
        good = day.read_text(encoding="utf-8")
        day.write_text(good.replace("BP0500", "BP0501"), encoding="utf-8")
        said = self.asrun("verify", json=True, code=1)
        self.assertEqual((said.json["whole"], said.json["file"], said.json["line"]), (False, str(day), 2))
        self.assertIn("as-run-2026-12-02.jsonl, line 2: this line is not as it was written", said.err)
        day.write_text(good, encoding="utf-8")
        self.asrun("verify")

    def test_says_what_was_cut_off_and_goes_on(self):
        self.bring_in()
        day = self.log / "as-run-2026-12-03.jsonl"
        with day.open("a", encoding="utf-8") as file:
            file.write('{"sequence":4,"before":"ab')
        self.assertIn("cut off", self.asrun("verify", code=1).err)
        said = self.bring_in(PLAYOUT.replace("03/12", "04/12"))
        self.assertIn("as-run-2026-12-03.jsonl.torn-4", said.err)
        self.assertEqual(self.asrun("verify", json=True).json["events"], 4)

    def test_two_imports_at_once(self):
        files = [self.file(f"{i}.txt", PLAYOUT.replace("02/12", f"{i + 10}/12").replace("03/12", f"{i + 20}/12")) for i in range(2)]
        for run in [self.start("asrun", "import", file, "--log", self.log) for file in files]:
            out, err = run.communicate(timeout=desk.LIMIT_SECONDS)
            self.assertEqual(run.returncode, 3, err)
        self.assertEqual(self.asrun("verify", json=True).json["events"], 6)

    def test_reconciles_a_day_list_with_what_went_out(self):
        self.bring_in()
        plan = self.file("ngay.toml", 'date = "2026-12-02"\ndisplays = ["bptv1"]\n' + "".join(
            f'[[item]]\nid = "{name}"\ntitle_vi = "{title}"\nmedia = "{name}.mp4"\nduration = "00:10:00"\n'
            for name, title in (("bp0412", "Thời sự"), ("bp0999", "Phim tài liệu"), ("x", "Chợ phiên, ផ្សារ"))))
        said = self.asrun("reconcile", plan, json=True, code=3)
        self.assertEqual([(each["state"], each["item"]) for each in said.json["showings"]],
                         [("aired", "bp0412"), ("planned_unaired", "bp0999"), ("aired", "x")])
        self.assertIn("1 planned showings were not aired", said.err)
        self.bring_in("Date\tStart\tDuration\tTitle\n02/12/2026\t09:00\t60\tNgoài kế hoạch\n", "more.txt", code=0)
        self.assertIn("aired, not planned", self.asrun("reconcile", plan, code=3).out)

    def test_slips_are_said_in_sentences(self):
        self.assertIn("there is no as-run log", self.asrun("verify", code=1).err)
        self.assertIn("no such file", self.asrun("import", "none.txt", code=1).err)
        self.assertIn("asrun sing", self.asrun("sing", code=2).err)
        self.assertIn("says no date", self.asrun("import", self.file("a.txt", "start\tduration\n05:00\t10\n"), code=1).err)


if __name__ == "__main__":
    desk.main()
