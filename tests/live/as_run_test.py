#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the as-run log of a gate says against what its output shows: every run of one picture is one line, to the frame, whoever died
meanwhile."""
import datetime
import json
import os
import signal

import gate
from gate import RATE, make_clip, make_picture, runs_of

COLOURS = ("red", "lime", "blue", "yellow")
STANDS_FRAMES = 11  # 400 ms that a last picture stands when nothing is ready behind it, on a busy machine


class AsRun(gate.GateCase):
    def lines(self):
        """The log's events as (colour, first frame, frame after the last, why it ended)."""
        zero = json.loads((self.state / "epoch.json").read_text())["wall_of_zero"]

        def frame(text):
            return round((datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() - zero / 1e9) * RATE)
        found = json.loads(self.gatecast("asrun", "show", "--json", "--log", self.state / "as-run"))["events"]
        return [(event["title"].split("-")[0], frame(event["start"]), frame(event["end"]), event["end_reason"]) for event in found]

    def assert_true_to(self, frames, lines):
        """`lines` are what was seen, but for what was on when the recording was read."""
        runs, first = [], frames[0].number
        for colour, count in runs_of(frames):
            if colour in COLOURS:
                runs.append((colour, first, first + count))
            first += count
        for line, run in zip(lines, runs[:-1], strict=False):
            self.assertEqual(line[:2], run[:2], (lines, runs))
            self.assertIn(run[2] - line[2], range(STANDS_FRAMES + 1), (lines, runs))
        self.assertGreaterEqual(len(lines), len(runs) - 1)

    def test_each_run_of_a_picture_is_one_line(self):
        self.write_site([self.clip("red", 2), self.clip("lime", 2), self.clip("blue", 2)], standby=make_picture(self.scratch / "standby.png", "white"))
        self.start()
        self.wait_for("on", title="lime-2")
        self.wait_frames(RATE // 2)
        self.ctl("skip")
        self.wait_for("on", title="blue-2")
        self.wait_frames(RATE // 2)
        self.ctl("standby")
        self.wait_frames(RATE // 2)
        self.ctl("back")
        self.wait_for("on", 2, title="red-2")
        self.wait_frames(RATE // 2)  # so that what follows is loaded
        os.kill(self.process.pid, signal.SIGKILL)  # the mixer goes on, and what it has loaded
        self.process.wait()
        self.wait_frames(3 * RATE)
        self.start()
        self.wait_for("on", 4, title="red-2")
        self.wait_recorded(self.frame_now())
        lines, frames = self.lines(), self.recorded()
        self.assertEqual([line[3] for line in lines][:4], ["complete", "skipped", "operator", "complete"])
        self.assertIn("none missing", self.gatecast("asrun", "verify", "--log", self.state / "as-run"))
        return self.assert_true_to(frames, lines)

    def test_a_filler_a_file_by_order_and_the_death_of_the_mixer(self):
        filler = make_clip(self.scratch / "yellow.mp4", "yellow", 3)
        self.write_site([], more=f'fillers = ["{filler}"]', standby=make_picture(self.scratch / "standby.png", "white"))
        self.start()
        self.wait_for("on", title="yellow")
        self.wait_frames(RATE)
        self.ctl("play", self.clip("red", 2))
        self.wait_for("off", title="red-2")
        self.wait_for("on", 2, title="yellow")
        self.wait_frames(RATE)
        mixer = self.events("mixer")[-1]["process"]
        os.kill(mixer, signal.SIGKILL)
        self.wait_for("on", 3, title="yellow")
        self.wait_frames(RATE)
        self.ctl("play", self.clip("lime", 2))
        self.wait_for("off", title="lime-2")
        found = [(colour, why) for colour, _, _, why in self.lines()]
        self.assertEqual(found, [("yellow", "filler"), ("red", "complete"), ("yellow", "failover"), ("yellow", "filler"), ("lime", "complete")])


if __name__ == "__main__":
    gate.main()
