package eightweeks.differential;

import static java.util.Map.entry;

import eightweeks.week1.dispatch.Group;
import eightweeks.week3.commanddocs.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Words that fit an argument, by its name and kind: ordinary ones, and those on the edge.
 *
 * <p>There are few keys, so that commands meet, and the name of a key says which type it mostly
 * has. All relative expiry times differ: otherwise two keys could expire in the same millisecond on
 * one server and in two on the other. All are far away, so that nothing expires while servers are
 * compared.
 */
final class Values {
  /** Every integer below this is too soon for an expiry time, in seconds or milliseconds. */
  static final long SOON = 100_000;

  /** Seconds since 1970 that are yet to come. */
  static final long FUTURE = 4_000_000_000L;

  private static final String LONG_MIN = "-9223372036854775808";
  private static final String LONG_MAX = "9223372036854775807";
  private static final String TOO_LARGE = "9223372036854775808";

  private static final Map<Group, String> LETTERS =
      Map.ofEntries(
          entry(Group.STRING, "s"),
          entry(Group.BITMAP, "sb"),
          entry(Group.LIST, "l"),
          entry(Group.SET, "t"),
          entry(Group.SORTED_SET, "z"),
          entry(Group.HASH, "h"),
          entry(Group.HYPERLOGLOG, "p"),
          entry(Group.GEO, "gz"));
  private static final String ALL_LETTERS = "sbltzhpg";

