#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subtitles that a gate burns in itself: those of raw items on their very frames, whatever dies meanwhile, and live lines.

Two displays of one feed. Clips are dark; what is bright below the strip of the gate's counter is words.
"""
import json
import os
import signal
import subprocess
import time
import unittest

import gate
from gate import RATE, make_clip, sha256, wait_until

DISPLAYS = {"wall": (320, 160), "kiosk": (192, 256)}
COUNTER_ROWS = 32
BRIGHT = 180
VI, KM, EN = "Kính chào quý khách", "សូមស្វាគមន៍", "Welcome"
# Bands from top to bottom: each language has the rows that its words are seen in, found from the frames themselves.


class Seen:
    """One output frame: its number, and the rows in which something bright stands."""

    def __init__(self, number, rows):
        self.number, self.rows = number, rows

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
        return Seen(number, {y for y in range(COUNTER_ROWS, height) if max(picture[y * width:(y + 1) * width]) > BRIGHT})

    def item_frames(self, frames, feed="main"):
        """Each frame that an item was on at, with the item's own frame, by what the gate says."""
        changes = sorted([(event["frame"], event) for event in self.events() if event["event"] in ("on", "off", "mixer") and "frame" in event],
                         key=lambda each: each[0])
        placed = []
        for frame in frames:
            on = None
            for at, event in changes:
                if at <= frame.number:
                    on = event if event["event"] == "on" else None if event["event"] == "off" and (on is None or at >= on["frame"]) and event["frame"] != (on or {}).get("frame") else on
            if on is not None:
                placed.append((frame, on["item_frame"] + frame.number - on["frame"], on))
        return placed

    def assert_words_on_their_frames(self, cues, allowed_late=0):
        """Words stand in a frame exactly where a cue has it, on both displays."""
        for display in DISPLAYS:
            wrong, with_words = [], 0
            for frame, item_frame, _ in self.item_frames(self.seen_on(display)):
                wanted = any(start <= item_frame < end for start, end, _ in cues)
                with_words += wanted
                if bool(frame.rows) != wanted:
                    wrong.append((display, frame, item_frame, wanted))
            self.assertGreater(with_words, 2 * RATE)
            self.assertLessEqual(len(wrong), allowed_late, wrong[:20])

    def test_raw_items_have_their_words_on_their_very_frames_whatever_happens(self):
        cues = [(13, 40, VI), (41, 60, VI), (75, 110, VI)]
        self.write_words_site([self.raw_clip("mot", 5, vi=cues, km=cues), self.raw_clip("hai", 5, vi=cues)])
        self.start()
        self.wait_for("on", 2)
        self.ctl("skip")
        self.wait_for("on", 4)
        mixer = self.events("mixer")[-1]["process"]
        os.kill(mixer, signal.SIGKILL)
        self.wait_for("mixer", 2)
        self.wait_for("on", 6)
        text = self.ctl("status")["text"]["items"]
        os.kill(text, signal.SIGKILL)
        wait_until(lambda: self.ctl("status")["text"]["items"] not in (text, -1), "another text process")
        last = self.wait_for("on", 9)[8]["frame"]
        self.wait_recorded(last)
        status = self.ctl("status")
        self.assert_words_on_their_frames(cues)
        self.assertEqual([status["mixer"]["displays"][name]["late_words"] for name in DISPLAYS], [0, 0])


if __name__ == "__main__":
    gate.main()
