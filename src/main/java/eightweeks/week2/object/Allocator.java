package eightweeks.week2.object;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.LentArrays;
import eightweeks.week2.sds.StringCaptures;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * Allocates and frees the bytes that keys and values are made of, and accounts the memory.
 *
 * <p>Answers to {@code zmalloc.c}: {@code zmalloc()}, {@code zfree()}, {@code
 * zmalloc_used_memory()}. A server has one allocator. Today stored bytes are a {@code byte[]} on
 * the heap, and the collector frees them. What is left here is the memory accounting. It is a plain
 * field, because one thread uses it.
 *
 * <p>Rules: stored bytes have one owner, which frees them exactly once. An entry owns its key and
 * its content, a structure owns its elements. No other object keeps a reference longer than one
 * command, except a reply until it has been written: {@link #isLent} tells. Code of later weeks has
 * no reference at all: {@link Element}, {@link Strings} and the views of values show it what is
 * stored. docs/decisions/0005-stored-bytes.adoc says why.
 *
 * <p>What is accounted? Everything that keys and values are made of. A structure that makes its
 * arrays itself (buckets, chain links, nodes of quicklists, strings that grow) accounts them in the
 * code that makes them, so that no caller can forget it. The tables of the keyspace belong to no
 * key and have a number of their own.
 */
public final class Allocator implements LongConsumer {
  /** Fewer bytes need no announcement: the reserve of the heap is large enough for them. */
  private static final long LARGE = 64 * 1024;

  private static final CommandError NO_ROOM =
      new CommandError("OOM command not allowed when used memory > 'maxmemory'.");

  private LongPredicate room = _ -> true;
  private final StringCaptures captures = new StringCaptures();
  private final LentArrays lent;
  private long used;
  private long tables;

  /** An allocator whose arrays no reply refers to: they are copied. */
  public Allocator() {
    this(new LentArrays());
  }

  /**
   * @param lent the arrays to which replies refer that were not written yet
   */
  public Allocator(LentArrays lent) {
    this.lent = lent;
  }

  /**
   * Returns whether a reply that was not written yet refers to a stored array, so that nothing may
   * be written into it.
   */
  public boolean isLent(byte[] stored) {
    return lent.isLent(stored);
  }

  /** Returns the large strings that a snapshot is capturing. */
  StringCaptures captures() {
    return captures;
  }

  /** Sets the test for room on the heap, in bytes. The week about memory calls this. */
  public void room(LongPredicate newRoom) {
    room = newRoom;
  }

  /**
   * Announces that a command is going to allocate much at once. It calls this before it has changed
   * anything.
   *
   * @throws CommandError OOM if the heap has no room for it
   */
  public void requireRoom(long bytes) {
    if (bytes >= LARGE && !room.test(bytes)) {
      throw NO_ROOM;
    }
  }

  /** Returns the bytes of all keys and values. */
  public long used() {
    return used;
  }

  /** Returns the bytes of the keyspace's own tables. */
  public long tables() {
    return tables;
  }

  /** Returns the bytes of the whole data set (used_memory). */
  public long total() {
    return used + tables;
  }

  /** Returns a copy of a range of bytes, and accounts it. */
  public byte[] copy(byte[] from, int offset, int length) {
    used += HeapSize.ofBytes(length);
    return Arrays.copyOfRange(from, offset, offset + length);
  }

  /** Returns argument i as stored bytes: a copy, or its array if it has an array of its own. */
  public byte[] take(Args args, int i) {
    return adopt(args.take(i));
  }

  /** Accounts an array that the caller has made, and returns it. */
  public byte[] adopt(byte[] bytes) {
    used += HeapSize.ofBytes(bytes.length);
    return bytes;
  }

  /** Frees stored bytes. */
  public void free(byte[] bytes) {
    used -= HeapSize.ofBytes(bytes.length);
  }

  /** Frees an array whose content was copied to another one, which is accounted and returned. */
  public byte[] reallocate(byte[] old, byte[] replacement) {
    used += HeapSize.ofBytes(replacement.length) - HeapSize.ofBytes(old.length);
    return replacement;
  }

  /** Frees everything: all keys of the server were removed. */
  public void clear() {
    used = 0;
  }

  /** Accounts objects that are not byte arrays: entries, nodes. A negative number frees them. */
  public void account(long bytes) {
    used += bytes;
  }

  /** Does the same as {@link #account}, for structures that make their arrays themselves. */
  @Override
  public void accept(long bytes) {
    account(bytes);
  }

  /**
   * Accounts tables of the keyspace. They are freed when their database is cleared, and not by
   * {@link #clear}.
   */
  public void accountTables(long bytes) {
    tables += bytes;
  }
}
