package eightweeks.week2.sortedset;

/**
 * The options of ZADD for a member, and the outcome.
 *
 * <p>Answers to {@code t_zset.c: zsetAdd()}: its ZADD_IN_ and ZADD_OUT_ flags. A command fills one
 * object of this class and uses it for all its members.
 */
public final class ScoreUpdate {
  /** The outcome for one member. */
  public enum Outcome {
    /** The member is new. */
    ADDED,
    /** The member has another score now. */
    UPDATED,
    /** The member had that score before. */
    SAME,
    /** An option forbade it (ZADD_OUT_NOP). */
    REFUSED,
    /** The score would be NaN; nothing has changed. */
    NAN
  }

  /** Only add, never update. */
  public boolean nx;

  /** Only update, never add. */
  public boolean xx;

  /** Update only to a greater score. */
  public boolean gt;

  /** Update only to a smaller score. */
  public boolean lt;

  /** Add the score to the one that is there. */
  public boolean increment;

  /** The score, or the increment. */
  public double score;

  /** The score after the update, unless the outcome is REFUSED or NAN. */
  public double result;

  /** Returns what happens to a member that has a score, and sets the result. */
  Outcome decide(double current) {
    if (nx) {
      return Outcome.REFUSED;
    }
    double wanted = increment ? current + score : score;
    if (Double.isNaN(wanted)) {
      return Outcome.NAN;
    }
    if ((lt && wanted >= current) || (gt && wanted <= current)) {
      return Outcome.REFUSED;
    }
    result = wanted;
    return wanted == current ? Outcome.SAME : Outcome.UPDATED;
  }

  /** Returns what happens to a member that is not there, and sets the result. */
  Outcome decideNew() {
    if (xx) {
      return Outcome.REFUSED;
    }
    result = score;
    return Outcome.ADDED;
  }
}
