package eightweeks.week2.object;

/**
 * The ways in which values are laid out in memory.
 *
 * <p>Answers to {@code server.h: OBJ_ENCODING_RAW} and its neighbours, without those that Redis 7.2
 * no longer makes, and {@code object.c: strEncoding()}.
 *
 * <p>An {@link Entry} notes the encoding in four bits, so there can be 16 encodings.
 */
public enum Encoding {
  /** A string of more than 44 bytes, or one that was changed in place; a value of a module. */
  RAW("raw"),
  /** A string that is the text of a 64-bit integer. */
  INT("int"),
  /** A hash table. */
  HT("hashtable"),
  /** Sorted integers. */
  INTSET("intset"),
  /** A skip list and a hash table over the same nodes. */
  SKIPLIST("skiplist"),
  /** A string of up to 44 bytes. */
  EMBSTR("embstr"),
  /** A chain of listpacks. */
  QUICKLIST("quicklist"),
  /** A radix tree of listpacks. */
  STREAM("stream"),
  /** One listpack. */
  LISTPACK("listpack");

  private static final Encoding[] BY_NUMBER = values();

  private final String text;

  Encoding(String text) {
    this.text = text;
  }

  /** Returns the name that OBJECT ENCODING replies. */
  public String text() {
    return text;
  }

  /** Returns the encoding with that {@link #ordinal()}. */
  static Encoding byNumber(int number) {
    return BY_NUMBER[number];
  }
}
