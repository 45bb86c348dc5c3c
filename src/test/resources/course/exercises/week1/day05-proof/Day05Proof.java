package eightweeks.week1.toy;

/** Write tests that say what a window is. */
final class Day05Proof {}
