package eightweeks.exercise;

import eightweeks.study.lesson.Lesson;
import eightweeks.week1.startup.ServerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a server has reported a crash. The server lives on, as it should, so a test would
 * see only that an answer is missing, or nothing at all.
 */
public final class Crashes {
  private final String learners;
  private @Nullable Throwable first;

  /**
   * Has seen no crash yet.
   *
   * @param learners the name of the class that the learner writes; empty if there is no one class
   */
  public Crashes(String learners) {
    this.learners = learners;
  }

  /** Begins to notice the crashes of a server. */
  public void watch(ServerBuilder server) {
    server
        .crashReport()
        .listeners()
        .add(
            failure -> {
              if (first == null) {
                first = failure;
              }
            });
  }

  /** There was no crash; else the test fails, and says what was thrown and where. */
  public void none() {
    var failure = first;
    if (failure != null) {
      throw Lesson.crash(failure, learners);
    }
  }
}
