package eightweeks.week3.rdbencoding;

import static org.assertj.core.api.Assertions.assertThat;

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
      switch (random.nextInt(7)) {
        case 0 -> out.writeByte(random.nextInt(256));
        case 1 -> LengthEncoding.write(out, random.nextLong());
        case 2 -> DoubleEncoding.write(out, random.nextDouble());
        case 3 -> StringEncoding.writeInteger(out, random.nextInt());
        case 4 -> StringEncoding.write(out, Ascii.bytes("" + random.nextInt(1000)));
        case 5 -> out.write(new byte[random.nextInt(100)]);
        default -> {
          // Some are longer than a chunk of the capture.
          var text = new byte[random.nextInt(random.nextInt(20) == 0 ? 200_000 : 100)];
          if (text.length > 0) {
            text[random.nextInt(text.length)] = 'x';
          }
          StringEncoding.write(out, text);
        }
      }
    }
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
