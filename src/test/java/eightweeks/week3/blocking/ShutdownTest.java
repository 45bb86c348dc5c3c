package eightweeks.week3.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week3.shutdown.Shutdown;
import eightweeks.week3.shutdown.Shutdown.Answer;
import org.junit.jupiter.api.Test;

/** A SHUTDOWN that has to wait for a step, as for replicas that have not caught up. */
final class ShutdownTest {
  private Answer answer = Answer.WAIT;
  private final TestServer server =
      TestServer.in(new TestWorld())
          .with(parts -> parts.need(Shutdown.SERVICE).steps().add(_ -> answer))
          .start();

  @Test
  void shutdownThatWaits_blocksItsClient_andAbortLetsItGoOn() {
    var client = server.connect();
    client.send("SHUTDOWN\r\nPING\r\n");
    assertThat(client.received()).isEmpty();
    assertThat(server.info("blocked_clients")).isEqualTo("1");
    assertThat(server.connect().call("SHUTDOWN", "ABORT")).isEqualTo("+OK\r\n");
    assertThat(client.received())
        .isEqualTo("-ERR Errors trying to SHUTDOWN. Check logs.\r\n+PONG\r\n");
    assertThat(server.info("blocked_clients")).isEqualTo("0");
  }

  @Test
  void stepThatRefusesLater_endsTheWaiting() {
    var client = server.connect();
    client.send("SHUTDOWN\r\n");
    answer = Answer.REFUSE;
    server.runFor(1000);
    assertThat(client.received()).isEqualTo("-ERR Errors trying to SHUTDOWN. Check logs.\r\n");
  }

  @Test
  void clientUnblock_doesNotReachIt() {
    var client = server.connect();
    var id = client.call("CLIENT", "ID").substring(1).trim();
    client.send("SHUTDOWN\r\n");
    assertThat(server.connect().call("CLIENT", "UNBLOCK", id)).isEqualTo(":0\r\n");
  }
}
