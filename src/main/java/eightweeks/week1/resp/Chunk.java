package eightweeks.week1.resp;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a reply: the bytes from {@link #start} to {@link #end} of an array, and the piece that
 * follows.
 *
 * <p>Answers to {@code server.h: clientReplyBlock}. A chunk that is {@link #shared} lies in an
 * array that others read too; nothing is ever added to it.
 */
final class Chunk {
  /** The size of an ordinary chunk in bytes (PROTO_REPLY_CHUNK_BYTES). */
  static final int SIZE = 16 * 1024;

  final byte[] bytes;
  final boolean shared;
  int start;
  int end;
  @Nullable Chunk next;

  Chunk(byte[] bytes, int start, int end, boolean shared) {
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
