#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A site that changes while it runs: its file, its modes, its hours, its outputs. No output frame is lost or doubled.

    reload_test.py PROGRAM [unittest's options]
"""
import datetime
import json
import os
import signal

import gate
from gate import RATE, GateCase, make_picture, wait_until

def local(minutes):
    """Time of the day at the gate, so many minutes from now."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=7, minutes=minutes)).strftime("%H:%M")


class Reload(GateCase):
    def change(self, old, new):
        text = self.site.read_text()
        self.assertIn(old, text)
        self.site.write_text(text.replace(old, new))

    def colours(self, first, last):
        self.wait_recorded(last)
        return {frame.colour for frame in self.recorded() if first <= frame.number <= last}

    def on_air(self):
        return self.ctl("status")["feeds"][0].get("on", {}).get("title", "")

    def test_a_change_costs_no_frame_and_a_bad_one_changes_nothing(self):
        self.write_site([self.clip("red", 2)], standby=make_picture(self.scratch / "standby.png", "white"))
        self.start()
        self.wait_for("on")
        self.change(json.dumps(str(self.clip("red", 2))), json.dumps(str(self.clip("blue", 3))))
        self.change("counter = true", 'counter = true\nfillers = ["none.mp4"]')
        self.assertIn("none.mp4 is not there", json.loads(self.gatecast("ctl", "reload", "--state", self.state, code=1))["error"])
        self.change('fillers = ["none.mp4"]', "rate = 50")
        self.assertIn("rate cannot change while the site runs", json.loads(self.gatecast("ctl", "reload", "--state", self.state, code=1))["error"])
        self.change("rate = 50", "rate = [")
        os.kill(self.process.pid, signal.SIGHUP)
        self.wait_for("reload-refused", 3)
        on = self.events("on")
        self.wait_for("on", len(on) + 1)
        self.assertEqual({event["title"] for event in self.events("on")}, {"red-2"})

        self.change("rate = [", "")
        self.change('kind = "record"\nurl = "record"\n', 'kind = "record"\nurl = "record"\n[[output]]\ndisplay = "tiny"\nkind = "hls"\nurl = "hls"\n')
        os.kill(self.process.pid, signal.SIGHUP)
        self.wait_for("reloaded")
        blue = self.wait_for("on", title="blue-3")[0]["frame"]
        wait_until(lambda: (self.scratch / "hls" / "index.m3u8").exists(), "the new output")
        self.assertTrue(self.ctl("output", "tiny-hls", "--off")["done"])
        self.assertEqual({each["name"]: each["on"] for each in self.ctl("outputs")["outputs"]}, {"tiny-record": True, "tiny-hls": False})
        sinks = lambda: [sink["name"] for sink in self.ctl("status")["outputs"]["tiny"]["sinks"]]
        wait_until(lambda: sinks() == ["tiny-record"], "the end of the output")
        self.assertTrue(self.ctl("output", "tiny-hls")["done"])
        wait_until(lambda: sinks() == ["tiny-record", "tiny-hls"], "the output again")
        self.assertIn("no output of that name", json.loads(self.gatecast("ctl", "output", "x", "--state", self.state, code=1))["error"])
        self.assertEqual({each["title"] for each in self.ctl("next")["feeds"][0]["next"]}, {"blue-3"})
        self.wait_recorded(blue + 10)
        frames = self.recorded()
        self.assert_complete(frames)
        self.assertEqual({frame.colour for frame in frames if blue <= frame.number}, {"blue"})

    def test_a_mode_swaps_lists_and_ends_by_itself(self):
        self.write_site([self.clip("red", 30)], more=f"""
[[mode]]
name = "tang"
loop = ["{self.clip("blue", 30)}"]
""")
        self.start()
        self.wait_for("on")
        self.assertIn("no mode", json.loads(self.gatecast("ctl", "mode", "tan", "--state", self.state, code=1))["error"])
        self.assertEqual(self.ctl("mode", "tang")["mode"], "tang")
        self.wait_for("on", title="blue-30")
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.start()
        self.assertEqual(self.ctl("status")["mode"], "tang")
        self.assertEqual(self.ctl("mode", "off")["mode"], "")
        red = self.wait_for("on", 2, title="red-30")[1]["frame"]
        day = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=7)).date()
        self.change('name = "tang"', f'name = "tang"\nfrom = "{day}"')
        self.assertEqual(self.ctl("reload")["mode"], "tang")  # by its dates
        self.assertEqual(self.ctl("mode", "off")["mode"], "")  # an operator knows better, until its last day is over
        self.wait_recorded(red + 10)
        self.assert_complete(self.recorded())

    def test_hours_are_black_that_is_meant(self):
        self.write_site([self.clip("red", 30, 440)], standby=make_picture(self.scratch / "standby.png", "white"))
        self.start()
        self.wait_for("on")
        self.change('name = "tiny"', f'name = "tiny"\non = "{local(5)}"\noff = "{local(-5)}"')
        self.assertTrue(self.ctl("reload")["done"])
        black = self.frame_now() + 10
        self.wait_frames(RATE)
        self.assertEqual(self.colours(black, black + 10), {"black"})
        self.change('off = ', 'outside = "standby"\noff = ')
        self.assertTrue(self.ctl("reload")["done"])
        white = self.frame_now() + 10
        self.assertEqual(self.colours(white, white + 10), {"white"})
        self.assertEqual(self.events("alarm", alarm="black"), [])
        self.assert_complete(self.recorded())


if __name__ == "__main__":
    gate.main()
