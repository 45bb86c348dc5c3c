package eightweeks.week1.toy;

/** Something that the server does not have. */
public final class Extra {
  private Extra() {}

  /** Counts something twice. */
  public static void addTwice(Counter counter, int n) {}
}
