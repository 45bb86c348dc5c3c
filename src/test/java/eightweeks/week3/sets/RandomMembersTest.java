package eightweeks.week3.sets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPOP and SRANDMEMBER on sets of each encoding. */
final class RandomMembersTest {
  private static final Map<String, List<String>> BY_ENCODING =
      Map.of(
          "intset", members("", 100),
          "listpack", members("m", 100),
          "hashtable", members("m", 1000));

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final Witness witness = Witness.of(server);

  private static List<String> members(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  /** Returns a set "s" in that encoding. */
  private List<String> fill(String encoding) {
    var members = Objects.requireNonNull(BY_ENCODING.get(encoding));
    client.inline("SADD s " + String.join(" ", members));
    assertThat(client.text("OBJECT", "ENCODING", "s")).isEqualTo(encoding);
    witness.changes();
    witness.effects();
    return members;
  }

  /** Returns the elements of a reply that is an array of bulk strings. */
  private List<String> all(String command) {
    return Arrays.stream(client.inline(command).split("\r\n"))
        .skip(1)
        .filter(line -> !line.startsWith("$"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"intset", "listpack", "hashtable"})
  void srandmember_returnsDifferentMembers_andEachAtTimes(String encoding) {
    var members = fill(encoding);
    int size = members.size();
    for (int count : new int[] {2, size / 10, size / 3, size / 2, size - 1, size, size + 1}) {
      var drawn = all("SRANDMEMBER s " + count);
      assertThat(drawn).hasSize(Math.min(count, size)).doesNotHaveDuplicates();
      assertThat(members).containsAll(drawn);
    }
    var seen = new HashSet<String>();
    for (int i = 0; i < 200; i++) {
      seen.addAll(all("SRANDMEMBER s " + size / 10));
    }
    assertThat(seen).hasSize(size);
    assertThat(witness.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"intset", "listpack", "hashtable"})
  void srandmemberOfANegativeCount_drawsMembersAgain(String encoding) {
    var members = fill(encoding);
    var times = new HashMap<String, Integer>();
    for (int i = 0; i < 10; i++) {
      var drawn = all("SRANDMEMBER s -" + 4 * members.size());
      assertThat(drawn).hasSize(4 * members.size());
      drawn.forEach(member -> times.merge(member, 1, Integer::sum));
    }
    assertThat(times.keySet()).isEqualTo(Set.copyOf(members));
    assertThat(times.values()).allMatch(n -> n >= 5 && n <= 160); // 40 on average
  }

  @ParameterizedTest
  @ValueSource(strings = {"intset", "listpack", "hashtable"})
  void spop_takesOneMember_andGoesOutAsSrem(String encoding) {
    var members = fill(encoding);
    var popped = client.text("SPOP", "s");
    assertThat(members).contains(popped);
    assertThat(client.inline("SISMEMBER s " + popped)).isEqualTo(":0\r\n");
    assertThat(client.inline("SCARD s")).isEqualTo(":" + (members.size() - 1) + "\r\n");
    assertThat(witness.changes()).containsExactly("SET spop 0:s", "touched 0:s");
    assertThat(witness.effects()).containsExactly("0: SREM s " + popped);
  }

  @Test
  void spopOfTheLastMember_endsTheSet() {
    client.inline("SADD s a");
    witness.changes();
    witness.effects();
    assertThat(client.text("SPOP", "s")).isEqualTo("a");
    assertThat(witness.changes()).containsExactly("SET spop 0:s", "GENERIC del 0:s", "touched 0:s");
    assertThat(witness.effects()).containsExactly("0: SREM s a");
    assertThat(client.inline("DBSIZE")).isEqualTo(":0\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"intset", "listpack", "hashtable"})
  void spopOfACount_returnsWhatItTakes_andGoesOutAsSrem(String encoding) {
    var members = fill(encoding);
    // A few, and nearly all: two ways.
    for (int count : new int[] {members.size() / 10, members.size() * 4 / 5}) {
      var before = all("SMEMBERS s");
      var popped = all("SPOP s " + count);
      assertThat(popped).hasSize(count).doesNotHaveDuplicates();
      var after = all("SMEMBERS s");
      assertThat(after).hasSize(before.size() - count).doesNotContainAnyElementsOf(popped);
      assertThat(before).containsAll(popped).containsAll(after);
      assertThat(witness.changes()).containsExactly("SET spop 0:s", "touched 0:s");
      assertThat(witness.effects()).containsExactly("0: SREM s " + String.join(" ", popped));
    }
  }

  @Test
  void spopOfNearlyAll_leavesASmallSetInASmallEncoding() {
    fill("hashtable");
    all("SPOP s 900");
    assertThat(client.text("OBJECT", "ENCODING", "s")).isEqualTo("listpack");
  }

  @Test
  void spopOfVeryMany_goesOutInBatches_asOneTransaction() {
    client.inline("SADD s " + String.join(" ", members("m", 5000)));
    witness.effects();
    all("SPOP s 2500");
    var effects = witness.effects();
    assertThat(effects).hasSize(5);
    assertThat(effects.getFirst()).endsWith("MULTI");
    assertThat(effects.get(1).split(" ")).hasSize(3 + 1024);
    assertThat(effects.get(2).split(" ")).hasSize(3 + 1024);
    assertThat(effects.get(3).split(" ")).hasSize(3 + 2500 - 2 * 1024);
    assertThat(effects.getLast()).endsWith("EXEC");
  }

  @Test
  void spopOfAll_goesOutAsDelOrUnlink() {
    fill("listpack");
    all("SPOP s 100");
    assertThat(witness.changes()).containsExactly("SET spop 0:s", "GENERIC del 0:s", "touched 0:s");
    assertThat(witness.effects()).containsExactly("0: DEL s");
    client.inline("CONFIG SET lazyfree-lazy-server-del yes");
    fill("intset");
    all("SPOP s 1000");
    assertThat(witness.effects()).containsExactly("0: UNLINK s");
  }

  @Test
  void spopOfNothing_changesNothing() {
    fill("intset");
    all("SPOP s 0");
    client.inline("SPOP nothing");
    client.inline("SPOP nothing 3");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }
}
