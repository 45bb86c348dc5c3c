package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;

/** Which saves leave the processors to the clients. */
final class SavePriorityTest {
  private static final String LAST_OF_64_MIB = "67108863";

  private final TestServer server = TestServer.start("--save", "");
  private final TestClient client = server.connect();

  private void storeMuch() {
    client.call("SETRANGE", "much", LAST_OF_64_MIB, "x");
  }

  @Test
  void longSave_doesSo() {
    storeMuch();
    client.call("BGSAVE");
    assertThat(server.system().backgroundWorkers()).isEqualTo(1);
  }

  @Test
  void shortSave_hasEndedBeforeThatIsPrepared() {
    client.call("SET", "little", "x");
    client.call("BGSAVE");
    assertThat(server.system().backgroundWorkers()).isZero();
  }

  /** What changes until the replicas have loaded their snapshot waits in limited buffers. */
  @Test
  void snapshotForReplicas_isInAHurry() {
    storeMuch();
    server.parts().need(Snapshots.SERVICE).startSave(_ -> {});
    server.runFor(1000);
    assertThat(server.disk().exists("dump.rdb")).isTrue();
    assertThat(server.system().backgroundWorkers()).isZero();
  }
}
