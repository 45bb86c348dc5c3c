package eightweeks.study.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The way of a command as people read it: a traced run, without what only looks something up.
 *
 * <p>A step is a call from one class to another. It is shown if it does more than a getter does: if
 * at least {@link #MIN_CALLS} methods run in it, itself included. Calls inside one class belong to
 * the step that entered the class. The simulated socket of the run is left out.
 *
 * @param steps in order
 * @param classes all classes whose methods ran, with their packages, small ones included
 */
public record Way(List<Step> steps, Set<String> classes) {
  private static final int MIN_CALLS = 3;
  private static final String SIMULATION = "week7.simulation";

  /**
   * A call from one class to another.
   *
   * @param depth how many steps are around it
   * @param from the class that calls
   * @param room the package of the class that is called, without the project's name
   * @param to the class that is called
   * @param method its method
   * @param nanos how long it took, what it called included; 0 if not measured
   * @param bytes what was allocated in it; 0 if not measured
   */
  public record Step(
      int depth, String from, String room, String to, String method, long nanos, long bytes) {
    private Step(int depth, String from, CallTree call) {
      this(depth, from, call.room(), call.type(), call.name(), call.nanos(), call.bytes());
    }

    /** Class and method: {@code Dict.find}. */
    public String call() {
      return to + "." + method;
    }
  }

  /**
   * Traces a command in a server of its own.
   *
   * @param path where the classes of the server and of this tool are
   * @param commands commands, their arguments separated by spaces; the last one is traced
   */
  public static Way of(List<Path> path, String... commands) {
    return of(CallTree.of(path, List.of(commands)));
  }

  /** Returns the way that a tree of calls shows. */
  static Way of(List<CallTree> tree) {
    var steps = new ArrayList<Step>();
    var classes = new LinkedHashSet<String>();
    for (var call : tree) {
      collect(call, classes);
      begin(call, steps);
    }
    return new Way(List.copyOf(steps), Set.copyOf(classes));
  }

  /** Returns this way without the steps that have more than some others around them. */
  Way upTo(int depth) {
    return new Way(steps.stream().filter(step -> step.depth() <= depth).toList(), classes);
  }

  private static void collect(CallTree call, Set<String> classes) {
    if (!call.room().equals(SIMULATION)) {
      classes.add(call.room() + "." + call.type().replaceAll("\\..*", ""));
    }
    call.calls().forEach(inner -> collect(inner, classes));
  }

  /** Finds what the loop did for the client: reading its command, and writing the reply. */
  private static void begin(CallTree call, List<Step> steps) {
    boolean reads = call.type().equals("EventLoop") && call.name().equals("handle");
    boolean writes = call.name().equals("writePending") && size(call) >= MIN_CALLS;
    if (reads) {
      follow(call, call, 0, steps);
    } else if (writes) {
      steps.add(new Step(0, "EventLoop", call));
      follow(call, call, 1, steps);
    } else {
      call.calls().forEach(inner -> begin(inner, steps));
    }
  }

  private static void follow(CallTree call, CallTree current, int depth, List<Step> steps) {
    for (var inner : call.calls()) {
      if (inner.room().equals(current.room()) && inner.type().equals(current.type())) {
        follow(inner, current, depth, steps);
      } else if (size(inner) >= MIN_CALLS && !inner.room().equals(SIMULATION)) {
        steps.add(new Step(depth, current.type(), inner));
        follow(inner, inner, depth + 1, steps);
      }
    }
  }

  private static int size(CallTree call) {
    return 1 + call.calls().stream().mapToInt(Way::size).sum();
  }

  /** Returns the steps as lines, indented by their depth: class, method and package. */
  public String text() {
    var text = new StringBuilder();
    for (var step : steps) {
      var call = "  ".repeat(step.depth()) + step.call();
      text.append("%-52s %s\n".formatted(call, step.room()));
    }
    return text.toString();
  }
}
