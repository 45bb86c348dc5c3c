package eightweeks.week2.compact;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.quicklist.PackedThreshold;
import eightweeks.week2.quicklist.Quicklist;
import eightweeks.week2.quicklist.QuicklistCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Blobs that a real redis-server 7.0.15 made, as recorded by src/test/resources/week2: they mean to
 * us what they mean there, and we make the same, byte for byte.
 */
final class DumpTest {
  private static final String THIRTY = "repeat".repeat(30);

  private List<String> lines = List.of();

  @BeforeEach
  void readRecord() throws IOException {
    lines = Files.readAllLines(Path.of("src", "test", "resources", "week2", "dumps.txt"));
  }

  private Dump.Reader recorded(String name, int type) {
    var line = lines.stream().filter(each -> each.startsWith(name + " ")).findFirst();
    var hex = line.orElseThrow().substring(name.length() + 1);
    var reader = new Dump.Reader(HexFormat.of().parseHex(hex));
    assertThat(reader.type()).isEqualTo(type);
    return reader;
  }

  private static List<String> texts(Quicklist list) {
    var texts = new ArrayList<String>();
    try (var cursor = QuicklistCursor.of(list, true)) {
      while (cursor.next()) {
        texts.add(cursor.entry().toString());
      }
    }
    return texts;
  }

  @ParameterizedTest
  @CsvSource({
    "intset16, 2, '-32768 -2 1 3 32767'",
    "intset32, 4, '-2147483648 -2 1 3 70000'",
    "intset64, 8, '-9223372036854775808 -2 1 3 70000 4294967296'"
  })
  void intsets_areReadAndMadeAlike(String name, int width, String members) {
    var reader = recorded(name, Dump.SET_INTSET);
    var blob = reader.string();
    reader.assertEnd();
    assertThat(IntSet.validate(blob, true)).isTrue();
    var set = new IntSet(blob);
    assertThat(set.width()).isEqualTo(width);
    var texts = IntStream.range(0, set.size()).mapToObj(i -> Long.toString(set.get(i))).toList();
    assertThat(String.join(" ", texts)).isEqualTo(members);
    var ours = new IntSet();
    for (var text : texts) {
      ours.add(Long.parseLong(text));
    }
    assertThat(ours.blob()).isEqualTo(blob);
  }

  private static void assertListpack(byte[] blob, String... expected) {
    assertThat(ListpackValidator.validate(blob, true, null)).isTrue();
    assertThat(Listpacks.content(new Listpack(blob))).containsExactly(expected);
    assertThat(Listpacks.of(expected).toBlob()).isEqualTo(blob);
  }

  @Test
  void listpackOfAHash_isReadAndMadeAlike() {
    var reader = recorded("hash", Dump.HASH_LISTPACK);
    var words =
        "name Ada born 1815 empty _ zero 0 negative -1 13bit 4095 16bit -32768 24bit 8388607 "
            + "32bit -2147483648 64bit 9223372036854775807 leading 007 "
            + "0".repeat(63)
            + "1 x";
    assertListpack(reader.string(), words.replace("_", "").split(" ", -1));
    reader.assertEnd();
  }

  @Test
  void listpackOfASortedSet_isReadAndMadeAlike() {
    var reader = recorded("zset", Dump.ZSET_LISTPACK);
    assertListpack(reader.string(), "a -inf b -1.5 c 0 d 3 e 3 f 1e+30".split(" "));
    reader.assertEnd();
  }

  @Test
  void quicklistWithCompressedNodes_isRead() {
    var reader = recorded("list", Dump.LIST_QUICKLIST_2);
    var list = reader.nodes();
    reader.assertEnd();
    assertThat(texts(list))
        .containsExactly("a", "1", THIRTY, "b", "2", THIRTY + THIRTY, "c", "3", "d", "4", "e");
    assertThat(list.nodeCount()).isEqualTo(3);
    var ours = new Quicklist(4, 1, new PackedThreshold());
    texts(list).forEach(text -> ours.pushTail(Ascii.bytes(text), 0, text.length()));
    assertThat(ours.nodeCount()).isEqualTo(3);
    assertThat(ours.head()).isNotNull();
    assertThat(ours.head().next()).isNotNull();
    assertThat(ours.head().next().isCompressed()).isTrue();
  }

  @Test
  void quicklistWithAPlainNode_isRead() {
    var reader = recorded("plain", Dump.LIST_QUICKLIST_2);
    var list = reader.nodes();
    reader.assertEnd();
    assertThat(texts(list)).containsExactly("small", "a plain node of its own", "7");
    assertThat(list.head()).isNotNull();
    assertThat(list.head().next()).isNotNull();
    assertThat(list.head().next().isPlain()).isTrue();
  }

  @Test
  void uncompressedPayload_isMadeAlikeByteForByte() {
    var line = lines.stream().filter(each -> each.startsWith("raw ")).findFirst().orElseThrow();
    var list = new Quicklist(4, 0, new PackedThreshold());
    list.pushTail(Ascii.bytes(THIRTY), 0, THIRTY.length());
    list.pushTail(Ascii.bytes(THIRTY), 0, THIRTY.length());
    var payload = new Dump.Writer(Dump.LIST_QUICKLIST_2).nodes(list).payload();
    assertThat("raw " + HexFormat.of().formatHex(payload)).isEqualTo(line);
  }
}
