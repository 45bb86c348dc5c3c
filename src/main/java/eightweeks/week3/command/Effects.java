package eightweeks.week3.command;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.resp.Args;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the effects of an execution unit, encoded as commands, for the append-only file and the
 * replicas.
 *
 * <p>Answers to {@code server.c: alsoPropagate()}, {@code propagatePendingCommands()}, {@code
 * preventCommandPropagation()}, {@code forceCommandPropagation()}, and {@code networking.c:
 * rewriteClientCommandVector()}. A command that has changed something is propagated with its own
 * arguments, unless it calls {@link #rewrite}. It must do so if the same arguments would do
 * something else on a replica: at another time (EXPIRE becomes PEXPIREAT), at random (SPOP becomes
 * SREM), or because no client waits there (BLPOP becomes LPOP).
 *
 * <p>Each effect is encoded once, when it happens, into one buffer; at the end of the unit the
 * sinks get ranges of it. Without a sink nothing is encoded.
 *
 * <p>Invariant: an override belongs to one command. A command inside it (EXEC, a script) has its
 * own, and {@link ExecutionUnit} restores the outer one after it.
 */
public final class Effects {
  public static final Service<Effects> SERVICE = new Service<>("effects", Effects.class);

  /** Meant for the append-only file. */
  public static final int AOF = 1;

  /** Meant for the replicas. */
  public static final int REPLICAS = 2;

  /** Meant for both. */
  public static final int ALL = AOF | REPLICAS;

  /** The database of an effect that works on none. */
  public static final int NO_DATABASE = -1;

  private static final byte[] MULTI = Ascii.bytes("*1\r\n$5\r\nMULTI\r\n");
  private static final byte[] EXEC = Ascii.bytes("*1\r\n$4\r\nEXEC\r\n");
  private static final int KEPT = 64 * 1024;

  private final Hook<EffectSink> sinks = new Hook<>(EffectSink[]::new);
  private int targets;

  private byte[] buffer = new byte[256];
  private int end;
  private int[] databases = new int[4];
  private int[] meantFor = new int[4];
  private int[] ends = new int[4];
  private int count;

  /** The override of the running command; null for most commands. */
  private @Nullable PropagationOverride override;

  /** The changes that a command has made to its propagation. */
  static final class PropagationOverride {
    private int prevented;
    private int forced;
    private byte @Nullable [][] args;
  }

  Effects() {}

  /** Returns whether there is a sink; without one a command need not build any arguments. */
  public boolean wanted() {
    return targets != 0;
  }

  // tag::effects[]
  /** Propagates the running command with other arguments; the name is the first. */
  public void rewrite(Object... args) {
    if (targets != 0) {
      override().args = encodeEach(args);
    }
  }

  /**
   * Propagates one more command, before the running command itself.
   *
   * @param args each a {@code byte[]}, a text or a whole number
   */
  public void alsoPropagate(int database, Object... args) {
    alsoPropagateTo(ALL, database, args);
  }

  /** Propagates one more command to some targets only. */
  public void alsoPropagateTo(int these, int database, Object... args) {
    if ((these & targets) == 0) {
      return;
    }
    append(encodeEach(args));
    added(database, these);
  }

  /** Does not propagate the running command, however much it changes. */
  public void prevent() {
    prevent(ALL);
  }

  /** Does not propagate the running command to some targets. */
  public void prevent(int these) {
    override().prevented |= these;
  }

  /** Propagates the running command though it changes nothing. */
  public void force() {
    force(ALL);
  }

  /** Propagates the running command to some targets though it changes nothing. */
  public void force(int these) {
    override().forced |= these;
  }

  // end::effects[]

  /** Adds a sink, which takes effects from now on. */
  public void addSink(EffectSink sink) {
    sinks.add(sink);
    targets |= sink.targets();
  }

  /** Removes a sink, as CONFIG SET appendonly no does. */
  public void removeSink(EffectSink sink) {
    sinks.remove(sink);
    targets = 0;
    for (var other : sinks.listeners()) {
      targets |= other.targets();
    }
  }

  private PropagationOverride override() {
    if (override == null) {
      override = new PropagationOverride();
    }
    return override;
  }

  /** Removes and returns the override of the outer command, when a command inside it begins. */
  @Nullable PropagationOverride takeOverride() {
    var taken = override;
    if (taken != null) {
      override = null;
    }
    return taken;
  }

  /** Restores the override of the outer command, when the command inside it has ended. */
  void restoreOverride(@Nullable PropagationOverride outer) {
    if (override != outer) {
      override = outer;
    }
  }

  /**
   * Propagates a command that has ended, if it has changed something or called {@link #force}.
   *
   * @param allowed the targets that it may be propagated to
   */
  void ended(int database, boolean changed, Args args, int allowed) {
    if (targets == 0) {
      return;
    }
    int these = changed ? ALL : 0;
    byte @Nullable [][] rewritten = null;
    if (override != null) {
      these = (these | override.forced) & ~override.prevented;
      rewritten = override.args;
    }
    these &= allowed;
    if ((these & targets) == 0) {
      return;
    }
    if (rewritten == null) {
      append(args);
    } else {
      append(rewritten);
    }
    added(database, these);
  }

  // tag::flush[]
  /**
   * Passes all effects to the sinks at the end of an execution unit. Several effects become a
   * transaction, so that a log or a replication stream that breaks off has all of them or none.
   *
   * @param apart whether they are independent of each other, as deletions by the expire cycle are
   * @return whether there were effects
   */
  // tag::transaction[]
  boolean flush(boolean apart) {
    if (count == 0) {
      return false;
    }
    boolean transaction = count > 1 && !apart;
    try {
      if (transaction) {
        feed(NO_DATABASE, ALL, MULTI, 0, MULTI.length);
      }
      int start = 0;
      for (int i = 0; i < count; i++) {
        feed(databases[i], meantFor[i], buffer, start, ends[i] - start);
        start = ends[i];
      }
      if (transaction) {
        feed(NO_DATABASE, ALL, EXEC, 0, EXEC.length);
      }
    } finally { // a sink that throws must not get the same effects again
      count = 0;
      end = 0;
      if (buffer.length > KEPT) {
        buffer = new byte[256];
      }
    }
    return true;
  }

  // end::transaction[]

  private void feed(int database, int these, byte[] resp, int offset, int length) {
    for (var sink : sinks.listeners()) {
      if ((sink.targets() & these) != 0) {
        sink.effect(database, these, resp, offset, length);
      }
    }
  }

  // end::flush[]

  private void added(int database, int these) {
    if (count == ends.length) {
      databases = Arrays.copyOf(databases, 2 * count);
      meantFor = Arrays.copyOf(meantFor, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    databases[count] = database;
    meantFor[count] = these;
    ends[count++] = end;
  }

  private static byte[][] encodeEach(Object[] args) {
    var all = new byte[args.length][];
    for (int i = 0; i < args.length; i++) {
      all[i] =
          switch (args[i]) {
            case byte[] bytes -> bytes;
            case String text -> Ascii.bytes(text);
            case Long number -> Numbers.toBytes(number);
            case Integer number -> Numbers.toBytes(number);
            default ->
                throw new IllegalArgumentException(
                    "no argument of a command: " + args[i].getClass());
          };
    }
    return all;
  }

  private void append(byte[][] args) {
    header('*', args.length);
    for (var arg : args) {
      bulk(arg, 0, arg.length);
    }
  }

  private void append(Args args) {
    header('*', args.count());
    for (int i = 0; i < args.count(); i++) {
      bulk(args.array(i), args.offset(i), args.length(i));
    }
  }

  private void bulk(byte[] arg, int offset, int length) {
    header('$', length);
    ensureCapacity(length + 2);
    System.arraycopy(arg, offset, buffer, end, length);
    end += length;
    buffer[end++] = '\r';
    buffer[end++] = '\n';
  }

  private void header(char type, int number) {
    ensureCapacity(1 + Numbers.MAX_DIGITS + 2);
    buffer[end++] = (byte) type;
    end += Numbers.write(number, buffer, end);
    buffer[end++] = '\r';
    buffer[end++] = '\n';
  }

  private void ensureCapacity(int bytes) {
    if (buffer.length - end < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, end + bytes));
    }
  }
}
