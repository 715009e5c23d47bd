#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gatecast check --html and --review: pages that stand alone, with pictures of the cues."""
import base64
import hashlib
import re
import struct
from html.parser import HTMLParser

from cue_job import EN, KM, TIMES, VI, CueCase, main, srt

PICTURE = re.compile(r'src="data:image/png;base64,([^"]+)" width="(\d+)" height="(\d+)"')
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Balanced(HTMLParser):
    """Every element is closed, in order; keeps the text with the language it is marked with."""

    def __init__(self):
        super().__init__()
        self.open, self.problems, self.texts = [], [], []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append((tag, dict(attributes).get("lang")))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            self.problems.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, text):
        languages = [lang for _, lang in self.open if lang]
        self.texts.append((languages[-1] if languages else None, text))


class Pages(CueCase):
    def page(self, kind, *arguments, language="en"):
        run = self.run_program("--" + kind, "page.html", *arguments, language=language)
        self.assertIn(run.returncode, (0, 1, 3), run.stderr)
        page = (self.scratch / "page.html").read_text(encoding="utf-8")
        parser = Balanced()
        parser.feed(page)
        self.assertEqual((parser.problems, parser.open), ([], []))
        return page, parser

    def pictures(self, page):
        sizes = []
        for data, width, height in PICTURE.findall(page):
            png = base64.b64decode(data, validate=True)
            self.assertEqual(png[:8], b"\x89PNG\r\n\x1a\n")
            size = struct.unpack(">II", png[16:24])
            self.assertEqual(size, (int(width), int(height)))
            sizes.append((size, hashlib.sha256(png).hexdigest()))
        return sizes

    def assert_alone(self, page):
        """Nothing is fetched: no address but what is inside, no script."""
        self.assertFalse(re.search(r"(https?:)?//[a-z]", re.sub(r'src="data:[^"]*"', "", page)))
        self.assertNotIn("<script", page)
        self.assertNotIn("<link", page)
        self.assertNotIn("@import", page)
        self.assertNotIn("url(", page)
        self.assertEqual(set(re.findall(r'src="([a-z]+:)', page)), {"data:"})

    def bad(self):
        self.trio(vi=[VI[0], VI[1], "<b>&amp;</b> &lt;script&gt;alert(1)&lt;/script&gt;", VI[3]], km=[KM[0], "ក្មេងៗ ᚠᚢ លេងសើច", KM[2], VI[3]],
                  times=[TIMES[0], TIMES[1], (13, 13.2), TIMES[3]])


class CheckPage(Pages):
    def test_stands_alone_with_pictures_of_the_cues(self):
        self.bad()
        page, parser = self.page("html", "clip.vi.srt", "clip.en.srt", "clip.km.srt", "--display", "tv-1080p25", "--display", "led-p4")
        self.assert_alone(page)
        pictures = self.pictures(page)
        self.assertGreaterEqual(len({digest for _, digest in pictures}), 3)
        self.assertIn((640, 360), {size for size, _ in pictures})
        self.assertEqual({width for (width, _), _ in pictures}, {640})  # letters from close by
        text = " ".join(text for _, text in parser.texts)
        for words in ("Letters that no font has", "Shown too short", "tv-1080p25, led-p4", "What was checked", "FAIL"):
            self.assertIn(words, text)
        self.assertIn("<script>alert(1)</script>", text)  # as words

    def test_khmer_is_marked_as_khmer(self):
        self.bad()
        _, parser = self.page("html", "clip.km.srt", "--display", "tv-1080p25")
        for language, text in parser.texts:
            if re.search("[\u1780-\u17ff]", text):
                self.assertEqual(language, "km", text)

    def test_in_the_users_language(self):
        self.trio()
        page, _ = self.page("html", "clip.vi.srt", "--display", "tv-1080p25", language="vi")
        self.assertIn('<html lang="vi">', page)

    def test_nothing_wrong_is_said_too(self):
        self.trio()
        page, parser = self.page("html", "clip.vi.srt", "clip.en.srt", "clip.km.srt", "--display", "tv-1080p25")
        self.assertIn("Nothing wrong was found.", " ".join(text for _, text in parser.texts))

    def test_over_the_clips_own_frames(self):
        self.bad()
        quiet = self.pictures(self.page("html", "clip.vi.srt", "--display", "tv-1080p25")[0])
        clip = self.clip(26)
        framed = self.pictures(self.page("html", clip, "clip.vi.srt", "--display", "tv-1080p25")[0])
        self.assertEqual(len(framed), len(quiet) + 3)  # and three moments of the clip on its screen
        self.assertFalse({digest for _, digest in quiet} & {digest for _, digest in framed})

    def test_a_page_that_cannot_be_written_is_said(self):
        self.trio()
        run = self.run_program("clip.vi.srt", "--html", "no/such/folder/page.html")
        self.assertEqual(run.returncode, 1)
        self.assertIn("page.html", run.stderr)


class ReviewPage(Pages):
    def test_every_cue_with_its_picture_and_all_languages(self):
        files = self.trio()
        page, parser = self.page("review", *files, "--display", "tv-1080p25")
        self.assert_alone(page)
        self.assertEqual(len(self.pictures(page)), 4)
        text = "\n".join(text for _, text in parser.texts)
        for words in VI + EN + KM + ["Translator", "Proofreader", "Approver", "Signature"]:
            self.assertIn(words, text)
        for file in files:
            self.assertIn(hashlib.sha256(file.read_bytes()).hexdigest(), text)
        for texts, tag in ((VI, "vi"), (EN, "en"), (KM, "km")):
            for words in texts:
                self.assertIn((tag, words), parser.texts)
        self.assertLess(page.index(VI[0]), page.index(EN[0]))
        self.assertLess(page.index(EN[0]), page.index(KM[0]))

    def test_prints_on_a4_with_its_head_on_every_sheet(self):
        page, _ = self.page("review", *self.trio())
        for rule in ("size:A4", "table-header-group", "break-inside:avoid"):
            self.assertIn(rule, page)

    def test_a_cue_that_a_language_lacks_is_seen(self):
        self.trio()
        self.write("clip.en.srt", srt(EN[:3]))
        page, _ = self.page("review", "clip.vi.srt", "clip.en.srt", "clip.km.srt")
        self.assertEqual(page.count('class="none"'), 1)

    def test_one_programme_at_a_time(self):
        self.write("a.vi.srt", srt(VI))
        self.write("b.vi.srt", srt(VI))
        self.assertEqual(self.run_program("a.vi.srt", "b.vi.srt", "--review", "page.html").returncode, 2)

    def test_hundreds_of_cues_stay_small(self):
        times = [(i * 4 + 0.5, i * 4 + 4) for i in range(300)]
        self.trio(*[[texts[i % 4] for i in range(300)] for texts in (VI, EN, KM)], times=times)
        page, _ = self.page("review", "clip.vi.srt", "clip.en.srt", "clip.km.srt", "--display", "tv-1080p25")
        self.assertEqual(len(self.pictures(page)), 300)
        self.assertLess(len(page), 20_000_000)


if __name__ == "__main__":
    main()
