#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gatecast day and gatecast check on days, through the real program: lists, timetables, drawings, edits, templates."""
import json
import subprocess
from xml.etree import ElementTree

from cue_job import KHMER, KM, TIMES, VI, CueCase, main, srt

HEAD = 'date = "2026-12-01"\nbegins = "05:00"\nends = "05:01"\nchannel = "Hoa Lư"\n'


class DayCase(CueCase):
    """Films of 10 s and 25 s; a day of one minute."""

    @classmethod
    def setUpClass(cls):
        cls.films = {}

    def film(self, name, seconds):
        """Made once, linked into each test's folder."""
        if seconds not in self.films:
            made = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", f"testsrc2=s=160x96:r=25:d={seconds}",
                                   "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p", "-f", "matroska", "-"],
                                  capture_output=True, check=True)
            self.films[seconds] = made.stdout
        return self.write(name, self.films[seconds])

    def setUp(self):
        super().setUp()
        self.film("a.mkv", 10)
        self.film("b.mkv", 25)

    def day(self, *items, head=HEAD, name="day.toml"):
        text = head
        for item in items:
            keys = {"media": item} if isinstance(item, str) else item
            text += "\n[[item]]\n" + "".join(f'{key} = "{value}"\n' for key, value in keys.items())
        self.write(name, text)
        return name

    def run_day(self, *arguments, code=0, **options):
        run = self.run_program(*arguments, command="day", **options)
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        return run

    def airings(self, *arguments):
        return json.loads(self.run_day("show", *arguments, "--json").stdout)["airings"]

    def check_day(self, *arguments, code=None):
        entry = list(self.check(*arguments, display=None, code=code).values())[0]
        return entry, {finding["code"]: finding for finding in entry["findings"]}


class Show(DayCase):
    def test_the_files_say_how_long_items_are(self):
        airings = self.airings(self.day("a.mkv", {"media": "b.mkv", "duration": "00:00:50"}))
        self.assertEqual([(a["kind"], a["start"], a["frames"]) for a in airings],
                         [("item", "05:00:00", 250), ("item", "05:00:10", 625), ("nothing", "05:00:35", 625)])
        self.assertEqual(airings[0]["start_utc"], "2026-11-30T22:00:00Z")
        self.assertEqual(airings[1]["number"], 2)

    def test_fixed_starts_cut_and_fillers_fill(self):
        self.write("day.toml", HEAD + 'fillers = ["a.mkv"]\n[[item]]\nmedia = "b.mkv"\n[[item]]\nmedia = "b.mkv"\nstart = "05:00:20"\n')
        airings = self.airings("day.toml")
        self.assertEqual([(a["kind"], a["start"], a["end"]) for a in airings],
                         [("item", "05:00:00", "05:00:20"), ("item", "05:00:20", "05:00:45"),
                          ("filler", "05:00:45", "05:00:55"), ("filler", "05:00:55", "05:01:00")])
        self.assertEqual(airings[0]["lost_ns"], 5_000_000_000)

    def test_the_table_is_aligned_and_holds_no_khmer(self):
        day = self.day({"media": "a.mkv", "title_vi": "Chợ phiên Lộc Ninh"}, {"media": "b.mkv", "title_km": KM[0]})
        lines = self.run_day("show", day, language="vi").stdout.splitlines()
        self.assertFalse(KHMER.search("\n".join(lines)))
        self.assertIn("Hoa Lư", lines[0])
        self.assertEqual(lines[2].index("Chợ phiên"), lines[3].index("("))

    def test_what_is_on_at_a_time(self):
        run = self.run_day("show", self.day("a.mkv", "b.mkv"), "--at", "05:00:12")
        self.assertIn("b.mkv", run.stdout)
        self.assertIn("00:00:02", run.stdout)
        self.run_day("show", "day.toml", "--at", "noon", code=2)

    def test_the_page_and_the_drawing_stand_alone(self):
        day = self.day({"media": "a.mkv", "title_vi": "Chợ <phiên>", "title_km": KM[0], "kind": "news", "spoken": "km"}, "gone.mkv")
        self.run_day("show", day, "--svg", "day.svg", "--html", "day.html", code=3)
        drawing = ElementTree.parse(self.scratch / "day.svg")
        self.assertEqual(drawing.getroot().tag, "{http://www.w3.org/2000/svg}svg")
        page = (self.scratch / "day.html").read_text()
        self.assertIn(KM[0].split()[0][:6], page)
        self.assertIn("Chợ &lt;phiên&gt;", page)
        for outside in ("<link", "<script", "src=\"http", "@import"):
            self.assertNotIn(outside, page)

    def test_a_list_without_a_date_is_asked_for_it(self):
        run = self.run_day("show", self.day("a.mkv", head=""), code=1)
        self.assertIn("date", run.stderr)


