package eightweeks.week3.sortedsets;

import eightweeks.harness.Conversations;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real redis-server says of sorted sets. */
final class SortedSetPeerTest {
  private static final String CONVERSATIONS =
      """
      ZADD z 1 a | ZADD z 2 a 3 b | ZSCORE z a | ZCARD z | ZRANGE z 0 -1 WITHSCORES
      ZADD z 1.5 a -0 b inf c -inf d 1e3 e 0x10 f .5 g 5. h +7 i Infinity j | ZRANGE z 0 -1 WITHSCORES
      ZADD z 0.1 a 1e21 b 1e-7 c 123456789.125 d 3.0000 e 9007199254740993 f | ZRANGE z 0 -1 WITHSCORES
      HELLO 3 | ZADD z 1 a 0.1 b inf c -inf d 1e21 e | ZRANGE z 0 -1 WITHSCORES | ZSCORE z b | ZSCORE z nothing
      ZADD z 1 "" 2 "\\x00\\xff\\r\\n" 3 12 | ZRANGE z 0 -1 WITHSCORES | ZREM z ""
      ZADD z 1 b 1 a 1 B 1 ab 1 10 1 9 | ZRANGE z 0 -1
      ZADD z nan a
      ZADD z "" a
      ZADD z " 1" a
      ZADD z "1 " a
      ZADD z 1e400 a
      ZADD z 1e-400 a
      ZADD z 1x a
      ZADD z 1 a x b | EXISTS z
      ZADD z 1 a 2
      ZADD z 1
      ZADD z
      ZADD z nx 1
      ZADD z NX XX 1 a
      ZADD z NX GT 1 a
      ZADD z LT NX 1 a
      ZADD z GT LT 1 a
      ZADD z INCR 1 a 2 b
      ZADD z NX XX GT 1 a 2
      SET z x | ZADD z 1 a | ZADD z x a
      ZADD z XX 1 a | EXISTS z | ZADD z XX INCR 1 a
      ZADD z 1 a | ZADD z NX 5 a 6 b | ZADD z XX 7 a 8 c | ZRANGE z 0 -1 WITHSCORES
      ZADD z 1 a | ZADD z CH 2 a 3 b | ZADD z CH 2 a | ZADD z CH XX 9 c
      ZADD z 5 a | ZADD z GT 4 a 6 b | ZADD z GT CH 6 a | ZADD z LT CH 7 a | ZADD z LT CH 3 a | ZRANGE z 0 -1 WITHSCORES
      ZADD z 5 a | ZADD z GT XX CH 6 a 6 b | ZADD z LT XX CH 5 a 5 b | ZCARD z
      ZADD z INCR 5 a | ZADD z INCR -2.5 a | ZADD z NX INCR 1 a | ZADD z GT INCR -1 a | ZADD z LT INCR -1 a | ZADD z incr ch 0 a
      HELLO 3 | ZADD z INCR 5 a | ZADD z NX INCR 1 a | ZADD z XX INCR 1 b
      ZADD z inf a | ZADD z INCR -inf a | ZINCRBY z -inf a | ZSCORE z a
      ZINCRBY z 1 a | ZINCRBY z 1.5 a | ZINCRBY z -2.5 a | ZSCORE z a
      HELLO 3 | ZINCRBY z 1.5 a
      ZINCRBY z x a
      ZINCRBY z incr a
      ZINCRBY z ch a
      SET z x | ZINCRBY z 1 a
      ZADD z 1 a 2 b 3 c | ZREM z a x a c | ZRANGE z 0 -1 | ZREM z b | EXISTS z | ZREM z b
      SET z x | ZREM z a
      ZREM z
      ZADD z 1 a 2 b 3 c 4 d | ZREMRANGEBYRANK z 1 2 | ZRANGE z 0 -1 | ZREMRANGEBYRANK z -1 -1 | ZREMRANGEBYRANK z 5 9 | ZREMRANGEBYRANK z -100 100 | EXISTS z
      ZADD z 1 a | ZREMRANGEBYRANK z 9223372036854775807 -1 | ZREMRANGEBYRANK z 0 -9223372036854775808 | ZREMRANGEBYRANK z -9223372036854775808 9223372036854775807
      ZREMRANGEBYRANK z x 0
      ZREMRANGEBYRANK z 0 x
      SET z x | ZREMRANGEBYRANK z 0 0 | ZREMRANGEBYRANK z 0 x
      ZADD z 1 a 2 b 3 c 4 d | ZREMRANGEBYSCORE z (1 2 | ZREMRANGEBYSCORE z 3 (4 | ZRANGE z 0 -1 | ZREMRANGEBYSCORE z -inf +inf | EXISTS z
      ZREMRANGEBYSCORE z x 0
      ZREMRANGEBYSCORE z 0 nan
      ZADD z 0 a 0 b 0 c 0 d | ZREMRANGEBYLEX z [b (d | ZRANGE z 0 -1 | ZREMRANGEBYLEX z - + | EXISTS z
      ZREMRANGEBYLEX z a [b
      ZREMRANGEBYLEX z [a +b
      ZCARD z
      SET z x | ZCARD z | ZSCORE z a | ZMSCORE z a | ZRANK z a | ZCOUNT z 0 1 | ZLEXCOUNT z - +
      ZSCORE z a
      ZADD z 1 a 2.5 b | ZMSCORE z a x b | ZMSCORE nothing a b
      HELLO 3 | ZADD z 1 a 2.5 b | ZMSCORE z a x b | ZMSCORE nothing a b
      ZADD z 1 a 2 b 3 c | ZRANK z a | ZRANK z c | ZREVRANK z a | ZREVRANK z c | ZRANK z x | ZRANK nothing x
      HELLO 3 | ZADD z 1 a | ZRANK z a | ZREVRANK z x
      ZADD z 1 a 2 b 3 c | ZCOUNT z 1 2 | ZCOUNT z (1 (3 | ZCOUNT z -inf inf | ZCOUNT z 3 1 | ZCOUNT z (2 2 | ZCOUNT z "" " 2"
      ZCOUNT z x 1
      ZCOUNT z 1 (x
      ZCOUNT z ( (
      ZADD z 0 a 0 b 0 c | ZLEXCOUNT z - + | ZLEXCOUNT z [b + | ZLEXCOUNT z (a (c | ZLEXCOUNT z + - | ZLEXCOUNT z [ [ | ZLEXCOUNT z [c [a
      ZLEXCOUNT z a b
      ZLEXCOUNT z "" +
      ZADD z 1 a 2 b 3 c | ZRANGE z 0 0 | ZRANGE z -2 -1 | ZRANGE z 1 100 | ZRANGE z 2 1 | ZRANGE z -100 -50 | ZRANGE z 0 -1 REV | ZRANGE z 0 0 REV WITHSCORES
      ZADD z 1 a 2 b | ZRANGE z -9223372036854775808 9223372036854775807 | ZRANGE z 9223372036854775807 -9223372036854775808 | ZRANGE z 0 -9223372036854775808
      ZRANGE z x 0
      ZRANGE z 0 x
      ZRANGE z 0 (1
      ZRANGE z 0 -1
      ZRANGE z 0
      SET z x | ZRANGE z 0 -1 | ZRANGE z 0 x
      ZADD z 1 a | ZRANGE z 0 -1 LIMIT 0 1
      ZADD z 1 a | ZRANGE z 0 -1 LIMIT 0 -1
      ZADD z 1 a | ZRANGE z 0 -1 LIMIT 0
      ZADD z 1 a | ZRANGE z 0 -1 LIMIT x 1
      ZRANGE z 0 -1 REV REV
      ZRANGE z 0 -1 BYLEX BYSCORE
      ZRANGE z 0 -1 BYLEX WITHSCORES
      ZRANGE z 0 -1 NOSUCH
      ZADD z 1 a 2 b 3 c 4 d | ZRANGE z 2 3 BYSCORE | ZRANGE z 3 2 BYSCORE REV | ZRANGE z (1 +inf BYSCORE LIMIT 1 1 | ZRANGE z +inf (1 BYSCORE REV LIMIT 1 -1 WITHSCORES
      ZADD z 1 a 2 b 3 c | ZRANGE z 0 9 BYSCORE LIMIT -1 5 | ZRANGE z 0 9 BYSCORE LIMIT 0 0 | ZRANGE z 0 9 BYSCORE LIMIT 3 1 | ZRANGE z 0 9 BYSCORE LIMIT 1 -7 | ZRANGE z 0 9 BYSCORE LIMIT 0 1 LIMIT 0 2
      ZADD z 0 a 0 b 0 c 0 d | ZRANGE z [b + BYLEX | ZRANGE z + (b BYLEX REV | ZRANGE z - + BYLEX LIMIT 1 2 | ZRANGE z [x [z BYLEX
      HELLO 3 | ZADD z 1 a 2.5 b | ZRANGE z 0 -1 REV WITHSCORES | ZRANGE z 0 9 BYSCORE WITHSCORES | ZRANGE z 5 9 BYSCORE WITHSCORES | ZREVRANGE z 0 -1 WITHSCORES | ZRANGE nothing 0 1
      ZADD z 1 a 2 b 3 c | ZREVRANGE z 0 1 | ZREVRANGE z 0 -1 WITHSCORES | ZREVRANGE z 0 -1 REV
      ZADD z 1 a 2 b 3 c | ZRANGEBYSCORE z 1 (3 WITHSCORES | ZREVRANGEBYSCORE z (3 1 WITHSCORES LIMIT 0 1 | ZRANGEBYSCORE z 1 2 BYLEX
      ZADD z 1 a | ZRANGEBYSCORE z x 2
      ZADD z 1 a | ZRANGEBYSCORE z 0 2 LIMIT 1
      ZADD z 0 a 0 b 0 c | ZRANGEBYLEX z - [b | ZREVRANGEBYLEX z [b - LIMIT 0 1 | ZRANGEBYLEX z [a [b WITHSCORES
      ZADD z 1 a 2 b 3 c | ZRANGESTORE to z 1 -1 | ZRANGE to 0 -1 WITHSCORES | ZRANGESTORE to z 2 9 BYSCORE LIMIT 0 1 | ZRANGE to 0 -1 | ZRANGESTORE to z 5 6 | EXISTS to | OBJECT ENCODING z
      ZADD z 1 a 2 b | ZRANGESTORE z z 0 0 REV | ZRANGE z 0 -1 | ZRANGESTORE z nothing 0 -1 | EXISTS z
      ZADD z 1 a | SET to x EX 100 | ZRANGESTORE to z 0 -1 | TTL to | ZRANGESTORE to to 0 x
      ZRANGESTORE to z 0 -1 WITHSCORES
      ZRANGESTORE to z 0
      SET z x | ZRANGESTORE to z 0 -1
      ZPOPMIN z
      ZPOPMIN z 0
      HELLO 3 | ZPOPMAX z | ZPOPMAX z 3
      ZADD z 1 a 2 b 3 c 4 d | ZPOPMIN z | ZPOPMAX z | ZPOPMIN z 0 | ZPOPMAX z 5 | EXISTS z
      HELLO 3 | ZADD z 1 a 2 b 3 c 4 d | ZPOPMIN z | ZPOPMAX z 1 | ZPOPMIN z 0 | ZPOPMAX z 5 | EXISTS z
      ZPOPMIN z -1
      ZPOPMIN z x
      ZPOPMIN z 1 2
      SET z x | ZPOPMIN z | ZPOPMAX z 0 | ZPOPMIN z x
      ZADD z 1 a 2 b 3 c | ZMPOP 2 x z MIN | ZMPOP 1 z MAX COUNT 9 | ZMPOP 1 z MIN | EXISTS z
      HELLO 3 | ZADD z 1 a 2 b | ZMPOP 1 z MIN COUNT 2 | ZMPOP 1 z MIN
      ZMPOP 0 z MIN
      ZMPOP x z MIN
      ZMPOP 2 z MIN
      ZMPOP 1 z UP
      ZMPOP 1 z MIN COUNT
      ZMPOP 1 z MIN COUNT 0
      ZMPOP 1 z MIN COUNT x
      ZMPOP 1 z MIN COUNT 1 COUNT 2
      ZMPOP 1 z MIN NOSUCH
      SET s x | ZMPOP 2 s z MIN | ZMPOP 2 z s MIN
      ZADD z 1 a 2 b | BZPOPMIN x z 0 | BZPOPMAX z 0 | EXISTS z
      HELLO 3 | ZADD z 1 a 2 b | BZPOPMIN x z 0 | BZMPOP 0 1 z MAX
      BZPOPMIN z 0.01
      BZPOPMAX z y 0.01
      BZMPOP 0.01 2 z y MIN COUNT 3
      HELLO 3 | BZPOPMIN z 0.01 | BZMPOP 0.01 1 z MIN
      MULTI | BZPOPMIN z 0 | BZPOPMAX z 0 | BZMPOP 0 1 z MIN | ZADD z 1 a | BZPOPMIN z 0 | EXEC
      BZPOPMIN z -1
      BZPOPMIN z x
      SET s x | BZPOPMIN s x | BZPOPMIN z s 0 | BZMPOP 0 1 s MIN
      BZMPOP x 0 z MIN
      BZMPOP x 1 z UP
      BZMPOP x 1 z MIN
      BZMPOP 0 1 z
      ZADD a 1 x 2 y | ZADD b 10 y 20 z | ZUNION 2 a b WITHSCORES | ZINTER 2 a b WITHSCORES | ZDIFF 2 a b WITHSCORES | ZUNION 2 a b | ZINTERCARD 2 a b
      HELLO 3 | ZADD a 1 x 2 y | ZADD b 10 y 20 z | ZUNION 2 a b WITHSCORES | ZINTER 2 a b | ZDIFF 2 a b WITHSCORES | ZUNION 1 nothing WITHSCORES
      ZADD a 1 x 2 y | ZADD b 10 y 20 z | ZUNION 2 a b WEIGHTS 2 0.5 WITHSCORES | ZINTER 2 a b AGGREGATE MIN WITHSCORES | ZINTER 2 a b WEIGHTS 1 -1 AGGREGATE max WITHSCORES
      ZADD a inf x 0 y | ZADD b -inf x inf y | ZUNION 2 a b WITHSCORES | ZUNION 2 a b WEIGHTS 0 0 WITHSCORES | ZINTER 2 a b WEIGHTS 1 0 WITHSCORES | ZINTER 2 a b WEIGHTS 1 0 AGGREGATE MIN WITHSCORES
      ZADD a 5 x 6 y | SADD s y z 12 | SADD i 12 13 | ZUNION 3 a s i WITHSCORES | ZINTER 2 a s WITHSCORES | ZDIFF 2 a s WITHSCORES | ZDIFF 2 s a WITHSCORES | ZINTER 2 s i WEIGHTS 2 3 WITHSCORES
      ZADD a 1 x 2 y | ZUNION 2 a a WITHSCORES | ZINTER 3 a a a WITHSCORES | ZDIFF 2 a a | ZDIFF 2 a nothing | ZDIFF 2 nothing a
      ZADD a 1 a 2 b 3 c 4 d 5 e | ZADD b 1 a | ZADD c 1 b | ZADD d 1 c | ZADD e 1 d | ZDIFF 5 a b c d e WITHSCORES
      ZADD a 1 x | ZUNION 2 a b WEIGHTS 1
      ZADD a 1 x | ZUNION 1 a WEIGHTS x
      ZADD a 1 x | ZUNION 1 a AGGREGATE
      ZADD a 1 x | ZUNION 1 a AGGREGATE avg
      ZADD a 1 x | ZUNION 1 a NOSUCH
      ZADD a 1 x | ZDIFF 1 a WEIGHTS 1
      ZADD a 1 x | ZDIFF 1 a AGGREGATE SUM
      ZUNION 0 a
      ZINTER -1 a
      ZDIFF x a
      ZUNION 2 a
      ZUNIONSTORE to 0 a
      ZINTERCARD 0 a
      SET s x | ZUNION 1 s | ZUNION 2 nothing s NOSUCH | ZINTERCARD 1 s | ZUNIONSTORE to 1 s
      ZADD a 1 x 2 y 3 z | ZADD b 1 x 2 y 3 z | ZINTERCARD 2 a b LIMIT 2 | ZINTERCARD 2 a b LIMIT 0 | ZINTERCARD 2 a b LIMIT 9
      ZADD a 1 x | ZINTERCARD 1 a LIMIT -1
      ZADD a 1 x | ZINTERCARD 1 a LIMIT x
      ZADD a 1 x | ZINTERCARD 1 a LIMIT
      ZADD a 1 x | ZINTERCARD 1 a WITHSCORES
      ZADD a 1 x 2 y | ZADD b 10 y 20 z | ZUNIONSTORE to 2 a b | ZRANGE to 0 -1 WITHSCORES | ZINTERSTORE to 2 a b WEIGHTS 2 3 | ZRANGE to 0 -1 WITHSCORES | ZDIFFSTORE to 2 a b | ZRANGE to 0 -1 WITHSCORES | OBJECT ENCODING a
      ZADD a 1 x 2 y | ZUNIONSTORE a 2 a a | ZRANGE a 0 -1 WITHSCORES | ZINTERSTORE a 2 a nothing | EXISTS a
      ZADD a 1 x | SET to x EX 100 | ZUNIONSTORE to 1 a | TTL to | ZDIFFSTORE to 2 a a | EXISTS to
      ZADD a 1 x | ZUNIONSTORE to 1 a WITHSCORES
      ZADD a 1 x | ZDIFFSTORE to 1 a WEIGHTS 1
      ZRANDMEMBER z
      ZRANDMEMBER z 1
      ZRANDMEMBER z 0 WITHSCORES
      HELLO 3 | ZRANDMEMBER z | ZRANDMEMBER z -3
      ZADD z 1.5 a | ZRANDMEMBER z | ZRANDMEMBER z 1 | ZRANDMEMBER z 5 WITHSCORES | ZRANDMEMBER z -3 WITHSCORES | ZRANDMEMBER z 0
      HELLO 3 | ZADD z 1.5 a | ZRANDMEMBER z 5 WITHSCORES | ZRANDMEMBER z -2 WITHSCORES | ZRANDMEMBER z 1 WITHSCORES
      ZADD z 1 a 2 b 3 c | ZRANDMEMBER z 3 WITHSCORES | ZRANDMEMBER z 9223372036854775807
      ZRANDMEMBER z x
      ZRANDMEMBER z x y
      ZRANDMEMBER z 1 y
      ZRANDMEMBER z 1 WITHSCORES x
      ZRANDMEMBER z -9223372036854775808
      ZRANDMEMBER z 4611686018427387904 WITHSCORES
      ZRANDMEMBER z -4611686018427387904 WITHSCORES
      SET z x | ZRANDMEMBER z | ZRANDMEMBER z 1 | ZRANDMEMBER z x
      ZSCAN z 0
      ZSCAN z x
      ZADD z 0.1 a inf b 3 12 | ZSCAN z 0 | ZSCAN z 7 MATCH 1* | ZSCAN z 0 COUNT 0
      HELLO 3 | ZADD z 0.1 a | ZSCAN z 0
      SET z x | ZSCAN z 0
      CONFIG SET zset-max-listpack-entries 0 | ZADD z 0.1 a | ZSCAN z 0 | ZADD z 1e21 a | ZSCAN z 0 | ZADD z 1e-7 a | ZSCAN z 0 | ZADD z 100 a | ZSCAN z 0 | ZADD z -inf a | ZSCAN z 0 | ZADD z 123456789012345680 a | ZSCAN z 0 | ZADD z -0 a | ZSCAN z 0 | ZADD z 0.00012345 a | ZSCAN z 0 | CONFIG SET zset-max-listpack-entries 128
      MULTI | ZADD z 1 a | ZPOPMIN z | ZCARD z | EXEC
      COMMAND INFO zadd zincrby zrem zremrangebyrank zremrangebyscore zremrangebylex zcard zcount zlexcount
      HELLO 3 | COMMAND INFO zadd zincrby zrem zremrangebyrank zremrangebyscore zremrangebylex zcard zcount
      COMMAND INFO zscore zmscore zrange zrevrange zrangebyscore zrevrangebyscore zrangebylex zrangestore
      COMMAND INFO zpopmin zpopmax zmpop zrandmember zscan zunion zinter zdiff zunionstore zinterstore zdiffstore zintercard
      COMMAND INFO bzpopmin bzpopmax bzmpop
      COMMAND INFO zrank zrevrank
      COMMAND GETKEYS ZUNION 2 a b WEIGHTS 1 2
      COMMAND GETKEYS ZUNIONSTORE to 2 a b
      COMMAND GETKEYS ZMPOP 2 a b MIN
      COMMAND GETKEYS BZMPOP 0 2 a b MIN
      COMMAND GETKEYS BZPOPMIN a b 0
      COMMAND GETKEYS ZRANGESTORE a b 0 1
      """;

  private static final String CHANGED_SINCE =
      """
      ZADD z 0.1 a 1e21 b 1e-7 c 123456789.125 d 3.0000 e 9007199254740993 f | ZRANGE z 0 -1 WITHSCORES => as few digits as will do since 7.2
      HELLO 3 | ZADD z 1 a 0.1 b inf c -inf d 1e21 e | ZRANGE z 0 -1 WITHSCORES | ZSCORE z b | ZSCORE z nothing => as few digits as will do since 7.2
      ZADD z 0.1 a inf b 3 12 | ZSCAN z 0 | ZSCAN z 7 MATCH 1* | ZSCAN z 0 COUNT 0 => as few digits as will do since 7.2
      HELLO 3 | ZADD z 0.1 a | ZSCAN z 0 => as few digits as will do since 7.2
      COMMAND INFO bzpopmin bzpopmax bzmpop => scripts may call them since 7.2
      COMMAND INFO zrank zrevrank => take WITHSCORE since 7.2
      """;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Conversations.of(CONVERSATIONS).changed(CHANGED_SINCE).compare(folder);
  }
}
