package eightweeks.week2.object;

import eightweeks.week2.dict.HashTable;

/** The content of an entry that is a large set, hash or sorted set: its elements are in a dict. */
public interface Structure {
  /** Returns the table with the elements. */
  HashTable<?> elements();

  /** Returns the bytes that are accounted to it: all memory that it takes. */
  long accounted();
}
