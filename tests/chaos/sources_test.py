#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Live sources that lie: clocks that wrap and jump, datagrams doubled and swapped, playlists that point into the machine,
pictures beyond all measure. The grid loses no frame, and what can be shown is.

    sources_test.py PROGRAM [unittest's options]
"""
import http.server
import socket
import sys
import threading
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "live"))

import gate  # noqa: E402
from gate import RATE, ffmpeg, wait_until  # noqa: E402
from line import DatagramSender, WebServer, free_port, make_stream, with_colour  # noqa: E402

PART_SECONDS = 6
MEMORY_KB = 1536 * 1024


def longest_stand(frames):
    """The most output frames in a row that showed the same picture of the source."""
    longest = run = 1
    for a, b in zip(frames, frames[1:]):
        run = run + 1 if a.source == b.source else 1
        longest = max(longest, run)
    return longest


class Sources(gate.GateCase):
    def start_with(self, *sources):
        text = "\n".join(f'[[source]]\nname = "{name}"\nurl = "{url}"\n' for name, url in sources)
        self.write_site([self.clip("red", 60)], outputs=text)
        self.start()
        self.wait_for("on")

    def frames_of(self, name, last):
        on = self.wait_for("on", title=name)[0]["frame"]
        self.wait_recorded(on + last)
        frames = [frame for frame in self.recorded() if frame.number >= on]
        self.assert_complete(frames)
        return frames[:last]

    def test_clocks_that_wrap_and_jump(self):
        port = free_port(socket.SOCK_DGRAM)
        data = b"".join(make_stream(self.scratch / f"{offset}.ts", "blue", PART_SECONDS, "-output_ts_offset", str(offset)).read_bytes()
                        for offset in (95_440, 6_000, 11_000, 1_000))  # the first wraps within: 2^33 / 90,000 s are 95,443.7
        self.start_with(("nhay", f"udp://127.0.0.1:{port}"))
        DatagramSender(self, port, data, 4 * PART_SECONDS)
        self.assertTrue(self.ctl("source", "nhay")["done"])
        frames = self.frames_of("nhay", int(3.5 * PART_SECONDS * RATE) - 3 * RATE)
        self.assertEqual({frame.colour for frame in frames}, {"blue"})
        self.assertLessEqual(longest_stand(frames), RATE)
        self.assertEqual(self.events("off", title="nhay"), [])

    def test_datagrams_doubled_and_swapped(self):
        port = free_port(socket.SOCK_DGRAM)
        data = make_stream(self.scratch / "blue.ts", "blue", 20).read_bytes()
        self.start_with(("loan", f"udp://127.0.0.1:{port}"))
        sender = DatagramSender(self, port, data, 20, doubled=0.05)
        self.assertTrue(self.ctl("source", "loan")["done"])
        frames = self.frames_of("loan", 6 * RATE)
        self.assertEqual({frame.colour for frame in frames}, {"blue"})
        self.assertLessEqual(longest_stand(frames), 3, "doubled ones cost nothing")
        sender.swapped = 0.02
        begun = self.frame_now()
        self.wait_frames(4 * RATE)
        sender.swapped, healed = 0.0, self.frame_now()
        self.wait_recorded(healed + 3 * RATE)
        frames = [frame for frame in self.recorded() if frame.number >= begun]
        self.assert_complete(frames)
        well = [frame for frame in frames if healed + 2 * RATE <= frame.number < healed + 3 * RATE]
        self.assertLessEqual(longest_stand(well), 3, "one second after the last one")

    def test_playlists_that_point_into_the_machine(self):
        """A local file, a service of this machine by address and by redirection: none is opened."""
        web, inside = self.scratch / "web", self.scratch / "inside"
        web.mkdir()
        inside.mkdir()
        secret = make_stream(inside / "secret.ts", "blue", 4)
        lure = WebServer(self, inside, "127.0.0.2")
        server = WebServer(self, web, redirects={"/moved.ts": f"{lure.url}/secret.ts"})
        (web / "secret.ts").symlink_to("/nowhere")
        for name, address in (("file", f"file://{secret}"), ("path", str(secret)), ("address", f"{lure.url}/secret.ts"), ("moved", "moved.ts"),
                              ("concat", f"concat:{secret}")):
            (web / f"{name}.m3u8").write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:4,\n{address}\n")
        names = ("file", "path", "address", "moved", "concat")
        self.start_with(*((name, f"{server.url}/{name}.m3u8") for name in names))
        for name in names:
            self.assertTrue(self.ctl("source", name)["done"])
            wait_until(lambda: f"/{name}.m3u8" in server.asked, f"the playlist {name}")
        self.wait_frames(4 * RATE)
        self.assertIn("/moved.ts", server.asked)
        self.assertEqual(lure.asked, [])
        self.wait_recorded(self.frame_now())
        frames = self.recorded()
        self.assert_complete(frames)
        self.assertEqual(with_colour(frames, "blue"), [])

    def test_pictures_beyond_all_measure_and_streams_without_an_end(self):
        web = self.scratch / "web"
        web.mkdir()
        ffmpeg("-f", "lavfi", "-i", "color=blue:s=8192x8192:r=25", "-frames:v", 3, "-c:v", "libx264", "-preset", "ultrafast", web / "huge.ts")
        (web / "huge.m3u8").write_text("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhuge.ts\n")
        server = WebServer(self, web)
        endless = EndlessPlaylist(self)
        self.start_with(("lon", f"{server.url}/huge.m3u8"), ("dai", f"http://127.0.0.1:{endless.port}/index.m3u8"))
        for name in ("lon", "dai"):
            self.assertTrue(self.ctl("source", name)["done"])
        most = 0
        end = self.frame_now() + 8 * RATE
        while self.frame_now() < end:
            for deck in [each for feed in self.ctl("status")["feeds"] for each in feed.get("waiting", [])]:
                most = max(most, self.peak_kb(deck["process"]))
        self.assertLess(most, MEMORY_KB)
        self.wait_recorded(self.frame_now())
        frames = self.recorded()
        self.assert_complete(frames)
        self.assertEqual(with_colour(frames, "blue"), [])
        self.assertEqual(self.events("on", title="lon") + self.events("on", title="dai"), [])

    def peak_kb(self, process):
        try:
            lines = Path(f"/proc/{process}/status").read_text().splitlines()
        except OSError:
            return 0
        return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


class EndlessPlaylist:
    """A playlist that never stops growing while it is read."""

    def __init__(self, test):
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "application/vnd.apple.mpegurl")
                self.end_headers()
                try:
                    self.wfile.write(b"#EXTM3U\n#EXT-X-TARGETDURATION:4\n")
                    while True:
                        self.wfile.write(b"#EXTINF:4,\nx.ts\n" * 1000)
                except OSError:
                    pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        test.addCleanup(self.server.server_close)
        test.addCleanup(self.server.shutdown)


if __name__ == "__main__":
    gate.main()
