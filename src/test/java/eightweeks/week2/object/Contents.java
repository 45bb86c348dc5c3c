package eightweeks.week2.object;

/** Shows to tests what is stored: an array, or a structure. */
public final class Contents {
  private Contents() {}

  /** Returns what the entry of a value holds. */
  public static Object of(Value value) {
    return ((AdaptiveValue) value).content();
  }

  /** Returns what an entry holds. */
  public static Object of(Entry entry) {
    return entry.content();
  }

  /** Returns what the entry of a string holds that is an integer. */
  public static Object integer(long value) {
    return new StoredInteger(value);
  }
}
