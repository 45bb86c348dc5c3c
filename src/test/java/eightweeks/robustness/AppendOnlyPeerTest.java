package eightweeks.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.BesideOthers;
import eightweeks.harness.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Append-only files of a real server are loaded here, and ours there, with the same digest. {@code
 * -Daof.peers=redis-server,/path/to/another} names the real servers.
 */
@BesideOthers
final class AppendOnlyPeerTest {
  private static final String[] PEERS = System.getProperty("aof.peers", "redis-server").split(",");

  @TempDir private Path folder;

  @BeforeAll
  static void findPeer() {
    for (var peer : PEERS) {
      Peer.assumeThere(peer);
    }
  }

  static Stream<Arguments> ways() {
    return Stream.of(PEERS)
        .flatMap(
            peer ->
                Stream.of(
                    Arguments.of(peer, "always", "yes", "no"),
                    Arguments.of(peer, "everysec", "no", "yes"),
                    Arguments.of(peer, "no", "yes", "yes"),
                    Arguments.of(peer, "always", "no", "no")));
  }

  private String[] options(String fsync, String preamble, String timestamps) {
    return new String[] {
      "--dir",
      folder.toString(),
      "--enable-debug-command",
      "yes",
      "--appendonly",
      "yes",
      "--appendfsync",
      fsync,
      "--aof-use-rdb-preamble",
      preamble,
      "--aof-timestamp-enabled",
      timestamps
    };
  }

  /** Writes every type, with a rewrite in the middle; returns the digest. */
  private static String fill(Wire wire) throws Exception {
    change(wire, "before");
    wire.ask("BGREWRITEAOF");
    change(wire, "during");
    Await.until("the rewrite ends", () -> info(wire).contains("aof_rewrite_in_progress:0"));
    change(wire, "after");
    wire.ask("SELECT", "0");
    return wire.ask("DEBUG", "DIGEST");
  }

  private static String info(Wire wire) throws IOException {
    return wire.ask("INFO", "persistence");
  }

  private static void change(Wire wire, String when) throws IOException {
    var commands = new ArrayList<List<String>>();
    for (var database : List.of("0", "7")) {
      commands.add(List.of("SELECT", database));
      commands.add(List.of("SET", "binary\0\u00ff\r\n" + when, "*1\r\n$4\r\nQUIT\r\n"));
      commands.add(List.of("SET", "expiring" + when, "v", "EX", "100000"));
      commands.add(List.of("SET", "gone", "v", "PX", "1000000"));
      commands.add(List.of("GETEX", "gone", "PERSIST"));
      for (int i = 0; i < 200; i++) {
        commands.add(List.of("RPUSH", "list", "element " + when + i));
        commands.add(List.of("HSET", "hash", "field " + i, when + i));
        commands.add(List.of("SADD", "set", "member " + when + i));
        commands.add(List.of("SADD", "integers", "" + i * when.length()));
        commands.add(List.of("ZADD", "zset", i + ".25", "member " + when + i));
        commands.add(List.of("INCRBYFLOAT", "float", "0.1"));
      }
      commands.add(List.of("SPOP", "set"));
      commands.add(List.of("HEXISTS", "hash", "nothing"));
      commands.add(List.of("PEXPIRE", "hash", "90000000"));
      commands.add(List.of("SORT", "list", "ALPHA", "STORE", "sorted"));
    }
    for (var words : commands) {
      assertThat(wire.ask(words.toArray(String[]::new))).doesNotStartWith("-");
    }
    wire.ask("MULTI");
    wire.ask("INCR", "a");
    wire.ask("SELECT", "3");
    wire.ask("LPUSH", "b", when);
    assertThat(wire.ask("EXEC")).isEqualTo("*3");
    for (int i = 0; i < 3; i++) {
      wire.reply();
    }
  }

  private static String digest(Wire wire) throws IOException {
    return wire.ask("DEBUG", "DIGEST");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void ourFiles_areLoadedByTheirServer(
      String program, String fsync, String preamble, String timestamps) throws Exception {
    String digest;
    try (var ours = ChildServer.start(options(fsync, preamble, timestamps));
        var wire = ours.connect()) {
      digest = fill(wire);
      ours.kill();
    }
    try (var peer = Peer.startProgram(program, folder, options(fsync, preamble, timestamps));
        var wire = Wire.connect(peer.port())) {
      assertThat(digest(wire)).isEqualTo(digest);
      change(wire, "there");
      digest = digest(wire);
    }
    try (var ours = ChildServer.start(options(fsync, preamble, timestamps));
        var wire = ours.connect()) {
      assertThat(digest(wire)).as("back again").isEqualTo(digest);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theirFiles_areLoadedByOurServer(
      String program, String fsync, String preamble, String timestamps) throws Exception {
    String digest;
    try (var peer = Peer.startProgram(program, folder, options(fsync, preamble, timestamps));
        var wire = Wire.connect(peer.port())) {
      digest = fill(wire);
    }
    try (var ours = ChildServer.start(options(fsync, preamble, timestamps));
        var wire = ours.connect()) {
      assertThat(digest(wire)).isEqualTo(digest);
    }
  }

  /** The one file of a Redis before 7.0: an RDB part and commands behind it, or commands alone. */
  @ParameterizedTest
  @CsvSource({"yes", "no"})
  void oldFile_isUpgradedHereAndThere(String preamble) throws Exception {
    String digest;
    try (var peer = Peer.startProgram(PEERS[0], folder, options("always", preamble, "no"));
        var wire = Wire.connect(peer.port())) {
      digest = fill(wire);
    }
    var parts = folder.resolve("appendonlydir");
    var old = folder.resolve("appendonly.aof");
    var base = preamble.equals("yes") ? "appendonly.aof.2.base.rdb" : "appendonly.aof.2.base.aof";
    Files.write(old, Files.readAllBytes(parts.resolve(base)));
    Files.write(
        old,
        Files.readAllBytes(parts.resolve("appendonly.aof.2.incr.aof")),
        StandardOpenOption.APPEND);
    Files.move(parts, folder.resolve("away"));
    try (var ours = ChildServer.start(options("always", preamble, "no"));
        var wire = ours.connect()) {
      assertThat(digest(wire)).isEqualTo(digest);
      wire.ask("SET", "upgraded", "1");
      digest = digest(wire);
    }
    assertThat(old).doesNotExist();
    try (var peer = Peer.startProgram(PEERS[0], folder, options("always", preamble, "no"));
        var wire = Wire.connect(peer.port())) {
      assertThat(digest(wire)).as("the upgraded folder, there").isEqualTo(digest);
    }
  }
}
