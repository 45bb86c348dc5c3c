package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Peer;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payloads that go from our server to a real one and back, and its own that come to us. */
final class DumpPeerTest {
  /** On both sides of each threshold between encodings, which are lowered to these. */
  private static final String[] LIMITS = {
    "--hash-max-listpack-entries", "4",
    "--hash-max-listpack-value", "30",
    "--zset-max-listpack-entries", "4",
    "--zset-max-listpack-value", "30",
    "--set-max-intset-entries", "4",
    "--list-max-listpack-size", "4"
  };

  @TempDir private Path folder;

  @BeforeAll
  static void findPeer() {
    Peer.assumeThere();
  }

  private static void add(List<List<String>> commands, String... words) {
    commands.add(List.of(words));
  }

  /** Commands that make a key of each type, in each encoding, below and above the thresholds. */
  private static List<List<String>> commands() {
    var all = new ArrayList<List<String>>();
    for (var text :
        List.of(
            "",
            "0",
            "-1",
            "127",
            "128",
            "-32769",
            "2147483648",
            "9223372036854775807",
            "01",
            "1.5",
            "a".repeat(20),
            "a".repeat(21),
            "ab".repeat(500),
            "\0\377\r\n",
            "x".repeat(100_000))) {
      add(all, "SET", "string:" + all.size(), text);
    }
    add(all, "SET", "appended", "abc");
    add(all, "APPEND", "appended", "d".repeat(60));
    for (int size : List.of(1, 4, 5, 9, 300)) {
      for (var element : List.of("", "e", "long".repeat(8))) {
        String key = ":" + size + ":" + element.length();
        for (int i = 0; i < size; i++) {
          add(all, "RPUSH", "list" + key, element + i);
          add(all, "HSET", "hash" + key, element + i, element + i);
          add(all, "SADD", "set" + key, element + i);
          add(all, "ZADD", "zset" + key, i + (element.isEmpty() ? "" : ".5"), element + i);
        }
      }
    }
    add(all, "SADD", "wide", "1", "70000", "-9223372036854775808");
    add(all, "ZADD", "infinite", "inf", "a", "-inf", "b", "1e21", "c", "0.125", "d");
    for (int i = 0; i < 50; i++) {
      add(all, "RPUSH", "compressed", "the same again and again, number " + i % 3);
    }
    return all;
  }

  private static TestServer ours(String... more) {
    var options =
        new ArrayList<>(List.of("--enable-debug-command", "yes", "--sanitize-dump-payload", "yes"));
    options.addAll(List.of(LIMITS));
    options.addAll(List.of("--set-max-listpack-entries", "4"));
    options.addAll(List.of(more));
    return TestServer.start(options.toArray(String[]::new));
  }

  private Peer theirs(String... more) throws IOException {
    var options =
        new ArrayList<>(List.of("--enable-debug-command", "yes", "--sanitize-dump-payload", "yes"));
    options.addAll(List.of(LIMITS));
    options.addAll(List.of(more));
    return Peer.start(folder, options.toArray(String[]::new));
  }

  private static List<String> keys(List<List<String>> commands) {
    return commands.stream().map(words -> words.get(1)).distinct().toList();
  }

  private static void compareEncoding(TestClient client, Wire peer, String key, String type)
      throws IOException {
    var ours = client.text("OBJECT", "ENCODING", key);
    var theirs = peer.call("OBJECT", "ENCODING", key).toString();
    // A small set of strings and a small list have an encoding since 7.2 that 7.0 has not.
    boolean news = ours.equals("listpack") && (type.equals("list") || type.equals("set"));
    if (!news) {
      assertThat(theirs).as("encoding of " + key).isEqualTo(ours);
    }
  }

  private void exchange(String... options) throws IOException {
    var commands = commands();
    try (var peer = theirs(options);
        var wire = new Wire(peer.port())) {
      var server = ours(options);
      var client = server.connect();
      for (var words : commands) {
        client.call(words.toArray(String[]::new));
      }
      for (var key : keys(commands)) {
        var payload = client.text("DUMP", key);
        assertThat(wire.call("RESTORE", key, "0", payload)).as("our " + key).isEqualTo("+OK");
        var digest = client.call("DEBUG", "DIGEST-VALUE", key).lines().toList().getLast();
        assertThat(wire.call("DEBUG", "DIGEST-VALUE", key).toString())
            .as("digest of our " + key)
            .isEqualTo("[" + digest + "]");
        compareEncoding(client, wire, key, client.call("TYPE", key).substring(1).strip());

        var back = wire.call("DUMP", key).toString();
        assertThat(client.call("RESTORE", "back", "0", back, "REPLACE"))
            .as("their " + key)
            .isEqualTo("+OK\r\n");
        assertThat(client.call("DEBUG", "DIGEST-VALUE", "back").lines().toList().getLast())
            .as("digest of their " + key)
            .isEqualTo(digest);
        assertThat(client.text("OBJECT", "ENCODING", "back"))
            .as("encoding of their " + key)
            .isEqualTo(client.text("OBJECT", "ENCODING", key));
      }
    }
  }

  @Test
  void eachTypeAndEncoding_goesThereAndBack() throws IOException {
    exchange();
  }

  @Test
  void uncompressedValues_goThereAndBack() throws IOException {
    exchange("--rdbcompression", "no");
  }

  @Test
  void listsWithCompressedNodes_goThereAndBack() throws IOException {
    exchange("--list-compress-depth", "1");
  }

  @Test
  void payloads_areTheSameByteForByte() throws IOException {
    // Without compression, whose choices differ, and for values that lie in memory in one order.
    try (var peer = theirs("--rdbcompression", "no");
        var wire = new Wire(peer.port())) {
      var server = ours("--rdbcompression", "no");
      var client = server.connect();
      for (var words : commands()) {
        client.call(words.toArray(String[]::new));
        wire.call(words.toArray());
      }
      for (var key : keys(commands())) {
        var encoding = client.text("OBJECT", "ENCODING", key);
        boolean list = client.call("TYPE", key).equals("+list\r\n");
        boolean inOrder = !encoding.equals("hashtable") && !list;
        if (inOrder && !(key.startsWith("set") && encoding.equals("listpack"))) {
          var ours = client.text("DUMP", key);
          var theirs = wire.call("DUMP", key).toString();
          int footer = 10; // the version of 7.2 is another one
          assertThat(ours.substring(0, ours.length() - footer))
              .as(key)
              .isEqualTo(theirs.substring(0, theirs.length() - footer));
        }
      }
    }
  }

  @Test
  void binaryKeysAndTimes_areKept() throws IOException {
    try (var peer = theirs();
        var wire = new Wire(peer.port())) {
      var client = ours().connect();
      var key = Ascii.text(new byte[] {0, (byte) 255, '\r', '\n', ' '});
      client.call("SET", key, "v");
      assertThat(wire.call("RESTORE", key, "100000", client.text("DUMP", key))).isEqualTo("+OK");
      assertThat(wire.call("GET", key)).isEqualTo("v");
    }
  }
}
