package eightweeks.week3.rdbencoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week3.rdb.RdbBytes;
import eightweeks.week3.rdb.RdbType;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths, strings and doubles: the bytes that the format wants, and back. */
final class EncodingsTest {
  @FunctionalInterface
  private interface Writing {
    void to(RdbWriter out) throws IOException;
  }

  private static byte[] written(Writing writing) throws IOException {
    var out = RdbWriter.toMemory(RdbType.VERSION_10, true);
    writing.to(out);
    return out.toBytes();
  }

  private static RdbReader reader(byte... bytes) {
    return RdbReader.of(bytes, 0, bytes.length, true);
  }

  private static RdbReader reader(String hex) {
    return reader(HexFormat.of().parseHex(hex));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "0,00",
    "63,3f",
    "64,4040",
    "16383,7fff",
    "16384,8000004000",
    "4294967295,80ffffffff",
    "4294967296,810000000100000000",
    "9223372036854775807,817fffffffffffffff",
    "-1,81ffffffffffffffff"
  })
  void lengths_takeAsFewBytesAsTheyNeed(long length, String expected) throws IOException {
    assertThat(hex(written(out -> LengthEncoding.write(out, length)))).isEqualTo(expected);
    assertThat(LengthEncoding.read(reader(expected))).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"82", "bf", "c0", "ff"})
  void firstByteThatBeginsNoLength_isAnErrorWithItsOffset(String hex) throws IOException {
    var in = reader("00" + hex);
    in.readByte();
    assertThatThrownBy(() -> LengthEncoding.read(in))
        .isInstanceOf(RdbException.class)
        .hasMessageStartingWith("at offset 1: 0x" + hex);
  }

  @ParameterizedTest
  @CsvSource({
    "0,c000",
    "-128,c080",
    "127,c07f",
    "128,c18000",
    "-32768,c10080",
    "32768,c200800000",
    "-2147483648,c200000080",
    "2147483648,0a32313437343833363438",
    "-0,022d30",
    "01,023031",
    "'',00",
    "a,0161"
  })
  void strings_areIntegersWhereTheyCanBe(String text, String expected) throws IOException {
    var bytes = Ascii.bytes(text);
    assertThat(hex(written(out -> StringEncoding.write(out, bytes)))).isEqualTo(expected);
    assertThat(StringEncoding.read(reader(expected))).isEqualTo(bytes);
  }

  @Test
  void stringsAbove20Bytes_areCompressedIfThatMakesThemFourBytesSmaller() throws IOException {
    var twenty = Ascii.bytes("a".repeat(20));
    var more = Ascii.bytes("a".repeat(21));
    assertThat(written(out -> StringEncoding.write(out, twenty))).startsWith(20).hasSize(21);
    var compressed = written(out -> StringEncoding.write(out, more));
    assertThat(compressed[0] & 0xff).isEqualTo(0xc3);
    assertThat(StringEncoding.read(reader(compressed))).isEqualTo(more);
    var out = RdbWriter.toMemory(RdbType.VERSION_10, false);
    StringEncoding.write(out, more);
    assertThat(out.toBytes()).as("rdbcompression no").startsWith(21).hasSize(22);
  }

  @Test
  void anyString_comesBack() throws IOException {
    var random = new RandomStream(7);
    for (int i = 0; i < 500; i++) {
      var bytes = new byte[random.nextInt(200_000 >> random.nextInt(17))];
      int letters = 1 + random.nextInt(256);
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) random.nextInt(letters);
      }
      var in = reader(written(out -> StringEncoding.write(out, bytes)));
      assertThat(StringEncoding.read(in)).isEqualTo(bytes);
      assertThat(in.remaining()).isZero();
    }
  }

  @Test
  void skippingAString_endsWhereReadingItWould() throws IOException {
    for (var text : new String[] {"7", "700", "70000", "text", "a".repeat(100), ""}) {
      var in = reader(written(out -> StringEncoding.write(out, Ascii.bytes(text))));
      StringEncoding.skip(in);
      assertThat(in.remaining()).as(text).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "05616263", // five bytes are announced, three are there
        "8100000001000000000000", // four gigabytes
        "81ffffffffffffffff00", // the largest length of 64 bits
        "c4", // no form of a string
        "c3054061616161", // compressed: cut off
        "c302817fffffffffffffff0061", // compressed: claims to become nine exabytes
        "c3027fff0061", // compressed: claims to become 16383 bytes out of two
        "c3020300e0", // compressed: a reference that is cut off
        "c0", // an integer without its byte
        "c20000"
      })
  void corruptStrings_areErrors(String hex) {
    assertThatThrownBy(() -> StringEncoding.read(reader(hex)))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("at offset ");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1.5, -3.25e100, Double.MIN_VALUE, Double.POSITIVE_INFINITY})
  void doubles_areTheir64Bits(double value) throws IOException {
    var bytes = written(out -> DoubleEncoding.write(out, value));
    assertThat(bytes).hasSize(8);
    assertThat(DoubleEncoding.read(reader(bytes))).isEqualTo(value);
  }

  @Test
  void doublesOfOldVersions_areText() throws IOException {
    assertThat(DoubleEncoding.readText(reader("03312e35"))).isEqualTo(1.5);
    assertThat(DoubleEncoding.readText(reader("fd"))).isNaN();
    assertThat(DoubleEncoding.readText(reader("fe"))).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(DoubleEncoding.readText(reader("ff"))).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> DoubleEncoding.readText(reader("03312e78")))
        .isInstanceOf(RdbException.class)
        .hasMessage("at offset 1: '1.x' is no number");
  }

  @Test
  void readerOfAStream_givesTheSameBytesAndChecksumHoweverTheyCome() throws IOException {
    var random = new RandomStream(3);
    var bytes = new byte[300_000];
    random.nextBytes(bytes);
    var position = new int[1];
    var in =
        RdbReader.of(
            (into, offset, length) -> {
              int some = Math.min(1 + random.nextInt(length), bytes.length - position[0]);
              System.arraycopy(bytes, position[0], into, offset, some);
              position[0] += some;
              return some == 0 ? -1 : some;
            },
            bytes.length,
            false);
    in.sum();
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(random.nextInt(100_000 >> random.nextInt(16)), bytes.length - at);
      assertThat(in.offset()).isEqualTo(at);
      if (length == 8) {
        in.readLong();
      } else if (length % 5 == 0) {
        in.skip(length);
      } else {
        assertThat(in.bytes(length)).isEqualTo(Arrays.copyOfRange(bytes, at, at + length));
      }
      at += length;
      assertThat(in.checksum()).isEqualTo(Crc64.of(bytes, 0, at));
    }
    assertThatThrownBy(in::readByte)
        .hasMessageContaining("the input ends where 1 more byte is expected");
  }

  @Test
  void writer_computesTheChecksumOfWhatReachesTheSink() throws IOException {
    var random = new RandomStream(4);
    var sent = new RdbBytes();
    var out =
        RdbWriter.to(
            (bytes, offset, length) -> sent.raw(Arrays.copyOfRange(bytes, offset, offset + length)),
            RdbType.VERSION_10,
            false,
            true);
    long written = 0;
    for (int i = 0; i < 200; i++) {
      var bytes = new byte[random.nextInt(200_000 >> random.nextInt(17))];
      random.nextBytes(bytes);
      out.write(bytes);
      out.writeLong(random.nextLong());
      written += bytes.length + Long.BYTES;
      assertThat(out.written()).isEqualTo(written);
    }
    long checksum = out.checksum();
    var all = sent.toBytes();
    assertThat(all).hasSize((int) written);
    assertThat(checksum).isEqualTo(Crc64.of(all, 0, all.length));
  }
}
