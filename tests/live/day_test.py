#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gate that shows a published day: each item at its own frame by the clock, joined in progress after a death of all, and
what is published anew or withdrawn while it runs."""
import datetime
import json
import os
import signal

import gate
from gate import RATE, make_picture, runs_of

PLACE = datetime.timezone(datetime.timedelta(hours=7))
STANDS_FRAMES = 11  # 400 ms
LEAD_SECONDS = 12  # in which a day is rendered and the gate comes up, on a busy machine


class DayAtTheGate(gate.GateCase):
    def setUp(self):
        super().setUp()
        self.standby = make_picture(self.scratch / "standby.png", "white")
        self.days = self.scratch / "phat"

    def publish(self, colours, begin, seconds=4):
        """A day whose items follow each other from `begin` on, rendered for the display."""
        items = "".join(f'[[item]]\nid = "{colour}"\nmedia = "{self.clip(colour, seconds)}"\n' +
                        (f'start = "{begin:%H:%M:%S}"\n' if i == 0 else "") for i, colour in enumerate(colours))
        day_list = self.scratch / "ngay.toml"
        day_list.write_text(f'date = "{begin:%Y-%m-%d}"\n{items}')
        self.gatecast("day", "render", day_list, "--displays", "tiny", "-o", self.days, "--presets", self.scratch / "presets",
                      "--cache", self.scratch / "store", "--nice", 0)
        return self.days / f"{begin:%Y-%m-%d}"

    def soon(self, seconds=LEAD_SECONDS):
        return (datetime.datetime.now(PLACE) + datetime.timedelta(seconds=seconds)).replace(microsecond=0)

    def frame_of(self, moment):
        epoch = json.loads((self.state / "epoch.json").read_text())
        return round((moment.timestamp() * 1_000_000_000 - epoch["wall_of_zero"]) * RATE / 1_000_000_000)

    def write(self, **more):
        self.write_site([], standby=self.standby, more=f'days = "{self.days}"\n', **more)

    def frames_of(self, frames, colour):
        return [frame.number for frame in frames if frame.colour == colour]

    def assert_ends(self, numbers, end):
        """Where nothing follows, the last picture stands for as long as somebody could still come."""
        self.assertGreaterEqual(numbers[-1], end - 1)
        self.assertLessEqual(numbers[-1], end + STANDS_FRAMES)

    def test_each_item_begins_on_its_frame_and_a_gate_that_died_joins_in_progress(self):
        begin = self.soon()
        self.publish(["red", "lime", "blue"], begin)
        self.write()
        self.start()
        self.wait_for("on", title="lime")
        os.killpg(self.process.pid, signal.SIGKILL)  # power is lost: nothing of it is left
        self.end_all()
        self.start()
        self.wait_for("off", title="blue")
        end = self.frame_of(begin) + 12 * RATE
        self.wait_recorded(end)
        frames = self.recorded()
        first = self.frame_of(begin)
        before = [frame for frame in frames if frame.number < first]
        self.assertEqual({frame.colour for frame in before} - {"black"}, {"white"}, (first, frames))
        red = self.frames_of(frames, "red")
        self.assertEqual(red, list(range(first, red[-1] + 1)))
        self.assertLess(red[-1], first + 4 * RATE)
        lime, blue = self.frames_of(frames, "lime"), self.frames_of(frames, "blue")
        # What was not on the disk when the power went is gone; what was seen was in its place.
        self.assertTrue(all(first + 4 * RATE <= number < first + 8 * RATE for number in lime), lime)
        self.assertGreaterEqual(blue[0], first + 8 * RATE)
        self.assert_ends(blue, first + 12 * RATE)

    def test_a_day_published_anew_is_taken_over_and_a_damaged_one_refused(self):
        begin = self.soon()
        day = self.publish(["red", "lime"], begin, seconds=8)
        self.write()
        self.start()
        self.wait_for("on", title="red")
        self.publish(["red", "blue"], begin, seconds=8)  # while red is on
        self.wait_for("on", title="blue")
        (day / "day.json").write_text("{ half")
        refused = self.wait_for("alarm", alarm="plan-refused")
        self.assertIn("day.json", refused[0]["problem"])
        self.wait_for("off", title="blue")
        end = self.frame_of(begin) + 16 * RATE
        self.wait_recorded(end)
        frames = self.recorded()
        self.assert_complete(frames)
        first = self.frame_of(begin)
        self.assertEqual(self.frames_of(frames, "red"), list(range(first, first + 8 * RATE)))
        blue = self.frames_of(frames, "blue")
        self.assertEqual(blue, list(range(first + 8 * RATE, blue[-1] + 1)))
        self.assert_ends(blue, first + 16 * RATE)
        self.assertEqual(self.frames_of(frames, "lime"), [])

    def test_only_what_was_made_of_approved_clips_and_has_the_published_bytes(self):
        begin = self.soon()
        day = self.publish(["red", "lime", "blue"], begin)
        approvals = self.scratch / "approvals.tsv"
        for approved in (self.clip("red", 4), self.clip("lime", 4), self.standby):
            self.gatecast("approve", approved, "--list", approvals, "--by", "Trần B", "--document", "12/QĐ")
        spoilt = next(day.glob("tiny/*lime*"))
        data = bytearray(spoilt.read_bytes())
        data[len(data) // 2] ^= 1
        spoilt.unlink()
        spoilt.write_bytes(data)
        self.write(approved=approvals)
        self.start()
        self.wait_for("alarm", alarm="refused", title="blue")
        wrong = self.wait_for("alarm", alarm="refused", title="lime")
        self.assertIn("has not the bytes", wrong[0]["problem"])
        self.wait_for("off", title="red")
        self.wait_recorded(self.frame_of(begin) + 12 * RATE)
        frames = self.recorded()
        self.assert_complete(frames)
        self.assert_ends(self.frames_of(frames, "red"), self.frame_of(begin) + 4 * RATE)
        self.assertEqual({frame.colour for frame in frames} - {"black"}, {"white", "red"})

    def test_what_is_withdrawn_while_it_is_on_is_off_within_two_seconds(self):
        begin = self.soon()
        self.publish(["red"], begin, seconds=30)
        approvals = self.scratch / "approvals.tsv"
        for approved in (self.clip("red", 30), self.standby):
            self.gatecast("approve", approved, "--list", approvals, "--by", "Trần B", "--document", "12/QĐ")
        self.write(approved=approvals)
        self.start()
        self.wait_for("on", title="red")
        self.wait_frames(2 * RATE)
        withdrawn = self.frame_now()
        self.gatecast("withdraw", self.clip("red", 30), "--list", approvals, "--by", "Lê C")
        done = self.frame_now()
        self.wait_for("alarm", alarm="withdrawn")
        self.wait_recorded(done + 4 * RATE)
        frames = self.recorded()
        self.assert_complete(frames)
        red = self.frames_of(frames, "red")
        self.assertGreater(red[-1], withdrawn - RATE)
        self.assertLessEqual(red[-1], done + 2 * RATE)


if __name__ == "__main__":
    gate.main()
