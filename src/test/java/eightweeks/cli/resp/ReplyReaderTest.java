package eightweeks.cli.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.cli.format.CsvFormatter;
import eightweeks.cli.text.ByteBuilder;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
  private static final String EVERYTHING =
      "*13\r\n+OK\r\n-ERR x\r\n:-42\r\n$3\r\nf\r\n\r\n$-1\r\n*-1\r\n_\r\n#t\r\n,-1.5e3\r\n"
          + "(123456789012345678901234567890\r\n=8\r\ntxt:ab\r\n\r\n"
          + "%1\r\n+k\r\n~2\r\n:1\r\n:2\r\n>1\r\n$0\r\n\r\n";

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String shown(ServerReply reply) {
    var out = new ByteBuilder();
    new CsvFormatter().format(reply, out);
    return out.toString();
  }

  @Test
  void everyTypeIsRead() throws IOException {
    assertThat(shown(new ReplyReader(bytes(EVERYTHING)).read()))
        .isEqualTo(
            "\"OK\",ERROR,\"ERR x\",-42,\"f\\r\\n\",NULL,NULL,NULL,true,-1.5e3,"
                + "123456789012345678901234567890,\"ab\\r\\n\",\"k\",1,2,\"\"\n");
  }

  @Test
  void oneByteAtATime_readsTheSame() throws IOException {
    InputStream slow =
        new InputStream() {
          private final InputStream in = bytes(EVERYTHING);

          @Override
          public int read() throws IOException {
            return in.read();
          }

          @Override
          public int read(byte[] target, int from, int count) throws IOException {
            return in.read(target, from, 1);
          }
        };
    assertThat(shown(new ReplyReader(slow).read()))
        .isEqualTo(shown(new ReplyReader(bytes(EVERYTHING)).read()));
  }

  /** A reply that is cut off at any byte must not hang the reader, and must not look complete. */
  @Test
  void truncatedAnywhere_isTheEndOfTheStream() {
    for (int length = 0; length < EVERYTHING.length(); length++) {
      var reader = new ReplyReader(bytes(EVERYTHING.substring(0, length)));
      assertThatThrownBy(reader::read)
          .as("the first %d bytes", length)
          .isInstanceOf(EOFException.class)
          .hasMessage("Server closed the connection");
    }
  }

  /** Believing the length would take two gigabytes. */
  @Test
  void hugeLengthWithoutData_takesNoMemory() {
    assertThatThrownBy(() -> new ReplyReader(bytes("$2000000000\r\nab")).read())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new ReplyReader(bytes("*1000000000\r\n:1\r\n")).read())
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ":12a            | Bad integer value",
        ":               | Bad integer value",
        ":9223372036854775808 | Bad integer value",
        "$x              | Bad bulk string length",
        "$-2             | Bulk string length out of range",
        "*-2             | Multi-bulk length out of range",
        "*99999999999    | Multi-bulk length out of range",
        "_x              | Bad nil value",
        "#x              | Bad bool value",
        ",1.5x           | Bad double value",
        ",               | Bad double value",
        "(12a            | Bad bignum value",
      })
  void malformed_isNamed(String line, String complaint) {
    assertThatThrownBy(() -> new ReplyReader(bytes(line + "\r\n")).read())
        .isInstanceOf(ProtocolException.class)
        .hasMessage(complaint);
  }

  @Test
  void unknownType_isNamedWithItsByte() {
    assertThatThrownBy(() -> new ReplyReader(bytes("\u0001\r\n")).read())
        .hasMessage("Protocol error, got \"\\x01\" as reply type byte");
  }

  @Test
  void verbatimWithoutFormat_isRefused() {
    assertThatThrownBy(() -> new ReplyReader(bytes("=3\r\nabc\r\n")).read())
        .hasMessageContaining("4 bytes of content type");
  }

  @Test
  void bottomlessNesting_isRefused() {
    assertThatThrownBy(() -> new ReplyReader(bytes("*1\r\n".repeat(100_000))).read())
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void attributesAreSkipped() throws IOException {
    assertThat(shown(new ReplyReader(bytes("|1\r\n+ttl\r\n:3\r\n$1\r\na\r\n")).read()))
        .isEqualTo("\"a\"\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE})
  void integersToTheLimits(long value) throws IOException {
    assertThat(new ReplyReader(bytes(":" + value + "\r\n")).read())
        .isEqualTo(new ServerReply.Int(value));
  }
}
