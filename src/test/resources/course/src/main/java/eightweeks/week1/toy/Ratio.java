package eightweeks.week1.toy;

/** Knows the limit of counters by a copy that the compiler made. */
public final class Ratio {
  /** A constant made of a constant. */
  static final int TWICE = 2 * Counter.MAX;

  private Ratio() {}

  // tag::percent[]
  /** How much of the limit is used, in percent. */
  public static int percent(Counter counter) {
    return 100 * counter.count() / Counter.MAX;
  }
  // end::percent[]
}
