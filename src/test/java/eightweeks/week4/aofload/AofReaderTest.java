package eightweeks.week4.aofload;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.Resp;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.Args;
import eightweeks.week4.aofload.AofReader.AofException;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading commands from bytes: whole, cut off at every byte, and with lengths that lie. */
final class AofReaderTest {
  private static final String SET = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\n\r\n\0\u00ff\r\n";
  private static final String INCR = "*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n";

  private static AofReader reader(String content, long skip) throws IOException {
    var disk = new MemoryDisk();
    disk.replace("f", Ascii.bytes(content));
    return new AofReader(disk.open("f"), skip);
  }

  private static List<String> readAll(AofReader reader) throws IOException {
    var all = new ArrayList<String>();
    for (var command = reader.next(); command != null; command = reader.next()) {
      all.add(text(command));
    }
    return all;
  }

  private static String text(@Nullable Args command) {
    assertThat(command).isNotNull();
    return IntStream.range(0, command.count()).mapToObj(command::text).collect(joining(" "));
  }

  @Test
  void commands_areReadWithTheOffsetBehindThem() throws IOException {
    var reader = reader(SET + INCR, 0);
    assertThat(text(reader.next())).isEqualTo("SET k \r\n\0\u00ff");
    assertThat(reader.offset()).isEqualTo(SET.length());
    assertThat(text(reader.next())).isEqualTo("INCR n");
    assertThat(reader.next()).isNull();
    assertThat(reader.offset()).isEqualTo(SET.length() + INCR.length());
  }

  @Test
  void preamble_isSkipped() throws IOException {
    assertThat(readAll(reader("REDIS" + INCR, 5))).containsExactly("INCR n");
    assertThat(readAll(reader("REDIS".repeat(20_000) + INCR, 100_000))).containsExactly("INCR n");
  }

  @Test
  void fileThatIsCutOff_isTruncatedAtEveryByte() throws IOException {
    var whole = "#TS:1\r\n" + SET + "#TS:2\r\n" + INCR;
    var ends = List.of(0, 7, 7 + SET.length(), 14 + SET.length(), whole.length());
    for (int length = 0; length <= whole.length(); length++) {
      var reader = reader(whole.substring(0, length), 0);
      int valid = ends.get(0);
      for (int end : ends) {
        valid = end <= length ? end : valid;
      }
      if (valid == length) {
        readAll(reader);
      } else {
        assertThatThrownBy(() -> readAll(reader))
            .as("cut off at %s", length)
            .isInstanceOfSatisfying(AofException.class, e -> assertThat(e.isTruncated()).isTrue());
      }
      assertThat(reader.offset()).as("cut off at %s", length).isEqualTo(valid);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'*0\r\n' | 0",
        "'*-1\r\n' | 0",
        "'*\r\n' | 0",
        "'*1x\r\n' | 0",
        "'*99999999999999999999\r\n' | 0",
        "'*1\rx$1\r\nx\r\n' | 3",
        "'*1\r\n$-1\r\n' | 4",
        "'*1\r\n:1\r\n' | 4",
        "'*1\r\n$1\r\nxx\r\n' | 9",
        "'*1\r\n$2\r\nx\r\n' | 10", // the length is one more than it should be: the next bytes are
        // not CRLF
        "'garbage' | 0"
      })
  void bytesThatAreNoCommand_areAnErrorWithTheirOffset(String bytes, long at) throws IOException {
    var reader = reader(INCR + bytes + SET, 0);
    reader.next();
    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            AofException.class,
            e -> {
              assertThat(e.isTruncated()).isFalse();
              assertThat(e.at()).isEqualTo(INCR.length() + at);
            });
    assertThat(reader.offset()).isEqualTo(INCR.length());
  }

  /** Redis allocates what the length says, before it finds out. */
  @ParameterizedTest
  @CsvSource({"*2000000000,$3", "*9000000000000000000,$3", "*1,$2000000000", "*1,$90000000000"})
  void lengthsBeyondTheFile_costNoMemory(String count, String length) throws IOException {
    var reader = reader(count + "\r\n" + length + "\r\nGET\r\n", 0);
    assertThatThrownBy(reader::next).isInstanceOf(AofException.class);
  }

  @Test
  void annotation_canEndTheFile() throws IOException {
    var seen = new ArrayList<String>();
    var reader = reader("#TS:1\r\n" + INCR + "#TS:2\r\n" + INCR, 0);
    reader.annotations(
        (text, at) -> {
          seen.add(text + "@" + at);
          return !text.equals("#TS:2");
        });
    assertThat(readAll(reader)).containsExactly("INCR n");
    assertThat(seen).containsExactly("#TS:1@0", "#TS:2@" + (7 + INCR.length()));
    assertThat(reader.offset()).isEqualTo(7 + INCR.length());
  }

  /** Each argument lies across the end of the buffer once, and so does each of its line ends. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 5_000, 40_000})
  void argumentsAcrossTheEndOfTheBuffer_areRead(int length) throws IOException {
    var random = new Random(length);
    for (int shift = 0; shift < 40; shift++) {
      var file = new StringBuilder(Resp.query("x".repeat(1 + shift)));
      var expected = new ArrayList<>(List.of("x".repeat(1 + shift)));
      while (file.length() < 300_000) {
        var words = new String[1 + random.nextInt(20)];
        Arrays.setAll(
            words,
            i -> ("" + (char) ('a' + random.nextInt(26))).repeat(random.nextInt(length + 1)));
        file.append(Resp.query(words));
        expected.add(String.join(" ", words));
      }
      assertThat(readAll(reader(file.toString(), 0))).isEqualTo(expected);
    }
  }

  @Test
  void storedArgument_doesNotChangeWhenTheBufferDoes() throws IOException {
    var large = "v".repeat(40_000);
    var reader = reader(Resp.query("SET", "key", large) + Resp.query("GET", "y".repeat(70_000)), 0);
    var command = requireNonNull(reader.next());
    assertThat(command.hasArray(2)).as("storage takes it without a copy").isTrue();
    var key = command.take(1);
    var value = command.take(2);
    reader.next();
    assertThat(Ascii.text(key)).isEqualTo("key");
    assertThat(Ascii.text(value)).isEqualTo(large);
  }

  @Test
  void argumentsLongerThanTheBuffer_areRead() throws IOException {
    var value = "0123456789".repeat(30_000);
    var reader = reader("*1\r\n$" + value.length() + "\r\n" + value + "\r\n" + INCR, 0);
    assertThat(readAll(reader)).containsExactly(value, "INCR n");
  }
}
