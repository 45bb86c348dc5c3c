package eightweeks.check;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week3.rdb.RdbBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/study rdb} prints: each byte of a file once, with its meaning. */
final class RdbExplainTest {
  private static final Path EXAMPLE = Path.of("docs/rdb-file.rdb");

  @TempDir private Path folder;

  private int code;

  private String print(byte[] file, boolean colours) throws IOException {
    var path = Files.write(folder.resolve("some.rdb"), file);
    var out = new ByteArrayOutputStream();
    code = RdbExplain.run(path.toString(), colours, new PrintStream(out, true));
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The meanings alone, without offsets and bytes. */
  private List<String> meanings(byte[] file) throws IOException {
    return print(file, false)
        .lines()
        .filter(line -> line.length() > 35)
        .map(line -> line.substring(35).strip())
        .toList();
  }

  private static RdbBytes header() {
    return new RdbBytes().raw("REDIS0011");
  }

  private static byte[] listpack(String... elements) {
    var list = new Listpack();
    for (var element : elements) {
      list.append(element.getBytes(StandardCharsets.ISO_8859_1));
    }
    return list.toBlob();
  }

  @Test
  void committedText_isThatOfTheCommittedFile() throws IOException {
    assertThat(print(Files.readAllBytes(EXAMPLE), false))
        .as("docs/rdb-file.txt is derived; to write it anew: bin/study derive")
        .isEqualTo(Files.readString(Path.of("docs/rdb-file.txt")));
    assertThat(code).isZero();
  }

  @Test
  void eachByteOfTheFile_isInOnePiece() throws IOException {
    var file = Files.readAllBytes(EXAMPLE);
    var pieces = new ArrayList<Piece>();
    assertThat(new RdbAnatomy(file, pieces::add).tell()).isTrue();
    long at = 0;
    for (var piece : pieces) {
      if (!piece.unpacked()) {
        assertThat(piece.offset()).as(piece.meaning()).isEqualTo(at);
        at += piece.bytes().length;
      }
    }
    assertThat(at).isEqualTo(file.length);
  }

  @Test
  void oldLayouts_areTakenToPieces() throws IOException {
    var integers = new IntSet();
    integers.add(7);
    var file =
        header()
            .bytes(9)
            .string("zipmap")
            .string(RdbBytes.zipmap(1, "f", "v"))
            .bytes(13)
            .string("ziplist")
            .string(RdbBytes.ziplist("a".repeat(70), 5, 300, 70_000))
            .bytes(3)
            .string("zset")
            .length(1)
            .string("m")
            .string("1.5")
            .bytes(253)
            .int32(1_000)
            .bytes(11)
            .string("intset")
            .string(integers.blob())
            .file();
    assertThat(meanings(file))
        .contains(
            "type 9: a key with a value as hash-zipmap",
            "unused bytes behind the value: 1",
            "field 'f'",
            "value 'v'",
            "unused",
            "end of the zipmap",
            "string of 70",
            "integer 5, in the encoding itself",
            "integer of 3 bytes, lowest byte first",
            "end of the ziplist",
            "score 1.5, as a text with its length in front",
            "1970-01-01T00:16:40Z, as seconds since 1970",
            "integer 7");
    assertThat(code).isZero();
  }

  @Test
  void cutAnywhere_saysWhereItStopsMakingSense() throws IOException {
    var file = Files.readAllBytes(EXAMPLE);
    for (int length = 0; length < file.length; length++) {
      var text = print(Arrays.copyOf(file, length), false);
      assertThat(code).as("cut at %s", length).isEqualTo(1);
      assertThat(text).as("cut at %s", length).contains("here it stops making sense, at offset ");
    }
  }

  @Test
  void corruptValue_isShownUpToTheError_withTheReasonOfTheServer() throws IOException {
    var file =
        header().bytes(16).string("k").string(listpack("f", "v", "f", "w")).bytes(255).toBytes();
    var meanings = meanings(file);
    assertThat(meanings).contains("'w'", "end of the listpack");
    assertThat(meanings.getLast())
        .isEqualTo(
            "here it stops making sense, at offset 12, key 'k': Hash listpack with dup elements"
                + " integrity check failed: 'f' stands there twice");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void wrongChecksum_andBytesBehindTheEnd_areSaid() throws IOException {
    var file = header().bytes(255).long64(77).toBytes();
    assertThat(meanings(file).getLast()).contains("at offset 10: the checksum is wrong");
    file = new RdbBytes().raw(header().file()).raw("xyz").toBytes();
    assertThat(meanings(file).getLast())
        .isEqualTo("behind the end: a server does not read these bytes");
  }

  @Test
  void bitsThatAreTurnedOver_neverHangOrCrash() throws IOException {
    var file = Files.readAllBytes(EXAMPLE);
    for (int bit = 9 * 8; bit < (file.length - 8) * 8; bit++) { // version 1 has no checksum
      var wrong = file.clone();
      wrong[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(new RdbAnatomy(wrong, _ -> {}).tell()).as("bit %s", bit).isFalse();
    }
  }

  @Test
  void colours_areForTerminals() throws IOException {
    var file = header().file();
    assertThat(print(file, false)).doesNotContain("\u001b");
    assertThat(print(file, true)).contains("\u001b[1;33mff\u001b[0m");
  }

  @Test
  void fileThatIsNotThere_isSaid() {
    var out = new ByteArrayOutputStream();
    var path = folder.resolve("none.rdb").toString();
    assertThat(RdbExplain.run(path, false, new PrintStream(out, true))).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Cannot read " + path + ": ");
  }
}
