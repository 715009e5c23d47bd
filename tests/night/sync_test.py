#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Days brought to a gate box by the real program: over a mounted path, over ssh with a real sshd, over HTTPS with a real
server and a throw-away authority; with lines that are cut, damaged and slow.

    sync_test.py PROGRAM [unittest's options]
"""
import datetime
import functools
import hashlib
import http.server
import json
import os
import random
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

PROGRAM = None
LIMIT_SECONDS = 240
PIECE = 60_000


def some_bytes(seed, count):
    return random.Random(seed).randbytes(count)


def digest(content):
    return hashlib.sha256(content).hexdigest()


def day_after_today(days):
    return (datetime.date.today() + datetime.timedelta(days=days)).isoformat()


TODAY = day_after_today(0)


class Cutter:
    """Passes TCP connections on and cuts the first `cuts` of them after so many bytes of the answer."""

    def __init__(self, port, cuts, after_bytes):
        self.left, self.cut_so_far, self.after = cuts, 0, after_bytes
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        server = socket.create_connection(("127.0.0.1", self.target))
        threading.Thread(target=self.pump, args=(client, server, None), daemon=True).start()
        self.pump(server, client, self.after)

    def pump(self, source, sink, limit):
        passed = 0
        try:
            while piece := source.recv(4096):
                sink.sendall(piece)
                passed += len(piece)
                if limit and passed >= limit and self.left > 0:
                    self.left -= 1
                    self.cut_so_far += 1
                    break
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()

    def close(self):
        self.listener.close()


class SyncCase(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.scratch = Path(tempfile.mkdtemp(prefix="gatecast-sync-"))
        self.addCleanup(shutil.rmtree, self.scratch, True)
        self.night, self.gate = self.scratch / "night", self.scratch / "gate"
        self.night.mkdir()

    def publish(self, date, films):
        """A day as the night leaves it: {name: bytes}, its page, its list."""
        folder = self.night / date
        shutil.rmtree(folder, True)
        entries = []
        for name, content in films.items():
            (folder / "led-p4").mkdir(parents=True, exist_ok=True)
            (folder / "led-p4" / name).write_bytes(content)
            entries.append({"item": name, "display": "led-p4", "file": {"path": f"led-p4/{name}", "bytes": len(content), "sha256": digest(content)}})
        page = f"<p>{date}".encode()
        (folder / "index.html").write_bytes(page)
        day = {"form": 1, "day": {"date": date}, "items": entries, "spares": [],
               "others": [{"path": "index.html", "bytes": len(page), "sha256": digest(page)}]}
        (folder / "day.json").write_text(json.dumps(day))
        return folder

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GATECAST_", "LC_", "LANG"))}
        return kept | {"LC_ALL": "C.UTF-8", "HOME": str(self.scratch)}

    def words(self, *options, source=None, language="en"):
        return [PROGRAM, "sync", str(source or self.night), str(self.gate), "--json", "--language", language, *map(str, options)]

    def sync(self, *options, code=0, prefix=(), **keys):
        run = subprocess.run([*prefix, *self.words(*options, **keys)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             env=self.environment(), timeout=LIMIT_SECONDS)
        self.assertEqual(run.returncode, code, run.stderr + run.stdout)
        self.err = run.err = run.stderr
        return json.loads(run.stdout) if run.stdout else None

    def day(self, result, date=TODAY):
        return next(day for day in result["days"] if day["date"] == date)

    def assert_same(self, date=TODAY):
        """Every byte of the day, and nothing else."""
        def content(root):
            return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        self.assertEqual(content(self.gate / date), content(self.night / date))


class Mounted(SyncCase):
    def test_a_day_comes_whole_and_a_second_run_brings_nothing(self):
        self.publish(TODAY, {"001-cho.mp4": some_bytes(1, PIECE), "002-phim dài.mp4": some_bytes(2, PIECE)})
        first = self.day(self.sync())
        self.assertEqual((first["state"], first["files"], first["fetched"]), ("brought", 3, 3))
        self.assert_same()
        self.assertEqual(self.day(self.sync())["state"], "unchanged")

    def test_what_another_day_has_is_linked_and_not_brought_again(self):
        film = some_bytes(3, PIECE)
        self.publish(TODAY, {"001-a.mp4": film})
        self.sync()
        tomorrow = day_after_today(1)
        self.publish(tomorrow, {"009-b.mp4": film, "010-c.mp4": some_bytes(4, PIECE)})
        day = self.day(self.sync(), tomorrow)
        self.assertEqual((day["linked"], day["fetched"]), (1, 2))
        self.assert_same(tomorrow)
        self.assertTrue(os.path.samefile(self.gate / TODAY / "led-p4/001-a.mp4", self.gate / tomorrow / "led-p4/009-b.mp4"))

    def test_a_corrected_day_takes_the_place_of_the_old_one(self):
        self.publish(TODAY, {"001-a.mp4": some_bytes(5, PIECE), "002-b.mp4": some_bytes(6, PIECE)})
        self.sync()
        self.publish(TODAY, {"001-a.mp4": some_bytes(5, PIECE), "003-c.mp4": some_bytes(7, PIECE)})
        day = self.day(self.sync())
        self.assertEqual((day["state"], day["linked"]), ("brought", 2))
        self.assert_same()
        self.assertEqual([path.name for path in (self.gate / ".sync").rglob("*") if path.suffix == ".mp4"], [])

    def test_killed_at_any_moment_the_gate_never_sees_half_a_day(self):
        self.publish(TODAY, {"001-a.mp4": some_bytes(8, PIECE)})
        self.sync()
        old = (self.gate / TODAY / "day.json").read_bytes()
        self.publish(TODAY, {f"{n:03}-x.mp4": some_bytes(100 + n, 40 * PIECE) for n in range(6)})
        new = (self.night / TODAY / "day.json").read_bytes()
        for kill in range(12):
            process = subprocess.Popen(self.words("--limit", "20M"), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, env=self.environment(), start_new_session=True)
            coming = self.gate / ".sync" / "coming" / TODAY
            wanted = (kill + 1) * PIECE * 16
            end = time.monotonic() + 60
            while process.poll() is None and time.monotonic() < end:
                if sum(path.stat().st_size for path in coming.rglob("*.mp4") if path.exists()) >= wanted:
                    break
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            seen = (self.gate / TODAY / "day.json").read_bytes()
            self.assertIn(seen, (old, new))
            for entry in json.loads(seen)["items"]:
                self.assertEqual(digest((self.gate / TODAY / entry["file"]["path"]).read_bytes()), entry["file"]["sha256"])
        self.sync()
        self.assert_same()

    def test_reads_that_fail_in_the_middle_are_gone_on_from(self):
        if not shutil.which("strace"):
            self.skipTest("strace, which makes reads fail, is not installed")
        self.publish(TODAY, {"001-a.mp4": some_bytes(9, 6_000_000)})
        film = self.night / TODAY / "led-p4/001-a.mp4"
        day = self.day(self.sync(prefix=["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pread64", "-P", str(film),
                                         "-e", "inject=pread64:error=EIO:when=2+2"]))
        self.assertGreaterEqual(day["broke_off"], 20)
        self.assertEqual(day["fetched_bytes"], 6_000_000 + len(f"<p>{TODAY}"))
        self.assert_same()

    def test_a_copy_that_is_damaged_at_the_other_end_is_said_and_not_shown(self):
        folder = self.publish(TODAY, {"001-a.mp4": some_bytes(10, PIECE)})
        content = bytearray((folder / "led-p4/001-a.mp4").read_bytes())
        content[PIECE // 2] ^= 1
        (folder / "led-p4/001-a.mp4").write_bytes(content)
        day = self.day(self.sync(code=1))
        self.assertEqual(day["state"], "failed")
        self.assertIn("publish the day again", day["problem"])
        self.assertFalse((self.gate / TODAY).exists())

    def test_damage_on_the_gates_own_disk_is_found_and_brought_anew(self):
        self.publish(TODAY, {"001-a.mp4": some_bytes(11, PIECE), "002-b.mp4": some_bytes(12, PIECE)})
        self.sync()
        film = self.gate / TODAY / "led-p4/001-a.mp4"
        film.write_bytes(b"x" * PIECE)
        self.assertEqual(self.day(self.sync())["state"], "unchanged")
        day = self.day(self.sync("--verify"))
        self.assertEqual((day["state"], day["fetched"]), ("brought", 1))
        self.assert_same()

    def test_seven_days_stay_and_those_to_come_and_the_current_one(self):
        for days in range(-12, 3):
            self.publish(day_after_today(days), {"001-a.mp4": some_bytes(50 + days, 500)})
        oldest = day_after_today(-12)
        self.sync(*[word for days in range(-12, 3) for word in ("--day", day_after_today(days))], "--keep-days", 40)
        (self.gate / "current").symlink_to(oldest)
        result = self.sync()
        left = sorted(path.name for path in self.gate.iterdir() if re.fullmatch(r"\d{4}-\d\d-\d\d", path.name))
        self.assertEqual(left, [oldest] + [day_after_today(days) for days in range(-4, 3)])
        self.assertEqual(len(result["removed"]), 7)

    def test_a_clock_that_is_years_ahead_removes_nothing_that_is_needed(self):
        for days in range(3):
            self.publish(day_after_today(days), {"001-a.mp4": some_bytes(70 + days, 500)})
        self.sync()
        if not shutil.which("faketime"):
            self.skipTest("faketime, which sets the clock, is not installed")
        self.sync(prefix=["faketime", "2040-01-01"])
        for days in range(3):
            self.assert_same(day_after_today(days))

    def test_a_full_disk_is_said_before_anything_is_brought(self):
        disk = self.scratch / "small"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode:
            self.skipTest("a small disk cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        self.gate = disk / "gate"
        self.publish(TODAY, {"001-a.mp4": some_bytes(13, 3_000_000)})
        day = self.day(self.sync(code=1))
        self.assertIn("MB are needed", day["problem"])
        self.assertFalse((self.gate / TODAY).exists())
        self.assertEqual([path for path in self.gate.rglob("*.mp4")], [])

    def test_two_at_once_do_not_meet(self):
        import fcntl
        self.publish(TODAY, {"001-a.mp4": some_bytes(14, 500)})
        self.sync()
        with open(self.gate / ".sync" / "lock") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            self.sync(code=1)
        self.assertIn("another gatecast sync", self.err)

    def test_a_list_that_leads_out_of_its_folder_is_refused(self):
        folder = self.publish(TODAY, {"001-a.mp4": some_bytes(15, 500)})
        day = json.loads((folder / "day.json").read_text())
        day["items"][0]["file"]["path"] = "../../../etc/passwd"
        (folder / "day.json").write_text(json.dumps(day))
        self.assertIn("cannot be one of a day", self.day(self.sync(code=1))["problem"])

    def test_the_limit_is_kept(self):
        self.publish(TODAY, {"001-a.mp4": some_bytes(16, 2_000_000)})
        begun = time.monotonic()
        self.sync("--limit", "1M")
        self.assertGreaterEqual(time.monotonic() - begun, 1.9)

    def test_what_is_no_source_is_said(self):
        for source, sentence in (("http://gate/x", "https://"), ("/no/such/folder", "no such folder")):
            self.sync(source=source, code=1)
            self.assertIn(sentence, self.err)
        self.sync(code=1)
        self.assertIn("no published day is there", self.err)


class Https(SyncCase):
    def setUp(self):
        super().setUp()
        self.authority = self.scratch / "ca.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                        "-keyout", self.scratch / "key.pem", "-out", self.authority], check=True, capture_output=True)
        self.requests = []
        self.spoil = 0  # so many answers with a byte turned round
        case = self

        class Ranges(http.server.SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                path = Path(self.translate_path(self.path))
                if not path.is_file():
                    return self.send_error(404)
                content, begin = bytearray(path.read_bytes()), 0
                asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
                if asked:
                    begin = int(asked[1])
                case.requests.append((self.path, begin))
                if path.suffix == ".mp4" and case.spoil > 0:
                    case.spoil -= 1
                    content[len(content) // 2] ^= 1
                self.send_response(206 if asked else 200)
                self.send_header("Content-Length", str(len(content) - begin))
                if asked:
                    self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
                self.end_headers()
                try:
                    self.wfile.write(content[begin:])
                except OSError:
                    pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # cut connections are what this is about

        self.server = Server(("127.0.0.1", 0), functools.partial(Ranges, directory=self.night))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.authority, self.scratch / "key.pem")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def address(self, port=None):
        return f"https://localhost:{port or self.server.server_address[1]}"

    def test_a_line_cut_twenty_times_ends_complete_and_proven(self):
        self.publish(TODAY, {"001-a.mp4": some_bytes(20, 900_000), "002-chợ.mp4": some_bytes(21, 900_000)})
        line = Cutter(self.server.server_address[1], 20, 80_000)
        self.addCleanup(line.close)
        day = self.day(self.sync("--ca", self.authority, source=self.address(line.port)))
        self.assertEqual(line.cut_so_far, 20)
        self.assert_same()
        self.assertGreater(len([begin for _, begin in self.requests if begin > 0]), 10)  # gone on from the middle
        self.assertEqual(day["fetched_again"], 0)

    def test_a_damaged_transfer_is_found_and_brought_again(self):
        self.publish(TODAY, {"001-a.mp4": some_bytes(22, 50_000)})
        self.spoil = 1
        day = self.day(self.sync("--ca", self.authority, source=self.address()))
        self.assertEqual(day["fetched_again"], 1)
        self.assert_same()

    def test_a_server_that_nobody_vouches_for_is_refused(self):
        self.publish(TODAY, {"001-a.mp4": some_bytes(23, 500)})
        self.sync("--tries", 1, source=self.address(), code=1)
        self.assertIn("certificate", self.err)
        self.assertFalse((self.gate / TODAY).exists())


class Ssh(SyncCase):
    def setUp(self):
        super().setUp()
        sshd = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin")
        if not sshd or not shutil.which("rsync"):
            self.skipTest("sshd or rsync is not installed")
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.scratch / name], check=True)
        keys = self.scratch / "authorized"
        shutil.copy(self.scratch / "user.pub", keys)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        (self.scratch / "sshd_config").write_text(
            f"ListenAddress 127.0.0.1:{self.port}\nHostKey {self.scratch}/host\nAuthorizedKeysFile {keys}\nStrictModes no\n"
            f"UsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\nPidFile none\nMaxStartups 100\n")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # where sshd, started by root, puts its prisoner
        self.server = subprocess.Popen([sshd, "-D", "-e", "-f", self.scratch / "sshd_config"], stderr=subprocess.DEVNULL,
                                       stdin=subprocess.DEVNULL)
        self.addCleanup(self.server.wait)
        self.addCleanup(self.server.terminate)
        end = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            except OSError:
                self.assertLess(time.monotonic(), end, "sshd did not start")
                self.assertIsNone(self.server.poll(), "sshd ended")

    def shell(self, port):
        return (f"ssh -F none -p {port} -i {self.scratch}/user -o BatchMode=yes -o StrictHostKeyChecking=no -o LogLevel=ERROR "
                f"-o UserKnownHostsFile=/dev/null")

    def source(self):
        import getpass
        return f"{getpass.getuser()}@127.0.0.1:{self.night}"

    def test_a_line_cut_twenty_times_ends_complete_and_proven(self):
        self.publish(TODAY, {"001-a b.mp4": some_bytes(30, 5_000_000), "002-chợ.mp4": some_bytes(31, 600_000)})
        line = Cutter(self.port, 20, 200_000)
        self.addCleanup(line.close)
        day = self.day(self.sync("--ssh", self.shell(line.port), source=self.source()))
        self.assertEqual(line.cut_so_far, 20)
        self.assert_same()
        self.assertGreaterEqual(day["broke_off"], 20)

    def test_a_second_run_brings_nothing(self):
        self.publish(TODAY, {"001-a.mp4": some_bytes(32, 5000)})
        self.sync("--ssh", self.shell(self.port), source=self.source())
        self.assert_same()
        self.assertEqual(self.day(self.sync("--ssh", self.shell(self.port), source=self.source()))["state"], "unchanged")


if __name__ == "__main__":
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
