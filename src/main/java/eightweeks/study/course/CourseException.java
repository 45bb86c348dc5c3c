package eightweeks.study.course;

/**
 * Something is wrong with the course's own files, or with what was asked for. The message is one or
 * more sentences for a person, and says what to do.
 */
public final class CourseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CourseException(String message) {
    super(message);
  }

  public CourseException(String message, Throwable cause) {
    super(message, cause);
  }
}
