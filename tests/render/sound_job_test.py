#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound of the finished files: loudness as another meter finds it, and the tracks of a delivery."""
import array
import math
import re
import subprocess

from job import JobCase, ffmpeg, ffprobe, main, make_clip, names_in

TONE = {"vi": 440, "en": 660, "km": 880}


def measured(path, track=0):
    """ffmpeg's ebur128 of one track: integrated LUFS, highest short-term LUFS, true peak dBTP."""
    run = subprocess.run(["ffmpeg", "-nostdin", "-hide_banner", "-i", path, "-map", f"0:a:{track}", "-af", "ebur128=peak=true:framelog=verbose", "-f",
                          "null", "-loglevel", "verbose", "-"], capture_output=True, text=True, check=True)
    summary = run.stderr[run.stderr.rindex("Summary:"):]
    short = [float(value) for value in re.findall(r"S:\s*(-?[\d.]+)", run.stderr[:run.stderr.rindex("Summary:")])]
    return (float(re.search(r"I:\s*(-?[\d.]+) LUFS", summary)[1]), max(short), float(re.search(r"Peak:\s*(-?[\d.]+|-inf) dBFS", summary)[1]))


def tones(path, track):
    """Which of the known tones a track carries, and whether it is silent."""
    data = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", f"0:a:{track}", "-ac", "1", "-ar", "48000", "-ss", "1", "-t", "0.5",
                           "-f", "f32le", "-"], capture_output=True, check=True).stdout
    samples = array.array("f", data)
    if max(map(abs, samples)) < 1e-6:
        return "silence"

    def power(frequency):
        step = 2 * math.pi * frequency / 48000
        return math.hypot(sum(v * math.cos(step * n) for n, v in enumerate(samples)), sum(v * math.sin(step * n) for n, v in enumerate(samples)))

    return max(TONE, key=lambda language: power(TONE[language]))


def speech(seconds, level=0.3, burst=0.0):
    """Something like speech: noise that comes and goes, with a loud end where `burst` is given."""
    loud = f"+{burst}*between(t\\,{seconds - 6}\\,{seconds - 2})" if burst else ""
    return f"aevalsrc='(random(0)-0.5)*({level}*(0.5+0.5*sin(2*PI*0.4*t)){loud})|(random(1)-0.5)*({level}*(0.5+0.5*sin(2*PI*0.4*t)){loud})':s=48000:d={seconds},lowpass=f=3000,lowpass=f=6000"


class Loudness(JobCase):
    def check(self, clip, target, peak=-1.0, **keys):
        """The figures of --json against ffmpeg's own meter, and both against the profile."""
        output = self.render(clip, **keys).outputs[0]
        sound = output["sounds"][0]
        integrated, short_term, true_peak = measured(output["file"])
        self.assertAlmostEqual(integrated, sound["after"]["integrated_lufs"], delta=0.3)
        self.assertAlmostEqual(true_peak, sound["after"]["true_peak_dbtp"], delta=0.7)
        self.assertLessEqual(sound["after"]["true_peak_dbtp"], peak + 0.05)
        if target is not None:
            self.assertAlmostEqual(integrated, target, delta=0.5)
        print(f"{clip.name}: {sound['before']['integrated_lufs']} to {integrated} LUFS, highest short-term {short_term}, peak {true_peak} dBTP", flush=True)
        return sound, short_term

    def test_television(self):
        clip = make_clip(self.scratch / "quiet.mkv", 130, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "pcm_s24le",
                         size="160x90", rate=5, sound=speech(130))
        sound, _ = self.check(clip, -23.0, display="tiny")
        self.assertEqual(sound["profile"], "tv")
        self.assertFalse(sound["limited"])

    def test_kiosk_and_web(self):
        clip = make_clip(self.scratch / "clip.mkv", 130, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "pcm_s24le",
                         size="160x90", rate=5, sound=speech(130, 0.1))
        self.check(clip, -16.0, display="wide")

    def test_short_items(self):
        """Under two minutes its loudest three seconds count too: at most -18 LUFS short-term."""
        clip = make_clip(self.scratch / "spot.mkv", 40, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "pcm_s24le",
                         size="160x90", sound=speech(40, 0.1, burst=0.25))
        sound, short_term = self.check(clip, None, display="tiny")
        self.assertLessEqual(short_term, -18 + 0.2)
        self.assertLessEqual(sound["after"]["max_short_term_lufs"], -18 + 0.1)
        self.assertLess(sound["after"]["integrated_lufs"], -23.5, "the rule should have bitten here")

    def test_peaks_are_limited(self):
        """Quiet, with loud clicks: brought up, the clicks would go over."""
        clicks = "aevalsrc='(random(0)-0.5)*0.05+0.9*lt(mod(t\\,2)\\,0.0005)':s=48000:d=130:c=mono"
        clip = make_clip(self.scratch / "clicks.mkv", 130, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "pcm_s24le",
                         size="160x90", rate=5, sound=clicks)
        sound, _ = self.check(clip, -23.0, display="tiny", encode="short-ffv1")
        self.assertTrue(sound["limited"])

    def test_silence_stays_silent(self):
        clip = make_clip(self.scratch / "silent.mp4", 4, sound="anullsrc=r=48000:cl=stereo")
        sound = self.render(clip).outputs[0]["sounds"][0]
        self.assertIsNone(sound["before"]["integrated_lufs"])
        self.assertEqual(sound["gain_db"], 0)

    def test_asked_for_by_name(self):
        clip = self.shared_clip("clip.mp4", 5)
        self.assertEqual(self.render(clip, "--loudness", "web").outputs[0]["sounds"][0]["profile"], "web")
        none = self.render(clip, "--loudness", "none").outputs[0]["sounds"][0]
        self.assertEqual(none["gain_db"], 0)
        self.assertIn("tv, kiosk, web, none", self.render(clip, "--loudness", "loud", code=1).err)


