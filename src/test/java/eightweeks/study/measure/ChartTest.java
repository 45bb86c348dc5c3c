package eightweeks.study.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ChartTest {
  @Test
  void lines_haveNumbersAndBars() {
    var chart =
        new Chart("Bytes", "String", "byte[]").group("5 bytes", 1048, 24).group("none", 40.25, 0);
    assertThat(chart.note("That is all.").lines())
        .containsExactly(
            "Bytes",
            "  5 bytes  String  1,048  ########################################",
            "           byte[]     24  #",
            "  none     String   40.3  ##",
            "           byte[]      0",
            "  That is all.");
  }

  @Test
  void logarithmicBars_growByTheFactor() {
    var lines = new Chart("Puts", "a", "b").logarithmic().group("all", 9999, 99).lines();
    assertThat(lines.get(1)).endsWith("9,999  " + "#".repeat(40));
    assertThat(lines.get(2)).endsWith("   99  " + "#".repeat(20));
  }

  @Test
  void groupWithoutANumberForEach_isRefused() {
    assertThatThrownBy(() -> new Chart("Bytes", "a", "b").group("all", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
