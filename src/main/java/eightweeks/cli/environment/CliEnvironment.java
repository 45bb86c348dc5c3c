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

  /** Returns whether replies are shown as to a person; FAKETTY in the environment forces it. */
  public boolean personReads() {
    return terminalOut || environment.containsKey("FAKETTY");
  }

  /**
   * Returns the path of a file in the user's home, or the one that an environment variable names;
   * null if both are unknown, or the variable is {@code /dev/null}. C: getDotfilePath().
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
