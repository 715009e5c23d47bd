#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a viewer sees: hls.js in Chromium plays a gate's HLS with its subtitles, as MPEG-TS and as MP4, over the deaths of its
processes.

    player_test.py PROGRAM [unittest's options]      fetches hls.js from npm, and says so where it or Chromium is not there
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
import time
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "live"))

import gate  # noqa: E402
from gate import wait_until  # noqa: E402
from line import Quiet  # noqa: E402

SEGMENT_SECONDS = 1
LOOK_SECONDS = 0.1
ENOUGH_LOOKS = 80
CLIP_SECONDS = 4
MIXER_SECONDS = 2  # that another may take to be there, while nothing is made
WORDS = {"red": "màu đỏ", "blue": "màu xanh"}
PAGE = """<!doctype html><video id=v muted autoplay></video><script src=hls.js></script><script>
const video = document.getElementById('v'), hls = new Hls({liveSyncDurationCount: 3}), seen = {fatal: 0, errors: []};
const canvas = new OffscreenCanvas(1, 1), pen = canvas.getContext('2d', {willReadFrequently: true});
hls.on(Hls.Events.ERROR, (_, data) => { seen.errors.push(data.details); if (data.fatal) seen.fatal += 1; });
hls.on(Hls.Events.FRAG_CHANGED, (_, data) => { seen.fragment = data.frag.sn; });
hls.on(Hls.Events.SUBTITLE_TRACKS_UPDATED, (_, data) => { seen.languages = data.subtitleTracks.map(each => each.lang); hls.subtitleTrack = 0; });
hls.loadSource('out/master.m3u8'); hls.attachMedia(video);
function look() {
  const now = {...seen, time: video.currentTime, cue: null, colour: null};
  for (const track of video.textTracks) for (const cue of track.activeCues || []) now.cue = cue.text;
  if (video.videoWidth) { pen.drawImage(video, 80, 48, 1, 1, 0, 0, 1, 1); now.colour = [...pen.getImageData(0, 0, 1, 1).data]; }
  fetch('state', {method: 'POST', body: JSON.stringify(now)});
}
setInterval(look, LOOK);
</script>""".replace("LOOK", str(int(LOOK_SECONDS * 1000)))


class Player:
    """Chromium with one page, which tells how it fares."""

    def __init__(self, test, folder):
        states = self.states = []

        class Handler(Quiet):
            def do_POST(self):
                states.append({"at": time.monotonic(), **json.loads(self.rfile.read(int(self.headers["Content-Length"])))})
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

    def longest_stand(self, since):
        """Seconds that the picture did not move, at most."""
        longest, moved = 0.0, None
        states = [state for state in list(self.states) if state["at"] >= since]
        for before, after in zip(states, states[1:]):
            if moved is None or after["time"] > before["time"]:
                moved = after["at"]
            longest = max(longest, after["at"] - moved)
        return longest


def colour_of(state):
    red, green, blue, opaque = state["colour"] or (0, 0, 0, 0)
    if not opaque or max(red, blue) < 150 or green > 100:
        return None
    return "red" if red > blue else "blue"


class Lists(threading.Thread):
    """Reads the playlist again and again, as a web server would, and says what was wrong with it."""

    def __init__(self, test, file):
        super().__init__()
        self.file, self.read, self.wrong, self.ended = file, 0, [], False
        self.start()
        test.addCleanup(self.close)

    def run(self):
        last = -1
        while not self.ended:
            text = self.file.read_text()
            self.read += 1
            lines = text.splitlines()
            first = int(next(line for line in lines if line.startswith("#EXT-X-MEDIA-SEQUENCE:")).split(":")[1])
            target = int(next(line for line in lines if line.startswith("#EXT-X-TARGETDURATION:")).split(":")[1])
            lengths = [float(line[8:-1]) for line in lines if line.startswith("#EXTINF:")]
            names = [line for line in lines if line and not line.startswith("#")]
            numbers = [int(name.split(".")[0]) for name in names]
            if not text.startswith("#EXTM3U\n") or not text.endswith("\n") or numbers != list(range(first, first + len(names))):
                self.wrong.append(text)
            if first < last or any(round(length) > target for length in lengths) or any(not (self.file.parent / name).exists() for name in names):
                self.wrong.append(text)
            last = first
            time.sleep(0.01)

    def close(self):
        self.ended = True
        self.join()


class Plays(gate.GateCase):
    def prepare(self, form):
        for program in ("chromium", "npm"):
            if shutil.which(program) is None:
                self.skipTest(f"there is no {program}")
        fetched = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", "hls.js"], cwd=self.scratch)
        if fetched.returncode != 0:
            self.skipTest("hls.js cannot be fetched from npm")
        shutil.copy(self.scratch / "node_modules/hls.js/dist/hls.js", self.scratch)
        (self.scratch / "page.html").write_text(PAGE)
        clips = []
        for colour, words in WORDS.items():
            clips.append(shutil.copy(self.clip(colour, CLIP_SECONDS), self.scratch))
            Path(clips[-1]).with_suffix(".vi.srt").write_text(f"1\n00:00:00,000 --> 00:00:{CLIP_SECONDS:02},000\n{words}\n")
        self.write_site(clips, outputs="\n".join(
            ["[[output]]", 'display = "tiny"', 'kind = "hls"', 'url = "out"', f'format = "{form}"', f"segment_s = {SEGMENT_SECONDS}", "window = 8",
             'subtitles = ["vi", "km"]']))
        self.start()
        wait_until((self.scratch / "out" / "index.m3u8").exists, "the playlist")

    def play_on(self, player, what, seconds_without=0):
        before, killed = player.now(), time.monotonic()
        wait_until(lambda: player.now()["fragment"] > before["fragment"] + 10, f"it plays on after {what}: {player.now()}")
        after, stood = player.now(), player.longest_stand(killed)
        print(f"    after {what}: stood {stood:.2f} s at most")
        self.assertEqual(after["fatal"], 0, after["errors"])
        self.assertLess(stood, 2 * SEGMENT_SECONDS + seconds_without + 2 * LOOK_SECONDS, what)

    def words_that_fit(self, player):
        """How often, away from where clips meet, the words were seen to be those of the picture; never others."""
        states, fit = list(player.states), 0
        for before, state, after in zip(states, states[2:], states[4:]):
            colours = {colour_of(each) for each in (before, state, after)}
            if None in colours or len(colours) > 1 or after["time"] <= before["time"]:
                continue
            self.assertEqual(state["cue"], WORDS[colours.pop()], state)
            fit += 1
        return fit

    def plays_over_deaths(self, form):
        self.prepare(form)
        lists = Lists(self, self.scratch / "out" / "index.m3u8")
        player = Player(self, self.scratch)
        wait_until(lambda: self.words_that_fit(player) > ENOUGH_LOOKS, f"the player plays: {player.now()}", 60)
        self.assertEqual(player.now()["languages"], ["vi", "km"])
        os.kill(self.ctl("status")["outputs"]["tiny"]["process"], signal.SIGKILL)
        self.play_on(player, "the death of the output")
        os.kill(self.events("mixer")[-1]["process"], signal.SIGKILL)
        self.play_on(player, "the death of the mixer", MIXER_SECONDS)
        self.assertGreater(lists.read, 100)
        self.assertEqual(lists.wrong, [])

    def test_mpeg_ts(self):
        self.plays_over_deaths("ts")

    def test_mp4(self):
        self.plays_over_deaths("mp4")


if __name__ == "__main__":
    gate.main()
