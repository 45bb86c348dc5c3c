#!/usr/bin/env python3
"""Measures how long requests wait while keys are evicted, one server after another.

    measure-eviction.py [--seconds 600] [--maxmemory 256mb] [--clients 20] NAME=COMMAND ...

COMMAND starts a server; the script appends --port, --maxmemory and other options. The server is filled to its
limit, and then redis-benchmark writes new keys of 200 bytes and of 10 KiB all the time, so that keys are evicted
all the time, while one more client sends GET, SET, HSET, RPUSH, ZADD and DEL by turns and notes each wait:

    src/test/resources/week5/measure-eviction.py redis=path/to/redis-server ours=bin/redis-server

A row has the requests a second of the load, the microseconds of CPU of the server for each of them, the keys
evicted, the highest resident memory, and of the client's waits, in milliseconds, the median, the 99.9th
percentile, the longest, and how many were longer than 20 ms. Linux only.
"""

import argparse
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time

TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, command, maxmemory):
        self.port = free_port()
        self.folder = tempfile.TemporaryDirectory(prefix="measure-eviction-")
        words = command.split() + [
            "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", self.folder.name,
            "--maxmemory", maxmemory, "--maxmemory-policy", "allkeys-lru"]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        while True:
            try:
                self.socket = self.connect()
                break
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"did not start: {command}")
                time.sleep(0.02)
        self.lines = self.socket.makefile("rb")

    def connect(self):
        s = socket.create_connection(("127.0.0.1", self.port))
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return s

    def info(self):
        self.socket.sendall(b"INFO everything\r\n")
        length = int(self.lines.readline()[1:])
        text = self.lines.read(length + 2).decode()
        return dict(line.split(":", 1) for line in text.split("\r\n") if ":" in line)

    def rss(self):
        with open(f"/proc/{self.process.pid}/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024

    def cpu(self):
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.folder.cleanup()


COMMANDS = [
    lambda i: ("SET", f"key:{i % 5000:012d}", "v" * 100),
    lambda i: ("GET", f"key:{i % 5000:012d}"),
    lambda i: ("HSET", f"hash:{i % 500}", f"field:{i % 300}", "v" * 20),
    lambda i: ("RPUSH", f"list:{i % 500}", "v" * 30),
    lambda i: ("ZADD", f"sorted:{i % 500}", str(i % 1000), f"member:{i % 300}"),
    lambda i: ("DEL", f"list:{i % 500}"),
]


def encode(words):
    return ("*%d\r\n" % len(words) + "".join("$%d\r\n%s\r\n" % (len(word), word) for word in words)).encode()


class Client(threading.Thread):
    """Sends commands one by one, two a millisecond at most, and notes how long each reply took."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.socket, self.waits, self.ended = server.connect(), [], False

    def run(self):
        i = 0
        while not self.ended:
            request = encode(COMMANDS[i % len(COMMANDS)](i * 7919))
            i += 1
            began = time.perf_counter()
            self.socket.sendall(request)
            self.socket.recv(4096)
            self.waits.append((time.perf_counter() - began) * 1000)
            time.sleep(0.0005)

    def end(self):
        self.ended = True
        self.join()
        self.socket.close()
        return sorted(self.waits)


def load(args, server, size, clients):
    return subprocess.Popen(
        [args.benchmark, "-p", str(server.port), "-c", str(clients), "-n", "1000000000", "-r", "100000000", "-d",
         str(size), "-t", "set", "-q"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def measure(args, name, command):
    server = Server(command, args.maxmemory)
    loads = [load(args, server, 200, args.clients), load(args, server, 10240, max(1, args.clients // 5))]
    try:
        while int(server.info()["evicted_keys"]) < 10_000:
            time.sleep(0.2)
        client = Client(server)
        before, cpu = server.info(), server.cpu()
        began, peak = time.time(), 0
        client.start()
        while time.time() - began < args.seconds:
            peak = max(peak, server.rss())
            time.sleep(0.1)
        waits = client.end()
        after = server.info()
        requests = int(after["total_commands_processed"]) - int(before["total_commands_processed"])
        evicted = int(after["evicted_keys"]) - int(before["evicted_keys"])
        print(
            f"{name:10} {requests / (time.time() - began):10.0f}/s {(server.cpu() - cpu) * 1e6 / requests:7.2f} us"
            f" {evicted:10} evicted {peak:7.0f} MiB   wait: median {waits[len(waits) // 2]:.2f}"
            f" 99.9% {waits[int(len(waits) * 0.999)]:.2f} longest {waits[-1]:.2f} ms,"
            f" {sum(wait > 20 for wait in waits)} of {len(waits)} above 20 ms", flush=True)
    finally:
        for each in loads:
            each.terminate()
            each.wait()
        server.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("servers", nargs="+", metavar="NAME=COMMAND")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--maxmemory", default="256mb")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--benchmark", default="redis-benchmark", help="path to redis-benchmark")
    args = parser.parse_args()
    for server in args.servers:
        measure(args, *server.split("=", 1))


if __name__ == "__main__":
    main()
