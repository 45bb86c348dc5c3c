package eightweeks.week3.lolwut;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LolwutTest {
  private static final String CAPTION = "Redis ver. 7.2.6\n";
  private static final String NEES = "Georg Nees - schotter, plotter on paper, 1968. " + CAPTION;
  private static final String GAMES =
      "\nDedicated to the 8 bit game developers of past and present.\n"
          + "Original 8 bit image from Plaguemon by hikikomori. "
          + CAPTION;
  private static final String CELL = "\033\\[0;(30;40|90;100|37;47|97;107)m \033\\[0m";

  private TestClient client;

  @BeforeEach
  void start() {
    client = TestServer.start().connect();
  }

  /** Returns the text of the reply, whose characters may take several bytes. */
  private String lolwut(String... words) {
    var command = new String[words.length + 1];
    command[0] = "LOLWUT";
    System.arraycopy(words, 0, command, 1, words.length);
    return new String(Ascii.bytes(Resp.bulk(client.call(command))), StandardCharsets.UTF_8);
  }

  @Test
  void withoutAPicture_tellsTheVersion_forAllOptions() {
    assertThat(lolwut()).isEqualTo(CAPTION);
    assertThat(lolwut("a", "b", "c")).isEqualTo(CAPTION);
    assertThat(lolwut("version")).isEqualTo(CAPTION);
    assertThat(lolwut("VERSION", "7")).isEqualTo(CAPTION);
    assertThat(lolwut("VERSION", "-5", "x", "y")).isEqualTo(CAPTION);
    assertThat(lolwut("VERSION", "55")).isEqualTo(CAPTION);
  }

  @Test
  void numbersThatAreNone_areErrors() {
    var error = "-ERR value is not an integer or out of range\r\n";
    assertThat(client.call("LOLWUT", "VERSION", "five")).isEqualTo(error);
    assertThat(client.call("LOLWUT", "VERSION", "5", "x")).isEqualTo(error);
    assertThat(client.call("LOLWUT", "VERSION", "5", "1", "x")).isEqualTo(error);
    assertThat(client.call("LOLWUT", "VERSION", "5", "1", "1", "x")).isEqualTo(error);
    assertThat(client.call("LOLWUT", "VERSION", "6", "x")).isEqualTo(error);
    assertThat(client.call("LOLWUT", "VERSION", "6", "1", "x")).isEqualTo(error);
  }

  @Test
  void versionFive_drawsSquaresInBraille() {
    var picture = lolwut("version", "5");
    assertThat(picture).endsWith("\n\n" + NEES);
    var rows = picture.substring(0, picture.indexOf("\n\n")).lines().toList();
    assertThat(rows).hasSize(49).allMatch(row -> row.matches("[\u2800-\u28ff]{66}"));
    assertThat(rows.get(0))
        .as("a margin, then the upper sides of squares")
        .startsWith("\u2800\u2864\u2824\u2824");
    assertThat(lolwut("version", "5")).as("another picture each time").isNotEqualTo(picture);
  }

  @Test
  void versionFive_takesColumnsAndSquares() {
    var rows = lolwut("version", "5", "20", "2", "3").lines().toList();
    assertThat(rows).hasSize(17);
    assertThat(rows.get(0)).hasSize(20);
  }

  /** The last row of characters has one row of pixels: its line ends before the caption only. */
  @ParameterizedTest
  @CsvSource({"4, 2", "5, 1", "6, 2", "8, 2", "9, 1"})
  void versionFive_hasNoEmptyLine_ifOneRowOfPixelsIsLeft(String height, int ends) {
    // Four squares in a width of four pixels: a square is one pixel.
    assertThat(lolwut("version", "5", "2", "4", height))
        .containsPattern("[^\n]\n{" + ends + "}" + NEES);
  }

  /** A side is 2/41 pixels: 41 of them are less than two if they are computed as Redis does. */
  @Test
  void versionFive_isAsHighAsThatOfRedis() {
    assertThat(lolwut("version", "5", "1", "41", "41")).matches("[^\\n]\n" + NEES);
  }

  @Test
  void versionFive_keepsSizesWithinLimits() {
    assertThat(lolwut("version", "5", "0", "0", "0")).startsWith("\u280b\n\n").endsWith(NEES);
    assertThat(lolwut("version", "5", "1000000", "1000000", "1").lines().findFirst().orElseThrow())
        .hasSize(1000);
  }

  @Test
  void versionFive_firstTwoRowsOfSquares_areInOrder() {
    // Two rows of one square of 8 by 8 pixels each: nothing is left to chance.
    var picture = lolwut("version", "5", "6", "1", "2");
    assertThat(lolwut("version", "5", "6", "1", "2")).isEqualTo(picture);
  }

  @Test
  void versionSix_drawsATownInFourGrays() {
    var picture = lolwut("version", "6");
    assertThat(picture).endsWith(GAMES);
    var rows = picture.substring(0, picture.length() - GAMES.length()).lines().toList();
    assertThat(rows).hasSize(20).allMatch(row -> row.matches("(" + CELL + "){80}"));
    assertThat(rows.get(0)).as("there is a sky").contains("97;107m");
    assertThat(rows.get(19)).as("and a house").contains("30;40m");
    assertThat(lolwut("version", "6")).as("another picture each time").isNotEqualTo(picture);
  }

  @Test
  void versionSix_takesColumnsAndRows_withinLimits() {
    assertThat(lolwut("version", "6", "3", "2"))
        .matches("(?s)(" + CELL + "){3}\n(" + CELL + "){3}\n.*");
    assertThat(lolwut("version", "6", "-1", "0")).matches("(?s)" + CELL + "\nDedicated.*");
    assertThat(lolwut("version", "6", "1", "5000").lines().count()).isEqualTo(1002);
  }

  @Test
  void reply_isVerbatimTextInResp3() {
    client.call("HELLO", "3");
    assertThat(client.call("LOLWUT")).isEqualTo("=21\r\ntxt:" + CAPTION + "\r\n");
  }
}
