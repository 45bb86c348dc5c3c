package eightweeks.cli.modes;

import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.Exit;
import eightweeks.cli.environment.Interrupt;
import eightweeks.cli.environment.Output;
import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;
import eightweeks.cli.text.Decimals;
import eightweeks.cli.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code --bigkeys}: the key with the most elements of each type, and how sizes are spread over the
 * types. {@code --memkeys}: the same, by the memory that keys take.
 *
 * <p>Two questions for each page of keys, each asked as one pipeline: what types, what sizes. A key
 * may vanish or change in between; it is then left out or counts nothing.
 *
 * <p>Answers to redis-cli.c: findBigKeys(), getKeyTypes(), getKeySizes().
 */
final class BigKeys {
  private static final int SCANS_PER_PAUSE = 100;
  private static final int SAY_EVERY = 1_000_000;

  /** The results of one type. */
  private static final class Type {
    final String name;
    final @Nullable String sizeCommand;
    final String unit;
    long biggest;
    byte @Nullable [] biggestKey;
    long count;
    long total;

    Type(String name, @Nullable String sizeCommand, String unit) {
      this.name = name;
      this.sizeCommand = sizeCommand;
      this.unit = unit;
    }
  }

  private final Session session;
  private final Output out;
  private final CliClock clock;
  private final Interrupt interrupt;
  private final boolean memory;
  private final KeyScan scan;
  private final Map<String, Type> types = new LinkedHashMap<>();
  private long sampled;
  private long nameBytes;

  BigKeys(Session session, CliClock clock, Interrupt interrupt, boolean memory) {
    this.session = session;
    this.out = session.out;
    this.clock = clock;
    this.interrupt = interrupt;
    this.memory = memory;
    this.scan = new KeyScan(session);
    type("string", "STRLEN", "bytes");
    type("list", "LLEN", "items");
    type("set", "SCARD", "members");
    type("hash", "HLEN", "fields");
    type("zset", "ZCARD", "members");
    type("stream", "XLEN", "entries");
  }

  private void type(String name, @Nullable String sizeCommand, String unit) {
    types.put(name, new Type(name, sizeCommand, memory ? "bytes" : unit));
  }

  void run() {
    long total = scan.databaseSize();
    out.print(
        """

        # Scanning the entire keyspace to find biggest keys as well as
        # average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec
        # per 100 SCAN commands (not usually needed).

        """);
    double percent = 0;
    for (int pages = 1; scan.hasMore() && !interrupt.asked(); pages++) {
      percent = 100.0 * sampled / total;
      page(scan.next(), percent);
      out.flush();
      if (session.options.intervalMicros > 0 && pages % SCANS_PER_PAUSE == 0) {
        clock.sleepMicros(session.options.intervalMicros);
      }
    }
    summary(percent);
  }

  private void page(List<byte[]> keys, double percent) {
    List<@Nullable Type> kinds = askTypes(keys);
    long[] sizes = askSizes(keys, kinds);
    for (int i = 0; i < sizes.length; i++) {
      Type type = kinds.get(i);
      if (type == null) {
        continue;
      }
      type.total += sizes[i];
      type.count++;
      nameBytes += keys.get(i).length;
      sampled++;
      if (type.biggest < sizes[i]) {
        type.biggest = sizes[i];
        type.biggestKey = keys.get(i);
        out.print("[" + Decimals.percent(percent) + "%] Biggest ");
        out.print(Decimals.left(type.name, 6) + " found so far '");
        out.write(new ByteBuilder().quoted(keys.get(i)));
        out.println("' with " + sizes[i] + " " + type.unit);
      }
      if (sampled % SAY_EVERY == 0) {
        out.println("[" + Decimals.percent(percent) + "%] Sampled " + sampled + " keys so far");
      }
    }
  }

  /** Returns a type for each key; null for keys that are gone. */
  private List<@Nullable Type> askTypes(List<byte[]> keys) {
    var questions = new ArrayList<List<byte[]>>(keys.size());
    for (byte[] key : keys) {
      questions.add(List.of(Words.bytes("TYPE"), key));
    }
    var kinds = new ArrayList<@Nullable Type>(keys.size());
    for (ServerReply reply : scan.pipeline(questions)) {
      switch (reply) {
        case ServerReply.Status name -> {
          if (!name.text().equals("none") && !types.containsKey(name.text())) {
            type(name.text(), null, "?"); // a module's type
          }
          kinds.add(types.get(name.text()));
        }
        case ServerReply.Error error -> throw fail("TYPE returned an error: " + error.text());
        default -> throw fail("Invalid reply type for TYPE!");
      }
    }
    return kinds;
  }

  private long[] askSizes(List<byte[]> keys, List<@Nullable Type> kinds) {
    var questions = new ArrayList<List<byte[]>>();
    int[] keyOf = new int[keys.size()];
    for (int i = 0; i < keys.size(); i++) {
      Type type = kinds.get(i);
      if (type != null && (memory || type.sizeCommand != null)) {
        keyOf[questions.size()] = i;
        questions.add(question(keys.get(i), type));
      }
    }
    long[] sizes = new long[keys.size()];
    List<ServerReply> answers = scan.pipeline(questions);
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i) instanceof ServerReply.Int size) {
        sizes[keyOf[i]] = size.value();
      } else {
        Type type = kinds.get(keyOf[i]);
        String command = memory || type == null ? "MEMORY USAGE" : type.sizeCommand;
        String key = Words.text(keys.get(keyOf[i]));
        session.err.println(
            "Warning:  " + command + " on '" + key + "' failed (may have changed type)");
      }
    }
    return sizes;
  }

  private List<byte[]> question(byte[] key, Type type) {
    if (!memory) {
      return List.of(Words.bytes(String.valueOf(type.sizeCommand)), key);
    }
    var question = new ArrayList<byte[]>();
    question.add(Words.bytes("MEMORY"));
    question.add(Words.bytes("USAGE"));
    question.add(key);
    if (session.options.memorySamples > 0) {
      question.add(Words.bytes("SAMPLES"));
      question.add(Words.bytes(Integer.toString(session.options.memorySamples)));
    }
    return question;
  }

  private void summary(double percent) {
    out.print("\n-------- summary -------\n\n");
    if (interrupt.asked()) {
      out.print("[" + Decimals.percent(percent) + "%] ");
    }
    out.println("Sampled " + sampled + " keys in the keyspace!");
    double average = nameBytes == 0 ? 0 : (double) nameBytes / sampled;
    out.print("Total key length in bytes is " + nameBytes);
    out.print(" (avg len " + Decimals.of(average, 2) + ")\n\n");
    for (Type type : types.values()) {
      if (type.biggestKey != null) {
        out.print("Biggest " + Decimals.right(type.name, 6) + " found '");
        out.write(new ByteBuilder().quoted(type.biggestKey));
        out.println("' has " + type.biggest + " " + type.unit);
      }
    }
    out.print("\n");
    for (Type type : types.values()) {
      double share = sampled == 0 ? 0 : 100.0 * type.count / sampled;
      double size = type.count == 0 ? 0 : (double) type.total / type.count;
      out.print(type.count + " " + type.name + "s with " + type.total + " " + type.unit);
      out.print(" (" + Decimals.percent(share) + "% of keys");
      out.println(", avg size " + Decimals.of(size, 2) + ")");
    }
  }

  private Exit fail(String sentence) {
    session.err.println(sentence);
    return new Exit(1);
  }
}
