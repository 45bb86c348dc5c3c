package eightweeks.week5.clients;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class ClientEvictionTest {
  private final TestServer server = TestServer.start("--maxmemory-clients", "4mb");
  private final TestClient other = server.connect();

  /** Sends what the server takes before it closes the connection. */
  private static void send(TestClient client, String bytes) {
    client.sendWhatFits(bytes.getBytes(StandardCharsets.US_ASCII));
  }

  /** A client that has sent the beginning of a large command. */
  private TestClient withQuery(int bytes) {
    var client = server.connect();
    send(client, "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$400000000\r\n" + "x".repeat(bytes));
    return client;
  }

  @Test
  void clientsOverTheLimit_loseTheLargestFirst() {
    var small = withQuery(300_000);
    var large = withQuery(1_500_000);
    var next = withQuery(500_000);
    assertThat(large.isClosed()).isFalse();
    var last = withQuery(900_000);
    assertThat(large.isClosed()).isTrue();
    assertThat(small.isClosed()).isFalse();
    assertThat(next.isClosed()).isFalse();
    assertThat(last.isClosed()).isFalse();
    assertThat(server.info("evicted_clients")).isEqualTo("1");
    assertThat(server.log()).anySatisfy(line -> assertThat(line).contains("Evicting client: id="));
  }

  @Test
  void clientsThatHaveAskedForIt_areSpared() {
    var spared = server.connect();
    spared.call("CLIENT", "NO-EVICT", "on");
    send(spared, "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$400000000\r\n" + "x".repeat(2_000_000));
    var victim = withQuery(1_500_000);
    assertThat(victim.isClosed()).isTrue();
    assertThat(spared.isClosed()).isFalse();
  }

  @Test
  void aTransaction_counts() {
    var client = server.connect();
    client.call("MULTI");
    for (int i = 0; i < 60 && !client.isClosed(); i++) {
      send(client, "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$100000\r\n" + "x".repeat(100_000) + "\r\n");
    }
    client.received();
    assertThat(client.isClosed()).isTrue();
    assertThat(other.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void configSet_closesClientsAtOnce() {
    other.call("CONFIG", "SET", "maxmemory-clients", "0");
    var large = withQuery(2_000_000);
    var larger = withQuery(5_000_000);
    other.call("CONFIG", "SET", "maxmemory-clients", "4mb");
    server.runFor(100);
    assertThat(larger.isClosed()).isTrue();
    assertThat(large.isClosed()).isFalse();
  }

  @Test
  void aPercentage_isOfMaxmemory() {
    other.call("CONFIG", "SET", "maxmemory-clients", "10%");
    var client = withQuery(2_000_000);
    assertThat(client.isClosed()).as("without maxmemory there is no limit").isFalse();
    other.call("CONFIG", "SET", "maxmemory", "10mb");
    server.runFor(100);
    assertThat(client.isClosed()).isTrue();
  }

  /** The array of a large argument is allocated when some of its bytes have come. */
  @Test
  void aLargeArgument_countsBeforeAllOfItHasCome() {
    var client = server.connect();
    send(client, "*2\r\n$4\r\nECHO\r\n$3900000\r\n" + "x".repeat(100_000));
    assertThat(client.isClosed()).isFalse();
    assertThat(memory(client)).isGreaterThan(3_900_000);
    var next = withQuery(300_000);
    assertThat(client.isClosed()).isTrue();
    assertThat(next.isClosed()).isFalse();
  }

  /** A client that is closed for its output buffer frees enough memory: no other one must go. */
  @Test
  void clientOverItsOutputLimit_isClosedAndNoOtherOneEvicted() {
    other.call("CONFIG", "SET", "client-output-buffer-limit", "normal 1mb 0 0");
    other.call("SETRANGE", "k", "2200000", "v");
    var query = withQuery(1_600_000);
    var first = server.connect();
    var second = server.connect();
    // Both commands run in one turn of the loop; query and replies together are over the limit.
    first.post("GET k\r\n");
    second.post("GET k\r\n");
    assertThat(other.call("PING")).isEqualTo("+PONG\r\n");
    assertThat(first.isClosed()).isTrue();
    assertThat(second.isClosed()).isTrue();
    assertThat(query.isClosed()).isFalse();
    assertThat(server.info("evicted_clients")).isEqualTo("0");
  }

  /** The memory of the client that asks is that of its largest moment, so it fits afterwards. */
  @Test
  void limitForHalfOfTheClients_leavesHalf() {
    other.call("CONFIG", "SET", "maxmemory-clients", "0");
    other.call("CLIENT", "SETNAME", "control");
    other.call("CLIENT", "NO-EVICT", "on");
    var clients = new ArrayList<TestClient>();
    for (int i = 0; i < 10; i++) {
      var client = server.connect();
      send(client, "*2\r\n$4\r\nECHO\r\n$1000000\r\n" + "x".repeat(1_000_000));
      clients.add(client);
    }
    long half = 5 * memory(clients.getFirst());
    other.call("CONFIG", "SET", "maxmemory-clients", "" + (half + memory(other)));
    for (int i = 0; i < 3; i++) {
      assertThat(other.text("CLIENT", "LIST").lines()).hasSize(1 + 5);
    }
    assertThat(clients.stream().filter(TestClient::isClosed)).hasSize(5);
  }

  /** Returns the field tot-mem of a client in CLIENT LIST. */
  private long memory(TestClient client) {
    var line =
        other
            .text("CLIENT", "LIST")
            .lines()
            .filter(text -> text.contains(" addr=" + client.address() + " "))
            .findFirst();
    return Long.parseLong(line.orElseThrow().replaceAll(".* tot-mem=(\\d+) .*", "$1"));
  }

  @Test
  void memoryOfClosedClients_isGivenBack() {
    var clients = new ArrayList<TestClient>();
    long before = Long.parseLong(server.info("mem_clients_normal"));
    for (int i = 0; i < 10; i++) {
      clients.add(withQuery(100_000));
    }
    assertThat(Long.parseLong(server.info("mem_clients_normal"))).isGreaterThan(before + 1_000_000);
    clients.forEach(TestClient::close);
    server.runFor(2000);
    assertThat(Long.parseLong(server.info("mem_clients_normal"))).isEqualTo(before);
  }
}
