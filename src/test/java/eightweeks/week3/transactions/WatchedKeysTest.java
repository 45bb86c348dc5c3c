package eightweeks.week3.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WATCH: what changes a key, command by command, and what does not. */
final class WatchedKeysTest {
  private static final String VOID = "*-1\r\n";
  private static final String DONE = "*1\r\n+PONG\r\n";

  private final TestServer server = TestServer.start("--enable-debug-command", "yes");
  private final TestClient client = server.connect();
  private final TestClient other = server.connect();

  @BeforeEach
  void keys() {
    client.inline("DEBUG SET-ACTIVE-EXPIRE 0"); // an expired key stays until a lookup
    client.inline("MSET k 10 other 20");
    client.inline("SELECT 1");
    client.inline("SET elsewhere 30");
    client.inline("SELECT 0");
  }

  /** What becomes of a transaction. */
  private String exec() {
    client.inline("MULTI");
    client.inline("PING");
    return client.inline("EXEC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET k v",
        "SET k 10",
        "SETEX k 10 v",
        "GETSET k v",
        "MSET a 1 k 2",
        "APPEND k x",
        "SETRANGE k 0 x",
        "INCR k",
        "INCRBYFLOAT k 1.5",
        "SETBIT k 0 1",
        "BITFIELD k SET u8 0 1",
        "BITOP NOT k other",
        "GETDEL k",
        "GETEX k EX 10",
        "DEL k",
        "UNLINK k",
        "EXPIRE k 100",
        "PEXPIREAT k 1",
        "RENAME k new",
        "RENAME other k",
        "RENAMENX k new",
        "MOVE k 1",
        "COPY other k REPLACE",
        "SWAPDB 0 1",
        "FLUSHDB",
        "FLUSHALL async",
        "SORT nothing STORE k"
      })
  void change_voidsTheTransaction(String command) {
    client.inline("WATCH k");
    other.inline(command);
    assertThat(exec()).isEqualTo(VOID);
    assertThat(exec()).as("only the next one").isEqualTo(DONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET k",
        "GETEX k",
        "SET k v NX",
        "SETNX k v",
        "MSETNX a 1 k 2",
        "SETRANGE k 0 \"\"",
        "INCRBY k x",
        "LPUSH k x",
        "DEL nothing",
        "EXPIRE k 10 XX",
        "PERSIST k",
        "RENAME k k",
        "RENAMENX other k",
        "RENAME nothing k",
        "COPY other k",
        "COPY k copy",
        "TOUCH k",
        "OBJECT ENCODING k",
        "SWAPDB 1 2",
        "SWAPDB 0 0",
        "SETBIT k 0 0",
        "SET other v"
      })
  void whatChangesNothing_letsItRun(String command) {
    client.inline("WATCH k");
    other.inline(command);
    assertThat(exec()).isEqualTo(DONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET k v", "DEL k", "FLUSHDB"})
  void sameKeyOfAnotherDatabase_isAnother(String command) {
    client.inline("WATCH k");
    other.inline("SELECT 1");
    other.inline(command);
    assertThat(exec()).isEqualTo(DONE);
  }

  @Test
  void keyThatIsMissing_isChangedWhenItComes_notWhenOthersGo() {
    client.inline("WATCH missing");
    other.inline("FLUSHALL");
    assertThat(exec()).isEqualTo(DONE);
    client.inline("WATCH missing");
    other.inline("RPUSH missing x");
    assertThat(exec()).isEqualTo(VOID);
  }

  @Test
  void swap_bringsAKeyThatWasMissing() {
    client.inline("WATCH elsewhere");
    other.inline("SWAPDB 0 1");
    assertThat(exec()).isEqualTo(VOID);
    client.inline("WATCH nowhere");
    other.inline("SWAPDB 0 1");
    assertThat(exec()).isEqualTo(DONE);
  }

  // Keys whose time is over while they are still there count as gone already.

  private void makeStale(String key, int database) {
    other.inline("SELECT " + database);
    other.inline("SET " + key + " v PX 1");
    other.inline("SELECT 0");
  }

  private void waitUntilStale() {
    server.clock().advanceMillis(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET stale", "DEL stale", "FLUSHALL", "SWAPDB 0 1"})
  void staleKey_mayGo(String command) {
    makeStale("stale", 0);
    waitUntilStale();
    client.inline("WATCH stale");
    other.inline(command);
    assertThat(exec()).isEqualTo(DONE);
  }

  @Test
  void staleKeyThatComesBack_isAChange() {
    makeStale("stale", 0);
    waitUntilStale();
    client.inline("WATCH stale");
    other.inline("GET stale");
    other.inline("SET stale again");
    assertThat(exec()).isEqualTo(VOID);
  }

  @Test
  void swap_staleForStale_isNoChange() {
    makeStale("stale", 0);
    makeStale("stale", 1);
    waitUntilStale();
    client.inline("WATCH stale");
    other.inline("SWAPDB 0 1");
    assertThat(exec()).isEqualTo(DONE);
  }

  @Test
  void swap_missingForStale_isNoChange() {
    makeStale("stale", 1);
    waitUntilStale();
    client.inline("WATCH stale");
    other.inline("SWAPDB 0 1");
    assertThat(exec()).isEqualTo(DONE);
  }

  @Test
  void swap_liveForStale_isAChange_andStaleForLiveToo() {
    other.inline("SET stale live");
    makeStale("stale", 1);
    waitUntilStale();
    client.inline("WATCH stale");
    other.inline("SWAPDB 0 1");
    assertThat(exec()).isEqualTo(VOID);
    client.inline("WATCH stale");
    other.inline("SWAPDB 0 1");
    assertThat(exec()).isEqualTo(VOID);
  }

  // How many.

  @Test
  void manyDatabasesAndManyWatches_areForgottenTogether() {
    for (int i = 0; i < 16; i++) {
      client.inline("SELECT " + i);
      client.inline("WATCH a" + i + " b");
    }
    assertThat(other.text("CLIENT", "LIST")).contains("cmd=watch");
    assertThat(client.inline("UNWATCH")).isEqualTo("+OK\r\n");
    other.inline("SELECT 15");
    other.inline("MSET a15 1 b 2");
    assertThat(exec()).isEqualTo(DONE);
  }

  @Test
  void reset_endsTransactionAndWatches() {
    client.inline("WATCH k");
    client.inline("MULTI");
    client.inline("SET k v");
    assertThat(client.inline("RESET")).isEqualTo("+RESET\r\n");
    other.inline("SET k w");
    assertThat(exec()).isEqualTo(DONE);
    assertThat(client.text("GET", "k")).isEqualTo("w");
  }

  /** Otherwise clients that watch long keys could fill the heap. */
  @Test
  void memoryOfAKey_countsToOneOfItsClients() {
    var key = "k".repeat(30_000);
    long before = clientsMemory();
    client.inline("WATCH " + key);
    other.inline("WATCH " + key);
    assertThat(clientsMemory() - before).isBetween(30_000L, 32_000L);
    client.inline("UNWATCH");
    other.inline("PING"); // the memory of a client is counted when it has run a command
    assertThat(clientsMemory() - before).isBetween(30_000L, 32_000L);
    other.inline("UNWATCH");
    assertThat(clientsMemory()).isEqualTo(before);
  }

  private long clientsMemory() {
    return Long.parseLong(server.info("mem_clients_normal"));
  }

  @Test
  void nullArray_isTheOneNullOfResp3() {
    client.call("HELLO", "3");
    client.inline("WATCH k");
    other.inline("SET k v");
    assertThat(exec()).isEqualTo("_\r\n");
  }
}