class Check(DayCase):
    SOUND = {"media": "a.mkv", "approval": "12/QĐ"}

    def test_a_sound_day_passes(self):
        head = HEAD.replace("05:01", "05:00:10") + 'standby = "a.mkv"\n'
        entry, findings = self.check_day(self.day(self.SOUND, head=head), code=0)
        self.assertEqual((entry["kind"], entry["verdict"], findings), ("day", "pass", {}))

    def test_missing_files_are_one_message(self):
        entry, findings = self.check_day(self.day(*[f"gone-{n}.mkv" for n in range(60)]), code=1)
        self.assertEqual(entry["verdict"], "fail")
        self.assertEqual(len(findings["missing"]["items"]), 60)
        self.assertEqual(sum("gone-1.mkv" in error for error in entry["errors"]), 1)

    def test_every_fault_is_found(self):
        self.film("short.mkv", 0.4)
        head = HEAD + "[quotas]\nkm = 1\nown = 1\n"
        _, findings = self.check_day(self.day(
            {"media": "a.mkv", "duration": "00:00:40", "rights_until": "2026-11-30"}, "short.mkv",
            {"media": "b.mkv", "out": "00:00:30"}, {"media": "b.mkv", "start": "05:00:50"}, {"media": "a.mkv", "start": "09:00"},
            head=head), code=1)
        for code in ("wrong-duration", "rights-expired", "too-short", "beyond-end", "hole-dark", "over-end", "outside",
                     "no-document", "quota", "no-standby"):
            self.assertIn(code, findings)

    def test_subtitles_are_checked_once_a_film(self):
        self.write("a.vi.srt", srt(VI[:1], [(1, 5)]))
        self.write("a.km.srt", srt(KM[:2], [(1, 5), (3, 30)]))
        _, findings = self.check_day(self.day("a.mkv", "a.mkv"), "-d", "led-p4")
        found = findings.get("cues-wrong", findings.get("cues-doubtful"))
        self.assertEqual(found["items"], [1, 2])
        self.assertIn("a.km.srt", found["message"])

    def test_what_was_not_released_is_said(self):
        run = self.run_program("a.mkv", "--by", "Lan", "--document", "12/QĐ", "--list", "ok.tsv", command="approve")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        _, findings = self.check_day(self.day("a.mkv", "b.mkv"), "--approvals", "ok.tsv", code=1)
        self.assertEqual(findings["not-approved"]["items"], [2])
        self.assertNotIn("no-document", findings)

    def test_a_file_that_changed_since_is_said_once(self):
        day = self.day(self.SOUND)
        self.assertNotIn("changed", self.check_day(day)[1])
        self.film("a.mkv", 25)
        self.assertEqual(self.check_day(day)[1]["changed"]["items"], [1])
        self.assertNotIn("changed", self.check_day(day)[1])

    def test_the_night_is_forecast(self):
        self.write("day.toml", HEAD + 'displays = ["led-p4", "tv-1080p25"]\n[[item]]\nmedia = "a.mkv"\n')
        self.assertIn("GB", self.check_day("day.toml")[1]["forecast"]["message"])

    def test_a_folder_of_days(self):
        (self.scratch / "days").mkdir()
        self.day("../a.mkv", name="days/one.toml")
        self.day("../b.mkv", name="days/two.toml")
        self.assertEqual(set(self.check("days", display=None)), {"one.toml", "two.toml"})

    def test_presets_and_subtitles_are_still_what_they_are(self):
        self.write("mine.toml", "canvas = [160, 96]\nrate = 25\n")
        self.assertEqual(self.check("mine.toml", display=None)["mine.toml"]["kind"], "preset")
        self.write("x.vi.srt", srt(VI, TIMES))
        self.assertIn("x.vi.srt", self.check("x.vi.srt"))


