#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gatecast approve, withdraw and approvals, as the people of a station use them."""
import hashlib

import desk
from desk import DeskCase

HEAD_CELLS = 11


class Approvals(DeskCase):
    def approve(self, *words, by="Nguyễn Văn Đạt", document="12/2026", **keys):
        return self.gatecast("approve", *words, "--by", by, "--document", document, **keys)

    def verify(self, *files, code=0):
        return {entry["file"]: (entry["verdict"], entry["changed"])
                for entry in self.gatecast("approvals", "--verify", *files, code=code, json=True).json["files"]}

    def list_file(self):
        return self.scratch / ".config" / "gatecast" / "approvals.tsv"

    def test_a_clip_is_approved_with_what_belongs_to_it(self):
        clip = self.file("phim.mp4", "clip")
        cues = self.file("phim.vi.srt", "1\n00:00:01,000 --> 00:00:02,000\nChào\n")
        khmer = self.file("phim.km.srt", "1\n00:00:01,000 --> 00:00:02,000\nសួស្តី\n")
        self.file("khac.vi.srt", "other")
        said = self.approve(clip, json=True).json
        self.assertEqual(said["list"], str(self.list_file()))
        self.assertEqual([entry["file"] for entry in said["approved"]], [str(clip), str(khmer), str(cues)])
        self.assertEqual(said["approved"][0]["sha256"], hashlib.sha256(b"clip").hexdigest())
        self.assertEqual(set(self.verify(clip, cues, khmer).values()), {("approved", False)})
        self.assertIn("phim.km.srt: belongs to phim.mp4", self.approve(clip, document="13/2026").out)
        again = self.approve(clip, document="13/2026", json=True).json
        self.assertTrue(all(entry["already"] for entry in again["approved"]))

    def test_alone_means_alone(self):
        clip = self.file("phim.mp4", "clip")
        cues = self.file("phim.vi.srt", "1\n00:00:01,000 --> 00:00:02,000\nChào\n")
        self.approve(clip, "--alone")
        self.assertEqual(self.verify(clip, cues, code=1), {str(clip): ("approved", False), str(cues): ("not_listed", False)})

    def test_says_which_files_changed_since(self):
        clip = self.file("phim.mp4", "clip")
        self.approve(clip)
        self.file("phim.mp4", "clip!")
        said = self.gatecast("approvals", "--verify", self.scratch / "phim.mp4", code=1)
        self.assertIn("phim.mp4 changed since Nguyễn Văn Đạt approved it on 20", said.err)
        self.assertEqual(self.verify(clip, code=1), {str(clip): ("not_listed", True)})

    def test_withdrawn_stays_withdrawn(self):
        clip = self.file("phim.mp4", "clip")
        self.file("phim.vi.srt", "1\n00:00:01,000 --> 00:00:02,000\nChào\n")
        self.approve(clip, "--item", "Chợ phiên")
        self.assertIn("withdrawn, 2 records", self.gatecast("withdraw", "Chợ phiên", "--by", "Hoa").out)
        self.assertIn("was withdrawn on", self.approve(clip, code=1).err)
        self.assertEqual(self.verify(clip, code=1)[str(clip)][0], "withdrawn")
        self.approve(clip, "--again")
        self.assertEqual(self.verify(clip)[str(clip)][0], "approved")
        self.assertIn("withdrawn, 1 records", self.gatecast("withdraw", clip, "--by", "Hoa").out)
        self.assertEqual(len(self.gatecast("approvals", json=True).json["approvals"]), 4)
        self.assertIn("nothing approved is called so", self.gatecast("withdraw", "Phim khác", "--by", "Hoa", code=1).err)

    def test_a_live_source_is_approved_for_a_window(self):
        self.approve("--source", "dai-tinh", "--from", "2026-01-01", "--until", "31/12/2126 17:00")
        record = self.gatecast("approvals", json=True).json["approvals"][0]
        self.assertEqual((record["source"], record["verdict"], record["until"]),
                         ("dai-tinh", "approved", "2126-12-31 17:00:00 +07:00"))
        self.assertIn("for a time only", self.approve("--source", "dai-tinh", code=2).err)
        self.assertIn("over before it begins", self.approve("--source", "x", "--until", "2020-01-01", code=2).err)

    def test_slips_are_said_in_sentences(self):
        clip = self.file("phim.mp4", "clip")
        self.assertIn("--by NAME", self.gatecast("approve", clip, "--document", "1", code=2).err)
        self.assertIn("--document NO", self.gatecast("approve", clip, "--by", "A", code=2).err)
        self.assertIn("2026-12-31", self.approve(clip, "--until", "31-31-2026", code=2).err)
        self.assertIn("no such file", self.approve(self.scratch / "none.mp4", code=1).err)
        self.assertFalse(self.list_file().exists())
        self.assertIn("nothing is approved", self.gatecast("approvals").err)

    def test_a_damaged_list_is_refused_with_its_line_and_left_alone(self):
        clip = self.file("phim.mp4", "clip")
        self.approve(clip)
        damaged = self.list_file().read_text(encoding="utf-8").replace(hashlib.sha256(b"clip").hexdigest(), "1.2E+33")
        self.list_file().write_text(damaged, encoding="utf-8")
        for words in (["approvals"], ["withdraw", "phim.mp4", "--by", "A"], ["approve", clip, "--by", "A", "--document", "1"]):
            self.assertIn("approvals.tsv, line 2", self.gatecast(*words, code=1).err)
        self.assertEqual(self.list_file().read_text(encoding="utf-8"), damaged)

    def test_survives_being_opened_and_saved_by_libreoffice(self):
        names = ["0123", "1/2", "1E5", "=A1", "Chợ \"phiên\", ផ្សារ; a", "-5", "12:30", "TRUE"]
        for i, name in enumerate(names):
            self.approve(self.file(f"{i}.mp4", name), "--item", name, document=name if name != "-5" else "x")
        self.approve("--source", "dai-tinh", "--from", "2026-01-01", "--until", "2126-12-31")
        self.gatecast("withdraw", "1/2", "--by", "Trần Thị Hoa")
        before = self.gatecast("approvals", json=True).json["approvals"]
        # Tab-separated UTF-8, as it was; then UTF-16 with tabs ("Unicode Text"); then semicolons.
        for tokens in ("9,34,76", "9,34,65535", "59,34,76"):
            saved = self.office(self.list_file(), f"csv:Text - txt - csv (StarCalc):{tokens}", "CSV:9,34,76,1,,1042,false,false")
            self.assertNotEqual(saved.read_bytes(), b"")
            self.assertEqual(self.gatecast("approvals", "--list", saved, json=True).json["approvals"], before, tokens)
            saved.unlink()

    def test_two_at_once_lose_nothing(self):
        files = [self.file(f"{i}.mp4", f"clip {i}") for i in range(8)]
        runs = [self.start("approve", file, "--by", "A", "--document", "1") for file in files]
        for run in runs:
            out, err = run.communicate(timeout=desk.LIMIT_SECONDS)
            self.assertEqual(run.returncode, 0, err)
        self.assertEqual(set(self.verify(*files).values()), {("approved", False)})

    def test_pictures_of_a_display_and_a_programme(self):
        clip = self.file("phim.mp4", "clip")
        logo = self.file("presets/programmes/logo.png", b"\x89PNG logo")
        self.file("presets/programmes/tin.toml", '[[graphic]]\nname = "logo"\nkind = "image"\nimage = "logo.png"\n'
                  'area = ["80%", "5%", "15%", "15%"]\n')
        said = self.approve(clip, "--programme", "tin", "--presets", self.scratch / "presets", json=True).json
        self.assertIn(str(logo), [entry["file"] for entry in said["approved"]])


if __name__ == "__main__":
    desk.main()
