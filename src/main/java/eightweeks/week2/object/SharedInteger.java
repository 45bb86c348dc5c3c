package eightweeks.week2.object;

/**
 * A small integer as the content of any number of keys, made once for the server.
 *
 * <p>Answers to {@code server.h: sharedObjectsStruct.integers}. {@link Strings} says which integers
 * are shared. A {@link StoredInteger} is the content of one key only.
 *
 * @param number 0 or more, less than {@link Strings#SHARED_INTEGERS}
 */
record SharedInteger(int number) {}
