#!/usr/bin/env python3
"""Measures the resident memory of servers, and what keeping it small costs, one server after another.

    measure-memory.py [--keys 1000000] [--cases idle,strings,...] NAME=COMMAND ...

COMMAND starts a server; the script appends --port and other options. The first server is the one that the
others are compared with:

    src/test/resources/week5/measure-memory.py redis=path/to/redis-server ours=bin/redis-server

Bytes are the growth of resident memory (VmRSS of /proc) over that of the idle server, for each key or element.
redis-benchmark, which is looked for beside the first server and on the PATH, overwrites. Linux only.
"""

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import threading
import time

BATCH = 1000
TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """A running server and one connection to it."""

    def __init__(self, command):
        self.port = free_port()
        self.directory = tempfile.mkdtemp(prefix="measure-memory-")
        words = command.split() + ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", self.directory]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.time() + 60
        while True:
            try:
                self.socket = self.connect()
                return
            except OSError:
                if time.time() > deadline or self.process.poll() is not None:
                    raise SystemExit(f"did not start: {command}")
                time.sleep(0.02)

    def connect(self):
        s = socket.create_connection(("127.0.0.1", self.port))
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return s

    def rss(self):
        with open(f"/proc/{self.process.pid}/status") as lines:
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))

    def cpu(self):
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def send(self, commands):
        """Sends commands in batches; each of them has a reply of one line."""
        batch, count = [], 0
        for command in commands:
            batch.append(command)
            count += 1
            if count == BATCH:
                self.exchange(b"".join(batch), count)
                batch, count = [], 0
        if count:
            self.exchange(b"".join(batch), count)

    def exchange(self, request, replies):
        self.socket.sendall(request)
        while replies > 0:
            data = self.socket.recv(1 << 16)
            if not data:
                raise SystemExit("the server closed the connection")
            if data[0] == ord("-"):
                raise SystemExit(data.decode())
            replies -= data.count(b"\n")

    def settled(self, seconds=5):
        time.sleep(seconds)
        return self.rss()

    def close(self):
        self.socket.close()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


def command(*words):
    words = [word if isinstance(word, bytes) else str(word).encode() for word in words]
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words)


def strings(keys, size):
    value = b"%%0%dd" % size
    form = b"*3\r\n$3\r\nSET\r\n$16\r\nkey:%%012d\r\n$%d\r\n%b\r\n" % (size, value)
    return (form % (i, i) for i in range(keys))


LOADS = {
    "set": lambda n: (command("SADD", "set", b"%016d" % i) for i in range(n)),
    "hash": lambda n: (command("HSET", "hash", b"%016d" % i, b"%016d" % i) for i in range(n)),
    "zset": lambda n: (command("ZADD", "zset", i, b"%016d" % i) for i in range(n)),
    "list": lambda n: (command("RPUSH", "list", b"%016d" % i) for i in range(n)),
    "hashes": lambda n: (
        command("HSET", b"key:%012d" % i, "name", i % 9000 + 1000, "age", i % 90 + 10, "city", i % 9000 + 1000)
        for i in range(n)
    ),
}


