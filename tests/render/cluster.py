# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Slurm of two one-CPU nodes on this machine, from Debian's packages, under a configuration of its own.

    with Cluster(directory) as cluster:
        cluster.environment         # what the program needs to find it

Everything runs on free loopback ports and is ended, with whatever its nodes still run, when the cluster is left.
"""
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol", "sinfo")
NODES = ("n1", "n2")


def missing():
    """Why there can be no cluster here; nothing where there can."""
    if os.geteuid() != 0:
        return "only root can start Slurm's daemons"
    for program in PROGRAMS:
        if shutil.which(program) is None and not Path("/usr/sbin", program).exists():
            return f"{program} is not installed"
    try:
        pwd.getpwnam("munge")
    except KeyError:
        return "there is no user munge"
    return None


def free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


class Cluster:
    def __init__(self, directory, nodes=NODES, settings=""):
        """`settings`: more lines of slurm.conf."""
        self.place = Path(directory)
        self.nodes = nodes
        self.settings = settings
        self.daemons = {}

    @property
    def environment(self):
        return {"SLURM_CONF": str(self.place / "slurm.conf")}

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_):
        self.end()

    def start(self):
        # munged looks who could have changed what leads to its socket: the way must be open to all, writable to nobody else.
        self.place.mkdir(mode=0o755)
        (self.place / "state").mkdir()
        munge = self.place / "munge"
        munge.mkdir(mode=0o711)
        shutil.chown(munge, "munge", "munge")
        (munge / "key").write_bytes(os.urandom(128))
        (munge / "key").chmod(0o400)
        shutil.chown(munge / "key", "munge", "munge")
        self.socket = munge / "socket"
        self.write_configuration()
        user = pwd.getpwnam("munge")
        self.daemon("munged", "munged", "--foreground", "--force", f"--key-file={munge / 'key'}", f"--socket={self.socket}",
                    f"--pid-file={munge / 'pid'}", f"--log-file={munge / 'log'}", f"--seed-file={munge / 'seed'}",
                    user=user.pw_uid, group=user.pw_gid, extra_groups=[])
        self.wait(self.socket.exists, "munged opens no socket")
        self.start_controller()
        for node in self.nodes:
            self.start_node(node)
        self.wait(lambda: self.node_states() == {node: "idle" for node in self.nodes}, "the nodes do not come up")

    def write_configuration(self):
        controller, *nodes = free_ports(1 + len(self.nodes))
        host = socket.gethostname().split(".")[0]
        lines = [f"ClusterName=test\nSlurmctldHost={host}(127.0.0.1)\nSlurmctldPort={controller}",
                 f"AuthType=auth/munge\nAuthInfo=socket={self.socket}\nCredType=cred/munge",
                 "ProctrackType=proctrack/pgid\nTaskPlugin=task/none\nSelectType=select/cons_tres\nSelectTypeParameters=CR_Core",
                 "SlurmdParameters=config_overrides\nSlurmUser=root\nMpiDefault=none\nReturnToService=2\nSlurmdTimeout=10\nKillWait=2",
                 "JobAcctGatherType=jobacct_gather/none\nSchedulerParameters=batch_sched_delay=0,sched_interval=2,bf_interval=2",
                 f"StateSaveLocation={self.place}/state\nSlurmctldPidFile={self.place}/slurmctld.pid",
                 f"SlurmdSpoolDir={self.place}/%n\nSlurmdPidFile={self.place}/%n.pid"]
        lines += [f"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs=1 RealMemory=4000"
                  for node, port in zip(self.nodes, nodes)]
        lines += [f"PartitionName=night Nodes={','.join(self.nodes)} Default=YES State=UP", self.settings]
        (self.place / "slurm.conf").write_text("\n".join(lines) + "\n")

    def daemon(self, name, *words, **keys):
        environment = os.environ | self.environment
        environment["PATH"] += ":/usr/sbin"
        with (self.place / f"{name}.log").open("ab") as log:
            self.daemons[name] = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment,
                                                  start_new_session=True, **keys)

    def start_controller(self, *options):
        self.daemon("slurmctld", "slurmctld", "-D", *options)

    def start_node(self, node):
        (self.place / node).mkdir(exist_ok=True)
        # One core each, where there are two: what a node runs inherits it.
        cores = sorted(os.sched_getaffinity(0))
        core = cores[self.nodes.index(node) % len(cores)]
        self.daemon(node, "taskset", "--cpu-list", str(core), "slurmd", "-D", "-N", node)

    def kill_node(self, node):
        """As if its power went: the daemon and all that it runs."""
        family = self.family(self.daemons[node].pid)
        for process in family:
            self.kill(process)
        self.daemons.pop(node).wait()
        return family

    def call(self, *words):
        return subprocess.run(words, env=os.environ | self.environment, capture_output=True, text=True, timeout=60, check=False)

    def node_states(self):
        lines = self.call("sinfo", "--noheader", "--Node", "--format=%N %t").stdout.split("\n")
        return dict(line.split() for line in lines if line)

    def queue(self):
        """What is waiting or running: (name, state, node)."""
        said = self.call("squeue", "--noheader", "--array", "--format=%j %T %N")
        assert said.returncode == 0, said.stderr
        return [tuple(line.split()) for line in said.stdout.split("\n") if line]

    @staticmethod
    def wait(true, what, seconds=60):
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise AssertionError(f"{what}: not within {seconds} s")
            time.sleep(0.05)

    @staticmethod
    def kill(process):
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def family(self, ancestor):
        """A process, and all that it started, also what has a session of its own or lost its parent since."""
        parents, marked = {}, set()
        mark = f"SLURM_CONF={self.place / 'slurm.conf'}".encode()
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                parents[int(entry)] = int(Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()[1])
                words = Path(f"/proc/{entry}/environ").read_bytes().split(b"\0")
            except OSError:
                continue
            node = next((name for name, daemon in self.daemons.items() if daemon.pid == ancestor), "")
            if mark in words and f"SLURMD_NODENAME={node}".encode() in words:
                marked.add(int(entry))
        family = {ancestor} | marked
        while True:
            more = {child for child, parent in parents.items() if parent in family} - family
            if not more:
                return sorted(family)
            family |= more

    def end(self):
        for name in (*self.nodes, "slurmctld", "munged"):
            daemon = self.daemons.get(name)
            if daemon is None:
                continue
            for process in self.family(daemon.pid):
                self.kill(process)
            daemon.wait()
        self.daemons.clear()
