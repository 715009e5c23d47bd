#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The render command as people and programs meet it: options, exit codes, what is said and where."""
import os
import signal
import subprocess
from pathlib import Path

import job
from job import JobCase, ffprobe, frame_hashes, main, make_clip, names_in, session_processes, wait_until


class Options(JobCase):
    def setUp(self):
        super().setUp()
        self.clip = self.shared_clip("clip.mp4", 10)

    def test_from_and_to_are_exact(self):
        whole = frame_hashes(self.file(self.render(self.clip, encode="short-ffv1")))
        self.assertEqual(len(whole), 250)
        for first, until in ((2, 5), (0, 1), (9, 10), (3.48, 7.12)):
            with self.subTest(first=first, until=until):
                part = self.render(self.clip, "--from", first, "--to", until, encode="short-ffv1", out=self.scratch / f"part{first}")
                start, end = round(first * 25), round(until * 25)
                self.assertEqual(frame_hashes(self.file(part)), whole[start:end])
                sound = part.outputs[0]["sounds"][0]["samples"]
                self.assertEqual(sound, (end - start) * 1920)

    def test_from_alone_and_to_alone(self):
        whole = frame_hashes(self.file(self.render(self.clip, encode="short-ffv1")))
        tail = self.render(self.clip, "--from", "0:08", encode="short-ffv1", out=self.scratch / "tail")
        self.assertEqual(frame_hashes(self.file(tail)), whole[200:])
        head = self.render(self.clip, "--to", "2", encode="short-ffv1", out=self.scratch / "head")
        self.assertEqual(frame_hashes(self.file(head)), whole[:50])

    def test_spans_that_leave_nothing(self):
        for options in (("--from", "20"), ("--from", "5", "--to", "3"), ("--from", "5", "--to", "5.2")):
            self.assertIn("clip.mp4", self.render(self.clip, *options, code=1).err)
        self.render(self.clip, "--from", "soon", code=2)

    def test_dry_run(self):
        run = self.render(self.clip, "--dry-run", display=["tiny", "wide"])
        self.assertEqual((run.json["segments_to_make"], run.json["sounds_to_make"]), (20, 2))
        self.assertEqual([output["frames"] for output in run.outputs], [250, 250])
        self.assertFalse(self.out.exists())
        self.assertFalse([path for path in self.cache.rglob("*") if path.is_file() and path.stat().st_size > 5000])
        self.render(self.clip)
        self.assertEqual(self.render(self.clip, "--dry-run").json["segments_to_make"], 0)

    def test_verify(self):
        expected = None
        for how in ("full", "segment", "packets"):
            place = self.scratch / how
            run = self.render(self.clip, "--verify", how, encode=["short", "short-ts"], out=place / "out", cache=place / "cache")
            data = [Path(output["file"]).read_bytes() for output in run.outputs]
            expected = expected or data
            self.assertEqual(data, expected, how)
        run = self.render(self.clip, "--verify", "hardly", code=2)
        self.assertIn("full, segment, packets", run.err)

    def test_nice(self):
        process = self.start(self.clip, "--nice", "7", display=["tiny", "wide"])
        seen = set()
        while process.poll() is None:
            for pid in session_processes(process.pid):
                try:
                    stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                    lane = b"lane" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if lane:
                    seen.add(int(stat[16]))
        self.assertEqual(self.finish(process).code, 0)
        self.assertEqual(seen - {0}, {7}, "0 is a lane not yet begun")

    def test_encode_settings(self):
        run = self.render(self.clip, "--encode-set", "video.crf=40")
        small = run.outputs[0]["bytes"]
        self.assertLess(small, self.render(self.clip).outputs[0]["bytes"])
        self.assertIn("video.crf", self.render(self.clip, "--encode-set", "video.crf=many", code=1).err)
        self.render(self.clip, "--encode-set", "video.crf", code=2)
        self.assertIn("video.crf", self.render(self.clip, "--encode-set", "video.crt=20", code=1).err)

    def test_unknown_names(self):
        run = self.render(self.clip, display="led-p44", code=1)
        self.assertIn("led-p4", run.err.replace("led-p44", ""))
        run = self.render(self.clip, encode="h265-mp5", code=1)
        self.assertIn("h265-mp4", run.err)
        run = self.render(self.clip, "--delivery", "tv-mister", code=1)
        self.assertIn("tv-master", run.err)
        run = self.render(self.clip, "--displya", "x", code=2)
        self.assertIn("--display", run.err)

    def test_a_clip_that_is_none(self):
        text = self.scratch / "text.mp4"
        text.write_text("not a film")
        self.assertIn("text.mp4", self.render(text, code=1).err)
        self.assertIn("nowhere.mp4", self.render(self.scratch / "nowhere.mp4", code=1).err)
        empty = self.scratch / "empty.mp4"
        empty.write_bytes(b"")
        self.assertIn("empty.mp4", self.render(empty, code=1).err)
        self.assertEqual(names_in(self.out) if self.out.exists() else [], [])

    def test_names_in_other_letters(self):
        clip = make_clip(self.scratch / "Cột mốc số 62 – ភ្នំពេញ.mp4", 2)
        file = self.file(self.render(clip))
        self.assertTrue(file.name.isascii(), file.name)
        self.assertRegex(file.name, r"^Cot_moc_so_62_.*\.tiny\.mp4$")

    def test_no_display(self):
        self.assertIn("--display", self.render(self.clip, display=[], code=2).err)


