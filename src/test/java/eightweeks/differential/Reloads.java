package eightweeks.differential;

import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Has both servers save and load at random moments of an episode. First each loads what it has
 * saved itself, then both load the file of one of them: so they hold the same afterwards, down to
 * the order of listpacks that were made of hash tables. DEBUG DIGEST must not change by that.
 */
final class Reloads {
  private static final String NAME = "@reload";
  private static final String FILE = "dump.rdb";

  /** The average number of steps between two reloads. */
  private static final int EVERY = 150;

  private final Side ours;
  private final Side theirs;
  private final State state;
  private final MemoryDisk disk;
  private final Path folder;

  /** Redis 7.0 writes some scores otherwise in what it takes the digest of. */
  private final boolean comparesDigests;

  private long done;

  /**
   * @param disk where our server saves
   * @param folder where theirs saves
   */
  Reloads(Side ours, Side theirs, State state, MemoryDisk disk, Path folder) throws IOException {
    this.ours = ours;
    this.theirs = theirs;
    this.state = state;
    this.disk = disk;
    this.folder = folder;
    comparesDigests = !theirs.version().startsWith("7.0.");
  }

  /** Returns the steps of an episode with reloads in it; the same for the same seed. */
  static List<Step> mixedInto(List<Step> episode, long seed) {
    var random = new Random(~seed);
    var steps = new ArrayList<Step>();
    for (var step : episode) {
      steps.add(step);
      if (random.nextInt(EVERY) == 0) {
        steps.add(new Step(0, List.of(NAME, random.nextBoolean() ? "ours" : "theirs")));
      }
    }
    return steps;
  }

  static boolean isReload(List<String> words) {
    return words.getFirst().equals(NAME);
  }

  /** Returns how many were done. */
  long done() {
    return done;
  }

  /** Does one. */
  @Nullable Difference run(int index, List<String> words) throws IOException {
    done++;
    var before = state.compare(index);
    if (before != null) {
      return before;
    }
    boolean ourChanges = ownChanges(ours);
    boolean theirChanges = ownChanges(theirs);
    return ourChanges == theirChanges
        ? exchange(index, words)
        : new Difference(index, "a reload", words, "changes " + ourChanges, "" + theirChanges);
  }

  /**
   * Has a server load what it saves; returns whether its digest changes by that. Redis does that in
   * one case: a score of -0 in a skip list becomes 0 in a listpack.
   */
  private static boolean ownChanges(Side side) throws IOException {
    var digest = digest(side);
    var reply = side.control().call("DEBUG", "RELOAD").toString();
    if (!reply.equals("+OK")) {
      throw new IOException("DEBUG RELOAD: " + reply);
    }
    return !digest.equals(digest(side));
  }

  /** Has both servers load one file. They held the same data, so both digests must stay. */
  private @Nullable Difference exchange(int index, List<String> words) throws IOException {
    boolean fromOurs = words.get(1).equals("ours");
    (fromOurs ? ours : theirs).control().call("SAVE");
    if (fromOurs) {
      Files.write(folder.resolve(FILE), disk.read(FILE));
    } else {
      disk.replace(FILE, Files.readAllBytes(folder.resolve(FILE)));
    }
    for (var side : List.of(ours, theirs)) {
      var digest = digest(side);
      var reply = side.control().call("DEBUG", "RELOAD", "NOSAVE").toString();
      var loaded = digest(side);
      if (!loaded.equals(digest)) {
        var where = (side == ours ? "ours" : "theirs") + " has loaded the file of " + words.get(1);
        return new Difference(index, where, words, digest, loaded + " after " + reply);
      }
    }
    if (comparesDigests && !digest(ours).equals(digest(theirs))) {
      return new Difference(index, "the digest", words, digest(ours), digest(theirs));
    }
    return state.compare(index);
  }

  private static String digest(Side side) throws IOException {
    return side.control().call("DEBUG", "DIGEST").toString();
  }
}
