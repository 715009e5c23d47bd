#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices on the air: free text waits for a second person, what is up outlives mixer and site, what is over does not
come back. A full screen of white letters on its own ground hides the colour of the clip.

    notices_test.py PROGRAM [unittest's options]
"""
import json
import os
import signal
import socket

import gate
from gate import GateCase

TEXT = {"vi": "Thông báo\nCửa khẩu đóng lúc 18:00", "en": "Notice\nThe gate closes at 18:00"}


class Notices(GateCase):
    def setUp(self):
        super().setUp()
        self.write_site([self.clip("red", 30)])
        self.start()
        self.wait_for("on")

    def order(self, **fields):
        """As the console gives it: with the person's own name."""
        with socket.socket(socket.AF_UNIX) as desk:
            desk.connect(str(self.state / "desk.sock"))
            desk.sendall(json.dumps(fields).encode() + b"\n")
            return json.loads(desk.makefile().readline())

    def shown(self, first, last):
        """The colours of the frames from first to last."""
        self.wait_recorded(last)
        return [frame.colour for frame in self.recorded() if first <= frame.number <= last]

    def test_free_text_waits_for_a_second_person(self):
        asked = self.order(order="notice", text=TEXT, full=True, seconds=600, person="An")
        self.assertTrue(asked["waits"])
        for nobody in ({"person": "An"}, {"person": ""}, {}):
            self.assertIn("a second person", self.order(order="release", id=asked["id"], **nobody)["error"])
        waiting, = self.ctl("status")["notices"]
        self.assertEqual((waiting["waits"], waiting["by"], waiting["words"]["vi"][0]), (True, "An", "Thông báo"))
        before = self.frame_now()
        self.wait_frames(10)
        self.assertTrue(self.order(order="release", id=asked["id"], person="Binh")["shown"])
        self.assertIn("no notice waits", self.order(order="release", id=asked["id"], person="Chi")["error"])
        up = self.wait_for("notice", item=asked["id"])[0]["frame"]

        os.kill(self.events("mixer")[-1]["process"], signal.SIGKILL)
        again = self.wait_for("notice", 2, item=asked["id"])[1]["frame"]
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.start()
        self.assertEqual([each["released_by"] for each in self.ctl("status")["notices"]], ["Binh"])
        self.assertTrue(self.order(order="hide", id=asked["id"])["done"])
        hidden = self.frame_now() + 5
        self.assertEqual(set(self.shown(before, up - 1)), {"red"})
        self.assertNotIn("red", self.shown(up + 25, up + 30))
        self.assertNotIn("red", self.shown(again + 25, hidden - 10))
        self.assertEqual(set(self.shown(hidden + 25, hidden + 30)), {"red"})

    def test_what_is_over_does_not_come_back(self):
        asked = self.order(order="notice", text=TEXT, full=True, seconds=600, for_minutes=0.01, person="An")
        self.wait_for("notice-expired", item=asked["id"])
        self.assertIn("no notice waits", self.order(order="release", id=asked["id"], person="Binh")["error"])
        self.assertEqual(self.ctl("status")["notices"], [])

    def test_it_comes_again(self):
        """On for a second, off for a second."""
        asked = self.order(order="notice", text=TEXT, full=True, seconds=1, every_minutes=1 / 30, for_minutes=1, person="An")
        self.order(order="release", id=asked["id"], person="Binh")
        up = self.wait_for("notice", item=asked["id"])[0]["frame"]
        colours = self.shown(up, up + 100)
        self.assertEqual([colours[at] == "red" for at in (12, 37, 62, 87)], [False, True, False, True], colours)

    def test_wrong_ones_are_refused(self):
        for fields, complaint in (({}, "either a phrase"), ({"text": {"vi": "a"}, "phrase": "b"}, "either a phrase"), ({"text": {"en": "a"}}, "Vietnamese"),
                                  ({"text": {"vi": "a", "fr": "b"}}, "fr is no language"), ({"text": {"vi": "a"}, "seconds": -1}, "seconds"),
                                  ({"text": {"vi": "a"}, "seconds": 60, "every_minutes": 1}, "never be off")):
            self.assertIn(complaint, self.order(order="notice", person="An", **fields)["error"])
        self.assertEqual(self.ctl("status")["notices"], [])


if __name__ == "__main__":
    gate.main()
