package eightweeks.study.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.Redis;
import java.io.ByteArrayInputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/study trace} shows: steps, what they took, and where two ways part. */
final class TraceTest {
  private static Trace trace(String command, String... before) {
    return Trace.of(List.of(classes()), List.of(), 0, List.of(before), command);
  }

  private static Path classes() {
    try {
      return Path.of(Redis.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Way.Step step(Trace trace, String call) {
    return trace.way().steps().stream()
        .filter(step -> step.call().equals(call))
        .findFirst()
        .orElseThrow(() -> new AssertionError(call + " is not in\n" + trace.text()));
  }

  @Test
  void get_thatHits_allocatesNothingAndAddsUpItsParts() {
    var trace = trace("GET k", "SET k v");
    assertThat(trace.reply()).isEqualTo("$1\r\nv\r\n");
    var whole = step(trace, "QueryReader.readable");
    assertThat(whole.bytes()).isZero();
    assertThat(whole.nanos()).isPositive();
    assertThat(step(trace, "Dispatcher.execute").nanos()).isLessThanOrEqualTo(whole.nanos());
    assertThat(trace.text())
        .startsWith("GET k ")
        .contains("\n  Dispatcher.execute ")
        .contains("GET k: ")
        .endsWith("bytes allocated; reply $1\\r\\nv\\r\\n\n");
  }

  @Test
  void set_allocatesItsEntryEachTime_becauseEachRunBeginsWithoutData() {
    var trace = trace("SET k v");
    assertThat(step(trace, "Entry.of").bytes()).isPositive();
    assertThat(step(trace, "QueryReader.readable").bytes())
        .isGreaterThanOrEqualTo(step(trace, "Entry.of").bytes());
  }

  @Test
  void against_anotherCommand_marksWhatOnlyOneOfThemDoes() {
    var both = trace("SET k v").against(trace("SET k v EX 10"));
    assertThat(both.lines())
        .anyMatch(line -> line.matches("  +SetCommand\\.run .*"))
        .anyMatch(line -> line.matches("- +Entry\\.of .*"))
        .anyMatch(line -> line.matches("\\+ +ExpiringEntry\\.of .*"))
        .anyMatch(line -> line.startsWith("- SET k v: "))
        .anyMatch(line -> line.startsWith("+ SET k v EX 10: "));
    assertThat(both.lines().filter(line -> line.contains("SetCommand.run"))).hasSize(1);
  }

  @Test
  void against_itself_marksNothing() {
    var trace = trace("PING");
    assertThat(trace.against(trace).lines().takeWhile(line -> !line.isEmpty()))
        .allMatch(line -> line.startsWith("  "));
  }

  @Test
  void commandsThatLeaveTheClientBusy_areTracedAgainAndAgain() {
    assertThat(trace("BLPOP nothing 0").reply()).isEmpty();
    assertThat(trace("EXEC", "MULTI", "SET k 'two words'", "GET k").reply())
        .endsWith("$9\r\ntwo words\r\n");
    assertThat(trace("SUBSCRIBE news").reply()).contains("subscribe");
  }

  @Test
  void commandWithAnOpenQuote_isRefused() {
    assertThatThrownBy(() -> trace("SET k \"v"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid argument(s)");
  }

  @Test
  void svg_isWellFormed_withALineForEachPackageAndAnArrowForEachStep() throws Exception {
    var trace = trace("SET k '<v>'");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(trace.svg().getBytes(StandardCharsets.UTF_8)));
    var packages = trace.way().steps().stream().map(Way.Step::room).distinct().count();
    var texts = document.getElementsByTagName("text").getLength();
    assertThat(texts).isEqualTo((int) packages + 1 + trace.way().steps().size());
    assertThat(document.getElementsByTagName("polygon").getLength())
        .isEqualTo(trace.way().steps().size());
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("SET k '<v>'");
  }

  @Test
  void once_inAServerOfThreeWeeks_hasNoLaterWeek_andUpToADepthNoDeeperStep() {
    var trace = Trace.once(List.of(classes()), 3, "SET k v");
    assertThat(trace.reply()).isEqualTo("+OK\r\n");
    assertThat(trace.way().steps())
        .allMatch(step -> step.room().matches("week[123].*"))
        .anyMatch(step -> step.depth() > 4);
    var shallow = trace.upTo(4).way().steps();
    assertThat(shallow).isNotEmpty().allMatch(step -> step.depth() <= 4);
    assertThat(shallow)
        .isEqualTo(trace.way().steps().stream().filter(step -> step.depth() <= 4).toList());
  }

  /** Compiled beside the server's classes, as a check leaves it. */
  @Test
  void svg_withALearnersClassInPlace_showsIt(@TempDir Path graft) {
    var source = "solutions/week3/day16-call/answer/SetMax.java";
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", graft.toString(), "-cp", classes().toString(), source);
    assertThat(code).isZero();
    var trace =
        Trace.of(
            List.of(graft, classes()),
            List.of("eightweeks.week3.setmax.SetMax"),
            3,
            List.of(),
            "SETMAX k 12");
    assertThat(trace.reply()).isEqualTo(":12\r\n");
    assertThat(trace.svg())
        .contains(">week3.setmax</text>", ">SetMax.SetMaxCommand.run</text>")
        .contains(">Database.add</text>");
  }
}
