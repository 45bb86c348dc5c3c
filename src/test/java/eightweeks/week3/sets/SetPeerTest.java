package eightweeks.week3.sets;

import eightweeks.harness.Conversations;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real redis-server says of sets. Members whose order shows are integers: others lie in a
 * hash table there (7.0) and in a listpack here.
 */
final class SetPeerTest {
  private static final String CONVERSATIONS =
      """
      SADD s a | SADD s a b c b | SCARD s | SISMEMBER s a | SISMEMBER s d
      SADD s 1 2 3 | SADD s 3 4 | SMEMBERS s | OBJECT ENCODING s
      SADD s "" | SMEMBERS s | SISMEMBER s "" | SREM s "" | EXISTS s
      SADD s "\\x00\\xff\\r\\n" | SMEMBERS s
      SADD s 1 01 -0 +1 1.0 9223372036854775807 -9223372036854775808 9223372036854775808 | SCARD s | SISMEMBER s 01 | SISMEMBER s 001
      SADD s 9223372036854775807 -9223372036854775808 0 70000 -5 | SMEMBERS s | OBJECT ENCODING s
      SADD
      SADD s
      SET s x | SADD s a
      SADD s 1 2 3 | SREM s 2 7 3 | SMEMBERS s | SREM s 2
      SADD s 1 2 3 | SREM s 1 2 3 4 | EXISTS s | DBSIZE
      SADD s a b | SREM s x y | SCARD s
      SREM s a
      SREM s
      SET s x | SREM s a
      SADD a 1 2 | SADD b 3 | SMOVE a b 1 | SMEMBERS a | SMEMBERS b
      SADD a 1 2 | SADD b 1 3 | SMOVE a b 1 | SMEMBERS a | SMEMBERS b
      SADD a 1 | SMOVE a b 1 | EXISTS a | SMEMBERS b
      SADD a 1 | SMOVE a b 7 | EXISTS b
      SADD a 1 | SMOVE a a 1 | SMOVE a a 7 | SMEMBERS a
      SMOVE a b 1
      SET b x | SMOVE a b 1
      SET b x | SADD a 1 | SMOVE a b 1 | SMOVE a b 7 | SMEMBERS a
      SET a x | SADD b 1 | SMOVE a b 1
      SET a x | SMOVE a a 1
      SADD a 1 2 | SADD b x | SMOVE a b 1 | SISMEMBER b 1 | SCARD b
      SMOVE a b
      SISMEMBER s a
      SISMEMBER s
      SET s x | SISMEMBER s a
      SADD s a b | SMISMEMBER s a x b
      SMISMEMBER s a b
      SMISMEMBER s
      SET s x | SMISMEMBER s a
      SCARD s
      SET s x | SCARD s
      SCARD
      SMEMBERS s
      HELLO 3 | SMEMBERS s | SADD s 3 1 2 | SMEMBERS s | SMISMEMBER s 1 | SISMEMBER s 1
      SET s x | SMEMBERS s
      SPOP s
      SPOP s 0
      SPOP s 3
      HELLO 3 | SPOP s | SPOP s 3
      SADD s a | SPOP s | EXISTS s
      SADD s 1 2 3 | SPOP s 0 | SPOP s 3 | EXISTS s
      SADD s 1 2 3 | SPOP s 100 | SPOP s
      HELLO 3 | SADD s 1 2 3 | SPOP s 100 | SPOP s 2
      SADD s 1 2 3 | SPOP s -1
      SADD s 1 2 3 | SPOP s x
      SADD s 1 2 3 | SPOP s 1 2
      SPOP s -1
      SPOP s x y
      SET s x | SPOP s
      SET s x | SPOP s 1
      SET s x | SPOP s 0
      SET s x | SPOP s x
      SPOP
      SRANDMEMBER s
      SRANDMEMBER s 1
      SRANDMEMBER s -1
      HELLO 3 | SRANDMEMBER s | SRANDMEMBER s 3
      SADD s a | SRANDMEMBER s | SRANDMEMBER s 1 | SRANDMEMBER s 5 | SRANDMEMBER s -3 | SRANDMEMBER s 0 | SCARD s
      HELLO 3 | SADD s a | SRANDMEMBER s | SRANDMEMBER s 1 | SRANDMEMBER s 5 | SRANDMEMBER s -3 | SRANDMEMBER s 0
      SADD s 1 2 3 | SRANDMEMBER s 3 | SRANDMEMBER s 4 | SRANDMEMBER s 9223372036854775807
      SADD s 1 | SRANDMEMBER s x
      SADD s 1 | SRANDMEMBER s 1 2
      SADD s 1 | SRANDMEMBER s 9223372036854775808
      SADD s 1 | SRANDMEMBER s -9223372036854775808
      SRANDMEMBER s -9223372036854775808
      SET s x | SRANDMEMBER s
      SET s x | SRANDMEMBER s 1
      SET s x | SRANDMEMBER s x
      SRANDMEMBER
      SINTER a
      HELLO 3 | SINTER a b | SADD a 1 | SINTER a | SINTER a b
      SADD a 1 2 3 | SADD b 2 3 4 | SADD c 3 4 5 | SINTER a b | SINTER a b c | SINTER a nothing | SINTER a a a | SINTER a
      HELLO 3 | SADD a 1 2 3 | SADD b 2 3 4 | SINTER a b
      SADD a 1 | SET b x | SINTER a b | SINTER b a | SINTER nothing b | SINTER a nothing b
      SADD a 1 2 3 x | SADD b 3 y | SINTER a b
      SINTER
      SADD a 1 2 3 | SADD b 2 3 4 | SINTERCARD 2 a b | SINTERCARD 1 a | SINTERCARD 2 a nothing | SINTERCARD 2 a a
      SADD a 1 2 3 | SADD b 1 2 3 4 | SINTERCARD 2 a b LIMIT 2 | SINTERCARD 2 a b LIMIT 0 | SINTERCARD 2 a b limit 10 | SINTERCARD 2 a b LIMIT 1 LIMIT 3
      SINTERCARD 0 a
      SINTERCARD -1 a
      SINTERCARD x a
      SINTERCARD 2 a
      SINTERCARD 3 a b
      SINTERCARD 99999999999 a
      SINTERCARD 1 a b
      SINTERCARD 1 a LIMIT
      SINTERCARD 1 a LIMIT -1
      SINTERCARD 1 a LIMIT x
      SINTERCARD 1 a LIMIT 1 x
      SINTERCARD 1 a NOSUCH 1
      SINTERCARD 1
      SINTERCARD
      SET a x | SINTERCARD 1 a | SINTERCARD 2 nothing a
      HELLO 3 | SINTERCARD 1 a
      SADD a 1 2 3 | SADD b 2 3 4 | SINTERSTORE to a b | SMEMBERS to | OBJECT ENCODING to
      SADD a 1 2 3 | SADD b 2 3 4 | SINTERSTORE a a b | SMEMBERS a
      SADD a 1 2 3 x | SADD b 2 3 4 y | SINTERSTORE to a b | SMEMBERS to | OBJECT ENCODING to
      SADD a 1 | SADD b 2 | SADD to x | SINTERSTORE to a b | EXISTS to
      SADD a 1 | SET to x EX 100 | SINTERSTORE to a nothing | EXISTS to | SINTERSTORE to a | SMEMBERS to | TTL to
      SADD a 1 | SADD to x | EXPIRE to 100 | SINTERSTORE to a | TTL to | SMEMBERS to
      SADD a 1 | SET b x | SADD to x | SINTERSTORE to a b | SINTERSTORE to nothing b | SMEMBERS to
      SINTERSTORE to
      SINTERSTORE to nothing
      SUNION a
      SADD a 1 3 5 | SADD b 2 3 | SUNION a b | SUNION a nothing b | SUNION a a | SUNION nothing
      HELLO 3 | SADD a 1 3 5 | SADD b 2 3 | SUNION a b | SUNION nothing
      SADD a 1 | SET b x | SUNION a b | SUNION nothing b
      SADD a 1 3 5 | SADD b 2 3 | SUNIONSTORE to a b | SMEMBERS to | OBJECT ENCODING to
      SADD a 1 3 5 | SADD b 2 3 | SUNIONSTORE b a b | SMEMBERS b
      SADD a 1 | SADD to x | EXPIRE to 100 | SUNIONSTORE to a | TTL to
      SET to x | SUNIONSTORE to nothing other | EXISTS to
      SADD a 1 | SET b x | SADD to 9 | SUNIONSTORE to a b | SMEMBERS to
      SUNIONSTORE to
      SUNION
      SDIFF a
      SADD a 1 2 3 4 5 | SADD b 2 | SADD c 3 9 | SDIFF a b c | SDIFF a nothing | SDIFF nothing a | SDIFF a a | SDIFF a b a
      SADD a 1 2 3 4 5 | SADD b 1 2 3 4 5 6 7 8 | SADD c 1 9 | SDIFF b a c | SDIFF a b c
      SADD a 1 2 3 4 5 6 7 8 | SADD b 1 | SADD c 2 | SADD d 3 | SADD e 4 | SDIFF a b c d e
      HELLO 3 | SADD a 1 2 3 | SADD b 2 | SDIFF a b | SDIFF nothing
      SADD a 1 | SET b x | SDIFF a b | SDIFF nothing b
      SADD a 1 2 3 | SADD b 2 | SDIFFSTORE to a b | SMEMBERS to | OBJECT ENCODING to
      SADD a 1 2 3 | SADD b 2 | SDIFFSTORE a a b | SMEMBERS a
      SADD a 1 | SET to x | SDIFFSTORE to a a | EXISTS to
      SADD a 1 | SET b x | SADD to 9 | SDIFFSTORE to a b | SMEMBERS to
      SDIFFSTORE to
      SDIFF
      SSCAN s 0
      SSCAN s 0 NOSUCH
      SSCAN s x
      SSCAN s " 1"
      SSCAN s -
      SSCAN s ""
      SSCAN s +1
      SSCAN s 1x
      SSCAN s 18446744073709551615
      SSCAN s 18446744073709551616
      SSCAN s -18446744073709551615
      SSCAN s -18446744073709551616
      SADD s 1 2 3 | SSCAN s 0 | SSCAN s 12345 | SSCAN s -7
      SADD s 1 2 3 12 | SSCAN s 0 MATCH 1* | SSCAN s 0 match * | SSCAN s 0 MATCH x COUNT 5 | SSCAN s 0 COUNT 1
      SADD s 1 2 3 12 | SSCAN s 0 MATCH 1* MATCH 2
      SADD s "" | SSCAN s 0 MATCH * | SSCAN s 0 MATCH ** | SSCAN s 0 MATCH ""
      SADD s 1 | SSCAN s 0 COUNT 0
      SADD s 1 | SSCAN s 0 COUNT -1
      SADD s 1 | SSCAN s 0 COUNT x
      SADD s 1 | SSCAN s 0 COUNT 9223372036854775807
      SADD s 1 | SSCAN s 0 COUNT
      SADD s 1 | SSCAN s 0 MATCH
      SADD s 1 | SSCAN s 0 TYPE set
      SADD s 1 | SSCAN s 0 NOSUCH x
      SADD s 1 | SSCAN s 0 COUNT x NOSUCH
      SADD s a | SSCAN s 0
      HELLO 3 | SADD s 1 2 | SSCAN s 0 | SSCAN nothing 0
      SET s x | SSCAN s 0
      SET s x | SSCAN s x
      SSCAN s
      MULTI | SADD s 1 2 | SPOP s 2 | SCARD s | EXEC
      MULTI | SADD s | EXEC
      COMMAND INFO sadd srem smove sismember smismember scard
      HELLO 3 | COMMAND INFO sadd srem smove sismember smismember scard
      COMMAND INFO spop srandmember sintercard sinterstore sunionstore sdiffstore sscan
      COMMAND INFO sinter sunion sdiff smembers
      COMMAND GETKEYS SINTERCARD 2 a b LIMIT 5
      COMMAND GETKEYS SINTERSTORE a b c
      COMMAND GETKEYS SMOVE a b c
      """;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Conversations.of(CONVERSATIONS).compare(folder);
  }
}
