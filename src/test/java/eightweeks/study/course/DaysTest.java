package eightweeks.study.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of days, and what is said about a line that is wrong. */
final class DaysTest {
  private static final String FIRST =
      "01|1|tour|A tour|60|client; server|R|do it|a.b.First|server.c: main()|ready";
  private static final String SECOND = "02|1|io-threads|Start-up|60|-|E|more|-|-|to come";

  private static Days parse(String... lines) {
    return Days.parse(List.of(lines).stream().map(line -> line.replace('|', '\t')).toList());
  }

  @Test
  void line_becomesADay() {
    var days = parse("# comment", FIRST, "", SECOND);
    var day = days.named("1");
    assertThat(day.concepts()).containsExactly("client", "server");
    assertThat(day.folder()).isEqualTo("week1/day01-tour");
    assertThat(day.chapter()).isEqualTo("weeks/week1/day01-tour.adoc");
    assertThat(day.targetSource()).isEqualTo("src/main/java/a/b/First.java");
    assertThat(days.named("day02-io-threads").testName()).isEqualTo("Day02IoThreadsTest");
    assertThat(days.ready()).containsExactly(day);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "01|1|tour; it has 3 columns, separated by tabs, and should have 11",
        "01|2|tour|A|60|-|R|x|-|-|to come; day 1 is not in week 2",
        "01|1|Tour|A|60|-|R|x|-|-|to come; the slug \"Tour\" is not made of",
        "01|1|tour|A|0|-|R|x|-|-|to come; the minutes is 0",
        "01|1|tour|A|an hour|-|R|x|-|-|to come; the minutes is \"an hour\" and should be a number",
        "01|1|tour|A|60|-|X|x|-|-|to come; the kind \"X\" is none of R, E, H, M, P",
        "01|1|tour|A|60|-|R|x|First|-|to come; the target \"First\" is no name of a class",
        "01|1|tour|A|60|-|R|x|-|-|ready; a day that rebuilds something names the class",
        "01|1|tour|A|60|-|R|x|-|-|done; the state \"done\" is neither",
        "01|1|tour||60|-|R|x|-|-|to come; column 4 is empty; write - for nothing",
        "02|1|tour|A|60|-|R|x|-|-|to come; the day's number is 2, but 1 is next",
      })
  void wrongLine_isNamedWithWhatIsWrong(String line, String reason) {
    assertThatThrownBy(() -> parse("# first", line))
        .isInstanceOf(CourseException.class)
        .hasMessageStartingWith("weeks/days.tsv, line 2: ")
        .hasMessageContaining(reason);
  }

  @Test
  void twoHolesInOneClass_areRefused() {
    assertThatThrownBy(() -> parse(FIRST, FIRST.replace("01|", "02|").replace("tour|", "other|")))
        .hasMessage(
            "weeks/days.tsv, line 2: a.b.First has the hole of day 1 already; no class has two.");
  }

  @Test
  void dayThatIsNotThere_saysHowDaysAreNamed() {
    assertThatThrownBy(() -> parse(FIRST, SECOND).named("57"))
        .hasMessage("There is no day \"57\": they are named day01 to day02.");
    assertThatThrownBy(() -> parse(FIRST, SECOND).readyNamed("2"))
        .hasMessage("day02 (Start-up) is still to come. Ready: day01.");
  }
}
