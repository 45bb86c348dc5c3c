package eightweeks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** Values so large that a snapshot captures them in pieces, and commands that change them. */
public final class LargeValues {
  /** Length of the large strings. */
  public static final int BYTES = 3_000_000;

  private static final int ELEMENTS = 20_000;
  private static final int HUGE = 70_000;
  private static final int HUGE_ELEMENTS = 8;

  private LargeValues() {}

  /** Adds the keys hash, set, zset, list, doomed (a sorted set), raw and string. */
  public static void add(TestClient client) {
    add(client, "HSET hash", 2, i -> i % 2 == 0 ? "field" + i : "value" + i);
    add(client, "SADD set", 1, i -> "member-" + i);
    add(client, "ZADD zset", 2, i -> i % 2 == 0 ? "" + i % 1000 : "member" + i);
    add(client, "RPUSH list", 1, i -> "element" + i);
    add(client, "ZADD doomed", 2, i -> i % 2 == 0 ? "" + i : "member" + i);
    client.call("SET", "raw", "0123456789".repeat(BYTES / 10));
    client.call("SET", "string", "y".repeat(BYTES));
    client.call("APPEND", "string", "z");
  }

  /**
   * Adds the keys hash, set, zset and list. Their elements are empty, or larger than a chunk of a
   * capture, by turns; a set and a sorted set have one empty member.
   */
  public static void addEmptyBesideHuge(TestClient client) {
    for (int i = 0; i < 2 * HUGE_ELEMENTS; i += 2) {
      var huge = i + "x".repeat(HUGE);
      client.call("HSET", "hash", huge, "");
      client.call("SADD", "set", huge);
      client.call("ZADD", "zset", "" + i, huge);
      client.call("RPUSH", "list", huge, "");
    }
    client.call("HSET", "hash", "", "0".repeat(HUGE));
    client.call("SADD", "set", "");
    client.call("ZADD", "zset", "7", "");
  }

  /** Adds strings of more than a mebibyte by each command that can make one. */
  public static void addLongerThanAMebibyte(TestClient client) {
    var half = "x".repeat(600_000);
    client.call("SET", "appended", half);
    client.call("APPEND", "appended", half);
    client.call("SETRANGE", "overwritten", "2000000", "x");
    client.call("SETBIT", "bits", "16000000", "1");
    client.call("BITFIELD", "fields", "SET", "u8", "#2000000", "1");
    client.call("SET", "long", half + half);
  }

  private static void add(
      TestClient client, String command, int arguments, IntFunction<String> text) {
    var words = new ArrayList<>(List.of(command.split(" ")));
    for (int i = 0; i < arguments * ELEMENTS; i++) {
      words.add(text.apply(i));
      if (words.size() == 2002) {
        client.call(words.toArray(String[]::new));
        words.subList(2, words.size()).clear();
      }
    }
    if (words.size() > 2) {
      client.call(words.toArray(String[]::new));
    }
  }

  /** Returns a random command that changes one of them, words separated by spaces. */
  public static String change(Random random) {
    int i = random.nextInt(2 * ELEMENTS);
    return switch (random.nextInt(20)) {
      case 0 -> "HSET hash field" + i + " value" + random.nextInt(2 * ELEMENTS);
      case 1 -> "HDEL hash field" + i;
      case 2 -> "SADD set member-" + i;
      case 3 -> "SREM set member-" + i;
      case 4, 5 -> "ZADD zset " + random.nextInt(1000) + " member" + i;
      case 6 -> "ZREM zset member" + i;
      case 7 -> "ZADD zset " + random.nextInt(1000) + ".5 new" + i;
      case 8 -> "ZPOPMAX zset 3";
      case 9 -> "LSET list " + i / 4 + " changed";
      case 10 -> "LPUSH list new";
      case 11 -> "RPOP list";
      case 12 -> "LREM list 1 element" + i / 2;
      case 13 -> "SETRANGE raw " + random.nextInt(BYTES) + " changed";
      case 14 -> "SETBIT string " + random.nextInt(8 * BYTES) + " 1";
      case 15 -> "BITFIELD raw INCRBY u32 " + random.nextInt(8 * BYTES - 32) + " 99999";
      case 16 -> "APPEND string more";
      case 17 -> "ZREMRANGEBYRANK zset " + i / 4 + " " + i / 4;
      case 18 -> "SET small" + i + " value";
      default -> "SET small changed";
    };
  }
}
