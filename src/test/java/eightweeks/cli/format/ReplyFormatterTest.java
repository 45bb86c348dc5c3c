package eightweeks.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.cli.resp.ReplyReader;
import eightweeks.cli.text.ByteBuilder;
import eightweeks.cli.text.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What was read off the original's screen. */
class ReplyFormatterTest {

  private static String shown(ReplyFormatter formatter, String protocol) throws IOException {
    byte[] bytes = protocol.getBytes(StandardCharsets.ISO_8859_1);
    var out = new ByteBuilder();
    formatter.format(new ReplyReader(new ByteArrayInputStream(bytes)).read(), out);
    return new String(out.toBytes(), StandardCharsets.ISO_8859_1);
  }

  private static String terminal(String protocol) throws IOException {
    return shown(new TerminalFormatter(), protocol);
  }

  private static String raw(String protocol) throws IOException {
    return shown(new RawFormatter(RawFormatter.NEWLINE, RawFormatter.NEWLINE), protocol);
  }

  private static String json(String protocol) throws IOException {
    return shown(new JsonFormatter(false), protocol);
  }

  @Test
  void terminal_scalars() throws IOException {
    assertThat(terminal("+OK\r\n")).isEqualTo("OK\n");
    assertThat(terminal("-ERR no\r\n")).isEqualTo("(error) ERR no\n");
    assertThat(terminal(":-7\r\n")).isEqualTo("(integer) -7\n");
    assertThat(terminal(",3.141\r\n")).isEqualTo("(double) 3.141\n");
    assertThat(terminal("$-1\r\n")).isEqualTo("(nil)\n");
    assertThat(terminal("#f\r\n")).isEqualTo("(false)\n");
    assertThat(terminal("=6\r\ntxt:hi\r\n")).isEqualTo("hi\n");
    assertThat(terminal("(99999999999999999999\r\n")).isEqualTo("99999999999999999999\n");
  }

  @Test
  void terminal_stringsAreQuoted() throws IOException {
    assertThat(terminal("$9\r\na\"\\\n\r\t\u0007\b\u00ff\r\n"))
        .isEqualTo("\"a\\\"\\\\\\n\\r\\t\\a\\b\\xff\"\n");
  }

  @Test
  void terminal_emptyCollections() throws IOException {
    assertThat(terminal("*0\r\n")).isEqualTo("(empty array)\n");
    assertThat(terminal("%0\r\n")).isEqualTo("(empty hash)\n");
    assertThat(terminal("~0\r\n")).isEqualTo("(empty set)\n");
    assertThat(terminal(">0\r\n")).isEqualTo("(empty push)\n");
  }

  @Test
  void terminal_nestedArraysAlign() throws IOException {
    assertThat(terminal("*2\r\n:1\r\n*2\r\n$1\r\na\r\n*2\r\n:2\r\n$-1\r\n"))
        .isEqualTo(
            """
            1) (integer) 1
            2) 1) "a"
               2) 1) (integer) 2
                  2) (nil)
            """);
  }

  @Test
  void terminal_numbersAlignToTheRight() throws IOException {
    assertThat(terminal("*10\r\n" + ":0\r\n".repeat(10)))
        .startsWith(" 1) (integer) 0\n 2) ")
        .endsWith("\n10) (integer) 0\n");
  }

  @Test
  void terminal_mapsAndSets() throws IOException {
    assertThat(terminal("%2\r\n$1\r\na\r\n:1\r\n+b\r\n~2\r\n:1\r\n:2\r\n"))
        .isEqualTo(
            """
            1# "a" => (integer) 1
            2# b =>\s
               1~ (integer) 1
               2~ (integer) 2
            """);
  }

  @Test
  void raw_isBytesAlone() throws IOException {
    assertThat(raw("$3\r\na\u00ff\n\r\n")).isEqualTo("a\u00ff\n\n");
    assertThat(raw("$-1\r\n")).isEqualTo("\n");
    assertThat(raw("-ERR no\r\n")).isEqualTo("ERR no\n\n");
    assertThat(raw("*3\r\n:1\r\n*2\r\n:2\r\n:3\r\n$-1\r\n")).isEqualTo("1\n2\n3\n\n");
    assertThat(raw("%2\r\n+a\r\n:1\r\n+b\r\n#t\r\n")).isEqualTo("a 1\nb (true)\n");
  }

  @Test
  void raw_delimitersOfOnesOwn() throws IOException {
    var formatter = new RawFormatter(Words.bytes(";"), Words.bytes("|"));
    assertThat(shown(formatter, "*2\r\n:1\r\n:2\r\n")).isEqualTo("1;2|");
  }

  @Test
  void csv_isFlat() throws IOException {
    assertThat(shown(new CsvFormatter(), "*4\r\n$3\r\na\"b\r\n*2\r\n:1\r\n$-1\r\n#t\r\n-ERR x\r\n"))
        .isEqualTo("\"a\\\"b\",1,NULL,true,ERROR,\"ERR x\"\n");
  }

  @Test
  void json_keepsBytesAndEscapesControls() throws IOException {
    assertThat(json("$8\r\n\"\\\n\u0001\u00c3\u00a9\t/\r\n"))
        .isEqualTo("\"\\\"\\\\\\n\\u0001\u00c3\u00a9\\t/\"\n");
  }

  @Test
  void json_mapKeysAreStrings() throws IOException {
    assertThat(json("%2\r\n:1\r\n_\r\n$1\r\nk\r\n*2\r\n,1.5\r\n#f\r\n"))
        .isEqualTo("{\"1\":null,\"k\":[1.5,false]}\n");
  }

  @Test
  void quotedJson_isAscii() throws IOException {
    assertThat(shown(new JsonFormatter(true), "$2\r\n\u00ff\"\r\n"))
        .isEqualTo("\"\\\\xff\\\\\"\"\n");
  }
}
