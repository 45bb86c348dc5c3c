package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week3.rdb.RdbBytes;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every layout that a version of Redis has written, below and above this server's limits. */
final class LayoutsTest {
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    start("no");
  }

  private void start(String sanitize) {
    server =
        TestServer.start(
            "--sanitize-dump-payload", sanitize,
            "--enable-debug-command", "yes",
            "--hash-max-listpack-entries", "3",
            "--zset-max-listpack-entries", "3",
            "--set-max-listpack-entries", "3",
            "--set-max-intset-entries", "3",
            "--list-max-listpack-size", "3");
    client = server.connect();
  }

  private String restore(RdbBytes value) {
    return client.call("RESTORE", "key", "0", Ascii.text(value.payload(11)), "REPLACE").strip();
  }

  private void requireRestored(RdbBytes value) {
    assertThat(restore(value)).isEqualTo("+OK");
  }

  private void requireRefused(RdbBytes value) {
    assertThat(restore(value)).isEqualTo("-ERR Bad data format");
  }

  private String encoding() {
    return client.text("OBJECT", "ENCODING", "key");
  }

  private String read(String... command) {
    return client
        .call(command)
        .lines()
        .filter(line -> !line.matches("[*$]\\d+"))
        .toList()
        .toString();
  }

  /** Returns the members of a set, in order. */
  private String members() {
    var all = new TreeSet<String>();
    client.call("SMEMBERS", "key").lines().filter(l -> !l.matches("[*$]\\d+")).forEach(all::add);
    return all.toString();
  }

  /** Returns the fields of a hash and their values, in order. */
  private String fields() {
    var lines = client.call("HGETALL", "key").lines().filter(l -> !l.matches("[*$]\\d+")).toList();
    var all = new TreeSet<String>();
    for (int i = 0; i < lines.size(); i += 2) {
      all.add(lines.get(i) + "=" + lines.get(i + 1));
    }
    return all.toString();
  }

  private static byte[] listpack(Object... elements) {
    var list = new Listpack();
    for (var element : elements) {
      list.append(Ascii.bytes(element.toString()));
    }
    return list.toBlob();
  }

  private static byte[] intset(long... integers) {
    var set = new IntSet();
    Arrays.stream(integers).forEach(set::add);
    return set.blob();
  }

  private static RdbBytes value(int type) {
    return new RdbBytes().bytes(type);
  }

  private static RdbBytes strings(int type, String... strings) {
    var bytes = value(type).length(strings.length);
    Arrays.stream(strings).forEach(bytes::string);
    return bytes;
  }

  // ---- Lists.

  @Test
  void linkedList() {
    requireRestored(strings(1, "a", "5", "c"));
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(read("LRANGE", "key", "0", "-1")).isEqualTo("[a, 5, c]");
    requireRestored(strings(1, "a", "b", "c", "d"));
    assertThat(encoding()).isEqualTo("quicklist");
    assertThat(read("LRANGE", "key", "0", "-1")).isEqualTo("[a, b, c, d]");
  }

  @Test
  void listAsZiplist() {
    requireRestored(value(10).string(RdbBytes.ziplist("a", 5, 70000, "d")));
    assertThat(encoding()).isEqualTo("quicklist");
    assertThat(read("LRANGE", "key", "0", "-1")).isEqualTo("[a, 5, 70000, d]");
    requireRefused(value(10).string(RdbBytes.ziplist()));
  }

  @Test
  void quicklistOfZiplists() {
    requireRestored(
        value(14)
            .length(3)
            .string(RdbBytes.ziplist("a", 5))
            .string(RdbBytes.ziplist())
            .string(RdbBytes.ziplist("c", "d")));
    assertThat(encoding()).isEqualTo("quicklist");
    assertThat(read("LRANGE", "key", "0", "-1")).isEqualTo("[a, 5, c, d]");
    requireRestored(value(14).length(1).string(RdbBytes.ziplist("a", 5)));
    assertThat(encoding()).isEqualTo("listpack");
    requireRefused(value(14).length(1).string(RdbBytes.ziplist()));
  }

  @Test
  void quicklistOfListpacksAndLargeElements() {
    requireRestored(
        value(18)
            .length(3)
            .length(2)
            .string(listpack("a", 5))
            .length(1)
            .string("large")
            .length(2)
            .string(listpack("z")));
    assertThat(encoding()).isEqualTo("quicklist");
    assertThat(read("LRANGE", "key", "0", "-1")).isEqualTo("[a, 5, large, z]");
    requireRestored(value(18).length(1).length(2).string(listpack("a", 5)));
    assertThat(encoding()).isEqualTo("listpack");
    requireRefused(value(18).length(1).length(3).string(listpack("a")));
    requireRefused(value(18).length(1).length(1).string(""));
    requireRefused(value(18).length(1).length(2).string(listpack()));
  }

  // ---- Sets.

  @Test
  void setOfMembers_getsTheEncodingThatSuitsIt() {
    requireRestored(strings(2, "3", "1", "2"));
    assertThat(encoding()).isEqualTo("intset");
    assertThat(members()).isEqualTo("[1, 2, 3]");
    requireRestored(strings(2, "1", "b", "c"));
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(members()).isEqualTo("[1, b, c]");
    requireRestored(strings(2, "1", "b", "c", "d"));
    assertThat(encoding()).isEqualTo("hashtable");
    requireRefused(strings(2, "a", "b", "a"));
    requireRefused(strings(2, "1", "1"));
    requireRefused(strings(2, "a", "b", "c", "d", "a"));
  }

  @Test
  void setAsIntset() {
    requireRestored(value(11).string(intset(1, -5, 1L << 40)));
    assertThat(encoding()).isEqualTo("intset");
    assertThat(members()).isEqualTo("[-5, 1, 1099511627776]");
    requireRestored(value(11).string(intset(1, 2, 3, 4)));
    assertThat(encoding()).isEqualTo("hashtable");
    assertThat(members()).isEqualTo("[1, 2, 3, 4]");
    requireRefused(value(11).string(intset()));
    var unsorted = intset(1, 2, 3, 4);
    unsorted[8] = 9;
    requireRefused(value(11).string(unsorted));
  }

  @Test
  void setAsListpack() {
    requireRestored(value(20).string(listpack("a", 5)));
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(members()).isEqualTo("[5, a]");
    requireRestored(value(20).string(listpack("a", "b", "c", "d")));
    assertThat(encoding()).isEqualTo("hashtable");
    requireRefused(value(20).string(listpack()));
    requireRefused(value(20).string(listpack("a", "b", "c", "a")));
  }

  // ---- Hashes.

  @Test
  void hashOfFields() {
    requireRestored(value(4).length(2).string("f").string("v").string("g").string("5"));
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(fields()).isEqualTo("[f=v, g=5]");
    requireRestored(value(4).length(1).string("f").string("v".repeat(65)));
    assertThat(encoding()).isEqualTo("hashtable");
    requireRefused(value(4).length(2).string("f").string("v").string("f").string("w"));
  }

  @Test
  void hashAsZipmap() {
    requireRestored(value(9).string(RdbBytes.zipmap(1, "f", "v", "g", "5")));
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(fields()).isEqualTo("[f=v, g=5]");
    requireRestored(value(9).string(RdbBytes.zipmap(0, "f", "v".repeat(65))));
    assertThat(encoding()).isEqualTo("hashtable");
    requireRestored(value(9).string(RdbBytes.zipmap(0, "a", "", "b", "", "c", "", "d", "")));
    assertThat(encoding()).isEqualTo("hashtable");
    requireRefused(value(9).string(RdbBytes.zipmap(0, "f", "v", "f", "w")));
    requireRefused(value(9).string(RdbBytes.zipmap(0)));
  }

  @Test
  void hashAsZiplist() {
    requireRestored(value(13).string(RdbBytes.ziplist("f", "v", "g", 5)));
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(fields()).isEqualTo("[f=v, g=5]");
    requireRestored(value(13).string(RdbBytes.ziplist(1, 2, 3, 4, 5, 6, 7, 8)));
    assertThat(encoding()).isEqualTo("hashtable");
    assertThat(fields()).isEqualTo("[1=2, 3=4, 5=6, 7=8]");
    requireRefused(value(13).string(RdbBytes.ziplist("f", "v", "f", "w")));
    requireRefused(value(13).string(RdbBytes.ziplist("f", "v", "g")));
    requireRefused(value(13).string(RdbBytes.ziplist()));
  }

  @Test
  void hashAsListpack() {
    requireRestored(value(16).string(listpack("f", "v", "g", 5)));
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(fields()).isEqualTo("[f=v, g=5]");
    requireRestored(value(16).string(listpack(1, 2, 3, 4, 5, 6, 7, 8)));
    assertThat(encoding()).isEqualTo("hashtable");
    requireRefused(value(16).string(listpack("f", "v", "g")));
    requireRefused(value(16).string(listpack()));
    requireRefused(value(16).string(listpack(1, 2, 3, 4, 5, 6, 1, 8)));
  }

  // ---- Sorted sets.

  @Test
  void sortedSetWithScoresAsText() {
    requireRestored(
        value(3).length(3).string("a").string("1.5").string("b").bytes(254).string("c").bytes(255));
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(read("ZRANGE", "key", "0", "-1", "WITHSCORES"))
        .isEqualTo("[c, -inf, a, 1.5, b, inf]");
    requireRefused(value(3).length(1).string("a").bytes(253));
    requireRefused(value(3).length(1).string("a").string("x"));
  }

  @Test
  void sortedSetWithScoresOf64Bits() {
    var four = value(5).length(4);
    for (int i = 0; i < 4; i++) {
      four.string("m" + i).long64(Double.doubleToLongBits(4 - i));
    }
    requireRestored(four);
    assertThat(encoding()).isEqualTo("skiplist");
    assertThat(read("ZRANGE", "key", "0", "-1")).isEqualTo("[m3, m2, m1, m0]");
    var one = Double.doubleToLongBits(1);
    requireRefused(value(5).length(2).string("a").long64(one).string("a").long64(one));
    requireRefused(value(5).length(1).string("a").long64(Double.doubleToLongBits(Double.NaN)));
  }

  @Test
  void sortedSetAsZiplist() {
    requireRestored(value(12).string(RdbBytes.ziplist("a", 1, "b", "2.5")));
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(read("ZRANGE", "key", "0", "-1", "WITHSCORES")).isEqualTo("[a, 1, b, 2.5]");
    requireRestored(value(12).string(RdbBytes.ziplist("a", 1, "b", 2, "c", 3, "d", 4)));
    assertThat(encoding()).isEqualTo("skiplist");
    requireRefused(value(12).string(RdbBytes.ziplist("a", 1, "a", 2)));
  }

  @Test
  void sortedSetAsListpack() {
    requireRestored(value(17).string(listpack("a", 1, "b", "2.5")));
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(read("ZRANGE", "key", "0", "-1", "WITHSCORES")).isEqualTo("[a, 1, b, 2.5]");
    requireRestored(value(17).string(listpack("a", 1, "b", 2, "c", 3, "d", 4)));
    assertThat(encoding()).isEqualTo("skiplist");
    requireRefused(value(17).string(listpack("a", "nan")));
    requireRefused(value(17).string(listpack("a", 1, "b", 2, "c", 3, "a", 4)));
  }

  // ---- What sanitize-dump-payload decides.

  @Test
  void elementThatStandsThereTwice_isFoundIfAskedFor() {
    requireRestored(value(16).string(listpack("f", "v", "f", "w")));
    requireRestored(value(17).string(listpack("a", 1, "a", 2)));
    requireRestored(value(20).string(listpack("a", "a")));
    start("clients");
    requireRefused(value(16).string(listpack("f", "v", "f", "w")));
    requireRefused(value(17).string(listpack("a", 1, "a", 2)));
    requireRefused(value(20).string(listpack("a", "a")));
  }

  @Test
  void entryThatIsNotSound_isFoundAlways() {
    var blob = listpack("f", "v");
    blob[6] = (byte) 0xbf; // a string of 63 bytes
    requireRefused(value(16).string(blob));
  }
}
