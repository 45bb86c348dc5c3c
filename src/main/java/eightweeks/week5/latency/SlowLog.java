package eightweeks.week5.latency;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The commands that took long, the newest first, in memory.
 *
 * <p>Answers to {@code slowlog.c: slowlogPushEntryIfNeeded()}, {@code slowlogCreateEntry()}, {@code
 * server.c: slowlogPushCurrentCommand()}. What counts is the time of running, not of waiting in the
 * query buffer, of being blocked, or of writing the reply. The arguments are as the client sent
 * them. They are copied when the command was slow; of a long one only the beginning is kept.
 *
 * <p>Invariants: ids count up as long as the server runs, also after a reset; the log is shortened
 * when the next command has run, not when slowlog-max-len is set. It takes a 64th of the heap at
 * most.
 */
final class SlowLog {
  /** Maximum number of arguments that are kept. */
  private static final int MAX_WORDS = 32;

  /** Maximum number of bytes of an argument, and of the client's name, that are kept. */
  private static final int MAX_BYTES = 128;

  /** Bytes of the objects of an entry, without its words. */
  private static final long PER_ENTRY = 160;

  /** Bytes of a word beside its text. */
  private static final long PER_WORD = 24;

  private static final byte[] REDACTED = Ascii.bytes("(redacted)");

  private final LongDirective slowerThan;
  private final LongDirective maxLength;
  private final LoopTime time;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long nextId;
  private long memory;
  private long most = Long.MAX_VALUE;

  /**
   * A command that was slow.
   *
   * @param seconds since 1970, when it had run
   * @param micros its duration
   * @param client the address it came from
   * @param name the name of the client, empty if it has none
   */
  record Entry(long id, long seconds, long micros, byte[][] words, String client, String name) {
    /** Returns about how many bytes of memory the entry takes. */
    long memory() {
      long bytes = PER_ENTRY + client.length() + name.length();
      for (var word : words) {
        bytes += PER_WORD + word.length;
      }
      return bytes;
    }
  }

  /**
   * @param slowerThan in microseconds; 0 for all commands, -1 for none
   * @param maxLength maximum number of entries that are kept
   */
  SlowLog(LongDirective slowerThan, LongDirective maxLength, LoopTime time) {
    this.slowerThan = slowerThan;
    this.maxLength = maxLength;
    this.time = time;
  }

  // tag::consider[]
  /** Keeps a command that has run if it was slow. */
  void consider(Client client, Command command, Args args, long nanos) {
    long least = slowerThan.value();
    if (least < 0 || command.is(CommandFlag.SKIP_SLOWLOG)) {
      return;
    }
    long micros = nanos / 1_000;
    if (micros >= least) {
      long seconds = time.microsNow() / 1_000_000;
      var words = words(args);
      var entry =
          new Entry(
              nextId++, seconds, micros, words, client.remote().toString(), start(client.name()));
      entries.addFirst(entry);
      memory += entry.memory();
    }
    while (entries.size() > maxLength.value() || memory > most) {
      memory -= entries.removeLast().memory();
    }
  }

  // end::consider[]

  private static byte[][] words(Args args) {
    boolean tooMany = args.count() > MAX_WORDS;
    var words = new byte[tooMany ? MAX_WORDS : args.count()][];
    int kept = tooMany ? MAX_WORDS - 1 : words.length;
    for (int i = 0; i < kept; i++) {
      words[i] = args.isRedacted(i) ? REDACTED : word(args, i);
    }
    if (tooMany) {
      words[kept] = Ascii.bytes("... (" + (args.count() - kept) + " more arguments)");
    }
    return words;
  }

  private static byte[] word(Args args, int i) {
    int more = args.length(i) - MAX_BYTES;
    if (more <= 0) {
      return args.bytes(i);
    }
    String beginning = Ascii.text(args.array(i), args.offset(i), MAX_BYTES);
    return Ascii.bytes(beginning + "... (" + more + " more bytes)");
  }

  /** Returns the beginning of a client's name, so that the log keeps no megabytes. */
  private static String start(String name) {
    int more = name.length() - MAX_BYTES;
    return more <= 0 ? name : name.substring(0, MAX_BYTES) + "... (" + more + " more bytes)";
  }

  /** Sets the bytes that all entries together may take, whatever slowlog-max-len says. */
  void limit(long bytes) {
    most = bytes;
  }

  /** Returns about how many bytes of memory the entries take. */
  long memory() {
    return memory;
  }

  int length() {
    return entries.size();
  }

  /** Returns the entries, the newest first. */
  Iterable<Entry> entries() {
    return entries;
  }

  void clear() {
    entries.clear();
    memory = 0;
  }
}
