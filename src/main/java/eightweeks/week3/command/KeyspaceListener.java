package eightweeks.week3.command;

import eightweeks.week2.object.ValueType;

/** Told when keys come and go, whatever command did it: blocked clients, watched keys. */
public interface KeyspaceListener {
  /** A key is there that was not, or may serve somebody who waits for one of its type. */
  default void ready(int database, byte[] key, ValueType type) {}

  /** A key is gone, or its value was replaced by another. */
  default void removed(int database, byte[] key, ValueType type) {}

  /** A database is about to be emptied. */
  default void flushing(int database) {}

  /** Two databases are about to change their numbers. */
  default void swapping(int one, int other) {}

  /** Two databases have changed their numbers. */
  default void swapped(int one, int other) {}
}
