package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Peer;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that our server saves and a real one loads, and the other way round. */
final class FilePeerTest {
  private static final String DEBUG = "--enable-debug-command yes";

  @TempDir private Path folder;

  @BeforeAll
  static void findPeer() {
    Peer.assumeThere();
  }

  private static String[] options(String... more) {
    var all = new ArrayList<>(Arrays.asList(DEBUG.split(" ")));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Fills several databases with every type, binary keys and times to live included. */
  private static List<List<String>> commands() {
    var all = new ArrayList<List<String>>();
    for (var database : List.of("0", "5", "15")) {
      all.add(List.of("SELECT", database));
      all.add(List.of("SET", "binary\0\377\r\n", "\0\377"));
      all.add(List.of("SET", "expiring", "v", "EX", "100000"));
      for (int i = 0; i < 700; i++) {
        all.add(List.of("SET", "key:" + i, "value ".repeat(i % 20)));
        all.add(List.of("RPUSH", "list", "element " + i));
        all.add(List.of("HSET", "hash", "field " + i, "" + i));
        all.add(List.of("SADD", "set", "member " + i));
        all.add(List.of("SADD", "integers", "" + i));
        all.add(List.of("ZADD", "zset", i + ".25", "member " + i));
      }
      all.add(List.of("RPUSH", "small-list", "a", "1"));
      all.add(List.of("HSET", "small-hash", "f", "v"));
      all.add(List.of("SADD", "small-set", "a", "1"));
      all.add(List.of("SADD", "small-integers", "3", "1"));
      all.add(List.of("ZADD", "small-zset", "1", "a"));
    }
    return all;
  }

  @Test
  void ourFile_isLoadedByTheirServer() throws IOException {
    for (var policy : List.of("noeviction", "allkeys-lru", "allkeys-lfu")) {
      var server = TestServer.start(options("--maxmemory-policy", policy));
      var client = server.connect();
      // Both keep the same time; ours is a virtual one.
      server.clock().setWallMicros(System.currentTimeMillis() * 1000);
      for (var words : commands()) {
        client.call(words.toArray(String[]::new));
      }
      assertThat(client.call("SAVE")).isEqualTo("+OK\r\n");
      Files.write(folder.resolve("dump.rdb"), server.disk().read("dump.rdb"));
      try (var peer = Peer.start(folder, options("--maxmemory-policy", policy));
          var wire = new Wire(peer.port())) {
        assertThat(wire.call("DEBUG", "DIGEST").toString())
            .isEqualTo(client.call("DEBUG", "DIGEST").strip());
        wire.call("SELECT", "5");
        client.call("SELECT", "5");
        assertThat(":" + wire.call("PEXPIRETIME", "expiring").toString().substring(1))
            .isEqualTo(client.call("PEXPIRETIME", "expiring").strip());
      }
    }
  }

  @Test
  void theirFile_isLoadedByOurServer() throws IOException {
    for (var option : List.of("yes", "no")) {
      String digest;
      try (var peer = Peer.start(folder, options("--rdbcompression", option));
          var wire = new Wire(peer.port())) {
        wire.call("FLUSHALL");
        for (var words : commands()) {
          wire.call(words.toArray());
        }
        assertThat(wire.call("SAVE")).isEqualTo("+OK");
        digest = wire.call("DEBUG", "DIGEST").toString();
      }
      var file = Files.readAllBytes(folder.resolve("dump.rdb"));
      for (var sanitize : List.of("yes", "no")) {
        var ours =
            TestServer.in(new TestWorld())
                .options(options("--sanitize-dump-payload", sanitize))
                .file("/dump.rdb", Ascii.text(file))
                .start();
        assertThat(ours.connect().call("DEBUG", "DIGEST").strip()).isEqualTo(digest);
      }
    }
  }
}
