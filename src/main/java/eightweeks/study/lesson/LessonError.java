package eightweeks.study.lesson;

/** The failure of a {@link Lesson}. Its message is all there is to read; a stack says no more. */
public final class LessonError extends AssertionError {
  private static final long serialVersionUID = 1;

  private final boolean endless;

  LessonError(String message) {
    this(message, false);
  }

  LessonError(String message, boolean endless) {
    super(message);
    this.endless = endless;
  }

  /** Returns whether the code did not end, so that its thread may still run. */
  public boolean isEndless() {
    return endless;
  }
}
