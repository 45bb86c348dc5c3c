package eightweeks.week1.toy;

/** A range of numbers, its ends included. */
public final class Window {
  private final int from;
  private final int to;

  public Window(int from, int to) {
    this.from = from;
    this.to = to;
  }

  public boolean contains(int n) {
    return n >= from && n <= to;
  }
}
