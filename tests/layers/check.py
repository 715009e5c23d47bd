#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Includes follow the picture of rooms: never upward, and each room knows only the libraries that are its business.

    check.py [ROOT]     prints every violation as file:line: sentence, and ends with 1 if there is one
"""
import re
import sys
from pathlib import Path

# Room: the rooms it may include, and the third-party headers that are its business (by prefix).
# The longest room name that begins a path is the path's room.
FILTERS = {"filters"}
PRESETS = {"filters", "presets"}
SUBTITLES = {"filters", "presets", "subtitles"}
MEDIA = PRESETS | {"pipeline/media"}
GRAPH = MEDIA | {"pipeline/graph"}
SCENE = GRAPH | {"subtitles", "pipeline/scene"}
PAGES = PRESETS | {"pipeline/pages"}
PLAYLIST = PAGES | SUBTITLES | {"pipeline/playlist"}
RENDER = SCENE | {"pipeline/render"}
NIGHT = RENDER | PLAYLIST | {"pipeline/trust", "pipeline/record", "pipeline/night"}
LIVE = NIGHT | {"pipeline/live"}
CONSOLE = LIVE | {"pipeline/console"}

LIBAV = ("libav", "libsw")
GSTREAMER = ("gst/", "glib", "gio/")
HTTP = ("libsoup/",)
TEXT = ("cairo", "hb", "unicode/", "ft2build", "freetype/", "fontconfig/")
# What any room of the pipeline may use beside its own business; filters, subtitles and presets have their own short lists.
PLAIN = ("fmt/", "nlohmann/", "sodium", "hwy/", "spdlog/")

ROOMS = {
    "filters": (FILTERS, ("zimg", "hwy/")),
    "subtitles": (SUBTITLES, TEXT + ("fmt/", "pugixml", "zip", "xlsxwriter", "sodium")),
    "presets": (PRESETS, ("toml++/", "fmt/", "boost/")),
    "pipeline/media": (MEDIA, PLAIN + LIBAV + ("ebur128",)),
    "pipeline/graph": (GRAPH, PLAIN + GSTREAMER),
    "pipeline/scene": (SCENE, PLAIN + TEXT + ("glib", "poppler", "ebur128")),
    "pipeline/pages": (PAGES, PLAIN),
    "pipeline/playlist": (PLAYLIST, PLAIN + ("toml++/", "pugixml", "zip", "xlsxwriter", "unicode/")),
    "pipeline/record": (PLAYLIST | {"pipeline/trust", "pipeline/record"}, PLAIN + ("sqlite3", "zip", "xlsxwriter", "unicode/")),
    "pipeline/trust": (PRESETS | {"pipeline/trust"}, PLAIN),
    "pipeline/night": (NIGHT, PLAIN),
    "pipeline/render": (RENDER, PLAIN + LIBAV + ("unicode/",)),  # ICU writes file names in ASCII
    "pipeline/live": (LIVE, PLAIN + GSTREAMER + LIBAV + ("systemd/", "ifaddrs.h", "seccomp.h")),
    "pipeline/console": (CONSOLE, PLAIN + GSTREAMER + HTTP),
    "pipeline/cli": (CONSOLE | {"pipeline/cli"}, PLAIN + GSTREAMER + LIBAV + ("boost/", "libintl", "fontconfig/", "zimg", "cairo")),
}

TOP_LEVEL = {"CMakeLists.txt", "README.md", "LICENSE", "filters", "subtitles", "presets", "pipeline", "tests", "samples"}
LINES_LIMIT = 600
LINES_LOOK_AGAIN = 400
# What the C and C++ libraries and the system itself give: a name with no directory, or these.
SYSTEM = re.compile(r"^(sys/|linux/|net/|netinet/|arpa/|asm/|[a-z_0-9]+$|(assert|ctype|dirent|dlfcn|errno|fcntl|getopt|grp|inttypes|link|"
                    r"langinfo|libgen|limits|locale|malloc|math|poll|pthread|pwd|sched|signal|spawn|stdarg|stddef|stdint|stdio|stdlib|"
                    r"string|strings|syscall|syslog|termios|time|unistd|immintrin|cpuid|wchar|netdb)\.h$)")
INCLUDE = re.compile(r'^\s*#\s*include\s*(?P<open>[<"])(?P<name>[^>"]+)[>"]')
NAMESPACE = re.compile(r"^namespace\s*(?P<name>[\w:]*)\s*\{")
NAMESPACE_END = re.compile(r"^\}\s*// namespace")
TYPE = re.compile(r"^(?:struct|class|enum class) (?P<name>\w+)(?: final)?\s*(?::[^:;][^;]*)?\{")
SOURCES = {".h", ".cpp", ".inl"}


def room_of(path):
    return max((room for room in ROOMS if path == room or path.startswith(room + "/")), key=len, default=None)


def check_include(room, name, quoted):
    """Why `room` may not include `name`, or nothing."""
    rooms, libraries = ROOMS[room]
    target = room_of(name)
    if target:
        return None if target in rooms else f"{room} must not include {name}: it stands below {target}"
    if name.startswith(libraries):
        return None
    if name.split("/")[0] in TOP_LEVEL:
        return f"{name} belongs to no room"
    if quoted:  # a generated header; a neighbour is included by its path from the root
        return None if "/" not in name and room == "pipeline/cli" else f'"{name}": write the path from the root'
    return None if SYSTEM.match(name) else f"{room} must not know {name}"


def check_file(root, path):
    relative = path.relative_to(root).as_posix()
    room = room_of(relative)
    lines = path.read_text(encoding="utf-8").splitlines()
    if room is None:
        yield relative, 1, "stands in no room"
        return
    for number, line in enumerate(lines, 1):
        include = INCLUDE.match(line)
        reason = include and check_include(room, include["name"], include["open"] == '"')
        if reason:
            yield relative, number, reason
        if "gst_parse_launch" in line or "gst_parse_bin_from_description" in line:
            yield relative, number, "graphs are built from typed elements, never parsed from text"
    if len(lines) > LINES_LIMIT and "tables" not in path.stem:
        yield relative, len(lines), f"longer than {LINES_LIMIT} lines"


def sources(root):
    for top in ("filters", "subtitles", "presets", "pipeline"):
        yield from sorted(path for path in (root / top).rglob("*") if path.suffix in SOURCES)


def check_top_level(root):
    for entry in sorted(root.iterdir()):
        ours = entry.name in TOP_LEVEL or entry.name.startswith(".")
        made = entry.name == "out" or entry.name.startswith("build")  # ignored by git
        if not ours and not made:
            yield entry.name, 1, "the top level stays as README's map has it"


def types_of(path):
    """(namespaces and name, line) of every type that other files could see, members of types left out."""
    spaces = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if begun := NAMESPACE.match(line):
            spaces.append(begun["name"])
        elif NAMESPACE_END.match(line) and spaces:
            spaces.pop()
        elif (made := TYPE.match(line)) and "" not in spaces:
            yield "::".join([*spaces, made["name"]]), number


def check_types(root):
    """Two types of one name in one namespace make the linker mix their code, and no compiler says so."""
    seen = {}
    for path in sources(root):
        for name, number in types_of(path):
            relative = path.relative_to(root).as_posix()
            if name in seen:
                yield relative, number, f"{name} is another type in {seen[name]} already"
            seen[name] = relative


def check(root):
    violations = [*check_top_level(root), *check_types(root)]
    for path in sources(root):
        violations += check_file(root, path)
    return violations


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    files = list(sources(root))
    for path in files:
        lines = sum(1 for _ in path.open(encoding="utf-8"))
        if LINES_LOOK_AGAIN < lines <= LINES_LIMIT:
            print(f"{path.relative_to(root)}: {lines} lines, look again")
    violations = check(root)
    for file, line, sentence in violations:
        print(f"{file}:{line}: {sentence}")
    print(f"{len(files)} files looked at, {len(violations)} violations")
    return 1 if violations or not files else 0


if __name__ == "__main__":
    sys.exit(main())
