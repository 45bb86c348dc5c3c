package eightweeks.week3.hashes;

import eightweeks.harness.Conversations;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real redis-server says of hashes. Small hashes keep the order of their fields. */
final class HashPeerTest {
  private static final String CONVERSATIONS =
      """
      HSET h a 1 | HSET h a 2 b 3 | HGETALL h | OBJECT ENCODING h
      HSET h a 1 a 2 | HGETALL h
      HSET h "" "" | HGET h "" | HEXISTS h "" | HSTRLEN h "" | HGETALL h
      HSET h "\\x00\\xff" "\\r\\n" | HGETALL h
      HSET h a 1 b
      HSET h a
      HSET h
      HSET
      SET h x | HSET h a 1
      SET h x | HSET h a 1 b
      HMSET h a 1 b 2 | HGETALL h
      HMSET h a 1 b
      HMSET h a
      SET h x | HMSET h a 1
      HSETNX h a 1 | HSETNX h a 2 | HGET h a | HSETNX h b 3 | HLEN h
      HSETNX h a
      HSETNX h a 1 2
      SET h x | HSETNX h a 1
      HGET h a
      HELLO 3 | HGET h a | HSET h b 1 | HGET h a | HGET h b
      HGET h
      SET h x | HGET h a
      HSET h n 12345 m -7 z 007 | HGET h n | HGET h m | HGET h z
      HSET h a 1 b 2 | HMGET h a x b a | HMGET nothing a b
      HELLO 3 | HSET h a 1 | HMGET h a x | HMGET nothing a
      HMGET h
      SET h x | HMGET h a
      HSET h a 1 b 2 c 3 | HDEL h a x c | HGETALL h | HDEL h a
      HSET h a 1 b 2 | HDEL h a b c | EXISTS h | DBSIZE
      HDEL h a
      HDEL h
      SET h x | HDEL h a
      HLEN h
      HSET h a 1 b 2 | HLEN h
      SET h x | HLEN h
      HSET h a hello n 12345 m -123 e "" | HSTRLEN h a | HSTRLEN h n | HSTRLEN h m | HSTRLEN h e | HSTRLEN h x | HSTRLEN nothing x
      HSTRLEN h
      SET h x | HSTRLEN h a
      HSET h a 1 b 2 | HEXISTS h a | HEXISTS h x | HEXISTS nothing x
      HEXISTS h
      SET h x | HEXISTS h a
      HSET h b 1 a 2 | HKEYS h | HVALS h | HGETALL h
      HKEYS h | HVALS h | HGETALL h
      HELLO 3 | HSET h b 1 a 2 | HKEYS h | HVALS h | HGETALL h
      HELLO 3 | HKEYS h | HVALS h | HGETALL h
      SET h x | HKEYS h | HVALS h | HGETALL h
      HKEYS
      HGETALL h x
      HINCRBY h n 5 | HINCRBY h n -7 | HGET h n | HINCRBY h m 0 | HLEN h
      HSET h n 9223372036854775807 | HINCRBY h n 1 | HINCRBY h n -1 | HGET h n
      HSET h n -9223372036854775808 | HINCRBY h n -1 | HINCRBY h n 0 | HGET h n
      HSET h n 9223372036854775800 | HINCRBY h n 8 | HGET h n
      HSET h n abc | HINCRBY h n 1
      HSET h n "" | HINCRBY h n 1
      HSET h n " 1" | HINCRBY h n 1
      HSET h n 1.5 | HINCRBY h n 1
      HSET h n 007 | HINCRBY h n 1
      HINCRBY h n x | EXISTS h
      HINCRBY h n 1.5
      HINCRBY h n 9223372036854775808
      HINCRBY h n
      SET h x | HINCRBY h n 1
      SET h x | HINCRBY h n x
      HINCRBYFLOAT h f 10.5 | HINCRBYFLOAT h f 0.1 | HINCRBYFLOAT h f -5 | HGET h f
      HSET h f 5.0e3 | HINCRBYFLOAT h f 2.0e2 | HINCRBYFLOAT h f 1
      HSET h f 3 | HINCRBYFLOAT h f 1.000000000000000005
      HINCRBYFLOAT h f 1.1 | HINCRBYFLOAT h f 2.2 | HINCRBYFLOAT h f -3.3
      HINCRBYFLOAT h f 0.1 | HINCRBYFLOAT h f 0.2 | HINCRBYFLOAT h f 0.7
      HINCRBYFLOAT h f 3.14159265358979323846 | HINCRBYFLOAT h f 2.71828182845904523536
      HINCRBYFLOAT h f 123456789.123456789 | HINCRBYFLOAT h f 0.000000001
      HINCRBYFLOAT h f 1e-17 | HINCRBYFLOAT h f 1e-18 | HINCRBYFLOAT h f -1e-17
      HINCRBYFLOAT h f -1e-20 | HINCRBYFLOAT h g 4.9e-18 | HINCRBYFLOAT h i 5.1e-18
      HINCRBYFLOAT h f 17179869184 | HINCRBYFLOAT h f 0.3
      HINCRBYFLOAT h f 9223372036854775807 | HINCRBYFLOAT h f 1 | HINCRBYFLOAT h f 1
      HINCRBYFLOAT h f 18446744073709551615 | HINCRBYFLOAT h f 1 | HINCRBYFLOAT h f 1 | HINCRBYFLOAT h f 3
      HINCRBYFLOAT h f 1e30 | HINCRBYFLOAT h f 1e100 | HINCRBYFLOAT h f -1e100
      HINCRBYFLOAT h f 1e4932 | HINCRBYFLOAT h f 1e4932 | HINCRBYFLOAT h f 1e4931
      HINCRBYFLOAT h f 1.18e4932 | HINCRBYFLOAT h f 1.18e4932
      HINCRBYFLOAT h f -1.18e4932 | HINCRBYFLOAT h f -1.18e4932
      HINCRBYFLOAT h f 1.2e4932
      HINCRBYFLOAT h f 1e-4940 | HINCRBYFLOAT h f 1e-4950
      HINCRBYFLOAT h f 1e-4960
      HINCRBYFLOAT h f 1e99999999999999999999
      HINCRBYFLOAT h f 0e99999999999999999999
      HINCRBYFLOAT h f 1e-99999999999999999999
      HINCRBYFLOAT h f 0x10 | HINCRBYFLOAT h f 0x1.8p1 | HINCRBYFLOAT h f -0X.8P-1
      HINCRBYFLOAT h f 0x
      HINCRBYFLOAT h f 0x1p
      HINCRBYFLOAT h f +1 | HINCRBYFLOAT h f .5 | HINCRBYFLOAT h f 1. | HINCRBYFLOAT h f 1E1 | HINCRBYFLOAT h f 1e+1
      HINCRBYFLOAT h f -0 | HINCRBYFLOAT h f 0 | HINCRBYFLOAT h f -0.0
      HINCRBYFLOAT h f .
      HINCRBYFLOAT h f ""
      HINCRBYFLOAT h f " 1"
      HINCRBYFLOAT h f "1 "
      HINCRBYFLOAT h f 1e
      HINCRBYFLOAT h f 1e+
      HINCRBYFLOAT h f 1_0
      HINCRBYFLOAT h f 1f
      HINCRBYFLOAT h f --1
      HINCRBYFLOAT h f "1\\x00"
      HINCRBYFLOAT h f nan
      HINCRBYFLOAT h f inf
      HINCRBYFLOAT h f -Infinity
      HINCRBYFLOAT h f infinit
      HSET h f inf | HINCRBYFLOAT h f 1
      HSET h f abc | HINCRBYFLOAT h f 1
      HSET h f "" | HINCRBYFLOAT h f 1
      HSET h f " 1" | HINCRBYFLOAT h f 1
      HSET h f abc | HINCRBYFLOAT h f x
      HELLO 3 | HINCRBYFLOAT h f 1.5
      SET h x | HINCRBYFLOAT h f 1
      SET h x | HINCRBYFLOAT h f x
      HINCRBYFLOAT h f
      HRANDFIELD h
      HRANDFIELD h 1
      HRANDFIELD h -1 WITHVALUES
      HELLO 3 | HRANDFIELD h | HRANDFIELD h 1 | HRANDFIELD h 1 WITHVALUES
      HSET h a 1 | HRANDFIELD h | HRANDFIELD h 1 | HRANDFIELD h 5 | HRANDFIELD h -3 | HRANDFIELD h 0 | HRANDFIELD h 0 WITHVALUES
      HSET h a 1 | HRANDFIELD h 1 WITHVALUES | HRANDFIELD h 5 withvalues | HRANDFIELD h -2 WITHVALUES
      HELLO 3 | HSET h a 1 | HRANDFIELD h 1 WITHVALUES | HRANDFIELD h 5 withvalues | HRANDFIELD h -2 WITHVALUES | HRANDFIELD h 5
      HSET h a 1 b 2 c 3 | HRANDFIELD h 3 | HRANDFIELD h 4 WITHVALUES | HRANDFIELD h 9223372036854775807
      HSET h a 1 | HRANDFIELD h x
      HSET h a 1 | HRANDFIELD h 1 x
      HSET h a 1 | HRANDFIELD h x x
      HSET h a 1 | HRANDFIELD h 1 WITHVALUES x
      HSET h a 1 | HRANDFIELD h 9223372036854775808
      HSET h a 1 | HRANDFIELD h -9223372036854775808
      HSET h a 1 | HRANDFIELD h -9223372036854775808 x
      HSET h a 1 | HRANDFIELD h -9223372036854775807 WITHVALUES
      HSET h a 1 | HRANDFIELD h 9223372036854775807 WITHVALUES
      HSET h a 1 | HRANDFIELD h 4611686018427387904 WITHVALUES
      HSET h a 1 | HRANDFIELD h 4611686018427387903 WITHVALUES
      SET h x | HRANDFIELD h
      SET h x | HRANDFIELD h 1
      SET h x | HRANDFIELD h x
      HRANDFIELD
      HSCAN h 0
      HSCAN h 0 NOSUCH
      HSCAN h x
      HSCAN h 18446744073709551616
      HSET h a 1 b 2 ab 3 | HSCAN h 0 | HSCAN h 7 | HSCAN h 0 MATCH a* | HSCAN h 0 MATCH 1 | HSCAN h 0 COUNT 1 MATCH *
      HSET h a 1 | HSCAN h 0 COUNT 0
      HSET h a 1 | HSCAN h 0 COUNT x
      HSET h a 1 | HSCAN h 0 COUNT
      HSET h a 1 | HSCAN h 0 TYPE hash
      HSET h a 1 | HSCAN h 0 NOVALUES
      HELLO 3 | HSET h a 1 b 2 | HSCAN h 0 | HSCAN nothing 0
      SET h x | HSCAN h 0
      HSCAN h
      MULTI | HSET h a 1 | HINCRBY h a 2 | HGETALL h | HDEL h a | EXEC
      COMMAND INFO hset hsetnx hget hmset hmget hdel
      HELLO 3 | COMMAND INFO hset hsetnx hget hmset hmget hdel
      COMMAND INFO hlen hstrlen hkeys hvals hgetall hexists
      COMMAND INFO hincrby hincrbyfloat hrandfield hscan
      """;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Conversations.of(CONVERSATIONS).compare(folder);
  }
}
