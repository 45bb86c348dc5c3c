package eightweeks.week4.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.LargeValues;
import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.FatalError;
import eightweeks.week1.world.DiskException;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masters and replicas of ours on one virtual network. */
final class ReplicationTest {
  private static final String OK = "+OK\r\n";
  private static final String HOST = "127.0.0.1";

  private final TestWorld world = new TestWorld();

  private TestServer server(int port, String... options) {
    return server(new MemoryDisk(), port, options);
  }

  private TestServer server(MemoryDisk disk, int port, String... options) {
    var all =
        new ArrayList<>(
            List.of(
                "--port",
                "" + port,
                "--enable-debug-command",
                "yes",
                "--save",
                "",
                "--repl-diskless-sync-delay",
                "0"));
    all.addAll(List.of(options));
    return TestServer.in(world).disk(disk).options(all.toArray(String[]::new)).start();
  }

  private TestServer replicaOf(int master, int port, String... options) {
    var replica = server(port, options);
    assertThat(replica.connect().call("REPLICAOF", HOST, "" + master)).isEqualTo(OK);
    world.runFor(3000);
    assertThat(replica.info("master_link_status")).isEqualTo("up");
    return replica;
  }

  private static String digest(TestServer server) {
    return server.connect().call("DEBUG", "DIGEST");
  }

  private static void assertSame(TestServer one, TestServer other) {
    assertThat(digest(other)).isEqualTo(digest(one)).doesNotContain("0".repeat(40));
    assertThat(other.info("master_repl_offset")).isEqualTo(one.info("master_repl_offset"));
    assertThat(other.info("master_replid")).isEqualTo(one.info("master_replid"));
  }

  /** Both ways to send a snapshot, and all ways to load it. */
  @ParameterizedTest
  @CsvSource({
    "yes, disabled",
    "yes, swapdb",
    "yes, on-empty-db",
    "no, disabled",
    "no, swapdb",
    "no, on-empty-db"
  })
  void fullSync_bringsTheDataAndTheChangesSince(String diskless, String load) {
    var master = server(7001, "--repl-diskless-sync", diskless);
    var client = master.connect();
    client.call("SET", "before", "1");
    client.call("SELECT", "3");
    client.call("RPUSH", "list", "a", "b");
    var replica = replicaOf(7001, 7002, "--repl-diskless-load", load);
    client.call("RPUSH", "list", "c");
    world.runFor(10);
    assertSame(master, replica);
    assertThat(master.info("sync_full")).isEqualTo("1");
    assertThat(master.info("slave0")).contains("port=7002,state=online");
  }

