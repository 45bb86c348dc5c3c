package eightweeks.week3.hashes;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import org.junit.jupiter.api.Test;

/**
 * Encodings, events and effects of the commands on hashes. What they reply is in HashRepliesTest.
 */
final class HashCommandsTest {
  private final TestServer server =
      TestServer.start("--hash-max-listpack-entries", "4", "--hash-max-listpack-value", "20");
  private final TestClient client = server.connect();
  private final Witness witness = Witness.of(server);

  private String encoding() {
    return client.text("OBJECT", "ENCODING", "h");
  }

  @Test
  void smallHash_isAListpack_untilThereAreTooManyFields() {
    client.inline("HSET h a 1 b 2 c 3 d 4");
    assertThat(encoding()).isEqualTo("listpack");
    client.inline("HSET h e 5");
    assertThat(encoding()).isEqualTo("hashtable");
    assertThat(client.inline("HMGET h a e")).isEqualTo("*2\r\n$1\r\n1\r\n$1\r\n5\r\n");
    client.inline("HDEL h a b c d");
    assertThat(encoding()).isEqualTo("hashtable");
  }

  @Test
  void longFieldOrValue_makesAHashTable() {
    client.inline("HSET h a " + "x".repeat(20));
    assertThat(encoding()).isEqualTo("listpack");
    client.inline("HSETNX h b " + "x".repeat(21));
    assertThat(encoding()).isEqualTo("hashtable");
    client.inline("DEL h");
    client.inline("HSET h " + "f".repeat(21) + " 1");
    assertThat(encoding()).isEqualTo("hashtable");
    client.inline("DEL h");
    client.inline("HINCRBYFLOAT h f 1e30");
    assertThat(encoding()).isEqualTo("hashtable");
  }

  @Test
  void hset_countsEachFieldAsAChange_newOrNot() {
    client.inline("HSET h a 1 b 2");
    assertThat(witness.changes()).containsExactly("touched 0:h", "HASH hset 0:h");
    client.inline("HMSET h a 1");
    assertThat(witness.changes()).containsExactly("touched 0:h", "HASH hset 0:h");
    client.inline("HSETNX h a 1");
    assertThat(witness.changes()).isEmpty();
    client.inline("HSETNX h c 1");
    assertThat(witness.changes()).containsExactly("touched 0:h", "HASH hset 0:h");
    assertThat(witness.effects())
        .containsExactly("0: HSET h a 1 b 2", "0: HMSET h a 1", "0: HSETNX h c 1");
  }

  @Test
  void hdel_endsWithTheHash() {
    client.inline("HSET h a 1 b 2 c 3");
    client.inline("HDEL h x");
    witness.changes();
    witness.effects();
    client.inline("HDEL h a x");
    assertThat(witness.changes()).containsExactly("touched 0:h", "HASH hdel 0:h");
    client.inline("HDEL h b c d");
    assertThat(witness.changes())
        .containsExactly("touched 0:h", "HASH hdel 0:h", "GENERIC del 0:h");
    assertThat(witness.effects()).containsExactly("0: HDEL h a x", "0: HDEL h b c d");
    assertThat(client.inline("EXISTS h")).isEqualTo(":0\r\n");
  }

  @Test
  void hincrby_goesOutAsItCame_butOfAFloatTheOutcomeGoesOut() {
    client.inline("HINCRBY h n 5");
    assertThat(witness.changes()).containsExactly("touched 0:h", "HASH hincrby 0:h");
    client.inline("HINCRBYFLOAT h f 10.50");
    client.inline("HINCRBYFLOAT h f 0.1");
    assertThat(witness.changes())
        .containsExactly(
            "touched 0:h", "HASH hincrbyfloat 0:h", "touched 0:h", "HASH hincrbyfloat 0:h");
    assertThat(witness.effects())
        .containsExactly("0: HINCRBY h n 5", "0: HSET h f 10.5", "0: HSET h f 10.6");
  }

  @Test
  void hincrby_onFieldsOfAHashTable() {
    client.inline("HSET h big " + "x".repeat(21) + " n 9 text abc");
    assertThat(client.inline("HINCRBY h n 1")).isEqualTo(":10\r\n");
    assertThat(client.inline("HINCRBY h new -1")).isEqualTo(":-1\r\n");
    assertThat(client.inline("HINCRBY h text 1"))
        .isEqualTo("-ERR hash value is not an integer\r\n");
    assertThat(client.inline("HINCRBYFLOAT h n 0.5")).isEqualTo("$4\r\n10.5\r\n");
    assertThat(client.inline("HSTRLEN h n")).isEqualTo(":4\r\n");
    assertThat(client.inline("HSTRLEN h big")).isEqualTo(":21\r\n");
  }

  @Test
  void whatFails_makesNoHash() {
    client.inline("HINCRBY h n x");
    client.inline("HINCRBYFLOAT h n inf");
    client.inline("HSET h a 1 b");
    assertThat(client.inline("EXISTS h")).isEqualTo(":0\r\n");
    client.inline("HSET h n " + Long.MAX_VALUE + " t abc");
    witness.changes();
    witness.effects();
    client.inline("HINCRBY h n 1");
    client.inline("HINCRBY h t 1");
    client.inline("HINCRBYFLOAT h t 1");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
    assertThat(client.text("HGET", "h", "n")).isEqualTo("" + Long.MAX_VALUE);
  }

  @Test
  void hset_keepsTheTimeToLive() {
    client.inline("HSET h a 1");
    client.inline("EXPIRE h 100");
    client.inline("HSET h a 2 b 3");
    client.inline("HINCRBY h a 2");
    assertThat(client.inline("TTL h")).isEqualTo(":100\r\n");
    server.runFor(101_000);
    assertThat(client.inline("HGET h a")).isEqualTo("$-1\r\n");
    assertThat(client.inline("HSET h a 1")).isEqualTo(":1\r\n");
    assertThat(client.inline("TTL h")).isEqualTo(":-1\r\n");
  }

  @Test
  void hgetall_ofAHashTable_isAMapInResp3() {
    client.inline("HSET h f " + "x".repeat(21));
    client.inline("HELLO 3");
    assertThat(client.inline("HGETALL h"))
        .isEqualTo("%1\r\n$1\r\nf\r\n$21\r\n" + "x".repeat(21) + "\r\n");
    assertThat(client.inline("HKEYS h")).isEqualTo("*1\r\n$1\r\nf\r\n");
    assertThat(client.inline("HVALS h")).isEqualTo("*1\r\n$21\r\n" + "x".repeat(21) + "\r\n");
  }
}
