package eightweeks.week3.strings;

import eightweeks.harness.Conversations;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real redis-server says of strings. */
final class StringsPeerTest {
  private static final String CONVERSATIONS =
      """
      SET k v EX 10 EX 20 | TTL k
      SET k v PX 10000 PX 20000 | TTL k
      SET k v EX 10 | SET k w KEEPTTL | TTL k | SET k x | TTL k
      SET k v KEEPTTL KEEPTTL | TTL k
      SET k v EX 10 KEEPTTL
      SET k v NX NX | SET k w XX XX | GET k
      SET k v NX XX
      SET k v PERSIST
      SET k v GET GET
      SET k v EX 0 | SET k v EX -1 | SET k v PX 0 | SET k v EXAT 0 | SET k v PXAT -1
      SET k v EX 9223372036854775807 | SET k v PX 9223372036854775807 | SET k v EXAT 9223372036854775807
      SET k v PXAT 1 | GET k | EXISTS k
      SET k v EXAT 1 NX | GET k
      SET k v EX x | SET k v EX 1.5 | SET k v EX
      LPUSH l a | SET l v GET | TYPE l | SET l v | TYPE l
      LPUSH l a | SET l v NX GET | TYPE l
      SET k v NX GET | SET k w NX GET | GET k | SET k x XX GET | SET n x XX GET
      HELLO 3 | SET k v GET | SET k w GET | SET k x NX
      SETNX k v | SETNX k w | GET k | SETNX k
      LPUSH l a | SETNX l v
      SETEX k 10 v | TTL k | GET k | SETEX k 0 v | SETEX k -1 v | SETEX k x v | SETEX k 10
      SETEX k 9223372036854775807 v
      PSETEX k 10000 v | TTL k | GET k | PSETEX k 0 v | PSETEX k -1 v | PSETEX k x v | PSETEX k 10
      PSETEX k 9223372036854775807 v
      LPUSH l a | SETEX l 10 v | TYPE l | TTL l
      GETSET k v | GETSET k w | GET k | GETSET k
      SET k v EX 10 | GETSET k w | TTL k
      LPUSH l a | GETSET l v | GETDEL l | GETEX l | GET l | STRLEN l | APPEND l v | GETRANGE l 0 1 | SETRANGE l 0 v | INCR l | INCRBYFLOAT l 1
      GETDEL k | SET k v | GETDEL k | EXISTS k | GETDEL
      HELLO 3 | GETDEL k | SET k v | GETDEL k
      GETEX k | SET k v | GETEX k | TTL k | GETEX k EX 10 | TTL k | GETEX k | TTL k | GETEX k PERSIST | TTL k
      SET k v | GETEX k PX 10000 | TTL k | GETEX k EXAT 9999999999 | EXPIRETIME k | GETEX k PXAT 9999999999999 | PEXPIRETIME k
      SET k v | GETEX k EXAT 1 | EXISTS k
      SET k v | GETEX k PXAT 1 | EXISTS k
      SET k v | GETEX k EX 0 | GETEX k EX -1 | GETEX k EX x | GETEX k EX | GETEX k PX 0 | GETEX k EXAT 0 | GETEX k PXAT 0
      SET k v | GETEX k EX 9223372036854775807 | GETEX k PX 9223372036854775807
      SET k v | GETEX k EX 10 PERSIST | GETEX k PERSIST EX 10 | GETEX k EX 10 PX 10 | GETEX k KEEPTTL | GETEX k NX
      SET k v | GETEX k EX 10 EX 20 | TTL k | GETEX k PERSIST PERSIST | TTL k
      GETEX k EX x | GETEX k EX 0 | GETEX k EX
      LPUSH l a | GETEX l EX x | GETEX l EX
      HELLO 3 | GETEX k EX 10
      SET k hello | GETRANGE k 0 -1 | GETRANGE k 1 3 | GETRANGE k -3 -1 | GETRANGE k -1 -3 | GETRANGE k 3 1 | GETRANGE k 5 9 | GETRANGE k 0 99 | GETRANGE k -99 1 | GETRANGE k -99 -98
      SET k 12345 | GETRANGE k 1 2 | SUBSTR k 1 2 | STRLEN k
      SET k "" | GETRANGE k 0 -1 | GETRANGE k 0 0 | STRLEN k
      GETRANGE k 0 -1 | GETRANGE k x 1 | GETRANGE k 1 x | GETRANGE k 1 | STRLEN k
      SET k hello | GETRANGE k 0 9223372036854775807 | GETRANGE k -9223372036854775808 -1 | GETRANGE k 9223372036854775807 -1 | GETRANGE k -9223372036854775808 9223372036854775807
      SET k hello | SUBSTR k -3 -1 | SUBSTR k x 1 | SUBSTR k
      HELLO 3 | GETRANGE k 0 -1
      SETRANGE k 0 abc | OBJECT ENCODING k | SETRANGE n 1 1 | OBJECT ENCODING n
      SETRANGE k 0 abc | GET k | SETRANGE k 1 xx | GET k | SETRANGE k 5 y | GET k | OBJECT ENCODING k
      SETRANGE k 3 a | GET k | STRLEN k
      SETRANGE k 0 "" | EXISTS k | SETRANGE k 10 "" | SETRANGE k -1 "" | SETRANGE k -1 a | SETRANGE k x a
      SET k 123 | SETRANGE k 1 x | GET k | OBJECT ENCODING k | SETRANGE k 0 ""
      SET k 123 | SETRANGE k 1 9 | GET k | OBJECT ENCODING k | INCR k | OBJECT ENCODING k
      SET k hello | SETRANGE k 536870911 ab | SETRANGE k 536870912 a | SETRANGE n 536870912 a | SETRANGE n 9223372036854775807 a | EXISTS n
      SET k v EX 10 | SETRANGE k 0 w | TTL k
      LPUSH l a | SETRANGE l 0 "" | SETRANGE l -1 a
      APPEND k abc | APPEND k def | GET k | STRLEN k | OBJECT ENCODING k | APPEND k "" | APPEND n "" | EXISTS n | STRLEN n
      APPEND k 12 | OBJECT ENCODING k | APPEND k 34 | GET k | OBJECT ENCODING k | INCR k
      SET k 12 | APPEND k "" | OBJECT ENCODING k
      SET k v EX 10 | APPEND k w | TTL k | APPEND k
      INCR n | INCR n | DECR n | INCRBY n 10 | DECRBY n 5 | GET n | OBJECT ENCODING n
      DECR n | INCRBY m 5 | DECRBY o 5
      SET n 9223372036854775807 | INCR n | DECR n | INCRBY n 1 | INCRBY n 1 | GET n
      SET n -9223372036854775808 | DECR n | INCR n | DECRBY n 1 | DECRBY n 1 | GET n
      DECRBY n -9223372036854775808 | INCRBY n -9223372036854775808 | INCRBY n -1 | DECRBY n 1
      SET n 9223372036854775800 | INCRBY n 7 | INCRBY n 1 | DECRBY n -1
      INCRBY n x | DECRBY n x | INCRBY n 1.5 | INCRBY n "" | INCRBY n " 1" | INCRBY n
      SET n abc | INCR n | DECR n | INCRBY n 1 | DECRBY n 1 | INCRBYFLOAT n 1
      LPUSH l a | INCRBY l x | DECRBY l x | DECRBY l -9223372036854775808 | INCRBYFLOAT l x
      SET n 5 EX 10 | INCR n | TTL n | INCRBYFLOAT n 0.5 | TTL n
      SET n 9998 | INCR n | OBJECT REFCOUNT n | INCR n | OBJECT REFCOUNT n
      INCRBYFLOAT f 10.5 | INCRBYFLOAT f 0.1 | INCRBYFLOAT f -5 | GET f | OBJECT ENCODING f
      INCRBYFLOAT f 3 | OBJECT ENCODING f | INCR f | OBJECT ENCODING f
      SET f 5.0e3 | INCRBYFLOAT f 2.0e2 | INCRBYFLOAT f 1
      SET f 3 | INCRBYFLOAT f 1.000000000000000005
      SET f 3.0 | INCRBYFLOAT f 1 | SET g " 3" | INCRBYFLOAT g 1 | SET h "3 " | INCRBYFLOAT h 1
      INCRBYFLOAT f x | INCRBYFLOAT f "" | INCRBYFLOAT f " 1" | INCRBYFLOAT f 1e | INCRBYFLOAT f | EXISTS f
      INCRBYFLOAT f inf | INCRBYFLOAT f -inf | INCRBYFLOAT f nan | SET f inf | INCRBYFLOAT f 1
      INCRBYFLOAT f 1e4932 | INCRBYFLOAT f 1.18e4932 | INCRBYFLOAT f 1.18e4932
      INCRBYFLOAT f 17179869184 | INCRBYFLOAT f 1 | INCRBYFLOAT f 0.3
      INCRBYFLOAT f 1e-18 | INCRBYFLOAT f -0 | INCRBYFLOAT f 0x10
      MGET a | SET a 1 | SET b two | MGET a b c a | MGET
      LPUSH l a | SET a 1 | MGET l a
      HELLO 3 | SET a 1 | MGET a b
      MSET a 1 b 2 a 3 | MGET a b | MSET a | MSET a 1 b | MSET
      SET a 1 EX 10 | LPUSH l a | MSET a 2 l x | TTL a | TYPE l
      MSETNX a 1 b 2 | MSETNX b 3 c 4 | MGET a b c | MSETNX a 1 b | MSETNX a
      MSETNX a 1 a 2 | GET a
      LPUSH l a | MSETNX x 1 l 2 | EXISTS x
      MSET a ohmytext b mynewtext | LCS a b | LCS a b LEN | LCS a b IDX | LCS a b IDX MINMATCHLEN 4 | LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN | LCS a b IDX WITHMATCHLEN
      MSET a ohmytext b mynewtext | LCS a b LEN IDX | LCS a b IDX LEN | LCS a b NOSUCH | LCS a b MINMATCHLEN | LCS a b MINMATCHLEN x | LCS a b WITHMATCHLEN | LCS a b MINMATCHLEN 4
      MSET a ohmytext b mynewtext | LCS a b IDX MINMATCHLEN -1 | LCS a b IDX MINMATCHLEN 0 | LCS a b IDX MINMATCHLEN 9
      LCS a b | LCS a b LEN | LCS a b IDX | LCS a
      SET a x | LCS a b | LCS a a | LCS a a IDX | LCS a b IDX WITHMATCHLEN
      MSET a 12345 b 2345 | LCS a b | LCS a b IDX
      MSET a AGGTABCD b GXTXAYBCD | LCS a b | LCS a b IDX WITHMATCHLEN
      MSET a abcabcabc b cbacbacba | LCS a b | LCS a b IDX WITHMATCHLEN
      MSET a xxabxxcd b abyycd | LCS a b IDX WITHMATCHLEN
      LPUSH l a | SET a x | LCS l a | LCS a l NOSUCH
      HELLO 3 | MSET a ohmytext b mynewtext | LCS a b IDX WITHMATCHLEN
      COMMAND GETKEYSANDFLAGS SET k v | COMMAND GETKEYSANDFLAGS SET k v GET | COMMAND GETKEYSANDFLAGS SET k v EX 10 get
      COMMAND GETKEYS MSET a 1 b 2 | COMMAND GETKEYS LCS a b LEN | COMMAND GETKEYS MGET a b
      """;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Conversations.of(CONVERSATIONS).compare(folder);
  }
}
