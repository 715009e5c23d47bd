#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drop folder as people use it, through the real program: files dropped, copied slowly, broken off, damaged, named
in every way; the machine full, closed, killed; and what the producer then finds.

    watch_test.py PROGRAM [unittest's options]

GATECAST_LONG=1 has the rarer cases, too, and kills six times instead of two.
"""
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "render"))
import job  # noqa: E402

SETTINGS = """quiet_s = 1
rescan_s = 1
try_again_s = 1
jobs = 1
[[folder]]
name = "LED"
displays = ["tiny"]
encodes = ["short"]
[[folder]]
name = "KIOSK"
displays = ["wide"]
encodes = ["short"]
"""
VI = ["Sáng thứ bảy bà con rủ nhau về chợ.", "Họ bán hạt điều và cao su.", "Cửa khẩu mở cửa từ 7 giờ sáng."]
EN = ["On Saturday morning people meet at the market.", "They sell cashew nuts and rubber.", "The gate opens at 7 in the morning."]
KM = ["នៅព្រឹកថ្ងៃសៅរ៍ ប្រជាពលរដ្ឋមកផ្សារ។", "ពួកគេលក់គ្រាប់ស្វាយចន្ទី។", "ច្រកទ្វារបើកនៅម៉ោង ៧ ព្រឹក។"]
SECONDS = 10
rarer = unittest.skipUnless(job.LONG, "GATECAST_LONG=1 has it: a render or more of its own")
KILLS = 6 if job.LONG else 2


def clock(seconds):
    return f"00:00:{seconds:02}.000".replace(".", ",")


def srt(texts):
    return "".join(f"{n}\n{clock(3 * n - 2)} --> {clock(3 * n)}\n{text}\n\n" for n, text in enumerate(texts, 1))


class WatchCase(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.media = Path(tempfile.mkdtemp(prefix="gatecast-watch-media-"))
        cls.addClassCleanup(shutil.rmtree, cls.media, True)
        cls.clip = job.make_clip(cls.media / "phim.mp4", SECONDS, size="160x96")
        cls.faststart = cls.media / "dau.mp4"
        job.ffmpeg("-i", cls.clip, "-c", "copy", "-movflags", "+faststart", cls.faststart)

    def setUp(self):
        self.scratch = Path(tempfile.mkdtemp(prefix="gatecast-watch-"))
        self.addCleanup(shutil.rmtree, self.scratch, True)
        self.presets = self.scratch / "presets"
        for kind, presets in (("displays", job.DISPLAYS), ("encodes", job.ENCODES)):
            (self.presets / kind).mkdir(parents=True)
            for name, text in presets.items():
                (self.presets / kind / f"{name}.toml").write_text(text)
        self.cache = self.scratch / "cache"
        self.set_root(self.scratch / "chia sẻ")

    def set_root(self, root, settings=SETTINGS):
        self.root = root
        for folder in ("VAO/LED", "VAO/KIOSK"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        (root / "gatecast.toml").write_text(settings)
        self.led, self.out = root / "VAO/LED", root / "RA"

    def words(self, *options, language="vi"):
        return [job.PROGRAM, "watch", str(self.root), "--presets", str(self.presets), "--cache", str(self.cache), "--language", language,
                *options]

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GATECAST_", "LC_", "LANG"))}
        return kept | {"LC_ALL": "C.UTF-8", "HOME": str(self.scratch), "XDG_CACHE_HOME": str(self.scratch / "xdg")}

    def once(self, code=0, language="vi"):
        run = subprocess.run(self.words("--once", language=language), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             env=self.environment(), timeout=job.LIMIT_SECONDS)
        self.assertEqual(run.returncode, code, run.stderr + run.stdout)
        self.log = run.stdout
        return run

    def start(self, language="vi", **keys):
        log = open(self.scratch / "log", "a+")
        self.addCleanup(log.close)
        process = subprocess.Popen(self.words(language=language), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                   env=self.environment(), start_new_session=True, **keys)
        self.addCleanup(self.end, process)
        return process

    def end(self, process):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def logged(self):
        return (self.scratch / "log").read_text()

    def drop(self, source, name, folder=None):
        place = (folder or self.led) / name
        if isinstance(source, str):
            place.write_text(source)
        else:
            shutil.copy(source, place)
        return place

    def films(self, name="phim", folder="LED"):
        return sorted(path.name for path in (self.out / folder / name).glob("*.mp4"))

    def film(self, name="phim"):
        return self.out / "LED" / name / self.films(name)[0]

    def records(self):
        return json.loads((self.root / ".gatecast/journal.json").read_text())

    def reason(self, name, folder="LED"):
        """The text beside a reject, as Notepad is given it."""
        content = (self.root / "LOI" / folder / f"{name}.txt").read_bytes()
        self.assertTrue(content.startswith(b"\xef\xbb\xbf"))
        self.assertIn(b"\r\n", content)
        return content.decode("utf-8-sig")

    def assert_left(self, *names, folder="VAO/LED"):
        self.assertEqual(sorted(path.name for path in (self.root / folder).iterdir()), sorted(names))


class FirstTime(WatchCase):
    def test_a_clip_and_three_files_become_a_film_and_a_page(self):
        self.drop(self.clip, "phim.mp4")
        for tag, texts in (("vi", VI), ("en", EN), ("km", KM)):
            self.drop(srt(texts), f"phim.{tag}.srt")
        self.once()
        self.assertEqual(len(self.films()), 1)
        page = (self.out / "LED/phim/kiem-tra.html").read_text()
        self.assertIn("data:image/png", page)
        self.assertNotIn("http", page.replace("http-equiv", "").replace("http://www.w3.org", ""))
        self.assert_left()
        self.assert_left("phim.mp4", "phim.vi.srt", "phim.en.srt", "phim.km.srt", folder="XONG/LED")
        self.assertIn("phim", (self.out / "tinh-trang.html").read_text())
        self.assertTrue((self.root / "HUONG-DAN.txt").read_bytes().startswith(b"\xef\xbb\xbf"))

    def test_a_bare_root_is_made_with_settings_that_work(self):
        shutil.rmtree(self.root)
        self.once()
        for folder in ("VAO/LED", "VAO/TV", "VAO/KIOSK", "RA", "LOI", "XONG/LED"):
            self.assertTrue((self.root / folder).is_dir(), folder)
        self.assertIn("[[folder]]", (self.root / "gatecast.toml").read_text())

    @rarer
    def test_what_lies_in_the_folder_itself_is_the_first_jobs(self):
        self.drop(self.clip, "phim.mp4", self.root / "VAO")
        self.once()
        self.assertEqual(len(self.films()), 1)

    @rarer
    def test_each_folder_has_its_own_displays(self):
        self.drop(self.clip, "phim.mp4", self.root / "VAO/KIOSK")
        self.once()
        self.assertIn("wide", self.films(folder="KIOSK")[0])

    def test_settings_that_are_wrong_are_said_with_their_line(self):
        for settings, sentence in (("quiet_ss = 3\n", "quiet_s"), (SETTINGS.replace('"tiny"', '"tinny"'), "tinny"),
                                   (SETTINGS.replace('"KIOSK"', '"LED"'), "LED"), ('in = "../x"\n' + SETTINGS, "../x")):
            with self.subTest(settings=settings):
                (self.root / "gatecast.toml").write_text(settings)
                self.assertIn(sentence, self.once(code=1, language="en").stderr)

    def test_a_second_watch_of_the_same_root_says_so(self):
        process = self.start()
        job.wait_until(lambda: (self.out / "tinh-trang.html").exists(), "the first watch looks")
        self.assertIn("gatecast watch", self.once(code=1).stderr)
        process.terminate()
        self.assertEqual(process.wait(job.PATIENCE_SECONDS), 0)


class Subtitles(WatchCase):
    def test_a_corrected_cue_file_renders_only_its_segments(self):
        self.drop(self.clip, "phim.mp4")
        self.drop(srt(VI), "phim.vi.srt")
        self.once()
        before = job.frame_hashes(self.film())
        self.drop(srt([VI[0], "Họ bán hạt điều.", VI[2]]), "phim.vi.srt")
        self.once(language="en")
        self.assertIn(" 2 segments made", self.log)  # cue 2 stands from 4 to 6 s; a segment is a second
        after = job.frame_hashes(self.film())
        changed = [n for n, (old, new) in enumerate(zip(before, after)) if old != new]
        self.assertTrue(changed and changed[0] >= 100 and changed[-1] < 150, changed)
        self.assertTrue((self.root / "XONG/LED/CU/phim.vi.srt").exists())
        self.assertEqual((self.root / "XONG/LED/phim.vi.srt").read_text(), srt([VI[0], "Họ bán hạt điều.", VI[2]]))

    @rarer
    def test_a_cue_file_that_comes_later_is_burnt_in_then(self):
        self.drop(self.clip, "phim.mp4")
        self.once()
        plain = job.digest(self.film())
        self.drop(srt(VI), "phim.vi.srt")
        self.once()
        self.assertNotEqual(job.digest(self.film()), plain)
        self.assert_left()

    @rarer
    def test_a_cue_file_without_its_clip_waits_for_it(self):
        self.drop(srt(VI), "phim.vi.srt")
        self.once()
        self.assert_left("phim.vi.srt")
        self.assertIn("phim.vi.srt", (self.out / "tinh-trang.html").read_text())
        self.drop(self.clip, "phim.mp4")
        self.once()
        self.assert_left()

    def test_text_without_times_takes_those_of_another_language(self):
        self.drop(self.clip, "phim.mp4")
        self.drop(srt(VI), "phim.vi.srt")
        self.drop("\n\n".join(EN) + "\n", "phim.en.txt")
        self.once()
        self.assert_left()
        with_both = job.digest(self.film())
        self.assertIn("Saturday", (self.root / ".gatecast/filled/LED/phim.en.srt").read_text())
        self.assertTrue((self.root / "XONG/LED/phim.en.txt").exists())
        self.drop(srt(EN), "phim.en.srt")
        self.once()
        self.assertEqual(job.digest(self.film()), with_both)

    @rarer
    def test_text_without_times_that_does_not_fit_is_refused_with_what_to_do(self):
        self.drop(self.clip, "phim.mp4")
        self.drop(srt(VI), "phim.vi.srt")
        self.drop("\n\n".join(EN[:1]) + "\n", "phim.en.txt")
        self.once(language="en")
        self.assertIn("as many lines", self.reason("phim.en.txt"))
        self.assertEqual(len(self.films()), 1)

    @rarer
    def test_text_without_times_waits_while_nothing_has_any(self):
        self.drop(self.clip, "phim.mp4")
        self.drop("\n\n".join(EN) + "\n", "phim.en.txt")
        self.once(language="en")
        self.assert_left("phim.en.txt")
        self.once(language="en")  # and is not rendered again and again for it
        self.assertNotIn("rendered", self.log)
        self.drop(srt(VI), "phim.vi.srt")
        self.once()
        self.assert_left()

    def test_a_bad_cue_file_is_refused_and_the_film_made_without_it(self):
        self.drop(self.clip, "phim.mp4")
        self.drop(srt(VI), "phim.vi.srt")
        self.drop("không phải phụ đề\0\0\x01", "phim.km.srt")
        self.once()
        self.assertTrue((self.root / "LOI/LED/phim.km.srt").exists())
        self.assertIn("VAO/LED", self.reason("phim.km.srt"))
        self.assertEqual(len(self.films()), 1)
        self.assert_left()

    @rarer
    def test_two_files_of_one_language_are_not_guessed_between(self):
        self.drop(self.clip, "phim.mp4")
        self.drop(srt(VI), "phim.vi.srt")
        self.drop(srt(VI), "phim.vn.srt")
        self.once()
        self.assertEqual(len(list((self.root / "LOI/LED").glob("*.txt"))), 1)
        self.assertEqual(len(self.films()), 1)


class Copying(WatchCase):
    @rarer
    def test_a_slow_copy_is_taken_when_it_is_whole(self):
        content, process = self.clip.read_bytes(), self.start()
        with open(self.led / "phim.mp4", "wb") as copy:
            step = len(content) // 5
            for at in range(0, len(content), step):
                copy.write(content[at:at + step])
                copy.flush()
                self.wait_for_looks(2)
        job.wait_until(lambda: self.films(), "the film")
        self.assertFalse(list((self.root / "LOI").rglob("*.txt")))
        self.assertIsNone(process.poll())

    def test_a_copy_that_shows_its_final_size_at_once_is_waited_for(self):
        content = self.clip.read_bytes()
        self.start()
        with open(self.led / "phim.mp4", "wb") as copy:
            os.posix_fallocate(copy.fileno(), 0, len(content))
            self.wait_for_looks(4)
            self.assertTrue((self.led / "phim.mp4").exists())
            self.assertFalse(self.films())
            copy.write(content)
        job.wait_until(lambda: self.films(), "the film")
        self.assertFalse(list((self.root / "LOI").rglob("*.txt")))

    def wait_for_looks(self, seconds):
        """Longer than a file must stand still: whoever takes it now has not seen that it is being written."""
        begun = time.monotonic()
        job.wait_until(lambda: time.monotonic() - begun > seconds, "looks")

    def test_a_copy_broken_off_is_refused(self):
        for name, source in (("cuoi.mp4", self.clip), ("dau.mp4", self.faststart)):
            content = source.read_bytes()
            (self.led / name).write_bytes(content[:len(content) * 2 // 3])
        self.once(language="en")
        for name in ("cuoi.mp4", "dau.mp4"):
            self.assertTrue((self.root / "LOI/LED" / name).exists(), name)
            self.assertIn("Copy", self.reason(name))  # what to do
        self.assertFalse(self.films("cuoi") + self.films("dau"))

    def test_what_is_nobodys_business_is_left_alone(self):
        names = ["~$phim.docx", "Thumbs.db", "desktop.ini", "phim.mp4.part", "phim.mp4.crdownload", ".DS_Store", "._phim.mp4"]
        for name in names:
            self.drop(self.clip, name)
        self.once()
        self.assert_left(*names)
        self.assertFalse(list((self.root / "LOI").rglob("*.txt")))


class Names(WatchCase):
    @rarer
    def test_decomposed_names_blanks_brackets_and_pictures(self):
        names = ["Chợ Lộc Ninh (bản 2) [cuối].mp4", "🎬 phim.mp4", "a#b%20 & 'c'.mp4"]
        for name in names:
            self.drop(self.clip, unicodedata.normalize("NFD", name))
            self.drop(srt(VI), name.replace(".mp4", ".vi.srt"))
        self.once()
        self.assert_left()
        for name in names:
            folder = self.out / "LED" / unicodedata.normalize("NFD", name).removesuffix(".mp4")
            self.assertEqual(len(list(folder.glob("*.mp4"))), 1, name)
            self.assertIn("data:image/png", (folder / "kiem-tra.html").read_text())

    def test_a_name_that_is_too_long_is_refused(self):
        name = "phim " + "rất dài " * 20 + ".mp4"
        self.drop(self.clip, name)
        self.once(language="en")
        self.assertIn("too long", self.reason(name))

    @rarer
    def test_two_clips_of_one_name_do_not_overwrite_each_other(self):
        self.drop(self.clip, "phim.mp4")
        shutil.copy(self.clip, self.led / "PHIM.mkv")
        self.once(language="en")
        self.assertEqual(len(self.films("phim") if (self.out / "LED/phim").exists() else self.films("PHIM")), 1)
        self.assertEqual(len(list((self.root / "LOI/LED").glob("*.txt"))), 1)

    @rarer
    def test_a_new_version_of_a_clip_takes_the_place_of_the_old_one_which_is_kept(self):
        self.drop(self.clip, "phim.mp4")
        self.drop(srt(VI), "phim.vi.srt")
        self.once()
        first = job.digest(self.film())
        newer = job.make_clip(self.media / "moi.mp4", 4, size="160x96")
        self.drop(newer, "phim.mp4")
        self.once()
        self.assertNotEqual(job.digest(self.film()), first)
        self.assertEqual(job.digest(self.root / "XONG/LED/phim.mp4"), job.digest(newer))
        self.assertEqual(job.digest(self.root / "XONG/LED/CU/phim.mp4"), job.digest(self.clip))

    def test_a_folder_without_a_job_is_said(self):
        (self.root / "VAO/ABC").mkdir()
        self.drop(self.clip, "phim.mp4", self.root / "VAO/ABC")
        self.once(language="en")
        self.assertIn("LED, KIOSK", self.reason("phim.mp4", "ABC"))

    def test_a_file_that_is_no_clip_is_refused(self):
        self.drop("PK\x03\x04 not a film", "phim.mp4")
        self.once()
        self.assertIn("phim.mp4", self.reason("phim.mp4"))
        self.assertEqual(self.records()[0]["end"], 2)

    @rarer
    def test_times_of_files_in_the_future_and_long_ago_change_nothing(self):
        for name, seconds in (("mai.mp4", 2_100_000_000), ("xua.mp4", 1)):
            os.utime(self.drop(self.clip, name), (seconds, seconds))
        self.once()
        self.assertEqual(len(self.films("mai") + self.films("xua")), 2)


class Machine(WatchCase):
    def test_killed_at_any_moment_nothing_is_lost_and_nothing_done_twice(self):
        self.drop(self.clip, "phim.mp4")
        self.drop(srt(VI), "phim.vi.srt")
        self.drop(self.clip, "hai.mp4")

        def made():
            return sum(len(files) for _, _, files in os.walk(self.cache))

        for _ in range(KILLS):
            process, before = self.start(), made()
            job.wait_until(lambda: process.poll() is not None or made() > before or not list(self.led.iterdir()), "progress")
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            everything = [path.name for top in ("VAO", "XONG") for path in (self.root / top).rglob("*") if path.is_file()]
            self.assertEqual(sorted(everything), ["hai.mp4", "phim.mp4", "phim.vi.srt"])
        self.once()
        self.assert_left()
        self.assertEqual((len(self.films()), len(self.films("hai"))), (1, 1))
        self.assertEqual(sorted(record["name"] for record in self.records()), ["hai", "phim"])
        self.once()
        self.assertNotIn("hai", self.log)

    def small_disk(self, room):
        disk = self.scratch / "nho"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", disk], capture_output=True).returncode:
            self.skipTest("a small disk cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=True)
        return disk

    def fill(self, disk, leave_bytes):
        ballast = disk / "day"
        with open(ballast, "wb", buffering=0) as file:
            try:
                while shutil.disk_usage(disk).free > leave_bytes:
                    file.write(bytes(4096))
            except OSError:
                pass  # the watch writes, too
        return ballast

    def assert_waits_for_room(self, ballast, sentence):
        job.wait_until(lambda: sentence in self.logged(), "the trouble is said")
        self.assertTrue((self.led / "phim.mp4").exists())
        self.assertFalse(list((self.root / "LOI").rglob("*.txt")))
        ballast.unlink()
        job.wait_until(lambda: (self.root / "XONG/LED/phim.mp4").exists(), "the film after room was made")
        self.assertFalse(list((self.root / "LOI").rglob("*.txt")))

    def test_a_full_disk_is_waited_out(self):
        disk = self.small_disk(self.clip.stat().st_size * 3 + 80_000_000)
        self.set_root(disk / "goc")
        self.start(language="en")
        job.wait_until(lambda: (self.out / "tinh-trang.html").exists(), "the watch looks")
        self.drop(self.clip, "phim.mp4")
        self.assert_waits_for_room(self.fill(disk, 0), "the free space")

    def test_a_disk_with_room_for_all_but_the_film_is_waited_out_and_said_once(self):
        disk = self.small_disk(self.clip.stat().st_size * 3 + 80_000_000)
        self.set_root(disk / "goc")
        self.drop(self.clip, "phim.mp4")
        ballast = self.fill(disk, 4_000_000)
        self.start(language="en")
        page, tries = self.out / "LED/phim/kiem-tra.html", set()

        def tried():
            if page.exists():
                tries.add(page.stat().st_mtime_ns)
            return len(tries) > 2

        job.wait_until(tried, "a third try")
        self.assertEqual(self.logged().count("make room and give"), 1, self.logged())
        self.assertEqual(self.logged().count("is rendered"), 1, self.logged())
        self.assert_waits_for_room(ballast, "MB are needed")

    def test_a_store_that_is_closed_is_waited_out(self):
        self.drop(self.clip, "phim.mp4")
        self.cache.write_text("a file where the store should be")
        self.start(language="en")
        job.wait_until(lambda: str(self.cache) in self.logged(), "the trouble is said")
        self.assertTrue((self.led / "phim.mp4").exists())
        self.cache.unlink()
        job.wait_until(lambda: self.films(), "the film after the store came back")
        self.assertFalse(list((self.root / "LOI").rglob("*.txt")))

    def test_missing_rights_are_said_and_waited_out(self):
        if os.geteuid() != 0:
            self.skipTest("only root can run the watch as somebody without rights")
        nobody = pwd.getpwnam("nobody")
        self.drop(self.clip, "phim.mp4")
        self.cache.mkdir()
        for path in [self.scratch, *self.scratch.rglob("*")]:
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        for folder in ("RA", "LOI", "XONG/LED", "XONG/KIOSK", ".gatecast"):
            (self.root / folder).mkdir(parents=True)
            os.chown(self.root / folder, nobody.pw_uid, nobody.pw_gid)
        os.chown(self.root / "XONG", nobody.pw_uid, nobody.pw_gid)
        os.chown(self.out, 0, 0)
        os.chmod(self.out, 0o755)
        process = self.start(user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[])
        job.wait_until(lambda: "Permission denied" in self.logged(), "the trouble is said")
        self.assertTrue((self.led / "phim.mp4").exists())
        os.chown(self.out, nobody.pw_uid, nobody.pw_gid)
        job.wait_until(lambda: self.films(), "the film after rights were given")
        self.assertIsNone(process.poll())

    @rarer
    def test_clips_may_stay_where_they_are(self):
        (self.root / "gatecast.toml").write_text('done = ""\n' + SETTINGS)
        self.drop(self.clip, "phim.mp4")
        self.drop(srt(VI), "phim.vi.srt")
        self.once()
        self.assert_left("phim.mp4", "phim.vi.srt")
        first = job.digest(self.film())
        self.once(language="en")
        self.assertNotIn("rendered", self.log)
        self.drop(srt(EN), "phim.vi.srt")
        self.once()
        self.assertNotEqual(job.digest(self.film()), first)


if __name__ == "__main__":
    job.main()
