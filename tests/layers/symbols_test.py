#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for functions that stand in two rooms finds them, and only them."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from symbols import clashes  # noqa: E402

USES_INLINE = "namespace gatecast { inline int lines(int n) { return n + 1; } int one(int n) { return lines(n); } }"
STRONG = "namespace gatecast { int lines(int n) { return n - 1; } }"
HIDDEN = "namespace gatecast { namespace { int lines(int n) { return n - 1; } } int two(int n) { return lines(n); } }"
SHARES_INLINE = "namespace gatecast { inline int lines(int n) { return n + 1; } int three(int n) { return lines(n); } }"


class Symbols(unittest.TestCase):
    def found(self, *sources):
        with tempfile.TemporaryDirectory() as folder:
            libraries = []
            for number, source in enumerate(sources):
                base = Path(folder) / f"room{number}"
                base.with_suffix(".cpp").write_text(source)
                subprocess.run(["c++", "-O0", "-c", base.with_suffix(".cpp"), "-o", base.with_suffix(".o")], check=True)
                subprocess.run(["ar", "rc", base.with_suffix(".a"), base.with_suffix(".o")], check=True)
                libraries.append(base.with_suffix(".a"))
            return [name for name, _ in clashes(libraries)]

    def test_one_beside_an_inline_one_is_found(self):
        self.assertEqual(len(self.found(USES_INLINE, STRONG)), 1)

    def test_two_strong_ones_are_found(self):
        self.assertEqual(len(self.found(STRONG, STRONG)), 1)

    def test_hidden_and_shared_inline_ones_are_no_clash(self):
        self.assertEqual(self.found(USES_INLINE, HIDDEN, SHARES_INLINE), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
