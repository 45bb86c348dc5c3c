package eightweeks.week2.object;

import eightweeks.week1.resp.CommandError;
import eightweeks.week2.compact.Listpack;
import org.jspecify.annotations.Nullable;

/**
 * A value that is not a string: a list, a set, a hash or a sorted set; in later weeks a stream or a
 * value of a module.
 *
 * <p>Answers to {@code object.c}: {@code createListListpackObject()} and its neighbours, {@code
 * objectComputeSize()}. A value belongs to one key, or to no key yet. It never contains other
 * values. The four types of this week are views of their entry ({@link AdaptiveValue}), made when
 * they are needed. A type of a later week is an object of its own, which the entry refers to.
 *
 * <p>Redis counts the references to an object ({@code incrRefCount()}) and frees it with the last
 * one. Here the collector frees the object, and only the memory accounting is left to do ({@link
 * #accounted}).
 *
 * <p>How does a later week add a type?
 *
 * <ol>
 *   <li>Extend this class. {@link #type} is one of the {@link ValueType}s, so Redis's number of the
 *       type is known. All types of modules are {@link ValueType#MODULE} and differ in {@link
 *       #typeName}.
 *   <li>Account the memory: tell the {@link Allocator} each change of {@link #accounted} when it
 *       happens, the first bytes included. When the key is removed or gets another value, {@link
 *       ValueContext} frees what {@link #accounted} returns.
 *   <li>Create a key with {@code Database.add(key, value)}. Find the value with {@link #of}, which
 *       throws WRONGTYPE for every other class.
 *   <li>Add a row to each {@link TypeTable}: there is one for each thing that is done with values
 *       from outside, such as the digest of DEBUG DIGEST.
 * </ol>
 */
public abstract class Value {
  protected Value() {}

  /** Returns the type. It decides which commands work on the value. */
  public abstract ValueType type();

  /** Returns the name that TYPE replies and SCAN TYPE compares. A module type has its own name. */
  public String typeName() {
    return type().text();
  }

  /**
   * Returns the layout in memory, which OBJECT ENCODING replies. A type of a later week has one
   * encoding that does not change, because the entry notes it: {@link Encoding#STREAM} for streams,
   * {@link Encoding#RAW} for values of modules.
   */
  public abstract Encoding encoding();

  /** Returns the number of elements: fields of a hash, members of a set. */
  public abstract long size();

  /**
   * Returns a new value with the same elements in the same encoding, for COPY. The new value has
   * accounted its memory.
   *
   * @throws eightweeks.week1.resp.CommandError if the type cannot be copied; nothing has changed
   *     then
   */
  public abstract Value duplicate();

  /**
   * Returns the bytes of memory that all objects of the value take (objectComputeSize).
   *
   * @param samples maximum number of elements to look at; the average of these stands for the rest.
   *     With all of them the number is exact, or as exact as {@link HeapSize} says.
   */
  public abstract long memory(long samples);

  /**
   * Returns the listpack of a value with encoding listpack, for commands that show structures.
   *
   * @throws IllegalStateException if the value has another encoding
   */
  public Listpack listpack() {
    throw new IllegalStateException("a " + encoding().text());
  }

  /** Returns the bytes that the {@link Allocator} has accounted to this value, in constant time. */
  public abstract long accounted();

  /**
   * Returns the value of a key whose type is a class of a later week; null if there is no key.
   *
   * @param type the class; the value itself is returned, and not a view
   * @throws CommandError WRONGTYPE if the key has a value of another class
   */
  public static <V extends Value> @Nullable V of(@Nullable Entry entry, Class<V> type) {
    if (entry == null) {
      return null;
    }
    if (!type.isInstance(entry.content())) {
      throw CommandError.WRONG_TYPE;
    }
    return type.cast(entry.content());
  }
}
