package eightweeks.study.desk;

import eightweeks.study.course.Day;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a learner has done, in {@code .study/progress.tsv}: a line a day, by the day's number, so
 * that no update of the repository makes it meaningless.
 *
 * <p>Time is counted from one command to the next, as long as the pause between them is shorter
 * than a quarter of an hour: a lunch break is no study time.
 *
 * <p>A comment near the end names the day worked on last, which a clock that was set back or two
 * commands of one second would leave open. The file ends with a line of its own, so that one that
 * was cut off is noticed.
 *
 * <p>Two commands may be at work at once, {@code watch} for hours. So {@link #save} changes only
 * the days that this command was about, and takes the others as the file has them by then.
 */
public final class Progress {
  /** From the repository's root. */
  public static final String FILE = ".study/progress.tsv";

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final String FIRST =
      "# Kept by bin/study: day, state, started, last, passed, seconds, hints, files, solution.";
  private static final String AT = "# at ";
  private static final String LAST = "# end";
  private static final int COLUMNS = 9;

  /** Files of earlier versions do not say whether the solution was shown. */
  private static final int COLUMNS_OF_OLD = 8;

  private static final String SHOWN = "shown";

  /** How far a day is. */
  public enum State {
    STARTED,
    PASSED
  }

  /**
   * A day that was begun.
   *
   * @param seconds real time spent on it
   * @param hints how many hints were shown
   * @param digest of the files that passed; empty before
   * @param shown whether the solution was shown, or put on the desk, before the day passed
   */
  public record Entry(
      int day,
      State state,
      Instant started,
      Instant last,
      @Nullable Instant passed,
      long seconds,
      int hints,
      String digest,
      boolean shown) {
    Entry withTime(Instant now, long more) {
      return new Entry(day, state, started, now, passed, seconds + more, hints, digest, shown);
    }

    Entry withPass(Instant at, String files) {
      return new Entry(
          day,
          State.PASSED,
          started,
          last,
          passed == null ? at : passed,
          seconds,
          hints,
          files,
          shown);
    }

    Entry withHints(int number) {
      return new Entry(day, state, started, last, passed, seconds, number, digest, shown);
    }

    Entry withSolutionShown() {
      return new Entry(day, state, started, last, passed, seconds, hints, digest, true);
    }
  }

  private final Path file;
  private final Clock clock;
  private final Map<Integer, Entry> entries = new TreeMap<>();

  /** The days that this command has changed or forgotten since it read the file. */
  private final Set<Integer> changed = new HashSet<>();

  /** The day worked on last; 0 if that is not known. */
  private int at;

  /** Whether this command is the one that worked on {@link #at}. */
  private boolean moved;

  private boolean damaged;
  private final boolean missing;

  /** Reads the progress kept in a repository; what cannot be read is as if it were not there. */
  public static Progress of(Path root, Clock clock) {
    return new Progress(root.resolve(FILE), clock);
  }

  private Progress(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
    missing = !Files.exists(file);
    if (!missing) {
      try {
        read(Files.readAllLines(file));
      } catch (IOException | IllegalArgumentException | DateTimeException e) {
        entries.clear();
        at = 0;
        damaged = true;
      }
    }
  }

  /** Returns whether there is a file that could not be understood. */
  public boolean isDamaged() {
    return damaged;
  }

  public boolean isMissing() {
    return missing;
  }

  private void read(List<String> lines) {
    if (lines.isEmpty() || !lines.getLast().equals(LAST)) {
      throw new IllegalArgumentException("cut off");
    }
    for (var line : lines) {
      if (line.startsWith(AT)) {
        at = Integer.parseInt(line.substring(AT.length()).strip());
      } else if (!line.startsWith("#")) {
        var column = line.split("\t", -1);
        if (column.length != COLUMNS && column.length != COLUMNS_OF_OLD) {
          throw new IllegalArgumentException(line);
        }
        var entry =
            new Entry(
                Integer.parseInt(column[0]),
                State.valueOf(column[1]),
                Instant.parse(column[2]),
                Instant.parse(column[3]),
                column[4].equals("-") ? null : Instant.parse(column[4]),
                Long.parseLong(column[5]),
                Integer.parseInt(column[6]),
                column[7].equals("-") ? "" : column[7],
                column.length == COLUMNS && column[8].equals(SHOWN));
        entries.put(entry.day, entry);
      }
    }
  }

  public Optional<Entry> of(Day day) {
    return Optional.ofNullable(entries.get(day.number()));
  }

  public boolean hasPassed(Day day) {
    return of(day).map(entry -> entry.state == State.PASSED).orElse(false);
  }

  /** Returns the day that was worked on last and is not done; empty if there is none. */
  public Optional<Integer> current() {
    var here = entries.get(at);
    if (here != null && here.state == State.STARTED) {
      return Optional.of(at);
    }
    return entries.values().stream()
        .filter(entry -> entry.state == State.STARTED)
        .max(Comparator.comparing(Entry::last))
        .map(Entry::day);
  }

  /** Returns the day that was worked on last, done or not; empty if there is none. */
  public Optional<Integer> last() {
    return entries.containsKey(at)
        ? Optional.of(at)
        : entries.values().stream().max(Comparator.comparing(Entry::last)).map(Entry::day);
  }

  /** Notes that the learner has done something for a day just now. */
  public void touched(Day day) {
    at = day.number();
    moved = true;
    noted(day);
  }

  private void noted(Day day) {
    var now = now();
    var old = entries.get(day.number());
    if (old == null) {
      put(new Entry(day.number(), State.STARTED, now, now, null, 0, 0, "", false));
      return;
    }
    // Days done are not timed any more: looking at one again is no work on it.
    var pause = Duration.between(old.last, now);
    boolean counts =
        old.state == State.STARTED && !pause.isNegative() && pause.compareTo(LONGEST_PAUSE) < 0;
    put(old.withTime(now, counts ? pause.toSeconds() : 0));
  }

  /** A day's check did not pass: it was begun. That is no work on it; see {@link #touched}. */
  public void failed(Day day) {
    if (of(day).isEmpty()) {
      noted(day);
    }
  }

  /** A day's check passed, with files of this digest. That is no work on it, either. */
  public void passed(Day day, String digest) {
    failed(day);
    of(day).ifPresent(old -> put(old.withPass(now(), digest)));
  }

  /** Notes that one more hint was shown, of a number of hints, for a day that was begun. */
  public void hinted(Day day, int most) {
    touched(day);
    of(day).ifPresent(old -> put(old.withHints(Math.min(most, old.hints + 1))));
  }

  /**
   * Notes that the solution was shown. That says nothing about a day that has passed already, nor
   * about one that was never begun.
   */
  public void solutionShown(Day day) {
    if (!hasPassed(day)) {
      of(day).ifPresent(old -> put(old.withSolutionShown()));
    }
  }

  /** Returns whether the solution was seen before the day passed. */
  public boolean isSolutionShown(Day day) {
    return of(day).map(Entry::shown).orElse(false);
  }

  public void forget(Day day) {
    entries.remove(day.number());
    changed.add(day.number());
  }

  private void put(Entry entry) {
    entries.put(entry.day, entry);
    changed.add(entry.day);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Writes the file anew, in one go. One that could not be read stays beside it. */
  public void save() {
    try (var _ = LockFile.take(file.resolveSibling("progress.lock"), () -> {})) {
      takeOthers();
      write();
      changed.clear();
      moved = false;
    }
  }

  /** Takes the days that another command has saved meanwhile. */
  private void takeOthers() {
    if (damaged || !Files.exists(file)) {
      return;
    }
    var now = new Progress(file, clock);
    if (now.damaged) {
      return;
    }
    entries.keySet().removeIf(day -> !changed.contains(day));
    now.entries.forEach(
        (day, entry) -> {
          if (!changed.contains(day)) {
            entries.put(day, entry);
          }
        });
    if (!moved) {
      at = now.at;
    }
  }

  private void write() {
    var lines = new ArrayList<String>();
    lines.add(FIRST);
    for (var entry : entries.values()) {
      lines.add(
          String.join(
              "\t",
              Integer.toString(entry.day),
              entry.state.name(),
              entry.started.toString(),
              entry.last.toString(),
              entry.passed == null ? "-" : entry.passed.toString(),
              Long.toString(entry.seconds),
              Integer.toString(entry.hints),
              entry.digest.isEmpty() ? "-" : entry.digest,
              entry.shown ? SHOWN : "-"));
    }
    if (entries.containsKey(at)) {
      lines.add(AT + at);
    }
    lines.add(LAST);
    try {
      Files.createDirectories(file.resolveSibling("kept"));
      if (damaged) {
        Files.move(
            file, file.resolveSibling("progress.tsv.damaged"), StandardCopyOption.REPLACE_EXISTING);
        damaged = false;
      }
      var written = file.resolveSibling("progress.tsv.new");
      Files.write(written, lines);
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
