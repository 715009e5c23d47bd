#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's own screen: a display in a window of a virtual X server, read back from a picture of that screen; its sound
through ALSA into a file.

    screen_test.py PROGRAM [unittest's options]
"""
import array
import os
import shutil
import signal
import subprocess
import threading
import time
import unittest
from pathlib import Path

import gate
from gate import HEIGHT, RATE, WIDTH, wait_until


TONE_HZ = 440
BYTES_A_SECOND = 48_000 * 2 * 4


class SoundCard(threading.Thread):
    """A pipe that ALSA plays into, emptied at the pace of a card."""

    def __init__(self, test):
        super().__init__()
        self.path, self.heard, self.ended = test.scratch / "card", bytearray(), False
        os.mkfifo(self.path)
        self.pipe = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)
        self.start()
        test.addCleanup(self.close)

    def run(self):
        begun = time.monotonic()
        taken = 0
        while not self.ended:
            time.sleep(0.01)
            due = int((time.monotonic() - begun) * BYTES_A_SECOND) - taken
            try:
                got = os.read(self.pipe, due)
            except BlockingIOError:
                got = b""
            self.heard += got
            taken += due  # a card that is given nothing plays nothing

    def close(self):
        self.ended = True
        self.join()
        os.close(self.pipe)


class XServer:
    def __init__(self, test):
        self.test = test
        self.process = None
        self.number = None
        test.addCleanup(self.stop)

    def start(self, number=None):
        reading, writing = os.pipe()
        self.process = subprocess.Popen(["Xvfb", *([f":{number}"] if number else []), "-displayfd", str(writing), "-screen", "0",
                                         f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"], pass_fds=[writing], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            self.number = int(pipe.readline())

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def screenshot(self):
        """The number of the frame that stands there and its colour in the middle; nothing while there is no window."""
        run = subprocess.run(["import", "-display", f":{self.number}", "-window", "root", "-depth", "8", "rgb:-"], capture_output=True)
        if run.returncode != 0 or len(run.stdout) != WIDTH * HEIGHT * 3:
            return None

        def pixel(x, y):
            at = (y * WIDTH + x) * 3
            return run.stdout[at:at + 3]
        number = 0
        for bit in range(32):
            number = number << 1 | (pixel(bit % 16 * 8 + 4, bit // 16 * 8 + 4)[1] > 128)
        red, green, blue = pixel(WIDTH // 2, HEIGHT // 2)
        return number, "red" if red > 150 > green + 50 else "blue" if blue > 150 else "?"


class Screens(gate.GateCase):
    def setUp(self):
        super().setUp()
        for program in ("Xvfb", "import"):
            if shutil.which(program) is None:
                self.skipTest(f"there is no {program}")

    def start_on(self, server, sound=""):
        self.write_site([self.clip("red", 20)], outputs="\n".join(
            ["[[output]]", 'display = "tiny"', 'kind = "screen"', 'name = "wall"', f'url = "window:{server.number}"', f'sound = "{sound}"']))
        self.start()
        self.wait_for("on")

    def screen(self):
        status = self.ctl("status")["outputs"].get("tiny@wall")
        return status and status["sinks"][0]

    def wait_seen(self, server):
        """A frame of now, seen on the screen: nothing older than half a second."""
        def seen():
            shot = server.screenshot()
            return shot and shot[1] == "red" and self.frame_now() - RATE // 2 - RATE < shot[0] <= self.frame_now() and shot[0]
        return wait_until(seen, f"a frame of now on the screen\n{self.log()}{self.screen()}")

    def test_shows_what_is_composed_now_and_outlives_the_screen_and_itself(self):
        server = XServer(self)
        server.start()
        self.start_on(server)
        since = self.wait_seen(server)
        wait_until(lambda: self.wait_seen(server) > since + RATE, "it moves")
        server.stop()
        wait_until(lambda: self.screen()["state"] == "backing-off" and self.screen()["problem"], "the end of the screen is noticed")
        server.start(server.number)
        self.wait_seen(server)
        os.kill(self.ctl("status")["outputs"]["tiny@wall"]["process"], signal.SIGKILL)
        last = self.frame_now()
        wait_until(lambda: self.wait_seen(server) > last, "another process shows it")
        self.wait_recorded(self.frame_now())
        self.assert_complete(self.recorded(), first=since)

    def test_plays_the_sound(self):
        server, card = XServer(self), SoundCard(self)
        server.start()
        self.start_on(server, f"file:{card.path},raw")
        self.wait_seen(server)

        def tone():
            """A half second of what was heard last, as often as it rises through zero in a second; and how loud it is."""
            end = len(card.heard) // 8 * 8
            samples = array.array("f", bytes(card.heard[max(0, end - BYTES_A_SECOND // 2):end]))[::2]
            return 2 * sum(a <= 0 < b for a, b in zip(samples, samples[1:])), max(samples, default=0)
        wait_until(lambda: abs(tone()[0] - TONE_HZ) < TONE_HZ // 20 and abs(tone()[1] - 0.125) < 0.03, f"the tone\n{self.screen()}")


if __name__ == "__main__":
    gate.main()
