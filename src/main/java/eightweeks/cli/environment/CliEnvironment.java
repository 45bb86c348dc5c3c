package eightweeks.cli.environment;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the client finds around itself: environment, standard streams, clock, and whether a person
 * sits at the terminal. Handed in, so that a test can be the person.
 *
 * @param terminalIn standard input is a terminal
 * @param terminalOut standard output is a terminal
 * @param realProcess false in tests: no hooks into the running JVM
 */
public record CliEnvironment(
    Map<String, String> environment,
    InputStream in,
    Output out,
    Output err,
    CliClock clock,
    boolean terminalIn,
    boolean terminalOut,
    boolean realProcess) {

  /** Show replies as to a person; FAKETTY in the environment says so against the evidence. */
  public boolean personReads() {
    return terminalOut || environment.containsKey("FAKETTY");
  }

  /**
   * Where a file of the user's home is, or where this environment variable says instead; null where
   * neither is known or the variable says {@code /dev/null}. C: getDotfilePath().
   */
  @Nullable
  public Path dotFile(String variable, String name) {
    String instead = environment.get(variable);
    if (instead != null && !instead.isEmpty()) {
      return instead.equals("/dev/null") ? null : Path.of(instead);
    }
    String home = environment.get("HOME");
    if (home == null || home.isEmpty()) {
      home = environment.get("USERPROFILE");
    }
    return home == null || home.isEmpty() ? null : Path.of(home, name);
  }

  public boolean colours() {
    return environment.getOrDefault("TERM", "").contains("xterm");
  }
}
