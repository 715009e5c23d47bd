#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store while it is used: full disks, damaged entries, cleaning, its limit, two jobs at once."""
import json
import contextlib
import os
import subprocess
import tempfile
import threading
from pathlib import Path

from job import JobCase, main, names_in


def mount_small_disk(case, megabytes):
    """A real file system of that size, unmounted afterwards; skips the test where mounting is not allowed."""
    if os.geteuid() != 0:
        case.skipTest("only root can mount a small disk")
    place = Path(tempfile.mkdtemp(dir=case.scratch))
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", place], capture_output=True, text=True)
    if made.returncode != 0:
        case.skipTest(f"no small disk can be mounted: {made.stderr.strip()}")
    case.addCleanup(subprocess.run, ["umount", "-l", place], check=False)
    return place


class FullDisk(JobCase):
    # Lossless: 3 s of it are about 1 MB a display.
    KEYS = {"encode": "short-ffv1", "display": "tall"}

    def test_outputs(self):
        clip = self.shared_clip("clip.mp4", 10)
        disk = mount_small_disk(self, 1)
        run = self.render(clip, out=disk / "out", code=1, **self.KEYS)
        self.assertIn(str(disk), run.err)
        self.assertEqual(run.outputs[0]["state"], "failed")
        self.assertEqual(names_in(disk), [])
        # What was rendered is kept: with room, nothing is rendered again.
        again = self.render(clip, **self.KEYS)
        self.assertEqual(again.json["segments_made"], 0)

    def test_disk_that_fills_while_joining(self):
        """Enough room when it was looked at, none when it is written: somebody else took it."""
        clip = self.shared_clip("clip.mp4", 10)
        whole = next(iter(self.undisturbed(clip, **self.KEYS).values()))
        disk = mount_small_disk(self, 64)
        self.render(clip, **self.KEYS)
        process = self.start(clip, out=disk / "out", **self.KEYS)
        with (disk / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
            filler.write(bytes((63 << 20) - len(whole) // 2))  # as much as there still is room for
        run = self.finish(process)
        if run.code == 0:
            self.skipTest("the file was there before the disk was full")
        self.assertEqual(run.code, 1, run.err)
        self.assertEqual(names_in(disk), ["filler"])

    def test_store(self):
        clip = self.shared_clip("clip.mp4", 10)
        disk = mount_small_disk(self, 1)
        run = self.render(clip, cache=disk / "cache", code=1, **self.KEYS)
        self.assertIn(str(disk), run.err)
        self.assertNotIn("report", run.err, "a full disk is no fault of the program")
        self.assert_only_whole_files()
        self.assert_store_tidy(disk / "cache")

    def test_store_full_from_the_start(self):
        clip = self.shared_clip("clip.mp4", 10)
        disk = mount_small_disk(self, 1)
        with (disk / "filler").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        run = self.render(clip, cache=disk / "cache", code=1, **self.KEYS)
        self.assertIn(str(disk), run.err)
        self.assertNotIn("report", run.err, "a full disk is no fault of the program")


class Store(JobCase):
    def setUp(self):
        super().setUp()
        self.clip = self.shared_clip("clip.mp4", 10)

    def entries(self, at_least=0):
        return sorted(path for path in (self.cache / "entries").rglob("*/*") if path.stat().st_size >= at_least)

    def test_damaged_entries(self):
        """Each entry is damaged in turn, at its head, in its middle, at its end, cut, and emptied."""
        first = self.render(self.clip)
        file = self.file(first)
        data = file.read_bytes()

        def flip(entry, at):
            content = bytearray(entry.read_bytes())
            content[at] ^= 0x5a
            entry.write_bytes(content)

        damages = {
            "head": lambda entry: flip(entry, 3),
            "facts": lambda entry: flip(entry, 20),
            "middle": lambda entry: flip(entry, entry.stat().st_size // 2),
            "end": lambda entry: flip(entry, entry.stat().st_size - 1),
            "cut": lambda entry: os.truncate(entry, entry.stat().st_size // 2),
            "empty": lambda entry: os.truncate(entry, 0),
        }
        # Segments and the sound are the large ones; texts are measurements.
        large = self.entries(at_least=2000)
        self.assertEqual(len(large), 11)
        for turn, (name, damage) in enumerate(damages.items()):
            with self.subTest(damage=name):
                file.unlink()
                entry = large[turn % len(large)]
                damage(entry)
                again = self.render(self.clip)
                self.assertEqual(file.read_bytes(), data)
                self.assertEqual(again.json["segments_made"] + again.json["segments_kept"], 10)

    def test_every_entry_damaged(self):
        file = self.file(self.render(self.clip))
        data = file.read_bytes()
        file.unlink()
        for entry in self.entries():
            content = bytearray(entry.read_bytes())
            content[len(content) // 2] ^= 0xff
            entry.write_bytes(content)
        self.render(self.clip)
        self.assertEqual(file.read_bytes(), data)

    def test_cleaned_all_the_time(self):
        expected = self.undisturbed(self.clip, display=["tiny", "wide"])
        ended, cleaned = threading.Event(), []

        def clean():
            while not ended.is_set():
                cleaned.append(self.gatecast("cache", "clean", "--all", "--cache", self.cache))

        thread = threading.Thread(target=clean)
        thread.start()
        try:
            for _ in range(3):
                self.render(self.clip, "--force", display=["tiny", "wide"])
                self.assertEqual({name: (self.out / name).read_bytes() for name in expected}, expected)
        finally:
            ended.set()
            thread.join()
        print(f"the store was cleaned {len(cleaned)} times during three renders", flush=True)
        self.assertGreater(len(cleaned), 3)
        self.assert_store_tidy()

    def test_entries_removed_by_hand(self):
        """By somebody's rm, faster than our own cleaning."""
        expected = self.undisturbed(self.clip)
        process = self.start(self.clip)
        while process.poll() is None:
            for entry in (self.cache / "entries").rglob("*/*") if self.cache.exists() else ():
                entry.unlink(missing_ok=True)
        run = self.finish(process)
        self.assertIn(run.code, (0, 1), run.err)
        if run.code == 0:
            self.assertEqual({name: (self.out / name).read_bytes() for name in expected}, expected)
        else:
            self.assertIn("store", run.err)
            self.assert_only_whole_files()

    def test_limit(self):
        """After a render the store is no larger than it may be; what was used last stays."""
        environment = {"GATECAST_CACHE_LIMIT": "200K"}
        run = self.finish(self.start(self.clip, environment=environment, encode="short-ffv1", display="wide"))
        self.assertEqual(run.code, 0, run.err)
        used = sum(entry.stat().st_size for entry in self.entries())
        self.assertLessEqual(used, 200 << 10)
        self.assertGreater(used, 0)
        unchanged = self.finish(self.start(self.clip, environment=environment, encode="short-ffv1", display="wide"))
        self.assertEqual(unchanged.outputs[0]["state"], "unchanged")

    def test_clean_and_stat(self):
        self.render(self.clip)
        said = json.loads(self.gatecast("cache", "stat", "--json", "--cache", self.cache).stdout)
        self.assertEqual(said["entries"], len(self.entries()))
        self.assertEqual(said["bytes"], sum(entry.stat().st_size for entry in self.entries()))
        self.gatecast("cache", "clean", "--limit", "100K", "--cache", self.cache)
        self.assertLessEqual(sum(entry.stat().st_size for entry in self.entries()), 100 << 10)
        self.gatecast("cache", "clean", "--all", "--cache", self.cache)
        self.assertEqual(self.entries(), [])
        self.gatecast("cache", "burn", "--cache", self.cache, code=2)
        self.gatecast("cache", "clean", "--limit", "many", "--cache", self.cache, code=1)

    def test_two_at_once(self):
        """The same command given twice at the same time, in the same store and directory."""
        keys = {"display": ["tiny", "wide"]}
        expected = self.undisturbed(self.clip, **keys)
        for turn in range(3):
            with self.subTest(turn=turn):
                self.gatecast("cache", "clean", "--all", "--cache", self.cache)
                both = [self.start(self.clip, "--force", **keys) for _ in range(2)]
                for process in both:
                    run = self.finish(process)
                    self.assertEqual(run.code, 0, run.err)
                self.assertEqual({name: (self.out / name).read_bytes() for name in expected}, expected)
                self.assert_only_whole_files(files=expected)
                self.assert_store_tidy()
                again = self.render(self.clip, **keys)
                self.assertEqual([output["state"] for output in again.outputs], ["unchanged"] * 2)

    def test_two_publishing_at_once(self):
        """Everything is in the store: they meet where files are put in their place."""
        expected = self.undisturbed(self.clip)
        self.render(self.clip)
        for _ in range(5):
            several = [self.start(self.clip, "--force") for _ in range(3)]
            for process in several:
                self.assertEqual(self.finish(process).code, 0)
            self.assertEqual({name: (self.out / name).read_bytes() for name in expected}, expected)
            self.assertEqual(self.render(self.clip).outputs[0]["state"], "unchanged")
        self.assert_only_whole_files(files=expected)

    def test_store_that_cannot_be(self):
        (self.scratch / "file").write_text("")
        run = self.render(self.clip, cache=self.scratch / "file" / "store", code=1)
        self.assertIn("--cache", run.err)


if __name__ == "__main__":
    main()
