package eightweeks.week3.command;

import eightweeks.week1.networking.Client;

/** The flags that week 3 adds to a {@link Client}: bits 24 to 31, and one of week 2. */
public final class ClientFlags {
  private static final int FIRST = Client.FIRST_FLAG_OF_WEEK_2 + 8;

  /** Between MULTI and EXEC. */
  public static final long MULTI = 1L << FIRST;

  /** A watched key was modified: EXEC will run nothing. */
  public static final long DIRTY_CAS = 1L << (FIRST + 1);

  /** A command could not be queued: EXEC will be refused. */
  public static final long DIRTY_EXEC = 1L << (FIRST + 2);

  /** Commands must not block this client: they run inside EXEC or a script. */
  public static final long DENY_BLOCKING = 1L << (FIRST + 3);

  /**
   * The client is no longer blocked; the commands that it has sent will run before the loop sleeps.
   */
  public static final long UNBLOCKED = 1L << (FIRST + 4);

  /** The running command is re-executed: it ran before and blocked its client. */
  public static final long REEXECUTING = 1L << (FIRST + 5);

  /** Runs the commands of a script (week 6): MONITOR calls it {@code lua}. */
  public static final long SCRIPT = 1L << (FIRST + 6);

  /** The link of a replica to its master (week 4); scripts that it runs have this flag, too. */
  public static final long MASTER = 1L << (FIRST + 7);

  /**
   * Its commands were accepted before: by the master, or by this server, which reads them from a
   * file again. They must not be refused for their size, otherwise the data set would become
   * another one (mustObeyClient). The bit is one of week 2, which has no flags.
   */
  public static final long MUST_OBEY = 1L << Client.FIRST_FLAG_OF_WEEK_2;

  private ClientFlags() {}
}
