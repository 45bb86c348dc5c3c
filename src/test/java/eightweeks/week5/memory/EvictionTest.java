package eightweeks.week5.memory;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvictionTest {
  private static final int KEYS = 1000;
  private static final String VALUE = "v".repeat(200);

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private void fill(int keys, String... options) {
    for (int i = 0; i < keys; i++) {
      var words = new String[3 + options.length];
      words[0] = "SET";
      words[1] = "key:" + i;
      words[2] = VALUE;
      System.arraycopy(options, 0, words, 3, options.length);
      assertThat(client.call(words)).isEqualTo("+OK\r\n");
    }
  }

  private long used() {
    return Long.parseLong(server.info("used_memory"));
  }

  private long size() {
    return Long.parseLong(client.call("DBSIZE").substring(1).strip());
  }

  private void policy(String policy, long maxMemory) {
    assertThat(
            client.call("CONFIG", "SET", "maxmemory-policy", policy, "maxmemory", "" + maxMemory))
        .isEqualTo("+OK\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-lru", "allkeys-lfu", "allkeys-random"})
  void writesBeyondTheLimit_evictKeysAndSucceed(String policy) {
    policy(policy, used() + 100_000);
    long limit = Long.parseLong(server.info("maxmemory"));
    fill(KEYS);
    assertThat(used()).isLessThan(limit + 40_000); // a query buffer and a reply come on top
    assertThat(size()).isBetween(100L, 500L);
    assertThat(Long.parseLong(server.info("evicted_keys"))).isEqualTo(KEYS - size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl"})
  void volatilePolicies_spareKeysThatDoNotExpire(String policy) {
    fill(100);
    policy(policy, used() + 50_000);
    for (int i = 0; i < KEYS; i++) {
      assertThat(client.call("SET", "volatile:" + i, VALUE, "EX", "1000")).isEqualTo("+OK\r\n");
    }
    assertThat(size()).isLessThan(400);
    for (int i = 0; i < 100; i++) {
      assertThat(client.call("EXISTS", "key:" + i)).isEqualTo(":1\r\n");
    }
  }

  /** There is nothing that may be evicted. */
  @Test
  void volatilePolicyWithoutVolatileKeys_rejectsWrites() {
    policy("volatile-lru", used() + 20_000);
    String reply = "";
    for (int i = 0; i < KEYS && !reply.startsWith("-"); i++) {
      reply = client.call("SET", "key:" + i, VALUE);
    }
    assertThat(reply).isEqualTo("-OOM command not allowed when used memory > 'maxmemory'.\r\n");
  }

  @Test
  void volatileTtl_evictsWhatExpiresFirst() {
    for (int i = 0; i < 100; i++) {
      client.call("SET", "key:" + i, VALUE, "EX", "" + (1000 + i));
    }
    client.call("CONFIG", "SET", "maxmemory-samples", "100");
    policy("volatile-ttl", used() - 20 * 280);
    server.runFor(100);
    long left = size();
    assertThat(left).isBetween(60L, 95L);
    for (int i = 99; i > 99 - left + 5; i--) {
      assertThat(client.call("EXISTS", "key:" + i)).as("key %d", i).isEqualTo(":1\r\n");
    }
  }

  @Test
  void allkeysLru_keepsWhatIsUsed() {
    fill(500);
    server.runFor(60_000);
    for (int i = 0; i < 100; i++) {
      client.call("GET", "key:" + i);
    }
    client.call("CONFIG", "SET", "maxmemory-samples", "20");
    policy("allkeys-lru", used() - 250 * 260);
    server.runFor(100);
    assertThat(size()).isBetween(200L, 300L);
    int kept = 0;
    for (int i = 0; i < 100; i++) {
      kept += client.call("EXISTS", "key:" + i).equals(":1\r\n") ? 1 : 0;
    }
    assertThat(kept).isGreaterThan(95);
  }

  @Test
  void allkeysLfu_keepsWhatIsUsedOften() {
    client.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu");
    fill(500);
    for (int round = 0; round < 30; round++) {
      for (int i = 0; i < 50; i++) {
        client.call("GET", "key:" + i);
      }
    }
    client.call("CONFIG", "SET", "maxmemory-samples", "20");
    policy("allkeys-lfu", used() - 250 * 260);
    server.runFor(100);
    for (int i = 0; i < 50; i++) {
      assertThat(client.call("EXISTS", "key:" + i)).as("key %d", i).isEqualTo(":1\r\n");
    }
  }

  /** The pool is one for all databases. */
  @Test
  void keysOfAllDatabases_compete() {
    fill(200);
    server.runFor(60_000);
    client.call("SELECT", "3");
    fill(200);
    policy("allkeys-lru", used() - 150 * 260);
    server.runFor(100);
    assertThat(size()).isGreaterThan(190);
    client.call("SELECT", "0");
    assertThat(size()).isBetween(30L, 70L);
  }

  @Test
  void configSetMaxmemory_warnsAndEvictsWithoutFurtherCommands() {
    fill(KEYS);
    policy("allkeys-random", used() / 2);
    server.runFor(1000);
    assertThat(server.parts().dispatcher().statistics().commandsRun())
        .isEqualTo(KEYS + 1 + 1); // INFO and CONFIG SET
    assertThat(size()).isLessThan(KEYS * 6 / 10);
    assertThat(server.log())
        .anySatisfy(
            line ->
                assertThat(line).contains("WARNING: the new maxmemory value set via CONFIG SET"));
  }

  @Test
  void anEvictedKey_isSignalledAndPropagated() {
    client.call("SET", "key", VALUE);
    var witness = Witness.of(server);
    policy("allkeys-lru", 1);
    server.runFor(100);
    assertThat(witness.changes())
        .containsExactlyInAnyOrder("EVICTED evicted 0:key", "touched 0:key");
    assertThat(witness.effects()).containsExactly("0: DEL key");
  }

  @Test
  void lazyfreeLazyEviction_propagatesUnlink() {
    client.call("CONFIG", "SET", "lazyfree-lazy-eviction", "yes");
    client.call("SET", "key", VALUE);
    var witness = Witness.of(server);
    policy("allkeys-lru", 1);
    server.runFor(100);
    assertThat(witness.effects()).containsExactly("0: UNLINK key");
  }

  /** What is evicted to make room for a command comes before the command. */
  @Test
  void evictions_arePropagatedBeforeTheCommand() {
    var value = "v".repeat(20_000);
    client.call("SET", "old", value);
    policy("allkeys-random", used() + 10_000);
    server.runFor(100);
    var witness = Witness.of(server);
    client.call("SET", "one", value);
    client.call("SET", "two", value);
    client.call("SET", "three", value);
    var effects = List.copyOf(witness.effects());
    assertThat(effects).anyMatch(effect -> effect.contains("DEL"));
    assertThat(effects.getLast()).startsWith("0: SET three");
  }

  @Test
  void aPausedServer_evictsNothing() {
    fill(100);
    client.call("CLIENT", "PAUSE", "100000", "WRITE");
    policy("allkeys-lru", 1);
    server.runFor(100);
    assertThat(size()).isEqualTo(100);
    client.call("CLIENT", "UNPAUSE");
    client.call("PING");
    server.runFor(100);
    assertThat(size()).isZero();
  }

  @Test
  void timeOverTheLimit_isTold() {
    client.call("SET", "key", VALUE);
    policy("noeviction", 1);
    client.call("PING");
    server.runFor(5000);
    assertThat(Long.parseLong(server.info("current_eviction_exceeded_time")))
        .isGreaterThanOrEqualTo(5000);
    policy("noeviction", 0);
    policy("noeviction", 1_000_000_000);
    client.call("PING");
    assertThat(server.info("current_eviction_exceeded_time")).isEqualTo("0");
    assertThat(Long.parseLong(server.info("total_eviction_exceeded_time")))
        .isGreaterThanOrEqualTo(5000);
    client.call("CONFIG", "RESETSTAT");
    assertThat(server.info("total_eviction_exceeded_time")).isEqualTo("0");
  }

  /** Entries in the pool that were deleted meanwhile are passed over. */
  @Test
  void candidatesThatWereDeleted_areNoObstacle() {
    fill(500);
    policy("allkeys-lru", used() - 1000);
    server.runFor(100);
    client.call("FLUSHALL");
    fill(500);
    for (int i = 0; i < 400; i++) {
      client.call("DEL", "key:" + i);
    }
    policy("allkeys-lru", 1);
    server.runFor(100);
    assertThat(size()).isZero();
  }
}
