package eightweeks.week3.command;

import eightweeks.week2.object.ValueType;

/**
 * Listens to keys that are added and removed, by any command: for blocked clients, watched keys, an
 * index of keys.
 *
 * <p>Invariant: between two events about all keys of a database, the keys that are there are those
 * that were added and not removed; OVERWRITTEN is no removal. The array of a key is the same from
 * {@link #added} until it is removed, so that a listener may keep it.
 */
public interface KeyspaceListener {
  /** Called when a new key was added. */
  default void added(int database, byte[] key, ValueType type) {}

  /** Called when an existing key has something for clients that are blocked on its type. */
  default void ready(int database, byte[] key, ValueType type) {}

  /** Called when a key was removed or overwritten; {@code type} is that of the old value. */
  default void removed(int database, byte[] key, ValueType type, Removal why) {}

  /** Called when a database, or {@link KeyspaceEvents#ALL_DATABASES}, is about to be flushed. */
  default void flushing(int database) {}

  /** Called when two databases are about to swap their numbers. */
  default void swapping(int one, int other) {}

  /** Called when two databases have swapped their numbers. */
  default void swapped(int one, int other) {}
}
