package eightweeks.week3.sortedsets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import org.junit.jupiter.api.Test;

/**
 * What the commands on sorted sets leave behind: encodings, events, effects. What they reply is in
 * AddTest, RangesTest, MembersTest, PopTest and CombinationsTest.
 */
final class SortedSetChangesTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final Witness witness = Witness.of(server);

  private String encoding(String key) {
    return client.text("OBJECT", "ENCODING", key);
  }

  /** Says several things whose traces do not matter. */
  private void before(String... lines) {
    for (var line : lines) {
      assertThat(client.inline(line)).doesNotStartWith("-");
    }
    witness.changes();
    witness.effects();
  }

  @Test
  void zadd_choosesTheEncodingByMembersAndLimits() {
    client.inline("CONFIG SET zset-max-listpack-entries 3 zset-max-listpack-value 8");
    client.inline("ZADD small 1 a 2 b 3 c");
    client.inline("ZADD many 1 a 2 b 3 c 4 d");
    client.inline("ZADD long 1 123456789");
    client.inline("ZADD grown 1 a 2 b");
    assertThat(encoding("small")).isEqualTo("listpack");
    assertThat(encoding("many")).isEqualTo("skiplist");
    assertThat(encoding("long")).isEqualTo("skiplist");
    client.inline("ZADD grown 2 b 3 c 4 d 5 e");
    assertThat(encoding("grown")).isEqualTo("skiplist");
    assertThat(client.inline("ZRANGEBYSCORE grown 2 (4")).isEqualTo("*2\r\n$1\r\nb\r\n$1\r\nc\r\n");
  }

  @Test
  void results_areSmallIfTheyMayBe() {
    client.inline("CONFIG SET zset-max-listpack-entries 3");
    client.inline("ZADD many 1 a 2 b 3 c 4 d");
    client.inline("ZADD few 1 a");
    for (var line :
        new String[] {
          "ZINTERSTORE to 2 many few",
          "ZDIFFSTORE to 2 many few",
          "ZRANGESTORE to many 0 2",
          "ZUNIONSTORE to 1 few"
        }) {
      client.inline(line);
      assertThat(encoding("to")).as(line).isEqualTo("listpack");
    }
    client.inline("ZUNIONSTORE to 2 few many");
    assertThat(encoding("to")).isEqualTo("skiplist");
  }

  @Test
  void zadd_tellsOnlyIfSomethingChanged() {
    client.inline("ZADD z 1 a 2 b");
    assertThat(witness.changes()).containsExactly("touched 0:z", "ZSET zadd 0:z");
    assertThat(witness.effects()).containsExactly("0: ZADD z 1 a 2 b");
    client.inline("ZADD z 1 a");
    client.inline("ZADD z NX 5 a");
    client.inline("ZADD nothing XX 5 a");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
    client.inline("ZADD z INCR 1 a");
    client.inline("ZINCRBY z 1 a");
    client.inline("ZINCRBY z 0 a");
    assertThat(witness.changes())
        .containsExactly("touched 0:z", "ZSET zincr 0:z", "touched 0:z", "ZSET zincr 0:z");
    assertThat(witness.effects()).containsExactly("0: ZADD z INCR 1 a", "0: ZINCRBY z 1 a");
  }

  @Test
  void refusedScore_changesNothing() {
    before("ZADD z inf a");
    assertThat(client.inline("ZINCRBY z -inf a"))
        .isEqualTo("-ERR resulting score is not a number (NaN)\r\n");
    assertThat(witness.changes()).isEmpty();
    assertThat(client.text("ZSCORE", "z", "a")).isEqualTo("inf");
  }

  @Test
  void lastMember_takesTheKeyWithIt() {
    before("ZADD z 1 a 2 b 3 c");
    client.inline("ZREM z a x");
    client.inline("ZREM z b c");
    assertThat(witness.changes())
        .containsExactly(
            "ZSET zrem 0:z", "touched 0:z", "ZSET zrem 0:z", "GENERIC del 0:z", "touched 0:z");
    assertThat(witness.effects()).containsExactly("0: ZREM z a x", "0: ZREM z b c");
    assertThat(client.inline("EXISTS z")).isEqualTo(":0\r\n");
  }

  @Test
  void rangesThatAreRemoved_areToldByTheirCommand() {
    before("ZADD z 0 a 0 b 0 c 0 d");
    client.inline("ZREMRANGEBYRANK z 0 0");
    client.inline("ZREMRANGEBYLEX z [b [b");
    client.inline("ZREMRANGEBYSCORE z 5 6");
    client.inline("ZREMRANGEBYSCORE z 0 0");
    assertThat(witness.changes())
        .containsExactly(
            "touched 0:z",
            "ZSET zremrangebyrank 0:z",
            "touched 0:z",
            "ZSET zremrangebylex 0:z",
            "touched 0:z",
            "ZSET zremrangebyscore 0:z",
            "GENERIC del 0:z");
    assertThat(witness.effects()).hasSize(3);
  }

  @Test
  void rangesOfALargeSet_areRemovedToo() {
    before("CONFIG SET zset-max-listpack-entries 0", "ZADD z 0 a 0 b 0 c 0 d 0 e 0 f");
    client.inline("ZREMRANGEBYRANK z 0 0");
    client.inline("ZREMRANGEBYLEX z (b [d");
    assertThat(client.inline("ZRANGE z 0 -1 WITHSCORES"))
        .isEqualTo("*6\r\n$1\r\nb\r\n$1\r\n0\r\n$1\r\ne\r\n$1\r\n0\r\n$1\r\nf\r\n$1\r\n0\r\n");
    client.inline("ZREMRANGEBYSCORE z -inf +inf");
    assertThat(client.inline("EXISTS z")).isEqualTo(":0\r\n");
  }

  @Test
  void stores_tellOfTheDestination() {
    before("ZADD a 1 x 2 y", "ZADD b 5 y");
    client.inline("ZUNIONSTORE to 2 a b");
    client.inline("ZINTERSTORE to 2 a b");
    client.inline("ZDIFFSTORE to 2 a b");
    client.inline("ZRANGESTORE to a 0 0");
    assertThat(witness.changes())
        .containsExactly(
            "touched 0:to",
            "ZSET zunionstore 0:to",
            "touched 0:to",
            "ZSET zinterstore 0:to",
            "touched 0:to",
            "ZSET zdiffstore 0:to",
            "touched 0:to",
            "ZSET zrangestore 0:to");
    assertThat(witness.effects()).hasSize(4).contains("0: ZRANGESTORE to a 0 0");
    client.inline("ZDIFFSTORE to 2 a a");
    client.inline("ZRANGESTORE to nothing 0 0");
    assertThat(witness.changes()).containsExactly("touched 0:to", "GENERIC del 0:to");
    assertThat(witness.effects()).containsExactly("0: ZDIFFSTORE to 2 a a");
  }

  @Test
  void pops_tellOnceForAllMembers() {
    before("ZADD z 1 a 2 b 3 c 4 d");
    client.inline("ZPOPMIN z");
    client.inline("ZPOPMAX z 0");
    client.inline("ZPOPMAX z 3");
    assertThat(witness.changes())
        .containsExactly(
            "ZSET zpopmin 0:z",
            "touched 0:z",
            "ZSET zpopmax 0:z",
            "touched 0:z",
            "GENERIC del 0:z");
    assertThat(witness.effects()).containsExactly("0: ZPOPMIN z", "0: ZPOPMAX z 3");
  }

  @Test
  void popsOfSeveralKeys_goOutAsPopsOfOne() {
    before("ZADD z 1 a 2 b 3 c 4 d 5 e 6 f");
    client.inline("BZPOPMAX nothing z 0");
    client.inline("ZMPOP 2 nothing z MIN COUNT 2");
    client.inline("BZMPOP 0 1 z MAX");
    client.inline("ZMPOP 1 z MAX COUNT 100");
    assertThat(witness.effects())
        .containsExactly("0: ZPOPMAX z", "0: ZPOPMIN z 2", "0: ZPOPMAX z 1", "0: ZPOPMAX z 2");
  }

  @Test
  void randomMembers_areDifferentIfTheCountIsPositive() {
    before("CONFIG SET zset-max-listpack-entries 2", "ZADD z 1 a 2 b 3 c 4 d 5 e 6 f 7 g 8 h 9 i");
    for (int count = 1; count <= 9; count++) {
      String members = client.inline("ZRANDMEMBER z " + count);
      assertThat(members.lines().filter(line -> line.matches("[a-i]")).distinct().count())
          .isEqualTo(count);
    }
    assertThat(client.inline("ZRANDMEMBER z -20").lines().filter(line -> line.matches("[a-i]")))
        .hasSize(20);
    assertThat(client.inline("ZRANDMEMBER z 3 WITHSCORES")).startsWith("*6\r\n");
  }

  @Test
  void scan_visitsEveryMemberOfALargeSet() {
    before("CONFIG SET zset-max-listpack-entries 0");
    for (int i = 0; i < 100; i++) {
      client.inline("ZADD z " + i + " member" + i);
    }
    var seen = new StringBuilder();
    String cursor = "0";
    do {
      var lines = client.inline("ZSCAN z " + cursor + " COUNT 7").lines().toList();
      cursor = lines.get(2);
      seen.append(String.join(" ", lines)).append(' ');
    } while (!cursor.equals("0"));
    for (int i = 0; i < 100; i++) {
      assertThat(seen).contains(" member" + i + " ");
    }
  }

  @Test
  void rank_withScore() {
    client.inline("ZADD z 1 a 2.5 b");
    assertThat(client.inline("ZRANK z b WITHSCORE")).isEqualTo("*2\r\n:1\r\n$3\r\n2.5\r\n");
    assertThat(client.inline("ZREVRANK z b withscore")).isEqualTo("*2\r\n:0\r\n$3\r\n2.5\r\n");
    assertThat(client.inline("ZRANK z x WITHSCORE")).isEqualTo("*-1\r\n");
    assertThat(client.inline("ZRANK z b x")).isEqualTo("-ERR syntax error\r\n");
    assertThat(client.inline("ZRANK z b WITHSCORE x"))
        .isEqualTo("-ERR wrong number of arguments for 'zrank' command\r\n");
    client.inline("HELLO 3");
    assertThat(client.inline("ZRANK z b WITHSCORE")).isEqualTo("*2\r\n:1\r\n,2.5\r\n");
    assertThat(client.inline("ZRANK z x WITHSCORE")).isEqualTo("_\r\n");
  }
}
