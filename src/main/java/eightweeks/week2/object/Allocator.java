package eightweeks.week2.object;

import eightweeks.week1.resp.Args;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The keeper of stored bytes: who wants to keep some gets them here, and gives them back here.
 *
 * <p>Answers to {@code zmalloc.c}: {@code zmalloc()}, {@code zfree()}, {@code
 * zmalloc_used_memory()}. One of these for each server. Today stored bytes are a {@code byte[]} on
 * the heap, the collector takes what nobody refers to, and what is done here is the bookkeeping: a
 * plain field, since one thread uses it.
 *
 * <p>Rules: stored bytes have one owner (an entry owns its key and its content, a structure its
 * elements), who frees them exactly once. Nobody else keeps a reference after the command that it
 * got it in, and outside this week nobody has one at all: there, {@link Element}, {@link Strings}
 * and the views of values show what is stored. docs/decisions/0005-stored-bytes.adoc says why.
 *
 * <p>What is on the books: everything that keys and values are made of. Structures that make their
 * arrays themselves (buckets, chain links, nodes of quicklists, strings that grow) say so at that
 * moment, and cannot forget it. The tables of the keyspace, which are no key's, are apart.
 */
public final class Allocator implements LongConsumer {
  private long used;
  private long tables;

  /** Bytes of all keys and values. */
  public long used() {
    return used;
  }

  /** Bytes of the keyspace's own tables. */
  public long tables() {
    return tables;
  }

  /** Bytes of the whole data set (used_memory). */
  public long total() {
    return used + tables;
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
  public void account(long bytes) {
    used += bytes;
  }

  /** The same, as structures know it that make their arrays themselves. */
  @Override
  public void accept(long bytes) {
    account(bytes);
  }

  /**
   * Books tables of the keyspace; they go when their database is cleared, not by {@link #clear}.
   */
  public void accountTables(long bytes) {
    tables += bytes;
  }
}
