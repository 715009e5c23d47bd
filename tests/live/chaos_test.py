#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever dies, hangs or lies: no output frame is missing or doubled, and the picture is replaced in time."""
import json
import os
import signal

import gate
from gate import RATE, make_picture, runs_of, wait_until

REPLACED_FRAMES = RATE // 2  # 500 ms without a new picture
AHEAD_FRAMES = 12            # that a deck has made already when it hangs: they are shown


class Chaos(gate.GateCase):
    def deck_on(self):
        return wait_until(lambda: (on := self.ctl("status")["feeds"][0].get("on")) and on["process"] > 0 and on, "a deck on the air")

    def replaced_after(self, act):
        """Does something to the deck that is on, and says after how many frames another picture came."""
        deck = self.deck_on()
        colour = deck["title"].split("-")[0]
        before = self.frame_now()
        act(deck["process"])
        self.wait_recorded(before + 2 * RATE)
        frames = self.recorded()
        self.assert_complete(frames)
        others = [frame.number for frame in frames if frame.number >= before and frame.colour != colour]
        self.assertTrue(others, frames[-100:])
        return others[0] - before

    def test_a_deck_that_is_killed_or_stopped_is_replaced(self):
        standby = make_picture(self.scratch / "standby.png", "white")
        self.write_site([self.clip("red", 30), self.clip("blue", 30)], standby=standby)
        self.start()
        self.wait_for("on")
        self.wait_frames(RATE)
        for act in (signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV):
            with self.subTest(signal=act):
                most = REPLACED_FRAMES + (AHEAD_FRAMES if act == signal.SIGSTOP else 0)
                self.assertLessEqual(self.replaced_after(lambda process: os.kill(process, act)), most)
        self.assertEqual(len(self.events("mixer")), 1, "the mixer is untouched")

    def test_a_file_that_cannot_be_played_is_passed_over(self):
        garbage = self.scratch / "rac.mp4"
        garbage.write_bytes(os.urandom(200_000))
        cut = self.scratch / "cut.mp4"
        cut.write_bytes(self.clip("lime", 2).read_bytes()[:9000])
        self.write_site([self.clip("red", 2), garbage, cut, self.clip("blue", 2)], standby=make_picture(self.scratch / "standby.png", "white"))
        self.start()
        blue = self.wait_for("on", title="blue-2")[0]["frame"]
        self.wait_recorded(blue)
        frames = self.recorded()
        self.assert_complete(frames)
        self.assertNotIn("lime", {frame.colour for frame in frames})
        self.assertTrue(self.events("alarm", alarm="lost", title="rac"))

    def test_a_mixer_that_is_killed_is_back_and_so_is_its_item(self):
        self.write_site([self.clip("red", 2), self.clip("blue", 30)], standby=make_picture(self.scratch / "standby.png", "white"))
        self.start()
        on = self.wait_for("on", title="blue-30")[0]
        self.wait_frames(2 * RATE)
        mixer = self.events("mixer")[-1]["process"]
        before = self.frame_now()
        os.kill(mixer, signal.SIGKILL)
        again = self.wait_for("on", 2, title="blue-30")[1]
        self.wait_recorded(again["frame"] + RATE)
        frames = [frame for frame in self.recorded() if frame.number > before]
        self.assertLess(frames[0].number - before, 3 * RATE, "back in 2 s and a GOP")
        self.assert_complete(frames)
        self.assertEqual(again["frame"] - again["item_frame"], on["frame"] - on["item_frame"], "at its place by the clock")

    def test_without_its_site_process_the_mixer_goes_on_and_the_next_one_takes_it_over(self):
        self.write_site([self.clip("red", 3), self.clip("blue", 3), self.clip("lime", 3)])
        self.start()
        self.wait_for("on")
        self.wait_frames(RATE)
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.wait_frames(RATE)
        self.start()
        adopted = self.wait_for("on", 4)
        self.wait_recorded(adopted[-1]["frame"])
        frames = self.recorded()
        self.assert_complete(frames)
        self.assertEqual(len({event["process"] for event in self.events("mixer")}), 1)
        order = [colour for colour, _ in runs_of(frames) if colour in ("red", "blue", "lime")]
        self.assertEqual(order, (["red", "blue", "lime"] * 3)[:len(order)])


class Approval(gate.GateCase):
    def approve(self, *files):
        for file in files:
            self.gatecast("approve", file, "--by", "Nguyễn Văn A", "--document", "12/GP", "--list", self.approvals)

    def setUp(self):
        super().setUp()
        self.approvals = self.scratch / "approvals.tsv"
        self.standby = make_picture(self.scratch / "standby.png", "white")

    def test_only_what_is_approved_is_ever_shown(self):
        changed = self.scratch / "changed.mp4"
        changed.write_bytes(self.clip("lime", 2).read_bytes())
        red = self.clip("red", 2)
        self.approve(red, changed, self.standby)
        data = bytearray(changed.read_bytes())
        data[-1] ^= 1
        changed.write_bytes(data)
        self.write_site([red, self.clip("blue", 2), changed], approved=self.approvals, standby=self.standby)
        self.start()
        second = self.wait_for("on", 2)[1]["frame"]
        self.wait_recorded(second)
        colours = {frame.colour for frame in self.recorded()}
        self.assertLessEqual(colours, {"red", "white", "black"})
        self.assertEqual({event["title"] for event in self.events("alarm", alarm="refused")}, {"blue-2", "changed"})

    def test_what_is_withdrawn_is_off_the_screen_in_two_seconds(self):
        red = self.clip("red", 30)
        self.approve(red, self.standby)
        self.write_site([red], approved=self.approvals, standby=self.standby)
        self.start()
        self.wait_for("on")
        self.wait_frames(RATE)
        before = self.frame_now()
        self.gatecast("withdraw", gate.sha256(red), "--by", "Trần Thị B", "--list", self.approvals)
        self.wait_recorded(before + 3 * RATE)
        frames = self.recorded()
        self.assert_complete(frames)
        late = [frame for frame in frames if frame.number > before + 2 * RATE]
        self.assertEqual({frame.colour for frame in late}, {"white"})


if __name__ == "__main__":
    gate.main()
