#!/usr/bin/env python3
"""Measures how long servers take to load an RDB file.

    compare-loading.py make REDIS-SERVER FOLDER      a redis-server saves strings.rdb and mixed.rdb there
    compare-loading.py load FILE ROUNDS SERVER...    each server loads the file, in turns

A row has the median and the best of: seconds from the start of the process until it answers PING
with PONG, CPU seconds of the whole process until then (collector and compiler included), and the
seconds that the server itself logs for the load. The servers run on this machine, one at a time.
"""
import os
import random
import re
import shlex
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

PORT = 27391
TICKS = os.sysconf("SC_CLK_TCK")


def query(words):
    words = [word if isinstance(word, bytes) else str(word).encode() for word in words]
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in words)


class Server:
    def __init__(self, command, folder, *options):
        self.log = os.path.join(folder, "log")
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            shlex.split(command) + ["--port", str(PORT), "--dir", folder, "--save", "", "--logfile", self.log]
            + list(options), stdout=subprocess.DEVNULL)
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", PORT))
                self.socket.sendall(b"PING\r\n")
                if self.socket.recv(1000).startswith(b"+PONG"):
                    break
                self.socket.close()
            except OSError:
                pass
            if self.process.poll() is not None:
                sys.exit(command + " ended: see " + self.log)
            time.sleep(0.005)
        self.seconds = time.monotonic() - self.began
        with open("/proc/%d/stat" % self.process.pid) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        self.cpu = (int(fields[11]) + int(fields[12])) / TICKS

    def run(self, queries):
        """Runs commands, and waits for all replies."""
        self.socket.sendall(b"".join(queries) + query(["ECHO", "<<end>>"]))
        tail = b""
        while not tail.endswith(b"<<end>>\r\n"):
            tail = (tail + self.socket.recv(1 << 20))[-64:]

    def end(self):
        self.socket.sendall(query(["SHUTDOWN", "NOSAVE"]))
        self.process.wait()
        self.socket.close()


def parts(commands, size=2000):
    part = []
    for command in commands:
        part.append(query(command))
        if len(part) == size:
            yield part
            part = []
    yield part


def strings():
    for i in range(5_000_000):
        yield ["SET", "key:%012d" % i, "value:%024d" % i]


def mixed(r):
    """A million keys of all types, three in four of them compact, and some large collections."""
    words = ["alpha", "beta", "gamma", "delta", "epsilon", "status", "created", "name", "price", "owner"]
    for i in range(400_000):
        kind = i % 10
        value = (r.randrange(100_000_000) if kind < 3 else r.randbytes(24) if kind < 8
                 else " ".join(r.choice(words) for _ in range(10 if kind == 8 else 80)))
        command = ["SET", "string:%d" % i, value]
        yield command + ["EX", 10_000_000 + i] if kind % 3 == 0 else command
    for i in range(150_000):
        yield ["HSET", "hash:%d" % i] + sum([[words[f], r.randrange(1 << 40)] for f in range(3 + i % 7)], [])
        yield ["RPUSH", "list:%d" % i] + [r.choice(words) + str(r.randrange(1000)) for _ in range(5 + i % 20)]
        yield ["SADD", "set:%d" % i] + [r.randrange(1 << 20) if i % 2 else r.choice(words) + str(j) for j in range(5 + i % 20)]
        yield ["ZADD", "zset:%d" % i] + sum([[r.random() * 1000, "member:%d" % r.randrange(1 << 20)] for _ in range(3 + i % 10)], [])
    for i in range(300):
        yield ["HSET", "hash:middle:%d" % i] + sum([["field:%d" % f, r.randrange(1 << 40)] for f in range(1000)], [])
        yield ["SADD", "set:middle:%d" % i] + ["member:%d" % r.randrange(1 << 30) for _ in range(1000)]
        yield ["ZADD", "zset:middle:%d" % i] + sum([[r.random(), "member:%d" % m] for m in range(1000)], [])
    for i in range(500):
        at = range(i * 1000, i * 1000 + 1000)
        yield ["HSET", "hash:large"] + sum([["field:%d" % f, "value:%d" % r.randrange(1 << 40)] for f in at], [])
        yield ["SADD", "set:large"] + ["member:%d" % r.randrange(1 << 40) for _ in at]
        yield ["ZADD", "zset:large"] + sum([[r.random() * 1e6, "member:%d" % m] for m in at], [])
        yield ["RPUSH", "list:large"] + ["element:%d" % r.randrange(1 << 40) for _ in at]


def make(command, folder):
    os.makedirs(folder, exist_ok=True)
    for name, commands in ("strings.rdb", strings()), ("mixed.rdb", mixed(random.Random(11))):
        server = Server(command, folder, "--dbfilename", name, "--enable-debug-command", "yes")
        server.run([query(["FLUSHALL"])])
        for part in parts(commands):
            server.run(part)
        server.run([query(["SAVE"])])
        server.end()
        print(name, os.path.getsize(os.path.join(folder, name)) >> 20, "MiB")


def load(file, rounds, commands):
    results = {command: [] for command in commands}
    for _ in range(int(rounds)):
        for command in commands:
            with tempfile.TemporaryDirectory() as folder:
                shutil.copy(file, os.path.join(folder, "dump.rdb"))
                server = Server(command, folder)
                server.end()
                with open(server.log) as log:
                    logged = re.findall(r"DB loaded from \w+: ([0-9.]+) seconds", log.read())
                results[command].append((server.seconds, server.cpu, float(logged[-1])))
    print("server | until ready, s: median, best | CPU, s: median, best | logged, s: median, best")
    for command, runs in results.items():
        columns = zip(*runs)
        print(command, *["%.2f %.2f" % (statistics.median(c), min(c)) for c in columns], sep=" | ")


if len(sys.argv) == 4 and sys.argv[1] == "make":
    make(sys.argv[2], sys.argv[3])
elif len(sys.argv) > 4 and sys.argv[1] == "load":
    load(sys.argv[2], sys.argv[3], sys.argv[4:])
else:
    sys.exit(__doc__)
