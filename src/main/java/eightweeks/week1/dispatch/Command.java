package eightweeks.week1.dispatch;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * A command: its declaration, its code and its statistics.
 *
 * <p>Answers to {@code server.h: redisCommand}. {@link #run} is the only call with many
 * implementations between a query and its reply.
 */
public abstract class Command {
  private final CommandSpec spec;
  private final long flags;
  private String fullName;

  /** The gates that look at this command, one bit for each; see {@link Gates}. */
  int gates;

  /** Its number; see {@link #id()}. */
  int id;

  /** Whether the command is in the command table. */
  boolean registered;

  /** Number of complete calls. */
  long calls;

  /** Time of these calls in nanoseconds. */
  long nanos;

  /** Number of calls that a check rejected before the command ran. */
  long rejected;

  /** Number of calls that replied an error. */
  long failed;

  protected Command(CommandSpec spec) {
    this.spec = spec;
    fullName = spec.name();
    long bits = 0;
    for (var flag : spec.flags()) {
      bits |= flag.bit();
    }
    flags = bits;
  }

  /**
   * Runs the command and replies once.
   *
   * @param args arguments whose number the arity allows; valid until this returns
   * @throws CommandError if the command fails; before that, it has neither replied nor changed
   *     anything
   */
  public abstract void run(Client client, Args args);

  public final CommandSpec spec() {
    return spec;
  }

  /** Returns the name with that of its container: {@code client|list}. */
  public final String fullName() {
    return fullName;
  }

  final void isInside(String container) {
    fullName = container + "|" + spec.name();
  }

  /**
   * Returns the index of this command in arrays that other classes keep by command. No two commands
   * that are in the table at the same time have the same id. It is valid once the command was
   * added.
   */
  public final int id() {
    return id;
  }

  /** Returns whether the command is in the command table: false after its module was unloaded. */
  public final boolean isRegistered() {
    return registered;
  }

  public final boolean is(CommandFlag flag) {
    return (flags & flag.bit()) != 0;
  }

  /** Returns whether the arity allows that many arguments; the command's name counts. */
  public final boolean takes(int arguments) {
    int arity = spec.arity();
    return arity >= 0 ? arguments == arity : arguments >= -arity;
  }

  public final long calls() {
    return calls;
  }

  public final long micros() {
    return nanos / 1_000;
  }

  public final long rejected() {
    return rejected;
  }

  public final long failed() {
    return failed;
  }

  /** Sets its statistics to zero (CONFIG RESETSTAT). */
  void resetStatistics() {
    calls = 0;
    nanos = 0;
    rejected = 0;
    failed = 0;
  }
}
