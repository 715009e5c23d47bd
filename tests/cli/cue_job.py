# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of `gatecast check` on cue files share: small files, and the real program.

    a_test.py PROGRAM PRESETS [unittest's options]

Each test has a scratch directory of its own, removed afterwards.
"""
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = None
PRESETS = None
LIMIT_SECONDS = 240
KHMER = re.compile("[\u1780-\u17ff\u19e0-\u19ff]")

VI = ["Sáng thứ bảy bà con rủ nhau về chợ.", "Họ bán hạt điều, cao su và vải dệt tay.", "Cửa khẩu mở cửa từ 7 giờ sáng.",
      "Hàng hóa được kiểm tra nhanh chóng, an toàn."]
EN = ["On Saturday morning people meet at the market.", "They sell cashew nuts, rubber and cloth.", "The gate opens at 7 in the morning.",
      "Goods are checked quickly and safely."]
KM = ["នៅព្រឹកថ្ងៃសៅរ៍ ប្រជាពលរដ្ឋមកផ្សារ។", "ពួកគេលក់គ្រាប់ស្វាយចន្ទី និងកៅស៊ូ។", "ច្រកទ្វារបើកនៅម៉ោង ៧ ព្រឹក។",
      "ទំនិញត្រូវបានត្រួតពិនិត្យយ៉ាងរហ័ស។"]
TIMES = [(1, 6), (7, 12), (13, 18), (19, 24)]


def clock(seconds):
    ms = round(seconds * 1000)
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def srt(texts, times=TIMES):
    return "".join(f"{n}\n{clock(start)} --> {clock(end)}\n{text}\n\n"
                   for n, (text, (start, end)) in enumerate(zip(texts, times), 1))


class CueCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="gatecast-check-")
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)

    def write(self, name, content, encoding="utf-8"):
        path = self.scratch / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def trio(self, vi=VI, en=EN, km=KM, times=TIMES):
        return [self.write(f"clip.{tag}.srt", srt(texts, times)) for tag, texts in (("vi", vi), ("en", en), ("km", km))]

    def clip(self, seconds, name="clip.mp4"):
        path = self.scratch / name
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={seconds}",
                        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path], check=True)
        return path

    def run_program(self, *arguments, language="en", command="check"):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.scratch), "GATECAST_PRESETS": PRESETS,
                       "GATECAST_LANGUAGE": language}
        return subprocess.run([PROGRAM, command, *map(str, arguments)], capture_output=True, text=True, cwd=self.scratch,
                              env=environment, timeout=LIMIT_SECONDS, stdin=subprocess.DEVNULL)

    def check(self, *arguments, code=None, display="tv-1080p25"):
        """The objects of the files, by name."""
        displays = [] if display is None else ["--display", display]
        run = self.run_program("--json", *displays, *arguments)
        if code is not None:
            self.assertEqual(run.returncode, code, run.stdout[-3000:] + run.stderr)
        return {Path(entry["file"]).name: entry for entry in json.loads(run.stdout)}

    def problems(self, entry, code):
        return [problem for problem in entry["problems"] if problem["code"] == code]

    def assert_found(self, entry, code, cue=None, severity=None):
        found = [problem for problem in self.problems(entry, code)
                 if (cue is None or problem["cue"] == cue) and (severity is None or problem["severity"] == severity)]
        self.assertTrue(found, f"{code} not in {[(p['code'], p['cue'], p['severity']) for p in entry['problems']]}")
        return found[0]


def main():
    global PROGRAM, PRESETS
    PROGRAM, PRESETS = (str(Path(word).resolve()) for word in sys.argv[1:3])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
