package eightweeks.week4.aof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.LargeValues;
import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.FatalError;
import eightweeks.week1.world.DiskException;
import eightweeks.week2.values.Values;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryDisk.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The append-only file: what is written when, loading it, rewriting it, switching it on and off.
 */
final class AofTest {
  private static final String OK = "+OK\r\n";
  private static final String FOLDER = "/appendonlydir/";
  private static final String FIRST = FOLDER + "appendonly.aof.1.incr.aof";

  private TestServer server;
  private TestClient client;
  private MemoryDisk disk;

  @BeforeEach
  void start() {
    start(new MemoryDisk(), "--appendonly", "yes");
  }

  private void start(MemoryDisk used, String... options) {
    server = setup(used, options).start();
    disk = server.disk();
    client = server.connect();
  }

  private static TestServer.Setup setup(MemoryDisk used, String... options) {
    var all = new ArrayList<>(List.of("--enable-debug-command", "yes", "--save", ""));
    all.addAll(List.of(options));
    return TestServer.in(new TestWorld()).disk(used).options(all.toArray(String[]::new));
  }

  /** Returns a client of a server that starts with the files of this one, as they are now. */
  private TestClient restarted(String... options) {
    return setup(disk, options.length > 0 ? options : new String[] {"--appendonly", "yes"})
        .start()
        .connect();
  }

  private String log() throws IOException {
    return Ascii.text(disk.read(FIRST));
  }

