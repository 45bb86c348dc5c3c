package eightweeks.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a server holds, asked for by plain commands. */
final class Dump {
  /**
   * A key.
   *
   * @param expires when, in milliseconds since 1970; negative for never
   * @param value elements in their order where they have one, sorted where not
   * @param order the elements as they come, where only the encoding gives them an order
   */
  record Key(String type, String encoding, long expires, String value, String order) {}

  private Dump() {}

  /** Returns the keys of all databases, each under {@code database:name}. */
  static Map<String, Key> of(Wire wire) throws IOException {
    var all = new TreeMap<String, Key>();
    for (int database = 0; database < Duel.DATABASES; database++) {
      wire.call("SELECT", "" + database);
      for (var entry : database(wire).entrySet()) {
        all.put(database + ":" + entry.getKey(), entry.getValue());
      }
    }
    return all;
  }

  private static Map<String, Key> database(Wire wire) throws IOException {
    var names = wire.call("KEYS", "*").elements().stream().map(Frame::text).toList();
    var questions = new ArrayList<List<String>>();
    for (var name : names) {
      questions.add(List.of("TYPE", name));
      questions.add(List.of("OBJECT", "ENCODING", name));
      questions.add(List.of("PEXPIRETIME", name));
    }
    var facts = wire.callAll(questions);
    questions.clear();
    for (int i = 0; i < names.size(); i++) {
      questions.add(value(facts.get(3 * i).text(), names.get(i)));
    }
    var values = wire.callAll(questions);
    var keys = new TreeMap<String, Key>();
    for (int i = 0; i < names.size(); i++) {
      String type = facts.get(3 * i).text();
      String encoding = facts.get(3 * i + 1).text();
      long expires = Long.parseLong(facts.get(3 * i + 2).text());
      var value = values.get(i);
      var order = order(encoding, type, value);
      keys.put(names.get(i), new Key(type, encoding, expires, text(type, value), order));
    }
    return keys;
  }

  private static List<String> value(String type, String name) {
    return switch (type) {
      case "string" -> List.of("GET", name);
      case "list" -> List.of("LRANGE", name, "0", "-1");
      case "set" -> List.of("SMEMBERS", name);
      case "zset" -> List.of("ZRANGE", name, "0", "-1", "WITHSCORES");
      case "hash" -> List.of("HGETALL", name);
      default -> List.of("EXISTS", name);
    };
  }

  /** The order of the insertions is kept, and must be the same, in a hash that is a listpack. */
  private static String order(String encoding, String type, Frame value) {
    return type.equals("hash") && encoding.equals("listpack") ? value.toString() : "";
  }

  private static String text(String type, Frame value) {
    boolean pairs = type.equals("hash");
    if (!pairs && !type.equals("set")) {
      return value.toString();
    }
    var parts = value.elements();
    int step = pairs ? 2 : 1;
    var sorted = new ArrayList<String>();
    for (int i = 0; i < parts.size(); i += step) {
      sorted.add(parts.subList(i, i + step).toString());
    }
    sorted.sort(null);
    return sorted.toString();
  }
}
