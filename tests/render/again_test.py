#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same command again: nothing is done twice, and a change costs what it touches. Overwriting asks first."""
import os
import shutil
import signal

from job import LONG, JobCase, digest, frame_hashes, main, make_clip, make_logo, names_in, session_processes, wait_until


class Again(JobCase):
    def test_unchanged(self):
        clip = self.shared_clip("clip.mp4", 10)
        keys = {"display": ["tiny", "wide"]}
        first = self.render(clip, **keys)
        before = {name: (self.out / name).stat().st_mtime_ns for name in names_in(self.out)}
        again = self.render(clip, **keys)
        self.assertEqual([output["state"] for output in first.outputs], ["rendered"] * 2)
        self.assertEqual([output["state"] for output in again.outputs], ["unchanged"] * 2)
        self.assertEqual(again.json["segments_made"], 0)
        self.assertEqual({name: (self.out / name).stat().st_mtime_ns for name in names_in(self.out)}, before)
        fastest = min(self.render(clip, **keys).seconds for _ in range(5))
        print(f"unchanged job: {fastest:.3f} s (owed: at most 0.3 s)", flush=True)

    def test_unchanged_starts_no_lane(self):
        """Lanes read their share from a directory of the job: none is made."""
        clip = self.shared_clip("clip.mp4", 10)
        self.render(clip)
        jobs = self.cache / "jobs"
        before = jobs.stat().st_mtime_ns
        self.render(clip)
        self.assertEqual(jobs.stat().st_mtime_ns, before, "a job's directory was made: lanes were started")

    def test_output_lost(self):
        """The file is gone, the store is there: joined again, not rendered."""
        clip = self.shared_clip("clip.mp4", 10)
        first = self.render(clip)
        data = self.file(first).read_bytes()
        self.file(first).unlink()
        again = self.render(clip)
        self.assertEqual((again.json["segments_made"], again.json["segments_kept"]), (0, 10))
        self.assertEqual(self.file(again).read_bytes(), data)

    def test_logo_window(self):
        """A changed window of 2 s renders the segments it touches, and no other."""
        clip = self.shared_clip("long.mp4", 30)
        logo = make_logo(self.scratch / "logo.png")
        plain = self.render(clip, encode="short-ffv1")
        hashes = frame_hashes(self.file(plain))
        self.assertEqual(plain.json["segments_made"], 30)
        shown = self.render(clip, "--logo", logo, "--logo-window", "10-12", encode="short-ffv1")
        self.assertEqual((shown.json["segments_made"], shown.json["segments_kept"]), (2, 28))
        with_logo = frame_hashes(self.file(shown))
        self.assertEqual([n for n in range(750) if hashes[n] != with_logo[n]], list(range(250, 300)))
        moved = self.render(clip, "--logo", logo, "--logo-window", "10.5-12.5", encode="short-ffv1")
        self.assertEqual((moved.json["segments_made"], moved.json["segments_kept"]), (2, 28), "the second in the middle is as it was")
        back = self.render(clip, encode="short-ffv1")
        self.assertEqual((back.json["segments_made"], back.outputs[0]["state"]), (0, "rendered"))
        self.assertEqual(frame_hashes(self.file(back)), hashes)

    def test_moved_logo_window_of_a_long_clip(self):
        """Ten minutes (one, of everyday length) in segments of four seconds: two of them are made, the rest of the store is not touched."""
        seconds = 600 if LONG else 60
        self.write_preset("encodes", "four", 'extends = "h264-mp4"\n[video]\npreset = "ultrafast"\n')
        clip = self.shared_clip("minutes.mp4", seconds)
        logo = make_logo(self.scratch / "logo.png")
        middle = seconds // 8 * 4

        def shown(first, last):
            return "--logo", logo, "--logo-window", f"{middle + first}-{middle + last}"

        def entries():
            """Segments and sound; what is remembered of a job is written anew."""
            whole = [path for path in (self.cache / "entries").rglob("*/*") if path.read_bytes()[:5] == b"GCPKT"]
            return {path.name: (path.stat().st_ino, digest(path)) for path in whole}

        run = self.render(clip, *shown(1, 3), encode="four")
        self.assertEqual(run.json["segments_made"], seconds // 4)
        before = entries()
        self.assertEqual(len(before), seconds // 4 + 1)
        moved = self.render(clip, *shown(5, 7), encode="four")
        self.assertEqual((moved.json["segments_made"], moved.json["segments_kept"]), (2, seconds // 4 - 2), "the one it left and the one it came to")
        after = entries()
        self.assertEqual({name: after.get(name) for name in before}, before)
        self.assertEqual(len(after), len(before) + 2)
        self.assertEqual(self.undisturbed(clip, *shown(5, 7), encode="four"), {self.file(moved).name: self.file(moved).read_bytes()})

    def test_other_logo_of_the_same_name(self):
        clip = self.shared_clip("clip.mp4", 10)
        logo = make_logo(self.scratch / "logo.png")
        self.render(clip, "--logo", logo, "--logo-window", "3-5")
        make_logo(logo, "green")
        self.assertEqual(self.render(clip, "--logo", logo, "--logo-window", "3-5").json["segments_made"], 2)

    def test_changed_preset(self):
        clip = self.shared_clip("clip.mp4", 10)
        first = self.render(clip)
        self.write_preset("displays", "tiny", 'canvas = [160, 96]\nrate = 25\nbackground = "#203040"\nloudness = "tv"\n')
        again = self.render(clip)
        self.assertEqual((again.json["segments_made"], again.outputs[0]["state"]), (10, "rendered"))
        self.assertEqual(first.outputs[0]["file"], again.outputs[0]["file"])
        self.write_preset("encodes", "short", 'extends = "h264-mp4"\n[video]\npreset = "ultrafast"\ncrf = 30\ngop = 25\nsegment_s = 1\n')
        self.assertEqual(self.render(clip).json["segments_made"], 10)

    def test_title_of_a_preset_renders_nothing(self):
        clip = self.shared_clip("clip.mp4", 10)
        self.render(clip)
        self.write_preset("displays", "tiny", 'title_en = "small"\ncanvas = [160, 96]\nrate = 25\nlogo_area = ["60%", "5%", "30%", "30%"]\nloudness = "tv"\n')
        self.assertEqual(self.render(clip).json["segments_made"], 0)

    def test_changed_clip(self):
        clip = make_clip(self.scratch / "clip.mp4", 4)
        first = self.render(clip)
        make_clip(clip, 4, size="256x144")
        again = self.render(clip)
        self.assertEqual((again.json["segments_made"], again.outputs[0]["state"]), (4, "rendered"))
        self.assertEqual(first.outputs[0]["file"], again.outputs[0]["file"])

    def test_touched_clip_of_the_same_content(self):
        clip = make_clip(self.scratch / "clip.mp4", 4)
        self.render(clip)
        os.utime(clip)
        self.assertEqual(self.render(clip).outputs[0]["state"], "unchanged")


class Overwriting(JobCase):
    def setUp(self):
        super().setUp()
        self.clip = self.shared_clip("short.mp4", 3)

    def test_foreign_file(self):
        target = self.out / "short.tiny.mp4"
        self.out.mkdir()
        target.write_text("somebody's")
        run = self.render(self.clip, code=1)
        self.assertEqual(target.read_text(), "somebody's")
        self.assertIn("--force", run.err)
        self.assertEqual(names_in(self.out), ["short.tiny.mp4"])
        self.render(self.clip, "--force")
        self.assertGreater(target.stat().st_size, 10000)

    def test_own_file(self):
        first = self.render(self.clip)
        before = digest(self.file(first))
        self.render(self.clip, "--to", "2")
        self.assertNotEqual(digest(self.file(first)), before)
        self.render(self.clip)
        self.assertEqual(digest(self.file(first)), before)

    def test_own_file_that_somebody_touched(self):
        target = self.file(self.render(self.clip))
        with target.open("ab") as file:
            file.write(b"mine now")
        touched = digest(target)
        run = self.render(self.clip, code=1)
        self.assertIn(target.name, run.err)
        self.assertEqual(digest(target), touched)
        self.render(self.clip, "--force")
        self.assertNotEqual(digest(target), touched)
        self.assertEqual(self.render(self.clip).outputs[0]["state"], "unchanged")

    def test_another_clip_of_the_same_name(self):
        self.render(self.clip)
        (self.scratch / "elsewhere").mkdir()
        other = make_clip(self.scratch / "elsewhere" / self.clip.name, 2)
        before = digest(self.out / "short.tiny.mp4")
        self.render(other, code=1)
        self.assertEqual(digest(self.out / "short.tiny.mp4"), before)

    def test_directory_in_the_way(self):
        (self.out / "short.tiny.mp4").mkdir(parents=True)
        self.assertIn("short.tiny.mp4", self.render(self.clip, code=1).err)
        run = self.render(self.clip, "--force", code=1)
        self.assertIn("short.tiny.mp4", run.err)
        self.assertEqual(names_in(self.out), [])

    def test_directory_is_made(self):
        run = self.render(self.clip, out=self.scratch / "a" / "b" / "c")
        self.assertTrue((self.scratch / "a/b/c/short.tiny.mp4").is_file(), run.err)

    def test_directory_that_cannot_be_made(self):
        (self.scratch / "file").write_text("")
        run = self.render(self.clip, out=self.scratch / "file" / "out", code=1)
        self.assertIn(str(self.scratch / "file" / "out"), run.err)
        self.assertEqual(len(run.err.strip().splitlines()), 1, run.err)
        entries = [path for path in (self.cache / "entries").rglob("*/*") if path.stat().st_size > 5000]
        self.assertEqual(entries, [], "rendered for a directory that cannot be")

    def test_directory_without_permission(self):
        self.out.mkdir(mode=0o555)
        prefix = []
        if os.geteuid() == 0:  # root may write anywhere: somebody else tries
            if shutil.which("setpriv") is None:
                self.skipTest("root, and no setpriv")
            for path in (self.scratch, self.clips, self.cache):
                path.mkdir(exist_ok=True)
                os.chmod(path, 0o777)
            prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        run = self.finish(self.start(self.clip, prefix=prefix))
        self.assertEqual(run.code, 1, run.err)
        self.assertIn(str(self.out), run.err)
        self.assertEqual(names_in(self.out), [])

    def test_done_file_comes_last(self):
        run = self.render(self.clip, "--delivery", "gate-drop")
        target = self.file(run)
        done = target.with_name(target.name + ".done")
        self.assertGreaterEqual(done.stat().st_mtime_ns, target.stat().st_mtime_ns)
        self.assert_only_whole_files(files=[target.name])
        done.unlink()  # the gate box took it
        self.assertEqual(self.render(self.clip, "--delivery", "gate-drop").outputs[0]["state"], "unchanged")
        self.assertFalse(done.exists(), "said twice that the file may be taken")


class Stopped(JobCase):
    def stop(self, number, after, group=False):
        clip = self.shared_clip("long.mp4", 30)
        process = self.start(clip, display=["tiny", "wide", "tall"])
        wait_until(lambda: (self.cache / "entries").exists() and len(list((self.cache / "entries").rglob("*/*"))) >= after, "the store is empty")
        (os.killpg if group else os.kill)(process.pid, number)
        return clip, self.finish(process), process.pid

    def check(self, clip, run, session):
        self.assertEqual(run.code, 1, run.err)
        self.assertIn("same command again", run.err)
        self.assertTrue(run.json["stopped"])
        self.assertEqual(session_processes(session), [])
        self.assert_only_whole_files()
        self.assert_store_tidy()
        resumed = self.render(clip, display=["tiny", "wide", "tall"])
        self.assertGreater(resumed.json["segments_kept"], 0)

    def test_ctrl_c(self):
        """The terminal sends it to every process of the group."""
        clip, run, session = self.stop(signal.SIGINT, 8, group=True)
        self.check(clip, run, session)

    def test_interrupt_of_the_starter(self):
        clip, run, session = self.stop(signal.SIGINT, 8)
        self.check(clip, run, session)

    def test_end_asked_for(self):
        clip, run, session = self.stop(signal.SIGTERM, 8)
        self.check(clip, run, session)


if __name__ == "__main__":
    main()
