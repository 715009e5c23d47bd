#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gatecast displays, and gatecast check on programmes: presets designed, cards drawn, graphics tried on screens."""
import json
import struct
import tomllib
from pathlib import Path

import cue_job
from cue_job import EN, KM, VI, CueCase, main, srt

WALL = ["--cabinets", "6x3", "--cabinet-px", "240x240", "--pitch", "4", "--distance", "8..40"]


class Designs(CueCase):
    def design(self, *arguments, code=0):
        run = self.run_program("design", *arguments, command="displays")
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        return run

    def test_the_preset_is_written_whole_and_can_be_used(self):
        self.design(*WALL, "--name", "gate", "-o", "gate.toml")
        preset = tomllib.loads((self.scratch / "gate.toml").read_text())
        self.assertEqual(preset["canvas"], [1440, 720])
        self.assertEqual(preset["pitch_mm"], 4)
        clashes = self.check("gate.toml", display=None, code=0)["gate.toml"]["clashes"]
        self.assertEqual({clash["severity"] for clash in clashes} - {"note"}, set())
        card = self.run_program("test-card", "./gate.toml", "-o", "gate.png", command="displays")
        self.assertEqual(card.returncode, 0, card.stderr)

    def test_without_a_file_the_preset_alone_is_printed(self):
        run = self.design("--pixels", "1440x720", "--pitch", "4", "--distance", "8..40")
        self.assertEqual(tomllib.loads(run.stdout)["canvas"], [1440, 720])
        self.assertIn("m", run.stderr)

    def test_programs_read_what_it_can_carry(self):
        near = json.loads(self.design(*WALL[:-1], "8..10", "--json").stdout)
        far = json.loads(self.design(*WALL[:-1], "8..60", "--json").stdout)
        self.assertEqual(near["canvas"], [1440, 720])
        self.assertGreater(near["languages_at_once"], far["languages_at_once"])
        self.assertTrue(near["facts"])
        self.assertEqual(tomllib.loads(near["toml"])["canvas"], [1440, 720])
        self.assertEqual({text["language"] for text in near["texts"]}, {"vi", "en", "km"})

    def test_a_file_that_is_there_stays(self):
        self.write("gate.toml", "mine")
        self.design(*WALL, "-o", "gate.toml", code=1)
        self.assertEqual((self.scratch / "gate.toml").read_text(), "mine")
        self.design(*WALL, "-o", "gate.toml", "--force")
        self.assertNotEqual((self.scratch / "gate.toml").read_text(), "mine")

    def test_slips_are_usage_errors(self):
        for slip in (["--cabinets", "6x3", "--pitch", "4", "--distance", "8..40"], [*WALL, "--pixels", "1440x720"], WALL[:-2],
                     [*WALL[:-1], "40..8"], [*WALL[:-1], "near"], ["--cabinets", "6by3", *WALL[2:]], ["--cabinets", "6", *WALL[2:]]):
            self.design(*slip, code=2)
        self.assertEqual(self.run_program("paint", command="displays").returncode, 2)


class Cards(CueCase):
    def size_of(self, name):
        return struct.unpack(">II", (self.scratch / name).read_bytes()[16:24])

    def test_a_card_has_the_pixels_of_its_screen(self):
        run = self.run_program("test-card", "led-p4", "-o", "card.png", "--json", command="displays")
        self.assertEqual(run.returncode, 0, run.stderr)
        card = json.loads(run.stdout)[0]
        self.assertEqual((card["width"], card["height"], card["distances"]), (1440, 720, [8, 20, 40]))
        self.assertEqual(self.size_of("card.png"), (1440, 720))

    def test_all_displays_at_once(self):
        run = self.run_program("test-card", "--all", "cards", command="displays")
        self.assertEqual(run.returncode, 0, run.stderr)
        shipped = sorted(path.stem for path in Path(cue_job.PRESETS, "displays").glob("*.toml"))
        self.assertEqual(sorted(path.stem for path in (self.scratch / "cards").glob("*.png")), shipped)
        self.assertEqual(self.size_of("cards/led-ribbon.png"), (3840, 240))

    def test_it_must_be_said_what_and_where(self):
        for slip in ([], ["led-p4"], ["-o", "card.png"], ["led-p4", "-o", "card.png", "--all", "cards"]):
            self.assertEqual(self.run_program("test-card", *slip, command="displays").returncode, 2, slip)