class Voices(JobCase):
    def setUp(self):
        super().setUp()
        self.clip = self.shared_clip("vi.mp4", 4, sound=f"sine=f={TONE['vi']}:r=48000")
        self.voice = self.scratch / "km.wav"
        ffmpeg("-f", "lavfi", "-i", f"sine=f={TONE['km']}:r=44100:d=3", self.voice)

    def test_master(self):
        options = ("--delivery", "tv-master", "--clip-id", "BP0062", "--audio", f"km={self.voice}")
        run = self.render(self.clip, *options, display="tv-1080i50", encode=[])
        file = self.file(run)
        self.assertEqual(names_in(self.out), sorted([file.name, file.name + ".done", file.name + ".gatecast.json"]))
        self.assertEqual(file.name, "BP0062_vi.mxf")
        self.assertEqual(file.with_name(file.name + ".done").stat().st_size, 0)
        said = ffprobe(file, "-show_streams", "-show_format")
        self.assertEqual(said["format"]["tags"]["timecode"], "10:00:00:00")
        streams = said["streams"]
        self.assertEqual([stream["codec_name"] for stream in streams], ["mpeg2video"] + ["pcm_s24le"] * 8)
        self.assertEqual({stream["channels"] for stream in streams[1:]}, {1})
        heard = [tones(file, track) for track in range(8)]
        self.assertEqual(heard, ["vi", "vi", "silence", "silence", "km", "km", "silence", "silence"])

    def test_voice_in_place_of_the_sound(self):
        file = self.file(self.render(self.clip, "--audio", f"km={self.voice}"))
        self.assertEqual(tones(file, 0), "km")

    def test_voice_over_the_sound(self):
        file = self.file(self.render(self.clip, "--audio", f"km={self.voice}", "--audio-mode", "duck"))
        self.assertEqual(tones(file, 0), "km", "the voice is louder than what it lies over")
        self.render(self.clip, "--audio", f"km={self.voice}", "--audio-mode", "loud", code=2)

    def test_voice_that_changed(self):
        self.render(self.clip, "--audio", f"km={self.voice}")
        self.assertEqual(self.render(self.clip, "--audio", f"km={self.voice}").outputs[0]["state"], "unchanged")
        ffmpeg("-f", "lavfi", "-i", f"sine=f={TONE['en']}:r=44100:d=3", self.voice)
        again = self.render(self.clip, "--audio", f"km={self.voice}")
        self.assertEqual((again.outputs[0]["state"], again.json["segments_made"]), ("rendered", 0))
        self.assertEqual(tones(self.file(again), 0), "en")

    def test_track_by_language(self):
        clip = self.scratch / "two.mkv"
        ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25", "-f", "lavfi", "-i", f"sine=f={TONE['vi']}:r=48000", "-f", "lavfi", "-i",
               f"sine=f={TONE['en']}:r=48000", "-map", 0, "-map", 1, "-map", 2, "-metadata:s:a:0", "language=vie", "-metadata:s:a:1", "language=eng", "-t", 4,
               "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", clip)
        self.assertEqual(tones(self.file(self.render(clip)), 0), "vi")
        self.assertEqual(tones(self.file(self.render(clip, "--audio-language", "en", out=self.scratch / "en")), 0), "en")

    def test_missing_voice(self):
        self.assertIn("none.wav", self.render(self.clip, "--audio", "km=none.wav", code=1).err)
        self.render(self.clip, "--audio", "none.wav", code=2)


if __name__ == "__main__":
    main()