  /** It used to end the master. */
  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void fullSync_withoutMemoryToStart_sendsAnError_andTheNextOneSucceeds(String diskless) {
    var master = server(7001, "--repl-diskless-sync", diskless);
    master.connect().call("SET", "k", "v");
    var snapshots = master.parts().need(Snapshots.SERVICE);
    snapshots.replicationFacts(
        () -> {
          throw new OutOfMemoryError("a test");
        });
    var wire = master.connect();
    wire.send(Resp.query("PSYNC", "?", "-1"));
    world.runFor(3000);
    assertThat(wire.received()).isEqualTo("-ERR BGSAVE failed, replication can't continue\r\n");
    assertThat(wire.isClosed()).isTrue();
    assertThat(master.info("connected_slaves")).isEqualTo("0");
    snapshots.replicationFacts(Map::of);
    assertSame(master, replicaOf(7001, 7002));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void fullSync_bringsEmptyElementsBesideHugeOnes(String diskless) {
    var master = server(7001, "--repl-diskless-sync", diskless);
    LargeValues.addEmptyBesideHuge(master.connect());
    assertSame(master, replicaOf(7001, 7002));
  }

  /** The replica used to refuse such a command, or to give up the link. */
  @Test
  void commandsOfTheMaster_haveNoLimitOfLength() {
    var master = server(7001);
    var replica = replicaOf(7001, 7002, "--proto-max-bulk-len", "1mb");
    LargeValues.addLongerThanAMebibyte(master.connect());
    world.runFor(1000);
    assertSame(master, replica);
    assertThat(master.info("sync_full")).isEqualTo("1");
  }

  @Test
  void replicasThatAskWithinTheDelay_shareOneSnapshot() {
    var master = server(7001, "--repl-diskless-sync-delay", "5");
    master.connect().call("SET", "k", "v");
    var one = server(7002, "--replicaof", HOST + " 7001");
    world.runFor(2000);
    var other = server(7003, "--replicaof", HOST + " 7001");
    world.runFor(9000);
    assertSame(master, one);
    assertSame(master, other);
    assertThat(master.info("total_forks")).isEqualTo("1");
  }

  /** Its stream begins where the snapshot was taken, which is before it has asked. */
  @Test
  void replicaThatSharesASnapshot_hasTheWritesBeforeItsRequest() {
    var master = server(7001, "--repl-diskless-sync", "no", "--rdb-key-save-delay", "1000000");
    var client = master.connect();
    client.call("DEBUG", "POPULATE", "10");
    var one = server(7002);
    one.connect().call("REPLICAOF", HOST, "7001"); // the snapshot begins, and takes seconds
    client.call("SELECT", "3");
    client.call("INCR", "n");
    var other = server(7003);
    other.connect().call("REPLICAOF", HOST, "7001");
    client.call("INCR", "n");
    world.runFor(12_000);
    assertSame(master, one);
    assertSame(master, other);
    assertThat(master.info("total_forks")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"port", "65536", "-1", ""})
  void replicaOf_withABadPort_saysSo(String port) {
    var server = server(7001);
    assertThat(server.connect().call("REPLICAOF", HOST, port))
        .isEqualTo("-ERR Invalid master port\r\n");
    assertThat(server.info("role")).isEqualTo("master");
  }

  @Test
  void lostLink_continuesFromTheBacklog() {
    var master = server(7001);
    var replica = replicaOf(7001, 7002);
    var client = master.connect();
    client.call("SET", "k", "1");
    replica.connect().call("CLIENT", "KILL", "TYPE", "master");
    client.call("SELECT", "7");
    client.call("SET", "k", "2");
    world.runFor(3000);
    assertSame(master, replica);
    assertThat(master.info("sync_partial_ok")).isEqualTo("1");
    assertThat(master.info("sync_full")).isEqualTo("1");
  }

  @Test
  void lostLink_afterMoreThanTheBacklog_beginsWithASnapshot() {
    var master = server(7001, "--repl-backlog-size", "16kb");
    var replica = replicaOf(7001, 7002);
    var client = master.connect();
    replica.killed();
    master.connect().call("CLIENT", "KILL", "TYPE", "replica");
    for (int i = 0; i < 100; i++) {
      client.call("SET", "k" + i, "x".repeat(1000));
    }
    world.runFor(1000);
    assertThat(Long.parseLong(master.info("repl_backlog_histlen"))).isLessThan(64 * 1024);
    var again = replicaOf(7001, 7003);
    assertSame(master, again);
  }

  @Test
  void chain_passesTheStreamOn() {
    var master = server(7001);
    var middle = replicaOf(7001, 7002);
    var last = replicaOf(7002, 7003);
    master.connect().call("SET", "k", "v");
    world.runFor(100);
    assertSame(master, middle);
    assertSame(master, last);
  }

  @Test
  void promotion_keepsTheOldIdAsTheSecondOne_soThatOthersContinue() {
    var master = server(7001);
    var one = replicaOf(7001, 7002);
    var other = replicaOf(7001, 7003);
    master.connect().call("SET", "k", "v");
    world.runFor(100);
    var oldId = master.info("master_replid");
    one.connect().call("REPLICAOF", "NO", "ONE");
    assertThat(one.info("master_replid2")).isEqualTo(oldId);
    one.connect().call("SET", "new", "1");
    other.connect().call("REPLICAOF", HOST, "7002");
    master.connect().call("REPLICAOF", HOST, "7002");
    world.runFor(4000);
    assertSame(one, other);
    assertSame(one, master);
    assertThat(one.info("sync_full")).isEqualTo("0");
    assertThat(one.info("sync_partial_ok")).isEqualTo("2");
  }

  @Test
  void restartedReplica_continuesFromItsFile() {
    var master = server(7001);
    var disk = new MemoryDisk();
    var replica = server(disk, 7002, "--replicaof", HOST + " 7001", "--save", "1000 1");
    world.runFor(3000);
    master.connect().call("SET", "k", "v");
    world.runFor(1000);
    replica.connect().send("*1\r\n$8\r\nSHUTDOWN\r\n");
    replica.killed();
    replica.server().stop();
    master.connect().call("SET", "meanwhile", "v");
    var again = server(disk, 7002, "--replicaof", HOST + " 7001", "--save", "1000 1");
    world.runFor(3000);
    assertSame(master, again);
    assertThat(master.info("sync_full")).isEqualTo("1");
    assertThat(master.info("sync_partial_ok")).isEqualTo("1");
  }

  @Test
  void restartedMaster_isKnownByItsSecondId() {
    var disk = new MemoryDisk();
    var master = server(disk, 7001, "--save", "1000 1");
    var replica = replicaOf(7001, 7002);
    master.connect().call("SET", "k", "v");
    world.runFor(1000);
    master.connect().send("*1\r\n$8\r\nSHUTDOWN\r\n");
    master.killed();
    master.server().stop();
    var again = server(disk, 7001, "--save", "1000 1");
    world.runFor(4000);
    assertThat(again.info("sync_partial_ok")).isEqualTo("1");
    assertThat(again.info("sync_full")).isEqualTo("0");
    again.connect().call("SET", "k2", "v");
    world.runFor(100);
    assertSame(again, replica);
  }

  /** The backlog's time to live begins at the start, not in 1970. */
  @Test
  void restartedMaster_waitsForItsReplicas() {
    var disk = new MemoryDisk();
    var master = server(disk, 7001, "--save", "1000 1");
    var replica = replicaOf(7001, 7002);
    master.connect().call("SET", "k", "v");
    world.runFor(1000);
    var id = master.info("master_replid");
    replica.killed();
    master.connect().send("*2\r\n$8\r\nSHUTDOWN\r\n$3\r\nNOW\r\n");
    master.killed();
    master.server().stop();
    var again = server(disk, 7001, "--save", "1000 1");
    world.runFor(3000);
    assertThat(again.info("master_replid2")).isEqualTo(id);
    assertThat(again.info("repl_backlog_active")).isEqualTo("1");
  }

  /** Restarts a master, with keys that expire while it is down, before its replica is back. */
  private TestServer restartedAfterExpiry(int keys, TestServer master, MemoryDisk disk) {
    master.connect().call("SET", "stays", "v");
    master.connect().call("SELECT", "3");
    for (int i = 0; i < keys; i++) {
      master.connect().call("SET", "expires" + i, "v", "PX", "2000");
    }
    world.runFor(1000);
    master.connect().send("*1\r\n$8\r\nSHUTDOWN\r\n");
    master.killed();
    master.server().stop();
    world.runFor(2000);
    var again = server(disk, 7001, "--save", "1000 1", "--repl-backlog-size", "16kb");
    world.runFor(4000);
    assertThat(again.connect().call("DBSIZE")).isEqualTo(":1\r\n");
    return again;
  }

  @Test
  void restartedMaster_whoseKeysHaveExpiredMeanwhile_sendsTheirDels() {
    var disk = new MemoryDisk();
    var master = server(disk, 7001, "--save", "1000 1");
    var replica = replicaOf(7001, 7002);
    var again = restartedAfterExpiry(10, master, disk);
    assertSame(again, replica);
    assertThat(again.info("sync_full")).isEqualTo("0");
    assertThat(again.info("sync_partial_ok")).isEqualTo("1");
  }

  @Test
  void restartedMaster_whoseBacklogDoesNotHoldTheDels_sendsASnapshot() {
    var disk = new MemoryDisk();
    var master = server(disk, 7001, "--save", "1000 1");
    var replica = replicaOf(7001, 7002);
    var again = restartedAfterExpiry(2000, master, disk);
    assertSame(again, replica);
    assertThat(again.info("sync_full")).isEqualTo("1");
  }

  // What a replica refuses.

  @Test
  void readOnlyReplica_refusesWrites() {
    server(7001);
    var client = replicaOf(7001, 7002).connect();
    assertThat(client.call("SET", "k", "v"))
        .isEqualTo("-READONLY You can't write against a read only replica.\r\n");
    client.call("MULTI");
    assertThat(client.call("SET", "k", "v")).startsWith("-READONLY");
    assertThat(client.call("EXEC")).startsWith("-EXECABORT");
    assertThat(client.call("CONFIG", "SET", "replica-read-only", "no")).isEqualTo(OK);
    assertThat(client.call("SET", "k", "v")).isEqualTo(OK);
  }

  @Test
  void writesOfAWritableReplica_areNotPartOfTheStream() {
    var master = server(7001);
    var replica = replicaOf(7001, 7002, "--replica-read-only", "no");
    var last = replicaOf(7002, 7003);
    replica.connect().call("SET", "local", "v");
    master.connect().call("SET", "k", "v");
    world.runFor(100);
    assertSame(master, last);
    assertThat(replica.connect().call("DBSIZE")).isEqualTo(":2\r\n");
  }

  @Test
  void replicaWithoutItsMaster_servesNoStaleDataIfItMustNot() {
    var master = server(7001);
    master.connect().call("SET", "k", "v");
    var replica = replicaOf(7001, 7002, "--replica-serve-stale-data", "no");
    var client = replica.connect();
    assertThat(client.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
    master.killed();
    master.server().stop();
    world.runFor(2000);
    assertThat(client.call("GET", "k"))
        .isEqualTo(
            "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to"
                + " 'no'.\r\n");
    assertThat(client.call("PING")).startsWith("-MASTERDOWN");
    assertThat(client.call("INFO")).startsWith("$");
    assertThat(client.call("CONFIG", "SET", "replica-serve-stale-data", "yes")).isEqualTo(OK);
    assertThat(client.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
  }

  @Test
  void expiredKey_isHiddenOnAReplicaUntilTheMasterDeletesIt() {
    var master = server(7001);
    var replica = replicaOf(7001, 7002);
    master.connect().call("DEBUG", "SET-ACTIVE-EXPIRE", "0");
    master.connect().call("SET", "k", "v", "PX", "100");
    world.runFor(200);
    var client = replica.connect();
    assertThat(client.call("GET", "k")).isEqualTo("$-1\r\n");
    assertThat(client.call("DBSIZE")).isEqualTo(":1\r\n");
    master.connect().call("GET", "k"); // deletes it
    world.runFor(10);
    assertThat(client.call("DBSIZE")).isEqualTo(":0\r\n");
  }

  @Test
  void localKeyOfAWritableReplica_isDeletedThereWhenItExpires() {
    var master = server(7001);
    var replica = replicaOf(7001, 7002, "--replica-read-only", "no");
    master.connect().call("DEBUG", "SET-ACTIVE-EXPIRE", "0");
    master.connect().call("SET", "masters", "v", "PX", "100");
    var client = replica.connect();
    client.call("SET", "local", "v", "PX", "100");
    client.call("SET", "given", "v");
    client.call("PEXPIRE", "given", "100");
    client.call("SET", "later", "v", "EX", "100");
    assertThat(replica.info("slave_expires_tracked_keys")).isEqualTo("3");
    world.runFor(1000);
    assertThat(client.call("DBSIZE")).as("masters, later").isEqualTo(":2\r\n");
    assertThat(client.call("EXISTS", "later")).isEqualTo(":1\r\n");
    assertThat(replica.info("slave_expires_tracked_keys")).isEqualTo("1");
  }

  /** More living keys than a cycle visits: those that have expired get their turn. */
  @Test
  void localKeysOfAWritableReplica_expireBehindManyThatLive() {
    server(7001);
    var replica = replicaOf(7001, 7002, "--replica-read-only", "no");
    var client = replica.connect();
    for (int i = 0; i < 100; i++) {
      client.call("SET", "later" + i, "v", "EX", "1000");
    }
    client.call("SET", "soon", "v", "PX", "1");
    world.runFor(2000);
    assertThat(client.call("DBSIZE")).isEqualTo(":100\r\n");
  }

  @Test
  void localKeyOfAWritableReplica_isForgottenWhenAllKeysGo() {
    server(7001);
    var replica = replicaOf(7001, 7002, "--replica-read-only", "no");
    var client = replica.connect();
    client.call("SET", "local", "v", "EX", "100");
    client.call("FLUSHALL");
    assertThat(replica.info("slave_expires_tracked_keys")).isEqualTo("0");
    client.call("SET", "local", "v", "EX", "100");
    client.call("REPLICAOF", "NO", "ONE");
    world.runFor(200);
    assertThat(replica.info("slave_expires_tracked_keys")).as("of a master").isEqualTo("0");
  }

  // What a replica cannot do as its master did.

  private static final String CANNOT_WRITE =
      "Replica is applying a command even though it is unable to write to disk.";

  private TestServer replicaWithoutADisk(String ignores) {
    var disk = new MemoryDisk();
    var replica =
        server(
            disk,
            7002,
            "--replicaof",
            HOST + " 7001",
            "--appendonly",
            "yes",
            "--replica-ignore-disk-write-errors",
            ignores);
    world.runFor(3000);
    disk.faults(
        (step, path) -> {
          if (step == MemoryDisk.Step.WRITE) {
            throw new DiskException(path, "No space left on device");
          }
        });
    return replica;
  }

  @Test
  void replicaThatCannotWriteToItsDisk_goesOnIfItMay() {
    var master = server(7001);
    var replica = replicaWithoutADisk("yes");
    for (int i = 0; i < 5; i++) {
      master.connect().call("SET", "k" + i, "v");
      world.runFor(100);
    }
    assertSame(master, replica);
    assertThat(replica.log().stream().filter(line -> line.contains(CANNOT_WRITE))).hasSize(1);
    world.runFor(11_000);
    master.connect().call("SET", "k", "v");
    world.runFor(100);
    assertThat(replica.log().stream().filter(line -> line.contains(CANNOT_WRITE))).hasSize(2);
  }

  @Test
  void replicaThatCannotWriteToItsDisk_endsOtherwise() {
    var master = server(7001);
    var replica = replicaWithoutADisk("no");
    master.connect().call("SET", "a", "v"); // this one finds out
    world.runFor(100);
    assertThatThrownBy(
            () -> {
              master.connect().call("SET", "b", "v");
              world.runFor(100);
            })
        .isInstanceOf(FatalError.class);
    assertThat(replica.log())
        .anyMatch(line -> line.contains("Replica was unable to write command to disk."));
  }

  private TestServer replicaWithAnotherType(String behavior) {
    var replica =
        replicaOf(
            7001, 7002, "--replica-read-only", "no", "--propagation-error-behavior", behavior);
    var client = replica.connect();
    client.call("SET", "k", "text");
    client.call("CONFIG", "SET", "replica-read-only", "yes");
    return replica;
  }

  /** A master whose stream is broken must not be asked to continue it. */
  @ParameterizedTest
  @CsvSource({
    "SET k v|, Master using the inline protocol. Desync?",
    "*1|$-1|, invalid bulk length",
  })
  void bytesThatNoMasterSends_endTheLinkAndItsHistory(String sent, String reason)
      throws IOException {
    var host = new FakeHost(world);
    var replica = server(7002, "--repl-diskless-load", "disabled");
    replica.connect().call("REPLICAOF", FakeHost.ADDRESS, "" + FakeHost.PORT);
    world.runFor(1100);
    var snapshot = "REDIS0010\u00ff" + "\0".repeat(8);
    var stream = "\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n" + sent.replace("|", "\r\n");
    host.answer(
        Ascii.bytes(
            "+PONG\r\n+OK\r\n+OK\r\n+FULLRESYNC %s 1\r\n$%d\r\n%s%s"
                .formatted("a".repeat(40), snapshot.length(), snapshot, stream)),
        1000);
    assertThat(replica.connect().call("GET", "a")).isEqualTo("$1\r\nb\r\n");
    assertThat(replica.connect().call("GET", "k")).isEqualTo("$-1\r\n");
    assertThat(replica.log())
        .anyMatch(line -> line.startsWith("# Protocol error (" + reason + ") from client: "))
        .doesNotContain("* Caching the disconnected master state.");
    host.answer(Ascii.bytes("+PONG\r\n+OK\r\n+OK\r\n"), 1000);
    assertThat(replica.log())
        .contains("* Partial resynchronization not possible (no cached master)");
  }

  /** proto-max-bulk-len is for clients. */
  @Test
  void argumentOfTheMaster_mayBeLongerThanTheLimitOfClients() {
    var master = server(7001, "--repl-backlog-size", "10mb");
    var replica = replicaOf(7001, 7002, "--proto-max-bulk-len", "1mb");
    master.connect().call("SET", "k", "v".repeat(2 << 20));
    world.runFor(1000);
    assertThat(replica.connect().call("STRLEN", "k")).isEqualTo(":2097152\r\n");
    assertThat(master.info("sync_full")).isEqualTo("1");
    assertThat(master.info("sync_partial_ok")).isEqualTo("0");
  }

  @Test
  void commandOfTheMasterThatFails_isLoggedAndCounted() {
    var master = server(7001);
    var replica = replicaWithAnotherType("ignore");
    master.connect().call("RPUSH", "k", "a");
    world.runFor(100);
    assertThat(replica.log())
        .anyMatch(
            line ->
                line.contains("This replica is sending an error to its master: 'WRONGTYPE")
                    && line.endsWith("after processing the command 'rpush'"));
    assertThat(replica.info("unexpected_error_replies")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"panic", "panic-on-replicas"})
  void commandOfTheMasterThatFails_endsTheReplicaIfThatIsWanted(String behavior) {
    var master = server(7001);
    replicaWithAnotherType(behavior);
    assertThatThrownBy(
            () -> {
              master.connect().call("RPUSH", "k", "a");
              world.runFor(100);
            })
        .isInstanceOf(FatalError.class);
  }

  @Test
  void commandOfTheMasterThatFails_doesNotEndAWritableReplica() {
    var master = server(7001);
    var replica = replicaWithAnotherType("panic");
    replica.connect().call("CONFIG", "SET", "replica-read-only", "no");
    master.connect().call("RPUSH", "k", "a");
    world.runFor(100);
    assertThat(replica.info("unexpected_error_replies")).isEqualTo("1");
  }

  // Acknowledgements.

  @Test
  void wait_repliesWhenEnoughReplicasHaveTheWrite() {
    var master = server(7001);
    replicaOf(7001, 7002);
    replicaOf(7001, 7003);
    var client = master.connect();
    client.call("SET", "k", "v");
    assertThat(client.call("WAIT", "2", "0")).isEqualTo(":2\r\n");
    client.send("*3\r\n$4\r\nWAIT\r\n$1\r\n3\r\n$3\r\n100\r\n");
    world.runFor(200);
    assertThat(client.reply()).isEqualTo(":2\r\n");
  }

  /**
   * The client's earlier WAIT, for an earlier write, does not answer a later one: the simulation of
   * many faults has found a write that two replicas were said to have and one had.
   */
  @Test
  void wait_afterOneThatHasTimedOut_waitsForTheLastWrite() {
    var master = server(7001);
    var replica = master.connect();
    replica.send(Resp.query("PSYNC", "?", "-1"));
    world.runFor(6000);
    replica.send(Resp.query("REPLCONF", "ACK", "0"));
    assertThat(replica.received()).startsWith("+FULLRESYNC");
    var client = master.connect();
    client.call("SET", "a", "1");
    var first = master.info("master_repl_offset");
    client.send(Resp.query("WAIT", "1", "100"));
    world.runFor(200);
    assertThat(client.received()).isEqualTo(":0\r\n");
    client.call("SET", "b", "2");
    var second = master.info("master_repl_offset");
    client.send(Resp.query("WAIT", "1", "0"));
    replica.send(Resp.query("REPLCONF", "ACK", first));
    assertThat(client.received()).isEmpty();
    replica.send(Resp.query("REPLCONF", "ACK", second));
    assertThat(client.received()).isEqualTo(":1\r\n");
  }

  @Test
  void wait_onAReplica_isRefused() {
    server(7001);
    assertThat(replicaOf(7001, 7002).connect().call("WAIT", "0", "0"))
        .startsWith("-ERR WAIT cannot be used with replica instances.");
  }

  @Test
  void waitAof_countsReplicasThatHaveSynced() {
    var master = server(7001, "--appendonly", "yes");
    replicaOf(7001, 7002, "--appendonly", "yes");
    world.runFor(3000);
    var client = master.connect();
    client.call("SET", "k", "v");
    client.send("*4\r\n$7\r\nWAITAOF\r\n$1\r\n1\r\n$1\r\n1\r\n$4\r\n5000\r\n");
    world.runFor(5000);
    assertThat(client.reply()).isEqualTo("*2\r\n:1\r\n:1\r\n");
  }

  @Test
  void minReplicas_stopsWritesWhenReplicasAreGone() {
    var master = server(7001, "--min-replicas-to-write", "1", "--min-replicas-max-lag", "2");
    var client = master.connect();
    assertThat(client.call("SET", "k", "v"))
        .isEqualTo("-NOREPLICAS Not enough good replicas to write.\r\n");
    var replica = replicaOf(7001, 7002);
    world.runFor(2000);
    assertThat(client.call("SET", "k", "v")).isEqualTo(OK);
    replica.killed(); // its connection stays open, and nothing comes
    world.runFor(5000);
    assertThat(client.call("SET", "k", "v")).startsWith("-NOREPLICAS");
    assertThat(client.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
  }

  @Test
  void slowReplica_isClosedAtTheOutputLimit_andItsMemoryIsFreed() {
    var master =
        server(
            7001,
            "--client-output-buffer-limit",
            "replica 1mb 0 0",
            "--repl-backlog-size",
            "100kb");
    var replica = replicaOf(7001, 7002);
    replica.killed();
    var client = master.connect();
    for (int i = 0; i < 200; i++) {
      client.call("SET", "k", "x".repeat(10_000));
    }
    world.runFor(100);
    assertThat(master.info("connected_slaves")).isEqualTo("0");
    assertThat(Long.parseLong(master.info("repl_backlog_histlen"))).isLessThan(200 * 1024);
    assertThat(master.log()).anyMatch(line -> line.contains("overcoming of output buffer limits"));
  }

  /** No write has to come before the blocks that only this replica needed are freed. */
  @Test
  void pausedReplica_thatHasCaughtUp_needsNoMoreMemoryThanTheBacklog() {
    var master = server(7001, "--repl-backlog-size", "100kb");
    var replica = replicaOf(7001, 7002);
    replica.pause();
    var client = master.connect();
    for (int i = 0; i < 500; i++) {
      client.call("SET", "k", "x".repeat(10_000));
    }
    long paused = Long.parseLong(master.info("repl_backlog_histlen"));
    assertThat(paused).isGreaterThan(1_000_000);
    replica.resume();
    world.runFor(2000);
    assertThat(Long.parseLong(master.info("repl_backlog_histlen"))).isLessThan(200 * 1024);
    assertSame(master, replica);
  }

  @Test
  void silentReplica_isDisconnected_andTheBacklogIsFreedAfterItsTime() {
    var master = server(7001, "--repl-timeout", "5", "--repl-backlog-ttl", "10");
    var replica = replicaOf(7001, 7002);
    var id = master.info("master_replid");
    replica.killed();
    world.runFor(8000);
    assertThat(master.info("connected_slaves")).isEqualTo("0");
    assertThat(master.info("repl_backlog_active")).isEqualTo("1");
    world.runFor(12_000);
    assertThat(master.info("repl_backlog_active")).isEqualTo("0");
    assertThat(master.info("master_replid")).isNotEqualTo(id);
  }

  // Roles.

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failover_handsTheRoleOverWithoutAFullSync(boolean named) {
    var master = server(7001);
    var replica = replicaOf(7001, 7002);
    var other = replicaOf(7001, 7003);
    var client = master.connect();
    client.call("SET", "k", "v");
    world.runFor(1000);
    var reply = named ? client.call("FAILOVER", "TO", HOST, "7002") : client.call("FAILOVER");
    assertThat(reply).isEqualTo(OK);
    world.runFor(5000);
    var promoted = named || replica.info("role").equals("master") ? replica : other;
    assertThat(promoted.info("role")).isEqualTo("master");
    assertThat(master.info("role")).isEqualTo("slave");
    assertThat(master.info("master_failover_state")).isEqualTo("no-failover");
    promoted.connect().call("SET", "after", "v");
    world.runFor(5000);
    assertSame(promoted, master);
    assertThat(promoted.info("sync_full")).isEqualTo("0");
  }

  @Test
  void failover_toAReplicaThatLags_isGivenUpAfterItsTime() {
    var master = server(7001);
    var replica = replicaOf(7001, 7002);
    replica.killed();
    var client = master.connect();
    client.call("SET", "k", "v");
    assertThat(client.call("FAILOVER", "TIMEOUT", "500")).isEqualTo(OK);
    var blocked = master.connect();
    blocked.send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\n2\r\n");
    assertThat(blocked.received()).isEmpty();
    world.runFor(3000);
    assertThat(master.info("master_failover_state")).isEqualTo("no-failover");
    assertThat(blocked.received()).isEqualTo(OK);
  }

  @Test
  void role_tellsBothSides() {
    var master = server(7001);
    var replica = replicaOf(7001, 7002);
    world.runFor(2000);
    assertThat(master.connect().call("ROLE"))
        .startsWith("*3\r\n$6\r\nmaster\r\n:")
        .contains("*1\r\n*3\r\n$9\r\n127.0.0.1\r\n$4\r\n7002\r\n");
    assertThat(replica.connect().call("ROLE"))
        .startsWith("*5\r\n$5\r\nslave\r\n$9\r\n127.0.0.1\r\n:7001\r\n$9\r\nconnected\r\n:");
    assertThat(replica.connect().call("REPLICAOF", HOST, "7001"))
        .isEqualTo("+OK Already connected to specified master\r\n");
  }

  @Test
  void replica_isNotCountedAsAConnectedClient() {
    var master = server(7001);
    var before = master.info("connected_clients");
    replicaOf(7001, 7002);
    assertThat(master.info("connected_slaves")).isEqualTo("1");
    assertThat(master.info("connected_clients")).isEqualTo(before);
  }

  @Test
  void masterAuth_isNeededForAMasterWithAPassword() {
    var master = server(7001, "--requirepass", "secret");
    var client = master.connect();
    client.call("AUTH", "secret");
    client.call("SET", "k", "v");
    var replica = server(7002, "--replicaof", HOST + " 7001");
    world.runFor(3000);
    assertThat(replica.info("master_link_status")).isEqualTo("down");
    replica.connect().call("CONFIG", "SET", "masterauth", "secret");
    world.runFor(3000);
    assertThat(replica.info("master_link_status")).isEqualTo("up");
    assertThat(replica.connect().call("GET", "k")).isEqualTo("$1\r\nv\r\n");
  }

  @Test
  void shutdown_waitsForReplicasThatLag() {
    var master = server(7001, "--shutdown-timeout", "5");
    var replica = replicaOf(7001, 7002);
    replica.killed();
    var client = master.connect();
    client.call("SET", "k", "v");
    client.send("*1\r\n$8\r\nSHUTDOWN\r\n");
    world.runFor(2000);
    assertThat(master.server().loop().isStopped()).isFalse();
    assertThat(Long.parseLong(master.info("shutdown_in_milliseconds"))).isBetween(1L, 3000L);
    world.runFor(4000);
    assertThat(master.server().loop().isStopped()).isTrue();
    assertThat(master.log()).anyMatch(line -> line.contains("0 of 1 replicas are in sync"));
  }

  @Test
  void transaction_reachesTheReplicaAsAWhole() {
    var master = server(7001);
    var replica = replicaOf(7001, 7002);
    var client = master.connect();
    client.call("MULTI");
    client.call("INCR", "a");
    client.call("SELECT", "2");
    client.call("INCR", "b");
    client.call("EXEC");
    world.runFor(10);
    assertSame(master, replica);
  }

  /** Without save points the file is of no use when no replica waits for it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "900 1"})
  void snapshotFile_isGivenUpWhenItsReplicasAreGone_unlessItIsASave(String savePoints) {
    var master = server(7001, "--repl-diskless-sync", "no", "--save", savePoints);
    var client = master.connect();
    for (int i = 0; i < 10; i++) {
      client.call("SET", "k" + i, "v");
    }
    client.call("CONFIG", "SET", "rdb-key-save-delay", "1000000");
    var one = server(7002, "--replicaof", HOST + " 7001");
    var other = server(7003, "--replicaof", HOST + " 7001");
    world.runFor(1500);
    assertThat(master.info("slave1")).contains("state=wait_bgsave");
    one.connect().call("REPLICAOF", "NO", "ONE");
    world.runFor(100);
    assertThat(master.info("rdb_bgsave_in_progress")).isEqualTo("1");
    other.connect().call("REPLICAOF", "NO", "ONE");
    world.runFor(100);
    assertThat(master.info("rdb_bgsave_in_progress")).isEqualTo(savePoints.isEmpty() ? "0" : "1");
  }

  @Test
  void psyncWithoutANumber_isRefusedAndLogged() {
    var master = server(7001);
    assertThat(master.connect().call("PSYNC", "replicationid", "offset"))
        .isEqualTo("-ERR value is not an integer or out of range\r\n");
    assertThat(master.log())
        .anyMatch(line -> line.endsWith("asks for synchronization but with a wrong offset"));
    assertThat(master.info("connected_slaves")).isEqualTo("0");
  }

  @Test
  void rdbOnly_getsTheSnapshotAlone() {
    var master = server(7001, "--repl-diskless-sync", "no");
    master.connect().call("SET", "k", "v");
    TestClient tool = master.connect();
    assertThat(tool.call("REPLCONF", "rdb-only", "1")).isEqualTo(OK);
    tool.send("*1\r\n$4\r\nSYNC\r\n");
    world.runFor(1000);
    assertThat(tool.received()).contains("REDIS0010");
    master.connect().call("SET", "k", "v2");
    world.runFor(1000);
    assertThat(tool.received()).isEmpty();
  }

  @Test
  void debugReplicate_runsACommandOnReplicasOnly() {
    var master = server(7001);
    master.connect().call("DEBUG", "REPLICATE", "SET", "k", "v"); // without replicas: nothing
    var replica = replicaOf(7001, 7002, "--propagation-error-behavior", "ignore");
    assertThat(master.connect().call("DEBUG", "REPLICATE", "SET", "k", "v")).isEqualTo(OK);
    assertThat(master.connect().call("DEBUG", "REPLICATE", "fake-command-1")).isEqualTo(OK);
    world.runFor(100);
    assertThat(master.connect().call("DBSIZE")).isEqualTo(":0\r\n");
    assertThat(replica.connect().call("GET", "k")).isEqualTo("$1\r\nv\r\n");
    assertThat(replica.info("master_repl_offset")).isEqualTo(master.info("master_repl_offset"));
    assertThat(replica.rawLog()).containsOnlyOnce("== CRITICAL ==").contains("fake-command-1");
    assertThat(replica.connect().call("DEBUG", "REPLICATE", "SET", "k", "x")).isEqualTo(OK);
    assertThat(replica.info("master_repl_offset")).isEqualTo(master.info("master_repl_offset"));
  }

  // WAITAOF.

  /** The replica must not tell that its file is synced when only the system knows. */
  @Test
  void waitaof_isNotSatisfiedByAReplicaThatDoesNotSync() {
    var master = server(7001, "--appendonly", "yes");
    var replica = replicaOf(7001, 7002, "--appendonly", "yes", "--appendfsync", "no");
    var client = master.connect();
    client.call("INCR", "before");
    world.runFor(3000);
    client.call("INCR", "k");
    client.send(Resp.query("WAITAOF", "0", "1", "2500"));
    world.runFor(2400);
    assertThat(client.received()).isEmpty();
    world.runFor(200);
    assertThat(client.reply()).isEqualTo("*2\r\n:1\r\n:0\r\n");
    client.call("INCR", "k");
    replica.connect().call("CONFIG", "SET", "appendfsync", "everysec");
    client.send(Resp.query("WAITAOF", "0", "1", "0"));
    world.runFor(3000);
    assertThat(client.reply()).isEqualTo("*2\r\n:1\r\n:1\r\n");
  }
}
