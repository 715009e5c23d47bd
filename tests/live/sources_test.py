#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Live sources through the real program: each way in, what comes in by it, and what happens when it stops coming."""
import datetime
import os
import signal
import socket

import gate
from gate import RATE, make_clip, make_picture, wait_until
from line import Sender, WebServer, free_port, irregular_steps, make_stream, with_colour

MOST_IRREGULAR = 2  # steps of a source's number in a hundred: its clock is not the gate's


class Sources(gate.GateCase):
    def source(self, name, url, *more):
        return "\n".join(["[[source]]", f'name = "{name}"', f'url = "{url}"', *more, ""])

    def start_with(self, *sources, approved=None):
        self.write_site([self.clip("red", 60)], outputs="\n".join(sources), approved=approved)
        self.start()
        self.wait_for("on")

    def show(self, name, frames=4 * RATE):
        """Orders a source, waits until it has been on for so many frames, and gives what was shown of them."""
        self.assertTrue(self.ctl("source", name)["done"])
        on = self.wait_for("on", title=name)[-1]["frame"]
        self.wait_recorded(on + frames)
        shown = [frame for frame in self.recorded() if on <= frame.number < on + frames]
        self.assert_complete(shown)
        return shown

    def assert_shows(self, frames, colour):
        self.assertEqual({frame.colour for frame in frames}, {colour})
        self.assertLessEqual(irregular_steps(frames), MOST_IRREGULAR * len(frames) // 100, [frame.source for frame in frames])

    def test_each_way_in(self):
        blue = make_stream(self.scratch / "blue.ts", "blue", 60)
        ports = {name: free_port(socket.SOCK_DGRAM) for name in ("udp", "srt-in", "srt-out")}
        rtmp, rtp = free_port(), free_port(socket.SOCK_DGRAM) & ~1
        web = self.scratch / "web"
        web.mkdir()
        server = WebServer(self, web)
        secret = 'passphrase = "cua-khau-so-1"'
        self.start_with(
            self.source("udp", f"udp://127.0.0.1:{ports['udp']}"), self.source("rtp", f"rtp://127.0.0.1:{rtp}"),
            self.source("srt-in", f"srt://127.0.0.1:{ports['srt-in']}", 'mode = "listener"', secret, "latency_ms = 120"),
            self.source("srt-out", f"srt://127.0.0.1:{ports['srt-out']}", 'streamid = "phat/1"', "latency_ms = 120"),
            self.source("rtmp", f"rtmp://127.0.0.1:{rtmp}/live/khoa", 'mode = "listener"'),
            self.source("hls", f"{server.url}/index.m3u8"), self.source("test", "test://"))
        Sender(self, blue, "-f", "mpegts", f"udp://127.0.0.1:{ports['udp']}?pkt_size=1316")
        with self.subTest("udp"):
            self.assert_shows(self.show("udp"), "blue")
        Sender(self, blue, "-f", "rtp_mpegts", f"rtp://127.0.0.1:{rtp}")
        with self.subTest("rtp"):
            self.assert_shows(self.show("rtp"), "blue")
        Sender(self, blue, "-f", "mpegts", f"srt://127.0.0.1:{ports['srt-out']}?mode=listener&transtype=live")
        with self.subTest("srt, calling"):
            self.assert_shows(self.show("srt-out"), "blue")
        self.assertTrue(self.ctl("source", "srt-in")["done"])
        wrong = Sender(self, blue, "-f", "mpegts", f"srt://127.0.0.1:{ports['srt-in']}?mode=caller&passphrase=sai-mat-khau-roi&transtype=live")
        with self.subTest("srt, called with the wrong passphrase"):
            wrong.process.wait(gate.PATIENCE_SECONDS)
            self.assertEqual(self.events("on", title="srt-in"), [])
        Sender(self, blue, "-f", "mpegts", f"srt://127.0.0.1:{ports['srt-in']}?mode=caller&passphrase=cua-khau-so-1&transtype=live")
        with self.subTest("srt, called"):
            self.assert_shows(self.show("srt-in"), "blue")
        self.assertTrue(self.ctl("source", "rtmp")["done"])
        self.wait_frames(RATE)
        Sender(self, blue, "-f", "flv", f"rtmp://127.0.0.1:{rtmp}/live/khoa")
        with self.subTest("rtmp, pushed in"):
            self.assert_shows(self.show("rtmp"), "blue")
        Sender(self, blue, "-f", "hls", "-hls_time", "1", "-hls_list_size", "6", "-hls_flags", "delete_segments", str(web / "index.m3u8"))
        wait_until((web / "index.m3u8").exists, "the playlist")
        with self.subTest("hls"):
            self.assert_shows(self.show("hls"), "blue")
        with self.subTest("test"):
            self.assertEqual(len(with_colour(self.show("test", RATE), "red")), 0)
        self.assertEqual(len(self.events("mixer")), 1, "the mixer is untouched")

    def test_what_stops_coming_is_stood_in_for_and_back_when_it_is_well(self):
        port = free_port(socket.SOCK_DGRAM)
        blue = make_stream(self.scratch / "blue.ts", "blue", 60)
        filler = make_clip(self.scratch / "filler.mp4", "lime", 4)
        self.write_site([], more=f'fillers = ["{filler}"]', outputs=self.source("xa", f"udp://127.0.0.1:{port}"))
        self.start()
        to = ("-f", "mpegts", f"udp://127.0.0.1:{port}?pkt_size=1316")
        sender = Sender(self, blue, *to)
        self.wait_for("on", title="filler")
        self.assertTrue(self.ctl("source", "xa")["done"])
        self.wait_for("on", title="xa")
        self.wait_frames(2 * RATE)
        stopped = self.frame_now()
        sender.stop()
        off = self.wait_for("off", title="xa")[0]
        self.assertEqual(off["reason"], "stalled")
        self.wait_frames(RATE)
        begun = self.frame_now()
        Sender(self, blue, *to)
        back = self.wait_for("on", 2, title="xa")[1]["frame"]
        self.assertGreaterEqual(back - begun, 5 * RATE)
        self.wait_recorded(back + RATE)
        frames = self.recorded()
        self.assert_complete(frames)
        filled = [frame.number for frame in with_colour(frames, "lime", stopped)]
        self.assertLessEqual(filled[0] - stopped, RATE, "400 ms, and what was on its way")
        self.assertEqual(len(filled), filled[-1] - filled[0] + 1)
        self.assertEqual({frame.colour for frame in frames if frame.number >= back}, {"blue"})

    def test_displays_with_days_of_their_own_share_one_deck(self):
        port = free_port(socket.SOCK_DGRAM)
        blue = make_stream(self.scratch / "blue.ts", "blue", 60)
        (self.scratch / "days").mkdir()
        self.write_site([], standby=make_picture(self.scratch / "standby.png", "white"), more=f'days = "{self.scratch / "days"}"\n',
                        outputs=self.source("xa", f"udp://127.0.0.1:{port}") +
                        '[[display]]\nname = "second"\npreset = "tiny"\n[[output]]\ndisplay = "second"\nkind = "record"\nurl = "second"\n')
        self.start()
        Sender(self, blue, "-f", "mpegts", f"udp://127.0.0.1:{port}?pkt_size=1316")
        self.assertTrue(self.ctl("source", "xa")["done"])
        wait_until(lambda: len(self.events("on", title="xa")) == 2, "both displays")
        feeds = self.ctl("status")["feeds"]
        decks = {feed["on"]["process"] for feed in feeds}
        self.assertEqual((len(feeds), len(decks)), (2, 1))
        self.wait_frames(RATE)
        os.kill(decks.pop(), signal.SIGKILL)
        wait_until(lambda: len(self.events("on", title="xa")) == 4, "both are back")
        back = max(event["frame"] for event in self.events("on", title="xa"))
        self.wait_recorded(back + 2 * RATE)
        for folder in ("record", "second"):
            with self.subTest(folder):
                frames = self.recorded(folder)
                self.assert_complete(frames)
                self.assertEqual({frame.colour for frame in frames if back < frame.number < back + 2 * RATE}, {"blue"})
        self.assertEqual(len(self.events("mixer")), 1, "the mixer is untouched")

    def test_only_in_its_approved_window(self):
        approvals = self.scratch / "approvals.tsv"
        red = self.clip("red", 60)
        self.gatecast("approve", red, "--by", "Trần Thị B", "--document", "12/QĐ", "--list", approvals)
        self.start_with(self.source("thu", "test://"), approved=approvals)
        self.assertTrue(self.ctl("source", "thu")["done"])
        self.wait_for("alarm", alarm="refused", title="thu")
        now = datetime.datetime.now(datetime.timezone.utc)
        until = (now + datetime.timedelta(days=2)).strftime("%Y-%m-%d")
        self.gatecast("approve", "--source", "thu", "--until", until, "--by", "Trần Thị B", "--document", "13/QĐ", "--list", approvals)
        self.show("thu", RATE)
        before = self.frame_now()
        self.gatecast("withdraw", "thu", "--by", "Trần Thị B", "--list", approvals)
        off = self.wait_for("off", title="thu")[0]
        self.assertLessEqual(off["frame"] - before, 2 * RATE)


if __name__ == "__main__":
    gate.main()
