package eightweeks.week3.rdbencoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.object.Element;
import eightweeks.week3.rdb.RdbType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is captured and encoded later is what would have been written at once. */
final class CapturingWriterTest {
  private static final int VERSION = RdbType.VERSION_10;

  /** More bytes than a chunk of the capture. */
  private static final int HUGE = 100_000;

  private final List<CapturedPiece> pieces = new ArrayList<>();
  private final CapturingWriter capture = new CapturingWriter(VERSION, 16, pieces::add);

  private byte[] encoded(boolean compress) throws IOException {
    capture.flush();
    var out = RdbWriter.toMemory(VERSION, compress);
    for (var piece : pieces) {
      piece.encode(out);
    }
    return out.toBytes();
  }

  /** Writes all kinds of things. */
  private static void write(RdbWriter out, Random random) throws IOException {
    for (int i = 0; i < 500; i++) {
      switch (random.nextInt(8)) {
        case 0 -> out.writeByte(random.nextInt(256));
        case 1 -> LengthEncoding.write(out, random.nextLong());
        case 2 -> DoubleEncoding.write(out, random.nextDouble());
        case 3 -> StringEncoding.writeInteger(out, random.nextInt());
        case 4 -> StringEncoding.write(out, Ascii.bytes("" + random.nextInt(1000)));
        case 5 -> out.write(new byte[random.nextInt(100)]);
        case 6 -> {
          // The empty strings are all that waits when the next piece comes, or the end.
          if (random.nextInt(10) == 0) {
            for (int length : new int[] {HUGE, 0, HUGE, 0, 0, HUGE + random.nextInt(HUGE), 0}) {
              StringEncoding.write(out, text(length, random));
            }
          }
        }
        default ->
            StringEncoding.write(
                out, text(random.nextInt(random.nextInt(20) == 0 ? 2 * HUGE : 100), random));
      }
    }
  }

  private static byte[] text(int length, Random random) {
    var text = new byte[length];
    if (length > 0) {
      text[random.nextInt(length)] = 'x';
    }
    return text;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void capturedBytes_areThoseOfAWriterWithoutCapture(long seed) throws IOException {
    for (boolean compress : new boolean[] {true, false}) {
      pieces.clear();
      write(capture, new Random(seed));
      var direct = RdbWriter.toMemory(VERSION, compress);
      write(direct, new Random(seed));
      assertThat(encoded(compress)).as("seed " + seed).isEqualTo(direct.toBytes());
    }
  }

  /** It used to be written behind the string that follows it, or not at all. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, HUGE})
  void emptyStringBehindAHugeOne_keepsItsPlace(int lengthOfNext) throws IOException {
    StringEncoding.write(capture, new byte[HUGE]);
    StringEncoding.write(capture, new byte[0]);
    StringEncoding.write(capture, new byte[lengthOfNext]);
    StringEncoding.write(capture, new byte[0]);
    var in = reader(encoded(true));
    for (int length : new int[] {HUGE, 0, lengthOfNext, 0}) {
      assertThat(StringEncoding.read(in)).hasSize(length);
    }
  }

  @Test
  void arraysMayChange_afterTheyWereCaptured() throws IOException {
    var text = Ascii.bytes("as it was");
    var element = new Element();
    element.set(text);
    capture.element(element);
    capture.score(1.5);
    text[0] = 'X';
    var in = reader(encoded(true));
    assertThat(Ascii.text(StringEncoding.read(in))).isEqualTo("as it was");
    assertThat(DoubleEncoding.read(in)).isEqualTo(1.5);
  }

  /** A command that changes a large value calls these before it. */
  @Test
  void lackOfMemory_throwsNothingUntilItIsAskedFor() throws IOException {
    List<Writing> writings =
        List.of(
            out -> out.element(element(new byte[HUGE])),
            out -> out.element(element(new byte[10])),
            out -> out.score(1),
            out -> out.write(new byte[10]),
            out -> out.write(new byte[HUGE]));
    for (var writing : writings) {
      var lacking =
          new CapturingWriter(
              VERSION,
              16,
              _ -> {
                throw new OutOfMemoryError("a test");
              });
      lacking.requireComplete();
      for (int i = 0; i < 3; i++) {
        writing.to(lacking);
      }
      lacking.flush();
      assertThatThrownBy(lacking::requireComplete)
          .hasMessage("no memory was left to capture a value");
    }
  }

  private interface Writing {
    void to(CapturingWriter out) throws IOException;
  }

  private static Element element(byte[] text) {
    var element = new Element();
    element.set(text);
    return element;
  }

  private static RdbReader reader(byte[] bytes) {
    return RdbReader.of(bytes, 0, bytes.length, true);
  }

  private byte[] inChunks(byte[] text, boolean compress) throws IOException {
    pieces.clear();
    var string = new ChunkedString(text.length);
    for (int from = 0; from < text.length; from += 1000) {
      capture.add(string.piece(Arrays.copyOfRange(text, from, Math.min(text.length, from + 1000))));
    }
    return encoded(compress);
  }

  @Test
  void stringInChunks_isCompressedWhereThatHelps() throws IOException {
    var even = Ascii.bytes("abc".repeat(50_000));
    var bytes = inChunks(even, true);
    assertThat(bytes).hasSizeLessThan(even.length / 20);
    assertThat(StringEncoding.read(reader(bytes))).isEqualTo(even);
    assertThat(inChunks(even, false)).hasSize(even.length + 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 999, 1000, 1001, 15_999, 16_000, 16_001, 100_000})
  void stringInChunks_isReadAgain(int length) throws IOException {
    var random = new Random(length);
    var noise = new byte[length];
    random.nextBytes(noise);
    var half = noise.clone();
    Arrays.fill(half, 0, length / 2, (byte) 'x');
    var late = new byte[length]; // looks as if it could be compressed, and then cannot
    System.arraycopy(noise, 0, late, Math.min(length, 17_000), Math.max(0, length - 17_000));
    for (var text : List.of(noise, half, late)) {
      for (boolean compress : new boolean[] {true, false}) {
        assertThat(StringEncoding.read(reader(inChunks(text, compress)))).isEqualTo(text);
      }
    }
  }
}
