package eightweeks.study.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls of one command through the packages of the server, from the turn of the loop that finds
 * the connection readable to the reply that goes out.
 *
 * <p>Taken from a live run, so it cannot be out of date.
 */
public final class CallTree {
  private final TracingLoader.Method method;
  private final List<CallTree> calls = new ArrayList<>();
  private final long nanos;
  private final long bytes;

  private CallTree(TracingLoader.Method method, long nanos, long bytes) {
    this.method = method;
    this.nanos = nanos;
    this.bytes = bytes;
  }

  /**
   * Runs commands in a server of its own, and traces the last of them.
   *
   * @param path where the classes of the server and of this tool are
   * @param commands commands, as redis-cli takes them
   * @return the calls of the loop while that command was handled, in order
   */
  public static List<CallTree> of(List<Path> path, List<String> commands) {
    try (var server = TracedCommand.start(path, List.of(), 0, commands)) {
      return of(server);
    }
  }

  /** Runs the commands of a server once, without measuring. */
  static List<CallTree> of(TracedCommand server) {
    var recording = server.record(false);
    var none = new long[recording.events().length];
    return build(server.loader(), recording.events(), none, none);
  }

  /**
   * Builds the tree of a recording.
   *
   * @param nanos for each event that begins a call, how long it took
   * @param bytes for each event that begins a call, what was allocated in it
   */
  static List<CallTree> build(TracingLoader loader, int[] events, long[] nanos, long[] bytes) {
    var root = new CallTree(new TracingLoader.Method("", ""), 0, 0);
    var open = new ArrayList<CallTree>(List.of(root));
    var numbers = new ArrayList<>(List.of(-1));
    for (int i = 0; i < events.length; i++) {
      int event = events[i];
      if (event >= 0) {
        var call = new CallTree(loader.method(event), nanos[i], bytes[i]);
        open.getLast().calls.add(call);
        open.add(call);
        numbers.add(event);
      } else {
        // A method that an exception has ended never said so: it ends with the one around it.
        int ended = numbers.lastIndexOf(Recorder.ended(event));
        while (ended > 0 && numbers.size() > ended) {
          open.removeLast();
          numbers.removeLast();
        }
      }
    }
    return root.calls;
  }

  /** Its package without the name of the project: {@code week1.resp}. */
  public String room() {
    return method.room();
  }

  /** Its class, with those around it. */
  public String type() {
    return method.simpleType();
  }

  /** Returns the method's name. */
  public String name() {
    return method.name();
  }

  /** Nanoseconds from its beginning to its end, what it called included; 0 if not measured. */
  public long nanos() {
    return nanos;
  }

  /** Bytes that were allocated from its beginning to its end; 0 if not measured. */
  public long bytes() {
    return bytes;
  }

  /** What it called, in order. */
  public List<CallTree> calls() {
    return calls;
  }
}
