package eightweeks.week2.compact;

import static eightweeks.week2.compact.Listpack.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Peer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.quicklist.PackedThreshold;
import eightweeks.week2.quicklist.Quicklist;
import eightweeks.week2.quicklist.QuicklistCursor;
import eightweeks.week2.quicklist.QuicklistEditor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our blobs given to a real redis-server, and its own compared with ours. */
final class DumpPeerTest {
  private static final long SEED = 42;

  @TempDir private Path folder;

  @BeforeAll
  static void findPeer() {
    Peer.assumeThere();
  }

  @FunctionalInterface
  private interface Talk {
    void with(PeerClient client, RandomStream random) throws Exception;
  }

  private void talk(Talk talk, String... options) throws Exception {
    var all = new ArrayList<>(List.of("--rdbcompression", "no", "--sanitize-dump-payload", "yes"));
    all.addAll(List.of("--enable-debug-command", "yes"));
    all.addAll(List.of(options));
    try (var peer = Peer.start(folder, all.toArray(String[]::new));
        var client = new PeerClient(peer.port())) {
      talk.with(client, new RandomStream(SEED));
    }
  }

  private static void restore(PeerClient client, Dump.Writer dump) throws Exception {
    var payload = dump.payload();
    assertThat(client.call("RESTORE", "key", "0", payload, "REPLACE")).isEqualTo("+OK");
  }

  @Test
  void intsets_areAcceptedAndTheSameAsItsOwn() throws Exception {
    talk(
        (client, random) -> {
          for (int round = 0; round < 200; round++) {
            var set = new IntSet();
            var model = new TreeSet<Long>();
            client.call("DEL", "own");
            for (int n = 1 + random.nextInt(20); n > 0; n--) {
              long value = random.nextLong() >> 8 * random.nextInt(8);
              set.add(value);
              model.add(value);
              client.call("SADD", "own", value);
            }
            var payload = new Dump.Writer(Dump.SET_INTSET).string(set.blob()).payload();
            assertThat(client.call("DUMP", "own")).isEqualTo(Ascii.text(payload));
            restore(client, new Dump.Writer(Dump.SET_INTSET).string(set.blob()));
            assertThat(client.call("OBJECT", "ENCODING", "key")).isEqualTo("intset");
            assertThat(client.texts("SMEMBERS", "key"))
                .isEqualTo(model.stream().map(String::valueOf).toList());
          }
        },
        "--set-max-intset-entries",
        "100");
  }

  @Test
  void hashesAsListpacks_areAcceptedAndTheSameAsItsOwn() throws Exception {
    talk(
        (client, random) -> {
          for (int round = 0; round < 200; round++) {
            var list = new Listpack();
            var model = new LinkedHashMap<String, String>();
            client.call("DEL", "own");
            for (int n = 1 + random.nextInt(25); n > 0; n--) {
              var field = Listpacks.text(random);
              var value = Listpacks.text(random);
              set(list, Ascii.bytes(field), Ascii.bytes(value));
              model.put(field, value);
              client.call("HSET", "own", field, value);
              if (random.nextInt(8) == 0) {
                int p = list.find(list.first(), Ascii.bytes(field), 0, field.length(), 1);
                list.deleteRangeAt(p, 2);
                model.remove(field);
                client.call("HDEL", "own", field);
              }
            }
            if (model.isEmpty()) {
              continue;
            }
            var payload = new Dump.Writer(Dump.HASH_LISTPACK).string(list.toBlob()).payload();
            assertThat(client.call("DUMP", "own")).isEqualTo(Ascii.text(payload));
            restore(client, new Dump.Writer(Dump.HASH_LISTPACK).string(list.toBlob()));
            var flat = new ArrayList<String>();
            model.forEach((field, value) -> flat.addAll(List.of(field, value)));
            assertThat(client.texts("HGETALL", "key")).isEqualTo(flat);
          }
        },
        "--hash-max-listpack-entries",
        "1000",
        "--hash-max-listpack-value",
        "100000");
  }

  /** HSET on a listpack. */
  private static void set(Listpack list, byte[] field, byte[] value) {
    int p = list.find(list.first(), field, 0, field.length, 1);
    if (p == NONE) {
      list.append(field);
      list.append(value);
    } else {
      list.replace(list.next(p), value, 0, value.length);
    }
  }

