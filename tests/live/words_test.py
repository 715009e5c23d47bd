#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subtitles that a gate burns in itself: those of raw items on their very frames, whatever dies meanwhile, and live lines.

Two displays of one feed. Clips are dark; what is bright below the strip of the gate's counter is words.
"""
import json
import os
import signal
import socket
import subprocess
import unittest

import gate
from gate import RATE, make_clip, sha256, wait_until

DISPLAYS = {"wall": (320, 160), "kiosk": (192, 256)}
COUNTER_ROWS = 32
BRIGHT, BLACK = 180, 14
VI, KM, EN = "Kính chào quý khách", "សូមស្វាគមន៍", "Welcome"
LATEST_FRAMES = 5  # 200 ms from an order to its first frame


class Seen:
    """One output frame: its number, whether a clip's picture is in it, and the rows in which something bright stands."""

    def __init__(self, number, picture, rows):
        self.number, self.picture, self.rows = number, picture, rows

    def __repr__(self):
        return f"{self.number}:{min(self.rows, default=0)}-{max(self.rows, default=0)}"


def stamp(seconds):
    ms = round(seconds * 1000)
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def srt(cues):
    """[(first frame, end frame, text)], at the gate's rate."""
    return "".join(f"{i + 1}\n{stamp(start / RATE)} --> {stamp(end / RATE)}\n{text}\n\n" for i, (start, end, text) in enumerate(cues))


