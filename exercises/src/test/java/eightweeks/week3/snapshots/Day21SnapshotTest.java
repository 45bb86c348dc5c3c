package eightweeks.week3.snapshots;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import eightweeks.study.lesson.Predictions;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week7.simulation.ForkedPages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Day 21: what a snapshot captures, counted on the real server; and what fork would have copied.
 *
 * <p>Each group has one key, so that a key that is handed over is a group that is handed over.
 */
final class Day21SnapshotTest {
  private static final String CHAPTER = "weeks/week3/day21-snapshot.adoc, ";
  private static final String CHANGE = CHAPTER + "\"Before a change\"";
  private static final String REST = CHAPTER + "\"The rest, in slices\"";
  private static final int WEEKS = 3;
  private static final int KEYS = 1024;
  private static final int KEY_BYTES = 64;
  private static final int KEYS_A_PAGE = ForkedPages.PAGE / KEY_BYTES;
  private static final int PASSED = 256;
  private static final int SHOWN = 5;

  private final Predictions predictions =
      Predictions.of(Day21SnapshotTest.class, "day21.properties");

  /** What happened, in order; a lesson shows the beginning of it. */
  private final List<String> happened = new ArrayList<>();

  private final Supplier<String> history =
      () -> String.join("\n", happened.subList(0, Math.min(SHOWN, happened.size())));

  /** What makes each new server: set when it installs its features. */
  private final List<ServerBuilder> installed = new ArrayList<>();

  /** A server with the keys of the exercise, and a snapshot of it that has begun. */
  private final class Snapshot {
    private final MemoryServer server = MemoryServer.ofWeeks(WEEKS, installed::add);
    private final List<String> keys = new ArrayList<>();
    private final PointInTime data;
    private int handedOver;

    Snapshot() throws IOException {
      var hash = installed.getLast().need(Values.SERVICE).sipHash();
      var taken = new BitSet(KEYS);
      var mset = new StringBuilder("MSET");
      for (int i = 0; keys.size() < KEYS; i++) {
        var name = Ascii.bytes("k" + i);
        int group = (int) hash.hash(name, 0, name.length) & KEYS - 1;
        if (!taken.get(group)) {
          taken.set(group);
          keys.add("k" + i);
          mset.append(" k").append(i).append(" old");
        }
      }
      server.call(mset.toString());
      server.runFor(1); // the cron ends the rehash
      data =
          new PointInTime(installed.getLast().need(Keyspace.SERVICE).all(), (_, _) -> handedOver++);
    }

    /** Runs a command; notes how many groups it has handed over. */
    void call(String command, String key, String rest) throws IOException {
      int before = handedOver;
      server.call(command + " " + key + rest);
      int now = handedOver - before;
      happened.add(
          "%s %s: %s"
              .formatted(
                  command,
                  keys.contains(key) ? "key " + keys.indexOf(key) : "a new key",
                  now == 0 ? "nothing is handed over" : now + " group is handed over"));
    }

    void set(int number) throws IOException {
      call("SET", keys.get(number), " new");
    }

    void step(int buckets) {
      int before = handedOver;
      data.step(buckets);
      happened.add("the cursor hands over %d groups".formatted(handedOver - before));
    }
  }

  /** The memory of a Redis that has forked, with the same keys. */
  private final class Fork {
    private final ForkedPages pages = new ForkedPages(KEYS / KEYS_A_PAGE, ForkedPages.PAGE);

    void set(int number) {
      int copied = pages.write(number * KEY_BYTES, KEY_BYTES);
      happened.add(
          "SET key %d: on page %d, which is %s"
              .formatted(
                  number, number / KEYS_A_PAGE, copied > 0 ? "copied first" : "copied already"));
    }
  }

  @Test
  void thousandWritesToAKey_handOverItsGroupOnce() throws IOException {
    var snapshot = new Snapshot();
    for (int i = 0; i < 1000; i++) {
      snapshot.set(5);
    }
    predictions.check(
        "same.key.groups",
        snapshot.handedOver,
        Lesson.because("a bit for each group tells whether it is done; the first write sets it")
            .history(history)
            .readAgain(CHANGE));
  }

