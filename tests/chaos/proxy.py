# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad lines, made in this process: proxies that lose, delay, double, cut and slow down what goes through them. Each has a
thread of its own and can be made worse or better while it runs."""
import heapq
import random
import select
import socket
import threading
import time


class UdpProxy:
    """One client to one server and back, on a loopback port. `loss` and `doubled` are shares, `delay` seconds one way."""

    def __init__(self, test, to_port, *, loss=0.0, delay=0.0, doubled=0.0, seed=1):
        self.loss, self.delay, self.doubled, self.cut = loss, delay, doubled, False
        self.random = random.Random(seed)
        self.front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.back = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for each in (self.front, self.back):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
            each.bind(("127.0.0.1", 0))
        self.to = ("127.0.0.1", to_port)
        self.client = None
        self.port = self.front.getsockname()[1]
        self.passed = self.lost = 0
        self.waiting, self.order = [], 0
        self.ended = False
        self.thread = threading.Thread(target=self.work)
        self.thread.start()
        test.addCleanup(self.close)

    def work(self):
        while not self.ended:
            now = time.monotonic()
            while self.waiting and self.waiting[0][0] <= now:
                _, _, out, datagram, to = heapq.heappop(self.waiting)
                try:
                    out.sendto(datagram, to)
                except OSError:
                    pass  # nobody there: as on any line
            pause = min(0.05, self.waiting[0][0] - now) if self.waiting else 0.05
            for ready in select.select([self.front, self.back], [], [], max(0, pause))[0]:
                self.take(ready)

    def take(self, ready):
        try:
            datagram, sender = ready.recvfrom(65536)
        except OSError:
            return
        if ready is self.front:
            self.client, out, to = sender, self.back, self.to
        else:
            out, to = self.front, self.client
        if to is None or self.cut or self.random.random() < self.loss:
            self.lost += 1
            return
        self.passed += 1
        for _ in range(2 if self.random.random() < self.doubled else 1):
            self.order += 1
            heapq.heappush(self.waiting, (time.monotonic() + self.delay, self.order, out, datagram, to))

    def close(self):
        self.ended = True
        self.thread.join()
        self.front.close()
        self.back.close()


class TcpServer:
    """Takes connections and does with them what its mood says: "read", "slow" (1 kbit/s), "hold" (never reads), "reset"
    (as soon as something comes)."""

    SLOW_BYTES_A_SECOND = 128

    def __init__(self, test, mood="read"):
        self.mood = mood
        self.connections = self.bytes = 0
        self.listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen()
        self.listener.settimeout(0.1)
        self.port = self.listener.getsockname()[1]
        self.ended = False
        self.threads = [threading.Thread(target=self.accept)]
        self.threads[0].start()
        test.addCleanup(self.close)

    def accept(self):
        while not self.ended:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                continue
            self.connections += 1
            thread = threading.Thread(target=self.serve, args=(connection,))
            self.threads.append(thread)
            thread.start()

    def serve(self, connection):
        connection.settimeout(0.1)
        with connection:
            while not self.ended:
                if self.mood == "hold":
                    time.sleep(0.1)
                    continue
                try:
                    got = connection.recv(self.SLOW_BYTES_A_SECOND if self.mood == "slow" else 65536)
                except TimeoutError:
                    continue
                except OSError:
                    return
                self.bytes += len(got)
                if not got:
                    return
                if self.mood == "reset":
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    return
                if self.mood == "slow":
                    time.sleep(1)

    def close(self):
        self.ended = True
        for thread in self.threads:
            thread.join()
        self.listener.close()
