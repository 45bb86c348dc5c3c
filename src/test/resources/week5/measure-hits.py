#!/usr/bin/env python3
"""Measures how well servers choose the keys that they evict: the hit rate of a cache.

    measure-hits.py [--policies allkeys-lru,...] [--runs 2] NAME=COMMAND ...

COMMAND starts a server; the script appends --port and other options:

    src/test/resources/week5/measure-hits.py redis=path/to/redis-server ours=bin/redis-server

20,000 keys are read with the frequencies of Zipf's law (exponent 0.99); a key that is not there is written. A fifth
of the keys fits into maxmemory. The rate is that of the second half of 200,000 reads. With a volatile policy each
key expires in an hour, give or take half of it.
"""

import argparse
import bisect
import itertools
import random
import socket
import subprocess
import tempfile
import time

KEYS = 20_000
READS = 200_000
BATCH = 100
VALUE = b"v" * 100
POLICIES = "allkeys-lru,allkeys-lfu,allkeys-random,volatile-lru,volatile-lfu,volatile-random,volatile-ttl"


class Server:
    """A running server and one connection to it."""

    def __init__(self, command):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        self.folder = tempfile.TemporaryDirectory(prefix="measure-hits-")
        words = command.split() + ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", self.folder.name]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.time() + 60
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", port))
                break
            except OSError:
                if time.time() > deadline or self.process.poll() is not None:
                    raise SystemExit(f"did not start: {command}")
                time.sleep(0.02)
        self.file = self.socket.makefile("rb")

    def call(self, commands):
        """Sends commands; returns their replies: None for nil, lines and bulk strings as bytes."""
        parts = []
        for words in commands:
            parts.append(b"*%d\r\n" % len(words))
            parts += [b"$%d\r\n%s\r\n" % (len(word), word) for word in words]
        self.socket.sendall(b"".join(parts))
        return [self.reply() for _ in commands]

    def reply(self):
        line = self.file.readline()
        if line.startswith(b"-"):
            raise SystemExit(line.decode())
        if not line.startswith(b"$"):
            return line
        length = int(line[1:])
        return None if length < 0 else self.file.read(length + 2)

    def used(self):
        info = self.call([(b"info", b"memory")])[0].decode()
        return int(info.split("used_memory:")[1].split("\r")[0])

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


def hit_rate(server, policy, seed):
    chance = random.Random(seed)

    def write(key):
        words = (b"set", key, VALUE)
        if policy.startswith("volatile"):
            words += (b"ex", b"%d" % chance.randrange(1800, 5400))
        return words

    server.call([(b"config", b"set", b"maxmemory", b"0", b"maxmemory-policy", policy.encode()), (b"flushall",)])
    server.call([write(b"k%06d" % i) for i in range(KEYS // 5)])
    limit = server.used()
    server.call([(b"flushall",), (b"config", b"set", b"maxmemory", b"%d" % limit)])
    sums = list(itertools.accumulate((i + 1) ** -0.99 for i in range(KEYS)))
    names = [b"k%06d" % i for i in range(KEYS)]
    chance.shuffle(names)
    hits = 0
    for batch in range(READS // BATCH):
        keys = [names[bisect.bisect(sums, chance.random() * sums[-1])] for _ in range(BATCH)]
        found = server.call([(b"get", key) for key in keys])
        missing = dict.fromkeys(key for key, value in zip(keys, found) if value is None)
        if missing:
            server.call([write(key) for key in missing])
        if batch >= READS // BATCH // 2:
            hits += sum(value is not None for value in found)
        if batch % 50 == 0 and policy.endswith("lru"):
            time.sleep(0.02)  # the clock of LRU is coarse
    return 100 * hits / (READS / 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("servers", nargs="+", metavar="NAME=COMMAND")
    parser.add_argument("--policies", default=POLICIES, type=lambda s: s.split(","))
    parser.add_argument("--runs", type=int, default=2)
    args = parser.parse_args()
    servers = [(name, Server(command)) for name, command in (server.split("=", 1) for server in args.servers)]
    print(f"hits in percent, means of {args.runs} runs")
    print(f"{'':18}" + "".join(f"{name:>10}" for name, _ in servers))
    for policy in args.policies:
        rates = [sum(hit_rate(s, policy, seed) for seed in range(args.runs)) / args.runs for _, s in servers]
        print(f"{policy:18}" + "".join(f"{rate:10.2f}" for rate in rates), flush=True)
    for _, server in servers:
        server.close()


if __name__ == "__main__":
    main()
