package eightweeks.week4.aof;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.harness.scenario.Scenario;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.world.DiskException;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryDisk.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The append-only file on a disk that is slow, full or broken. */
final class AofDiskTest {
  private static final String OK = "+OK\r\n";
  private static final String FOLDER = "/appendonlydir/";
  private static final String FIRST = FOLDER + "appendonly.aof.1.incr.aof";

  private final MemoryDisk disk = new MemoryDisk();
  private TestServer server = TestServer.start(); // each test starts its own
  private TestClient client = server.connect();

  private void start(String... more) {
    server = started(more);
    client = server.connect();
  }

  private TestServer started(String... more) {
    var options = new ArrayList<>(List.of("--appendonly", "yes", "--save", ""));
    options.addAll(List.of("--enable-debug-command", "yes"));
    options.addAll(List.of(more));
    return TestServer.in(new TestWorld())
        .disk(disk)
        .options(options.toArray(String[]::new))
        .start();
  }

  private String log() throws IOException {
    return Ascii.text(disk.read(FIRST));
  }

  private void failAll(Step... steps) {
    disk.faults(
        (step, path) -> {
          if (List.of(steps).contains(step) && path.contains("appendonlydir")) {
            throw new DiskException(path, "No space left on device");
          }
        });
  }

  private void failNothing() {
    disk.faults((_, _) -> {});
  }

  // A short write.

  @Test
  void shortWrite_isCutOffAtOnce() throws IOException {
    start();
    client.call("SET", "a", "1");
    var before = log();
    failAll(Step.SHORT_WRITE);
    client.call("SET", "b", "2");
    assertThat(log()).isEqualTo(before);
    assertThat(client.call("SET", "c", "3")).startsWith("-MISCONF Errors writing to the AOF file");
    failNothing();
    server.runFor(1100);
    assertThat(client.call("SET", "c", "3")).isEqualTo(OK);
    assertThat(started().connect().call("DBSIZE")).isEqualTo(":3\r\n");
  }

  /** Otherwise the next write would come behind half a command. */
  @Test
  void shortWrite_thatCannotBeCutOff_isCutOffBeforeTheNextWrite() throws IOException {
    start();
    client.call("SET", "a", "1");
    var before = log();
    failAll(Step.SHORT_WRITE, Step.TRUNCATE);
    client.call("SET", "b", "2");
    assertThat(log()).hasSizeGreaterThan(before.length());
    assertThat(server.rawLog()).contains("Could not remove short write");
    failAll(Step.TRUNCATE);
    server.runFor(1100);
    assertThat(server.info("aof_last_write_status")).isEqualTo("err");
    failNothing();
    server.runFor(1100);
    assertThat(server.info("aof_last_write_status")).isEqualTo("ok");
    assertThat(server.rawLog()).contains("AOF write error looks solved, Redis can write again.");
    assertThat(started().connect().call("DBSIZE")).isEqualTo(":2\r\n");
  }

  @Test
  void failedWrites_areLoggedEvery30Seconds() {
    start();
    failAll(Step.WRITE);
    client.call("SET", "b", "2");
    server.runFor(25_000);
    assertThat(server.rawLog()).containsOnlyOnce("Error writing to the AOF file:");
    server.runFor(10_000);
    assertThat(server.rawLog().split("Error writing to the AOF file:", -1)).hasSize(3);
  }

  @Test
  void dirThatIsChanged_doesNotMoveTheFileThatIsWritten() throws IOException {
    start("--enable-protected-configs", "yes");
    client.call("SET", "a", "1");
    var before = log();
    disk.makeDirectory("/elsewhere");
    client.call("CONFIG", "SET", "dir", "/elsewhere");
    failAll(Step.SHORT_WRITE);
    client.call("SET", "b", "2");
    assertThat(log()).isEqualTo(before);
    failNothing();
    server.runFor(1100);
    assertThat(log()).startsWith(before).contains("b");
  }

  // fsync that fails, and one that is slow.

  @Test
  void failedFsyncOfTheWorker_refusesWritesUntilOneWorks() {
    start();
    client.call("SET", "a", "1");
    failAll(Step.FSYNC);
    server.runFor(2100);
    assertThat(server.info("aof_last_write_status")).isEqualTo("err");
    assertThat(client.call("SET", "b", "2"))
        .isEqualTo("-MISCONF Errors writing to the AOF file: No space left on device\r\n");
    assertThat(server.rawLog()).contains("Fail to fsync the AOF file: No space left on device");
  }

