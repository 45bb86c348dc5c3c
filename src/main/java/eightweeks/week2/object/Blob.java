package eightweeks.week2.object;

import eightweeks.week1.resp.Args;
import java.util.Arrays;

/**
 * The keeper of stored bytes: who wants to keep some gets them here, and gives them back here.
 *
 * <p>Answers to {@code zmalloc.c}: {@code zmalloc()}, {@code zfree()}, {@code
 * zmalloc_used_memory()}. One of these for each server. Today stored bytes are a {@code byte[]} on
 * the heap, the collector takes what nobody refers to, and what is done here is the bookkeeping: a
 * plain field, since one thread uses it.
 *
 * <p>Rules: stored bytes have one owner (an entry owns its key and its value, a value its blob, a
 * table its elements), who frees them exactly once. Nobody else keeps a reference after the command
 * that it got it in.
 *
 * <p>What is on the books: entries, keys, strings, value objects, blobs of compact encodings,
 * elements of tables and nodes of skip lists with their towers. What is not: bucket arrays and
 * chain links of dicts, and the nodes of quicklists, whose classes do their allocating themselves.
 */
public final class Blob {
  private long used;

  /** Bytes on the books. */
  public long used() {
    return used;
  }

  /** Stores a copy of a range of bytes. */
  public byte[] copy(byte[] from, int offset, int length) {
    used += HeapSize.ofBytes(length);
    return Arrays.copyOfRange(from, offset, offset + length);
  }

  /** Stores a word of a command: a copy, or its own array if it has one to itself. */
  public byte[] take(Args args, int i) {
    return adopt(args.take(i));
  }

  /** Stores an array that the caller has made for it, as it is. */
  public byte[] adopt(byte[] bytes) {
    used += HeapSize.ofBytes(bytes.length);
    return bytes;
  }

  /** Gives stored bytes back. */
  public void free(byte[] bytes) {
    used -= HeapSize.ofBytes(bytes.length);
  }

  /** Says that an owner has exchanged an array for another one that holds more or less. */
  public byte[] exchange(byte[] old, byte[] by) {
    used += HeapSize.ofBytes(by.length) - HeapSize.ofBytes(old.length);
    return by;
  }

  /** Takes everything off the books: all keys of the server are gone. */
  public void clear() {
    used = 0;
  }

  /** Books objects that are no bytes: entries, nodes. Below zero they are given back. */
  public void book(long bytes) {
    used += bytes;
  }
}
