package eightweeks.week3.sets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import org.junit.jupiter.api.Test;

/** SADD, SREM and SMOVE: encodings, events, effects. What they reply is in SetCommandsTest. */
final class SetWritesTest {
  private final TestServer server = TestServer.start("--set-max-listpack-value", "20");
  private final TestClient client = server.connect();
  private final Witness witness = Witness.of(server);

  private String encoding(String key) {
    return client.text("OBJECT", "ENCODING", key);
  }

  @Test
  void sadd_choosesTheEncodingByMembersAndLimits() {
    client.inline("SADD ints 1 2 3");
    assertThat(encoding("ints")).isEqualTo("intset");
    client.inline("SADD ints a");
    assertThat(encoding("ints")).isEqualTo("listpack");
    client.inline("SADD ints " + "x".repeat(21));
    assertThat(encoding("ints")).isEqualTo("hashtable");
    assertThat(client.inline("SMISMEMBER ints 1 2 3 a 4"))
        .isEqualTo("*5\r\n:1\r\n:1\r\n:1\r\n:1\r\n:0\r\n");
    client.inline("CONFIG SET set-max-intset-entries 2 set-max-listpack-entries 3");
    client.inline("SADD few 1 2");
    client.inline("SADD some 1 2 3");
    client.inline("SADD many 1 2 3 4");
    assertThat(encoding("few")).isEqualTo("intset");
    assertThat(encoding("some")).isEqualTo("listpack");
    assertThat(encoding("many")).isEqualTo("hashtable");
  }

  @Test
  void sadd_tellsOfNewMembersOnly() {
    client.inline("SADD s a b a");
    assertThat(witness.changes()).containsExactly("touched 0:s", "SET sadd 0:s");
    assertThat(witness.effects()).containsExactly("0: SADD s a b a");
    client.inline("SADD s b");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void srem_endsWithTheSet() {
    client.inline("SADD s a b c");
    client.inline("SREM s x");
    witness.changes();
    witness.effects();
    client.inline("SREM s a x");
    assertThat(witness.changes()).containsExactly("touched 0:s", "SET srem 0:s");
    client.inline("SREM s b c");
    assertThat(witness.changes()).containsExactly("touched 0:s", "SET srem 0:s", "GENERIC del 0:s");
    assertThat(witness.effects()).containsExactly("0: SREM s a x", "0: SREM s b c");
    assertThat(client.inline("EXISTS s")).isEqualTo(":0\r\n");
  }

  @Test
  void smove_tellsOfBothSets() {
    client.inline("SADD from a b");
    client.inline("SADD to x a");
    witness.changes();
    witness.effects();
    client.inline("SMOVE from to b");
    assertThat(witness.changes())
        .containsExactly("SET srem 0:from", "touched 0:from", "touched 0:to", "SET sadd 0:to");
    client.inline("SMOVE from to a"); // which is there already
    assertThat(witness.changes())
        .containsExactly("SET srem 0:from", "GENERIC del 0:from", "touched 0:from");
    assertThat(witness.effects()).containsExactly("0: SMOVE from to b", "0: SMOVE from to a");
    client.inline("SMOVE to to a");
    client.inline("SMOVE to other nothing");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void smove_convertsTheDestination() {
    client.inline("SADD from a 1");
    client.inline("SADD to 2");
    client.inline("SMOVE from to 1");
    assertThat(encoding("to")).isEqualTo("intset");
    client.inline("SMOVE from to a");
    assertThat(encoding("to")).isEqualTo("listpack");
    client.inline("SMOVE to new a");
    assertThat(encoding("new")).isEqualTo("listpack");
    client.inline("SMOVE to newer 2");
    assertThat(encoding("newer")).isEqualTo("intset");
  }

  @Test
  void watchedSet_isModified_byEachCommandThatChangesIt() {
    var other = server.connect();
    client.inline("SADD s a b c");
    for (var change : new String[] {"SADD s d", "SREM s a", "SMOVE s t b", "SPOP s", "SPOP s 1"}) {
      client.inline("WATCH s");
      other.inline(change);
      client.inline("MULTI");
      client.inline("PING");
      assertThat(client.inline("EXEC")).as(change).isEqualTo("*-1\r\n");
    }
  }
}
