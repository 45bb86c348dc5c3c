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
import java.util.List;

/**
 * {@code --hotkeys}: the keys that the server's LFU counters call the busiest. Needs one of the LFU
 * policies as maxmemory-policy; otherwise the server replies an error.
 *
 * <p>Answers to redis-cli.c: findHotKeys(), getKeyFreqs().
 */
final class HotKeys {
  private static final int MAX = 16;
  private static final int SCANS_PER_PAUSE = 100;
  private static final int SAY_EVERY = 1_000_000;

  private record Hot(long counter, byte[] key) {}

  private final Session session;
  private final Output out;
  private final CliClock clock;
  private final Interrupt interrupt;
  private final KeyScan scan;

  /** The hottest keys so far, the coldest of them first; at most {@link #MAX}. */
  private final List<Hot> hottest = new ArrayList<>();

  private long sampled;

  HotKeys(Session session, CliClock clock, Interrupt interrupt) {
    this.session = session;
    this.out = session.out;
    this.clock = clock;
    this.interrupt = interrupt;
    this.scan = new KeyScan(session);
  }

  void run() {
    long total = scan.databaseSize();
    out.print(
        """

        # Scanning the entire keyspace to find hot keys as well as
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
    out.print("\n-------- summary -------\n\n");
    if (interrupt.asked()) {
      out.print("[" + Decimals.percent(percent) + "%] ");
    }
    out.println("Sampled " + sampled + " keys in the keyspace!");
    for (Hot hot : hottest.reversed()) {
      out.print("hot key found with counter: " + hot.counter() + "\tkeyname: ");
      out.write(new ByteBuilder().quoted(hot.key())).print("\n");
    }
  }

  private void page(List<byte[]> keys, double percent) {
    var questions = new ArrayList<List<byte[]>>(keys.size());
    for (byte[] key : keys) {
      questions.add(List.of(Words.bytes("OBJECT"), Words.bytes("FREQ"), key));
    }
    List<ServerReply> answers = scan.pipeline(questions);
    for (int i = 0; i < answers.size(); i++) {
      switch (answers.get(i)) {
        case ServerReply.Int counter -> sample(new Hot(counter.value(), keys.get(i)), percent);
        case ServerReply.Error error -> {
          session.err.println("Error: " + error.text());
          throw new Exit(1);
        }
        default -> {
          String key = new ByteBuilder().quoted(keys.get(i)).toString();
          session.err.println(
              "Warning: OBJECT freq on '" + key + "' failed (may have been deleted)");
          sample(new Hot(0, keys.get(i)), percent);
        }
      }
    }
  }

  private void sample(Hot hot, double percent) {
    sampled++;
    if (sampled % SAY_EVERY == 0) {
      out.println("[" + Decimals.percent(percent) + "%] Sampled " + sampled + " keys so far");
    }
    int place = 0;
    while (place < hottest.size() && hot.counter() > hottest.get(place).counter()) {
      place++;
    }
    boolean room = hottest.size() < MAX;
    if (hot.counter() == 0 || (place == 0 && !room)) {
      return;
    }
    hottest.add(place, hot);
    if (!room) {
      hottest.removeFirst();
    }
    out.print("[" + Decimals.percent(percent) + "%] Hot key '");
    out.write(new ByteBuilder().quoted(hot.key()));
    out.println("' found so far with counter " + hot.counter());
  }
}
