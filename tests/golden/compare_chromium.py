#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our golden texts beside Chromium's drawing of the same text from the same font files in the same sizes.

    compare_chromium.py [-o FOLDER]     prints width, height and overlap of each; ends with 1 where they part

Run by hand after goldens changed (Debian: chromium, ffmpeg, fontconfig); it says so and ends with 0 where one of them
is missing. What is compared is the fill alone: where our picture is lighter than its grey ground. With -o, pairs
of pictures to look at: Chromium's above ours.
"""
import argparse
import html
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent / "subtitles"
KHMER_TO_LATIN = 1.15      # as TextLook has it
STYLES = {"regular", "bold", "italic", "bold-italic", "yellow", "shadow"}  # others have no fill to compare, or a box
GREY = 126
MARGIN = 40
# Both round: the picture's fill is cut at a level of light, and pens stand on quarters of pixels.
# Strokes of two pixels half a pixel apart share three quarters of their ink; other shaping shares a third at best.
MOST_WIDTH_PX, MOST_HEIGHT_PX, LEAST_OVERLAP = 2, 3, 0.75

KHMER = "\u1780-\u17FF\u19E0-\u19FF\u200B-\u200D"
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #000; color: #fff }} div {{ position: absolute; white-space: pre; line-height: 1 }}
{rules}</style><body>{lines}</body>"""


class Font:
    """As much of a TrueType file as tells how high a letter stands."""

    def __init__(self, file):
        self.bytes = Path(file).read_bytes()
        count = self.number("H", 4)
        self.tables = {self.bytes[at:at + 4]: self.number("I", at + 8) for at in range(12, 12 + 16 * count, 16)}
        self.units = self.number("H", self.tables[b"head"] + 18)

    def number(self, kind, at):
        return struct.unpack_from(">" + kind, self.bytes, at)[0]

    def glyph(self, letter):
        """Of a letter of the first plane, by a format 4 map; 0: none."""
        cmap, code = self.tables[b"cmap"], ord(letter)
        for n in range(self.number("H", cmap + 2)):
            table = cmap + self.number("I", cmap + 4 + 8 * n + 4)
            if self.number("H", table) != 4:
                continue
            twice = self.number("H", table + 6)
            for segment in range(0, twice, 2):
                end, start = table + 14 + segment, table + 16 + twice + segment
                if not self.number("H", start) <= code <= self.number("H", end):
                    continue
                delta, where = self.number("H", start + twice), start + 2 * twice
                offset = self.number("H", where)
                if offset == 0:
                    return (code + delta) & 0xFFFF
                found = self.number("H", where + offset + 2 * (code - self.number("H", start)))
                return (found + delta) & 0xFFFF if found else 0
        return 0

    def height(self, letter):
        """Of its box above the baseline, in shares of the em."""
        loca, glyph = self.tables[b"loca"], self.glyph(letter)
        long = self.number("h", self.tables[b"head"] + 50)
        at = self.number("I", loca + 4 * glyph) if long else 2 * self.number("H", loca + 2 * glyph)
        return self.number("h", self.tables[b"glyf"] + at + 8) / self.units


def make_page(rows):
    """Each text in its two faces, Khmer sized to the Latin x and with the spaces and digits that follow it."""
    rules, lines = "", ""
    for row in rows:
        khmer = Font(row["khmer"])
        scale = KHMER_TO_LATIN * Font(row["latin"]).height("x") / khmer.height("\u1780")
        rules += (f'@font-face {{ font-family: "k{row["name"]}"; src: url("{Path(row["khmer"]).as_uri()}");'
                  f' size-adjust: {100 * scale:.3f}% }}\n'
                  f'@font-face {{ font-family: "l{row["name"]}"; src: url("{Path(row["shown"]).as_uri()}") }}\n')
        common = " 0-9:/" if khmer.glyph("0") else " "
        text = re.sub(f"[{KHMER}]+(?:[{common}]*[{KHMER}]+)*[{common}]*",
                      lambda run: f'<span style="font-family: k{row["name"]}, l{row["name"]}">{run[0]}</span>',
                      html.escape(row["text"]))
        lines += (f'<div lang="{row["language"]}" style="left: {MARGIN}px; top: {row["top"]}px; '
                  f'font: {row["size"]}px l{row["name"]}">{text}</div>\n')
    return PAGE.format(rules=rules, lines=lines)


def font_file(family, bold, italic):
    pattern = f"{family}:weight={200 if bold else 80}:slant={100 if italic else 0}"
    found = subprocess.run(["fc-list", pattern, "file", "width"], capture_output=True, text=True, check=True).stdout
    files = sorted(line.split(":")[0] for line in found.splitlines())
    return files[0] if files else None


