package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week7.simulation.MemoryDisk.Step;
import org.junit.jupiter.api.Test;

/** What becomes of the temporary files of killed servers. */
final class TemporaryFilesTest {
  /** The id of the process of a {@link TestServer}. */
  private static final String OWN = "4242";

  private static TestServer.Setup withFiles(String... names) {
    var setup = TestServer.in(new TestWorld()).options("--dir", "/");
    for (var name : names) {
      setup.file("/" + name, "REDIS0011");
    }
    return setup;
  }

  @Test
  void filesOfProcessesThatAreGone_areRemovedAtTheStart() {
    var server =
        withFiles("temp-7.rdb", "temp-7-3.rdb", "temp-" + OWN + ".rdb", "temp-8.rdb").configured();
    server.system().run(8);
    server.begin();
    assertThat(server.disk().names()).containsExactly("temp-8.rdb");
    assertThat(server.log())
        .contains("* Removed the temp file temp-7.rdb that a killed server left");
  }

  @Test
  void otherNames_stay() {
    String[] names = {
      "atemp-7.rdb",
      "temp-.rdb",
      "temp-07.rdb",
      "temp-7.rdb.bak",
      "temp-99999999999999999999.rdb",
      "temp-a.rdb"
    };
    assertThat(withFiles(names).start().disk().names()).containsExactly(names);
  }

  @Test
  void fileThatCannotBeDeleted_doesNotHinderTheStart() {
    var server = withFiles("temp-7.rdb").configured();
    server.disk().failNext(Step.DELETE);
    server.begin();
    assertThat(server.log())
        .contains("# Failed to remove a temp file: /temp-7.rdb: Input/output error");
    assertThat(server.connect().call("PING")).isEqualTo("+PONG\r\n");
  }
}
