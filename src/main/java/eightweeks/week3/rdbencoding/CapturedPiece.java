package eightweeks.week3.rdbencoding;

import java.io.IOException;

/**
 * A part of a file that was captured on the loop's thread and will be encoded on another one. It
 * refers to nothing that may change meanwhile.
 */
public interface CapturedPiece {
  /** Returns about how many bytes of memory it takes. */
  long memory();

  /**
   * Encodes the piece, once: afterwards its arrays may serve a later piece. Pieces are encoded in
   * the order in which they were captured.
   */
  void encode(RdbWriter out) throws IOException;
}
