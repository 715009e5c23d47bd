# SPDX-License-Identifier: GPL-3.0-or-later
"""Live streams for tests of the live room: pictures that carry the number of the source's own frame, and who sends them."""
import functools
import http.server
import random
import socket
import subprocess
import threading
import time

from gate import COLOURS, HEIGHT, RATE, SOURCE_STRIP_Y, WIDTH


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


def numbered_picture(number, colour):
    """One raw frame of a plain colour with its number on it."""
    luma, cb, cr = COLOURS[colour]
    rows = [bytearray([luma]) * WIDTH for _ in range(HEIGHT)]
    strip = b"".join(bytes([235 if number >> (15 - bit) & 1 else 16]) * 8 for bit in range(16))
    for y in range(SOURCE_STRIP_Y, SOURCE_STRIP_Y + 8):
        rows[y][:len(strip)] = strip
    return b"".join(rows) + bytes([cb]) * (WIDTH * HEIGHT // 4) + bytes([cr]) * (WIDTH * HEIGHT // 4)


def make_stream(path, colour, seconds, *options, tone=440):
    """A transport stream of numbered pictures and a tone, to be sent as it is."""
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-",
               "-f", "lavfi", "-i", f"sine=f={tone}:r=48000", "-shortest", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency",
               "-g", str(RATE), "-b:v", "400k", "-c:a", "aac", "-muxdelay", "0", *options, "-f", "mpegts", str(path)]
    frames = b"".join(numbered_picture(number, colour) for number in range(seconds * RATE))
    subprocess.run(command, input=frames, check=True)
    return path


class Sender:
    """ffmpeg, sending a stream in its own time; ended with the test."""

    def __init__(self, test, stream, *to, loop=False):
        again = ["-stream_loop", "-1"] if loop else []
        self.process = subprocess.Popen(["ffmpeg", "-v", "error", "-nostdin", "-re", *again, "-i", str(stream), "-c", "copy", *to],
                                        stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        test.addCleanup(self.stop)

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class WebServer:
    """A folder over HTTP on a loopback address; what is asked of it is kept."""

    def __init__(self, test, folder, address="127.0.0.1", redirects=None):
        asked = self.asked = []
        moved = redirects or {}

        class Handler(Quiet):
            def do_GET(self):
                asked.append(self.path)
                if self.path in moved:
                    self.send_response(302)
                    self.send_header("Location", moved[self.path])
                    self.end_headers()
                    return
                super().do_GET()

        self.server = http.server.ThreadingHTTPServer((address, 0), functools.partial(Handler, directory=str(folder)))
        self.url = f"http://{address}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        test.addCleanup(self.stop)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def irregular_steps(frames):
    """How often the source's number did not go on by one from one output frame to the next."""
    numbers = [frame.source for frame in frames]
    return sum(1 for a, b in zip(numbers, numbers[1:]) if b != a + 1)


def with_colour(frames, colour, after=0):
    return [frame for frame in frames if frame.colour == colour and frame.number >= after]



class DatagramSender:
    """A transport stream's bytes as datagrams, evenly over their time; some of them doubled or swapped with the next."""

    def __init__(self, test, port, data, seconds, *, doubled=0.0, swapped=0.0):
        self.datagrams = [data[at:at + 1316] for at in range(0, len(data), 1316)]
        self.port, self.pause = port, seconds / len(self.datagrams)
        self.doubled, self.swapped, self.random = doubled, swapped, random.Random(3)
        self.ended = False
        self.thread = threading.Thread(target=self.work)
        self.thread.start()
        test.addCleanup(self.stop)

    def work(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            begun, late = time.monotonic(), None
            for n, datagram in enumerate(self.datagrams):
                if self.ended:
                    return
                time.sleep(max(0, begun + n * self.pause - time.monotonic()))
                if late is None and self.random.random() < self.swapped:
                    late = datagram
                    continue
                for _ in range(2 if self.random.random() < self.doubled else 1):
                    out.sendto(datagram, ("127.0.0.1", self.port))
                if late is not None:
                    out.sendto(late, ("127.0.0.1", self.port))
                    late = None

    def stop(self):
        self.ended = True
        self.thread.join()