  @Test
  void writeDuringASlowFsync_isPostponedForTwoSeconds() throws IOException {
    start();
    server.runFor(1100);
    server.system().holdWorkers();
    client.call("SET", "a", "1"); // written, and the worker syncs it
    assertThat(server.info("aof_pending_bio_fsync")).isEqualTo("1");
    var before = log();
    client.call("SET", "b", "2");
    assertThat(log()).isEqualTo(before);
    assertThat(server.info("aof_buffer_length")).isNotEqualTo("0");
    server.runFor(900);
    assertThat(log()).isEqualTo(before);
    server.runFor(2000);
    assertThat(log()).startsWith(before).hasSizeGreaterThan(before.length());
    assertThat(server.info("aof_delayed_fsync")).isEqualTo("1");
    assertThat(server.rawLog()).contains("Asynchronous AOF fsync is taking too long");
    server.system().releaseWorkers();
  }

  @Test
  void writeThatWaitsForAnFsync_isDoneWhenThatHasEnded() throws IOException {
    start();
    server.runFor(1100);
    server.system().holdWorkers();
    client.call("SET", "a", "1");
    client.call("SET", "b", "2");
    server.system().releaseWorkers();
    server.runFor(200);
    assertThat(log()).contains("\r\nb\r\n");
    assertThat(server.info("aof_delayed_fsync")).isEqualTo("0");
  }

  /** The file of before the rewrite is synced and closed, too; nothing waits for that. */
  @Test
  void writeBehindARewrite_doesNotWaitForTheFsyncOfTheOldFile() throws IOException {
    start();
    client.call("SET", "a", "1");
    server.system().holdWorkers();
    client.call("BGREWRITEAOF");
    client.call("SET", "b", "2");
    assertThat(Ascii.text(disk.read(FOLDER + "appendonly.aof.2.incr.aof"))).contains("b");
    assertThat(server.info("aof_pending_bio_fsync")).isEqualTo("0");
    server.system().releaseWorkers();
  }

  @ParameterizedTest
  @CsvSource({"yes,1", "no,2"})
  void noAppendfsyncOnRewrite_leavesFsyncToTheEndOfTheRewrite(String option, String left) {
    start("--no-appendfsync-on-rewrite", option, "--appendfsync", "always");
    client.call("SET", "a", "1");
    client.call("DEBUG", "POPULATE", "1000"); // not logged: for a rewrite that takes long
    client.call("CONFIG", "SET", "rdb-key-save-delay", "1000000");
    client.call("BGREWRITEAOF");
    client.call("SET", "b", "2");
    server.killed();
    disk.cutPower(_ -> 0);
    assertThat(started().connect().call("DBSIZE")).isEqualTo(":" + left + "\r\n");
  }

  // What LATENCY tells.

  @ParameterizedTest
  @CsvSource({
    "WRITE, everysec, aof-write-alone",
    "WRITE, everysec, aof-write",
    "FSYNC, always, aof-fsync-always",
    "READ, everysec, aof-fstat",
    "RENAME, everysec, aof-rename"
  })
  void slowStep_isReportedByLatency(Step slow, String fsync, String event) {
    start("--appendfsync", fsync, "--latency-monitor-threshold", "10");
    disk.faults(
        (step, path) -> {
          if (step == slow && path.contains("appendonlydir")) {
            server.clock().advanceNanos(20_000_000);
          }
        });
    client.call("SET", "a", "1");
    client.call("BGREWRITEAOF");
    server.runFor(100);
    assertThat(client.call("LATENCY", "LATEST")).contains("\r\n" + event + "\r\n");
  }

  @Test
  void slowWrite_isReportedWithWhatRunsBeside() {
    start("--latency-monitor-threshold", "10");
    server.runFor(1100);
    disk.faults(
        (step, path) -> {
          if (step == Step.WRITE && path.contains("incr")) {
            server.clock().advanceNanos(20_000_000);
          }
        });
    client.call("CONFIG", "SET", "rdb-key-save-delay", "1000000");
    client.call("DEBUG", "POPULATE", "1000");
    client.call("BGSAVE");
    client.call("SET", "b", "1");
    assertThat(client.call("LATENCY", "LATEST")).contains("aof-write-active-child");
    server.system().holdWorkers();
    server.runFor(1100);
    client.call("SET", "c", "1");
    client.call("SET", "d", "1");
    server.runFor(3000);
    assertThat(client.call("LATENCY", "LATEST")).contains("aof-write-pending-fsync");
    server.system().releaseWorkers();
  }