class Programmes(CueCase):
    def programme(self, *graphics, name="programmes/evening.toml", head=""):
        (self.scratch / "programmes").mkdir(exist_ok=True)
        return self.write(name, 'title_vi = "Buổi tối"\ntitle_en = "Evening"\n' + head +
                          "".join(f"[[graphic]]\n{graphic}\n" for graphic in graphics))

    def label(self, name, area, more=""):
        return f'name = "{name}"\nkind = "label"\narea = {json.dumps(area)}\nwords.vi = "Trực tiếp"\n{more}'

    def clashes(self, *arguments, code, display="led-p4"):
        return self.check("programmes/evening.toml", *arguments, code=code, display=display)["evening.toml"]["clashes"]

    def test_shipped_programmes_are_clean_on_the_usual_screens(self):
        for path in sorted(Path(cue_job.PRESETS, "programmes").glob("*.toml")):
            entry = self.check(path, code=0, display=None)[path.name]
            self.assertEqual({clash["severity"] for clash in entry["clashes"]} - {"note"}, set(), entry)

    def test_who_covers_whom_is_said_once_with_all_screens(self):
        self.programme(self.label("one", ["10%", "50%", "20%", "9%"]), self.label("two", ["15%", "52%", "20%", "9%"]))
        overlap = [clash for clash in self.clashes(code=1, display=None) if clash["other"]]
        self.assertEqual([(clash["graphic"], clash["other"], clash["severity"]) for clash in overlap], [("two", "one", "error")])
        self.assertEqual([place["display"] for place in overlap[0]["displays"]], ["tv-1080p25", "led-p4", "kiosk-portrait"])
        self.assertIn("programmes/evening.toml", overlap[0]["displays"][0]["message"])
        run = self.run_program("programmes/evening.toml")
        self.assertEqual(run.stderr.count(" overlap, "), 1, run.stderr)
        self.assertIn("The same on led-p4, kiosk-portrait.", run.stderr)

    def test_what_gives_way_is_no_clash(self):
        self.programme(self.label("one", ["10%", "50%", "20%", "15%"]),
                       self.label("two", ["15%", "52%", "20%", "15%"], 'yields = "moves"'))
        self.assertEqual([clash for clash in self.clashes(code=0) if clash["severity"] != "note"], [])

    def test_subtitles_among_the_files_must_have_room(self):
        self.programme(self.label("board", ["4%", "21%", "92%", "75%"]))
        self.assertNotIn("error", {clash["severity"] for clash in self.clashes(code=None)})
        for tag, texts in (("vi", VI), ("en", EN), ("km", KM)):
            self.write(f"a.{tag}.srt", srt(texts))
        found = self.clashes("a.vi.srt", "a.km.srt", "a.en.srt", code=1)
        error = next(clash for clash in found if clash["severity"] == "error")
        self.assertEqual((error["graphic"], error["other"]), ("board", ""))
        self.assertIn("vi, km, en", error["displays"][0]["message"])

    def test_advertising_keeps_to_the_law(self):
        ticker = 'name = "ticker"\narea = ["0%", "80%", "100%", "9%"]\nwords.vi = "Mua một tặng một"\nadvertising = true'
        self.programme(ticker, head="news = true\n")
        said = " ".join(clash["displays"][0]["message"] for clash in self.clashes(code=3))
        self.assertIn("over news", said)
        self.assertIn("foot", said)

    def test_a_picture_that_is_not_there_is_told(self):
        self.programme('name = "seal"\nkind = "image"\narea = ["70%", "5%", "9%", "9%"]\nimage = "none.png"')
        self.assertIn("seal", {clash["graphic"] for clash in self.clashes(code=1)})

    def test_a_display_is_tried_with_its_own_graphics(self):
        (self.scratch / "displays").mkdir()
        self.write("displays/wall.toml", 'extends = "led-p4"\n' + f"[[graphic]]\n{self.label('sign', [0, 0, 200, 90])}\n")
        clashes = self.check("displays/wall.toml", code=3, display=None)["wall.toml"]["clashes"]
        self.assertEqual([clash["graphic"] for clash in clashes if clash["severity"] == "warning"], ["sign"])

    def test_other_presets_have_no_clashes(self):
        (self.scratch / "styles").mkdir()
        self.write("styles/mine.toml", 'extends = "led"\nbold = true\n')
        self.assertEqual(self.check("styles/mine.toml", code=0)["mine.toml"]["clashes"], [])


if __name__ == "__main__":
    main()
