package eightweeks.week1.resp;

import org.jspecify.annotations.Nullable;

/**
 * A part of a reply: the bytes from {@link #start} to {@link #end} of an array, and a link to the
 * next part.
 *
 * <p>Answers to {@code server.h: clientReplyBlock}. The array of a {@link #shared} chunk belongs to
 * several replies or to a stored value, so nothing is added to it.
 */
final class Chunk {
  /** The size of an ordinary chunk in bytes (PROTO_REPLY_CHUNK_BYTES). */
  static final int SIZE = 16 * 1024;

  final byte[] bytes;
  final boolean shared;

  /** The lender of a stored array; null if the array is not a stored one. */
  final @Nullable LentArrays lender;

  int start;
  int end;
  @Nullable Chunk next;

  Chunk(byte[] bytes, int start, int end, boolean shared) {
    this(bytes, start, end, shared, null);
  }

  Chunk(byte[] bytes, int start, int end, boolean shared, @Nullable LentArrays lender) {
    this.lender = lender;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.shared = shared;
  }

  int length() {
    return end - start;
  }

  int free() {
    return shared ? 0 : bytes.length - end;
  }
}
