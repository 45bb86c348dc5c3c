package eightweeks.week3.hyperloglog;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.values.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** PFADD and company: events, effects, books. What they reply is in HyperLogLogPeerTest. */
final class HyperLogLogChangesTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final Witness witness = Witness.of(server);

  @Test
  void pfadd_tellsOfRegistersThatHaveGrown() {
    client.inline("PFADD h a b");
    assertThat(witness.changes()).containsExactly("touched 0:h", "STRING pfadd 0:h");
    assertThat(witness.effects()).containsExactly("0: PFADD h a b");
    client.inline("PFADD h a");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
    client.inline("PFADD empty");
    assertThat(witness.changes()).containsExactly("touched 0:empty", "STRING pfadd 0:empty");
  }

  @Test
  void pfcount_tellsThatItHasNotedACount() {
    client.inline("PFADD h a b");
    witness.changes();
    witness.effects();
    client.inline("PFCOUNT h");
    assertThat(witness.changes()).containsExactly("touched 0:h"); // and no event
    assertThat(witness.effects()).containsExactly("0: PFCOUNT h");
    client.inline("PFCOUNT h");
    client.inline("PFCOUNT h h");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void pfmerge_tellsAsPfaddDoes() {
    client.inline("PFMERGE r a b");
    assertThat(witness.changes()).containsExactly("touched 0:r", "STRING pfadd 0:r");
    assertThat(witness.effects()).containsExactly("0: PFMERGE r a b");
  }

  @Test
  void pfdebug_isPropagatedIfItConverts() {
    client.inline("PFADD h a");
    witness.changes();
    witness.effects();
    client.inline("PFDEBUG TODENSE h");
    client.inline("PFDEBUG TODENSE h");
    client.inline("PFDEBUG GETREG h");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).containsExactly("0: PFDEBUG TODENSE h");
  }

  @Test
  void pfaddToCorruptSketch_changesNothing() {
    // 16129 registers that are 0, and no more: "a" has one of them, "b" has not.
    var before = "HYLL\1" + "\0".repeat(11) + "\177\0";
    client.call("SET", "h", before);
    witness.changes();
    witness.effects();
    String last = elementOfRegisterFrom(16_129);
    assertThat(client.call("PFADD", "h", "a", last))
        .isEqualTo("-INVALIDOBJ Corrupted HLL object detected\r\n");
    assertThat(client.text("GET", "h")).isEqualTo(before);
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
    assertThat(client.call("PFADD", "h", "a")).isEqualTo(":1\r\n");
  }

  @Test
  void pfaddOfManyElements_givesTheBytesOfSingleOnes() {
    client.inline("CONFIG SET hll-sparse-max-bytes 15000"); // else it is dense after 1000 elements
    var random = new Random(11);
    for (int round = 0; round < 20; round++) {
      client.inline("DEL one many");
      for (int count : new int[] {1, 2, 3, 10, 500, 2000}) {
        var many = new ArrayList<>(List.of("PFADD", "many"));
        for (int i = 0; i < count; i++) {
          many.add("" + random.nextInt(1 << (8 + round)));
        }
        for (var element : many.subList(2, many.size())) {
          client.call("PFADD", "one", element);
        }
        client.call(many.toArray(String[]::new));
        assertThat(client.call("GET", "many"))
            .as("round %d", round)
            .isEqualTo(client.call("GET", "one"));
      }
      assertThat(client.call("PFDEBUG", "ENCODING", "many")).isEqualTo("+sparse\r\n");
    }
  }

  private static String elementOfRegisterFrom(int least) {
    for (int i = 0; ; i++) {
      var element = Ascii.bytes("" + i);
      if (Registers.index(Murmur.hash(element, 0, element.length)) >= least) {
        return "" + i;
      }
    }
  }

  @Test
  void forgedRegisters_countAsWhatTheProcessorOfRedisMakesOfThem() {
    // All registers are 63: no hash has that many zeros.
    client.call("SET", "h", "HYLL" + "\0".repeat(11) + "\200" + "\377".repeat(Dense.BYTES));
    assertThat(client.call("PFCOUNT", "h")).isEqualTo(":-9223372036854775808\r\n");
  }

  @Test
  void memoryAccounting_isRight_afterEachChangeOfASketch() {
    var blob = server.parts().need(Values.SERVICE).allocator();
    long before = blob.used();
    for (int i = 0; i < 3000; i++) {
      client.inline("PFADD h " + i);
      client.inline("PFADD i " + 3 * i);
    }
    client.inline("PFCOUNT h");
    client.inline("PFMERGE r h i");
    client.inline("PFDEBUG TODENSE i");
    client.inline("DEL h i r");
    assertThat(blob.used()).isEqualTo(before);
  }

  @Test
  void pfselftest_passes() {
    assertThat(client.inline("PFSELFTEST")).isEqualTo("+OK\r\n");
  }

  @Test
  void pfselftest_failsWhereNothingMayBeSparse() {
    client.inline("CONFIG SET hll-sparse-max-bytes 4");
    assertThat(client.inline("PFSELFTEST"))
        .isEqualTo("-ERR TESTFAILED sparse encoding not used\r\n");
  }
}
