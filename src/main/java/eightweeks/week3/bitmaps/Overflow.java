package eightweeks.week3.bitmaps;

/** The ways in which BITFIELD stores a number that does not fit into its field. */
enum Overflow {
  /** Takes the bits that fit. */
  WRAP,
  /** Takes the largest or the smallest number that fits. */
  SAT,
  /** Changes nothing, and replies nil. */
  FAIL
}