  @Test
  void flushSleep_delaysTheReply() {
    start();
    assertThat(client.call("DEBUG", "AOF-FLUSH-SLEEP", "500000")).isEqualTo(OK);
    long before = server.clock().nanos();
    client.call("SET", "a", "1");
    assertThat(server.clock().nanos() - before).isGreaterThanOrEqualTo(500_000_000);
    client.call("DEBUG", "AOF-FLUSH-SLEEP", "0");
    before = server.clock().nanos();
    client.call("SET", "a", "1");
    assertThat(server.clock().nanos() - before).isLessThan(500_000_000);
  }

  // History, and what a killed server has left.

  @Test
  void history_isKeptWhileAutoGcIsDisabled() throws IOException {
    start("--aof-disable-auto-gc", "yes");
    client.call("SET", "a", "1");
    client.call("BGREWRITEAOF");
    server.runFor(10);
    assertThat(disk.exists(FIRST)).isTrue();
    assertThat(Ascii.text(disk.read(FOLDER + "appendonly.aof.manifest")))
        .contains(
            "appendonly.aof.1.incr.aof seq 1 type h", "appendonly.aof.1.base.rdb seq 1 type h");
    client.call("CONFIG", "SET", "aof-disable-auto-gc", "no");
    assertThat(disk.exists(FIRST)).isFalse();
    assertThat(Ascii.text(disk.read(FOLDER + "appendonly.aof.manifest"))).doesNotContain("type h");
  }

  @Test
  void history_isDeletedAtTheStart() {
    start("--aof-disable-auto-gc", "yes");
    client.call("BGREWRITEAOF");
    server.runFor(10);
    started();
    assertThat(disk.exists(FIRST)).isFalse();
  }

  @Test
  void temporaryFiles_areDeletedAtTheStart() throws IOException {
    disk.makeDirectory("/appendonlydir");
    disk.replace("/temp-rewriteaof-bg-77-1.aof", new byte[1]);
    disk.replace("/temp-rewriteaof-bg-78.aof", new byte[1]);
    disk.replace(FOLDER + "temp-appendonly.aof.incr", new byte[1]);
    start();
    assertThat(disk.glob("/temp*")).isEmpty();
    assertThat(disk.glob(FOLDER + "temp*")).isEmpty();
  }

  /**
   * Redis loses all that was written since: a simulation of many faults has shown it. Each attempt
   * is a power cut that leaves another part of what was not synced.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void clockThatIsSetBack_doesNotStopTheSyncs(long seed) {
    var scenario = new Scenario(seed);
    var node = scenario.node("server", setup -> setup.options("--appendonly", "yes"));
    node.start();
    scenario.runFor(1000);
    node.jumpClock(-60_000);
    node.call("SET", "a", "1");
    scenario.runFor(2100);
    node.cutPower();
    node.start();
    assertThat(node.call("GET", "a")).isEqualTo("$1\r\n1\r\n");
  }

  /** What a client has seen after a restart must not disappear, however soon the power is cut. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void dataThatAServerHasLoaded_areSynced(long seed) {
    var scenario = new Scenario(seed);
    var node = scenario.node("server", setup -> setup.options("--appendonly", "yes"));
    node.start();
    scenario.runFor(1000);
    node.call("SET", "a", "1");
    node.kill(); // before the next sync
    scenario.runFor(30_000);
    node.start();
    assertThat(node.call("GET", "a")).isEqualTo("$1\r\n1\r\n");
    node.cutPower();
    node.start();
    assertThat(node.call("GET", "a")).isEqualTo("$1\r\n1\r\n");
  }

  /** The worker of the cancelled rewrite may still be at work: it must not touch the new file. */
  @Test
  void rewriteThatIsCancelled_leavesTheNextOneAlone() {
    start();
    client.call("SET", "a", "1");
    client.call("DEBUG", "POPULATE", "1000");
    client.call("CONFIG", "SET", "rdb-key-save-delay", "1000000");
    client.call("BGREWRITEAOF");
    server.system().holdWorkers();
    client.call("CONFIG", "SET", "appendonly", "no");
    client.call("CONFIG", "SET", "rdb-key-save-delay", "0");
    client.call("CONFIG", "SET", "appendonly", "yes");
    server.system().releaseWorkers();
    server.runFor(1000);
    assertThat(server.info("aof_last_bgrewrite_status")).isEqualTo("ok");
    assertThat(started().connect().call("DBSIZE")).isEqualTo(":1001\r\n");
  }
}