class Said(JobCase):
    def setUp(self):
        super().setUp()
        self.clip = self.shared_clip("clip.mp4", 10)

    def test_json(self):
        run = self.render(self.clip, display=["tiny", "wide"])
        said = run.json
        self.assertEqual(sorted(said), ["outputs", "problems", "segments_kept", "segments_made", "stopped", "subtitles"])
        self.assertEqual((said["problems"], said["segments_made"], said["segments_kept"], said["stopped"]), ([], 20, 0, False))
        for output, (display, width, height) in zip(said["outputs"], (("tiny", 160, 96), ("wide", 192, 64))):
            file = Path(output["file"])
            self.assertTrue(file.is_absolute())
            self.assertEqual(output["bytes"], file.stat().st_size)
            self.assertEqual((output["display"], output["encode"], output["state"]), (display, "short", "rendered"))
            self.assertEqual((output["width"], output["height"], output["rate"], output["frames"]), (width, height, "25/1", 250))
            self.assertEqual((output["black"], output["frozen"], output["segments"]), ([], [], 10))
            sound = output["sounds"][0]
            self.assertEqual(sound["samples"], 480000)
            self.assertEqual(sorted(sound["after"]), ["integrated_lufs", "max_short_term_lufs", "true_peak_dbtp"])
            stream = ffprobe(file, "-show_streams")["streams"][0]
            self.assertEqual((stream["width"], stream["height"], stream["nb_frames"]), (width, height, "250"))

    def test_black_and_frozen_are_told(self):
        clip = self.scratch / "dark.mp4"
        job.ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25", "-t", 6, "-vf",
                   "drawbox=t=fill:c=black:enable='between(t,1,1.99)',loop=loop=25:size=1:start=100", "-pix_fmt", "yuv420p", clip)
        output = self.render(clip).outputs[0]
        self.assertEqual(output["black"], [{"first": 25, "count": 25}])
        self.assertTrue(any(run["count"] >= 24 and 99 <= run["first"] <= 102 for run in output["frozen"]), output["frozen"])

    def test_plain_lines_when_piped(self):
        run = self.render(self.clip, json=False, display=["tiny", "wide"])
        for text in (run.out, run.err):
            self.assertNotRegex(text, r"[\r\x1b]")
        self.assertRegex(run.out, r"(?m)^clip\.mp4: \d+ of 500 frames, \d+%")
        self.assertIn(str(self.out / "clip.tiny.mp4"), run.out)
        self.assertRegex(run.out, r"LUFS")
        again = self.render(self.clip, json=False)
        self.assertRegex(again.out, r"clip\.tiny\.mp4: unchanged")

    def test_progress_on_a_terminal(self):
        import pty
        master, terminal = pty.openpty()
        process = subprocess.Popen(self.command(self.clip, json=False), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=terminal,
                                   env=self.environment(), start_new_session=True)
        os.close(terminal)
        seen = b""
        while True:
            try:
                data = os.read(master, 4096)
            except OSError:
                break
            if not data:
                break
            seen += data
        os.close(master)
        process.communicate(timeout=job.LIMIT_SECONDS)
        self.assertEqual(process.returncode, 0)
        self.assertRegex(seen.decode(), r"\r.*clip\.mp4: \d+ of 250 frames, \d+%, [\d.]+ frames/s, .* left")

    def test_languages(self):
        vietnamese = self.render(self.clip, json=False, language="vi").out
        self.assertRegex(vietnamese, r"clip\.tiny\.mp4: xong")
        english = self.render(self.clip, json=False, out=self.scratch / "en").out
        self.assertRegex(english, r"clip\.tiny\.mp4: done")
        wrong = {language: self.render(self.scratch / "nowhere.mp4", language=language, code=1).err for language in ("vi", "en")}
        self.assertRegex(wrong["vi"], r"^Lỗi: .*nowhere\.mp4")
        self.assertRegex(wrong["en"], r"^Error: .*nowhere\.mp4")

    def test_exit_codes_and_where_things_are_said(self):
        self.assertEqual(self.render(self.clip).err, "")
        self.assertEqual(self.render(self.clip, "--no-such", code=2).out, "")
        self.assertEqual(self.render(self.scratch / "nowhere.mp4", code=1).out, "")


