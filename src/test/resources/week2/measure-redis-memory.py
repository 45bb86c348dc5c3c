#!/usr/bin/env python3
"""Measures what keys and elements cost a redis-server: used_memory and resident memory, each.

    measure-redis-memory.py PATH-OF-REDIS-SERVER PORT

The same data as ValueSizeTest has, a million of each (of small values 250,000). A server is started
for each line and ended after it.
"""
import socket
import subprocess
import sys
import time

SERVER, PORT = sys.argv[1], int(sys.argv[2])


def query(*words):
    words = [str(word).encode() for word in words]
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in words)


def start():
    server = subprocess.Popen(
        [SERVER, "--port", str(PORT), "--bind", "127.0.0.1", "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    while True:
        try:
            return server, socket.create_connection(("127.0.0.1", PORT))
        except OSError:
            time.sleep(0.05)


def memory(connection):
    connection.sendall(query("INFO", "memory"))
    reply = b""
    while b"mem_fragmentation_bytes" not in reply or not reply.endswith(b"\r\n"):
        reply += connection.recv(1 << 20)
    fields = dict(line.split(":", 1) for line in reply.decode().split("\r\n") if ":" in line)
    return int(fields["used_memory"]), int(fields["used_memory_rss"])


def load(connection, command, count):
    for first in range(0, count, 5000):
        batch = range(first, min(first + 5000, count))
        connection.sendall(b"".join(query(*command(i)) for i in batch))
        replies = 0
        while replies < len(batch):
            replies += connection.recv(1 << 20).count(b"\r\n")


def key(i):
    return "key:%012d" % i


def text(i):
    return "v%015d" % i


MEMBERS = ["m%03d" % j for j in range(8)]
SCORED = [word for j in range(8) for word in (j, "m%03d" % j)]
CASES = [
    ("string", 1000000, lambda i: ("SET", key(i), text(i))),
    ("string with TTL", 1000000, lambda i: ("SET", key(i), text(i), "EX", 100000)),
    ("integer", 1000000, lambda i: ("SET", key(i), 1000000 + i)),
    ("set", 1000000, lambda i: ("SADD", "k", text(i))),
    ("hash", 1000000, lambda i: ("HSET", "k", key(i), text(i))),
    ("sorted set", 1000000, lambda i: ("ZADD", "k", i, text(i))),
    ("list", 1000000, lambda i: ("RPUSH", "k", text(i))),
    (
        "small hash",
        250000,
        lambda i: ("HSET", key(i), "name", "n%07d" % i, "age", i % 100, "city", "c%07d" % i),
    ),
    ("small intset", 250000, lambda i: ("SADD", key(i), *range(i, i + 8))),
    ("small set", 250000, lambda i: ("SADD", key(i), *MEMBERS)),
    ("small sorted set", 250000, lambda i: ("ZADD", key(i), *SCORED)),
    ("small list", 250000, lambda i: ("RPUSH", key(i), *MEMBERS)),
]

for name, count, command in CASES:
    server, connection = start()
    used, resident = memory(connection)
    load(connection, command, count)
    time.sleep(2)  # rehashing ends
    used_after, resident_after = memory(connection)
    print(
        "%-17s used %6.1f  resident %6.1f"
        % (name, (used_after - used) / count, (resident_after - resident) / count),
        flush=True,
    )
    connection.close()
    server.terminate()
    server.wait()