class Words(gate.GateCase):
    def setUp(self):
        super().setUp()
        presets = self.scratch / "presets"
        for name, (width, height) in DISPLAYS.items():
            (presets / "displays" / f"{name}.toml").write_text(
                f'canvas = [{width}, {height}]\nrate = {RATE}\nsubtitle_style = "words"\nsafe_area_percent = 2\n')
        (presets / "styles").mkdir()
        (presets / "styles" / "words.toml").write_text('extends = "default"\ntext_height_percent = 7\nplace = "screen"\n')

    def raw_clip(self, name, seconds, **cues):
        """A film with its cue files beside it, as an editor leaves them."""
        clip = make_clip(self.scratch / f"{name}.mp4", "blue", seconds, size="320x160")
        for language, list_of_cues in cues.items():
            (self.scratch / f"{name}.{language}.srt").write_text(srt(list_of_cues))
        return clip

    def write_words_site(self, clips, *, more="", approved=None, display_more=""):
        rules = "require_approved = false" if approved is None else f'approvals = "{approved}"'
        text = f'state = "state"\ncounter = true\nloop = {json.dumps([str(clip) for clip in clips])}\n{rules}\n'
        for name in DISPLAYS:
            text += f'[[display]]\nname = "{name}"\nencode = "tiny"\nbitrate = "1M"\n{display_more}'
            text += f'[[output]]\ndisplay = "{name}"\nkind = "record"\nurl = "record-{name}"\n'
        self.site = self.scratch / "gate.toml"
        self.site.write_text(text + more)

    def seen_on(self, display):
        """All frames recorded so far."""
        width, height = DISPLAYS[display]
        whole = self.scratch / f"{display}.ts"
        with whole.open("wb") as file:
            for part in sorted((self.scratch / f"record-{display}").glob("*.ts")):
                file.write(part.read_bytes())
        run = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", whole, "-map", "0:v:0", "-fps_mode", "passthrough", "-pix_fmt", "gray",
                              "-f", "rawvideo", "-"], capture_output=True, check=True)
        size = width * height
        return [self.seen(run.stdout[start:start + size], width, height) for start in range(0, len(run.stdout) - size + 1, size)]

    def seen(self, picture, width, height):
        number = 0
        for bit in range(32):
            number = number << 1 | (picture[(bit // 16 * 8 + 4) * width + bit % 16 * 8 + 4] > 128)
        middle = picture[height // 2 * width + width // 2]
        return Seen(number, middle > BLACK, {y for y in range(COUNTER_ROWS, height) if max(picture[y * width:(y + 1) * width]) > BRIGHT})

    def item_frames(self, frames):
        """Each frame that shows an item's picture, with the item's own frame, by what the gate says of it."""
        begun = sorted((event["frame"], event["item_frame"]) for event in self.events("on"))
        for frame in frames:
            last = [each for each in begun if each[0] <= frame.number]
            if frame.picture and last:
                yield frame, last[-1][1] + frame.number - last[-1][0]

    def assert_words_on_their_frames(self, cues):
        """Words stand in a frame exactly where a cue has it, on both displays."""
        for display in DISPLAYS:
            wrong, with_words = [], 0
            for frame, item_frame in self.item_frames(self.seen_on(display)):
                wanted = any(start <= item_frame < end for start, end, _ in cues)
                with_words += wanted
                if bool(frame.rows) != wanted:
                    wrong.append((display, frame, item_frame, wanted))
            self.assertGreater(with_words, 2 * RATE)
            self.assertEqual(wrong, [])

    def test_raw_items_have_their_words_on_their_very_frames_whatever_happens(self):
        cues = [(13, 40, VI), (41, 60, VI), (75, 110, VI)]
        self.write_words_site([self.raw_clip("mot", 5, vi=cues, km=cues), self.raw_clip("hai", 5, vi=cues)])
        self.start()
        self.wait_for("on")
        self.ctl("skip")
        self.wait_for("on", 3)
        mixer = self.events("mixer")[-1]["process"]
        os.kill(mixer, signal.SIGKILL)
        self.wait_for("mixer", 2)
        self.wait_for("on", 4)
        text = self.ctl("status")["text"]["items"]
        os.kill(text, signal.SIGKILL)
        wait_until(lambda: self.ctl("status")["text"]["items"] not in (text, -1), "another text process")
        last = self.wait_for("on", 6)[5]["frame"]
        self.wait_recorded(last)
        status = self.ctl("status")
        self.assert_words_on_their_frames(cues)
        self.assertEqual([status["mixer"]["displays"][name]["late_words"] for name in DISPLAYS], [0, 0])


    def approve(self, *words):
        self.gatecast("approve", *words, "--by", "An", "--document", "12", "--list", self.approved)

    def test_a_cue_file_that_is_not_approved_costs_its_language_only(self):
        clip = self.raw_clip("mot", 4, vi=[(13, 40, VI)], km=[(60, 90, KM)])
        self.approved = self.scratch / "approvals.tsv"
        vi = self.scratch / "mot.vi.srt"
        self.approve(clip, vi, "--alone")
        self.write_words_site([clip], approved=self.approved)
        self.start()
        refused = self.wait_for("alarm", alarm="cues-refused")[0]
        self.assertIn("mot.km.srt", refused["problem"])
        self.wait_for("on", 3)
        self.gatecast("withdraw", sha256(vi), "--by", "Bình", "--list", self.approved)
        withdrawn = self.wait_for("alarm", alarm="cues-withdrawn")[0]
        gone = self.frame_now()
        last = self.wait_for("on", 5)[4]["frame"]
        self.wait_recorded(last)
        self.assertEqual(withdrawn["title"], "mot")
        for display in DISPLAYS:
            frames = list(self.item_frames(self.seen_on(display)))
            before = [(frame, at) for frame, at in frames if frame.number < gone - 2 * RATE]
            self.assertEqual([at for frame, at in before if bool(frame.rows) != (13 <= at < 40)], [])
            self.assertGreater(len([at for frame, at in before if frame.rows]), 40)
            self.assertEqual([frame for frame, _ in frames if frame.number > gone and frame.rows], [])

    def say(self, **fields):
        """As the console says it: with the person that gave the order."""
        with socket.socket(socket.AF_UNIX) as desk:
            desk.connect(str(self.state / "desk.sock"))
            desk.sendall(json.dumps(fields).encode() + b"\n")
            return json.loads(desk.makefile().readline())

    def said(self, text):
        return self.wait_for("cue", text=text)[0]

    def test_live_lines_come_at_once_and_go_by_themselves(self):
        self.approved = self.scratch / "approvals.tsv"
        clip = self.raw_clip("mot", 30)
        self.approve(clip, "--alone")
        self.approve("--source", "cue", "--until", "2099-01-01")
        spoken = self.scratch / "noi.txt"
        spoken.write_text("cũ\n")
        self.write_words_site([clip], approved=self.approved, more=f"""
[[live_subtitles]]
name = "phien-dich"
language = "km"
file = "{spoken}"
seconds = 2
""")
        self.start()
        self.wait_for("on")
        self.assertEqual(self.ctl("cue", "vi", VI, "--seconds", 2)["done"], True)
        first = self.said(VI)
        self.wait_frames(3 * RATE)
        self.ctl("cue", "anh", EN, "--seconds", 2)
        self.wait_frames(RATE // 2)
        self.ctl("cue", "en", EN * 2, "--seconds", 1)  # in place of the one before
        both = self.said(EN), self.said(EN * 2)
        self.wait_frames(2 * RATE)
        with spoken.open("a") as file:
            file.write(KM + "\n")
        self.wait_for("alarm", alarm="cue-refused")  # nobody has released its window
        self.approve("--source", "phien-dich", "--until", "2099-01-01")
        with spoken.open("a") as file:
            file.write(KM * 2 + "\n")
        followed = self.said(KM * 2)
        self.wait_frames(RATE // 2)
        self.gatecast("withdraw", "phien-dich", "--by", "Bình", "--list", self.approved)
        self.wait_for("alarm", alarm="cue-withdrawn")
        cut = self.frame_now()
        waits = self.say(order="cue", language="vi", text=VI, source="ai-do", person="An")["waits"]
        self.assertEqual([line["text"] for line in self.ctl("status")["cues"]["waiting"]], [VI])
        self.assertIn("error", self.say(order="release-cue", id=waits, person="An"))
        self.assertTrue(wait_until(lambda: self.say(order="release-cue", id=waits, person="Bình").get("done"), "a release"))
        released = self.wait_for("cue", 2, text=VI)[-1]
        self.assertEqual((released["person"], released["released_by"]), ("An", "Bình"))
        self.wait_recorded(released["until"])
        for display in DISPLAYS:
            runs = self.runs_of_words(self.seen_on(display))
            self.assertEqual(len(runs), 4, runs)
            self.assertLessEqual(runs[0][0] - first["from"], LATEST_FRAMES)
            self.assertEqual(runs[0][1], first["until"])
            self.assertLessEqual(runs[1][0] - both[0]["from"], LATEST_FRAMES)
            self.assertEqual(runs[1][1], both[1]["until"])
            self.assertLessEqual(runs[2][0] - followed["from"], LATEST_FRAMES)
            self.assertLessEqual(runs[2][1], cut + 1)
            self.assertLess(runs[2][1], followed["until"])
            self.assertGreaterEqual(runs[3][0], released["from"])  # by a text process that has only just begun
            self.assertEqual(runs[3][1], released["until"])

    def runs_of_words(self, frames):
        """[first, end) of each stretch of frames with words."""
        runs = []
        for frame in frames:
            if not frame.rows:
                continue
            if runs and runs[-1][1] == frame.number:
                runs[-1][1] += 1
            else:
                runs.append([frame.number, frame.number + 1])
        return runs

    def test_lines_stand_in_their_bands_on_the_displays_that_speak_their_language(self):
        self.write_words_site([self.raw_clip("mot", 30)], display_more='languages = ["vi", "km"]\n')
        self.site.write_text(self.site.read_text().replace('name = "kiosk"\nencode = "tiny"\nbitrate = "1M"\nlanguages = ["vi", "km"]',
                                                           'name = "kiosk"\nencode = "tiny"\nbitrate = "1M"\nlanguages = ["km"]'))
        self.start()
        self.wait_for("on")
        said = []
        for i in range(8):
            language, text = (("vi", VI), ("km", KM))[i % 2]
            self.ctl("cue", language, f"{text} {i}", "--seconds", 1)
            cue = self.said(f"{text} {i}")
            self.wait_frames(RATE + RATE // 2)
            said.append((language, cue["from"], cue["until"]))
        self.ctl("cue", "vi", VI, "--display", "kiosk")  # where nobody reads it
        self.ctl("cue", "km", KM, "--seconds", 2, "--display", "wall")
        self.ctl("cue", "vi", VI, "--seconds", 2)
        together = self.said(KM)["from"] + RATE
        self.wait_recorded(together + 2 * RATE)
        wall, kiosk = self.seen_on("wall"), self.seen_on("kiosk")
        rows = {"vi": set(), "km": set()}
        for language, begin, until in said:
            shown = [frame for frame in wall if begin <= frame.number < until + RATE // 2 and frame.rows]
            self.assertLessEqual(shown[0].number - begin, LATEST_FRAMES)
            self.assertEqual(shown[-1].number, until - 1)
            rows[language] |= shown[0].rows
            there = [frame for frame in kiosk if begin <= frame.number < until and frame.rows]
            self.assertEqual(bool(there), language == "km")
        self.assertLess(max(rows["vi"]), min(rows["km"]))  # each in the band of its own
        both = next(frame for frame in wall if frame.number == together)
        self.assertTrue(both.rows & rows["vi"] and both.rows & rows["km"])
        self.assertEqual(next(frame for frame in kiosk if frame.number == together).rows, set())


if __name__ == "__main__":
    gate.main()
