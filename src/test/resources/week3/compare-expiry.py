#!/usr/bin/env python3
"""Measures how long requests wait while a million keys expire in one second.

    compare-expiry.py PORT [KEYS]

The server on that port must be empty: all its keys are deleted. The keys get times to live so that
they expire within one second, ten seconds after the last one was set or later. A client sends a PING
each millisecond from then on until all are gone. The last line has the number of requests that waited
longer than 1, 2, 5, 10 and 50 milliseconds, the longest in milliseconds, and when it was.
"""
import socket
import sys
import time

port, keys = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
server = socket.create_connection(("127.0.0.1", port))
server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def call(text):
    server.sendall(text.encode() + b"\r\n")
    return server.recv(1 << 16)


def fill(at):
    for start in range(0, keys, 1000):
        part = range(start, min(start + 1000, keys))
        server.sendall("".join("SET key:%d value PXAT %d\r\n" % (i, at + i % 1000) for i in part).encode())
        left = 5 * len(part)  # "+OK" and the end of the line
        while left > 0:
            left -= len(server.recv(1 << 16))


call("FLUSHALL")
at = int(time.time() * 1000) + 10_000 + keys // 40
fill(at)
time.sleep(max(0, at / 1000 - 0.5 - time.time()))
began = time.monotonic()
waits = []
while time.monotonic() - began < 60:
    before = time.monotonic()
    call("PING")
    after = time.monotonic()
    waits.append(((after - before) * 1000, before - began - 0.5))
    if len(waits) % 100 == 0 and call("DBSIZE").startswith(b":0"):
        break
    time.sleep(max(0, 0.001 - (after - before)))
worst, when = max(waits)
longer = ", ".join("%d ms: %d" % (limit, sum(wait > limit for wait, _ in waits)) for limit in (1, 2, 5, 10, 50))
print("%d requests, all keys gone after %.1f s; longer than %s; the longest %.1f ms at second %.2f"
      % (len(waits), time.monotonic() - began - 0.5, longer, worst, when))
