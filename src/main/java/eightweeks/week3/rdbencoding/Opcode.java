package eightweeks.week3.rdbencoding;

/**
 * The numbers that may stand in the place of a type, and announce something else.
 *
 * <p>Answers to {@code rdb.h: RDB_OPCODE_EOF} and its neighbours. Types count from 0 upwards,
 * opcodes from 255 downwards.
 */
public final class Opcode {
  /** The source of a library of functions: a string. */
  public static final int FUNCTION2 = 245;

  /** The same as release candidates of Redis 7.0 wrote it. */
  public static final int FUNCTION_PRE_GA = 246;

  /** Data of a module that belong to no key ({@link ModuleData}). */
  public static final int MODULE_AUX = 247;

  /** The time since the next key was used: seconds, as a length. */
  public static final int IDLE = 248;

  /** The frequency of use of the next key: one byte, the logarithmic count of LFU. */
  public static final int FREQ = 249;

  /** A fact about the file: two strings, a name and a value. */
  public static final int AUX = 250;

  /** The number of keys in the database, and of those that expire: two lengths. */
  public static final int RESIZEDB = 251;

  /** The expiry of the next key: milliseconds since 1970, 64 bits. */
  public static final int EXPIRETIME_MS = 252;

  /** The expiry of the next key: seconds since 1970, 32 bits. */
  public static final int EXPIRETIME = 253;

  /** The database of the keys that follow: a length. */
  public static final int SELECTDB = 254;

  /** The end; from version 5 on, a checksum of 64 bits follows. */
  public static final int EOF = 255;

  private Opcode() {}
}
