package eightweeks.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the pages of days 05 and 07 step through and ask, on the JVM. */
final class FiguresTest {
  /** The questions of day 05. */
  private static final List<String> KEYS = TurnPredictions.KEYS;

  private static Properties properties(String file) throws IOException {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(file))) {
      properties.load(in);
    }
    return properties;
  }

  @ParameterizedTest
  @FieldSource("KEYS")
  void prediction_isMeasuredAsByTheCheckOfTheDay(String key) throws IOException {
    var answers = properties("solutions/week1/day05-turn/answer/day05.properties");
    var measured = TurnPredictions.measure(key).lines().toList();
    assertThat(measured.getFirst()).isEqualTo(answers.getProperty(key));
    assertThat(measured).as("what happened when").hasSizeGreaterThan(1);
  }

  @Test
  void predictions_areThoseOfTheExercise() throws IOException {
    assertThat(properties("exercises/week1/day05-turn/day05.properties").stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(KEYS);
  }

  // The parser.

  private static List<String> feed(String bytes) {
    var figure = new QueryFigure();
    var states = new ArrayList<String>();
    for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
      states.add(figure.feed(new byte[] {b}));
    }
    return states;
  }

  @Test
  void query_rememberedByTwoNumbers() {
    var states = feed("*2\r\n$4\r\nECHO\r\n$5\r\nhel");
    assertThat(states.get(2)).startsWith("INCOMPLETE\t0\t-1\t0\t0\t3\t");
    assertThat(states.get(3)).as("the header is complete").startsWith("INCOMPLETE\t2\t-1\t0\t4\t4");
    assertThat(states.get(7)).startsWith("INCOMPLETE\t2\t4\t0\t8\t8");
    assertThat(states.get(13)).as("one argument").startsWith("INCOMPLETE\t1\t-1\t0\t14\t14");
    assertThat(states.get(13)).endsWith("\nECHO");
    assertThat(states.getLast()).startsWith("INCOMPLETE\t1\t5\t0\t18\t21");
  }

  @Test
  void completeQuery_isFoundAndTheNextOneBegins() {
    var states = feed("*1\r\n$4\r\nPING\r\n*1\r\n");
    assertThat(states.get(13)).startsWith("COMMAND\t0\t-1\t0\t14\t14\t").endsWith("\nPING");
    assertThat(states.getLast()).startsWith("INCOMPLETE\t1\t-1\t14\t18\t18");
  }

  @Test
  void bytesThatAreNoQuery_stayAnError() {
    var states = feed("*1\r\n:1\r\n$");
    assertThat(states.getLast()).startsWith("ERROR").contains("expected '$', got ':'");
  }

  // The loop.

  @Test
  void turn_runsTheCommandAndTheNextOneSendsTheReply() {
    var figure = TurnFigure.start();
    figure.send("WORK 30");
    assertThat(figure.turn().lines())
        .containsExactly(
            "phases\t0\tthe turn begins",
            "poll\t0\tone channel is ready: no sleep",
            "after\t0\tthe sleep is over, both clocks were read",
            "ready\t30\tWORK ran for 30 ms; its reply waits in the output buffer");
    assertThat(figure.waiting()).startsWith("30\t1\t");
    assertThat(figure.turn()).contains("phases\t30\tWRITE_REPLIES: +OK goes out");
    assertThat(figure.waiting()).contains("\t0\t");
  }

  @Test
  void turn_sleepsUntilTheTimer_whichRunsLast() {
    var figure = TurnFigure.start();
    figure.timer(50, 40);
    figure.post();
    assertThat(figure.turn()).contains("posted\t0\tthe posted task runs");
    assertThat(figure.turn().lines())
        .containsSubsequence(
            "poll\t50\tnothing is ready: sleeps 50 ms, until the next timer",
            "timers\t90\tyour timer runs for 40 ms");
  }
}
