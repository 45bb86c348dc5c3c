#!/usr/bin/env python3
"""Compares two servers on large values: this one and a redis-server, both running, both empty.

    compare-large-values.py commands PORT PORT-OF-REDIS     CPU of single commands on large values
    compare-large-values.py network PORT PORT-OF-REDIS      redis-benchmark with values up to 1 MiB

All keys of both servers are deleted. The CPU comes from /proc: the servers must run on this
machine. It is that of the whole process (collector and compiler included) for the network, and that
of the thread that runs the commands for single ones. A number is the median of three rounds;
in each round both servers run the same commands, one server after the other.
"""
import csv
import io
import os
import random
import socket
import statistics
import subprocess
import sys

TICK = 1e6 / os.sysconf("SC_CLK_TCK")  # microseconds
ELEMENTS = 100_000


def query(*words):
    words = [word if isinstance(word, bytes) else str(word).encode() for word in words]
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in words)


class Server:
    def __init__(self, port):
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.mark = 0
        info = self.run(query("INFO", "server"))
        self.pid = int(info.split(b"process_id:")[1].split()[0])
        for _ in range(2):  # the first time the threads of the compiler work, too
            before = self.threads()
            for _ in range(300):  # work for the thread that runs commands, no garbage to collect
                self.run(query("PING") * 1000)
            after = self.threads()
        self.thread = max(after, key=lambda thread: after[thread] - before.get(thread, 0))

    def run(self, queries):
        """Runs commands, and returns the first bytes of the replies when all have arrived."""
        self.mark += 1
        mark = b"<<%012d>>\r\n" % self.mark
        self.socket.sendall(queries + query("ECHO", mark[:-2]))
        first = tail = self.socket.recv(1 << 20)
        while not tail.endswith(mark):
            tail = (tail + self.socket.recv(1 << 20))[-64:]
        return first

    def cpu(self):
        """Returns the microseconds of CPU that the process has used."""
        with open("/proc/%d/stat" % self.pid) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * TICK

    def threads(self):
        """Returns the nanoseconds of CPU that each thread has used.

        Threads with a name of their own are left out: those of the JVM's compiler, for example.
        """
        tasks = "/proc/%d/task" % self.pid
        used = {}
        with open("/proc/%d/comm" % self.pid) as name:
            program = name.read()
        for thread in os.listdir(tasks):
            with open("%s/%s/comm" % (tasks, thread)) as name:
                if name.read() != program:
                    continue
            with open("%s/%s/schedstat" % (tasks, thread)) as statistics_of_it:
                used[thread] = int(statistics_of_it.read().split()[0])
        return used

    def thread_cpu(self):
        """Returns the microseconds of CPU of the thread that runs the commands."""
        with open("/proc/%d/task/%s/schedstat" % (self.pid, self.thread)) as statistics_of_it:
            return int(statistics_of_it.read().split()[0]) / 1000


def fill(server):
    server.run(query("FLUSHALL"))
    order = list(range(ELEMENTS))
    random.Random(7).shuffle(order)
    big = random.Random(3).randbytes(1 << 20)
    server.run(query("SET", "string", big * 10))
    for at in range(0, ELEMENTS, 1000):
        part = order[at : at + 1000]
        server.run(query("RPUSH", "list", *["element:%08d" % i for i in part]))
        server.run(query("SADD", "set", *["member:%08d" % i for i in part]))
        server.run(query("HSET", "hash", *sum([["field:%08d" % i, "value:%08d" % i] for i in part], [])))
        server.run(query("ZADD", "sorted", *sum([[i * 1.5, "member:%08d" % i] for i in part], [])))
        server.run(b"".join(query("SET", "key:%d" % i, i) for i in part))
    for key in "ints1", "ints2":
        server.run(query("SADD", key, *[i * len(key + key[-1]) for i in range(500)]))


def some(what):
    return ["%s:%08d" % (what, i * 50) for i in range(1000)]


