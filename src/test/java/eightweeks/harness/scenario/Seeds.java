package eightweeks.harness.scenario;

import java.util.function.Consumer;
import java.util.stream.LongStream;

/** The seeds of a test, and what is said about one that fails. */
public final class Seeds {
  private Seeds() {}

  /**
   * Returns the seeds to run: the number that the system property {@code name.seeds} says, or only
   * the one that {@code name.seed} says.
   *
   * @param inBuild how many of them run if neither is set
   */
  public static LongStream of(String name, int inBuild) {
    Long only = Long.getLong(name + ".seed");
    return only == null
        ? LongStream.range(0, Long.getLong(name + ".seeds", inBuild))
        : LongStream.of(only);
  }

  /**
   * Runs a scenario from a seed.
   *
   * @throws AssertionError if it fails, with the command that runs it again
   */
  public static void run(String name, Class<?> test, long seed, Consumer<Scenario> body) {
    var scenario = new Scenario(seed);
    try {
      body.accept(scenario);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(
          "seed "
              + seed
              + " fails; to run it again: mvn test -Dtest="
              + test.getSimpleName()
              + " -D"
              + name
              + ".seed="
              + seed
              + "\n"
              + e.getMessage()
              + "\nWhat has happened:\n"
              + scenario.story(),
          e);
    }
  }
}
