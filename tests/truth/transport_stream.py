# SPDX-License-Identifier: GPL-3.0-or-later
"""A small reader of MPEG transport streams: clocks, tables, continuity, arrival of access units."""
from collections import defaultdict
from pathlib import Path

CLOCK = 27_000_000


class TransportStream:
    """Everything in packets of 188 bytes; times in 27 MHz, counted by the PCRs around a byte."""

    def __init__(self, file):
        data = Path(file).read_bytes()
        self.broken, self.pcrs, self.tables = [], [], defaultdict(list)
        self.units = defaultdict(list)  # pid: [first byte, bytes, dts in 90 kHz]
        self.count = len(data) // 188
        if len(data) % 188:
            self.broken.append("not whole packets")
        counters = {}
        for n in range(self.count):
            self.packet(n, data[n * 188:n * 188 + 188], counters)

    def packet(self, n, packet, counters):
        if packet[0] != 0x47 or packet[1] & 0x80:
            return self.broken.append(f"packet {n}: lost or damaged")
        pid, start, kinds = (packet[1] & 0x1f) << 8 | packet[2], packet[1] & 0x40, packet[3] >> 4 & 3
        body = 4
        if kinds & 2:
            body = 5 + packet[4]
            if packet[4] and packet[5] & 0x10:
                base = int.from_bytes(packet[6:10], "big") << 1 | packet[10] >> 7
                self.pcrs.append((n * 188 + 10, base * 300 + ((packet[10] & 1) << 8 | packet[11])))
        if kinds & 1 and pid != 0x1fff:
            counter = packet[3] & 15
            if pid in counters and counter != (counters[pid] + 1) % 16:
                self.broken.append(f"packet {n}: counter of {pid} goes from {counters[pid]} to {counter}")
            counters[pid] = counter
            self.payload(n, pid, bool(start), packet[body:])

    def payload(self, n, pid, start, payload):
        if start and payload[:3] == b"\0\0\1":
            stamps = payload[7] >> 6
            at = payload[9:14] if stamps == 2 else payload[14:19] if stamps == 3 else None
            dts = None if at is None else ((at[0] >> 1 & 7) << 30 | at[1] << 22 | (at[2] >> 1) << 15 | at[3] << 7 | at[4] >> 1)
            self.units[pid].append([n * 188, len(payload) - 9 - payload[8], dts])
        elif start:
            self.tables[pid].append(n * 188)
        elif self.units.get(pid):
            self.units[pid][-1][1] += len(payload)

    def time_at(self, position):
        """Seconds of the stream's clock when this byte arrives."""
        import bisect
        i = min(max(bisect.bisect(self.pcrs, (position, 0)), 1), len(self.pcrs) - 1)
        (a, t), (b, u) = self.pcrs[i - 1], self.pcrs[i]
        return (t + (u - t) * (position - a) / (b - a)) / CLOCK

    def longest_gap(self, positions):
        times = [self.time_at(position) for position in positions]
        return max(b - a for a, b in zip(times, times[1:]))

    def pcr_gap(self):
        return max(b[1] - a[1] for a, b in zip(self.pcrs, self.pcrs[1:])) / CLOCK
