package eightweeks.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NodeTest {
  private static final String KILL = "CLIENT KILL TYPE normal SKIPME yes\r\n";

  /** A Sentinel kills a server's clients when it gives it a role: also one that looks at it. */
  @Test
  void callOfAClientThatIsKilled_isSentByAnotherOne() {
    var node = new Scenario(1).node("server", setup -> setup);
    node.start();
    // The server reads the rest of the command when it has accepted the client of the call.
    node.connect().fragment(KILL.length() / 2).post(KILL);
    assertThat(node.call("PING")).isEqualTo("+PONG\r\n");
    assertThat(node.info("clients", "connected_clients")).isEqualTo("2");
  }

  @Test
  void writeToASlowDisk_keepsTheProcess() {
    var scenario = new Scenario(1);
    var node =
        scenario.node(
            "server", setup -> setup.options("--appendonly", "yes", "--appendfsync", "always"));
    node.start();
    var client = node.connect();
    node.diskSlow(200);
    client.send("SET k v\r\nPING\r\n");
    assertThat(node.isRunning()).isFalse();
    client.received();
    client.send("PING\r\n");
    scenario.runFor(190);
    assertThat(client.received()).isEmpty();
    scenario.runFor(20);
    assertThat(client.received()).isEqualTo("+PONG\r\n");
    assertThat(node.isRunning()).isTrue();
  }

  @Test
  void writeToAFullDisk_isRefused_orEndsTheServer() {
    var scenario = new Scenario(1);
    var node = scenario.node("server", setup -> setup.options("--appendonly", "yes"));
    node.start();
    node.diskFull(true);
    assertThat(node.call("SET", "k", "v")).isEqualTo("+OK\r\n"); // not on the disk yet
    assertThat(node.call("SET", "k", "w")).startsWith("-MISCONF");
    node.diskFull(false);
    scenario.runFor(2000);
    assertThat(node.call("SET", "k", "w")).isEqualTo("+OK\r\n");
  }
}
