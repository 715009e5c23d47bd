# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of approvals, catalogue and as-run share: the real program in a home of its own, and LibreOffice.

    a_test.py PROGRAM [unittest's options]
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = None
LIMIT_SECONDS = 240


class Said:
    def __init__(self, run):
        self.code, self.out, self.err = run.returncode, run.stdout, run.stderr

    @property
    def json(self):
        return json.loads(self.out)


class DeskCase(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.scratch = Path(tempfile.mkdtemp(prefix="gatecast-desk-"))
        self.addCleanup(shutil.rmtree, self.scratch, True)

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GATECAST_", "LC_", "LANG", "XDG_"))}
        return kept | {"LC_ALL": "C.UTF-8", "HOME": str(self.scratch)}

    def gatecast(self, *words, code=0, language="en", json=False):
        run = subprocess.run([PROGRAM, *map(str, words), "--language", language, *(["--json"] if json else [])],
                             stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", env=self.environment(),
                             cwd=self.scratch, timeout=LIMIT_SECONDS)
        self.assertEqual(run.returncode, code, run.stderr or run.stdout)
        return Said(run)

    def start(self, *words):
        return subprocess.Popen([PROGRAM, *map(str, words), "--language", "en"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env=self.environment(), cwd=self.scratch)

    def file(self, name, content):
        path = self.scratch / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def clip(self, name, seconds=1, colour="red", title=None):
        path = self.scratch / name
        metadata = ["-metadata", f"title={title}"] if title else []
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", f"color={colour}:s=160x96:r=25", "-t", str(seconds),
                        "-c:v", "libx264", "-preset", "ultrafast", *metadata, path], check=True, stdin=subprocess.DEVNULL)
        return path

    def office(self, file, to, filter_in=None):
        """The file opened in LibreOffice and saved: `to` like 'csv:Text - txt - csv (StarCalc):9,34,76'."""
        out = self.scratch / "office"
        words = ["soffice", f"-env:UserInstallation=file://{self.scratch}/office-profile", "--headless",
                 *([f"--infilter={filter_in}"] if filter_in else []), "--convert-to", to, "--outdir", out, file]
        subprocess.run(list(map(str, words)), check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=LIMIT_SECONDS,
                       env=self.environment())
        return next(path for path in out.iterdir() if path.stem == Path(file).stem)


def main():
    global PROGRAM
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
