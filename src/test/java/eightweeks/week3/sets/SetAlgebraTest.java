package eightweeks.week3.sets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import eightweeks.week1.bytes.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intersection, union and difference. */
final class SetAlgebraTest {
  private static final long SEED = 20261122;

  private final TestServer server = TestServer.start("--set-max-listpack-entries", "20");
  private final TestClient client = server.connect();
  private final Witness witness = Witness.of(server);

  private Set<String> all(String command) {
    var lines = client.inline(command).split("\r\n");
    var members = Arrays.stream(lines).skip(1).filter(line -> !line.startsWith("$")).toList();
    assertThat(members).hasSize(Integer.parseInt(lines[0].substring(1))).doesNotHaveDuplicates();
    return new TreeSet<>(members);
  }

  private String encoding(String key) {
    return client.text("OBJECT", "ENCODING", key);
  }

  /** Sets of all sizes and encodings, against Java's own. */
  @Test
  void results_areThoseOfAModel() {
    var random = new RandomStream(SEED);
    for (int round = 0; round < 60; round++) {
      client.inline("FLUSHALL");
      var models = new ArrayList<Set<String>>();
      for (int i = 0; i < 4; i++) {
        models.add(fill("s" + i, random));
      }
      var keys = IntStream.range(0, 4).mapToObj(i -> "s" + i).toList();
      check(models, String.join(" ", keys), "seed " + SEED + ", round " + round);
    }
  }

  private Set<String> fill(String key, RandomStream random) {
    var model = new TreeSet<String>();
    int size = random.nextInt(3) == 0 ? random.nextInt(4) : random.nextInt(40);
    String prefix = random.nextInt(2) == 0 ? "" : "m";
    for (int i = 0; i < size; i++) {
      var member = (random.nextInt(20) == 0 ? "m" : prefix) + random.nextInt(50);
      model.add(member);
      client.inline("SADD " + key + " " + member);
    }
    return model;
  }

  private void check(List<Set<String>> models, String keys, String description) {
    var union = new TreeSet<String>();
    models.forEach(union::addAll);
    var intersection = new TreeSet<>(models.getFirst());
    models.forEach(intersection::retainAll);
    var difference = new TreeSet<>(models.getFirst());
    models.stream().skip(1).forEach(difference::removeAll);
    assertThat(all("SUNION " + keys)).as(description).isEqualTo(union);
    assertThat(all("SINTER " + keys)).as(description).isEqualTo(intersection);
    assertThat(all("SDIFF " + keys)).as(description).isEqualTo(difference);
    assertThat(client.inline("SINTERCARD 4 " + keys))
        .as(description)
        .isEqualTo(":" + intersection.size() + "\r\n");
    for (var operation : List.of("SUNION", "SINTER", "SDIFF")) {
      var direct = all(operation + " " + keys);
      assertThat(client.inline(operation + "STORE to " + keys))
          .isEqualTo(":" + direct.size() + "\r\n");
      assertThat(all("SMEMBERS to")).as(description).isEqualTo(direct);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1 2 3, 2 3 4, intset",
    "1 2 3 a, 2 3 4 b, intset", // no integers alone in either, but in what they share
    "1 2 a, 2 a b, listpack",
  })
  void sinterstore_choosesTheEncodingOfTheResult(String a, String b, String encoding) {
    client.inline("SADD a " + a);
    client.inline("SADD b " + b);
    client.inline("SINTERSTORE to a b");
    assertThat(encoding("to")).isEqualTo(encoding);
  }

  @Test
  void sinterstoreOfLargeSets_isAHashTableOnlyIfItMustBe() {
    var words = String.join(" ", IntStream.range(0, 100).mapToObj(i -> "m" + i).toList());
    client.inline("SADD a 1 2 3 " + words);
    client.inline("SADD b 1 2 3 x " + words);
    client.inline("SADD c 1 2 3 y" + " z".repeat(30));
    client.inline("SINTERSTORE to a b");
    assertThat(encoding("to")).isEqualTo("hashtable");
    client.inline("SREM a " + words);
    client.inline("SINTERSTORE to a b");
    assertThat(encoding("a")).isEqualTo("hashtable");
    assertThat(encoding("to")).isEqualTo("intset"); // integers kept as text are found out
  }

  @Test
  void storing_tellsOfTheDestination() {
    client.inline("SADD a 1 2");
    client.inline("SADD b 2 3");
    client.inline("SET to x EX 100");
    witness.changes();
    witness.effects();
    client.inline("SINTERSTORE to a b");
    assertThat(witness.changes()).containsExactly("touched 0:to", "SET sinterstore 0:to");
    client.inline("sunionstore to a b");
    assertThat(witness.changes()).containsExactly("touched 0:to", "SET sunionstore 0:to");
    client.inline("SDIFFSTORE to a b");
    assertThat(witness.changes()).containsExactly("touched 0:to", "SET sdiffstore 0:to");
    client.inline("SDIFFSTORE to a a");
    assertThat(witness.changes()).containsExactly("touched 0:to", "GENERIC del 0:to");
    assertThat(witness.effects())
        .containsExactly(
            "0: SINTERSTORE to a b",
            "0: sunionstore to a b",
            "0: SDIFFSTORE to a b",
            "0: SDIFFSTORE to a a");
  }

  @Test
  void storingNothing_whereNothingIs_changesNothing() {
    client.inline("SADD a 1");
    witness.changes();
    witness.effects();
    client.inline("SINTERSTORE to a nothing");
    client.inline("SUNIONSTORE to nothing");
    client.inline("SDIFFSTORE to nothing a");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void results_leaveNothingOnTheBooks() {
    client.inline("SADD a 1 2 3 x");
    client.inline("SADD b 2 3 4 y");
    var values = server.parts().need(eightweeks.week2.values.Values.SERVICE);
    long before = values.allocator().used();
    client.inline("SUNION a b");
    client.inline("SDIFF a b");
    client.inline("SINTERSTORE to a nothing");
    client.inline("SDIFFSTORE to a a");
    client.inline("SRANDMEMBER a 2");
    assertThat(values.allocator().used()).isEqualTo(before);
  }
}