COMMANDS = [
    ("GETRANGE of 5 MB", [], ["GETRANGE", "string", 0, 5_000_000]),
    ("SET of 10 MB", [], ["SET", "t", b"x" * 10_000_000]),
    ("COPY, then GETSET of 10 MB", [["COPY", "string", "t", "REPLACE"]], ["GETSET", "t", "x"]),
    ("COPY, then SETRANGE of 1 MB in 10 MB", [["COPY", "string", "t", "REPLACE"]], ["SETRANGE", "t", 5_000_000, b"x" * 1_000_000]),
    ("COPY, then APPEND of 1 MB to 10 MB", [["COPY", "string", "t", "REPLACE"]], ["APPEND", "t", b"x" * 1_000_000]),
    ("COPY of a list", [], ["COPY", "list", "t", "REPLACE"]),
    ("LRANGE of all", [], ["LRANGE", "list", 0, -1]),
    ("SMISMEMBER of 1000", [], ["SMISMEMBER", "set"] + some("member")),
    ("HMGET of 1000", [], ["HMGET", "hash"] + some("field")),
    ("ZMSCORE of 1000", [], ["ZMSCORE", "sorted"] + some("member")),
    ("COPY, then ZPOPMIN of 1000", [["COPY", "sorted", "t", "REPLACE"]], ["ZPOPMIN", "t", 1000]),
    ("SUNION of intsets", [], ["SUNION", "ints1", "ints2"]),
    ("SDIFF of intsets", [], ["SDIFF", "ints1", "ints2"]),
    ("DEL, then PFADD of 1000", [["DEL", "t"]], ["PFADD", "t"] + some("element")),
    ("SORT STORE", [], ["SORT", "list", "ALPHA", "STORE", "t"]),
    ("KEYS *", [], ["KEYS", "*"]),
    ("KEYS without match", [], ["KEYS", "nothing*"]),
    ("SCAN COUNT 1000", [], ["SCAN", 0, "COUNT", 1000]),
    ("HSCAN COUNT 1000", [], ["HSCAN", "hash", 0, "COUNT", 1000]),
    ("INFO everything", [], ["INFO", "everything"]),
    ("COMMAND DOCS", [], ["COMMAND", "DOCS"]),
]


def cost(server, queries, times):
    """Returns the microseconds of CPU of some commands together."""
    began = server.thread_cpu()
    for _ in range(times):
        server.run(queries)
    return (server.thread_cpu() - began) / times


def commands(ours, theirs):
    for server in ours, theirs:
        fill(server)
    for name, setup, command in COMMANDS:
        queries = b"".join(query(*words) for words in setup + [command])
        results = []
        for server in ours, theirs:
            once = max(cost(server, queries, 20), 50)
            times = int(min(1000, max(10, 150_000 / once)))
            cost(server, queries, 4 * times)  # warm up
            results.append(statistics.median(cost(server, queries, times) for _ in range(3)))
        print("| %s | %.0f | %.0f | %.2f" % (name, *results, results[0] / max(results[1], 1)), flush=True)


def benchmark(server, size, words, requests):
    began = server.cpu()
    out = subprocess.run(
        ["redis-benchmark", "-p", str(server.port), "-c", "10", "-r", "300", "-n", str(requests), "--csv"]
        + ["-d", str(size)] + words, capture_output=True, text=True, check=True).stdout
    row = list(csv.reader(io.StringIO(out)))[-1]
    return float(row[1]), (server.cpu() - began) / requests, float(row[7])


def network(ours, theirs):
    for size in 1024, 10_240, 102_400, 307_200, 1_048_576:
        value = "x" * min(size, 102_400)  # longer ones do not fit into an argument of a program
        for server in ours, theirs:
            server.run(query("FLUSHALL"))
            server.run(query("RPUSH", "list", *["y" * size] * 4))
        for name, words in [
            ("SET", ["-t", "set"]),
            ("GET", ["-t", "get"]),
            ("SETRANGE", ["SETRANGE", "r:__rand_int__", "16", value]),
            ("HSET", ["HSET", "h:__rand_int__", "field", value]),
            ("LRANGE", ["LRANGE", "list", "0", "3"]),
        ]:
            if name in ("SETRANGE", "HSET") and size > len(value):
                continue
            requests = max(2000, min(50_000, 600_000_000 // size))
            rows = []
            for server in ours, theirs:
                benchmark(server, size, words, requests)
                runs = [benchmark(server, size, words, requests) for _ in range(3)]
                rows.append([statistics.median(run[i] for run in runs) for i in range(3)])
            (rate, cpu, worst), (their_rate, their_cpu, their_worst) = rows
            print("| %s, %d KiB | %.0f | %.0f | %.2f | %.1f | %.1f | %.2f | %.1f | %.1f" % (
                name, size // 1024, rate, their_rate, rate / their_rate,
                cpu, their_cpu, cpu / their_cpu, worst, their_worst), flush=True)


if len(sys.argv) != 4 or sys.argv[1] not in ("commands", "network"):
    sys.exit(__doc__)
{"commands": commands, "network": network}[sys.argv[1]](Server(int(sys.argv[2])), Server(int(sys.argv[3])))
