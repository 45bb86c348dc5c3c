package eightweeks.week2.object;

/**
 * What ZADD is to do with a member, and what came of it.
 *
 * <p>Answers to {@code t_zset.c: zsetAdd()}: its ZADD_IN_ and ZADD_OUT_ flags. A command fills one
 * of these and uses it for all its members.
 */
public final class ScoreUpdate {
  /** What came of it. */
  public enum Outcome {
    /** The member is new. */
    ADDED,
    /** It has another score now. */
    UPDATED,
    /** It had that score. */
    SAME,
    /** An option forbade it (ZADD_OUT_NOP). */
    REFUSED,
    /** The score would be no number; nothing has changed. */
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

  /** The score is to be added to the one that is there. */
  public boolean increment;

  /** The score, or what is to be added to it. */
  public double score;

  /** Afterwards: the score that the member has, unless it was refused or no number. */
  public double result;

  /** What is to be done with a member that has a score already. */
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

  /** What is to be done with a member that is not there. */
  Outcome decideNew() {
    if (xx) {
      return Outcome.REFUSED;
    }
    result = score;
    return Outcome.ADDED;
  }
}
