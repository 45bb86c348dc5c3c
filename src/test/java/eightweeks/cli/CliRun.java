package eightweeks.cli;

import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.CliEnvironment;
import eightweeks.cli.environment.Output;
import eightweeks.cli.text.Words;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One run of redis-cli inside the test's JVM. */
public final class CliRun {
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private CliClock clock = CliClock.system();

  public record Result(int code, String out, String err) {}

  public static CliRun cli() {
    return new CliRun();
  }

  /** Replies as at a terminal, although there is none. */
  CliRun person() {
    return with("FAKETTY", "1");
  }

  CliRun with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  CliRun input(String text) {
    input = text;
    return this;
  }

  CliRun clock(CliClock other) {
    clock = other;
    return this;
  }

  public Result run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var surroundings =
        new CliEnvironment(
            environment,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new Output(out),
            new Output(err),
            clock,
            false,
            false,
            false);
    int code = new RedisCli(surroundings).run(Words.of(arguments));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
