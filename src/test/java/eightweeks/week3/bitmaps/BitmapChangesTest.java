package eightweeks.week3.bitmaps;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import eightweeks.week2.values.Values;
import org.junit.jupiter.api.Test;

/** Commands on bitmaps: events, effects, limits. What they reply is in BitmapPeerTest. */
final class BitmapChangesTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final Witness witness = Witness.of(server);

  @Test
  void setbit_tellsOfBitsThatChangeAndStringsThatGrow() {
    client.inline("SETBIT b 3 0");
    assertThat(witness.changes()).containsExactly("touched 0:b", "STRING setbit 0:b");
    assertThat(witness.effects()).containsExactly("0: SETBIT b 3 0");
    client.inline("SETBIT b 4 0");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
    client.inline("SETBIT b 4 1");
    client.inline("SETBIT b 8 0");
    assertThat(witness.effects()).containsExactly("0: SETBIT b 4 1", "0: SETBIT b 8 0");
  }

  @Test
  void bitop_tellsThatItStoresOrRemoves() {
    client.inline("SET a x");
    client.inline("SET r y");
    witness.changes();
    client.inline("BITOP OR r a");
    assertThat(witness.changes()).containsExactly("touched 0:r", "STRING set 0:r");
    client.inline("BITOP OR r nothing");
    assertThat(witness.changes()).containsExactly("touched 0:r", "GENERIC del 0:r");
    witness.effects();
    client.inline("BITOP OR r nothing");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void bitfield_tellsOnceHoweverManyFieldsChange() {
    client.inline("BITFIELD b SET u8 0 1 INCRBY u8 8 1 GET u8 0");
    assertThat(witness.changes()).containsExactly("touched 0:b", "STRING setbit 0:b");
    assertThat(witness.effects())
        .containsExactly("0: BITFIELD b SET u8 0 1 INCRBY u8 8 1 GET u8 0");
    client.inline("BITFIELD b SET u8 0 1 GET u8 0 INCRBY u8 8 0 OVERFLOW FAIL SET u8 0 256");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void offsets_endWhereTheLongestStringEnds() {
    client.inline("CONFIG SET proto-max-bulk-len 1mb");
    assertThat(client.inline("SETBIT b 8388608 1"))
        .isEqualTo("-ERR bit offset is not an integer or out of range\r\n");
    assertThat(client.inline("SETBIT b 8388607 1")).isEqualTo(":0\r\n");
    assertThat(client.inline("BITCOUNT b")).isEqualTo(":1\r\n");
    assertThat(client.inline("BITPOS b 1")).isEqualTo(":8388607\r\n");
  }

  @Test
  void watchedBitmap_isModified_byEachCommandThatChangesIt() {
    var other = server.connect();
    client.inline("SET a x");
    for (var change :
        new String[] {
          "SETBIT b 1 1", "BITFIELD b INCRBY u8 0 1", "BITOP NOT b a", "BITOP OR b c"
        }) {
      client.inline("WATCH b");
      other.inline(change);
      client.inline("MULTI");
      client.inline("PING");
      assertThat(client.inline("EXEC")).as(change).isEqualTo("*-1\r\n");
    }
  }

  @Test
  void memoryAccounting_isRight_afterEachChangeOfABitmap() {
    var blob = server.parts().need(Values.SERVICE).allocator();
    long before = blob.used();
    client.inline("SET a 12345678");
    client.inline("SET r x");
    for (int i = 0; i < 3000; i++) {
      client.inline("SETBIT a " + 8 * i + " 1");
      client.inline("BITFIELD b SET u63 " + 40 * i + " 5");
    }
    client.inline("BITOP AND r a b");
    client.inline("BITOP XOR s a b");
    client.inline("DEL a b r s");
    assertThat(blob.used()).isEqualTo(before);
  }
}
