package eightweeks.harness.scenario;

/** What can go wrong in a {@link Scenario}. */
public enum Fault {
  /** A link takes its time from now on. */
  DELAY,
  /** A link has little room from now on. */
  SLOW_LINK,
  /** Nothing arrives from one machine at another one; the other direction works. */
  SILENCE,
  /** A machine can neither send nor receive. */
  ISOLATION,
  /** The connections between two machines break. */
  CUT,
  /** A connection between two machines breaks behind some byte, later. */
  CUT_AT_BYTE,
  /** All links are perfect again. */
  HEAL_LINKS,
  /** A server is shut down in order. */
  SHUTDOWN,
  /** A server is killed. */
  KILL,
  /** A machine loses its power: what was not synced to its disk may be lost. */
  POWER_CUT,
  /** A machine gets a new, empty disk. Its server is killed for it. */
  NEW_DISK,
  /** A server that is down starts. */
  START,
  /** A server does nothing, and its connections stay open. */
  PAUSE,
  /** A paused server goes on. */
  RESUME,
  /** Nothing can be written to a disk. */
  FULL_DISK,
  /** A full disk has room again. */
  ROOM_ON_DISK
}
