#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a viewer sees: hls.js in Chromium plays a gate's HLS, as MPEG-TS and as MP4, over the death of the output's process.

    player_test.py PROGRAM [unittest's options]      with GATECAST_LONG=1 only: it fetches hls.js from npm
"""
import functools
import http.server
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "live"))

import gate  # noqa: E402
from gate import wait_until  # noqa: E402
from line import Quiet  # noqa: E402

SEGMENT_SECONDS = 1
PAGE = """<!doctype html><video id=v muted autoplay></video><script src=hls.js></script><script>
const video = document.getElementById('v'), hls = new Hls({liveSyncDurationCount: 3}), seen = {fatal: 0, errors: [], fragment: -1, waits: 0};
hls.on(Hls.Events.ERROR, (_, data) => { seen.errors.push(data.details); if (data.fatal) seen.fatal += 1; });
hls.on(Hls.Events.FRAG_CHANGED, (_, data) => { seen.fragment = data.frag.sn; });
video.addEventListener('waiting', () => { seen.waits += 1; });
hls.loadSource('FOLDER/index.m3u8'); hls.attachMedia(video);
setInterval(() => fetch('state', {method: 'POST', body: JSON.stringify({...seen, time: video.currentTime})}), 200);
</script>"""


class Player:
    """Chromium with one page, which tells how it fares."""

    def __init__(self, test, folder):
        states = self.states = []

        class Handler(Quiet):
            def do_POST(self):
                states.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        test.addCleanup(server.server_close)
        test.addCleanup(server.shutdown)
        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", f"--user-data-dir={folder}/profile",
             "--autoplay-policy=no-user-gesture-required", f"http://127.0.0.1:{server.server_port}/page.html"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        test.addCleanup(self.stop)

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def now(self):
        return self.states[-1] if self.states else {"time": 0, "fragment": -1}


@unittest.skipUnless(os.environ.get("GATECAST_LONG") == "1", "GATECAST_LONG=1 fetches hls.js and has it")
class Plays(gate.GateCase):
    def plays_over_a_death(self, form):
        for program in ("chromium", "npm"):
            if shutil.which(program) is None:
                self.skipTest(f"there is no {program}")
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", "hls.js"], cwd=self.scratch, check=True)
        shutil.copy(self.scratch / "node_modules/hls.js/dist/hls.js", self.scratch)
        (self.scratch / "page.html").write_text(PAGE.replace("FOLDER", "out"))
        self.write_site([self.clip("red", 20), self.clip("blue", 20)], outputs="\n".join(
            ["[[output]]", 'display = "tiny"', 'kind = "hls"', 'url = "out"', f'format = "{form}"', f"segment_s = {SEGMENT_SECONDS}", "window = 8"]))
        self.start()
        wait_until((self.scratch / "out" / "index.m3u8").exists, "the playlist")
        player = Player(self, self.scratch)
        wait_until(lambda: player.now()["time"] > 5, f"the player plays: {player.now()}")
        before = player.now()
        os.kill(self.ctl("status")["outputs"]["tiny"]["process"], signal.SIGKILL)
        wait_until(lambda: player.now()["fragment"] > before["fragment"] + 12, f"it plays on: {player.now()}")
        after = player.now()
        self.assertEqual(after["fatal"], 0, after["errors"])
        self.assertGreater(after["time"], before["time"] + 8 * SEGMENT_SECONDS)
        self.assertLessEqual(after["waits"] - before["waits"], 1, "at most once it waits")

    def test_mpeg_ts(self):
        self.plays_over_a_death("ts")

    def test_mp4(self):
        self.plays_over_a_death("mp4")


if __name__ == "__main__":
    gate.main()
