#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a segment is made: each kind of change is named, for the segments it touches and no others."""
from job import ENCODES, DISPLAYS, JobCase, main, make_logo

CUES = "1\n00:00:01,200 --> 00:00:01,800\n{}\n\n2\n00:00:04,200 --> 00:00:05,800\n{}\n"


class Explain(JobCase):
    def setUp(self):
        super().setUp()
        self.clip = self.shared_clip("clip.mp4", 8)
        self.vietnamese, self.english = self.scratch / "a.vi.srt", self.scratch / "a.en.srt"
        self.vietnamese.write_text(CUES.format("Chợ phiên", "Biên giới"))
        self.english.write_text(CUES.format("The market", "The border"))
        self.logo = make_logo(self.scratch / "logo.png")
        self.render(self.clip, *self.options())

    def options(self, logo="0-3"):
        return ["--subs", f"vi={self.vietnamese}", "--subs", f"en={self.english}", "--logo", self.logo, "--logo-window", logo, "--explain"]

    def why(self, *options, dry=True, **keys):
        """{(first, last): reasons}, segments counted from one."""
        run = self.render(self.clip, *(options or self.options()), *(["--dry-run"] if dry else []), **keys)
        return {(one["first"], one["last"]): one["parts"] for one in run.json["why"]}

    def test_nothing_changed(self):
        self.assertEqual(self.why(), {})

    def test_never_made(self):
        self.assertEqual(self.why("--explain", display="wide"), {(1, 8): ["new"]})

    def test_one_cue(self):
        self.english.write_text(CUES.format("The market", "The frontier"))
        self.assertEqual(self.why(), {(5, 6): ["cues.en"]})
        said = self.render(self.clip, *self.options(), "--dry-run", json=False, language="vi").out
        self.assertIn("5", said)
        # Once it is made, it is no reason any more.
        self.assertEqual(self.why(dry=False), {(5, 6): ["cues.en"]})
        self.assertEqual(self.why(), {})

    def test_window_of_the_logo(self):
        self.assertEqual(self.why(*self.options(logo="0-4")), {(4, 4): ["graphic.logo"]})

    def test_preset_of_the_display(self):
        self.write_preset("displays", "tiny", DISPLAYS["tiny"] + 'background = "#203040"\n')
        self.assertEqual(self.why(), {(1, 8): ["display"]})

    def test_preset_of_the_encode(self):
        self.write_preset("encodes", "short", ENCODES["short"].replace("ultrafast", "superfast"))
        self.assertEqual(self.why(), {(1, 8): ["encode"]})

    def test_look_of_the_subtitles(self):
        self.assertEqual(self.why(*self.options(), "--style-set", "bold=true"), {(2, 2): ["look"], (5, 6): ["look"]})

    def test_another_clip_of_the_same_name(self):
        data = self.clip.read_bytes()
        self.addCleanup(self.clip.write_bytes, data)
        self.clip.write_bytes(data + b"\0\0\0\x08free")
        self.assertEqual(self.why(), {(1, 8): ["clip"]})

    def test_store_that_was_cleaned(self):
        for entry in (self.cache / "entries").rglob("*/*"):
            if entry.stat().st_size > 2000 and b'"first_source"' in entry.read_bytes()[:4096]:
                entry.unlink()
        self.assertEqual(self.why(*self.options(), "--force"), {(1, 8): ["lost"]})


if __name__ == "__main__":
    main()
