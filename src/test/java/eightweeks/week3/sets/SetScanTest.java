package eightweeks.week3.sets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SSCAN over sets of each encoding. */
final class SetScanTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private void fill(String prefix, int size) {
    client.inline(
        "SADD s " + String.join(" ", IntStream.range(0, size).mapToObj(i -> prefix + i).toList()));
  }

  /** Returns the next cursor, and the members of one step. */
  private List<String> step(String cursor, String options) {
    return Arrays.stream(client.inline("SSCAN s " + cursor + options).split("\r\n"))
        .filter(line -> !line.startsWith("$") && !line.startsWith("*"))
        .toList();
  }

  private List<String> walk(String options) {
    var shown = new ArrayList<String>();
    String cursor = "0";
    do {
      var step = step(cursor, options);
      cursor = step.getFirst();
      shown.addAll(step.subList(1, step.size()));
    } while (!cursor.equals("0"));
    return shown;
  }

  @ParameterizedTest
  @CsvSource({"'', 100, intset", "m, 100, listpack", "m, 1000, hashtable", "'', 1000, hashtable"})
  void sscan_showsAllMembers(String prefix, int size, String encoding) {
    fill(prefix, size);
    assertThat(client.text("OBJECT", "ENCODING", "s")).isEqualTo(encoding);
    assertThat(new HashSet<>(walk(""))).hasSize(size);
    assertThat(walk(" COUNT 3 MATCH " + prefix + "?")).hasSize(10);
  }

  @Test
  void smallSet_comesInOneStep_forAnyCount() {
    fill("m", 100);
    assertThat(step("0", " COUNT 1")).hasSize(101).startsWith("0");
  }

  @Test
  void memberThatStays_isShown_whileOthersComeAndGo() {
    fill("m", 1000);
    var shown = new HashSet<String>();
    String cursor = "0";
    int round = 0;
    do {
      var step = step(cursor, " COUNT 20");
      cursor = step.getFirst();
      shown.addAll(step);
      client.inline("SADD s x" + round);
      client.inline("SREM s x" + (round - 5));
      round++;
    } while (!cursor.equals("0"));
    for (int i = 0; i < 1000; i++) {
      assertThat(shown).contains("m" + i);
    }
  }
}
