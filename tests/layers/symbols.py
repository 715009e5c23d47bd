#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No function stands in two rooms: a linker takes one of two for both, and says nothing where one of them is inline.

    symbols.py LIBRARY…     prints every such function, and ends with 1 if there is one
"""
import subprocess
import sys
from pathlib import Path


def functions_of(library):
    """{mangled name: whether some definition of it is the only one allowed} of our own namespace."""
    found = {}
    run = subprocess.run(["nm", "--defined-only", library], capture_output=True, text=True, check=True)
    for line in run.stdout.splitlines():
        parts = line.split()
        if len(parts) == 3 and parts[1] in "TW" and "8gatecast" in parts[2]:
            found[parts[2]] = found.get(parts[2], False) or parts[1] == "T"
    return found


def clashes(libraries):
    where = {}
    for library in libraries:
        for name, strong in functions_of(library).items():
            where.setdefault(name, []).append((Path(library).name, strong))
    return [(name, [library for library, _ in places]) for name, places in where.items()
            if len(places) > 1 and any(strong for _, strong in places)]


def main():
    found = clashes(sys.argv[1:])
    for name, libraries in found:
        print(f"{name} stands in {' and in '.join(libraries)}: give one of them a name of its own")
    print(f"{len(sys.argv) - 1} libraries looked at, {len(found)} clashes")
    return 1 if found or len(sys.argv) < 3 else 0


if __name__ == "__main__":
    sys.exit(main())
