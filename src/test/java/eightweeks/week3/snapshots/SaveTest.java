package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.world.DiskException;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdb.RdbBytes;
import eightweeks.week7.simulation.MemoryDisk.Step;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SAVE, LASTSAVE, DEBUG RELOAD, loading when the server starts, saving when it ends. */
final class SaveTest {
  private static final String OK = "+OK\r\n";
  private static final String[] DEBUG = {"--enable-debug-command", "yes"};

  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.start(DEBUG);
    client = server.connect();
  }

  /** A new server that finds what the old one has saved. */
  private static TestServer restarted(TestServer old, String... options) throws IOException {
    return withFile(old.disk().read("dump.rdb"), options).start();
  }

  private static TestServer.Setup withFile(byte[] file, String... options) {
    return TestServer.in(new TestWorld()).options(options).file("/dump.rdb", Ascii.text(file));
  }

  private static RdbBytes header() {
    return new RdbBytes().raw("REDIS0011");
  }

  private List<String> files() throws IOException {
    return server.disk().glob("/*");
  }

  @Test
  void saveAndStart_bringsEverythingBack() throws IOException {
    client.call("SET", "string", "value");
    client.call("SET", "expiring", "value", "PX", "100000");
    client.call("RPUSH", "list", "a", "b");
    client.call("HSET", "hash", "f", "v");
    client.call("SADD", "set", "x", "y");
    client.call("SADD", "numbers", "1", "2");
    client.call("ZADD", "zset", "1", "a", "2.5", "b");
    client.call("SELECT", "9");
    client.call("SET", "elsewhere", "1");
    assertThat(client.call("SAVE")).isEqualTo(OK);

    var other = restarted(server, DEBUG).connect();
    assertThat(other.call("DEBUG", "DIGEST")).isEqualTo(client.call("DEBUG", "DIGEST"));
    assertThat(other.call("PEXPIRETIME", "expiring"))
        .isEqualTo(clientOfDatabase0().call("PEXPIRETIME", "expiring"));
    assertThat(other.call("DBSIZE")).isEqualTo(":7\r\n");
  }

  private TestClient clientOfDatabase0() {
    return server.connect();
  }

  @Test
  void file_saysWhoWroteItAndWhen() throws IOException {
    client.call("SAVE");
    var file = Ascii.text(server.disk().read("dump.rdb"));
    assertThat(file)
        .startsWith("REDIS0010\372\11redis-ver\0057.2.6\372\12redis-bits\300\100\372\5ctime")
        .contains("\372\10used-mem")
        .contains("\372\10aof-base\300\0\377");
    var log = restarted(server).log();
    assertThat(log)
        .contains("* Loading RDB produced by version 7.2.6", "* RDB age 0 seconds")
        .anyMatch(line -> line.matches(". RDB memory usage when created 0\\.0\\d Mb"))
        .contains("* Done loading RDB, keys loaded: 0, keys expired: 0.");
  }

  @Test
  void save_isAtomic_theOldFileStaysUntilTheNewOneIsComplete() throws IOException {
    client.call("SET", "k", "1");
    client.call("SAVE");
    var old = server.disk().read("dump.rdb");
    client.call("SET", "k", "2");
    for (var step : List.of(Step.WRITE, Step.FSYNC, Step.RENAME)) {
      server.disk().failNext(step);
      assertThat(client.call("SAVE")).as(step.name()).isEqualTo("-ERR\r\n");
      assertThat(server.disk().read("dump.rdb")).as("after a failed " + step).isEqualTo(old);
      assertThat(files()).as("no litter after a failed " + step).containsExactly("/dump.rdb");
    }
    assertThat(server.log())
        .contains(
            "# Failed opening the temp RDB file temp-4242.rdb (in server root dir /) for saving:"
                + " Input/output error",
            "# Write error while saving DB to the disk(fsync): Input/output error",
            "# Error moving temp DB file temp-4242.rdb on the final destination dump.rdb (in server"
                + " root dir /): Input/output error");
    assertThat(client.call("SAVE")).isEqualTo(OK);
    assertThat(restarted(server).connect().text("GET", "k")).isEqualTo("2");
  }

  @Test
  void diskThatFillsUp_leavesTheOldFile() throws IOException {
    client.call("SAVE");
    var old = server.disk().read("dump.rdb");
    client.call("DEBUG", "POPULATE", "10000");
    var writes = new int[1];
    server
        .disk()
        .faults(
            (step, path) -> {
              if (step == Step.WRITE && ++writes[0] > 3) {
                throw new DiskException(path, "No space left on device");
              }
            });
    assertThat(client.call("SAVE")).isEqualTo("-ERR\r\n");
    assertThat(server.disk().read("dump.rdb")).isEqualTo(old);
    assertThat(files()).containsExactly("/dump.rdb");
    assertThat(server.log())
        .contains("# Write error while saving DB to the disk(rdbSaveRio): No space left on device");
  }

  @Test
  void folderWhoseFsyncFails_isAnErrorThoughTheFileIsThere() throws IOException {
    server
        .disk()
        .faults(
            (step, path) -> {
              if (step == Step.FSYNC && path.equals("/")) {
                throw new DiskException(path, "Input/output error");
              }
            });
    assertThat(client.call("SAVE")).isEqualTo("-ERR\r\n");
    assertThat(server.log())
        .contains("# Failed to fsync directory while saving DB: Input/output error");
  }

  @Test
  void lastsaveAndInfo_knowOfTheLastSave() {
    long started = TestWorld.START_MICROS / 1_000_000;
    assertThat(client.call("LASTSAVE")).isEqualTo(":" + started + "\r\n");
    client.call("MSET", "a", "1", "b", "2");
    assertThat(server.info("rdb_changes_since_last_save")).isEqualTo("2");
    server.runFor(5000);
    client.call("SAVE");
    assertThat(client.call("LASTSAVE")).isEqualTo(":" + (started + 5) + "\r\n");
    assertThat(server.info("rdb_last_save_time")).isEqualTo("" + (started + 5));
    assertThat(server.info("rdb_changes_since_last_save")).isEqualTo("0");
    assertThat(server.info("rdb_saves")).isEqualTo("1");
    assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("ok");
  }

  @Test
  void expiredKeys_areDroppedWhenLoaded() throws IOException {
    long now = TestWorld.START_MICROS / 1000;
    var file =
        header()
            .bytes(252)
            .long64(now - 1000)
            .bytes(0)
            .string("late")
            .string("v")
            .bytes(253)
            .int32((int) (now / 1000 - 10))
            .bytes(0)
            .string("later")
            .string("v")
            .bytes(252)
            .long64(now + 100_000)
            .bytes(0)
            .string("alive")
            .string("v")
            .bytes(253)
            .int32((int) (now / 1000 + 10))
            .bytes(0)
            .string("lively")
            .string("v")
            .bytes(0)
            .string("forever")
            .string("v")
            .file();
    var loaded = withFile(file).start();
    var other = loaded.connect();
    assertThat(other.call("EXISTS", "late", "later", "alive", "lively", "forever"))
        .isEqualTo(":3\r\n");
    assertThat(other.call("TTL", "forever")).isEqualTo(":-1\r\n");
    assertThat(loaded.info("rdb_last_load_keys_loaded")).isEqualTo("3");
    assertThat(loaded.info("rdb_last_load_keys_expired")).isEqualTo("2");
    assertThat(loaded.info("db0")).startsWith("keys=3,expires=2");
  }

  @Test
  void useOfKeys_isKeptByThePolicy() throws IOException {
    server = TestServer.start("--maxmemory-policy", "allkeys-lru");
    client = server.connect();
    client.call("SET", "k", "v");
    server.runFor(50_000);
    client.call("SAVE");
    var lru = restarted(server, "--maxmemory-policy", "allkeys-lru").connect();
    assertThat(lru.call("OBJECT", "IDLETIME", "k")).isEqualTo(":50\r\n");

    server = TestServer.start("--maxmemory-policy", "allkeys-lfu");
    client = server.connect();
    client.call("SET", "k", "v");
    var frequency = client.call("OBJECT", "FREQ", "k");
    client.call("RESTORE", "k", "0", client.text("DUMP", "k"), "REPLACE", "FREQ", "77");
    client.call("SAVE");
    var lfu = restarted(server, "--maxmemory-policy", "allkeys-lfu").connect();
    assertThat(lfu.call("OBJECT", "FREQ", "k")).isEqualTo(":77\r\n").isNotEqualTo(frequency);
  }

  @Test
  void keyWithoutElements_isSkippedWithALine() {
    var file = header().bytes(1).string("empty").length(0).bytes(0).string("k").string("v").file();
    var loaded = withFile(file).start();
    assertThat(loaded.connect().call("KEYS", "*")).isEqualTo("*1\r\n$1\r\nk\r\n");
    assertThat(loaded.log())
        .contains(
            "* rdbLoadObject skipping empty key: empty",
            "* Done loading RDB, keys loaded: 1, keys expired: 0, empty keys skipped: 1.");
  }

  @Test
  void functions_areKeptForTheNextSave() throws IOException {
    var source = "#!lua name=lib\nredis.register_function('f', function() end)";
    var loaded =
        withFile(header().bytes(245).string(source).file(), "--rdbcompression", "no").start();
    loaded.connect().call("SAVE");
    assertThat(Ascii.text(loaded.disk().read("dump.rdb")))
        .contains("\365" + (char) source.length() + source);
  }

  @Test
  void unknownAuxFields_areIgnored() {
    var file =
        header()
            .bytes(250)
            .string("%note")
            .string("for people")
            .bytes(250)
            .string("future")
            .string("x")
            .bytes(250)
            .string("aof-base")
            .string("1")
            .bytes(251)
            .length(1)
            .length(0)
            .file();
    assertThat(withFile(file).start().log())
        .contains("* RDB '%note': for people", "* RDB is base AOF");
  }

  private static void requireRefused(byte[] file, String why) {
    var refused = withFile(file).configured();
    assertThatThrownBy(() -> refused.server().start())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(why);
    assertThat(refused.log())
        .anyMatch(line -> line.contains("Internal error in RDB reading at offset "))
        .contains("# Terminating server after rdb file reading failure.");
    assertThat(refused.parts().need(eightweeks.week3.keyspace.Keyspace.SERVICE).database(0).size())
        .as("half a data set")
        .isZero();
  }

  private static RdbBytes keys(int count) {
    var file = header();
    for (int i = 0; i < count; i++) {
      file.bytes(0).string("key:" + i % 70).string("value");
    }
    return file;
  }

  /** Keys are added in batches. */
  @Test
  void keyThatStandsTwice_isNamedWithItsOffset_thoughOthersFollow() {
    int end = keys(71).toBytes().length;
    requireRefused(
        keys(100).file(), "at offset " + end + ", key 'key:0': the key stands twice in database 0");
  }

  @Test
  void fileThatBreaksOff_leavesNoMemoryOfKeysThatWereNotAdded() throws IOException {
    var memory = server.parts().need(Values.SERVICE).allocator();
    long before = memory.used();
    server.disk().replace("dump.rdb", keys(10).bytes(99).string("k").file());
    assertThatThrownBy(
            () -> server.parts().need(Snapshots.SERVICE).load(Snapshots.Duplicates.REFUSED))
        .hasMessageContaining("99 is no type of value");
    assertThat(client.call("DBSIZE")).isEqualTo(":0\r\n");
    assertThat(memory.used()).isEqualTo(before);
  }

  @Test
  void fileThatCannotBeLoaded_stopsTheStart() {
    var two = header().bytes(0).string("k").string("v").bytes(0).string("k").string("w").file();
    requireRefused(two, "key 'k': the key stands twice in database 0");
    requireRefused(Ascii.bytes("RADIS0011"), "at offset 0: Wrong signature");
    requireRefused(Ascii.bytes("REDI"), "at offset 0: Wrong signature");
    requireRefused(Ascii.bytes("REDIS0012"), "Can't handle RDB format version 12");
    requireRefused(Ascii.bytes("REDIS00a1"), "no version");
    requireRefused(
        header().bytes(254).length(16).file(),
        "Redis server configured to handle more than 16 databases");
    requireRefused(
        header().bytes(0).string("k").string("v").bytes(21).string("stream").length(0).file(),
        "key 'stream': a value of the type stream (layout 21)");
    requireRefused(
        header().bytes(7).string("bloom").bytes(0x81).long64(0).bytes(0).file(),
        "key 'bloom': a value of the type module (layout 7)");
    // The id of a module named "redisgear", whose characters are numbers of six bits.
    long id = 0;
    for (char c : "redisgear".toCharArray()) {
      id = id << 6 | (c - 'a' + 26);
    }
    requireRefused(
        header().bytes(247).bytes(0x81).long64(Long.reverseBytes(id << 10)).bytes(2, 0, 0).file(),
        "no matching module 'redisgear'");
    requireRefused(header().bytes(246).string("x").file(), "release candidate");
    var wrong = header().bytes(0).string("k").string("v").file();
    wrong[wrong.length - 1] ^= 1;
    requireRefused(wrong, "Wrong RDB checksum expected");
    requireRefused(wrong, "RDB CRC error");
  }

  @Test
  void checksumOfZero_meansThatNoneWasComputed() throws IOException {
    server = TestServer.start("--rdbchecksum", "no");
    client = server.connect();
    client.call("SET", "k", "v");
    client.call("SAVE");
    assertThat(Ascii.text(server.disk().read("dump.rdb"))).endsWith("\377\0\0\0\0\0\0\0\0");
    var other = restarted(server);
    assertThat(other.connect().text("GET", "k")).isEqualTo("v");
    assertThat(other.log())
        .contains("* RDB file was saved with checksum disabled: no check performed.");
  }

  @Test
  void fileOfVersionsBefore5_hasNoChecksum() {
    var file =
        new RdbBytes().raw("REDIS0004").bytes(0).string("k").string("v").bytes(255).toBytes();
    assertThat(withFile(file).start().connect().text("GET", "k")).isEqualTo("v");
  }

  @Test
  void debugReload_savesEmptiesAndLoads() {
    client.call("SET", "k", "v");
    assertThat(client.call("DEBUG", "RELOAD")).isEqualTo(OK);
    assertThat(client.text("GET", "k")).isEqualTo("v");
    client.call("SET", "k", "w");
    client.call("SET", "more", "x");
    assertThat(client.call("DEBUG", "RELOAD", "NOSAVE", "NOFLUSH", "MERGE")).isEqualTo(OK);
    assertThat(client.call("MGET", "k", "more")).isEqualTo("*2\r\n$1\r\nv\r\n$1\r\nx\r\n");
    assertThat(client.call("DEBUG", "RELOAD", "NOSAVE")).isEqualTo(OK);
    assertThat(client.call("EXISTS", "more")).isEqualTo(":0\r\n");
    assertThat(client.call("DEBUG", "RELOAD", "NOSAVE", "NOFLUSH"))
        .isEqualTo("-ERR Error trying to load the RDB dump, check server logs.\r\n");
    assertThat(client.call("DEBUG", "RELOAD", "SLOWLY"))
        .isEqualTo("-ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.\r\n");
    assertThat(server.log()).contains("# DB reloaded by DEBUG RELOAD");
  }

  @ParameterizedTest
  @EnumSource
  void shutdown_savesIfSavePointsAreConfigured(Ending ending) {
    server = TestServer.start("--save", ending.savePoints);
    client = server.connect();
    client.call("SET", "k", "v");
    client.send("SHUTDOWN " + ending.option + "\r\n");
    assertThat(server.disk().exists("dump.rdb")).isEqualTo(ending.saves);
  }

  enum Ending {
    CONFIGURED("3600 1", "", true),
    NOT_CONFIGURED("", "", false),
    ON_REQUEST("", "SAVE", true),
    NOT_ON_REQUEST("3600 1", "NOSAVE", false);

    final String savePoints;
    final String option;
    final boolean saves;

    Ending(String savePoints, String option, boolean saves) {
      this.savePoints = savePoints;
      this.option = option;
      this.saves = saves;
    }
  }

  @Test
  void shutdownThatCannotSave_isRefusedUnlessForced() {
    server.disk().faults((step, path) -> failOn(step, path));
    assertThat(client.call("SHUTDOWN"))
        .isEqualTo("-ERR Errors trying to SHUTDOWN. Check logs.\r\n");
    assertThat(server.log()).contains("# Error trying to save the DB, can't exit.");
    client.send("SHUTDOWN FORCE\r\n");
    assertThat(server.log()).contains("# Error trying to save the DB, exiting anyway.");
  }

  @Test
  void diskThatFillsUpDuringShutdownSave_leavesTheOldFileAndTheServer() throws IOException {
    client.call("SET", "k", "1");
    client.call("SAVE");
    var old = server.disk().read("dump.rdb");
    client.call("DEBUG", "POPULATE", "10000");
    var writes = new int[1];
    server
        .disk()
        .faults(
            (step, path) -> {
              if (step == Step.WRITE && ++writes[0] > 3) {
                throw new DiskException(path, "No space left on device");
              }
            });
    assertThat(client.call("SHUTDOWN", "SAVE"))
        .isEqualTo("-ERR Errors trying to SHUTDOWN. Check logs.\r\n");
    assertThat(server.disk().read("dump.rdb")).isEqualTo(old);
    assertThat(files()).containsExactly("/dump.rdb");
    assertThat(client.text("GET", "k")).isEqualTo("1");
  }

  /** SIGINT once more used to wait until the file was complete. */
  @Test
  void secondSigint_endsTheSaveOfTheFirst_andLeavesNoFile() throws IOException {
    client.call("DEBUG", "POPULATE", "10000");
    var first = server.disk();
    first.faults(
        (step, _) -> {
          if (step == Step.WRITE) {
            server.system().signal("SIGINT");
          }
        });
    server.system().signal("SIGINT");
    server.runToTheEnd();
    assertThat(files()).isEmpty();
    assertThat(server.log())
        .containsSubsequence(
            "* Saving the final RDB snapshot before exiting.",
            "# Write error while saving DB to the disk(rdbSaveRio): a second SIGINT has come",
            "# Error trying to save the DB, exiting anyway.",
            "* Redis is now ready to exit, bye bye...");
  }

  private static void failOn(Step step, String path) throws IOException {
    if (step == Step.WRITE) {
      throw new DiskException(path, "Read-only file system");
    }
  }
}
