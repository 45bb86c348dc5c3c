package eightweeks.week3.prefetch;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.ProtocolLimits;
import eightweeks.week1.resp.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PipelineKeyScannerTest {
  private static final ProtocolLimits LIMITS = ProtocolLimits.of(1 << 20);
  private static final String PIPELINE =
      Resp.query("SET", "k1", "v")
          + Resp.query("PING")
          + Resp.query("GET", "k2")
          + Resp.query("MSET", "k3", "", "k4", "x".repeat(1_000));

  private static Query query(byte[] bytes) {
    var query = new Query();
    query.feed(bytes, 0, bytes.length);
    return query;
  }

  private static List<String> keys(Query query) {
    var scout = new PipelineKeyScanner();
    query.show(scout);
    var keys = new ArrayList<String>();
    for (int i = 0; i < scout.count(); i++) {
      keys.add(Ascii.text(scout.array(), scout.offset(i, 1), scout.length(i, 1)));
    }
    return keys;
  }

  private static List<String> keys(String bytes) {
    return keys(query(Ascii.bytes(bytes)));
  }

  @Test
  void theSecondWordsOfTheCommandsAreFound() {
    assertThat(keys(PIPELINE)).containsExactly("k1", "k2", "k3");
  }

  @Test
  void threeWordsBehindTheNameAreFound_asFarAsThereAre() {
    var bytes =
        Ascii.bytes(Resp.query("GET", "k") + Resp.query("ZADD", "z", "1", "member", "2", "other"));
    var scout = new PipelineKeyScanner();
    query(bytes).show(scout);
    assertThat(scout.count()).isEqualTo(2);
    assertThat(scout.has(0, 1)).isTrue();
    assertThat(scout.has(0, 2)).isFalse();
    assertThat(scout.has(1, 3)).isTrue();
    for (int w = 1; w <= 3; w++) {
      assertThat(Ascii.text(scout.array(), scout.offset(1, w), scout.length(1, w)))
          .isEqualTo(List.of("z", "1", "member").get(w - 1));
    }
  }

  @Test
  void nothingIsTakenOut() {
    var query = query(Ascii.bytes(PIPELINE));
    keys(query);
    assertThat(query.next(LIMITS)).isEqualTo(Query.Found.COMMAND);
    assertThat(query.args().text(1)).isEqualTo("k1");
    assertThat(keys(query)).as("those that are left").containsExactly("k2", "k3");
  }

  @Test
  void whereverTheBytesAreCut_onlyWholeCommandsAreLookedAt() {
    int first = Resp.query("SET", "k1", "v").length();
    for (int cut = 0; cut < PIPELINE.length(); cut++) {
      var found = keys(PIPELINE.substring(0, cut));
      assertThat(found).isEqualTo(List.of("k1", "k2", "k3").subList(0, found.size()));
      assertThat(found.isEmpty()).isEqualTo(cut < first);
    }
  }

  @Test
  void scanned_isBehindTheLastCompleteCommand() {
    var scanner = new PipelineKeyScanner();
    int first = Resp.query("SET", "k1", "v").length();
    var bytes = Ascii.bytes("x" + PIPELINE + "#TS:1\r\n" + PIPELINE);
    for (int end = 1; end < bytes.length; end++) {
      scanner.view(bytes, 1, end);
      assertThat(scanner.scanned()).isLessThanOrEqualTo(Math.min(end, 1 + PIPELINE.length()));
      assertThat(scanner.scanned() > 1).isEqualTo(end >= 1 + first);
    }
    assertThat(scanner.scanned()).isEqualTo(1 + PIPELINE.length());
  }

  @Test
  void insideACommand_thereIsNothingToSee() {
    var query = query(Ascii.bytes("*3\r\n$3\r\nSET\r\n"));
    assertThat(query.next(LIMITS)).isEqualTo(Query.Found.INCOMPLETE);
    query.feed(Ascii.bytes("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n"), 0, 20);
    assertThat(keys(query)).isEmpty();
  }

  @Test
  void aLongPipeline_isLookedAtInPart() {
    assertThat(keys(Resp.query("GET", "k").repeat(500))).hasSize(PipelineKeyScanner.MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET inline\r\n",
        "*2\r\n$3\r\nGET\r\n$-1\r\n",
        "*2\r\n$3\r\nGET\r\n$\r\n",
        "*2\r\n$3\r\nGET\r\n$4\n",
        "*2\r\n$3\r\nGET\r\n:4\r\n",
        "*99999999999999999999\r\n",
        "*-1\r\n",
        "*\r\n",
        "*2\r\n$999999999\r\n",
        "*2\r\n$1000000\r\nGET",
        "\0\r\n",
      })
  void atAnythingElse_itStops(String other) {
    assertThat(keys(PIPELINE + other + PIPELINE)).containsExactly("k1", "k2", "k3");
  }

  @Test
  void whatItFinds_isWhatTheParserFinds() {
    var random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      var bytes = new StringBuilder();
      for (int i = random.nextInt(6); i >= 0; i--) {
        var words = new String[1 + random.nextInt(4)];
        for (int w = 0; w < words.length; w++) {
          words[w] = "w\r\n$*1".repeat(random.nextInt(4)) + random.nextInt(1_000);
        }
        bytes.append(Resp.query(words));
      }
      bytes.setLength(random.nextInt(bytes.length() + 1));
      var query = query(Ascii.bytes(bytes.toString()));
      var found = keys(query);
      var parsed = new ArrayList<String>();
      while (query.next(LIMITS) == Query.Found.COMMAND) {
        if (query.args().count() > 1) {
          parsed.add(query.args().text(1));
        }
      }
      assertThat(found).isEqualTo(parsed);
    }
  }
}
