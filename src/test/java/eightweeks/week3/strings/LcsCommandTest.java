package eightweeks.week3.strings;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LCS: what two strings have in common. */
final class LcsCommandTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  @BeforeEach
  void twoTexts() {
    client.inline("MSET a ohmytext b mynewtext");
  }

  @Test
  void lcs_isTheSubsequence_orItsLength() {
    assertThat(client.inline("LCS a b")).isEqualTo("$6\r\nmytext\r\n");
    assertThat(client.inline("LCS a b LEN")).isEqualTo(":6\r\n");
    assertThat(client.inline("LCS a b len LEN")).isEqualTo(":6\r\n");
  }

  @Test
  void idx_tellsWhereTheCommonRunsLie_theLastOneFirst() {
    String text = "*2\r\n*2\r\n:4\r\n:7\r\n*2\r\n:5\r\n:8\r\n";
    String my = "*2\r\n*2\r\n:2\r\n:3\r\n*2\r\n:0\r\n:1\r\n";
    String end = "$3\r\nlen\r\n:6\r\n";
    assertThat(client.inline("LCS a b IDX"))
        .isEqualTo("*4\r\n$7\r\nmatches\r\n*2\r\n" + text + my + end);
    assertThat(client.inline("LCS a b IDX MINMATCHLEN 3"))
        .isEqualTo("*4\r\n$7\r\nmatches\r\n*1\r\n" + text + end);
    assertThat(client.inline("LCS a b MINMATCHLEN 5 IDX"))
        .as("the length counts all the same")
        .isEqualTo("*4\r\n$7\r\nmatches\r\n*0\r\n" + end);
    assertThat(client.inline("LCS a b IDX MINMATCHLEN -1"))
        .isEqualTo("*4\r\n$7\r\nmatches\r\n*2\r\n" + text + my + end);
  }

  @Test
  void runs_mayHaveOtherBytesAroundThem() {
    client.inline("MSET a abxcdyy b zabqcd");
    assertThat(client.inline("LCS a b IDX"))
        .isEqualTo(
            "*4\r\n$7\r\nmatches\r\n*2\r\n*2\r\n*2\r\n:3\r\n:4\r\n*2\r\n:4\r\n:5\r\n"
                + "*2\r\n*2\r\n:0\r\n:1\r\n*2\r\n:1\r\n:2\r\n$3\r\nlen\r\n:4\r\n");
  }

  @Test
  void withmatchlen_tellsHowLongEachRunIs_aMapInResp3() {
    String matches =
        "$7\r\nmatches\r\n*2\r\n*3\r\n*2\r\n:4\r\n:7\r\n*2\r\n:5\r\n:8\r\n:4\r\n"
            + "*3\r\n*2\r\n:2\r\n:3\r\n*2\r\n:0\r\n:1\r\n:2\r\n$3\r\nlen\r\n:6\r\n";
    assertThat(client.inline("LCS a b IDX WITHMATCHLEN")).isEqualTo("*4\r\n" + matches);
    assertThat(client.inline("LCS a b WITHMATCHLEN")).isEqualTo("$6\r\nmytext\r\n");
    client.call("HELLO", "3");
    assertThat(client.inline("LCS a b IDX WITHMATCHLEN")).isEqualTo("%2\r\n" + matches);
  }

  @Test
  void missingKeys_areEmptyStrings() {
    assertThat(client.inline("LCS a nothing")).isEqualTo("$0\r\n\r\n");
    assertThat(client.inline("LCS nothing a LEN")).isEqualTo(":0\r\n");
    assertThat(client.inline("LCS nothing none IDX"))
        .isEqualTo("*4\r\n$7\r\nmatches\r\n*0\r\n$3\r\nlen\r\n:0\r\n");
  }

  @Test
  void numbers_areTheirDigits() {
    client.inline("MSET n 12345 m 2345");
    assertThat(client.inline("LCS n m")).isEqualTo("$4\r\n2345\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "LCS a l, -ERR The specified keys must contain string values",
    "LCS l a NOSUCH, -ERR The specified keys must contain string values",
    "LCS a b LEN IDX, '-ERR If you want both the length and indexes, please just use IDX.'",
    "LCS a b NOSUCH, -ERR syntax error",
    "LCS a b MINMATCHLEN, -ERR syntax error",
    "LCS a b IDX MINMATCHLEN x, -ERR value is not an integer or out of range",
    "LCS a, -ERR wrong number of arguments for 'lcs' command"
  })
  void mistakes_getRedissWords(String command, String error) {
    client.inline("RPUSH l x");
    assertThat(client.inline(command)).isEqualTo(error + "\r\n");
  }

  /** The table takes four bytes a pair of beginnings. */
  @Test
  void tableThatIsTooLarge_isRefused() {
    client.inline("CONFIG SET proto-max-bulk-len 1mb");
    client.call("SET", "long", "x".repeat(511));
    assertThat(client.inline("LCS long long LEN")).isEqualTo(":511\r\n");
    client.call("SET", "long", "x".repeat(512));
    assertThat(client.inline("LCS long long LEN"))
        .isEqualTo(
            "-ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len\r\n");
  }

  @Test
  void subsequence_isPartOfBoth_andAsLongAsTheTextbookSays() {
    var random = new Random(17);
    for (int i = 0; i < 300; i++) {
      String one = letters(random);
      String other = letters(random);
      client.call("MSET", "one", one, "other", other);
      var common = client.text("LCS", "one", "other");
      assertThat(one).containsSubsequence(common.split("(?!^)"));
      assertThat(other).containsSubsequence(common.split("(?!^)"));
      assertThat(common).as(one + " and " + other).hasSize(longest(one, other));
    }
  }

  private static String letters(Random random) {
    var letters = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      letters.append((char) ('a' + random.nextInt(3)));
    }
    return letters.toString();
  }

  private static int longest(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return 0;
    }
    var oneRest = one.substring(1);
    var otherRest = other.substring(1);
    if (one.charAt(0) == other.charAt(0)) {
      return 1 + longest(oneRest, otherRest);
    }
    return Math.max(longest(oneRest, other), longest(one, otherRest));
  }
}
