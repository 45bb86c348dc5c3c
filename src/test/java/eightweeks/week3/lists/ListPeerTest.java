package eightweeks.week3.lists;

import eightweeks.harness.Conversations;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real redis-server says of lists. */
final class ListPeerTest {
  private static final String CONVERSATIONS =
      """
      RPUSH l a b c | LPUSH l 1 2 | LLEN l | LRANGE l 0 -1
      RPUSH l "" "a\\r\\nb" "\\x00\\xff" 007 -5 | LRANGE l 0 -1
      RPUSH l 1 01 -0 +1 1.0 9223372036854775807 -9223372036854775808 9223372036854775808 | LRANGE l 0 -1
      LPUSH
      LPUSH l
      RPUSH l
      LPUSHX l a | RPUSHX l a b | EXISTS l | RPUSH l m | LPUSHX l a b | RPUSHX l c d | LRANGE l 0 -1
      SET s x | LPUSH s a
      SET s x | RPUSHX s a
      RPUSH l a b c | LPOP l | RPOP l | LPOP l | LPOP l | EXISTS l
      RPUSH l a b c d e | LPOP l 2 | RPOP l 2 | LPOP l 0 | LPOP l 7 | LPOP l 7 | DBSIZE
      HELLO 3 | LPOP l | LPOP l 2 | RPOP l 0 | RPUSH l a | RPOP l 0 | RPOP l 9
      LPOP l 1 2
      RPOP l x 2
      LPOP l -1
      LPOP l x
      LPOP l 9223372036854775808
      SET s x | LPOP s | RPOP s 0 | LPOP s -1
      LPOP
      LLEN l
      SET s x | LLEN s
      LLEN l m
      RPUSH l a b c d e | LRANGE l 1 2 | LRANGE l -2 -1 | LRANGE l -100 100 | LRANGE l 3 2 | LRANGE l 5 9 | LRANGE l 0 -6
      RPUSH l a b c | LRANGE l -9223372036854775808 9223372036854775807 | LRANGE l 9223372036854775807 0
      LRANGE l 0 -1
      HELLO 3 | LRANGE l 0 -1 | RPUSH l 5 | LRANGE l 0 0
      LRANGE l x 0
      LRANGE l 0 x
      SET s x | LRANGE s 0 x | LRANGE s 0 0
      LRANGE l 0
      RPUSH l a b 33 | LINDEX l 0 | LINDEX l 2 | LINDEX l -1 | LINDEX l -3 | LINDEX l 3 | LINDEX l -4
      HELLO 3 | RPUSH l a | LINDEX l 0 | LINDEX l 1 | LINDEX nothing 0
      LINDEX nothing x
      RPUSH l a | LINDEX l x
      SET s x | LINDEX s x
      RPUSH l a b c | LSET l 1 B | LSET l -1 7 | LRANGE l 0 -1 | LSET l 3 x | LSET l -4 x | LSET l x y
      LSET nothing 0 x
      LSET nothing x x
      SET s x | LSET s x y
      RPUSH l a b c b | LINSERT l BEFORE b x | LINSERT l after b y | LRANGE l 0 -1 | LINSERT l BEFORE z x
      LINSERT nothing BEFORE a b
      LINSERT nothing beside a b
      SET s x | LINSERT s BEFORE a b
      RPUSH l 1 2 3 | LINSERT l AFTER 2 20 | LINSERT l BEFORE 02 x | LRANGE l 0 -1
      RPUSH l a b a c a | LREM l 1 a | LRANGE l 0 -1 | LREM l -1 a | LRANGE l 0 -1 | LREM l 0 a | LREM l 0 a | LRANGE l 0 -1
      RPUSH l a a a | LREM l -2 a | LREM l 5 a | EXISTS l
      RPUSH l 1 01 1 | LREM l 0 1 | LRANGE l 0 -1
      RPUSH l a | LREM l x a
      LREM nothing 0 a
      SET s x | LREM s 0 a
      RPUSH l a b a | LREM l -9223372036854775808 a | LRANGE l 0 -1
      RPUSH l a b c d e | LTRIM l 1 -2 | LRANGE l 0 -1 | LTRIM l 0 100 | LRANGE l 0 -1 | LTRIM l 2 1 | EXISTS l
      LTRIM nothing 0 1
      LTRIM nothing x 1
      LTRIM nothing 0 x
      SET s x | LTRIM s 0 1
      RPUSH l a b c 1 2 3 c c | LPOS l c | LPOS l 1 | LPOS l z | LPOS l c RANK 2 | LPOS l c RANK -1 | LPOS l c RANK 9
      RPUSH l a b c 1 2 3 c c | LPOS l c COUNT 0 | LPOS l c COUNT 1 | LPOS l c COUNT 2 RANK -1 | LPOS l z COUNT 0 | LPOS l c COUNT 9 RANK 9
      RPUSH l a b c 1 2 3 c c | LPOS l c MAXLEN 2 | LPOS l c MAXLEN 3 | LPOS l c COUNT 0 MAXLEN 7 | LPOS l c RANK -1 COUNT 0 MAXLEN 2 | LPOS l c MAXLEN 0
      LPOS l a | LPOS l a COUNT 0 | LPOS l a RANK 2
      HELLO 3 | LPOS l a | LPOS l a COUNT 0
      LPOS l a RANK
      LPOS l a RANK x
      LPOS l a RANK 9223372036854775807
      LPOS l a COUNT -1
      LPOS l a COUNT x
      LPOS l a MAXLEN -1
      LPOS l a MAXLEN x
      LPOS l a NOSUCH 1
      LPOS l a COUNT -1 NOSUCH
      SET s x | LPOS s a | LPOS s a COUNT 0
      LPOS l
      RPUSH l a b c | LMOVE l m LEFT RIGHT | LMOVE l m RIGHT LEFT | LRANGE l 0 -1 | LRANGE m 0 -1 | LMOVE l m left left | EXISTS l
      RPUSH l a b c | LMOVE l l LEFT RIGHT | LRANGE l 0 -1 | RPOPLPUSH l l | LRANGE l 0 -1
      LMOVE l m LEFT RIGHT
      LMOVE l m UP RIGHT
      LMOVE l m LEFT DOWN
      LMOVE l m LEFT
      HELLO 3 | LMOVE l m LEFT RIGHT | RPOPLPUSH l m
      SET s x | LMOVE s m LEFT RIGHT | LMOVE nothing s LEFT RIGHT | RPUSH l a | LMOVE l s LEFT RIGHT | LRANGE l 0 -1
      RPUSH l a b | RPOPLPUSH l m | LRANGE m 0 -1 | RPOPLPUSH l m | RPOPLPUSH l m | LRANGE m 0 -1
      SET s x | RPOPLPUSH s l | RPUSH l a | RPOPLPUSH l s
      RPUSH l a b c | LMPOP 2 x l LEFT | LMPOP 1 l RIGHT COUNT 9 | LMPOP 1 l LEFT | EXISTS l
      HELLO 3 | LMPOP 1 l LEFT | RPUSH l a | LMPOP 1 l LEFT COUNT 3
      LMPOP 0 l LEFT
      LMPOP x l LEFT
      LMPOP 2 l LEFT
      LMPOP 1 l UP
      LMPOP 1 l m LEFT
      LMPOP 1 l LEFT COUNT
      LMPOP 1 l LEFT COUNT 0
      LMPOP 1 l LEFT COUNT x
      LMPOP 1 l LEFT COUNT 1 COUNT 2
      LMPOP 1 l LEFT COUNT 0 COUNT 2
      LMPOP 1 l LEFT NOSUCH
      LMPOP 1 l
      SET s x | LMPOP 2 s l LEFT | LMPOP 2 l s LEFT
      RPUSH l a b | BLPOP x l 0 | BRPOP l 0 | EXISTS l
      BLPOP l 0.01
      BRPOP l m 0.01
      BLMPOP 0.01 2 l m LEFT COUNT 3
      BLMOVE l m LEFT LEFT 0.01
      BRPOPLPUSH l m 0.01
      HELLO 3 | BLPOP l 0.01 | BLMOVE l m LEFT LEFT 0.01 | BRPOPLPUSH l m 0.01 | BLMPOP 0.01 1 l LEFT
      MULTI | BLPOP l 0 | BLMOVE l m LEFT LEFT 0 | BRPOPLPUSH l m 0 | BLMPOP 0 1 l LEFT | RPUSH l a | BLPOP l 0 | EXEC
      HELLO 3 | MULTI | BLPOP l 0 | BLMOVE l m LEFT LEFT 0 | BLMPOP 0 1 l LEFT | EXEC
      BLPOP l -1
      BLPOP l x
      BLPOP l inf
      BLPOP l 9223372036854775807
      BLPOP l
      BLPOP l m
      SET s x | BLPOP s x | BLPOP s 0 | BRPOP x s 0
      RPUSH l a b c | BLMPOP 0 2 x l LEFT COUNT 2 | BLMPOP 0 1 l RIGHT
      BLMPOP x 0 l LEFT
      BLMPOP x 1 l UP
      BLMPOP x 1 l LEFT COUNT 0
      BLMPOP x 1 l LEFT
      BLMPOP -1 1 l LEFT
      BLMPOP 0 1 l
      RPUSH l a b c | BLMOVE l m LEFT RIGHT 0 | BRPOPLPUSH l m 0 | LRANGE m 0 -1
      BLMOVE l m UP LEFT x
      BLMOVE l m LEFT LEFT x
      BRPOPLPUSH l m -1
      SET s x | RPUSH l a | BLMOVE l s LEFT LEFT 0 | BRPOPLPUSH s l 0 | LRANGE l 0 -1
      COMMAND INFO lpush rpush lpushx rpushx lpop rpop llen
      HELLO 3 | COMMAND INFO lpush rpush lpushx rpushx lpop rpop llen
      COMMAND INFO lrange lindex lset linsert lrem ltrim lpos
      COMMAND INFO lmove rpoplpush lmpop blmpop
      HELLO 3 | COMMAND INFO lmove rpoplpush lmpop blmpop
      COMMAND INFO blpop brpop blmove brpoplpush
      COMMAND GETKEYS LMPOP 2 a b LEFT
      COMMAND GETKEYS LMPOP 9 a b LEFT
      COMMAND GETKEYS BLMPOP 0 2 a b LEFT
      COMMAND GETKEYS BLPOP a b 0
      COMMAND GETKEYS LMOVE a b LEFT RIGHT
      """;

  private static final String CHANGED_SINCE =
      """
      BLPOP l inf => 7.0 says that it is negative
      BLPOP l 9223372036854775807 => 7.0 says that it is negative
      COMMAND INFO blpop brpop blmove brpoplpush => scripts may call them since 7.2
      """;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Conversations.of(CONVERSATIONS).changed(CHANGED_SINCE).compare(folder);
  }
}