class Watch(threading.Thread):
    """Notes resident memory while something is done."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.seen, self.ended = server, [], False

    def run(self):
        while not self.ended:
            self.seen.append(self.server.rss())
            time.sleep(0.05)

    def end(self):
        self.ended = True
        self.join()
        return self.seen


def longest_wait(server, seconds):
    """Sends a PING a millisecond; returns the longest wait in milliseconds."""
    worst = 0.0
    with server.connect() as s:
        end = time.perf_counter() + seconds
        while True:
            start = time.perf_counter()
            if start > end:
                return worst * 1000
            s.sendall(b"PING\r\n")
            s.recv(64)
            worst = max(worst, time.perf_counter() - start)
            time.sleep(0.001)


def overwrite(server, args, times=10, size=16):
    """Overwrites at random; returns requests/s, the worst request in ms, CPU µs a request, and the RSS seen."""
    count = times * args.keys
    cpu, watch = server.cpu(), Watch(server)
    watch.start()
    out = subprocess.run(
        [args.benchmark, "-p", str(server.port), "-t", "set", "-n", str(count), "-r", str(args.keys),
         "-d", str(size), "-P", "16", "-c", "50", "--csv"],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()[-1]
    fields = [field.strip('"') for field in out.split(",")]
    return float(fields[1]), float(fields[7]), (server.cpu() - cpu) * 1e6 / count, watch.end()


def measure(name, start, args, show):
    """Measures one server; calls show(row, value, unit) for each number."""
    cases = args.cases
    if "idle" in cases:
        server = Server(start)
        server.exchange(b"PING\r\n", 1)
        show("idle", server.settled(8) / 1e6, "MB")
        server.close()
    if "strings" in cases:
        server = Server(start)
        idle = server.settled(8)
        server.send(strings(args.keys, 16))
        show("strings of 16 bytes, loaded", (server.rss() - idle) / args.keys, "bytes")
        rate, worst, cpu, seen = overwrite(server, args)
        show("… while overwritten: highest", (max(seen) - idle) / args.keys, "bytes")
        show("… while overwritten: median", (statistics.median(seen) - idle) / args.keys, "bytes")
        show("… settled 5 s later", (server.settled() - idle) / args.keys, "bytes")
        show("… SET at pipeline 16", rate / 1000, "k/s")
        show("… worst request", worst, "ms")
        show("… server CPU a SET", cpu, "µs")
        server.send(command("DEL", b"key:%012d" % i) for i in range(0, args.keys, 2))
        wait = longest_wait(server, 5)
        show("… half deleted, 5 s later", (server.rss() - idle) / args.keys, "bytes")
        show("… longest wait meanwhile", wait, "ms")
        server.send([command("FLUSHALL")])
        wait = longest_wait(server, 5)
        show("… FLUSHALL, 5 s later, over idle", (server.rss() - idle) / 1e6, "MB")
        show("… longest wait meanwhile", wait, "ms")
        server.close()
    for case, load in LOADS.items():
        if case in cases:
            server = Server(start)
            idle = server.settled(8)
            server.send(load(args.keys))
            show(f"{case}, loaded", (server.rss() - idle) / args.keys, "bytes")
            show(f"{case}, settled", (server.settled() - idle) / args.keys, "bytes")
            server.close()
    if "kib" in cases:
        server = Server(start)
        idle = server.settled(8)
        keys = args.keys // 4
        server.send(strings(keys, 1024))
        show("strings of 1 KiB, loaded", (server.rss() - idle) / keys, "bytes")
        show("strings of 1 KiB, settled", (server.settled() - idle) / keys, "bytes")
        server.send([command("FLUSHALL")])
        wait = longest_wait(server, 5)
        show("… FLUSHALL, 5 s later, over idle", (server.rss() - idle) / 1e6, "MB")
        show("… longest wait meanwhile", wait, "ms")
        server.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("servers", nargs="+", metavar="NAME=COMMAND")
    parser.add_argument("--keys", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=1, help="medians of this number of runs, the servers by turns")
    parser.add_argument("--cases", default="idle,strings,set,hash,zset,list,hashes,kib", type=lambda s: s.split(","))
    parser.add_argument("--benchmark", help="path to redis-benchmark")
    args = parser.parse_args()
    servers = [server.split("=", 1) for server in args.servers]
    if args.benchmark is None:
        beside = os.path.join(os.path.dirname(servers[0][1].split()[0]), "redis-benchmark")
        args.benchmark = beside if os.path.exists(beside) else "redis-benchmark"
    numbers = {}
    for _ in range(args.rounds):
        for name, start in servers:
            rows = numbers.setdefault(name, {})
            last = [""]

            def show(row, value, unit):
                if not row.startswith("…"):
                    last[0] = row.split(",")[0]
                rows.setdefault((last[0], row, unit), []).append(value)

            measure(name, start, args, show)
    width = max(len(name) for name, _ in servers) + 10
    print(f"{args.keys} keys or elements, medians of {args.rounds}")
    print(f"{'':36}" + "".join(f"{name:>{width}}" for name, _ in servers))
    first = numbers[servers[0][0]]
    for row in first:
        line = f"{row[1] + ' (' + row[2] + ')':36}"
        base = statistics.median(first[row])
        for name, _ in servers:
            value = statistics.median(numbers[name][row])
            line += f"{value:>{width - 7}.1f} {value / base if base > 0 else 0:>5.2f}x"
        print(line)


if __name__ == "__main__":
    main()