class Edit(DayCase):
    def edit(self, *arguments, code=0):
        return self.run_day("edit", "day.toml", *arguments, code=code)

    def media(self):
        return [line.split('"')[1] for line in (self.scratch / "day.toml").read_text().splitlines() if line.startswith("media")]

    def test_items_are_moved_removed_and_inserted(self):
        self.day("a.mkv", "b.mkv", {"media": "a.mkv", "title_vi": "Cuối"})
        self.film("new.mkv", 10)
        self.edit("--move", "3=1", "--remove", "2", "--insert", "new.mkv=2")
        self.assertEqual([name.split("/")[-1] for name in self.media()], ["a.mkv", "new.mkv", "a.mkv"])
        self.assertIn('title_vi = "Cuối"', (self.scratch / "day.toml").read_text().split("[[item]]")[1])

    def test_comments_and_order_stay(self):
        text = HEAD + '# by hand\n\n# the market\n[[item]]\ntitle_vi = "Chợ"\nmedia = "a.mkv"\n'
        self.write("day.toml", text)
        self.edit("--set", "1.title_vi=Chợ phiên", "--set", "1.start=05:00:05")
        changed = (self.scratch / "day.toml").read_text()
        self.assertEqual(changed, text.replace('"Chợ"', '"Chợ phiên"') + 'start = "05:00:05"\n')

    def test_a_wrong_change_is_not_written(self):
        day = self.scratch / self.day("a.mkv")
        before = day.read_text()
        for wrong in (["--set", "1.start=noon"], ["--set", "1.colour=red"], ["--set", "channels=x"], ["--insert", "gone.mkv"]):
            self.edit(*wrong, code=1)
        for slip in (["--set", "9.start=05:00"], ["--remove", "2"], ["--move", "1=5"], ["--move", "1"], []):
            self.edit(*slip, code=2)
        self.assertEqual(day.read_text(), before)

    def test_a_dry_run_changes_nothing(self):
        day = self.scratch / self.day("a.mkv")
        before = day.read_text()
        self.assertIn("channel = \"X\"", self.edit("--set", "channel=X", "--dry-run").stdout)
        self.assertEqual(day.read_text(), before)