def read_rows():
    rows, top = [], MARGIN
    for line in (GOLDEN / "strings.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        name, language, families, style, size, text = line.split("\t")
        if style not in STYLES:
            continue
        latin, khmer = families.split(";")
        bold, italic = style.startswith("bold"), style.endswith("italic")
        regular = font_file(latin, bold, False)
        rows.append({"name": name, "language": language, "text": text, "size": float(size), "top": top,
                     "latin": regular, "shown": font_file(latin, bold, italic) or regular,
                     "khmer": font_file(khmer, bold, False) or font_file(khmer, False, False)})
        top += int(3 * float(size)) + MARGIN
    return rows, top


def screenshot(rows, height, folder):
    page, picture = folder / "page.html", folder / "page.png"
    page.write_text(make_page(rows), encoding="utf-8")
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
                    "--disable-lcd-text", "--font-render-hinting=none", "--hide-scrollbars", "--virtual-time-budget=5000",
                    f"--user-data-dir={folder}/profile", f"--window-size=1800,{height}", f"--screenshot={picture}",
                    page.as_uri()], check=True, capture_output=True, timeout=240)
    return picture


class Mask:
    """The light pixels of a picture, a whole number a row: the leftmost is its highest bit."""

    def __init__(self, rows, width):
        inked = [n for n, row in enumerate(rows) if row]
        columns = 0
        for row in rows:
            columns |= row
        rows = rows[inked[0]:inked[-1] + 1] if inked else []
        right = (columns & -columns).bit_length() - 1 if columns else 0
        self.rows = [row >> right for row in rows]
        self.width = columns.bit_length() - right
        self.height = len(rows)

    @staticmethod
    def of(picture, ground, first=0, last=None):
        """Of rows [first, last) of a grey picture: what is lighter than halfway from the ground to its brightest."""
        width, height, pixels = picture
        cut = ground + (max(pixels) - ground) * 43 // 100
        light = bytes(49 if value > cut else 48 for value in range(256))  # "1", "0"
        ink = pixels.translate(light).decode("ascii")
        return Mask([int(ink[y * width:(y + 1) * width], 2) for y in range(first, last or height)], width)

    def overlap(self, other):
        """Shared ink over all ink, the boxes laid on each other as they fit best within a pixel."""
        best = 0.0
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                both = either = 0
                for y in range(-1, max(self.height, other.height) + 1):
                    a = self.rows[y] << 2 if 0 <= y < self.height else 0
                    b = other.rows[y + dy] << (2 + dx) if 0 <= y + dy < other.height else 0
                    a <<= max(0, other.width - self.width)  # left edges together
                    b <<= max(0, self.width - other.width)
                    both += (a & b).bit_count()
                    either += (a | b).bit_count()
                best = max(best, both / max(either, 1))
        return best


def read_grey(file):
    """(width, height, one byte a pixel)"""
    probe = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", str(file)],
                           check=True, capture_output=True, text=True).stdout
    width, height = map(int, probe.strip().split(","))
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", str(file), "-f", "rawvideo", "-pix_fmt", "gray", "-"], check=True,
                         capture_output=True).stdout
    return width, height, raw


def compare(row, page):
    """(width difference, height difference, overlap) of one text."""
    ours = Mask.of(read_grey(GOLDEN / (row["name"] + ".png")), GREY)
    theirs = Mask.of(page, 0, row["top"] - MARGIN // 2, row["top"] + int(3 * row["size"]) + MARGIN // 2)
    return ours.width - theirs.width, ours.height - theirs.height, ours.overlap(theirs)


def write_pair(row, page, folder):
    """Chromium's strip above ours."""
    height = int(3 * row["size"]) + MARGIN // 2
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(page), "-i", str(GOLDEN / (row["name"] + ".png")), "-filter_complex",
                    f"[0]crop=1800:{height}:0:{row['top'] - MARGIN // 2}[a];[1]format=gray,pad=1800:ih[b];[a][b]vstack",
                    str(folder / (row["name"] + ".png"))], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--out", type=Path)
    arguments = parser.parse_args()
    missing = [tool for tool in ("chromium", "ffmpeg", "fc-list") if not shutil.which(tool)]
    if missing:
        print(f"{', '.join(missing)}: not installed, nothing compared")
        return 0
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
    rows, height = read_rows()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        picture = screenshot(rows, height, Path(folder))
        page = read_grey(picture)
        for row in rows:
            width, tall, overlap = compare(row, page)
            if arguments.out:
                write_pair(row, picture, arguments.out)
            parted = abs(width) > MOST_WIDTH_PX or abs(tall) > MOST_HEIGHT_PX or overlap < LEAST_OVERLAP
            bad += parted
            print(f"{row['name']:10} width {width:+d} px  height {tall:+d} px  overlap {overlap:.3f}"
                  f"{'   <- differs' if parted else ''}")
    print(f"{len(rows)} texts, {bad} differ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
