package eightweeks.study.course;

/** What a learner does in an exercise. The letter is what stands in {@code weeks/days.tsv}. */
public enum ExerciseKind {
  /** Writes the body of a method of the server. */
  REBUILD('R'),
  /** Adds something to the server that it does not have. */
  EXTEND('E'),
  /** Finds a planted bug: a test that shows it, its place, and the mended class. */
  HUNT('H'),
  /** Predicts numbers, which the check counts again. */
  MEASURE('M'),
  /** Writes tests that pass on the server and fail on its mutants. */
  PROVE('P');

  private final char letter;

  ExerciseKind(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }

  /** In lower case, as a word of a sentence. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
