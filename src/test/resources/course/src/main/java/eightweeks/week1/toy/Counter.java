package eightweeks.week1.toy;

/** Counts up to a limit, and stays there. */
public final class Counter {
  /** The highest count; others inline it. */
  public static final int MAX = 10;

  private int count;

  // tag::add[]
  public void add(int n) {
    // tag::day01-hole[]
    count = Math.min(MAX, count + n);
    // end::day01-hole[]
  }

  // end::add[]

  public int count() {
    return count;
  }
}
