package eightweeks.week3.bitmaps;

/** What BITFIELD does with a number that does not fit into its field. */
enum Overflow {
  /** Takes the bits that fit. */
  WRAP,
  /** Takes the largest or the smallest number that fits. */
  SAT,
  /** Does nothing, and says so. */
  FAIL
}
