package eightweeks.study.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The calls of one command through the packages of the server, from the turn of the loop that finds
 * the connection readable to the reply that goes out.
 *
 * <p>Taken from a live run, so it cannot be out of date.
 */
public final class CallTree {
  /** By its name: it is compiled with the server, not with this tool. */
  private static final String SERVER = "eightweeks.study.serve.TracedServer";

  private final TracingLoader.Method method;
  private final List<CallTree> calls = new ArrayList<>();

  private CallTree(TracingLoader.Method method) {
    this.method = method;
  }

  /**
   * Runs commands in a server of its own, and traces the last of them.
   *
   * @param path where the classes of the server and of this tool are
   * @param commands commands, their arguments separated by spaces
   * @return the calls of the loop while that command was handled, in order
   */
  public static List<CallTree> of(List<Path> path, List<String> commands) {
    try (var loader = new TracingLoader(path)) {
      var server = (UnaryOperator<?>) loader.loadClass(SERVER).getConstructor().newInstance();
      @SuppressWarnings("unchecked") // TracedServer says what it is
      var run = (UnaryOperator<String>) server;
      for (int i = 0; i < commands.size() - 1; i++) {
        var _ = run.apply(commands.get(i));
      }
      Recorder.start();
      int[] events;
      try {
        var _ = run.apply(commands.getLast());
      } finally {
        events = Recorder.stop();
      }
      return build(loader, events);
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException("the server to be traced does not start", e);
    }
  }

  private static List<CallTree> build(TracingLoader loader, int[] events) {
    var root = new CallTree(new TracingLoader.Method("", ""));
    var open = new ArrayList<CallTree>(List.of(root));
    var numbers = new ArrayList<>(List.of(-1));
    for (int event : events) {
      if (event >= 0) {
        var call = new CallTree(loader.method(event));
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

  /** What it called, in order. */
  public List<CallTree> calls() {
    return calls;
  }
}
