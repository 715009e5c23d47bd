#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outputs whose other ends are absent, refuse, reset, stand still, read at 1 kbit/s or have the wrong passphrase: all others
go on without losing a frame, and what comes back is served again.

    sinks_test.py PROGRAM [unittest's options]      GATECAST_LONG=1: 1,000 reconnects, peers that stand for 30 s
"""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "live"))

import gate  # noqa: E402
from gate import RATE, UdpListener, read_frames, wait_until  # noqa: E402
from line import free_port  # noqa: E402
from proxy import TcpServer, UdpProxy  # noqa: E402

LONG = os.environ.get("GATECAST_LONG") == "1"
STOPPED_SECONDS = 30 if LONG else 8
RECONNECTS = 1000 if LONG else 12
SINKS_AT_ONCE = 8 if LONG else 4
MOST_GROWTH_KB = 4096
MOST_WAITING_KB = 8192  # what the mixer keeps for an output that does not read
BACK_OFF_SECONDS = (1, 2, 4, 8, 16, 30)


def srt_listener(test, port, path, *options):
    """ffmpeg, which takes one caller's stream into a file."""
    query = "&".join(["mode=listener", "transtype=live", *options])
    return reader(test, f"srt://127.0.0.1:{port}?{query}", path)


def reader(test, url, path, *options):
    """ffmpeg, which asks for a stream and takes it into a file until it ends."""
    process = subprocess.Popen(["ffmpeg", "-v", "error", "-nostdin", "-y", *options, "-i", url, "-c", "copy", "-flush_packets", "1", "-f", "mpegts",
                                path], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop():
        process.kill()
        process.wait()
    test.addCleanup(stop)
    return process


class Nginx:
    """nginx-rtmp on a free port, which takes a stream and gives it to whoever asks."""

    def __init__(self, test):
        self.port, self.folder = free_port(), test.scratch / "nginx"
        self.folder.mkdir()
        (self.folder / "nginx.conf").write_text(
            f"user root; daemon off; master_process off; pid {self.folder}/pid; error_log {self.folder}/error.log;\n"
            "load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;\nevents {}\n"
            f"rtmp {{ server {{ listen 127.0.0.1:{self.port}; application live {{ live on; }} }} }}\n")
        self.process = None
        test.addCleanup(self.stop)
        self.start()

    def start(self):
        self.process = subprocess.Popen(["nginx", "-p", self.folder, "-c", self.folder / "nginx.conf"], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    @property
    def url(self):
        return f"rtmp://127.0.0.1:{self.port}/live/gate"


def continuity_errors(data):
    """Of a transport stream: (second of the stream by its PCR, PID) of each packet that does not follow the one before it."""
    counters, errors, first, now = {}, [], None, 0.0
    for at in range(0, len(data) - 187, 188):
        packet = data[at:at + 188]
        pid = (packet[1] & 0x1F) << 8 | packet[2]
        if packet[3] & 0x20 and packet[4] >= 7 and packet[5] & 0x10:
            clock = (int.from_bytes(packet[6:10], "big") << 1 | packet[10] >> 7) / 90_000
            first = clock if first is None else first
            now = clock - first
        if pid == 0x1FFF or not packet[3] & 0x10:
            continue
        counter = packet[3] & 0x0F
        if pid in counters and counter != (counters[pid] + 1) % 16:
            errors.append((now, pid))
        counters[pid] = counter
    return errors


class Sinks(gate.GateCase):
    def output(self, kind, name, url, *more):
        return "\n".join(["[[output]]", 'display = "tiny"', f'kind = "{kind}"', f'name = "{name}"', f'url = "{url}"', *more, ""])

    def sinks(self):
        return {sink["name"]: sink for sink in self.ctl("status")["outputs"]["tiny"]["sinks"]}

    def output_process(self):
        return self.ctl("status")["outputs"]["tiny"]["process"]

    def resident_kb(self, process):
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])

    def wait_up(self, name):
        wait_until(lambda: self.sinks()[name]["state"] == "up", f"{name} up\n{self.log()}")

    def assert_untouched(self, udp, since):
        """Neither the recording nor the stream over UDP has lost a frame."""
        self.wait_recorded(self.frame_now())
        self.assert_complete(self.recorded(), first=since)
        self.assert_complete(read_frames(udp.path), first=since)
        self.assertEqual(self.sinks()["udp"]["dropped"], 0)

    def start_with(self, *outputs):
        udp = UdpListener(self.scratch / "udp.ts")
        self.addCleanup(udp.close)
        self.write_site([self.clip("red", 20)], outputs="\n".join([self.output("udp", "udp", f"udp://127.0.0.1:{udp.port}"), *outputs]))
        self.start()
        self.wait_for("on")
        wait_until(lambda: self.ctl("status")["outputs"].get("tiny"), "the outputs")
        return udp

    def test_ends_that_are_absent_refuse_reset_or_do_not_read(self):
        absent, closed, secret = (free_port(socket.SOCK_DGRAM), free_port(), free_port(socket.SOCK_DGRAM))
        holding, slow, resetting = TcpServer(self, "hold"), TcpServer(self, "slow"), TcpServer(self, "reset")
        other = srt_listener(self, secret, self.scratch / "secret.ts", "passphrase=mot-mat-khau-khac")
        begun = time.monotonic()
        udp = self.start_with(
            self.output("srt", "absent", f"srt://127.0.0.1:{absent}", "latency_ms = 120"),
            self.output("srt", "wrong", f"srt://127.0.0.1:{secret}", 'passphrase = "mat-khau-cua-ta"'),
            self.output("rtmp", "refused", f"rtmp://127.0.0.1:{closed}/live/a"),
            self.output("rtmp", "reset", f"rtmp://127.0.0.1:{resetting.port}/live/a"),
            self.output("rtmp", "held", f"rtmp://127.0.0.1:{holding.port}/live/a"),
            self.output("rtmp", "slow", f"rtmp://127.0.0.1:{slow.port}/live/a"))
        since = self.frame_now()
        bad = {"absent", "wrong", "refused", "reset", "held", "slow"}
        wait_until(lambda: all(sinks[name]["failures"] >= 2 for name in bad - {"held", "slow"}) if (sinks := self.sinks()) else None,
                   f"two failures each: {self.sinks()}")
        wait_until(lambda: self.frame_now() >= since + 12 * RATE, "twelve seconds")
        sinks, elapsed = self.sinks(), time.monotonic() - begun
        for name in bad:
            self.assertNotEqual(sinks[name]["state"], "up", name)
        least = 0.0
        for failures, pause in enumerate(BACK_OFF_SECONDS, 1):  # with pauses a quarter shorter, at most so many
            least += pause * 0.75
            if least > elapsed:
                break
        for name in ("refused", "reset"):
            self.assertLessEqual(sinks[name]["failures"], failures, "by the table of pauses")
            self.assertTrue(sinks[name]["problem"], name)
        self.assertIsNone(other.poll(), "a wrong passphrase does not hurt who listens")
        self.assert_untouched(udp, since + RATE)
        srt_listener(self, absent, self.scratch / "absent.ts")
        self.wait_up("absent")

    def test_an_end_that_stands_still_loses_its_own_pictures_only(self):
        port = free_port(socket.SOCK_DGRAM)
        peer = srt_listener(self, port, self.scratch / "peer.ts")
        udp = self.start_with(self.output("srt", "srt", f"srt://127.0.0.1:{port}", "latency_ms = 120"))
        self.wait_up("srt")
        since = self.frame_now()
        peer.send_signal(signal.SIGSTOP)
        self.addCleanup(peer.send_signal, signal.SIGCONT)
        wait_until(lambda: self.frame_now() >= since + STOPPED_SECONDS * RATE, "the stop")
        peer.send_signal(signal.SIGCONT)
        peer.kill()  # what stood too long is another connection
        srt_listener(self, port, self.scratch / "again.ts")
        self.wait_up("srt")
        self.assert_untouched(udp, since)

    def read_some(self, url, name, *options):
        """A few seconds of a stream that is asked for: no frame of them is missing."""
        path = self.scratch / name
        process = reader(self, url, path, *options)
        wait_until(lambda: path.exists() and path.stat().st_size > 100_000, f"the stream of {url}\n{self.log()}")
        process.send_signal(signal.SIGINT)
        process.wait()
        frames = read_frames(path)
        self.assertGreater(len(frames), RATE)
        self.assert_complete(frames)

    def test_nginx_takes_rtmp_and_may_stand_or_die(self):
        if shutil.which("nginx") is None or not Path("/usr/lib/nginx/modules/ngx_rtmp_module.so").exists():
            self.skipTest("there is no nginx with libnginx-mod-rtmp")
        server = Nginx(self)
        udp = self.start_with(self.output("rtmp", "rtmp", server.url))
        self.wait_up("rtmp")
        since = self.frame_now()
        self.read_some(server.url, "before.ts")
        server.process.send_signal(signal.SIGSTOP)
        self.wait_frames(STOPPED_SECONDS * RATE)
        server.process.send_signal(signal.SIGCONT)
        server.stop()
        wait_until(lambda: self.sinks()["rtmp"]["state"] != "up", "the end is noticed")
        server.start()
        self.wait_up("rtmp")
        self.read_some(server.url, "after.ts")
        self.assert_untouched(udp, since)

    def test_callers_that_stand_still_lose_their_own_pictures_only(self):
        called, served = free_port(socket.SOCK_DGRAM), free_port()
        srt = f"srt://127.0.0.1:{called}?mode=caller&transtype=live"
        rtsp = f"rtsp://127.0.0.1:{served}/gate"
        udp = self.start_with(self.output("srt", "srt", f"srt://127.0.0.1:{called}", 'mode = "listener"', "latency_ms = 120"),
                              self.output("rtsp", "rtsp", f"rtsp://127.0.0.1:{served}/gate"))
        self.wait_up("rtsp")
        since = self.frame_now()
        for turn, (url, *options) in enumerate(((srt,), (rtsp, "-rtsp_transport", "tcp"), (rtsp, "-rtsp_transport", "udp"))):
            self.read_some(url, f"{turn}-before.ts", *options)
            path = self.scratch / f"{turn}-stopped.ts"
            peer = reader(self, url, path, *options)
            wait_until(lambda path=path: path.exists() and path.stat().st_size > 20_000, f"{url} is read")
            peer.send_signal(signal.SIGSTOP)
            self.wait_frames(STOPPED_SECONDS * RATE)
            peer.kill()
            peer.wait()
            self.read_some(url, f"{turn}-after.ts", *options)
        self.assert_untouched(udp, since)

    def test_an_output_process_that_stands_still_costs_no_other_display_anything(self):
        other = self.scratch / "other"
        self.start_with("\n".join(['[[display]]\nname = "second"\npreset = "tiny"\nencode = "tiny"\nbitrate = "500k"',
                                   f'[[output]]\ndisplay = "second"\nkind = "record"\nurl = "{other}"']))
        since, process = self.frame_now(), self.output_process()
        mixer = self.events("mixer")[-1]["process"]
        before = self.resident_kb(mixer)
        os.kill(process, signal.SIGSTOP)
        self.wait_frames(STOPPED_SECONDS * RATE)
        grown = self.resident_kb(mixer) - before
        os.kill(process, signal.SIGCONT)
        self.wait_recorded(self.frame_now())
        whole = self.scratch / "second.ts"
        whole.write_bytes(b"".join(part.read_bytes() for part in sorted(other.glob("*.ts"))))
        self.assert_complete(read_frames(whole), first=since)
        status = self.ctl("status")["mixer"]
        self.assertEqual([status["left_out"], status["displays"]["tiny"]["dropped_encode"], status["displays"]["second"]["dropped_encode"]],
                         [0, 0, 0])
        self.assertLess(grown, MOST_WAITING_KB + MOST_GROWTH_KB)
        last = self.recorded()[-1].number
        wait_until(lambda: self.recorded()[-1].number > last, "the one that stood goes on")
        self.assertEqual(self.output_process(), process, "as the same process")

    def test_reconnects_leave_nothing_behind(self):
        ports = {f"srt{n}": free_port(socket.SOCK_DGRAM) for n in range(SINKS_AT_ONCE)}
        udp = self.start_with(*(self.output("srt", name, f"srt://127.0.0.1:{port}", "latency_ms = 120") for name, port in ports.items()))
        process, since, sizes = self.output_process(), self.frame_now(), []
        for turn in range(RECONNECTS // SINKS_AT_ONCE):
            peers = [subprocess.Popen(["srt-live-transmit", "-q", f"srt://127.0.0.1:{port}?mode=listener", "file://con"], stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for port in ports.values()]
            try:
                for name in ports:
                    self.wait_up(name)
            finally:
                for peer in peers:
                    peer.terminate()
                for peer in peers:
                    peer.wait()
            wait_until(lambda: all(self.sinks()[name]["state"] != "up" for name in ports), "the ends are noticed")
            sizes.append(self.resident_kb(process))
            if turn % 10 == 9:
                print(f"    {(turn + 1) * SINKS_AT_ONCE} reconnects: {sizes[-1]} kB", flush=True)
        half = len(sizes) // 2
        self.assertLess(sum(sizes[half:]) / (len(sizes) - half) - sum(sizes[:half]) / half, MOST_GROWTH_KB, sizes)
        self.assertEqual(self.output_process(), process, "the same process all the time")
        self.assert_untouched(udp, since)

    def test_srt_over_a_line_that_loses_ten_of_a_hundred(self):
        port = free_port(socket.SOCK_DGRAM)
        received = self.scratch / "received.ts"
        with received.open("wb") as file:
            peer = subprocess.Popen(["srt-live-transmit", "-q", f"srt://127.0.0.1:{port}?mode=listener&latency=400", "file://con"],
                                    stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.DEVNULL)
        self.addCleanup(peer.wait)
        self.addCleanup(peer.kill)
        line = UdpProxy(self, port, loss=0.1, delay=0.0225)
        udp = self.start_with(self.output("srt", "srt", f"srt://127.0.0.1:{line.port}", "latency_ms = 400"))
        self.wait_up("srt")
        since = self.frame_now()
        wait_until(lambda: self.frame_now() >= since + (60 if LONG else 15) * RATE, "the stream")
        self.assertGreater(line.lost / (line.lost + line.passed), 0.07)
        data = received.read_bytes()
        late = [error for error in continuity_errors(data[:len(data) // 188 * 188]) if error[0] > 1]
        self.assertEqual(late, [])
        self.assert_untouched(udp, since)

    def test_a_full_disk_costs_what_goes_there(self):
        disk = self.scratch / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("a small disk can be mounted by root only")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=True)
        (disk / "stuffing").write_bytes(bytes(800_000))
        udp = self.start_with(self.output("hls", "hls", str(disk / "hls"), "segment_s = 1", "window = 3"),
                              self.output("record", "kept", str(disk / "record")))
        since = self.frame_now()
        wait_until(lambda: self.sinks()["kept"]["failures"] >= 1, "the disk is full")
        wait_until(lambda: self.frame_now() >= since + 8 * RATE, "eight seconds")
        self.assert_untouched(udp, since)
        subprocess.run(["rm", "-rf", str(disk / "stuffing"), str(disk / "record")], check=True)
        before = (disk / "hls" / "index.m3u8").read_text() if (disk / "hls" / "index.m3u8").exists() else ""
        wait_until(lambda: (disk / "hls" / "index.m3u8").exists() and (disk / "hls" / "index.m3u8").read_text() != before, "HLS goes on")
        self.assertIn("#EXT-X-MEDIA-SEQUENCE", (disk / "hls" / "index.m3u8").read_text())


if __name__ == "__main__":
    gate.main()
