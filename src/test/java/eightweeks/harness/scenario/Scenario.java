package eightweeks.harness.scenario;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.FatalError;
import eightweeks.week7.simulation.MemoryLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Machines with servers, the links between them, and everything that happens to them. */
public final class Scenario {
  private static final long STEP_MILLIS = 500;

  private final TestWorld world = new TestWorld();
  private final long seed;
  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private final Faults faults = new Faults(this);
  private final StringBuilder story = new StringBuilder();

  public Scenario(long seed) {
    this.seed = seed;
    random = new Random(seed);
    world.network().seed(seed);
    world.simulation().onEnd(this::ended);
  }

  /**
   * Adds a machine with a server that is not started yet.
   *
   * @param setup gives the server its options and files; called at each start
   */
  public Node node(String name, UnaryOperator<TestServer.Setup> setup) {
    var node = new Node(this, name, "10.0.0." + (nodes.size() + 1), setup);
    nodes.add(node);
    return node;
  }

  /** Starts the servers that are not up. */
  public void startAll() {
    for (var node : nodes) {
      if (!node.isUp()) {
        node.start();
      }
    }
  }

  private void ended(EventLoop loop, @Nullable FatalError failure) {
    for (var node : nodes) {
      if (node.runs(loop)) {
        note(node.name() + " has ended" + (failure == null ? "" : ": " + failure.getMessage()));
        node.ended(failure != null);
      }
    }
  }

  /** Lets virtual time pass, in milliseconds. */
  public void runFor(long millis) {
    world.runFor(millis);
  }

  /**
   * Lets virtual time pass until something is the case; it is asked twice a second.
   *
   * @return whether it came to be within this time
   */
  public boolean runUntil(BooleanSupplier done, long maxMillis) {
    for (long passed = 0; !done.getAsBoolean(); passed += STEP_MILLIS) {
      if (passed >= maxMillis) {
        return false;
      }
      runFor(STEP_MILLIS);
    }
    return true;
  }

  /** Returns the way from one machine to another. */
  public MemoryLink link(Node from, Node to) {
    return world.network().link(from.host(), to.host());
  }

  /** Adds a line to what is shown if the scenario fails. */
  public void note(String what) {
    story.append(world.clock().nanos() / 1_000_000).append(" ms: ").append(what).append('\n');
  }

  /** Returns what has happened, a line each. */
  public String story() {
    return story.toString();
  }

  /**
   * Begins a part whose chances depend on nothing that was drawn before: without the parts before
   * it, it draws the same.
   *
   * @param part the number of the part, not negative
   */
  public void reseed(int part) {
    // Seeds that are near to each other would make Random begin with nearly the same numbers.
    random.setSeed(new SplittableRandom(seed ^ (part + 1L) << 32).nextLong());
  }

  /** Returns the source of all chances. */
  public Random random() {
    return random;
  }

  public List<Node> nodes() {
    return nodes;
  }

  public Faults faults() {
    return faults;
  }

  public TestWorld world() {
    return world;
  }
}
