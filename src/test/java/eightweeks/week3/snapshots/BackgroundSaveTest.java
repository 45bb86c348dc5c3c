package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.world.DiskException;
import eightweeks.week7.simulation.MemoryDisk.Step;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** BGSAVE: replies, save points, what ends it, what follows a failure. */
final class BackgroundSaveTest {
  private static final String OK = "+OK\r\n";
  private static final String STARTED = "+Background saving started\r\n";
  private static final String IN_PROGRESS = "-ERR Background save already in progress\r\n";

  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    start("--enable-debug-command", "yes", "--save", "");
  }

  private void start(String... options) {
    server = TestServer.start(options);
    client = server.connect();
  }

  /** Makes each key take a millisecond, so that a save is still running in the next steps. */
  private void slow() {
    client.call("CONFIG", "SET", "rdb-key-save-delay", "1000");
  }

  private TestClient restarted() throws IOException {
    return TestServer.in(new TestWorld())
        .options("--enable-debug-command", "yes")
        .file("/dump.rdb", Ascii.text(server.disk().read("dump.rdb")))
        .start()
        .connect();
  }

  private List<String> files() throws IOException {
    return server.disk().glob("/*");
  }

  @Test
  void bgsave_savesAllDatabases() throws IOException {
    client.call("SET", "k", "v", "PX", "100000");
    client.call("SELECT", "3");
    client.call("RPUSH", "list", "a", "b");
    assertThat(client.call("BGSAVE")).isEqualTo(STARTED);
    server.runFor(1);
    assertThat(restarted().call("DEBUG", "DIGEST")).isEqualTo(client.call("DEBUG", "DIGEST"));
    assertThat(files()).containsExactly("/dump.rdb");
    assertThat(server.log())
        .contains(
            "* Background saving started",
            "* DB saved on disk",
            "* Background saving terminated with success");
  }

  @Test
  void dataSetWithoutKeys_isSaved() throws IOException {
    assertThat(client.call("BGSAVE")).isEqualTo(STARTED);
    server.runFor(1);
    assertThat(restarted().call("DBSIZE")).isEqualTo(":0\r\n");
  }

  @Test
  void bgsave_whileOneIsRunning_isAnError() {
    client.call("DEBUG", "POPULATE", "100");
    slow();
    assertThat(client.call("BGSAVE")).isEqualTo(STARTED);
    assertThat(client.call("BGSAVE")).isEqualTo(IN_PROGRESS);
    assertThat(client.call("BGSAVE", "SCHEDULE")).isEqualTo(IN_PROGRESS);
    assertThat(client.call("SAVE")).isEqualTo(IN_PROGRESS);
    assertThat(client.call("BGSAVE", "SOON")).isEqualTo("-ERR syntax error\r\n");
    assertThat(client.call("BGSAVE", "SCHEDULE", "NOW")).isEqualTo("-ERR syntax error\r\n");
    server.runFor(200);
    assertThat(client.call("SAVE")).isEqualTo(OK);
  }

  @Test
  void bgsave_inTransaction_isScheduled() throws IOException {
    client.call("MULTI");
    client.call("BGSAVE");
    client.call("SET", "after", "1");
    assertThat(client.call("EXEC")).isEqualTo("*2\r\n+Background saving scheduled\r\n+OK\r\n");
    assertThat(server.disk().exists("dump.rdb")).isFalse();
    server.runFor(200);
    assertThat(restarted().text("GET", "after")).isEqualTo("1");
  }

  @Test
  void info_tellsHowFarItIs() {
    client.call("DEBUG", "POPULATE", "100");
    slow();
    client.call("BGSAVE");
    server.runFor(50);
    assertThat(server.info("rdb_bgsave_in_progress")).isEqualTo("1");
    assertThat(server.info("current_save_keys_total")).isEqualTo("100");
    assertThat(Integer.parseInt(server.info("current_save_keys_processed"))).isBetween(45, 55);
    assertThat(server.info("rdb_current_bgsave_time_sec")).isEqualTo("0");
    assertThat(server.info("rdb_last_bgsave_time_sec")).isEqualTo("-1");
    server.runFor(100);
    assertThat(server.info("rdb_bgsave_in_progress")).isEqualTo("0");
    assertThat(server.info("current_save_keys_processed")).isEqualTo("0");
    assertThat(server.info("rdb_current_bgsave_time_sec")).isEqualTo("-1");
    assertThat(server.info("rdb_last_bgsave_time_sec")).isEqualTo("0");
    assertThat(server.info("rdb_saves")).isEqualTo("1");
    assertThat(server.info("total_forks")).isEqualTo("1");
  }

  @Test
  void changesDuringTheSave_areNotSaved() {
    client.call("DEBUG", "POPULATE", "100");
    client.call("SAVE");
    client.call("SET", "a", "1");
    slow();
    client.call("BGSAVE");
    client.call("SET", "b", "1");
    client.call("SET", "c", "1");
    assertThat(server.info("rdb_changes_since_last_save")).isEqualTo("3");
    server.runFor(2000);
    assertThat(server.info("rdb_changes_since_last_save")).isEqualTo("2");
    assertThat(client.call("LASTSAVE")).isEqualTo(":" + server.info("rdb_last_save_time") + "\r\n");
  }

  @Test
  void savePoint_isReachedWhenTimeAndChangesAre() {
    start("--save", "10 2");
    client.call("SET", "a", "1");
    server.runFor(20_000);
    assertThat(server.disk().exists("dump.rdb")).as("one change").isFalse();
    client.call("SET", "b", "1");
    server.runFor(200);
    assertThat(server.disk().exists("dump.rdb")).as("two changes").isTrue();
    assertThat(server.log()).contains("* 2 changes in 10 seconds. Saving...");
    client.call("MSET", "a", "2", "b", "2");
    server.runFor(9_000);
    assertThat(server.info("rdb_saves")).as("too early").isEqualTo("1");
    server.runFor(2_500);
    assertThat(server.info("rdb_saves")).isEqualTo("2");
  }

  /** In Redis nothing is saved until the old time has come again. */
  @Test
  void clockThatIsSetBack_doesNotStopTheSavePoints() {
    start("--save", "10 1");
    client.call("SET", "a", "1");
    server.runFor(1_000);
    server.jumpClock(-3_600_000);
    server.runFor(12_000);
    assertThat(server.info("rdb_saves")).isEqualTo("1");
  }

  /** In Redis all writes are refused until the old time has come again. */
  @Test
  void clockThatIsSetBack_doesNotStopTheNextTryAfterAFailure() {
    start("--save", "1 1");
    failing(Step.FSYNC, "Input/output error");
    client.call("SET", "k", "1");
    server.runFor(2_500);
    server.jumpClock(-3_600_000);
    server.runFor(7_000);
    assertThat(server.info("rdb_saves")).isEqualTo("2");
  }

  /** A disk on which one kind of step fails. */
  private void failing(Step failing, String reason) {
    server
        .disk()
        .faults(
            (step, path) -> {
              if (step == failing) {
                throw new DiskException(path, reason);
              }
            });
  }

  @Test
  void failure_leavesTheOldFileAndNoLitter() throws IOException {
    client.call("SET", "k", "1");
    client.call("SAVE");
    var old = server.disk().read("dump.rdb");
    client.call("SET", "k", "2");
    for (var step : List.of(Step.WRITE, Step.FSYNC, Step.RENAME)) {
      server.disk().failNext(step);
      assertThat(client.call("BGSAVE")).isEqualTo(STARTED);
      server.runFor(10);
      assertThat(server.disk().read("dump.rdb")).as("after a failed " + step).isEqualTo(old);
      assertThat(files()).as("after a failed " + step).containsExactly("/dump.rdb");
      assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("err");
      assertThat(server.info("rdb_bgsave_in_progress")).isEqualTo("0");
    }
    assertThat(server.log())
        .contains(
            "# Failed opening the temp RDB file temp-4242-1.rdb (in server root dir /) for saving:"
                + " Input/output error",
            "# Write error while saving DB to the disk(fsync): Input/output error",
            "# Error moving temp DB file temp-4242-3.rdb on the final destination dump.rdb (in"
                + " server root dir /): Input/output error",
            "# Background saving error");
    assertThat(client.call("BGSAVE")).isEqualTo(STARTED);
    server.runFor(10);
    assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("ok");
    assertThat(restarted().text("GET", "k")).isEqualTo("2");
  }

  @Test
  void diskThatFillsUp_endsTheSave() throws IOException {
    client.call("DEBUG", "POPULATE", "100000");
    client.call("SAVE");
    var old = server.disk().read("dump.rdb");
    var writes = new int[1];
    server
        .disk()
        .faults(
            (step, path) -> {
              if (step == Step.WRITE && ++writes[0] > 5) {
                throw new DiskException(path, "No space left on device");
              }
            });
    client.call("BGSAVE");
    server.runFor(100);
    assertThat(server.log())
        .contains("# Write error while saving DB to the disk(rdbSaveRio): No space left on device");
    assertThat(server.disk().read("dump.rdb")).isEqualTo(old);
    assertThat(files()).containsExactly("/dump.rdb");
    assertThat(client.call("SET", "k", "v")).isEqualTo(OK);
  }

  @Test
  void readOnlyFolder_isAnErrorAndTheOldFileStays() throws IOException {
    client.call("SET", "k", "1");
    client.call("SAVE");
    var old = server.disk().read("dump.rdb");
    client.call("SET", "k", "2");
    failing(Step.WRITE, "Read-only file system");
    assertThat(client.call("SAVE")).isEqualTo("-ERR\r\n");
    assertThat(client.call("BGSAVE")).isEqualTo(STARTED);
    server.runFor(10);
    assertThat(server.log().stream().filter(line -> line.contains("Failed opening the temp RDB")))
        .hasSize(2)
        .allMatch(line -> line.endsWith("for saving: Read-only file system"));
    assertThat(server.disk().read("dump.rdb")).isEqualTo(old);
    assertThat(files()).containsExactly("/dump.rdb");
    assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("err");
    server.disk().faults((_, _) -> {});
    assertThat(client.call("SAVE")).isEqualTo(OK);
    assertThat(restarted().text("GET", "k")).isEqualTo("2");
  }

  @Test
  void afterAFailure_writesAreRejectedUntilASaveSucceeds() {
    start("--save", "3600 1");
    failing(Step.WRITE, "Read-only file system");
    client.call("SET", "k", "1");
    client.call("BGSAVE");
    server.runFor(10);
    var misconf =
        "-MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist"
            + " to disk. Commands that may modify the data set are disabled, because this instance"
            + " is configured to report errors during writes if RDB snapshotting fails"
            + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details about"
            + " the RDB error.\r\n";
    assertThat(client.call("SET", "k", "2")).isEqualTo(misconf);
    assertThat(client.call("PING")).isEqualTo(misconf);
    assertThat(client.text("GET", "k")).isEqualTo("1");
    client.call("MULTI");
    assertThat(client.call("SET", "k", "2")).isEqualTo(misconf);
    assertThat(client.call("EXEC")).startsWith("-EXECABORT");

    client.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "no");
    assertThat(client.call("SET", "k", "2")).isEqualTo(OK);
    client.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "yes");
    client.call("CONFIG", "SET", "save", "");
    assertThat(client.call("SET", "k", "3")).isEqualTo(OK);
    client.call("CONFIG", "SET", "save", "3600 1");
    assertThat(client.call("PING")).isEqualTo(misconf);

    server.disk().faults((_, _) -> {});
    client.call("BGSAVE");
    server.runFor(10);
    assertThat(client.call("SET", "k", "4")).isEqualTo(OK);
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void afterAFailure_savePointsWaitSixSeconds() {
    start("--save", "1 1");
    failing(Step.FSYNC, "Input/output error");
    client.call("SET", "k", "1");
    server.runFor(2_500);
    assertThat(server.info("rdb_saves")).isEqualTo("1");
    server.runFor(4_000);
    assertThat(server.info("rdb_saves")).isEqualTo("1");
    server.runFor(2_500);
    assertThat(server.info("rdb_saves")).isEqualTo("2");
  }

  @Test
  void flushall_endsTheSaveAndSavesAnEmptyFile() throws IOException {
    start("--enable-debug-command", "yes", "--save", "3600 1");
    client.call("DEBUG", "POPULATE", "100");
    slow();
    client.call("BGSAVE");
    server.runFor(10);
    assertThat(client.call("FLUSHALL")).isEqualTo(OK);
    assertThat(server.info("rdb_bgsave_in_progress")).isEqualTo("0");
    assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("ok");
    assertThat(files()).containsExactly("/dump.rdb");
    assertThat(restarted().call("DBSIZE")).isEqualTo(":0\r\n");
    assertThat(server.info("rdb_changes_since_last_save")).isEqualTo("0");
    assertThat(server.log()).contains("# Background saving terminated by signal 10");
  }

  @Test
  void whileASaveRuns_dictsDoNotGrow() {
    client.call("DEBUG", "POPULATE", "4096");
    slow();
    client.call("BGSAVE");
    client.call("DEBUG", "POPULATE", "5120");
    assertThat(client.call("DEBUG", "HTSTATS", "0")).contains("table size: 4096");
    client.call("CONFIG", "SET", "rdb-key-save-delay", "0");
    server.runFor(3000);
    assertThat(server.info("rdb_bgsave_in_progress")).isEqualTo("0");
    client.call("SET", "one", "more");
    assertThat(client.call("DEBUG", "HTSTATS", "0")).contains("table size: 8192");
  }

  @Test
  void info_tellsTheBytesThatWaitedForTheDisk() {
    assertThat(server.info("rdb_last_cow_size")).isEqualTo("0");
    client.call("DEBUG", "POPULATE", "10000");
    client.call("BGSAVE");
    server.runFor(1000);
    assertThat(server.info("current_cow_size")).isEqualTo("0");
    assertThat(server.info("current_cow_peak")).isEqualTo("0");
    assertThat(Long.parseLong(server.info("rdb_last_cow_size"))).isGreaterThan(60_000);
  }

  @Test
  void flushall_withoutSavePoints_endsTheSaveOnly() throws IOException {
    client.call("DEBUG", "POPULATE", "100");
    slow();
    client.call("BGSAVE");
    server.runFor(10);
    client.call("FLUSHALL");
    server.runFor(500);
    assertThat(files()).isEmpty();
    assertThat(server.info("rdb_bgsave_in_progress")).isEqualTo("0");
  }

  @Test
  void shutdown_endsTheSave_andSavesItselfIfAsked() throws IOException {
    client.call("DEBUG", "POPULATE", "100");
    slow();
    client.call("BGSAVE");
    server.runFor(10);
    assertThat(files()).containsExactly("/temp-4242-1.rdb");
    client.send("SHUTDOWN NOSAVE\r\n");
    assertThat(files()).isEmpty();
    assertThat(server.log()).contains("# There is a child saving an .rdb. Killing it!");
  }

  @Test
  void configOfTheFolder_changesNothingForARunningSave() throws IOException {
    server.disk().makeDirectory("/other");
    client.call("DEBUG", "POPULATE", "100");
    client.call("CONFIG", "SET", "rdb-key-save-delay", "1000");
    client.call("BGSAVE");
    server.parts().world().disk().changeDirectory("/other");
    server.runFor(200);
    assertThat(server.disk().exists("/dump.rdb")).isTrue();
    assertThat(server.disk().exists("/other/dump.rdb")).isFalse();
  }
}
