package eightweeks.week3.strings;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.harness.Witness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands on strings say they have changed, and what replicas and logs are told. */
final class StringChangesTest {
  private static final long NOW = TestWorld.START_MICROS / 1000;

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final Witness witness = Witness.of(server);

  @BeforeEach
  void aString() {
    client.inline("SET k 10");
    client.inline("SET mortal 10 EX 100");
    client.inline("RPUSH l x");
    witness.changes();
    witness.effects();
  }

  /** A command, the event of its key, and what goes out: nothing if it is the command itself. */
  @ParameterizedTest
  @CsvSource({
    "SET k v, STRING set k",
    "SET k v XX, STRING set k",
    "SET k v KEEPTTL, STRING set k",
    "SETNX n v, STRING set n",
    "SETRANGE k 1 x, STRING setrange k",
    "SETRANGE n 1 x, STRING setrange n",
    "APPEND k x, STRING append k",
    "APPEND n x, STRING append n",
    "INCR k, STRING incrby k",
    "INCR n, STRING incrby n",
    "DECR k, STRING incrby k",
    "INCRBY k 5, STRING incrby k",
    "DECRBY k 5, STRING incrby k"
  })
  void write_touchesTellsAndGoesOutAsItIs(String command, String event) {
    client.inline(command);
    var parts = event.split(" ");
    assertThat(witness.changes())
        .containsExactly("touched 0:" + parts[2], parts[0] + " " + parts[1] + " 0:" + parts[2]);
    assertThat(witness.effects()).containsExactly("0: " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET k v NX",
        "SET n v XX",
        "SET l v GET",
        "SET k v EX 0",
        "SETNX k v",
        "MSETNX n 1 k 2",
        "SETRANGE k 0 \"\"",
        "SETRANGE n 0 \"\"",
        "GET k",
        "MGET k n",
        "GETRANGE k 0 1",
        "GETDEL n",
        "GETEX k",
        "GETEX k PERSIST",
        "GETEX n EX 10",
        "INCR l",
        "INCRBY k x",
        "INCRBYFLOAT k inf",
        "STRLEN k",
        "LCS k k"
      })
  void whatChangesNothing_saysNothing(String command) {
    client.inline(command);
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void mset_tellsOfEachKeyAndGoesOutOnce() {
    client.inline("MSET a 1 k 2");
    assertThat(witness.changes())
        .containsExactly("touched 0:a", "STRING set 0:a", "touched 0:k", "STRING set 0:k");
    assertThat(witness.effects()).containsExactly("0: MSET a 1 k 2");
    client.inline("MSETNX b 1 c 2");
    assertThat(witness.changes())
        .containsExactly("touched 0:b", "STRING set 0:b", "touched 0:c", "STRING set 0:c");
    assertThat(witness.effects()).containsExactly("0: MSETNX b 1 c 2");
  }

  @Test
  void setWithTime_goesOutWithThePointInTime() {
    client.inline("SET k v EX 10");
    assertThat(witness.changes())
        .containsExactly("touched 0:k", "STRING set 0:k", "GENERIC expire 0:k");
    assertThat(witness.effects()).containsExactly("0: SET k v PXAT " + (NOW + 10_000));
    client.inline("SET k v PX 10 GET NX");
    assertThat(witness.effects()).isEmpty();
    client.inline("SET k v GET PX 10 XX");
    assertThat(witness.effects()).containsExactly("0: SET k v PXAT " + (NOW + 10));
    client.inline("SET k v EXAT 99999999999");
    assertThat(witness.effects()).containsExactly("0: SET k v PXAT 99999999999000");
    client.inline("SET k v pxat 99999999999000 get");
    assertThat(witness.effects()).containsExactly("0: SET k v pxat 99999999999000 get");
    client.inline("SETEX k 10 v");
    assertThat(witness.changes()).endsWith("STRING set 0:k", "GENERIC expire 0:k");
    client.inline("PSETEX k 10 v");
    assertThat(witness.effects())
        .containsExactly("0: SET k v PXAT " + (NOW + 10_000), "0: SET k v PXAT " + (NOW + 10));
  }

  @Test
  void replyOnlyWords_doNotGoOut() {
    client.inline("SET k v GET XX get");
    assertThat(witness.effects()).containsExactly("0: SET k v XX");
    client.inline("SET GET GET GET");
    assertThat(witness.effects()).containsExactly("0: SET GET GET");
    client.inline("GETSET k w");
    assertThat(witness.changes()).endsWith("touched 0:k", "STRING set 0:k");
    assertThat(witness.effects()).containsExactly("0: SET k w");
  }

  @Test
  void getAndChange_goesOutAsTheChange() {
    client.inline("GETDEL k");
    assertThat(witness.changes()).containsExactly("touched 0:k", "GENERIC del 0:k");
    assertThat(witness.effects()).containsExactly("0: DEL k");
    client.inline("GETEX mortal PERSIST");
    assertThat(witness.changes()).containsExactly("touched 0:mortal", "GENERIC persist 0:mortal");
    assertThat(witness.effects()).containsExactly("0: PERSIST mortal");
    client.inline("GETEX mortal EX 10");
    assertThat(witness.changes()).containsExactly("touched 0:mortal", "GENERIC expire 0:mortal");
    assertThat(witness.effects()).containsExactly("0: PEXPIREAT mortal " + (NOW + 10_000));
    client.inline("GETEX mortal PXAT 1");
    assertThat(witness.changes()).containsExactly("touched 0:mortal", "GENERIC del 0:mortal");
    assertThat(witness.effects()).containsExactly("0: DEL mortal");
  }

  @Test
  void deletionOfAnOverdueKey_isLazyIfTheDirectiveSaysSo() {
    client.inline("CONFIG SET lazyfree-lazy-expire yes");
    client.inline("GETEX mortal EXAT 1");
    assertThat(witness.effects()).containsExactly("0: UNLINK mortal");
  }

  @Test
  void incrementByAFloat_goesOutAsItsOutcome() {
    client.inline("INCRBYFLOAT k 0.5");
    assertThat(witness.changes()).containsExactly("touched 0:k", "STRING incrbyfloat 0:k");
    assertThat(witness.effects()).containsExactly("0: SET k 10.5 KEEPTTL");
  }
}
