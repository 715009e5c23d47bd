#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs on many machines: a real Slurm of two nodes, lost, killed, cancelled, out of time; the bytes are the local ones.

GATECAST_LONG=1 adds a node that comes back by itself, a controller that is restarted, and more jobs at a time.
"""
import os
import shutil
import signal
import tempfile
import unittest
from pathlib import Path

import cluster
from job import LONG, JobCase, main, wait_until

SECONDS = 20
KEYS = {"display": ["tiny", "wide"]}


@unittest.skipIf(cluster.missing(), f"{cluster.missing()}")
class Slurm(JobCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Path(tempfile.mkdtemp(prefix="gatecast-slurm-"))
        cls.home.chmod(0o755)
        cls.addClassCleanup(shutil.rmtree, cls.home, True)
        cls.slurm = cls.enterClassContext(cluster.Cluster(cls.home / "cluster"))

    def setUp(self):
        super().setUp()
        self.clip = self.shared_clip("clip.mp4", SECONDS)
        self.started = []
        wait_until(lambda: set(self.slurm.node_states().values()) == {"idle"}, "the nodes are not free")
        self.addCleanup(self.leave_nothing)

    def leave_nothing(self):
        """What a failed test leaves must not be the next one's trouble."""
        left = self.slurm.queue()
        for name in {name for name, *_ in left}:
            self.slurm.call("scancel", "--name", name)
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.communicate()
        self.assertEqual(left, [])

    def assert_nothing_queued(self):
        self.assertEqual(self.slurm.queue(), [])

    def begin(self, *options, environment=None, **keys):
        self.started.append(self.start(self.clip, "--executor=slurm", *options,
                                       environment=self.slurm.environment | (environment or {}), **KEYS | keys))
        return self.started[-1]

    def on_slurm(self, *options, code=0, **keys):
        run = self.finish(self.begin(*options, **keys))
        self.assertEqual(run.code, code, run.err or run.out)
        return run

    def expected(self):
        cls = type(self)
        if not hasattr(cls, "local_bytes"):
            cls.local_bytes = self.undisturbed(self.clip, **KEYS)
        return cls.local_bytes

    def assert_same_as_local(self):
        expected = self.expected()
        self.assertEqual({name: (self.out / name).read_bytes() for name in expected}, expected)
        self.assert_only_whole_files(files=expected)

    def segments(self):
        entries = self.cache / "entries"
        return sum(path.stat().st_size > 2000 for path in entries.rglob("*/*")) if entries.exists() else 0

    def wait_for_tasks(self, process, segments=1):
        """Until both nodes work, and something is done."""
        def working():
            self.assertIsNone(process.poll(), "the job ended before it was disturbed")
            return len({task[-1] for task in self.slurm.queue() if task[1] == "RUNNING"}) == 2 and self.segments() >= segments
        wait_until(working, "two nodes at work")

    def test_two_nodes_give_the_bytes_of_one_machine(self):
        run = self.on_slurm()
        self.assertEqual(run.json["segments_kept"], 0)
        self.assertIn("tasks submitted as array", run.err)
        self.assert_same_as_local()
        self.assert_store_tidy()
        self.assertEqual([output["state"] for output in self.on_slurm().outputs], ["unchanged"] * 2)

    def test_a_node_is_lost(self):
        process = self.begin()
        self.wait_for_tasks(process)
        self.slurm.kill_node("n2")
        self.slurm.call("scontrol", "update", "nodename=n2", "state=down", "reason=test")
        run = self.finish(process)
        self.slurm.start_node("n2")
        self.slurm.call("scontrol", "update", "nodename=n2", "state=resume")
        self.assertEqual(run.code, 0, run.err)
        self.assert_same_as_local()

    def test_the_starter_is_killed_and_started_again(self):
        process = self.begin()
        self.wait_for_tasks(process)
        process.kill()
        process.communicate()
        left = self.slurm.queue()
        self.assertTrue(left, "the tasks outlive their starter")
        run = self.on_slurm()
        self.assertIn("is followed", run.err)
        self.assertNotIn("submitted", run.err)
        self.assert_same_as_local()
        self.assert_store_tidy()

    def test_stopped(self):
        for name in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=name.name):
                process = self.begin()
                self.wait_for_tasks(process)
                process.send_signal(name)
                run = self.finish(process)
                self.assertEqual(run.code, 1, run.err)
                self.assertTrue(run.json["stopped"])
                self.assert_nothing_queued()
                self.assert_only_whole_files()
                shutil.rmtree(self.cache)

    def test_tasks_that_vanish_are_submitted_again(self):
        process = self.begin()
        self.wait_for_tasks(process)
        self.slurm.call("scancel", "--name", self.slurm.queue()[0][0])
        run = self.finish(process)
        self.assertEqual(run.code, 0, run.err)
        self.assertIn("CANCELLED", run.err)
        self.assertIn("Submitted again", run.err)
        self.assert_same_as_local()

    def test_several_jobs_at_once(self):
        others = {f"out-{n}": self.begin(out=self.scratch / f"out-{n}", display=[display])
                  for n, display in enumerate(("tiny", "wide", "tall") if LONG else ("tiny", "wide"))}
        for name, process in others.items():
            run = self.finish(process)
            self.assertEqual(run.code, 0, f"{name}: {run.err}")
        for name, data in self.expected().items():
            found = [directory / name for directory in map(self.scratch.joinpath, others) if (directory / name).exists()]
            self.assertEqual([path.read_bytes() for path in found], [data])

    def test_what_slurm_refuses_is_said(self):
        cases = {
            "no partition": (["--slurm-set=partition=day"], {}, "no such partition"),
            "memory": (["--slurm-set=memory=900G"], {}, "No node"),
            "time": (["--slurm-set=time=soon"], {}, "time limit"),
            "setting": (["--slurm-set=colour=red"], {}, "Allowed: partition"),
            "configuration": ([], {"SLURM_CONF": "/nonexistent/slurm.conf"}, "SLURM_CONF"),
            "not installed": ([], {"PATH": "/nonexistent"}, "slurm-client"),
        }
        if not LONG:
            del cases["configuration"]  # Slurm itself tries for a minute
        for name, (options, environment, sentence) in cases.items():
            with self.subTest(name):
                run = self.on_slurm(*options, environment=environment, code=1)
                self.assertIn(sentence, run.err)
                self.assertNotIn("report", run.err)
                self.assert_store_tidy()

    def lanes(self):
        """Processes of the tasks: the programs themselves."""
        found = []
        for entry in os.listdir("/proc"):
            try:
                words = Path(f"/proc/{entry}/cmdline").read_bytes().split(b"\0") if entry.isdigit() else []
            except OSError:
                continue
            if words[1:2] == [b"lane"] and str(self.cache).encode() in words:
                found.append(int(entry))
        return found

    @unittest.skipUnless(LONG, "Slurm's shortest limit is a minute: with GATECAST_LONG=1")
    def test_the_time_limit_ends_tasks(self):
        process = self.begin("--slurm-set=time=1")
        self.wait_for_tasks(process)
        for lane in self.lanes():
            os.kill(lane, signal.SIGSTOP)  # too slow for their minute
        run = self.finish(process)
        self.assertEqual(run.code, 0, run.err)
        self.assertIn("TIMEOUT", run.err)
        self.assert_same_as_local()

    @unittest.skipUnless(LONG, "a node is given up after a while: with GATECAST_LONG=1")
    def test_a_node_is_lost_and_nobody_says_so(self):
        process = self.begin()
        self.wait_for_tasks(process)
        self.slurm.kill_node("n2")
        run = self.finish(process)
        self.slurm.start_node("n2")
        self.assertEqual(run.code, 0, run.err)
        self.assert_same_as_local()

    @unittest.skipUnless(LONG, "with GATECAST_LONG=1")
    def test_the_controller_is_started_anew(self):
        process = self.begin()
        self.wait_for_tasks(process)
        controller = self.slurm.daemons["slurmctld"]
        controller.kill()
        controller.wait()
        for line in process.stderr:
            if "does not answer" in line:
                break
        self.slurm.start_controller()
        run = self.finish(process)
        self.assertEqual(run.code, 0, run.err)
        self.assert_same_as_local()


if __name__ == "__main__":
    main()
