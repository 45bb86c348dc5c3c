package eightweeks.study.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A command in a server of its own, which can be run again and again, each time by a client that
 * has just connected to a server without data.
 *
 * <p>Times are the shortest of many runs that took the same way, so a pause of the system or of the
 * collector does not count. Noting an event takes a while itself: about as long as the shortest
 * call without calls of its own. That much is taken off for each event inside a call.
 */
final class TracedCommand implements AutoCloseable {
  /** The class to run, by its name: it is compiled with the server and not with this tool. */
  private static final String SERVER = "eightweeks.study.serve.TracedServer";

  private static final int WARM_UP_RUNS = 3000;
  private static final int MEASURED_RUNS = 300;

  /** Ends both loops early where a command takes long. */
  private static final long MAX_NANOS_OF_RUNS = 2_000_000_000L;

  private final TracingLoader loader;
  private final UnaryOperator<String> server;
  private final Runnable fresh;
  private final List<String> before;
  private final String command;
  private String reply = "";

  private TracedCommand(TracingLoader loader, Object server, List<String> commands) {
    this.loader = loader;
    @SuppressWarnings("unchecked") // TracedServer says what it is
    var run = (UnaryOperator<String>) server;
    this.server = run;
    this.fresh = (Runnable) server;
    this.before = commands.subList(0, commands.size() - 1);
    this.command = commands.getLast();
  }

  /**
   * Starts a server.
   *
   * @param path where the classes of the server and of this tool are
   * @param grafts names of classes that take the place of the server's
   * @param weeks how many weeks it has; 0 for all there are
   * @param commands the one to trace is the last
   */
  static TracedCommand start(
      List<Path> path, List<String> grafts, int weeks, List<String> commands) {
    var loader = new TracingLoader(path);
    try {
      var type = loader.loadClass(SERVER);
      return new TracedCommand(
          loader, type.getConstructor(List.class, int.class).newInstance(grafts, weeks), commands);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the server to be traced does not start", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the server to be traced does not start", e);
    }
  }

  TracingLoader loader() {
    return loader;
  }

  /** Returns the reply of the last run, as it comes over the wire. */
  String reply() {
    return reply;
  }

  private void runAllBefore() {
    for (var each : before) {
      var _ = server.apply(each);
    }
  }

  /** Runs the commands before it, then it, and returns what was recorded of it. */
  Recorder.Recording record(boolean measure) {
    runAllBefore();
    Recorder.start(measure);
    Recorder.Recording recording;
    try {
      reply = server.apply(command);
    } finally {
      recording = Recorder.stop();
    }
    return recording;
  }

  /** Returns the calls of the way that most runs took, with the shortest time of each. */
  List<CallTree> measured() {
    long end = System.nanoTime() + MAX_NANOS_OF_RUNS;
    for (int i = 0; i < WARM_UP_RUNS && System.nanoTime() < end; i++) {
      fresh.run();
      runAllBefore();
      reply = server.apply(command);
    }
    var ways = new ArrayList<Measured>();
    end = System.nanoTime() + MAX_NANOS_OF_RUNS;
    int runs = 0;
    do {
      fresh.run();
      add(record(true), ways);
      runs++;
    } while (runs < MEASURED_RUNS && System.nanoTime() < end);
    var usual = ways.getFirst();
    for (var way : ways) {
      if (way.runs > usual.runs) {
        usual = way;
      }
    }
    return usual.tree(loader);
  }

  private static void add(Recorder.Recording recording, List<Measured> ways) {
    for (var way : ways) {
      if (Arrays.equals(way.events, recording.events())) {
        way.add(recording);
        return;
      }
    }
    var way = new Measured(recording.events());
    way.add(recording);
    ways.add(way);
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The runs that took one way. */
  private static final class Measured {
    private final int[] events;

    /** For each event, the one that ends what it begins; 0 for an event that is an end. */
    private final int[] ends;

    private final long[] nanos;
    private final long[] bytes;
    private int runs;

    Measured(int[] events) {
      this.events = events;
      this.ends = ends(events);
      this.nanos = new long[events.length];
      this.bytes = new long[events.length];
      Arrays.fill(nanos, Long.MAX_VALUE);
      Arrays.fill(bytes, Long.MAX_VALUE);
    }

    private static int[] ends(int[] events) {
      var ends = new int[events.length];
      var open = new int[events.length];
      int depth = 0;
      for (int i = 0; i < events.length; i++) {
        if (events[i] >= 0) {
          open[depth++] = i;
          continue;
        }
        int at = depth - 1;
        while (at >= 0 && events[open[at]] != Recorder.ended(events[i])) {
          at--;
        }
        while (at >= 0 && depth > at) {
          ends[open[--depth]] = i;
        }
      }
      while (depth > 0) {
        ends[open[--depth]] = events.length - 1;
      }
      return ends;
    }

    void add(Recorder.Recording recording) {
      runs++;
      for (int i = 0; i < events.length; i++) {
        if (events[i] >= 0) {
          nanos[i] = Math.min(nanos[i], recording.nanos()[ends[i]] - recording.nanos()[i]);
          bytes[i] = Math.min(bytes[i], recording.bytes()[ends[i]] - recording.bytes()[i]);
        }
      }
    }

    List<CallTree> tree(TracingLoader loader) {
      long ofAnEvent = Long.MAX_VALUE;
      for (int i = 0; i < events.length; i++) {
        if (events[i] >= 0) {
          ofAnEvent = Math.min(ofAnEvent, nanos[i]);
        }
      }
      var net = new long[events.length];
      for (int i = 0; i < events.length; i++) {
        if (events[i] >= 0) {
          net[i] = Math.max(0, nanos[i] - ofAnEvent * (ends[i] - i));
        }
      }
      return CallTree.build(loader, events, net, bytes);
    }
  }
}
