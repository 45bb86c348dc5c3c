package eightweeks.week2.values;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Limits;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.Value;
import eightweeks.week2.siphash.SipHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The encodings of values on their way across the limits, beside what a redis-server 7.2.6 has
 * given them: encodings.txt, recorded by record-encodings.py, which says how to read it.
 */
final class EncodingTest {
  private static final String RECORD = "/week2/encodings.txt";

  private final Values values = new Values(new Config(), new SipHash(1, 2), new RandomStream(3));
  private final Limits limits = values.limits();
  private @Nullable Entry entry;

  private static List<String> lines() throws IOException {
    try (var file = EncodingTest.class.getResourceAsStream(RECORD)) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  @Test
  void encodings_areThoseOfRedis() throws IOException {
    int number = 1;
    for (var line : lines()) {
      number++;
      var words = line.split(" = ")[0].split(" ");
      run(words);
      var encoding = entry == null ? "none" : entry.encoding().text();
      assertThat(encoding)
          .as("line %d: %s", number, line)
          .isEqualTo(line.substring(line.lastIndexOf(' ') + 1));
    }
    assertThat(number).isGreaterThan(1000);
  }

  private static byte[] element(String word) {
    int times = word.indexOf('x');
    if (times < 0) {
      return Ascii.bytes(word);
    }
    int length = Integer.parseInt(word.substring(times + 1));
    return Ascii.bytes(word.substring(0, times) + "x".repeat(Math.max(length - times, 0)));
  }

  private void run(String[] words) {
    var elements = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      elements[i] = i == 0 || words[0].equals("new") ? new byte[0] : element(words[i]);
    }
    var args = Args.of(elements);
    switch (words[0]) {
      case "new" -> startAnew(words);
      case "DEL" -> entry = null;
      case "SET" -> store(values.strings().take(args, 1));
      case "APPEND" -> append(args);
      case "SETRANGE" -> overwrite(Integer.parseInt(words[1]), elements[2]);
      case "INCR" -> store(values.strings().store(Strings.number(there()) + 1));
      case "RPUSH", "LPUSH", "RPOP", "LPOP", "LTRIM", "LSET" -> list(words, args);
      case "SADD", "SREM" -> set(words[0], args);
      case "HSET", "HDEL" -> hash(words[0], args);
      case "ZADD", "ZREM" -> sortedSet(words, args);
      default -> throw new AssertionError(words[0]);
    }
    if (entry != null && values.of(entry) instanceof Value value && value.size() == 0) {
      entry = null;
    }
  }

  private void startAnew(String[] words) {
    entry = null;
    for (int i = 1; i < words.length; i++) {
      var setting = words[i].split("=");
      limit(setting[0]).set(Long.parseLong(setting[1]));
    }
  }

  private LongDirective limit(String name) {
    return switch (name) {
      case "list-size" -> limits.listMaxListpackSize;
      case "set-ints" -> limits.setMaxIntsetEntries;
      case "set-entries" -> limits.setMaxListpackEntries;
      case "set-value" -> limits.setMaxListpackValue;
      case "hash-entries" -> limits.hashMaxListpackEntries;
      case "hash-value" -> limits.hashMaxListpackValue;
      case "zset-entries" -> limits.zsetMaxListpackEntries;
      case "zset-value" -> limits.zsetMaxListpackValue;
      default -> throw new AssertionError(name);
    };
  }

  private Entry there() {
    return Objects.requireNonNull(entry);
  }

  private void store(Object value) {
    entry = Entry.of(Ascii.bytes("k"), value);
  }

  private void append(Args args) {
    var sds = values.strings().appendable(there(), args.length(1));
    sds.append(args.array(1), args.offset(1), args.length(1));
  }

  private void overwrite(int offset, byte[] text) {
    values.strings().mutable(there()).overwrite(offset, text, 0, text.length);
  }

  private void list(String[] words, Args args) {
    boolean push = words[0].endsWith("PUSH");
    var list = values.list(entry);
    if (list == null) {
      if (!push) {
        return;
      }
      list = values.list();
      store(list);
    }
    switch (words[0]) {
      case "RPOP" -> list.popTail();
      case "LPOP" -> list.popHead();
      case "LTRIM" -> list.deleteRange(0, Long.parseLong(words[1]));
      case "LSET" -> {
        list.beforeAdding(args, 2, 2);
        list.replace(Long.parseLong(words[1]), args.array(2), 0, args.length(2));
        list.afterReplacing();
        return;
      }
      default -> {
        list.beforeAdding(args, 1, args.count() - 1);
        for (int i = 1; i < args.count(); i++) {
          if (words[0].equals("RPUSH")) {
            list.pushTail(args.array(i), 0, args.length(i));
          } else {
            list.pushHead(args.array(i), 0, args.length(i));
          }
        }
        return;
      }
    }
    list.afterRemoving();
  }

  private void set(String command, Args args) {
    var set = values.set(entry);
    if (command.equals("SREM")) {
      for (int i = 1; set != null && i < args.count(); i++) {
        set.remove(args.array(i), 0, args.length(i));
      }
      return;
    }
    int count = args.count() - 1;
    if (set == null) {
      set = values.set(args.array(1), 0, args.length(1), count);
      store(set);
    } else {
      set.beforeAdding(count);
    }
    for (int i = 1; i < args.count(); i++) {
      set.add(args.array(i), 0, args.length(i));
    }
  }

  private void hash(String command, Args args) {
    var hash = values.hash(entry);
    if (command.equals("HDEL")) {
      for (int i = 1; hash != null && i < args.count(); i++) {
        hash.remove(args.array(i), 0, args.length(i));
      }
      return;
    }
    if (hash == null) {
      hash = values.hash();
      store(hash);
    }
    hash.beforeAdding(args, 1, args.count() - 1);
    for (int i = 1; i < args.count(); i += 2) {
      hash.set(args, i, i + 1);
    }
  }

  private void sortedSet(String[] words, Args args) {
    var set = values.sortedSet(entry);
    if (words[0].equals("ZREM")) {
      for (int i = 1; set != null && i < args.count(); i++) {
        set.remove(args.array(i), 0, args.length(i));
      }
      return;
    }
    int members = (args.count() - 1) / 2;
    if (set == null) {
      // ZADD looks at the first of the members only.
      set = values.sortedSet(members, args.length(2));
      store(set);
    } else {
      set.beforeAdding(members);
    }
    for (int i = 1; i < args.count(); i += 2) {
      set.set(Double.parseDouble(words[i]), args.array(i + 1), 0, args.length(i + 1));
    }
  }
}
