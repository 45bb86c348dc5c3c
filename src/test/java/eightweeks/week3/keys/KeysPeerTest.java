package eightweeks.week3.keys;

import eightweeks.harness.Conversations;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real redis-server says of keys. */
final class KeysPeerTest {
  private static final String CONVERSATIONS =
      """
      MSET a 1 b 2 c 3 | DEL a x b a | DBSIZE | DEL | UNLINK c c | UNLINK
      MSET a 1 b 2 | EXISTS a b a x | EXISTS | TOUCH a b a x | TOUCH
      TYPE k | SET k v | TYPE k | LPUSH l a | TYPE l | SADD s a | TYPE s | HSET h f v | TYPE h | TYPE
      HELLO 3 | TYPE k | SET k v | TYPE k
      EXPIRE k 10 | PEXPIRE k 10 | EXPIREAT k 10 | PEXPIREAT k 10
      SET k v | EXPIRE k 10 | TTL k | PEXPIRE k 20000 | TTL k | EXPIREAT k 9999999999 | EXPIRETIME k | PEXPIRETIME k | PEXPIREAT k 9999999999999 | PEXPIRETIME k | EXPIRETIME k
      SET k v | TTL k | PTTL k | EXPIRETIME k | PEXPIRETIME k | TTL n | PTTL n | EXPIRETIME n | PEXPIRETIME n
      SET k v | EXPIRE k 0 | EXISTS k
      SET k v | EXPIRE k -1 | EXISTS k
      SET k v | PEXPIRE k -1 | EXISTS k
      SET k v | EXPIREAT k 1 | EXISTS k
      SET k v | PEXPIREAT k 1 | EXISTS k
      SET k v | PEXPIREAT k -9223372036854775808 | EXISTS k
      SET k v | EXPIRE k 9223372036854775807 | EXPIRE k -9223372036854775808 | EXPIRE k 9223372036854775 | EXPIRE k -9223372036854775
      SET k v | PEXPIRE k 9223372036854775807 | PEXPIRE k 9223370399119966 | TTL k
      SET k v | EXPIREAT k 9223372036854775807 | EXPIREAT k 9223372036854776 | PEXPIREAT k 9223372036854775807 | PEXPIRETIME k
      SET k v | PEXPIREAT k 1500000000000 NX | EXISTS k
      SET k v | PEXPIREAT k 9999999999500 | EXPIRETIME k | PEXPIREAT k 9999999999499 | EXPIRETIME k
      SET k v | EXPIRE k x | PEXPIRE k x | EXPIREAT k x | PEXPIREAT k 1.5 | EXPIRE k | EXPIRE k ""
      EXPIRE n x | EXPIRE n 10 NOSUCH | EXPIRE n 10 NX XX | EXPIRE n 9223372036854775807
      SET k v | EXPIRE k 10 NX | EXPIRE k 20 NX | TTL k | EXPIRE k 30 XX | TTL k | EXPIRE k 20 GT | EXPIRE k 40 GT | TTL k | EXPIRE k 50 LT | EXPIRE k 5 LT | TTL k
      SET k v | EXPIRE k 10 XX | EXPIRE k 10 GT | TTL k | EXPIRE k 10 LT | TTL k | EXPIRE k 20 XX GT | TTL k | EXPIRE k 5 XX LT | TTL k | EXPIRE k 5 LT LT
      SET k v | EXPIRE k 10 NX GT | EXPIRE k 10 NX LT | EXPIRE k 10 GT LT | EXPIRE k 10 NX XX GT LT | EXPIRE k x NX XX | EXPIRE k 10 "no such"
      SET k v EX 100 | EXPIRE k -1 GT | EXPIRE k -1 NX | EXISTS k | EXPIRE k -1 LT | EXISTS k
      PERSIST k | SET k v | PERSIST k | EXPIRE k 10 | PERSIST k | TTL k | PERSIST
      RENAME a b | SET a 1 | RENAME a b | GET b | EXISTS a | RENAME b b | RENAME a a | RENAME a
      SET a 1 EX 10 | SET b 2 EX 1000 | RENAME a b | TTL b | GET b
      SET a 1 | SET b 2 EX 1000 | RENAME a b | TTL b
      SET a 1 | LPUSH l x | RENAME l a | TYPE a | LRANGE a 0 -1 | DBSIZE
      RENAMENX a b | SET a 1 | RENAMENX a b | SET a 2 | RENAMENX a b | GET b | RENAMENX a a | RENAMENX n n | RENAMENX a
      COPY a b | SET a 1 | COPY a b | COPY a b | GET b | SET a 2 | COPY a b REPLACE | GET b | COPY a a | COPY a a REPLACE | COPY n n
      SET a 1 | COPY a a DB 0 | COPY a a DB 1 | COPY a b DB 1 | SELECT 1 | MGET a b | COPY a b DB 16 | COPY a b DB -1 | COPY a b DB x | COPY a b DB 99999999999 | COPY a b DB | COPY a b NOSUCH
      SET a 1 EX 10 | COPY a b | TTL b | SET c 1 | COPY c a REPLACE | TTL a
      LPUSH l a b c | COPY l m | LPUSH l d | LRANGE m 0 -1 | SADD s 1 2 | COPY s t | SREM s 1 | SMEMBERS t | OBJECT ENCODING t
      HSET h f v | COPY h i | HSET h f w | HGETALL i | SET n 5 | COPY n m | INCR n | GET m
      APPEND a x | APPEND a y | COPY a b | APPEND a z | GET b | OBJECT ENCODING b
      COPY a | COPY a b DB 1 DB 2 REPLACE REPLACE
      MOVE a 1 | SET a 1 EX 10 | MOVE a 1 | EXISTS a | SELECT 1 | TTL a | MOVE a 1 | MOVE a 16 | MOVE a -1 | MOVE a x | MOVE a 99999999999 | MOVE n 16
      SET a 1 | SELECT 1 | SET a 2 | MOVE a 0 | GET a | SELECT 0 | GET a
      SET a 1 | SWAPDB 0 1 | EXISTS a | SELECT 1 | GET a | SWAPDB 1 1 | GET a | SWAPDB x 1 | SWAPDB 1 x | SWAPDB 0 16 | SWAPDB -1 0 | SWAPDB 99999999999 1 | SWAPDB 0 | SWAPDB 16 16
      RANDOMKEY | SET a 1 | RANDOMKEY | RANDOMKEY x
      HELLO 3 | RANDOMKEY
      KEYS * | MSET abc 1 | KEYS * | KEYS a* | KEYS ?bc | KEYS x* | KEYS [a-c]bc | KEYS a\\\\bc | KEYS "" | KEYS
      SET k v PXAT 1 | KEYS * | DBSIZE
      SET "" 1 | KEYS * | KEYS ** | KEYS "" | KEYS a* | SCAN 0 | SCAN 0 MATCH **
      SET k v PXAT 1 | SCAN 0 | SET k v PXAT 1 | RANDOMKEY | DBSIZE
      SCAN 0 | SET a 1 | SCAN 0 | SCAN 0 MATCH a* | SCAN 0 MATCH b* | SCAN 0 COUNT 100 | SCAN 0 TYPE string | SCAN 0 TYPE list | SCAN 0 TYPE STRING | SCAN 0 type nosuch
      SCAN x | SCAN -1 | SCAN 0 COUNT 0 | SCAN 0 COUNT x | SCAN 0 NOSUCH | SCAN 0 MATCH | SCAN 0 COUNT | SCAN 0 TYPE | SCAN | SCAN ""
      LPUSH l a | SCAN 0 TYPE list | SCAN 0 TYPE list MATCH x* | SADD s a | SCAN 0 TYPE set COUNT 100
      FLUSHDB | FLUSHDB ASYNC | FLUSHDB SYNC | FLUSHDB x | FLUSHDB ASYNC SYNC | FLUSHALL | FLUSHALL async | FLUSHALL x | FLUSHALL SYNC x
      SET a 1 | SELECT 1 | SET b 1 | FLUSHDB | DBSIZE | SELECT 0 | DBSIZE | FLUSHALL | DBSIZE
      DBSIZE x | DBSIZE
      DEBUG SET-ACTIVE-EXPIRE 0 | DEBUG SET-ACTIVE-EXPIRE 1 | DEBUG SET-ACTIVE-EXPIRE | DEBUG DIGEST x
      DEBUG DIGEST | SET a 1 | DEBUG DIGEST | SET b 2 EX 100 | DEBUG DIGEST | SELECT 3 | SET a 1 | DEBUG DIGEST
      RPUSH l a b 3 | DEBUG DIGEST-VALUE l | SADD s a b 3 | DEBUG DIGEST-VALUE s | HSET h a 1 b 2 | DEBUG DIGEST-VALUE h | SET x 5 EX 100 | DEBUG DIGEST-VALUE l s h x nothing
      SADD s 1 2 3 | DEBUG DIGEST-VALUE s | SADD s x | DEBUG DIGEST-VALUE s | DEBUG DIGEST
      ZADD z 1 a 2.5 b -inf c | DEBUG DIGEST-VALUE z
      DEBUG DIGEST-VALUE
      CONFIG GET active-expire-effort | CONFIG SET active-expire-effort 11 | CONFIG SET active-expire-effort 0 | CONFIG SET active-expire-effort 10
      COMMAND GETKEYS COPY a b DB 1 | COMMAND GETKEYS RENAME a b | COMMAND GETKEYS MOVE a 1 | COMMAND GETKEYS DEL a b c
      """;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Conversations.of(CONVERSATIONS).options("--enable-debug-command", "yes").compare(folder);
  }
}
