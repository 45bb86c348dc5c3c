package eightweeks.week2.object;

/**
 * The types of values.
 *
 * <p>Answers to {@code server.h: OBJ_STRING} and its neighbours. The order is that of their
 * numbers, which go into digests, so a new type comes last. An {@link Entry} notes the type in four
 * bits, so there can be 16 types. {@link Value} says how a later week adds one.
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

  /** Returns the name that TYPE replies; {@link Entry#typeName} knows those of modules. */
  public String text() {
    return text;
  }

  /** Returns the type with that {@link #ordinal()}. */
  static ValueType byNumber(int number) {
    return BY_NUMBER[number];
  }
}
