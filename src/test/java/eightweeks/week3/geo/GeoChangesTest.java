package eightweeks.week3.geo;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import org.junit.jupiter.api.Test;

/**
 * What the commands on places leave behind. What they reply is in GeoCommandsTest and
 * GeoSearchTest.
 */
final class GeoChangesTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final Witness witness = Witness.of(server);

  @Test
  void geoadd_isAZaddForEverybodyElse() {
    client.inline("GEOADD g CH 13.361389 38.115556 Palermo 15.087269 37.502669 Catania");
    assertThat(witness.changes()).containsExactly("touched 0:g", "ZSET zadd 0:g");
    assertThat(witness.effects())
        .containsExactly("0: zadd g CH 3479099956230698 Palermo 3479447370796909 Catania");
    client.inline("GEOADD g NX 1 1 Palermo");
    client.inline("GEOADD g 13.361389 38.115556 Palermo");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void resultsThatAreStored_areToldByTheKindOfCommand() {
    client.inline("GEOADD g 1 1 a 2 2 b");
    witness.changes();
    witness.effects();
    client.inline("GEORADIUS g 1 1 1000 km STORE to");
    client.inline("GEOSEARCHSTORE to g FROMMEMBER a BYRADIUS 1 m STOREDIST");
    assertThat(witness.changes())
        .containsExactly(
            "touched 0:to", "ZSET georadiusstore 0:to", "touched 0:to", "ZSET geosearchstore 0:to");
    assertThat(witness.effects())
        .containsExactly(
            "0: GEORADIUS g 1 1 1000 km STORE to",
            "0: GEOSEARCHSTORE to g FROMMEMBER a BYRADIUS 1 m STOREDIST");
    client.inline("GEORADIUS nothing 1 1 1000 km STORE to");
    client.inline("GEORADIUS nothing 1 1 1000 km STORE to");
    assertThat(witness.changes()).containsExactly("touched 0:to", "GENERIC del 0:to");
  }

  @Test
  void waitingClient_isServedByAPlace() {
    var waiting = server.connect().send("BZPOPMIN g 0\r\n");
    client.inline("GEOADD g 0 0 a");
    assertThat(waiting.reply())
        .isEqualTo("*3\r\n$1\r\ng\r\n$1\r\na\r\n$16\r\n3377699720527872\r\n");
  }
}