  private static final List<String> MEMBERS =
      List.of(
          "a",
          "b",
          "c",
          "d",
          "e",
          "aa",
          "foo",
          "Foo",
          "bar",
          "1",
          "2",
          "3",
          "10",
          "-1",
          "007",
          "3.5",
          "",
          " ",
          "x y",
          "\u0000\u00ff\r\n",
          LONG_MAX,
          LONG_MIN,
          "x".repeat(5),
          "y".repeat(64),
          "z".repeat(65),
          "w".repeat(300));
  private static final List<String> SCORES =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "-1",
          "1.5",
          "-0",
          "0.1",
          "10",
          "100",
          "inf",
          "-inf",
          "+inf",
          "1e300",
          "-1e300",
          "3.14159265358979",
          "17179869184.5",
          "1e-10",
          "123456789012",
          LONG_MAX);
  private static final List<String> INDEXES =
      List.of("0", "1", "2", "3", "5", "10", "-1", "-2", "-3", "-10", "100", "-100");
  private static final List<String> COUNTS =
      List.of("1", "1", "2", "2", "3", "5", "10", "0", "100");
  private static final List<String> WRONG_NUMBERS =
      List.of(
          "x",
          "",
          "1.5",
          " 1",
          "1 ",
          "+1",
          "01",
          "1e2",
          "0x10",
          "nan",
          "(1",
          LONG_MAX,
          LONG_MIN,
          TOO_LARGE,
          "4294967296",
          "-");
  private static final List<String> LEX =
      List.of("-", "+", "[a", "(a", "[b", "[c", "(d", "[", "(", "[foo", "(1", "[zz");
  private static final List<String> PATTERNS =
      List.of(
          "*", "*", "s*", "?", "??", "[a-c]*", "[^a]*", "\\*", "*0", "l1", "", "[", "#", "nosort");
  private static final List<String> CHANNELS = List.of("c1", "c2", "c3", "__keyevent@0__:del", "");
  private static final List<String> CHANNEL_PATTERNS = List.of("*", "c*", "__key*", "c?", "[", "");
  private static final List<String> ENCODINGS =
      List.of("u8", "i8", "u1", "i5", "u16", "i64", "u63", "u64", "i65", "u0", "x8", "i");
  private static final List<String> OFFSETS =
      List.of(
          "0", "1", "7", "8", "9", "63", "100", "1000", "#0", "#1", "#3", "#100", "-1", "20000");
  private static final List<String> LIMITS =
      List.of(
          "hash-max-listpack-entries",
          "hash-max-listpack-value",
          "hash-max-ziplist-entries",
          "set-max-intset-entries",
          "set-max-listpack-entries",
          "set-max-listpack-value",
          "zset-max-listpack-entries",
          "zset-max-ziplist-value",
          "list-max-listpack-size",
          "list-compress-depth",
          "hll-sparse-max-bytes",
          "notify-keyspace-events");

  private final Random random;
  private int expiries;
  private String bounds = "";

  /** Whether scores are mostly the same, as ranges by member need it. */
  private final boolean flat;

  /** The members that most commands mean, so that they find some. */
  private final List<String> members = new ArrayList<>();

  Values(Random random) {
    this.random = random;
    flat = chance(0.2);
    for (int i = 0; i < 7; i++) {
      members.add(pick(MEMBERS));
    }
  }

  /** Returns the limits that CONFIG SET changes. */
  static List<String> limits() {
    return LIMITS;
  }

  /** Chooses the kind of bounds of a range of a sorted set; returns its option, which may be "". */
  String pickBounds() {
    bounds = pick(List.of("", "BYSCORE", "BYLEX"));
    return bounds;
  }

  <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Returns a word for an argument of a command of some group. */
  String of(Argument argument, Group group) {
    boolean number = argument.kind() == Argument.Kind.INTEGER;
    String name = argument.name();
    if (argument.kind() == Argument.Kind.KEY) {
      return key(group);
    }
    return switch (name) {
      case "seconds", "milliseconds", "unix-time-seconds", "unix-time-milliseconds" -> expiry(name);
      case "timeout" -> mostly(List.of("0", "1000", "1000.5"), List.of("-1", "x", "1e300"));
      case "field", "element", "pivot", "member", "member1", "member2" -> member();
      case "value" -> value(group, number);
      case "cursor" -> chance(0.9) ? "0" : pick(List.of("1", "x", "-1", "17", TOO_LARGE));
      case "count", "num-matches", "limit", "len", "min-match-len" -> count();
      case "rank" -> mostly(List.of("1", "2", "-1", "-2"), List.of("0", LONG_MIN, "100", "x"));
      case "db", "destination-db", "index1", "index2" -> database();
      case "index" -> group == Group.CONNECTION ? database() : index();
      case "min", "max" -> argument.kind() == Argument.Kind.DOUBLE ? bound() : lex();
      case "start", "stop", "end" -> number ? index() : anyBound();
      case "longitude" ->
          mostly(
              List.of("13.361389", "15.087269", "2.349014", "-179.9"), List.of("180", "181", "x"));
      case "latitude" ->
          mostly(List.of("38.115556", "37.502669", "48.864716", "0"), List.of("85.05", "86", "x"));
      case "radius", "width", "height" ->
          mostly(List.of("200", "1000", "5000", "1e6", "0.5"), List.of("0", "-1", "x"));
      case "offset" -> pick(OFFSETS);
      case "bit" -> mostly(List.of("0", "1"), List.of("2", "x"));
      case "encoding" -> mostly(ENCODINGS.subList(0, 7), ENCODINGS);
      case "pattern" -> group == Group.PUBSUB ? pick(CHANNEL_PATTERNS) : pattern();
      case "channel", "shardchannel" -> pick(CHANNELS);
      case "type" -> pick(List.of("string", "list", "SET", "zset", "hash", "stream", "x"));
      case "parameter" -> pick(LIMITS);
      case "protover" -> mostly(List.of("2", "3", "3"), List.of("4", "x", "1"));
      case "client-id" -> "@id" + random.nextInt(Duel.CLIENTS) + "@";
      case "subcommand" -> pick(List.of("getreg", "encoding", "decode", "todense", "x"));
      case "section", "command-name" -> pick(List.of("server", "all", "get", "x"));
      default -> fallback(argument);
    };
  }

  private String mostly(List<String> good, List<String> odd) {
    return pick(chance(0.94) ? good : odd);
  }

  private String fallback(Argument argument) {
    return switch (argument.kind()) {
      case INTEGER -> chance(0.7) ? pick(COUNTS) : wrongNumber();
      case DOUBLE -> score();
      case UNIX_TIME -> expiry(argument.name());
      case PATTERN -> pattern();
      default -> member();
    };
  }

  /** Returns the name of a key that a command of a group mostly finds of its own type. */
  String key(Group group) {
    if (chance(0.02)) {
      return pick(List.of("", "\u0000\u00ff", "none", "a"));
    }
    String letters = chance(0.9) ? LETTERS.getOrDefault(group, ALL_LETTERS) : ALL_LETTERS;
    return letters.charAt(random.nextInt(letters.length())) + "" + random.nextInt(3);
  }

  String member() {
    if (chance(0.8)) {
      return pick(members);
    }
    return chance(0.4) ? "" + random.nextInt(400) : pick(MEMBERS);
  }

  private String value(Group group, boolean number) {
    return switch (group) {
      case SERVER ->
          pick(List.of("0", "1", "2", "4", "8", "32", "64", "-1", "-2", "KEA", "Elg", ""));
      case BITMAP -> number && chance(0.8) ? "" + random.nextInt(2) : pick(SCORES);
      default -> chance(0.4) ? pick(SCORES) : member();
    };
  }

  private String expiry(String name) {
    if (chance(0.06)) {
      return pick(List.of("0", "-1", "-100000", LONG_MAX, LONG_MIN, TOO_LARGE, "x", "", "1.5"));
    }
    boolean millis = name.contains("milli");
    if (name.startsWith("unix")) {
      long seconds =
          chance(0.06) ? 1 : pick(List.of(4_000_000_000L, 5_000_000_000L, 9_999_999_999L));
      return "" + (millis ? seconds * 1000 : seconds);
    }
    long step = ++expiries * 1000L;
    long seconds = chance(0.5) ? SOON + step : 1_000_000_000L - step;
    return "" + (millis ? seconds * 1000 : seconds);
  }

  private String count() {
    if (chance(0.1)) {
      return pick(List.of(LONG_MAX, LONG_MIN, TOO_LARGE, "x", "", "1.5"));
    }
    return chance(0.2) ? "-" + pick(COUNTS) : pick(COUNTS);
  }

  private String index() {
    return chance(0.92) ? pick(INDEXES) : wrongNumber();
  }

  String wrongNumber() {
    return pick(WRONG_NUMBERS);
  }

  String score() {
    if (flat && chance(0.97)) {
      return "0";
    }
    return chance(0.93)
        ? pick(SCORES)
        : pick(List.of("nan", "x", "", "1e400", "0x1p3", " 1", "--1"));
  }

  private String bound() {
    return chance(0.3) ? "(" + score() : score();
  }

  private String lex() {
    return chance(0.95) ? pick(LEX) : member();
  }

  private String anyBound() {
    return switch (bounds) {
      case "BYSCORE" -> bound();
      case "BYLEX" -> lex();
      default -> index();
    };
  }

  private String pattern() {
    return chance(0.2)
        ? pick(List.of("s*", "h*->a", "h*->1", "#", "z*->x", "*->"))
        : pick(PATTERNS);
  }

  private String database() {
    if (chance(0.5)) {
      return "0";
    }
    return chance(0.9)
        ? "" + random.nextInt(Duel.DATABASES)
        : pick(List.of("4", "-1", "x", LONG_MAX));
  }
}
