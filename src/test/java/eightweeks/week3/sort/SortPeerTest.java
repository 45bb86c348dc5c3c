package eightweeks.week3.sort;

import eightweeks.harness.Conversations;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real redis-server says of SORT. */
final class SortPeerTest {
  private static final String CONVERSATIONS =
      """
      SORT l | SORT_RO l | SORT | SORT_RO
      RPUSH l 3 "1\\x00abc" 2 "\\x00x" | SORT l
      RPUSH l 3 1 2 10 | SORT l | SORT l DESC | SORT l ASC | SORT l ALPHA | SORT l ALPHA DESC | SORT_RO l DESC
      RPUSH l 3 1 2 10 | SORT l LIMIT 0 2 | SORT l LIMIT 1 2 | SORT l LIMIT 3 10 | SORT l LIMIT 4 1 | SORT l LIMIT 0 0 | SORT l LIMIT 0 -1 | SORT l LIMIT -5 2 | SORT l LIMIT 2 -7 | SORT l LIMIT 9223372036854775807 9223372036854775807 | SORT l LIMIT 1 9223372036854775807
      RPUSH l 1 | SORT l LIMIT x 1 | SORT l LIMIT 1 x | SORT l LIMIT 1 | SORT l LIMIT
      RPUSH l 1 | SORT l NOSUCH | SORT l BY | SORT l GET | SORT l STORE | SORT_RO l STORE x | SORT l DESC ASC | SORT nothing NOSUCH
      SET k v | SORT k | HSET h f v | SORT h | SORT k NOSUCH
      RPUSH l 1.5 -2 1e3 0x10 | SORT l | SORT l DESC
      RPUSH l 1 x | SORT l | SORT l ALPHA | SORT l BY nosort | SORT l STORE d | EXISTS d
      RPUSH l "" 1 | SORT l
      RPUSH l " 1" 0 | SORT l
      RPUSH l "1 " 0 | SORT l
      RPUSH l nan 0 | SORT l
      RPUSH l inf -inf 0 | SORT l
      RPUSH l 1.0 1 01 | SORT l | SORT l DESC
      RPUSH l b a c | MSET w_a 3 w_b 1 w_c 2 | SORT l BY w_* | SORT l BY w_* DESC | SORT l BY w_* GET # | SORT l BY w_* GET w_* | SORT l BY w_* GET # GET w_* GET no_* | SORT l BY w_* LIMIT 1 1 GET #
      RPUSH l b a c | MSET w_a x w_b z w_c y | SORT l BY w_* ALPHA | SORT l BY w_* | SORT l BY w_* ALPHA DESC
      RPUSH l b a c | MSET w_a 3 w_b 1 | SORT l BY w_* | SORT l BY w_* ALPHA | SORT l BY w_* DESC
      RPUSH l b a c | HSET h_a w 3 n aa | HSET h_b w 1 n bb | HSET h_c w 2 | SORT l BY h_*->w | SORT l BY h_*->w GET h_*->n | SORT l BY h_*->w GET h_*->x | SORT l ALPHA GET h_*
      RPUSH l a | MSET "w_a->" 5 w_a 6 | SORT l ALPHA GET w_*-> | SORT l ALPHA GET w_*->x | SORT l ALPHA GET w_a | SORT l ALPHA GET * | SORT l ALPHA GET ** | SORT l ALPHA GET #x | SORT l ALPHA GET ""
      RPUSH l a | SET w_a-x 1 | SET x-a-y 2 | SORT l ALPHA GET x-*-y GET w_*-x
      RPUSH l a | LPUSH w_a x | SORT l ALPHA GET w_* | SORT l BY w_* ALPHA
      RPUSH l 1 2 | SORT l GET # GET # | SORT_RO l GET # BY nosort
      HELLO 3 | RPUSH l a | SORT l ALPHA GET no_* | SORT nothing
      RPUSH l c a b | SORT l BY nosort | SORT l BY nosort DESC | SORT l BY nosort LIMIT 1 2 | SORT l BY nosort DESC LIMIT 0 2 | SORT l BY nosort LIMIT 5 2 | SORT l BY nosort LIMIT 0 0
      ZADD z 3 a 1 b 2 c | SORT z ALPHA | SORT z BY nosort | SORT z BY nosort DESC | SORT z BY nosort LIMIT 0 1 | SORT z BY nosort DESC LIMIT 1 2 | SORT z
      ZADD z 3 10 1 20 2 5 | SORT z | SORT z DESC
      SADD s 3 1 2 | SORT s | SORT s DESC LIMIT 0 2 | SORT s BY nosort STORE d | LRANGE d 0 -1 | SORT s BY nosort
      SADD s c a b | SORT s ALPHA | SORT s | SORT s BY nosort STORE d | LRANGE d 0 -1 | SORT s BY nosort DESC STORE d | LRANGE d 0 -1
      RPUSH l 3 1 2 | SORT l STORE d | LRANGE d 0 -1 | TYPE d | SORT l STORE l DESC | LRANGE l 0 -1 | SORT nothing STORE d | EXISTS d | SORT nothing STORE d
      RPUSH l 3 1 2 | SET d v EX 100 | SORT l STORE d | TTL d | TYPE d | SORT l LIMIT 9 9 STORE d | EXISTS d
      RPUSH l b a | SET w_a x | SORT l ALPHA GET w_* STORE d | LRANGE d 0 -1 | SORT l ALPHA GET # GET w_* STORE d | LRANGE d 0 -1 | SORT l ALPHA STORE x STORE y | KEYS x | KEYS y
      RPUSH l 3 1 2 | SORT l STORE d | OBJECT ENCODING d
      COMMAND GETKEYS SORT a | COMMAND GETKEYS SORT a STORE b | COMMAND GETKEYS SORT a BY store GET store STORE b STORE c | COMMAND GETKEYS SORT a LIMIT 0 1 STORE b | COMMAND GETKEYS SORT_RO a STORE b | COMMAND GETKEYSANDFLAGS SORT a STORE b
      """;

  private static final String CHANGED =
      """
      RPUSH l 3 1 2 | SORT l STORE d | OBJECT ENCODING d => small lists are listpacks since 7.2
      """;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Conversations.of(CONVERSATIONS).changed(CHANGED).compare(folder);
  }
}
