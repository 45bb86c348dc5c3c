package eightweeks.week3.command;

import eightweeks.week2.object.ValueType;

/**
 * Told when keys come and go, whatever command did it: for blocked clients, watched keys, an index
 * of keys.
 *
 * <p>Invariant: between two events about all keys of a database, the keys that are there are those
 * that were added and not removed; OVERWRITTEN is no removal. The array of a key is the same from
 * {@link #added} until it is removed, so that a listener may keep it.
 */
public interface KeyspaceListener {
  /** A key was added that was not there. */
  default void added(int database, byte[] key, ValueType type) {}

  /** A key that was there has something for clients that wait for one of its type. */
  default void ready(int database, byte[] key, ValueType type) {}

  /** A key is gone, or was overwritten; {@code type} is the one of the old value. */
  default void removed(int database, byte[] key, ValueType type, Removal why) {}

  /** A database is about to be emptied, or all: {@link KeyspaceEvents#ALL_DATABASES}. */
  default void flushing(int database) {}

  /** Two databases are about to change their numbers. */
  default void swapping(int one, int other) {}

  /** Two databases have changed their numbers. */
  default void swapped(int one, int other) {}
}