  private static String resp(String... words) {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      text.append("$" + word.length() + "\r\n" + word + "\r\n");
    }
    return text.toString();
  }

  private String manifest() throws IOException {
    return Ascii.text(disk.read(FOLDER + "appendonly.aof.manifest"));
  }

  @Test
  void start_createsAnEmptyBaseAndAnIncrement() throws IOException {
    assertThat(manifest())
        .isEqualTo(
            """
            file appendonly.aof.1.base.rdb seq 1 type b
            file appendonly.aof.1.incr.aof seq 1 type i
            """);
    assertThat(log()).isEmpty();
  }

  @Test
  void write_isInTheFileBeforeItsReply() throws IOException {
    assertThat(client.call("SET", "k", "v")).isEqualTo(OK);
    assertThat(log()).isEqualTo(resp("SELECT", "0") + resp("SET", "k", "v"));
  }

  @Test
  void read_andWriteWithoutEffect_areNotWritten() throws IOException {
    client.call("GET", "k");
    client.call("DEL", "k");
    assertThat(log()).isEmpty();
  }

  @Test
  void otherDatabase_needsASelect_theSameDoesNot() throws IOException {
    client.call("SET", "a", "1");
    client.call("SELECT", "5");
    client.call("SET", "b", "2");
    client.call("SET", "c", "3");
    assertThat(log())
        .isEqualTo(
            resp("SELECT", "0")
                + resp("SET", "a", "1")
                + resp("SELECT", "5")
                + resp("SET", "b", "2")
                + resp("SET", "c", "3"));
  }

  @Test
  void transaction_isWrittenAsOne() throws IOException {
    client.call("MULTI");
    client.call("SET", "a", "1");
    client.call("INCR", "a");
    client.call("EXEC");
    assertThat(log())
        .isEqualTo(
            resp("MULTI")
                + resp("SELECT", "0")
                + resp("SET", "a", "1")
                + resp("INCR", "a")
                + resp("EXEC"));
  }

  @Test
  void relativeExpiry_isWrittenAsAMoment() throws IOException {
    long at = server.server().loop().time().millis() + 100_000;
    client.call("SET", "k", "v", "EX", "100");
    assertThat(log()).endsWith(resp("SET", "k", "v", "PXAT", Long.toString(at)));
  }

  @Test
  void timestamps_areAnnotationsOfASecondEach() throws IOException {
    start(new MemoryDisk(), "--appendonly", "yes", "--aof-timestamp-enabled", "yes");
    long second = server.server().loop().time().seconds();
    client.call("SET", "a", "1");
    client.call("SET", "b", "2");
    assertThat(log()).startsWith("#TS:" + second + "\r\n").containsOnlyOnce("#TS:");
    assertThat(restarted().call("GET", "b")).isEqualTo("$1\r\n2\r\n");
  }

  @Test
  void restart_hasEverything() {
    client.call("SET", "k", "v");
    client.call("RPUSH", "list", "a", "b");
    client.call("SELECT", "3");
    client.call("HSET", "h", "f", "v");
    client.call("PEXPIRE", "h", "1000000");
    var digest = client.call("DEBUG", "DIGEST");
    assertThat(restarted().call("DEBUG", "DIGEST")).isEqualTo(digest);
  }

  @Test
  void restart_goesOnInTheSameFile() throws IOException {
    client.call("SET", "a", "1");
    restarted().call("SET", "b", "2");
    assertThat(manifest()).contains("incr.aof seq 1").doesNotContain("seq 2");
    assertThat(restarted().call("DBSIZE")).isEqualTo(":2\r\n");
  }

  @Test
  void restart_doesNotReadTheSnapshot() {
    client.call("SET", "k", "v");
    client.call("SAVE");
    client.call("DEL", "k");
    assertThat(restarted().call("DBSIZE")).isEqualTo(":0\r\n");
    assertThat(restarted("--appendonly", "no").call("DBSIZE")).isEqualTo(":1\r\n");
  }

  /** The file is longer than the buffer, and the data set so large that keys are prefetched. */
  @Test
  void restart_afterManyCommands_hasEverything() {
    var random = new Random(3);
    for (int round = 0; round < 300; round++) {
      var commands = new StringBuilder();
      boolean transaction = random.nextInt(4) == 0;
      commands.append(transaction ? Resp.query("MULTI") : "");
      for (int i = 0; i < 100; i++) {
        commands.append(Resp.query(command(random)));
      }
      commands.append(transaction ? Resp.query("EXEC") : "");
      client.send(commands.toString());
      for (int i = transaction ? -2 : 0; i < 100; i++) {
        assertThat(client.reply()).doesNotStartWith("-");
      }
    }
    var memory = server.parts().need(Values.SERVICE).allocator().used();
    assertThat(memory).as("keys are prefetched").isGreaterThan(4 << 20);
    var digest = client.call("DEBUG", "DIGEST");
    assertThat(restarted().call("DEBUG", "DIGEST")).isEqualTo(digest);
  }

  private static String[] command(Random random) {
    int number = random.nextInt(20_000);
    var value = "v".repeat(random.nextInt(400) + (number == 5 ? 100_000 : 0));
    return switch (random.nextInt(8)) {
      case 0 -> new String[] {"SET", "number:" + number, "" + number};
      case 1 -> new String[] {"DEL", "key:" + number, "hash:" + number};
      case 2 -> new String[] {"HSET", "hash:" + number, "f", value};
      case 3 -> new String[] {"ZADD", "sorted", "" + number, "member:" + number};
      case 4 -> new String[] {"SELECT", "" + random.nextInt(2)};
      case 5 -> new String[] {"SET", "key:" + number, value, "EX", "100000"};
      default -> new String[] {"SET", "key:" + number, value};
    };
  }

  // What a crash leaves.

  @Test
  void truncatedCommand_isCutOffAtTheStart() throws IOException {
    client.call("SET", "a", "1");
    long whole = log().length();
    client.call("SET", "b", "2");
    for (long length = whole; length < whole + resp("SET", "b", "2").length(); length++) {
      var copy = new MemoryDisk();
      copyTo(copy);
      copy.truncate(FIRST, length);
      var again = setup(copy, "--appendonly", "yes").start().connect();
      assertThat(again.call("DBSIZE")).isEqualTo(":1\r\n");
      assertThat(copy.read(FIRST)).hasSize((int) whole);
      again.call("SET", "c", "3");
      assertThat(setup(copy, "--appendonly", "yes").start().connect().call("DBSIZE"))
          .isEqualTo(":2\r\n");
    }
  }

  private void copyTo(MemoryDisk copy) throws IOException {
    copy.makeDirectory("/appendonlydir");
    for (var path : disk.glob(FOLDER + "*")) {
      copy.replace(path, disk.read(path));
    }
  }

  @Test
  void transactionWithoutExec_isCutOffAtTheStart() throws IOException {
    client.call("SET", "a", "1");
    long whole = log().length();
    client.call("MULTI");
    client.call("SET", "b", "2");
    client.call("SET", "c", "3");
    client.call("EXEC");
    disk.truncate(FIRST, log().length() - resp("EXEC").length());
    assertThat(restarted().call("DBSIZE")).isEqualTo(":1\r\n");
    assertThat(log()).hasSize((int) whole);
  }

  @Test
  void truncatedFile_isAnErrorIfThatIsNotAllowed() throws IOException {
    client.call("SET", "a", "1");
    disk.truncate(FIRST, log().length() - 1);
    assertStartFails("Unexpected end of file", "--appendonly", "yes", "--aof-load-truncated", "no");
  }

  /** What was accepted once used to be refused if proto-max-bulk-len was smaller at the restart. */
  @Test
  void commandsOfTheFile_haveNoLimitOfLength() {
    LargeValues.addLongerThanAMebibyte(client);
    var loaded = restarted("--appendonly", "yes", "--proto-max-bulk-len", "1mb");
    assertThat(loaded.call("DEBUG", "DIGEST")).isEqualTo(client.call("DEBUG", "DIGEST"));
    assertThat(loaded.call("SETBIT", "bits", "16000000", "1"))
        .as("of a client")
        .isEqualTo("-ERR bit offset is not an integer or out of range\r\n");
  }

  @Test
  void payloadsOfTheFile_areNotCheckedAsThoseOfClients() {
    client.call("CONFIG", "SET", "sanitize-dump-payload", "clients");
    client.call("HSET", "hash", "f", "v");
    client.call("RESTORE", "copy", "0", client.text("DUMP", "hash"));
    assertThat(server.info("dump_payload_sanitizations")).isEqualTo("1");
    var again = setup(disk, "--appendonly", "yes", "--sanitize-dump-payload", "clients").start();
    assertThat(again.connect().call("HGETALL", "copy")).isEqualTo(client.call("HGETALL", "hash"));
    assertThat(again.info("dump_payload_sanitizations")).isEqualTo("0");
  }

  /** The key has another type than when the command was written: another program did that. */
  @Test
  void commandThatFails_isLogged_andEndsTheStartIfThatIsWanted() throws IOException {
    client.call("RPUSH", "k", "a");
    disk.replace(FIRST, Ascii.bytes(resp("SET", "k", "v") + log()));
    var server =
        setup(disk, "--appendonly", "yes", "--propagation-error-behavior", "panic-on-replicas")
            .start();
    assertThat(server.log())
        .anyMatch(
            line ->
                line.contains(
                    "This server is sending an error to its AOF-loading-client: 'WRONGTYPE"));
    assertThat(server.info("unexpected_error_replies")).isEqualTo("1");
    assertStartFails(
        "panicked sending an error",
        "--appendonly",
        "yes",
        "--propagation-error-behavior",
        "panic");
  }

  @Test
  void truncatedFileThatIsNotTheLast_isAnError() throws IOException {
    client.call("SET", "a", "1");
    disk.truncate(FIRST, log().length() - 1);
    disk.replace(
        FOLDER + "appendonly.aof.manifest",
        Ascii.bytes(
            """
            file appendonly.aof.1.base.rdb seq 1 type b
            file appendonly.aof.1.incr.aof seq 1 type i
            file appendonly.aof.2.incr.aof seq 2 type i
            """));
    disk.replace(FOLDER + "appendonly.aof.2.incr.aof", Ascii.bytes(resp("SET", "b", "2")));
    assertStartFails("not the last file", "--appendonly", "yes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET a 1\r\n",
        "*0\r\n",
        "*x\r\n$1\r\n",
        "*1\r\n:1\r\n",
        "*1\r\n$4\r\nPINGxx",
        "*1\r\n$7\r\nUNKNOWN\r\n",
        "*1\r\n$3\r\nGET\r\n"
      })
  void corruptFile_isAnErrorAndLeavesTheFileAsItWas(String garbage) throws IOException {
    client.call("SET", "a", "1");
    disk.append(FIRST, Ascii.bytes(garbage + resp("SET", "b", "2")));
    var before = log();
    assertStartFails("appendonly.aof.1.incr.aof", "--appendonly", "yes");
    assertThat(log()).isEqualTo(before);
  }

  @Test
  void corruptFile_isReportedWithItsOffset() throws IOException {
    client.call("SET", "a", "1");
    int offset = log().length();
    disk.append(FIRST, Ascii.bytes("garbage"));
    assertStartFails("at offset " + offset, "--appendonly", "yes");
  }

  @Test
  void fileThatTheManifestNamesAndTheFolderLacks_isAnError() throws IOException {
    disk.delete(FIRST);
    assertStartFails(
        "appendonly.aof.1.incr.aof length. stat: No such file or directory", "--appendonly", "yes");
  }

  @Test
  void wrongManifest_isAnErrorEvenWithoutAppendonly() throws IOException {
    disk.replace(FOLDER + "appendonly.aof.manifest", Ascii.bytes("file x seq 1 type z\n"));
    assertStartFails("Unknown AOF file type", "--appendonly", "no");
  }

  private void assertStartFails(String logged, String... options) {
    var failing = setup(disk, options).configured();
    assertThatThrownBy(failing::begin).hasMessageContaining("does not start");
    assertThat(failing.rawLog()).contains(logged);
  }

  // The file of a Redis before 7.0.

  @Test
  void oldFile_becomesTheBase() throws IOException {
    var old = new MemoryDisk();
    old.replace("/appendonly.aof", Ascii.bytes(resp("SELECT", "2") + resp("SET", "k", "v")));
    start(old, "--appendonly", "yes");
    assertThat(server.info("db2")).startsWith("keys=1");
    assertThat(old.exists("/appendonly.aof")).isFalse();
    assertThat(manifest())
        .isEqualTo(
            """
            file appendonly.aof seq 1 type b
            file appendonly.aof.1.incr.aof seq 1 type i
            """);
  }

  @Test
  void oldFileWithPreamble_isLoadedWithItsTail() throws IOException {
    client.call("SET", "a", "1");
    client.call("BGREWRITEAOF");
    server.runFor(10);
    var base = disk.read(FOLDER + "appendonly.aof.2.base.rdb");
    var old = new MemoryDisk();
    old.replace("/appendonly.aof", base);
    old.append("/appendonly.aof", Ascii.bytes(resp("SELECT", "0") + resp("INCR", "a")));
    start(old, "--appendonly", "yes");
    assertThat(client.call("GET", "a")).isEqualTo("$1\r\n2\r\n");
  }

  // Rewriting.

  @Test
  void rewrite_leavesOneBaseAndOneIncrement() throws IOException {
    client.call("SET", "a", "1");
    for (int i = 0; i < 100; i++) {
      client.call("INCR", "a");
    }
    assertThat(client.call("BGREWRITEAOF"))
        .isEqualTo("+Background append only file rewriting started\r\n");
    client.call("SET", "b", "2");
    server.runFor(10);
    assertThat(disk.glob(FOLDER + "*"))
        .containsExactly(
            FOLDER + "appendonly.aof.2.base.rdb",
            FOLDER + "appendonly.aof.2.incr.aof",
            FOLDER + "appendonly.aof.manifest");
    assertThat(restarted().call("MGET", "a", "b")).isEqualTo("*2\r\n$3\r\n101\r\n$1\r\n2\r\n");
  }

  @Test
  void rewrite_thatIsUnderWay_refusesAnotherOne() {
    client.call("CONFIG", "SET", "rdb-key-save-delay", "1000");
    client.call("DEBUG", "POPULATE", "1000");
    client.call("BGREWRITEAOF");
    assertThat(client.call("BGREWRITEAOF"))
        .isEqualTo("-ERR Background append only file rewriting already in progress\r\n");
    assertThat(client.call("BGSAVE")).startsWith("-ERR Another child process is active (AOF?)");
    assertThat(client.call("BGSAVE", "SCHEDULE")).isEqualTo("+Background saving scheduled\r\n");
  }

  @Test
  void rewrite_duringASave_isScheduled() {
    client.call("CONFIG", "SET", "rdb-key-save-delay", "1000");
    client.call("DEBUG", "POPULATE", "1000");
    client.call("BGSAVE");
    assertThat(client.call("BGREWRITEAOF"))
        .isEqualTo("+Background append only file rewriting scheduled\r\n");
    client.call("CONFIG", "SET", "rdb-key-save-delay", "0");
    server.runFor(1000);
    assertThat(server.info("aof_rewrites")).isEqualTo("1");
    assertThat(server.info("aof_last_bgrewrite_status")).isEqualTo("ok");
  }

  @Test
  void rewrite_thatFails_losesNothing() throws IOException {
    client.call("SET", "a", "1");
    disk.faults(
        (step, path) -> {
          if (step == Step.WRITE && path.contains("temp-rewriteaof")) {
            throw new DiskException(path, "No space left on device");
          }
        });
    client.call("BGREWRITEAOF");
    client.call("SET", "b", "2");
    server.runFor(10);
    assertThat(server.info("aof_last_bgrewrite_status")).isEqualTo("err");
    assertThat(manifest()).contains("1.base", "1.incr", "2.incr");
    disk.faults((_, _) -> {});
    assertThat(disk.glob("/temp*")).isEmpty();
    assertThat(restarted().call("DBSIZE")).isEqualTo(":2\r\n");
  }

  @Test
  void file_thatHasGrown_isRewritten() {
    client.call("CONFIG", "SET", "auto-aof-rewrite-min-size", "1000");
    for (int i = 0; i < 100; i++) {
      client.call("INCR", "counter");
    }
    server.runFor(1000);
    assertThat(server.info("aof_rewrites")).isEqualTo("1");
    assertThat(server.rawLog()).contains("Starting automatic rewriting of AOF on ");
    assertThat(restarted().call("GET", "counter")).isEqualTo("$3\r\n100\r\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -3_600_000})
  void rewrites_thatFailAgainAndAgain_becomeRarer_alsoWhenTheClockIsSetBack(long jump) {
    client.call("CONFIG", "SET", "auto-aof-rewrite-min-size", "1");
    client.call("SET", "a", "some text");
    disk.faults(
        (step, path) -> {
          if (step == Step.WRITE && path.contains("temp-rewriteaof")) {
            throw new DiskException(path, "No space left on device");
          }
        });
    client.call("SET", "b", "text ".repeat(100));
    server.runFor(30_000);
    assertThat(server.info("aof_rewrites_consecutive_failures")).isEqualTo("3");
    server.jumpClock(jump);
    server.runFor(60_000);
    assertThat(server.info("aof_rewrites_consecutive_failures")).isEqualTo("4");
  }

  // Switching.

  @Test
  void switchedOn_hasTheDataThatWereThere() {
    start(new MemoryDisk());
    client.call("SET", "old", "1");
    assertThat(client.call("CONFIG", "SET", "appendonly", "yes")).isEqualTo(OK);
    client.call("SET", "new", "2");
    server.runFor(10);
    assertThat(server.info("aof_enabled")).isEqualTo("1");
    assertThat(restarted().call("DBSIZE")).isEqualTo(":2\r\n");
  }

  @Test
  void switchedOff_writesNoMore() throws IOException {
    client.call("SET", "a", "1");
    assertThat(client.call("CONFIG", "SET", "appendonly", "no")).isEqualTo(OK);
    var before = log();
    client.call("SET", "b", "2");
    assertThat(log()).isEqualTo(before);
    client.call("CONFIG", "SET", "appendonly", "yes");
    server.runFor(10);
    assertThat(restarted().call("DBSIZE")).isEqualTo(":2\r\n");
  }

  @Test
  void switchedOnInATransaction_beginsBehindIt() {
    start(new MemoryDisk());
    client.call("MULTI");
    client.call("CONFIG", "SET", "appendonly", "yes");
    client.call("SET", "k", "v");
    client.call("EXEC");
    server.runFor(1000);
    assertThat(server.info("aof_rewrites")).isEqualTo("1");
    assertThat(restarted().call("DBSIZE")).isEqualTo(":1\r\n");
  }

  @Test
  void switchedOn_whenTheFolderCannotBeWritten_isRefused() {
    start(new MemoryDisk());
    disk.faults(
        (step, path) -> {
          if (step == Step.WRITE && path.contains("appendonlydir")) {
            throw new DiskException(path, "Permission denied");
          }
        });
    assertThat(client.call("CONFIG", "SET", "appendonly", "yes"))
        .contains("Unable to turn on AOF. Check server logs.");
    assertThat(server.info("aof_enabled")).isEqualTo("0");
  }

  // A disk that fails.

  @Test
  void failedWrite_refusesWritesUntilItWorks() throws IOException {
    client.call("SET", "a", "1");
    disk.faults(
        (step, path) -> {
          if (step == Step.WRITE) {
            throw new DiskException(path, "No space left on device");
          }
        });
    client.call("SET", "b", "2");
    assertThat(client.call("SET", "c", "3"))
        .isEqualTo("-MISCONF Errors writing to the AOF file: No space left on device\r\n");
    assertThat(client.call("GET", "b")).isEqualTo("$1\r\n2\r\n");
    assertThat(server.info("aof_last_write_status")).isEqualTo("err");
    disk.faults((_, _) -> {});
    server.runFor(1100);
    assertThat(server.info("aof_last_write_status")).isEqualTo("ok");
    assertThat(client.call("SET", "c", "3")).isEqualTo(OK);
    assertThat(restarted().call("DBSIZE")).isEqualTo(":3\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WRITE", "FSYNC"})
  void failedWriteWithAlways_endsTheServerWithoutAReply(Step step) {
    start(new MemoryDisk(), "--appendonly", "yes", "--appendfsync", "always");
    disk.failNext(step);
    assertThatThrownBy(() -> client.call("SET", "a", "1")).isInstanceOf(FatalError.class);
    server.killed();
    assertThat(client.received()).isEmpty();
    assertThat(server.rawLog()).contains("Exiting...");
  }

  // fsync.

  @Test
  void always_losesNothingInAPowerCut() {
    start(new MemoryDisk(), "--appendonly", "yes", "--appendfsync", "always");
    client.call("SET", "a", "1");
    disk.cutPower(_ -> 0);
    assertThat(restarted().call("DBSIZE")).isEqualTo(":1\r\n");
  }

  @Test
  void everysec_losesTheLastSecondInAPowerCut() {
    client.call("SET", "a", "1");
    server.runFor(2100); // the cron's turn syncs it
    client.call("SET", "b", "2"); // more than a second later: synced at once
    client.call("SET", "c", "3");
    disk.cutPower(_ -> 0);
    assertThat(restarted().call("MGET", "a", "b", "c"))
        .isEqualTo("*3\r\n$1\r\n1\r\n$1\r\n2\r\n$-1\r\n");
  }

  @Test
  void shutdown_syncs() {
    start(new MemoryDisk(), "--appendonly", "yes", "--appendfsync", "no");
    client.call("SET", "a", "1");
    client.send(resp("SHUTDOWN"));
    server.runToTheEnd();
    disk.cutPower(_ -> 0);
    assertThat(restarted().call("DBSIZE")).isEqualTo(":1\r\n");
  }

  // WAITAOF.

  @Test
  void waitaof_repliesWhenTheClientsWritesAreSynced() {
    client.call("SET", "a", "1");
    client.send(resp("WAITAOF", "1", "0", "0"));
    assertThat(client.received()).isEmpty();
    server.runFor(2100);
    assertThat(client.received()).isEqualTo("*2\r\n:1\r\n:0\r\n");
  }

  @Test
  void waitaof_ofAClientThatHasWrittenNothing_repliesAtOnce() {
    assertThat(client.call("WAITAOF", "1", "0", "0")).isEqualTo("*2\r\n:1\r\n:0\r\n");
  }

  @Test
  void waitaof_timesOut() {
    client.call("SET", "a", "1");
    client.send(resp("WAITAOF", "1", "1", "5000"));
    server.runFor(5100);
    assertThat(client.received()).isEqualTo("*2\r\n:1\r\n:0\r\n");
  }

  /** The client's earlier WAITAOF, which was content with less, does not answer a later one. */
  @Test
  void waitaof_afterOneThatHasTimedOut_waitsForWhatItAsks() {
    client.call("SET", "a", "1");
    client.send(resp("WAITAOF", "1", "0", "50"));
    server.runFor(100);
    assertThat(client.received()).isEqualTo("*2\r\n:0\r\n:0\r\n");
    client.send(resp("WAITAOF", "1", "1", "0"));
    server.runFor(2100);
    assertThat(client.received()).isEmpty();
  }

  @Test
  void waitaof_withAlways_repliesInTheSameTurn() {
    client.call("CONFIG", "SET", "appendfsync", "always");
    client.send(resp("SET", "a", "1"));
    client.send(resp("WAITAOF", "1", "0", "0"));
    assertThat(client.received()).isEqualTo(OK + "*2\r\n:1\r\n:0\r\n");
  }

  @Test
  void waitaof_withoutAppendonly_isAnError() {
    client.call("SET", "a", "1");
    client.send(resp("WAITAOF", "1", "0", "0"));
    server.connect().call("CONFIG", "SET", "appendonly", "no");
    var error = "-ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.\r\n";
    assertThat(client.received()).isEqualTo(error);
    assertThat(client.call("WAITAOF", "1", "0", "0")).isEqualTo(error);
    assertThat(client.call("WAITAOF", "0", "0", "0")).isEqualTo("*2\r\n:0\r\n:0\r\n");
  }

  @Test
  void waitaof_takesZeroOrOneLocalFile() {
    assertThat(client.call("WAITAOF", "2", "0", "0"))
        .isEqualTo("-ERR value is out of range, value must between 0 and 1\r\n");
  }

  @Test
  void debugLoadaof_hasTheSameData() {
    client.call("SET", "a", "1");
    client.call("RPUSH", "l", "x", "y");
    var digest = client.call("DEBUG", "DIGEST");
    assertThat(client.call("DEBUG", "LOADAOF")).isEqualTo(OK);
    assertThat(client.call("DEBUG", "DIGEST")).isEqualTo(digest);
    client.call("SET", "b", "2");
    assertThat(restarted().call("DBSIZE")).isEqualTo(":3\r\n");
  }

  @Test
  void keyLoadDelay_slowsTheLoadOfCommands() {
    for (int i = 0; i < 50; i++) {
      client.call("SET", "k" + i, "v");
    }
    var again = setup(disk, "--appendonly", "yes", "--key-load-delay", "1000").configured();
    long before = again.clock().nanos();
    again.begin();
    assertThat((again.clock().nanos() - before) / 1_000_000).isEqualTo(51); // and one SELECT
    assertThat(again.connect().call("DBSIZE")).isEqualTo(":50\r\n");
  }

  /** The commands behind the base may have given the key more time. */
  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void keyOfTheBaseThatHasExpiredSince_isThereForTheCommandsBehindIt(String preamble) {
    client.call("CONFIG", "SET", "aof-use-rdb-preamble", preamble);
    client.call("SET", "kept", "v", "PX", "1000");
    client.call("SET", "gone", "v", "PX", "1000");
    client.call("BGREWRITEAOF");
    client.call("PERSIST", "kept");
    server.runFor(100);
    server.killed();
    var later = setup(disk, "--appendonly", "yes").configured();
    later.clock().advanceMillis(5000);
    later.begin();
    assertThat(later.connect().call("GET", "kept")).isEqualTo("$1\r\nv\r\n");
    assertThat(later.connect().call("GET", "gone")).isEqualTo("$-1\r\n");
  }

  /**
   * Otherwise a write of a client that has replies left would be acknowledged in the same turn,
   * before the fsync.
   */
  @ParameterizedTest
  @CsvSource({"always, true", "everysec, false", "no, false"})
  void clientThatHasRepliesLeft_isWrittenBeforeItIsRead_underAlways(String policy, boolean first) {
    start(new MemoryDisk(), "--appendonly", "yes", "--appendfsync", policy);
    client.call("SETRANGE", "large", "20000000", "x");
    client.send("*2\r\n$3\r\nGET\r\n$5\r\nlarge\r\n");
    var connection =
        Objects.requireNonNull(server.parts().clients().all().iterator().next().connection());
    assertThat(connection.mask() & Channel.WRITABLE).as("it waits for room").isPositive();
    assertThat((connection.mask() & Channel.BARRIER) != 0).isEqualTo(first);
  }
}
