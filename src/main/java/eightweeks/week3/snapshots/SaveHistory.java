package eightweeks.week3.snapshots;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week3.command.KeyspaceEvents;

/**
 * When the data set was saved, and with what success: for LASTSAVE, INFO and the save points.
 *
 * <p>Answers to the fields {@code dirty}, {@code dirty_before_bgsave}, {@code lastsave}, {@code
 * lastbgsave_try}, {@code lastbgsave_status} of {@code server.h: redisServer}.
 */
final class SaveHistory {
  private final LoopTime time;
  private final KeyspaceEvents events;
  private final Runnable onStatus;

  /** Seconds since 1970. */
  private long lastSave;

  /** The same moment, in seconds of the steady time. */
  private long lastSaveSteady;

  /** The value of {@link KeyspaceEvents#dirty()} when the last successful save began. */
  private long savedChanges;

  private long saves;
  private boolean ok = true;

  /**
   * @param onStatus called when {@link #isOk} may have changed
   */
  SaveHistory(LoopTime time, KeyspaceEvents events, Runnable onStatus) {
    this.time = time;
    this.events = events;
    this.onStatus = onStatus;
  }

  /** Sets the time of the last save to that of the start, which LASTSAVE returns at first. */
  void start() {
    saved();
  }

  /** Counts a save that begins: one by SAVE, BGSAVE or a save point, or a file for replicas. */
  void count() {
    saves++;
  }

  /** Sets the number of saves to 0 (CONFIG RESETSTAT). */
  void resetStatistics() {
    saves = 0;
  }

  /** Returns the number of changes until now: a save that begins now will save them. */
  long changes() {
    return events.dirty();
  }

  /**
   * Records that a save has succeeded.
   *
   * @param changes what {@link #changes} has returned when it began
   */
  void succeeded(long changes) {
    savedChanges = changes;
    saved();
    ok = true;
    onStatus.run();
  }

  private void saved() {
    lastSave = time.seconds();
    lastSaveSteady = time.steadySeconds();
  }

  /** Records that a save in the background has failed. */
  void failed() {
    ok = false;
    onStatus.run();
  }

  /** Returns when the data set was saved last, in seconds since 1970; at first, the start. */
  long lastSave() {
    return lastSave;
  }

  /** Returns {@link #lastSave} in seconds of the steady time: for the save points. */
  long lastSaveSteady() {
    return lastSaveSteady;
  }

  /** Returns the number of changes since the moment that the last saved file shows. */
  long unsavedChanges() {
    return events.dirty() - savedChanges;
  }

  long saves() {
    return saves;
  }

  /** Returns whether no save in the background has failed since the last successful save. */
  boolean isOk() {
    return ok;
  }
}
