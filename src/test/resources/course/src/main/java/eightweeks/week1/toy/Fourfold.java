package eightweeks.week1.toy;

/** Knows the limit only by way of another class. */
public final class Fourfold {
  private Fourfold() {}

  // tag::limit[]
  public static int limit() {
    return 2 * Ratio.TWICE;
  }
  // end::limit[]
}
