package eightweeks.week5.memory;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryGateTest {
  private static final String OOM = "-OOM command not allowed when used memory > 'maxmemory'.\r\n";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private void fillUp() {
    client.call("SET", "key", "value");
    client.call("RPUSH", "list", "element");
    assertThat(client.call("CONFIG", "SET", "maxmemory", "1")).isEqualTo("+OK\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET k v", "RPUSH list x", "INCR n", "SADD s m", "SETRANGE k 10 x"})
  void commandsThatTakeMemory_areRejected(String line) {
    fillUp();
    assertThat(client.inline(line)).isEqualTo(OOM);
    assertThat(client.text("INFO", "errorstats")).contains("errorstat_OOM:count=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET key", "DEL key", "LPOP list", "PING", "CONFIG GET maxmemory"})
  void othersGoOn(String line) {
    fillUp();
    assertThat(client.inline(line)).doesNotStartWith("-");
  }

  @Test
  void betweenMultiAndExec_nothingIsQueuedAndExecAborts() {
    fillUp();
    assertThat(client.call("MULTI")).isEqualTo("+OK\r\n");
    assertThat(client.call("GET", "key")).isEqualTo(OOM);
    assertThat(client.call("EXEC")).startsWith("-EXECABORT");
  }

  @Test
  void execOfQueuedWrites_isRejectedWhenMemoryHasRunOutSince() {
    assertThat(client.call("MULTI")).isEqualTo("+OK\r\n");
    client.call("SET", "a", "b");
    var other = server.connect();
    other.call("SET", "key", "value");
    other.call("CONFIG", "SET", "maxmemory", "1");
    assertThat(client.call("EXEC"))
        .isEqualTo(
            "-EXECABORT Transaction discarded because of: OOM command not allowed when used memory"
                + " > 'maxmemory'.\r\n");
  }

  @Test
  void execOfQueuedReads_runs() {
    client.call("MULTI");
    client.call("GET", "key");
    var other = server.connect();
    other.call("SET", "key", "value");
    other.call("CONFIG", "SET", "maxmemory", "1");
    assertThat(client.call("EXEC")).isEqualTo("*1\r\n$5\r\nvalue\r\n");
  }

  @Test
  void discard_goesOn() {
    client.call("MULTI");
    var other = server.connect();
    other.call("SET", "key", "value");
    other.call("CONFIG", "SET", "maxmemory", "1");
    assertThat(client.call("DISCARD")).isEqualTo("+OK\r\n");
  }

  /** INFO of Redis prints the number with a sign, and the readable one without. */
  @Test
  void largestLimit_isToldAsInRedis() {
    client.call("CONFIG", "SET", "maxmemory", "18446744073709551615");
    assertThat(server.info("maxmemory")).isEqualTo("-1");
    assertThat(server.info("maxmemory_human")).isEqualTo("18446744073709551615B");
  }

  // Without maxmemory: the reserve of the heap.

  private static TestServer withHeap(long bytes, String... options) {
    var made = TestServer.in(new TestWorld()).options(options).configured();
    made.system().maxHeap(bytes);
    return made.begin();
  }

  @Test
  void withoutMaxmemory_writesAreRejectedBeforeTheHeapIsFull() {
    long heap = 32 << 20;
    var small = withHeap(heap);
    var writer = small.connect();
    String value = "x".repeat(10_000);
    String reply = "+OK\r\n";
    int keys = 0;
    for (; reply.equals("+OK\r\n"); keys++) {
      reply = writer.call("SET", "key:" + keys, value);
    }
    assertThat(reply).isEqualTo(OOM);
    assertThat(Long.parseLong(small.info("used_memory"))).isBetween(heap / 5, heap / 2);
    assertThat(writer.call("STRLEN", "key:0")).isEqualTo(":10000\r\n");
    for (int i = 0; i < keys / 2; i++) {
      writer.call("DEL", "key:" + i);
    }
    assertThat(writer.call("SET", "key", value)).isEqualTo("+OK\r\n");
  }

  /** Otherwise the client would be closed without a reply. */
  @Test
  void withoutMaxmemory_aTransactionThatTakesTooMuchIsRejected() {
    var small = withHeap(96 << 20);
    var writer = small.connect();
    writer.call("MULTI");
    String reply = "+QUEUED\r\n";
    for (int i = 0; reply.equals("+QUEUED\r\n"); i++) {
      reply = writer.call("SET", "key:" + i, "x".repeat(100_000));
    }
    assertThat(reply).isEqualTo(OOM);
    assertThat(writer.call("EXEC")).startsWith("-EXECABORT");
    assertThat(writer.call("SET", "key", "value")).isEqualTo("+OK\r\n");
    assertThat(small.info("evicted_clients")).isEqualTo("0");
  }

  /** Without maxmemory no key is evicted, because the operator did not ask for it. */
  @Test
  void withoutMaxmemory_nothingIsEvicted() {
    var small = withHeap(32 << 20, "--maxmemory-policy", "allkeys-lru");
    var writer = small.connect();
    String reply = "+OK\r\n";
    for (int i = 0; reply.equals("+OK\r\n"); i++) {
      reply = writer.call("SET", "key:" + i, "x".repeat(10_000));
    }
    assertThat(reply).isEqualTo(OOM);
    assertThat(small.info("evicted_keys")).isEqualTo("0");
  }

  @Test
  void maxmemoryAboveTheHeap_evictsAtTheHeapsLimitAndWarns() {
    var small = withHeap(32 << 20, "--maxmemory", "1gb", "--maxmemory-policy", "allkeys-lru");
    assertThat(small.log())
        .anySatisfy(line -> assertThat(line).contains("maxmemory is larger than the heap allows"));
    var writer = small.connect();
    for (int i = 0; i < 3000; i++) {
      assertThat(writer.call("SET", "key:" + i, "x".repeat(10_000))).isEqualTo("+OK\r\n");
    }
    assertThat(Long.parseLong(small.info("evicted_keys"))).isGreaterThan(1000);
  }

  /** Clients whose buffers would take the reserve are closed, the largest first. */
  @Test
  void aReplyThatWouldTakeTheReserve_closesItsClient() {
    var small = withHeap(32 << 20);
    var other = small.connect();
    other.call("SET", "key", "x".repeat(1_000_000));
    var greedy = small.connect();
    for (int i = 0; i < 100; i++) {
      greedy.post("GET key\r\n");
    }
    assertThat(greedy.isClosed()).isTrue();
    assertThat(other.call("PING")).isEqualTo("+PONG\r\n");
    assertThat(Long.parseLong(small.info("evicted_clients"))).isEqualTo(1);
  }
}
