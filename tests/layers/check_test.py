#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layers check finds each kind of planted violation, and nothing in a tree that keeps the rules."""
import tempfile
import unittest
from pathlib import Path

import check


class LayersCheck(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.root = Path(self.scratch.name)
        self.write("filters/image.h", "#pragma once\n#include <vector>\n#include <zimg++.hpp>\n")
        self.write("pipeline/render/plan.cpp", '#include "pipeline/scene/scene.h"\nextern "C" {\n#include <libavutil/hash.h>\n}\n')

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def found(self):
        return [(file, line) for file, line, _ in check.check(self.root)]

    def test_a_tree_that_keeps_the_rules_has_no_violation(self):
        self.assertEqual(self.found(), [])

    def test_two_types_of_one_name_are_found(self):
        self.write("filters/a.h", "namespace gatecast {\nstruct Piece {\n    int a = 0;\n};\n}  // namespace gatecast\n")
        self.write("presets/b.cpp", "namespace gatecast {\nnamespace {\nstruct Piece {};\n}  // namespace\n}  // namespace gatecast\n")
        self.assertEqual(self.found(), [])
        self.write("presets/c.h", "namespace gatecast {\n\nclass Piece final {};\n}  // namespace gatecast\n")
        self.assertEqual(self.found(), [("presets/c.h", 3)])

    def test_every_upward_include_is_found(self):
        for room, target in [("filters", "presets/display.h"), ("presets", "pipeline/media/clip.h"),
                             ("subtitles", "pipeline/scene/scene.h"), ("pipeline/media", "pipeline/graph/reader.h"),
                             ("pipeline/graph", "pipeline/scene/scene.h"), ("pipeline/scene", "pipeline/render/plan.h"),
                             ("pipeline/render", "pipeline/live/site/site.h"), ("pipeline/live", "pipeline/console/api.h"),
                             ("pipeline/playlist", "pipeline/graph/reader.h")]:
            with self.subTest(room=room):
                self.write(f"{room}/upward.cpp", f'#include <string>\n#include "{target}"\n')
                self.assertEqual(self.found(), [(f"{room}/upward.cpp", 2)])
                (self.root / room / "upward.cpp").unlink()

    def test_a_library_that_is_another_rooms_business_is_found(self):
        for room, header in [("filters", "gst/gst.h"), ("filters", "fmt/format.h"), ("presets", "libavcodec/avcodec.h"),
                             ("pipeline/media", "gst/gst.h"), ("pipeline/graph", "libavformat/avformat.h"),
                             ("pipeline/trust", "gst/gst.h"), ("pipeline/record", "libsoup/soup.h"),
                             ("pipeline/render", "cairo.h"), ("subtitles", "toml++/toml.h")]:
            with self.subTest(room=room, header=header):
                self.write(f"{room}/foreign.cpp", f"#include <{header}>\n")
                self.assertEqual(self.found(), [(f"{room}/foreign.cpp", 1)])
                (self.root / room / "foreign.cpp").unlink()

    def test_a_parsed_graph_is_found(self):
        self.write("pipeline/graph/quick.cpp", "auto* graph =\n    gst_parse_launch(text, nullptr);\n")
        self.assertEqual(self.found(), [("pipeline/graph/quick.cpp", 2)])

    def test_a_file_beyond_the_limit_is_found(self):
        self.write("pipeline/cli/everything.cpp", "int x;\n" * 601)
        self.assertEqual(self.found(), [("pipeline/cli/everything.cpp", 601)])

    def test_an_include_without_its_room_is_found(self):
        self.write("filters/near.cpp", '#include "image.h"\n')
        self.assertEqual(self.found(), [("filters/near.cpp", 1)])

    def test_a_new_name_at_the_top_level_is_found(self):
        self.write("helpers/misc.h", "")
        self.write("build-other/generated.h", "")
        self.assertEqual(self.found(), [("helpers", 1)])

    def test_a_source_outside_every_room_is_found(self):
        self.write("pipeline/shared.h", "#pragma once\n")
        self.assertEqual(self.found(), [("pipeline/shared.h", 1)])


if __name__ == "__main__":
    unittest.main()
