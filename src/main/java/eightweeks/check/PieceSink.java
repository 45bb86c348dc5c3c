package eightweeks.check;

/** Takes the pieces of a file, in their order. */
@FunctionalInterface
public interface PieceSink {
  void take(Piece piece);
}
