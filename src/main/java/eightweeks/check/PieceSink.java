package eightweeks.check;

/** Takes the pieces of a file, in their order. */
@FunctionalInterface
interface PieceSink {
  void take(Piece piece);
}
