package eightweeks.study.check;

import eightweeks.study.course.SourceText;
import java.util.List;

/**
 * The result of a check.
 *
 * @param passed whether the exercise is done
 * @param refusal why there was nothing to test (it does not compile, a signature changed), or what
 *     is still missing; empty if the tests alone decide
 * @param tests what became of each test
 * @param notes what else is worth saying, a sentence each
 * @param handOut files that the learner gets now: the next stage of a hunt
 */
public record Verdict(
    boolean passed,
    String refusal,
    List<Outcome> tests,
    List<String> notes,
    List<SourceText> handOut) {

  /**
   * The outcome of a test.
   *
   * @param name its name
   * @param message why it failed; empty if it passed
   * @param endless whether it did not end in time, so that its thread may still run
   * @param errors the commands of the test that got an error, with the error, as far as the test
   *     reports them
   */
  public record Outcome(String name, String message, boolean endless, List<String> errors) {
    private static final String NOT_RUN = "not run";

    Outcome(String name, String message, boolean endless) {
      this(name, message, endless, List.of());
    }

    /** Returns a test behind one that did not end. */
    static Outcome notRun(String name) {
      return new Outcome(name, NOT_RUN, false);
    }

    public boolean passed() {
      return message.isEmpty();
    }

    public boolean ran() {
      return !message.equals(NOT_RUN);
    }
  }

  static Verdict refused(String why) {
    return new Verdict(false, why, List.of(), List.of(), List.of());
  }

  static Verdict refused(String why, List<Outcome> tests) {
    return new Verdict(false, why, tests, List.of(), List.of());
  }

  static Verdict tested(List<Outcome> tests, List<String> notes) {
    boolean all = !tests.isEmpty() && tests.stream().allMatch(Outcome::passed);
    return new Verdict(all, tests.isEmpty() ? "no test ran" : "", tests, notes, List.of());
  }

  /** Returns the tests that ran and did not pass. */
  public List<Outcome> failures() {
    return tests.stream().filter(test -> test.ran() && !test.passed()).toList();
  }

  /** Returns whether a thread of a test may still run: this JVM should not be used for long. */
  public boolean leftSomethingRunning() {
    return tests.stream().anyMatch(Outcome::endless);
  }
}
