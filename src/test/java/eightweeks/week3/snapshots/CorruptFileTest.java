package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.rdb.RdbBytes;
import eightweeks.week3.rdbencoding.RdbException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A file with every layout in it: cut at every byte, with bits turned over, with lengths that lie.
 * Each time there is an error that names the offset, or a data set that commands can work on.
 */
final class CorruptFileTest {
  private static final long SEED = 11;

  private TestServer server;
  private Snapshots snapshots;
  private Keyspace keyspace;
  private Values values;

  @BeforeEach
  void start() {
    start("no");
  }

  private void start(String sanitize) {
    server =
        TestServer.start(
            "--sanitize-dump-payload", sanitize,
            "--hash-max-listpack-entries", "2",
            "--enable-debug-command", "yes");
    snapshots = server.parts().need(Snapshots.SERVICE);
    keyspace = server.parts().need(Keyspace.SERVICE);
    values = server.parts().need(Values.SERVICE);
  }

  private static byte[] listpack(String... elements) {
    var list = new Listpack();
    for (var element : elements) {
      list.append(Ascii.bytes(element));
    }
    return list.toBlob();
  }

  private static byte[] corpus() {
    var integers = new IntSet();
    List.of(1L, -70000L, 1L << 40).forEach(integers::add);
    long one = Double.doubleToLongBits(1.5);
    var pairs = listpack("a", "1", "b", "2", "c", "3");
    return new RdbBytes()
        .raw("REDIS0011")
        .bytes(250)
        .string("redis-ver")
        .string("7.2.6")
        .bytes(245)
        .string("#!lua name=lib")
        .bytes(254)
        .length(0)
        .bytes(251)
        .length(16)
        .length(2)
        .bytes(252)
        .long64(Long.MAX_VALUE / 2)
        .bytes(0)
        .string("string")
        .string("value")
        .bytes(248)
        .length(100)
        .bytes(0)
        .string("compressed")
        .bytes(0xc3)
        .length(5)
        .length(40)
        .bytes(0, 'a', 0xe0, 30, 0)
        .bytes(249, 17)
        .bytes(0)
        .string("integer")
        .bytes(0xc1)
        .int16(300)
        .bytes(1)
        .string("list")
        .length(2)
        .string("a")
        .string("b")
        .bytes(10)
        .string("list-ziplist")
        .string(RdbBytes.ziplist("a", 5, "c".repeat(300)))
        .bytes(14)
        .string("quicklist")
        .length(1)
        .string(RdbBytes.ziplist("a", 70000))
        .bytes(18)
        .string("quicklist2")
        .length(2)
        .length(2)
        .string(listpack("a", "5"))
        .length(1)
        .string("plain")
        .bytes(2)
        .string("set")
        .length(2)
        .string("a")
        .string("5")
        .bytes(11)
        .string("intset")
        .string(integers.blob())
        .bytes(20)
        .string("set-listpack")
        .string(listpack("a", "b", "77"))
        .bytes(3)
        .string("zset")
        .length(2)
        .string("a")
        .string("1.5")
        .string("b")
        .bytes(254)
        .bytes(5)
        .string("zset2")
        .length(2)
        .string("a")
        .long64(one)
        .string("b")
        .long64(one)
        .bytes(12)
        .string("zset-ziplist")
        .string(RdbBytes.ziplist("a", 1, "b", "2.5"))
        .bytes(17)
        .string("zset-listpack")
        .string(pairs)
        .bytes(4)
        .string("hash")
        .length(2)
        .string("f")
        .string("v")
        .string("g")
        .string("w")
        .bytes(9)
        .string("zipmap")
        .string(RdbBytes.zipmap(1, "f", "v", "g", "w"))
        .bytes(13)
        .string("hash-ziplist")
        .string(RdbBytes.ziplist("f", "v", "g", "w"))
        .bytes(16)
        .string("hash-listpack")
        .string(pairs)
        .bytes(254)
        .length(3)
        .bytes(0)
        .string("elsewhere")
        .string("v")
        .file();
  }

  /** Loads a file; returns the error, or null if there was none. */
  private @Nullable RdbException load(byte[] file) throws IOException {
    keyspace.clearAll();
    server.disk().replace("dump.rdb", file);
    try {
      snapshots.load(Snapshots.Duplicates.REFUSED);
      return null;
    } catch (RdbException e) {
      return e;
    }
  }

  @Test
  void corpus_isSound() throws IOException {
    assertThat(load(corpus())).isNull();
    assertThat(keyspace.database(0).size()).isEqualTo(18);
    assertThat(keyspace.database(3).size()).isEqualTo(1);
    LoadedData.use(server);
  }

  @Test
  void cutAnywhere_isAnErrorThatNamesTheOffset() throws IOException {
    var file = corpus();
    for (int length = 0; length < file.length; length++) {
      var error = load(Arrays.copyOf(file, length));
      assertThat(error == null ? -1 : error.offset())
          .as("cut at %s: %s", length, error)
          .isBetween(0L, (long) length);
    }
  }

  @Test
  void bitThatIsTurnedOver_isFoundByTheChecksumAtLeast() throws IOException {
    var file = corpus();
    for (int bit = 9 * 8; bit < (file.length - 8) * 8; bit++) {
      var wrong = file.clone();
      wrong[bit / 8] ^= (byte) (1 << bit % 8);
      var error = load(wrong);
      assertThat(error).as("bit %s of byte %s", bit % 8, bit / 8).isNotNull();
    }
  }

  @Test
  void withoutChecksum_wrongBytesGiveAnErrorOrADataSetThatWorks() throws IOException {
    withoutChecksum("no");
    start("yes");
    withoutChecksum("yes");
  }

  private void withoutChecksum(String sanitize) throws IOException {
    snapshots.skipChecksums(true);
    var random = new RandomStream(SEED);
    var file = corpus();
    int loaded = 0;
    for (int round = 0; round < 3000; round++) {
      var wrong = file.clone();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        int at = 9 + random.nextInt(file.length - 17);
        wrong[at] = random.nextInt(2) == 0 ? (byte) random.nextInt(256) : (byte) 255;
      }
      if (load(wrong) == null) {
        loaded++;
        LoadedData.use(server);
      }
    }
    assertThat(loaded).as("sanitize %s, seed %s", sanitize, SEED).isGreaterThan(100);
  }

  @Test
  void lengthsThatLie_costNoMemory() throws IOException {
    for (int type : new int[] {0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 16, 17, 18, 20}) {
      for (var lie :
          List.of(
              new RdbBytes().bytes(0x80, 0x7f, 0xff, 0xff, 0xff),
              new RdbBytes().bytes(0x80, 0xff, 0xff, 0xff, 0xff),
              new RdbBytes().bytes(0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
              new RdbBytes().bytes(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
              new RdbBytes().bytes(0xc3, 0x02, 0x80, 0x7f, 0xff, 0xff, 0xff, 0, 0))) {
        var file =
            new RdbBytes()
                .raw("REDIS0011")
                .bytes(251)
                .raw(lie.toBytes())
                .raw(lie.toBytes())
                .bytes(type)
                .string("k")
                .raw(lie.toBytes())
                .raw(new byte[100])
                .file();
        var before = values.allocator().total();
        assertThat(load(file)).as("type %s", type).isNotNull();
        assertThat(values.allocator().total()).as("type %s", type).isLessThan(before + 1000);
      }
    }
  }
}
