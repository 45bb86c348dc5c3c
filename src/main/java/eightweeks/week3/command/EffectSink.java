package eightweeks.week3.command;

/** A receiver of effects: the append-only file, or the replicas (week 4). */
public interface EffectSink {
  /**
   * Returns the targets of the effects that it takes: {@link Effects#AOF}, {@link Effects#REPLICAS}
   * or both.
   */
  int targets();

  /**
   * Takes an effect. Effects come in the order in which they happened. Several effects of one
   * execution unit come between MULTI and EXEC, unless they are independent of each other.
   *
   * @param database the number of the database that it works on; {@link Effects#NO_DATABASE} if it
   *     works on none (MULTI, EXEC), so that no SELECT is needed before it
   * @param targets the targets that it is meant for
   * @param resp a command as an array of bulk strings, valid until this returns
   */
  void effect(int database, int targets, byte[] resp, int offset, int length);
}
