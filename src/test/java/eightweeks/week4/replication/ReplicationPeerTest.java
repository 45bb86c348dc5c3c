package eightweeks.week4.replication;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Peer;
import eightweeks.harness.SocketServer;
import eightweeks.robustness.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server as replica of ours, ours as replica of a real one, and chains of both. */
final class ReplicationPeerTest {
  private static final String HOST = "127.0.0.1";

  @TempDir private Path folder;

  @BeforeAll
  static void findPeer() {
    Peer.assumeThere();
  }

  private static String[] options(String... more) {
    var all = new java.util.ArrayList<>(java.util.List.of("--enable-debug-command", "yes"));
    all.addAll(java.util.List.of("--repl-diskless-sync-delay", "0", "--save", ""));
    all.addAll(java.util.List.of(more));
    return all.toArray(String[]::new);
  }

  private static void fill(Wire wire) throws Exception {
    for (var database : new String[] {"0", "9"}) {
      wire.call("SELECT", database);
      for (int i = 0; i < 300; i++) {
        wire.call("SET", "key" + i, "value " + i);
        wire.call("RPUSH", "list", "element " + i);
        wire.call("HSET", "hash", "field " + i, "" + i);
        wire.call("SADD", "set", "member " + i);
        wire.call("ZADD", "zset", i + ".5", "member " + i);
      }
      wire.call("SET", "expires", "v", "EX", "100000");
      wire.call("SPOP", "set", "10");
      wire.call("INCRBYFLOAT", "float", "0.1");
    }
  }

  private static void awaitSame(Wire one, Wire other) throws Exception {
    Await.until(
        "both have the same data and offset",
        () ->
            offset(one).equals(offset(other))
                && one.call("DEBUG", "DIGEST").equals(other.call("DEBUG", "DIGEST")));
  }

  private static String offset(Wire wire) throws Exception {
    return info(wire, "master_replid") + info(wire, "master_repl_offset");
  }

  private static String info(Wire wire, String field) throws Exception {
    return wire.call("INFO", "everything")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .findFirst()
        .orElse("");
  }

  private static void awaitUp(Wire replica) throws Exception {
    Await.until(
        "the link is up",
        () -> info(replica, "master_link_status").equals("master_link_status:up"));
  }

  /** Both ways to send a snapshot. Then the link is cut, and continues. */
  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void theirReplica_ofOurs(String diskless) throws Exception {
    try (var ours = SocketServer.start(options("--repl-diskless-sync", diskless));
        var master = new Wire(ours.port())) {
      fill(master);
      try (var theirs = Peer.start(folder, options("--replicaof", HOST + " " + ours.port()));
          var replica = new Wire(theirs.port())) {
        awaitUp(replica);
        fill(master);
        awaitSame(master, replica);
        replica.call("CLIENT", "KILL", "TYPE", "master");
        master.call("SET", "meanwhile", "v");
        awaitUp(replica);
        awaitSame(master, replica);
        assertThat(info(master, "sync_partial_ok")).isEqualTo("sync_partial_ok:1");
        assertThat(info(master, "sync_full")).isEqualTo("sync_full:1");
      }
    }
  }

  /** Both ways to load a snapshot. Then the link is cut, and continues. */
  @ParameterizedTest
  @ValueSource(strings = {"disabled", "swapdb"})
  void ourReplica_ofTheirs(String load) throws Exception {
    try (var theirs = Peer.start(folder, options());
        var master = new Wire(theirs.port())) {
      fill(master);
      try (var ours =
              SocketServer.start(
                  options(
                      "--replicaof", HOST + " " + theirs.port(), "--repl-diskless-load", load));
          var replica = new Wire(ours.port())) {
        awaitUp(replica);
        fill(master);
        awaitSame(master, replica);
        replica.call("CLIENT", "KILL", "TYPE", "master");
        master.call("SET", "meanwhile", "v");
        awaitUp(replica);
        awaitSame(master, replica);
        assertThat(info(master, "sync_partial_ok")).isEqualTo("sync_partial_ok:1");
        assertThat(info(master, "sync_full")).isEqualTo("sync_full:1");
      }
    }
  }

  @Test
  void chain_theirsOursTheirs_andAPromotionInItsMiddle() throws Exception {
    try (var first = Peer.start(folder, options());
        var top = new Wire(first.port());
        var ours = SocketServer.start(options("--replicaof", HOST + " " + first.port()));
        var middle = new Wire(ours.port())) {
      fill(top);
      awaitUp(middle);
      try (var last = Peer.start(folder, options("--replicaof", HOST + " " + ours.port()));
          var bottom = new Wire(last.port())) {
        awaitUp(bottom);
        fill(top);
        awaitSame(top, middle);
        awaitSame(top, bottom);
        middle.call("REPLICAOF", "NO", "ONE");
        top.call("REPLICAOF", HOST, "" + ours.port());
        middle.call("SET", "promoted", "v");
        awaitUp(top);
        awaitUp(bottom);
        awaitSame(middle, top);
        awaitSame(middle, bottom);
        assertThat(info(middle, "sync_partial_ok")).isEqualTo("sync_partial_ok:2");
      }
    }
  }

  @Test
  void failover_fromOursToTheirs_andBack() throws Exception {
    try (var ours = SocketServer.start(options());
        var our = new Wire(ours.port());
        var theirs = Peer.start(folder, options("--replicaof", HOST + " " + ours.port()));
        var their = new Wire(theirs.port())) {
      fill(our);
      awaitUp(their);
      our.call("FAILOVER", "TO", HOST, "" + theirs.port());
      awaitUp(our);
      assertThat(info(their, "role")).isEqualTo("role:master");
      their.call("SET", "theirs", "v");
      awaitSame(their, our);
      their.call("FAILOVER", "TO", HOST, "" + ours.port());
      awaitUp(their);
      assertThat(info(our, "role")).isEqualTo("role:master");
      our.call("SET", "ours", "v");
      awaitSame(our, their);
      assertThat(info(our, "sync_full")).isEqualTo("sync_full:1");
    }
  }
}