  @Test
  void listsWithCompressedNodes_areAcceptedAndReadBackEqual() throws Exception {
    talk(
        (client, random) -> {
          int compressed = 0;
          for (int round = 0; round < 200; round++) {
            var threshold = new PackedThreshold();
            threshold.set(random.nextInt(2) * 300L);
            var list = new Quicklist(1 + random.nextInt(6), 1, threshold);
            var model = new ArrayList<String>();
            for (int n = 1 + random.nextInt(40); n > 0; n--) {
              var text =
                  random.nextInt(3) == 0
                      ? Ascii.text(LzfTest.bytes(random))
                      : Listpacks.text(random);
              list.pushTail(Ascii.bytes(text), 0, text.length());
              model.add(text);
            }
            for (var node = list.head(); node != null; node = node.next()) {
              compressed += node.isCompressed() ? 1 : 0;
            }
            restore(client, new Dump.Writer(Dump.LIST_QUICKLIST_2).nodes(list));
            assertThat(client.texts("LRANGE", "key", "0", "-1")).isEqualTo(model);
            var own = Ascii.bytes(client.call("DUMP", "key").toString());
            assertThat(new Dump.Reader(own).nodes().nodeCount()).isEqualTo(list.nodeCount());
          }
          assertThat(compressed).as("compressed nodes that were sent").isGreaterThan(500);
        });
  }

  /** With a fill in entries, 7.0 and 7.2 put elements into the same nodes. */
  @Test
  void randomListCommands_giveTheSameNodes() throws Exception {
    for (int fill : new int[] {1, 2, 3, 5, 8}) {
      talk(
          (client, random) -> {
            var list = new Quicklist(fill, 0, new PackedThreshold());
            for (int step = 0; step < 1500; step++) {
              change(list, client, random, step);
              if (list.count() == 0) {
                continue;
              }
              var theirs = new Dump.Reader(Ascii.bytes(client.call("DUMP", "key").toString()));
              assertThat(nodes(list))
                  .as("fill %d, step %d", fill, step)
                  .isEqualTo(nodes(theirs.nodes()));
            }
          },
          "--list-max-listpack-size",
          "" + fill);
    }
  }

  private static List<List<String>> nodes(Quicklist list) {
    var nodes = new ArrayList<List<String>>();
    for (var node = list.head(); node != null; node = node.next()) {
      nodes.add(Listpacks.content(node.list()));
    }
    return nodes;
  }

  private static void change(Quicklist list, PeerClient client, RandomStream random, int step)
      throws Exception {
    var text = "e" + step;
    var bytes = Ascii.bytes(text);
    long index = list.count() == 0 ? 0 : random.nextInt((int) list.count());
    switch (list.count() == 0 ? 0 : random.nextInt(list.count() > 40 ? 9 : 7)) {
      case 0 -> {
        list.pushTail(bytes, 0, bytes.length);
        client.call("RPUSH", "key", text);
      }
      case 1 -> {
        list.pushHead(bytes, 0, bytes.length);
        client.call("LPUSH", "key", text);
      }
      case 2, 3, 4 -> {
        boolean after = random.nextInt(2) == 0;
        var pivot = Ascii.text(requireThere(list.get(index)));
        try (var cursor = QuicklistCursor.at(list, index, true)) {
          assertThat(cursor).isNotNull();
          assertThat(cursor.next()).isTrue();
          if (after) {
            cursor.insertAfter(bytes, 0, bytes.length);
          } else {
            cursor.insertBefore(bytes, 0, bytes.length);
          }
        }
        client.call("LINSERT", "key", after ? "AFTER" : "BEFORE", pivot, text);
      }
      case 5 -> {
        // Pops first, then pushes: quicklistRotate() does it the other way round.
        var last = requireThere(list.popTail());
        list.pushHead(last, 0, last.length);
        client.call("RPOPLPUSH", "key", "key");
      }
      case 6 -> {
        try (var cursor = QuicklistCursor.at(list, index, true)) {
          assertThat(cursor).isNotNull();
          assertThat(cursor.next()).isTrue();
          cursor.replace(bytes, 0, bytes.length);
        }
        client.call("LSET", "key", index, text);
      }
      case 7 -> {
        var element = Ascii.text(requireThere(list.get(index)));
        QuicklistEditor.deleteRange(list, index, 1);
        client.call("LREM", "key", "1", element);
      }
      default -> {
        long drop = random.nextInt(12);
        QuicklistEditor.deleteRange(list, 0, drop);
        QuicklistEditor.deleteRange(list, -drop, drop);
        client.call("LTRIM", "key", drop, -1 - drop);
      }
    }
  }

  private static byte[] requireThere(byte @Nullable [] bytes) {
    assertThat(bytes).isNotNull();
    return bytes;
  }
}
