#!/usr/bin/env python3
"""Measures what a save in the background costs the clients: a fork, or a snapshot without one.

    compare-saving.py KEYS SECONDS SERVER...    each server in turn, with that number of string keys

For each server: the seconds of a save while nothing else happens; then 50 clients write random keys
as fast as they can, for some seconds without a save, and for as long while one save follows the other.
A row has the start of a save in milliseconds (latest_fork_usec), requests a second without and with
saves and their ratio, the longest request and the 99.9th percentile of both in milliseconds, and the
peak of resident memory without and with saves in MiB (that of a forked child counted where its pages
are its own). The server and redis-benchmark run on this machine, one server at a time.
"""
import os
import shlex
import socket
import subprocess
import sys
import tempfile
import threading
import time

PORT = 27392


class Server:
    def __init__(self, command, folder):
        self.process = subprocess.Popen(
            shlex.split(command) + ["--port", str(PORT), "--dir", folder, "--save", "", "--enable-debug-command", "yes"],
            stdout=subprocess.DEVNULL)
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", PORT))
                break
            except OSError:
                if self.process.poll() is not None:
                    sys.exit(command + " ended")
                time.sleep(0.01)
        self.lines = self.socket.makefile("rb")

    def call(self, text):
        self.socket.sendall(text.encode() + b"\r\n")
        line = self.lines.readline()
        if line.startswith(b"$"):
            return self.lines.read(int(line[1:]) + 2).decode()
        return line.decode()

    def info(self):
        return dict(line.split(":", 1) for line in self.call("INFO").split("\r\n") if ":" in line)

    def saves(self):
        return self.info()["rdb_bgsave_in_progress"] == "1"

    def pages(self):
        """Bytes of memory that the server and its children have, each page counted once."""
        total = 0
        with open("/proc/%d/task/%d/children" % (self.process.pid, self.process.pid)) as children:
            processes = [self.process.pid] + [int(child) for child in children.read().split()]
        for process in processes:
            try:
                with open("/proc/%d/smaps_rollup" % process) as rollup:
                    total += sum(int(line.split()[1]) << 10 for line in rollup if line.startswith("Pss:"))
            except OSError:
                pass  # the child has just ended
        return total

    def end(self):
        self.socket.sendall(b"SHUTDOWN NOSAVE\r\n")
        self.process.wait()


class Load:
    """50 clients that write random keys, and what is seen meanwhile."""

    def __init__(self, server, keys, seconds, saving):
        self.peak = 0
        self.saves = 0
        requests = keys * 10
        benchmark = subprocess.Popen(
            ["timeout", str(seconds), "redis-benchmark", "-p", str(PORT), "-c", "50", "-n", str(requests), "-r",
             str(keys), "--csv", "SET", "key:__rand_int__", "changed:0123456789abcdef"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.waits = []
        stop = threading.Event()
        probe = threading.Thread(target=self.probe, args=(stop,))
        probe.start()
        before = int(server.info()["total_commands_processed"])
        began = time.monotonic()
        while benchmark.poll() is None:
            self.peak = max(self.peak, server.pages())
            if saving and not server.saves():
                server.call("BGSAVE")
                self.saves += 1
            time.sleep(0.1)
        took = time.monotonic() - began
        self.rate = (int(server.info()["total_commands_processed"]) - before) / took
        stop.set()
        probe.join()
        while server.saves():
            time.sleep(0.05)
        self.waits.sort()

    def probe(self, stop):
        """One more client, whose requests are timed one by one."""
        with socket.create_connection(("127.0.0.1", PORT)) as client:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            number = 0
            while not stop.is_set():
                number += 7919
                began = time.monotonic()
                client.sendall(b"SET key:%012d changed\r\n" % (number % 1_000_000))
                client.recv(100)
                self.waits.append((time.monotonic() - began) * 1000)
                time.sleep(0.0005)

    def longest(self):
        return self.waits[-1]

    def percentile(self):
        return self.waits[int(len(self.waits) * 0.999)]


def measure(command, keys, seconds):
    with tempfile.TemporaryDirectory() as folder:
        server = Server(command, folder)
        server.call("DEBUG POPULATE %d key 32" % keys)
        for _ in range(2):
            began = time.monotonic()
            server.call("BGSAVE")
            while server.saves():
                time.sleep(0.01)
            alone = time.monotonic() - began
        Load(server, keys, 5, False)  # warms up
        without = Load(server, keys, seconds, False)
        saving = Load(server, keys, seconds, True)
        start = int(server.info()["latest_fork_usec"]) / 1000
        print("%s | %.1f s | %.2f ms | %.0f | %.0f | %.2f | %.1f %.1f | %.1f %.1f | %d | %d | %d saves" % (
            command, alone, start, without.rate, saving.rate, saving.rate / without.rate, without.longest(),
            without.percentile(), saving.longest(), saving.percentile(), without.peak >> 20, saving.peak >> 20,
            saving.saves), flush=True)
        server.end()


if len(sys.argv) < 4:
    sys.exit(__doc__)
print("server | save alone | start | requests/s | while saving | ratio | longest, p99.9, ms | while saving | peak MiB"
      " | while saving |")
for server_command in sys.argv[3:]:
    measure(server_command, int(sys.argv[1]), int(sys.argv[2]))
