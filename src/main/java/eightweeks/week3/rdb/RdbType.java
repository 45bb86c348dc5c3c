package eightweeks.week3.rdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that announce the type of the next value, and its layout.
 *
 * <p>Answers to {@code rdb.h: RDB_TYPE_STRING} and its neighbours. The comments name the version of
 * RDB that brought the number, and the version of Redis.
 */
public final class RdbType {
  public static final int STRING = 0;
  public static final int LIST = 1;
  public static final int SET = 2;

  /** A sorted set with scores as text. */
  public static final int ZSET = 3;

  public static final int HASH = 4;

  /** A sorted set with scores of 64 bits: version 8, Redis 4. */
  public static final int ZSET_2 = 5;

  /** A value of a module as release candidates of Redis 4 wrote it. */
  public static final int MODULE_PRE_GA = 6;

  /** A value of a module: version 8, Redis 4. */
  public static final int MODULE_2 = 7;

  // From here on the value is one string, which holds a compact blob.

  /** Before Redis 2.6. */
  public static final int HASH_ZIPMAP = 9;

  public static final int LIST_ZIPLIST = 10;
  public static final int SET_INTSET = 11;
  public static final int ZSET_ZIPLIST = 12;

  /** Version 4, Redis 2.6. */
  public static final int HASH_ZIPLIST = 13;

  /** A list as a chain of ziplists: version 7, Redis 3.2. */
  public static final int LIST_QUICKLIST = 14;

  /** Version 9, Redis 5. */
  public static final int STREAM_LISTPACKS = 15;

  /** Version 10, Redis 7.0. */
  public static final int HASH_LISTPACK = 16;

  /** Version 10, Redis 7.0. */
  public static final int ZSET_LISTPACK = 17;

  /** A list as a chain of listpacks and large elements: version 10, Redis 7.0. */
  public static final int LIST_QUICKLIST_2 = 18;

  /** Version 10, Redis 7.0. */
  public static final int STREAM_LISTPACKS_2 = 19;

  /** Version 11, Redis 7.2. */
  public static final int SET_LISTPACK = 20;

  /** Version 11, Redis 7.2. */
  public static final int STREAM_LISTPACKS_3 = 21;

  /** One more than the greatest number. */
  static final int COUNT = 22;

  /** The oldest version of the format that can be read. */
  public static final int OLDEST_VERSION = 1;

  /** The version of Redis 7.0, which is written where nothing needs a newer one. */
  public static final int VERSION_10 = 10;

  /** The version of Redis 7.2, the newest that can be read. */
  public static final int VERSION_11 = 11;

  /** The names of the layouts in the words of redis-check-rdb, by their numbers. */
  private static final List<String> LAYOUTS =
      List.of(
          "string",
          "list-linked",
          "set-hashtable",
          "zset-v1",
          "hash-hashtable",
          "zset-v2",
          "module-pre-release",
          "module-value",
          "",
          "hash-zipmap",
          "list-ziplist",
          "set-intset",
          "zset-ziplist",
          "hash-ziplist",
          "quicklist",
          "stream",
          "hash-listpack",
          "zset-listpack",
          "quicklist-v2",
          "stream-v2",
          "set-listpack",
          "stream-v3");

  private RdbType() {}

  /** Returns the name of a layout, such as "hash-ziplist"; "unknown" if there is none. */
  public static String layout(int type) {
    return type >= 0 && type < LAYOUTS.size() ? LAYOUTS.get(type) : "unknown";
  }

  /** Returns the name of a type, for messages; null if there is no such type. */
  static @Nullable String name(int type) {
    return switch (type) {
      case STRING -> "string";
      case LIST, LIST_ZIPLIST, LIST_QUICKLIST, LIST_QUICKLIST_2 -> "list";
      case SET, SET_INTSET, SET_LISTPACK -> "set";
      case ZSET, ZSET_2, ZSET_ZIPLIST, ZSET_LISTPACK -> "zset";
      case HASH, HASH_ZIPMAP, HASH_ZIPLIST, HASH_LISTPACK -> "hash";
      case STREAM_LISTPACKS, STREAM_LISTPACKS_2, STREAM_LISTPACKS_3 -> "stream";
      case MODULE_PRE_GA, MODULE_2 -> "module";
      default -> null;
    };
  }
}
