#!/usr/bin/env python3
"""Records which encodings a redis-server gives to values on their way across the limits.

    redis-server --port 7672 --save '' &
    record-encodings.py 7672 > encodings.txt

A line is a command as EncodingTest understands it, and the encoding of the key k after it (none:
the key is gone). A line that begins with "new" empties the server and sets limits.
Elements are made of a number and a length: 12x30 is "12" and as many "x" as make 30 bytes.
"""
import random
import socket
import sys

NAMES = {
    "list-size": "list-max-listpack-size",
    "set-ints": "set-max-intset-entries",
    "set-entries": "set-max-listpack-entries",
    "set-value": "set-max-listpack-value",
    "hash-entries": "hash-max-listpack-entries",
    "hash-value": "hash-max-listpack-value",
    "zset-entries": "zset-max-listpack-entries",
    "zset-value": "zset-max-listpack-value",
}
sock = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
replies = sock.makefile("rb")


def call(*words):
    out = b"*%d\r\n" % len(words)
    for word in words:
        word = str(word).encode()
        out += b"$%d\r\n%s\r\n" % (len(word), word)
    sock.sendall(out)
    return reply()


def reply():
    line = replies.readline()[:-2]
    kind, rest = line[:1], line[1:]
    if kind == b"$":
        return None if rest == b"-1" else replies.read(int(rest) + 2)[:-2].decode()
    if kind == b"*":
        return [reply() for _ in range(int(rest))]
    if kind == b"-":
        raise SystemExit(line)
    return rest.decode()


def text(element):
    number, _, length = element.partition("x")
    return number + "x" * (int(length) - len(number)) if length else number


def run(line):
    words = line.split()
    if words[0] == "new":
        call("FLUSHALL")
        for setting in words[1:]:
            name, value = setting.split("=")
            call("CONFIG", "SET", NAMES[name], value)
        encoding = "none"
    else:
        call(words[0], "k", *[text(word) for word in words[1:]])
        encoding = call("OBJECT", "ENCODING", "k") or "none"
    print(line, "=", encoding)


def elements(random, count, longest):
    def one():
        number = random.randrange(30)
        if random.random() < 0.4:
            return str(number)
        return "%dx%d" % (number, random.choice([3, longest - 1, longest, longest, longest + 1]))

    return [one() for _ in range(count)]


def lists(random):
    for size in (-1, -2, -5, 1, 4, 128):
        run("new list-size=%d" % size)
        for _ in range(40):
            kind = random.randrange(6)
            length = random.choice([1, 5, 100, 1500, 4090])
            some = ["%dx%d" % (i, max(length, 2)) for i in range(random.choice([1, 1, 2, 5]))]
            if kind < 3:
                run("RPUSH " + " ".join(some))
            elif kind == 3:
                run("LPUSH " + " ".join(some))
            elif kind == 4:
                run("LTRIM %d -1" % random.randrange(6))
            else:
                run("RPOP")
    # A quicklist comes back at half its limit, not before.
    run("new list-size=8")
    for _ in range(10):
        run("RPUSH 1")
    for _ in range(10):
        run("LPOP")
    run("new list-size=-1")
    for _ in range(9):
        run("RPUSH 1x500")
    for _ in range(9):
        run("RPOP")
    run("new list-size=-1")
    run("RPUSH 1 2 3")
    run("LSET 1 1x5000")
    run("LSET 1 1")
    run("LSET 0 7")


def sets(random):
    for ints, entries, value in ((512, 128, 64), (8, 5, 10), (4, 12, 10), (0, 6, 20), (10, 0, 20)):
        run("new set-ints=%d set-entries=%d set-value=%d" % (ints, entries, value))
        strangers = 0
        for _ in range(80):
            if random.random() < 0.7:
                count = random.choice([1, 1, 2, 9])
                if random.random() >= strangers:
                    run("SADD " + " ".join(str(random.randrange(40)) for _ in range(count)))
                else:
                    run("SADD " + " ".join(elements(random, count, value)))
            elif random.random() < 0.4:
                run("DEL")
                strangers = random.choice([0, 0.1, 0.5])
            else:
                run("SREM " + " ".join(elements(random, 3, value)))


def hashes(random):
    for entries, value in ((512, 64), (5, 10), (0, 10), (20, 0)):
        run("new hash-entries=%d hash-value=%d" % (entries, value))
        for _ in range(50):
            some = elements(random, random.choice([2, 2, 4, 14]), max(value, 2))
            kind = random.random()
            if kind < 0.8:
                run("HSET " + " ".join(some))
            elif kind < 0.9:
                run("HDEL " + " ".join(some))
            else:
                run("DEL")


def sorted_sets(random):
    for entries, value in ((128, 64), (5, 10), (0, 10), (12, 4)):
        run("new zset-entries=%d zset-value=%d" % (entries, value))
        for _ in range(50):
            some = elements(random, random.choice([1, 1, 2, 9]), max(value, 2))
            kind = random.random()
            if kind < 0.8:
                run("ZADD " + " ".join("%d %s" % (random.randrange(9), one) for one in some))
            elif kind < 0.9:
                run("ZREM " + " ".join(some))
            else:
                run("DEL")


def strings():
    run("new")
    for value in ("1", "01", "9223372036854775807", "9223372036854775808", "-5", "1x44", "1x45", "1x20"):
        run("SET " + value)
    run("SET 12")
    run("APPEND 3")
    run("SET 1x10")
    run("SETRANGE 2 5")
    run("SET 9999")
    run("INCR")
    run("SET 1x10")


seeded = random.Random(7)
print("# redis-server " + call("INFO", "server").split("redis_version:")[1].split()[0])
strings()
lists(seeded)
sets(seeded)
hashes(seeded)
sorted_sets(seeded)
