package eightweeks.week3.hashes;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HSCAN and HRANDFIELD over small and large hashes. */
final class HashWalksTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  /** A hash of fields f0, f1, … with values v0, v1, …. */
  private void fill(int fields) {
    var words = new StringBuilder("HSET h");
    for (int i = 0; i < fields; i++) {
      words.append(" f").append(i).append(" v").append(i);
    }
    client.inline(words.toString());
  }

  private List<String> all(String command) {
    return Arrays.stream(client.inline(command).split("\r\n"))
        .filter(line -> !line.startsWith("$") && !line.startsWith("*"))
        .toList();
  }

  /** Returns all elements that a walk shows, the cursors left out. */
  private List<String> walk(String options) {
    var shown = new ArrayList<String>();
    String cursor = "0";
    do {
      var step = all("HSCAN h " + cursor + options);
      cursor = step.getFirst();
      shown.addAll(step.subList(1, step.size()));
    } while (!cursor.equals("0"));
    return shown;
  }

  private static void assertPairs(List<String> words) {
    for (int i = 0; i < words.size(); i += 2) {
      assertThat(words.get(i + 1)).isEqualTo(words.get(i).replace('f', 'v'));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 1000})
  void hscan_showsAllFieldsWithTheirValues(int size) {
    fill(size);
    var shown = walk("");
    assertPairs(shown);
    assertThat(new HashSet<>(shown)).hasSize(2 * size);
  }

  @Test
  void hscan_ofATable_comesInStepsOfAboutCount() {
    fill(1000);
    assertThat(all("HSCAN h 0")).hasSizeBetween(1 + 2 * 10, 1 + 2 * 20);
    assertThat(all("HSCAN h 0 COUNT 100")).hasSizeBetween(1 + 2 * 100, 1 + 2 * 120);
    assertThat(all("HSCAN h 0 COUNT 9223372036854775807")).hasSize(1 + 2 * 1000);
  }

  @Test
  void match_isForFields_andDoesNotMakeAStepLonger() {
    fill(1000);
    assertThat(walk(" MATCH f99*")).hasSize(2 * 11);
    assertThat(walk(" MATCH v*")).isEmpty();
    assertThat(all("HSCAN h 0 MATCH nosuch")).hasSize(1).doesNotContain("0");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1000})
  void hrandfield_returnsDifferentFields_withTheirOwnValues(int size) {
    fill(size);
    var seen = new HashSet<String>();
    for (int count : new int[] {1, size / 10, size / 3, size / 2, size - 1, size, size + 7}) {
      var pairs = all("HRANDFIELD h " + count + " WITHVALUES");
      assertPairs(pairs);
      assertThat(pairs).hasSize(2 * Math.min(count, size)).doesNotHaveDuplicates();
      assertThat(all("HRANDFIELD h " + count)).hasSize(Math.min(count, size));
    }
    for (int i = 0; i < 200; i++) {
      seen.addAll(all("HRANDFIELD h " + size / 10));
    }
    assertThat(seen).hasSize(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1000})
  void hrandfieldOfANegativeCount_drawsFieldsAgain(int size) {
    fill(size);
    var pairs = all("HRANDFIELD h -" + 20 * size + " WITHVALUES");
    assertThat(pairs).hasSize(40 * size);
    assertPairs(pairs);
    assertThat(new HashSet<>(pairs)).hasSize(2 * size);
  }

  @Test
  void hrandfieldWithValues_isAnArrayOfPairsInResp3() {
    fill(100);
    client.inline("HELLO 3");
    for (int count : new int[] {-5, 5, 90, 100}) {
      assertThat(client.inline("HRANDFIELD h " + count + " WITHVALUES"))
          .matches(
              "\\*"
                  + Math.abs(count)
                  + "\r\n(\\*2\r\n\\$\\d\r\nf\\d+\r\n\\$\\d\r\nv\\d+\r\n){"
                  + Math.abs(count)
                  + "}");
    }
  }
}
