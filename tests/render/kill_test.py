#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed (-9) at random moments and resumed: the same bytes as if nothing had happened, and nothing half-written left.

The moments are spread over the whole job; as many again over a run that only joins and publishes what is in the store.
5 kills of each kind, with GATECAST_LONG=1 50.
"""
import os
import random
import shutil
import signal
import time

from job import LONG, JobCase, main, names_in, session_processes, wait_until

KILLS = 50 if LONG else 5


class Killed(JobCase):
    def kill_after(self, seconds, whole_group, clip, **keys):
        """Starts the job, kills it; True when it was still running."""
        process = self.start(clip, **keys)
        end = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < end:
            time.sleep(0.001)
        running = process.poll() is None
        if running:
            (os.killpg if whole_group else os.kill)(process.pid, signal.SIGKILL)
        process.communicate()
        wait_until(lambda: not session_processes(process.pid), "lanes outlive their starter")
        return running

    def check_seen(self, expected):
        """What a viewer finds right after a kill: a whole file or none under the real name."""
        for name, data in expected.items():
            if (self.out / name).exists():
                self.assertEqual((self.out / name).read_bytes(), data, f"{name}: half-written under its own name")

    def segments_in_store(self):
        entries = [path for path in (self.cache / "entries").rglob("*") if path.is_file()]
        return sum(b'"first_source"' in path.read_bytes()[:4096] for path in entries)

    def test_over_the_whole_job(self):
        clip = self.shared_clip("clip.mp4", 10)
        keys = {"display": ["tiny", "wide"]}
        expected = self.undisturbed(clip, **keys)
        begun = time.monotonic()
        self.undisturbed(clip, **keys)
        length = time.monotonic() - begun
        chance, hits = random.Random(2), 0
        for i in range(KILLS):
            shutil.rmtree(self.cache, True)
            shutil.rmtree(self.out, True)
            after = length * (i + chance.random()) / KILLS
            hits += self.kill_after(after, i % 2 == 0, clip, **keys)
            self.check_seen(expected)
            finished = self.segments_in_store()
            run = self.render(clip, **keys)
            self.assertEqual({name: (self.out / name).read_bytes() for name in expected}, expected, f"killed after {after:.3f} s")
            self.assert_only_whole_files(files=expected)
            self.assert_store_tidy()
            if run.outputs[0]["state"] == "rendered":
                self.assertGreaterEqual(run.json["segments_kept"], finished, "something finished was made again")
        print(f"{hits} of {KILLS} kills found the job running; undisturbed {length:.2f} s", flush=True)
        self.assertGreaterEqual(hits, KILLS // 2)

    def test_while_joining_and_publishing(self):
        clip = self.shared_clip("clip.mp4", 10)
        keys = {"display": ["tiny", "wide"]}
        expected = self.undisturbed(clip, **keys)
        self.render(clip, **keys)
        shutil.rmtree(self.out)
        begun = time.monotonic()
        self.render(clip, **keys)
        length = time.monotonic() - begun
        chance, hits, half_way = random.Random(3), 0, 0
        for i in range(KILLS):
            shutil.rmtree(self.out, True)
            # Planning is over after the first third; publishing is what is aimed at.
            after = length * (0.3 + 0.8 * (i + chance.random()) / KILLS)
            hits += self.kill_after(after, i % 2 == 0, clip, **keys)
            half_way += self.out.exists() and 0 < len(names_in(self.out)) < 2 * len(expected)
            self.check_seen(expected)
            self.render(clip, **keys)
            self.assertEqual({name: (self.out / name).read_bytes() for name in expected}, expected, f"killed after {after:.3f} s")
            self.assert_only_whole_files(files=expected)
            self.assert_store_tidy()
        print(f"{hits} of {KILLS} kills found it publishing or before, {half_way} left something half-way; undisturbed {length:.2f} s",
              flush=True)
        self.assertGreater(hits, 0)

    def test_a_lane_alone(self):
        """A lane that dies costs its segment; the job ends well by itself."""
        clip = self.shared_clip("clip.mp4", 10)
        expected = self.undisturbed(clip)
        process = self.start(clip, jobs=1)
        wait_until(lambda: len(list((self.cache / "entries").rglob("*"))) > 3 if self.cache.exists() else False, "no entry in the store")
        lanes = [pid for pid in session_processes(process.pid) if pid != process.pid]
        self.assertTrue(lanes, "no lane was found")
        os.kill(lanes[-1], signal.SIGKILL)
        run = self.finish(process)
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual({name: (self.out / name).read_bytes() for name in expected}, expected)

    def test_done_file_after_a_kill(self):
        """Killed at any moment of publishing, the resumed job still ends with its .done file."""
        clip = self.shared_clip("short.mp4", 2)
        keys = {"display": "tiny", "encode": "short"}
        options = ("--delivery", "gate-drop")
        self.render(clip, *options, **keys)
        name = [name for name in names_in(self.out) if name.endswith(".mp4")][0]
        shutil.rmtree(self.out)
        process = self.start(clip, *options, **keys)
        target = self.out / name
        while process.poll() is None and not target.exists():
            pass
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        self.render(clip, *options, **keys)
        self.assertIn(name + ".done", names_in(self.out))


if __name__ == "__main__":
    main()