class Lists(DayCase):
    def test_a_day_goes_out_and_comes_back(self):
        self.day({"media": "a.mkv", "title_vi": "Chợ phiên", "title_km": KM[0]}, {"media": "b.mkv", "start": "05:00:20"})
        self.run_day("export", "day.toml", "-o", "out.toml")
        self.run_day("import", "out.toml", "-o", "again.toml")
        self.assertEqual(self.airings("again.toml"), self.airings("day.toml"))
        self.run_day("export", "day.toml", "-o", "out.toml", code=1)
        self.run_day("export", "day.toml", "-o", "out.toml", "--force")

    def test_problems_of_a_list_are_said_with_their_row(self):
        self.day({"media": "a.mkv", "start": "noon"}, name="bad.toml")
        run = self.run_day("import", "bad.toml", "-o", "day.toml", code=3)
        self.assertIn("noon", run.stderr)
        self.run_day("import", "gone.xlsx", "-o", "x.toml", code=1)


    def test_a_spreadsheets_list_goes_out_as_everything_and_comes_back(self):
        self.write("ngay.csv", "\ufeffLỊCH PHÁT HÌNH NGÀY 01/12/2026\nBắt đầu ngày;05:00\nKết thúc ngày;05:01\n\n"
                   "Giờ phát;Kết thúc;Tên chương trình;Tên tiếng Khmer;Tệp;Thể loại;Vào;Ra\n"
                   f"5h00;;Chợ <phiên>;{KM[0]};a.mkv;Thời sự;;\n;;Cột mốc;;b.mkv;Phim tài liệu;5s;10s\n"
                   "05:00:30;05:01;Trực tiếp;;trực tiếp: nguon-1;;;\n")
        self.run_day("import", "ngay.csv", "-o", "day.toml")
        due = self.airings("day.toml")
        self.assertEqual([(a["kind"], a["start"], a["end"]) for a in due],
                         [("item", "05:00:00", "05:00:10"), ("item", "05:00:10", "05:00:15"),
                          ("nothing", "05:00:15", "05:00:30"), ("relay", "05:00:30", "05:01:00")])
        for name in ("again.xlsx", "again.csv", "again.tsv", "again.m3u8"):
            self.run_day("export", "day.toml", "-o", name, language="vi")
            self.run_day("import", name, "-o", name + ".toml")
            self.assertEqual(self.airings(name + ".toml"), due, name)
        self.run_day("export", "day.toml", "-o", "guide.xml")
        guide = ElementTree.parse(self.scratch / "guide.xml").getroot()
        self.assertEqual([(p.get("start")[8:14], p.get("stop")[8:14]) for p in guide.findall("programme")],
                         [("050000", "050010"), ("050010", "050015"), ("050030", "050100")])
        self.run_day("export", "day.toml", "-o", "page.html", language="vi")
        page = (self.scratch / "page.html").read_text()
        self.assertIn("Lịch phát sóng ngày", page)
        self.assertIn("Chợ &lt;phiên&gt;", page)


class New(DayCase):
    def order(self):
        return self.write("order.toml", '''begins = "05:00"
ends = "05:02"
[[part]]
name = "all"
start = "05:00"
ends = "05:02"
repeat = true
[[special]]
name = "mourning"
without = ["music"]
[[item]]
media = "a.mkv"
part = "all"
kind = "music"
[[item]]
media = "b.mkv"
part = "all"
[[item]]
media = "b.mkv"
title_vi = "Bản tin"
start = "05:01"
on = "every Monday"
''')

    def test_parts_are_filled_by_the_length_of_the_files(self):
        self.order()
        self.run_day("new", "2026-12-01", "--template", "order.toml", "-o", "day.toml")
        files = [a["file"].split("/")[-1] for a in self.airings("day.toml")]
        self.assertEqual(files[:7], ["a.mkv", "b.mkv"] * 3 + ["a.mkv"])
        self.assertEqual(len(set(a["item"] for a in self.airings("day.toml") if "item" in a)), 7)

    def test_what_recurs_on_mondays_stands_on_mondays(self):
        self.order()
        self.run_day("new", "07/12/2026", "-t", "order.toml", "-o", "monday.toml")
        self.assertEqual([a["start"] for a in self.airings("monday.toml") if a["file"].endswith("b.mkv")][1], "05:01:00")

    def test_a_day_of_mourning_leaves_music_out(self):
        self.order()
        self.run_day("new", "2026-12-01", "-t", "order.toml", "--special", "mourning", "-o", "day.toml")
        self.assertNotIn("a.mkv", (self.scratch / "day.toml").read_text())
        run = self.run_day("new", "2026-12-01", "-t", "order.toml", "--special", "tet", "-o", "x.toml", code=1)
        self.assertIn("mourning", run.stderr)

    def test_slips(self):
        self.run_day("new", "someday", "-o", "x.toml", code=2)
        self.run_day("paint", code=2)
        self.assertIn("Did you mean show", self.run_day("shows", code=2).stderr)


if __name__ == "__main__":
    main()