class Damaged(JobCase):
    """What can be decoded is rendered; that it is not whole is said, each time."""

    def cut(self, name, share, *options):
        clip = make_clip(self.scratch / name, 10, *options)
        data = clip.read_bytes()
        clip.write_bytes(data[:int(len(data) * share)])
        return clip

    def check(self, clip, least):
        for display in ("tiny", "wide"):  # the second time the decode is not the first
            run = self.render(clip, code=3, display=display)
            self.assertTrue(run.json["problems"])
            self.assertIn("Warning", run.err)
            output = run.outputs[0]
            self.assertEqual(output["state"], "rendered")
            self.assertGreaterEqual(output["frames"], least)
            told = subprocess.run(["ffmpeg", "-v", "error", "-i", output["file"], "-f", "null", "-"], capture_output=True, text=True)
            self.assertEqual(told.stderr, "")
            self.assertEqual(len(frame_hashes(output["file"])), output["frames"])
            # Nothing is decoded now: out of the store, then not at all.
            self.assertEqual(self.render(clip, code=3, display=display).json["problems"], run.json["problems"])
            Path(output["file"]).unlink()
            again = self.render(clip, code=3, display=display)
            self.assertEqual((again.json["segments_made"], again.json["problems"]), (0, run.json["problems"]))
        self.gatecast("cache", "clean", "--all", "--cache", self.cache)
        unchanged = self.render(clip, code=3, display=display)
        self.assertEqual(unchanged.outputs[0]["state"], "unchanged")
        self.assertTrue(unchanged.json["problems"])

    def test_truncated_mp4(self):
        self.check(self.cut("cut.mp4", 0.6, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-c:a", "aac",
                            "-movflags", "+faststart"), 100)

    def test_truncated_ts(self):
        clip = make_clip(self.scratch / "cut.ts", 10, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-c:a", "mp2")
        data = bytearray(clip.read_bytes())
        # A hole in the middle and an end in the middle of a packet.
        middle = len(data) // 2 // 188 * 188
        del data[middle:middle + 188 * 40]
        clip.write_bytes(data[:int(len(data) * 0.8) // 188 * 188 + 77])
        self.check(clip, 150)

    def test_same_bytes_with_any_number_of_lanes(self):
        clip = self.cut("cut.mkv", 0.7, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-c:a", "aac")
        files = []
        for jobs in (1, 4):
            place = self.scratch / str(jobs)
            run = self.finish(self.start(clip, jobs=jobs, out=place / "out", cache=place / "cache"))
            self.assertIn(run.code, (0, 3), run.err)
            files.append(self.file(run).read_bytes())
        self.assertTrue(files[0] == files[1])

    def test_killed_after_the_damage(self):
        """The lane that saw the damage was killed before it could tell: the resumed job still says that there is some."""
        clip = make_clip(self.scratch / "hurt.mkv", 20, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-an")
        data = bytearray(clip.read_bytes())
        at = len(data) // 5
        data[at:at + 1500] = bytes(byte ^ 0x55 for byte in data[at:at + 1500])
        clip.write_bytes(data)
        process = self.start(clip, jobs=1)
        wait_until(lambda: (self.cache / "entries").exists() and
                   sum(path.stat().st_size > 3000 for path in (self.cache / "entries").rglob("*/*")) >= 8, "no segments")
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        self.render(clip, code=3)

    def test_moov_lost(self):
        clip = self.cut("cut.mp4", 0.6, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
        run = self.render(clip, code=1)
        self.assertIn("cut.mp4", run.err)
        self.assert_only_whole_files()


if __name__ == "__main__":
    main()
