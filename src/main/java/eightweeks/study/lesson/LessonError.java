package eightweeks.study.lesson;

/** The failure of a {@link Lesson}. Its message is all there is to read; a stack says no more. */
public final class LessonError extends AssertionError {
  private static final long serialVersionUID = 1;

  LessonError(String message) {
    super(message);
  }
}