  @Test
  void sixtyFourKeys_areInAsManyGroups() throws IOException {
    var snapshot = new Snapshot();
    for (int i = 0; i < KEYS_A_PAGE; i++) {
      snapshot.set(i);
    }
    predictions.check(
        "neighbours.groups",
        snapshot.handedOver,
        Lesson.because(
                "a group has nothing to do with the place in memory: the hash decides, and here no"
                    + " two keys share a group")
            .history(history)
            .readAgain(CHANGE));
  }

  @Test
  void neighboursInMemory_shareAPage() {
    var fork = new Fork();
    for (int i = 0; i < KEYS_A_PAGE; i++) {
      fork.set(i);
    }
    predictions.check(
        "neighbours.bytes",
        fork.pages.copiedBytes(),
        Lesson.because(
                "a page is copied as a whole before the first write to it, and never again; 64 keys"
                    + " of 64 bytes fill one page")
            .history(history)
            .readAgain(CHANGE));
  }

  @Test
  void scatteredKeys_copyAPageEach() {
    var fork = new Fork();
    for (int i = 0; i < KEYS; i += KEYS_A_PAGE) {
      fork.set(i);
    }
    predictions.check(
        "scattered.bytes",
        fork.pages.copiedBytes(),
        Lesson.because(
                "each of these keys is on another page, and of each page all 4,096 bytes are"
                    + " copied, however few are written")
            .history(history)
            .readAgain(CHANGE));
  }

  @Test
  void writesBehindTheCursor_handOverNothing() throws IOException {
    var snapshot = new Snapshot();
    snapshot.step(PASSED);
    int before = snapshot.handedOver;
    for (int i = 0; i < KEYS; i++) {
      snapshot.set(i);
    }
    predictions.check(
        "passed.groups",
        snapshot.handedOver - before,
        Lesson.because(
                "groups below the cursor have been handed over already, and a group is never handed"
                    + " over twice")
            .history(history)
            .readAgain(REST));
  }

  @Test
  void pagesThatTheChildHasRead_areCopiedToo() {
    var fork = new Fork();
    happened.add("the child has saved key 0 to key %d".formatted(PASSED - 1));
    for (int i = 0; i < KEYS; i++) {
      fork.set(i);
    }
    predictions.check(
        "passed.pages",
        fork.pages.copied(),
        Lesson.because(
                "the system copies a page that both processes have; it does not know whether the"
                    + " child still needs it")
            .history(history)
            .readAgain(REST));
  }

  @Test
  void commandsThatChange_handOver_andThoseThatReadDoNot() throws IOException {
    var snapshot = new Snapshot();
    snapshot.call("GET", snapshot.keys.get(0), "");
    snapshot.call("TTL", snapshot.keys.get(1), "");
    snapshot.call("SET", snapshot.keys.get(2), " new");
    snapshot.call("EXPIRE", snapshot.keys.get(3), " 100");
    snapshot.call("DEL", snapshot.keys.get(4), "");
    predictions.check(
        "commands.groups",
        snapshot.handedOver,
        Lesson.because(
                "a group is handed over before key, value or expiry changes: all that the file has"
                    + " of a key; finding it changes none of these")
            .history(history)
            .readAgain(CHANGE));
  }

  @Test
  void keysAddedMeanwhile_areNotInTheSnapshot() throws IOException {
    var snapshot = new Snapshot();
    for (int i = 0; i < 3 * KEYS; i++) {
      snapshot.call("SET", "new" + i, " new");
    }
    snapshot.server.runFor(1); // the cron ends the rehash
    while (snapshot.data.hasMore()) {
      snapshot.step(KEYS);
    }
    predictions.check(
        "grown.keys",
        snapshot.handedOver,
        Lesson.because(
                "an insert hands over the old elements of its group before the new one is there,"
                    + " and after that the group is done")
            .history(history)
            .readAgain(CHANGE));
  }
}
