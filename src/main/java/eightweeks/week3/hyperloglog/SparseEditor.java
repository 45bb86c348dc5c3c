package eightweeks.week3.hyperloglog;

import eightweeks.week2.sds.Sds;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Raises single registers of a sparse sketch.
 *
 * <p>Answers to {@code hyperloglog.c: hllSparseSet()}. The register to raise lies in a run. The run
 * is split into up to three: the registers before, the register, the registers after it. Then
 * adjacent runs of equal values are joined. Splitting and joining are done exactly as in Redis,
 * otherwise the same elements would not give the same bytes.
 *
 * <p>The first search for a run begins at the first one, as in Redis; the later ones at {@link
 * Signposts}, because PFADD with many elements and PFMERGE raise thousands of registers.
 */
final class SparseEditor {
  /** The outcome of an attempt to raise a register. */
  enum Outcome {
    /** It was at least as large already. */
    SAME,
    RAISED,
    /** The sparse encoding cannot hold it: the value or the string would be too large. */
    TOO_MUCH,
    /** The register does not exist: the sketch is corrupt. */
    CORRUPT
  }

  /** Maximum number of runs that are searched for values to join. */
  private static final int LOOKED_AT = 5;

  /** Maximum number of bytes that one run is split into: XZERO, VAL, XZERO. */
  private static final int MAX_BYTES = 5;

  private static final int MAX_EXTRA_ROOM = 300;

  private final int start;
  private final long maxBytes;
  private final byte[] parts = new byte[MAX_BYTES];
  private Sds text;

  // The run that was found, its first register, and the run before it.
  private int at;
  private int first;
  private int before;

  private boolean searched;
  private @Nullable Signposts signposts;

  /**
   * @param text the whole sketch
   * @param start where its runs begin
   * @param maxBytes maximum length of the sketch
   */
  SparseEditor(Sds text, int start, long maxBytes) {
    this.text = text;
    this.start = start;
    this.maxBytes = maxBytes;
  }

  /** Returns the sketch, which may have moved to a longer string. */
  Sds text() {
    return text;
  }

  // tag::raise[]
  /** Raises a register to a value. Unless the outcome is RAISED, nothing has changed. */
  Outcome raise(int register, int value) {
    if (value > Sparse.MAX_VALUE) {
      return Outcome.TOO_MUCH;
    }
    var bytes = text.array();
    int end = text.length();
    find(bytes, end, register);
    if (at >= end) {
      return Outcome.CORRUPT;
    }
    if (Sparse.value(bytes[at]) >= value) {
      return Outcome.SAME;
    }
    int beforeFirst = at == before ? first : first - Sparse.run(bytes, before, end);
    int run = Sparse.run(bytes, at, end);
    if (run == 1 && !Sparse.isXzero(bytes[at])) {
      bytes[at] = Sparse.valueCode(value, 1);
    } else if (!replace(at, split(bytes[at], run, register - first, value))) {
      return Outcome.TOO_MUCH;
    }
    int moved = join(before);
    if (signposts != null) {
      signposts.follow(before, beforeFirst, moved, text.length() - end);
    }
    return Outcome.RAISED;
  }

  /** Sets {@link #at} to the run that has a register, or to the end. */
  private void find(byte[] bytes, int end, int register) {
    if (searched && signposts == null) {
      signposts = new Signposts(bytes, start, end);
    }
    searched = true;
    if (signposts != null) {
      int place = signposts.place(register);
      walk(bytes, place, signposts.first(register), end, register);
      if (at > place) {
        return;
      }
      // The register is in the run at the signpost itself, so the run before that is unknown.
    }
    walk(bytes, start, 0, end, register);
  }

  private void walk(byte[] bytes, int from, int itsFirst, int end, int register) {
    int run = from;
    int registers = itsFirst;
    int last = from;
    while (run < end) {
      int next = registers + Sparse.run(bytes, run, end);
      if (register < next) {
        break;
      }
      last = run;
      registers = next;
      run += Sparse.width(bytes[run]);
    }
    at = run;
    first = registers;
    before = last;
  }

  // end::raise[]

  // tag::split[]
  /** Writes the parts of a split run into {@link #parts}; returns the number of bytes. */
  private int split(byte code, int run, int before, int value) {
    int length = writeRun(0, code, before);
    parts[length++] = Sparse.valueCode(value, 1);
    return writeRun(length, code, run - before - 1);
  }

  private int writeRun(int at, byte code, int run) {
    if (run == 0) {
      return at;
    }
    if (!Sparse.isValue(code)) {
      return Sparse.writeZeros(parts, at, run);
    }
    parts[at] = Sparse.valueCode(Sparse.value(code), run);
    return at + 1;
  }

  /** Replaces a run by {@link #parts}; returns whether the maximum length allowed that. */
  private boolean replace(int at, int length) {
    int width = Sparse.width(text.array()[at]);
    int longer = length - width;
    int end = text.length();
    if (longer > 0 && end + longer > maxBytes) {
      return false;
    }
    if (longer > 0) {
      makeRoom();
      text.append(parts, 0, longer); // only its length matters
    }
    var bytes = text.array();
    if (at + width < end) {
      System.arraycopy(bytes, at + width, bytes, at + length, end - at - width);
    }
    // An XZERO at the end of a corrupt sketch may lack its second byte.
    System.arraycopy(parts, 0, bytes, at, Math.min(length, end + longer - at));
    if (longer < 0) {
      text.truncate(end + longer);
    }
    return true;
  }

  /** Ensures capacity for some more changes, but no more than a sparse sketch can need. */
  private void makeRoom() {
    int capacity = text.array().length;
    if (text.available() >= MAX_BYTES - 2 || capacity >= maxBytes) {
      return;
    }
    int needed = text.length() + MAX_BYTES - 2;
    long greedy = needed + (long) Math.min(needed, MAX_EXTRA_ROOM);
    int length = text.length();
    text = new Sds(Arrays.copyOf(text.array(), (int) Math.min(greedy, maxBytes)));
    text.truncate(length);
  }

  // end::split[]

  // tag::join[]
  /**
   * Joins equal values beside each other, from a run on.
   *
   * @return the first run that was not looked at
   */
  private int join(int from) {
    var bytes = text.array();
    int end = text.length();
    int one = from;
    for (int looked = 0; looked < LOOKED_AT && one < end; looked++) {
      if (one + 1 < end && areJoinable(bytes[one], bytes[one + 1])) {
        int run = Sparse.run(bytes, one, end) + Sparse.run(bytes, one + 1, end);
        bytes[one + 1] = Sparse.valueCode(Sparse.value(bytes[one]), run);
        System.arraycopy(bytes, one + 1, bytes, one, end - one - 1);
        end--;
      } else {
        one += Sparse.width(bytes[one]);
      }
    }
    text.truncate(end);
    return one;
  }

  private static boolean areJoinable(byte one, byte next) {
    return Sparse.isValue(one)
        && Sparse.isValue(next)
        && Sparse.value(one) == Sparse.value(next)
        && (one & 3) + 1 + (next & 3) + 1 <= Sparse.MAX_VALUE_RUN;
  }
  // end::join[]
}
