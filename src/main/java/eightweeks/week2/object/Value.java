package eightweeks.week2.object;

import eightweeks.week2.compact.Listpack;

/**
 * A value that is no string: a list, a set, a hash, a sorted set; in later weeks a stream or a
 * module's own.
 *
 * <p>Answers to {@code object.c}: {@code createListListpackObject()} and its neighbours, {@code
 * objectComputeSize()}. A value belongs to one key, or to nobody yet. It never contains other
 * values. The four types of this week are views of their entry ({@link AdaptiveValue}), made when
 * they are needed; a type of a later week may be an object of its own, which the entry refers to.
 *
 * <p>Redis counts who refers to an object ({@code incrRefCount()}) and frees it with the last one.
 * Here the collector frees; what is left of releasing is bookkeeping ({@link #accounted}).
 */
public abstract class Value {
  protected Value() {}

  public abstract ValueType type();

  /** How it is laid out at the moment. */
  public abstract Encoding encoding();

  /** How many elements it has: fields of a hash, members of a set. */
  public abstract long size();

  /** A value of its own with the same elements in the same encoding, for COPY. */
  public abstract Value duplicate();

  /**
   * Bytes of memory that it takes, all of its objects together (objectComputeSize).
   *
   * @param samples how many elements may be looked at; the others are taken to be of the same size
   *     on average. With all of them the number is exact, or as exact as {@link HeapSize} says.
   */
  public abstract long memory(long samples);

  /** The listpack that it is, for whoever looks at structures; only if that is its encoding. */
  public Listpack listpack() {
    throw new IllegalStateException("a " + encoding().text());
  }

  /** Bytes that {@link Allocator} has on its books for this value, in constant time. */
  abstract long accounted();

  /** Makes it so that the value has nothing on the books: it has been removed from its key. */
  abstract void release();
}
