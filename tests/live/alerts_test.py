#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Alarms of a real gate reach people: a program, a mail, an address of the network; again where it failed, not too often."""
import email
import email.policy
import http.server
import json
import os
import signal
import subprocess
import threading
import unittest

import gate
from gate import wait_until


class Receiver:
    """Takes what is posted; the first time it is out of order."""

    def __init__(self):
        outer = self
        self.asked, self.taken = 0, []

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.asked += 1
                if outer.asked > 1:
                    outer.taken.append((self.path, self.headers["Content-Type"], json.loads(body)))
                self.send_response(500 if outer.asked == 1 else 204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Alerts(gate.GateCase):
    def program(self, name, text):
        path = self.scratch / name
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        return path

    def lines(self, name):
        path = self.scratch / name
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def kill_mixer(self):
        mixers = len(self.events("mixer"))
        os.kill(self.events("mixer")[-1]["process"], signal.SIGKILL)
        self.wait_for("mixer", mixers + 1)

    def test_people_are_told_and_told_again_where_it_failed(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        command = self.program("tell", f'cat >> "{self.scratch}/told"\n')
        often = self.program("often", f'cat >> "{self.scratch}/often.told"\n')
        sendmail = self.program("sendmail", f'cat > "{self.scratch}/mail.part" && mv "{self.scratch}/mail.part" "{self.scratch}/mail"\n')
        broken = self.program("broken", "echo no line to the world >&2\nexit 3\n")
        self.write_site([self.clip("red", 30)], more='name = "Cửa khẩu Lệ Thanh"', outputs=f'''
[[output]]
display = "tiny"
kind = "record"
name = "full"
url = "/proc/nothing-can-be-written-here"
[[alert]]
way = "webhook"
to = "http://127.0.0.1:{receiver.port}/hook?key=a\\"b"
[[alert]]
program = ["{command}"]
level = "error"
every_s = 3600
[[alert]]
program = ["{often}"]
every_s = 2
[[alert]]
way = "mail"
to = "truc@dai.example"
program = ["{sendmail}"]
level = "error"
[[alert]]
program = ["{broken}"]
''')
        self.start()
        self.kill_mixer()
        wait_until(lambda: self.lines("told"), "the program")
        self.kill_mixer()
        repeated = wait_until(lambda: [each for each in self.lines("often.told") if "repeated" in each], "the second loss, later")
        self.assertEqual((repeated[0]["alarm"], repeated[0]["repeated"]), ("mixer-lost", 1))

        told = self.lines("told")
        self.assertEqual([each["alarm"] for each in told if each["alarm"] == "mixer-lost"], ["mixer-lost"])
        self.assertEqual((told[0]["site"], told[0]["level"]), ("Cửa khẩu Lệ Thanh", "error"))
        wait_until(lambda: receiver.taken, "the webhook's second try")
        path, kind, body = receiver.taken[0]
        self.assertEqual((path, kind, body["alarm"]), ('/hook?key=a"b', "application/json", "mixer-lost"))
        failed = self.wait_for("alert-failed", 2)
        self.assertEqual({each["way"] for each in failed}, {"webhook", "command"})
        self.assertIn("no line to the world\n", [each["problem"] for each in failed])

        mail = wait_until(lambda: (self.scratch / "mail").exists() and (self.scratch / "mail").read_bytes(), "the mail")
        letter = email.message_from_bytes(mail, policy=email.policy.default)
        self.assertEqual(letter["To"], "truc@dai.example")
        self.assertRegex(letter["Subject"], r"^\[Cửa khẩu Lệ Thanh\] error: mixer-lost")
        self.assertIn("alarm: mixer-lost", letter.get_content())

        down = wait_until(lambda: [each for each in self.lines("told") if each["alarm"] == "output-down"], "the output that is down")
        self.assertEqual((down[0]["title"], len(down)), ("full", 1))
        self.assertTrue(self.ctl("shutdown")["done"])
        self.assertEqual(self.process.wait(gate.PATIENCE_SECONDS), 0)

    def test_a_way_that_cannot_be_is_refused(self):
        self.write_site([self.clip("red", 30)], outputs='[[alert]]\nway = "webhook"\nto = "ftp://a"\n[[alert]]\n[[alert]]\nway = "mail"\nto = "duty"\n')
        said = self.refused("live", self.site, "--check")
        for words in ("must begin with http", "names no program", "is no mail address"):
            self.assertIn(words, said)

    def refused(self, *words):
        run = subprocess.run([gate.PROGRAM, *map(str, words), "--language", "en"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             timeout=gate.PATIENCE_SECONDS)
        self.assertEqual(run.returncode, 1, run.stderr + run.stdout)
        return run.stderr


if __name__ == "__main__":
    gate.main()
