#!/bin/sh
# Records what DUMP of a real redis-server returns, a line a key: name, hex of the payload.
# dumps.txt is what it printed with redis-server 7.0.15 (Debian's package). Usage:
#   ./record-dumps.sh PORT > dumps.txt      (PORT must be free)
set -e
port=$1
redis-server --port "$port" --bind 127.0.0.1 --save "" --enable-debug-command yes \
  --list-max-listpack-size 4 --list-compress-depth 1 >/dev/null &
server=$!
trap 'kill $server' EXIT
cli() { redis-cli -p "$port" "$@"; }
quiet() { cli "$@" >/dev/null; }
until cli PING >/dev/null 2>&1; do sleep 0.1; done
thirty=$(printf 'repeat%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30)

quiet SADD intset16 3 -2 1 32767 -32768
quiet SADD intset32 3 -2 1 70000 -2147483648
quiet SADD intset64 3 -2 1 70000 4294967296 -9223372036854775808
quiet HSET hash name Ada born 1815 empty "" zero 0 negative -1 13bit 4095 16bit -32768 24bit 8388607 \
  32bit -2147483648 64bit 9223372036854775807 leading 007 "$(printf '%064d' 1)" x
quiet ZADD zset -inf a -1.5 b 0 c 3 d 3 e 1e30 f
quiet RPUSH list a 1 "$thirty" b 2 "$thirty$thirty" c 3 d 4 e
quiet CONFIG SET list-compress-depth 0
quiet DEBUG QUICKLIST-PACKED-THRESHOLD 20b
quiet RPUSH plain small "a plain node of its own" 7
quiet DEBUG QUICKLIST-PACKED-THRESHOLD 0
quiet CONFIG SET rdbcompression no
quiet RPUSH raw "$thirty" "$thirty"

for key in intset16 intset32 intset64 hash zset list plain raw; do
  printf '%s ' "$key"
  cli EVAL "return (redis.call('DUMP', KEYS[1]):gsub('.', function(c)
    return string.format('%02x', c:byte()) end))" 1 "$key"
done
