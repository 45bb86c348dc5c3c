package eightweeks.week2.object;

/**
 * The types of values.
 *
 * <p>Answers to {@code server.h: OBJ_STRING} and its neighbours; the order is that of their
 * numbers.
 */
public enum ValueType {
  STRING("string"),
  LIST("list"),
  SET("set"),
  ZSET("zset"),
  HASH("hash"),
  MODULE("module"),
  STREAM("stream");

  private static final ValueType[] BY_NUMBER = values();

  private final String text;

  ValueType(String text) {
    this.text = text;
  }

  /** Its name as TYPE replies it. */
  public String text() {
    return text;
  }

  /** The type with that {@link #ordinal()}. */
  static ValueType byNumber(int number) {
    return BY_NUMBER[number];
  }
}
