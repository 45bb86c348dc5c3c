package eightweeks.week1.dispatch;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * A command: what it says of itself, what it does, and how often it did it.
 *
 * <p>Answers to {@code server.h: redisCommand}. {@link #run} is the one call of the way of a
 * command that goes to one of many implementations.
 */
public abstract class Command {
  private final CommandSpec spec;
  private final long flags;
  private String fullName;

  /** The gates that look at this command, a bit each; see {@link Gates}. */
  int gates;

  /** Its number; see {@link #id()}. */
  int id;

  /** Whether the command is in the command table. */
  boolean registered;

  /** How often it has run. */
  long calls;

  /** How long all these runs took, in nanoseconds. */
  long nanos;

  /** How often a check refused it before it ran. */
  long rejected;

  /** How often it replied an error. */
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
   * Does what the command is for and replies once.
   *
   * @param args as many words as the arity allows; valid until this returns
   * @throws CommandError if the client asked for something that cannot be; nothing was replied or
   *     changed before
   */
  public abstract void run(Client client, Args args);

  /**
   * Finds the keys among its words, as its key specs say. Overridden where these do not say all.
   *
   * @param args as many words as the arity allows
   * @param keys where to add them
   * @return false if the words make no sense
   */
  public boolean findKeys(Args args, CommandKeys keys) {
    return keys.addBySpecs(this, args);
  }

  /**
   * Finds the channels among its arguments, as its channel spec says. The command of a module may
   * override it.
   *
   * @param args as many as the arity allows
   * @param channels where to add them
   */
  public void findChannels(Args args, CommandChannels channels) {
    channels.addBySpec(this, args);
  }

  public final CommandSpec spec() {
    return spec;
  }

  /** With its container: {@code client|list}. */
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

  public final boolean takes(int words) {
    int arity = spec.arity();
    return arity >= 0 ? words == arity : words >= -arity;
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

  /** Forgets what has been counted (CONFIG RESETSTAT). */
  void resetStatistics() {
    calls = 0;
    nanos = 0;
    rejected = 0;
    failed = 0;
  }
}
