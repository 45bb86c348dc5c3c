package eightweeks.week3.keys;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.harness.Witness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands on keys say they have changed, and what replicas and logs are told. */
final class KeyChangesTest {
  private static final long NOW = TestWorld.START_MICROS / 1000;

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final Witness witness = Witness.of(server);

  @BeforeEach
  void keys() {
    server.parts().cron().pause(true);
    client.inline("MSET a 1 b 2");
    client.inline("SET mortal v EX 100");
    witness.changes();
    witness.effects();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEL n",
        "EXPIRE n 10",
        "EXPIRE a 10 XX",
        "PERSIST a",
        "PERSIST n",
        "RENAME n a",
        "RENAME a a",
        "RENAMENX a b",
        "MOVE n 1",
        "COPY a b",
        "COPY n b REPLACE",
        "TOUCH a",
        "SWAPDB 0 99",
        "SORT n STORE m",
        "SCAN 0",
        "RANDOMKEY"
      })
  void whatChangesNothing_saysNothing(String command) {
    client.inline(command);
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void del_tellsOfEachKeyThatWasThere() {
    client.inline("DEL a n b");
    assertThat(witness.changes())
        .containsExactly("touched 0:a", "GENERIC del 0:a", "touched 0:b", "GENERIC del 0:b");
    assertThat(witness.effects()).containsExactly("0: DEL a n b");
  }

  @Test
  void expire_goesOutAsThePointInTime() {
    client.inline("EXPIRE a 10");
    assertThat(witness.changes()).containsExactly("touched 0:a", "GENERIC expire 0:a");
    assertThat(witness.effects()).containsExactly("0: PEXPIREAT a " + (NOW + 10_000));
    client.inline("PEXPIRE a 20000 GT");
    assertThat(witness.effects()).containsExactly("0: PEXPIREAT a " + (NOW + 20_000) + " GT");
    client.inline("EXPIREAT a 99999999999");
    assertThat(witness.effects()).containsExactly("0: PEXPIREAT a 99999999999000");
    client.inline("pexpireat a 99999999999001");
    assertThat(witness.effects()).containsExactly("0: pexpireat a 99999999999001");
    client.inline("PERSIST a");
    assertThat(witness.changes()).endsWith("touched 0:a", "GENERIC persist 0:a");
    assertThat(witness.effects()).containsExactly("0: PERSIST a");
  }

  @Test
  void expireInThePast_isADeletion() {
    client.inline("EXPIRE a -1");
    assertThat(witness.changes()).containsExactly("touched 0:a", "GENERIC del 0:a");
    assertThat(witness.effects()).containsExactly("0: DEL a");
    client.inline("CONFIG SET lazyfree-lazy-expire yes");
    client.inline("PEXPIREAT b 1");
    assertThat(witness.effects()).containsExactly("0: UNLINK b");
  }

  @Test
  void keyWhoseTimeIsOver_isDeletedForAll() {
    server.clock().advanceMillis(100_000);
    client.inline("GET mortal");
    assertThat(witness.changes()).as("its last millisecond").isEmpty();
    server.clock().advanceMillis(1);
    client.inline("GET mortal");
    assertThat(witness.changes()).containsExactly("EXPIRED expired 0:mortal", "touched 0:mortal");
    assertThat(witness.effects()).containsExactly("0: DEL mortal");
  }

  @Test
  void walks_deleteWhatIsOverEachForItself() {
    client.inline("SET mortal2 v EX 100");
    witness.effects();
    server.clock().advanceMillis(100_001);
    client.inline("SCAN 0");
    assertThat(witness.effects()).containsExactlyInAnyOrder("0: DEL mortal", "0: DEL mortal2");
  }

  @Test
  void rename_tellsOfBothKeys() {
    client.inline("RENAME a b");
    assertThat(witness.changes())
        .containsExactly(
            "touched 0:a", "touched 0:b", "GENERIC rename_from 0:a", "GENERIC rename_to 0:b");
    assertThat(witness.effects()).containsExactly("0: RENAME a b");
  }

  @Test
  void moveAndCopy_tellOfTheOtherDatabase() {
    client.inline("MOVE a 1");
    assertThat(witness.changes())
        .containsExactly(
            "touched 0:a", "touched 1:a", "GENERIC move_from 0:a", "GENERIC move_to 1:a");
    assertThat(witness.effects()).containsExactly("0: MOVE a 1");
    client.inline("COPY b a DB 1 REPLACE");
    assertThat(witness.changes()).containsExactly("touched 1:a", "GENERIC copy_to 1:a");
    assertThat(witness.effects()).containsExactly("0: COPY b a DB 1 REPLACE");
  }

  @Test
  void flushAndSwap_goOutWithoutEvents() {
    client.inline("SWAPDB 0 1");
    assertThat(witness.effects()).containsExactly("0: SWAPDB 0 1");
    client.inline("FLUSHDB");
    client.inline("FLUSHALL async");
    client.inline("FLUSHALL");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects())
        .as("even if there was nothing to remove")
        .containsExactly("0: FLUSHDB", "0: FLUSHALL async", "0: FLUSHALL");
  }

  @Test
  void sortStore_tellsOfTheDestination() {
    client.inline("RPUSH l 2 1");
    witness.changes();
    witness.effects();
    client.inline("SORT l STORE a");
    assertThat(witness.changes()).containsExactly("touched 0:a", "LIST sortstore 0:a");
    client.inline("SORT n STORE a");
    assertThat(witness.changes()).containsExactly("touched 0:a", "GENERIC del 0:a");
    assertThat(witness.effects()).containsExactly("0: SORT l STORE a", "0: SORT n STORE a");
  }
}
