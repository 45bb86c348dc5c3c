package eightweeks.harness.scenario;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.world.DiskException;
import eightweeks.week7.simulation.MemoryDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A machine of a {@link Scenario}: an address, a disk, and a server that may be up. */
public final class Node {
  /** Maximum number of clients that are killed before one can send a command. */
  private static final int MAX_KILLED = 3;

  private final Scenario scenario;
  private final String name;
  private final String host;
  private final UnaryOperator<TestServer.Setup> setup;
  private final MachineClock clock;
  private MemoryDisk disk = new MemoryDisk();
  private @Nullable TestServer server;
  private boolean isPaused;
  private long pausedAtMillis;
  private boolean isDiskFull;
  private long diskMillis;

  /**
   * When the process went on after it had been paused or had waited for its disk, or its clock
   * jumped, in virtual milliseconds.
   */
  private final List<Long> unsteadyMillis = new ArrayList<>();

  /** The process waits for its disk. */
  private boolean isStalled;

  Node(Scenario scenario, String name, String host, UnaryOperator<TestServer.Setup> setup) {
    this.scenario = scenario;
    this.name = name;
    this.host = host;
    this.setup = setup;
    clock = new MachineClock(scenario.world().clock());
  }

  public String name() {
    return name;
  }

  /** Returns the address of the machine, as other machines know it. */
  public String host() {
    return host;
  }

  public MemoryDisk disk() {
    return disk;
  }

  /** Starts the server on the files that the disk has; with a full disk it may stay down. */
  public void start() {
    if (server != null) {
      throw new IllegalStateException(name + " is up");
    }
    scenario.note(name + " starts");
    var machine = TestServer.in(scenario.world()).host(host).disk(disk).clock(clock);
    var starting = setup.apply(machine).configured();
    try {
      starting.begin();
      server = starting;
    } catch (AssertionError e) {
      starting.kill();
      if (!isDiskFull || !(e.getCause() instanceof StartupException)) {
        throw e;
      }
      scenario.note(name + " does not start: " + e.getCause().getMessage());
    }
  }

  /** Returns whether the server is running, or paused. */
  public boolean isUp() {
    return server != null;
  }

  /** Returns whether the server answers clients on its own machine. */
  public boolean isRunning() {
    return server != null && !isPaused && !isStalled;
  }

  /** Returns the server; it has to be up. */
  public TestServer server() {
    var up = server;
    if (up == null) {
      throw new IllegalStateException(name + " is down");
    }
    return up;
  }

  boolean runs(EventLoop loop) {
    return server != null && server.server().loop() == loop;
  }

  /** The server has ended by itself. */
  void ended(boolean atOnce) {
    var ending = server();
    server = null;
    isPaused = false;
    isStalled = false;
    if (atOnce) {
      ending.kill();
    } else {
      ending.server().stop();
    }
  }

  /** Kills the server: its files keep what was written. */
  public void kill() {
    server().kill();
    server = null;
    isPaused = false;
    isStalled = false;
  }

  /** Cuts the power: its files keep what was synced, and any part of the rest. */
  public void cutPower() {
    if (server != null) {
      kill();
    }
    disk.cutPower(scenario.random()::nextInt);
  }

  /** Sends SHUTDOWN; the server may refuse. */
  public void shutDown(String... options) {
    var words = new StringBuilder("SHUTDOWN");
    for (var option : options) {
      words.append(' ').append(option);
    }
    connect().send(words + "\r\n");
  }

  /** Puts an empty disk into the machine, whose server has to be down. */
  public void replaceDisk() {
    if (server != null) {
      throw new IllegalStateException(name + " is up");
    }
    disk = new MemoryDisk();
    isDiskFull = false;
    diskMillis = 0;
  }

  /** Stops the process where it is; its connections stay open. */
  public void pause() {
    server().pause();
    isPaused = true;
    pausedAtMillis = nowMillis();
  }

  /** Lets a paused process go on. */
  public void resume() {
    isPaused = false;
    noteUnsteady();
    if (!isStalled) {
      server().resume();
    }
  }

  /** Moves the wall clock of this machine alone, forward or back. Timers do not notice. */
  public void jumpClock(long millis) {
    clock.jump(millis);
    noteUnsteady();
  }

  private void noteUnsteady() {
    unsteadyMillis.add(nowMillis());
  }

  private long nowMillis() {
    return scenario.world().clock().nanos() / 1_000_000;
  }

  /** Returns since when the process, which is up, does nothing: when it was paused, or now. */
  public long lastRanMillis() {
    return isPaused ? pausedAtMillis : nowMillis();
  }

  /**
   * Returns whether, at some virtual time of the past, the wall clock of the process had moved by
   * more than the time that it ran: the process was paused, waited for its disk, or the clock
   * jumped.
   *
   * @param afterMillis the begin of this time, inclusive
   * @param untilMillis its end, inclusive
   */
  public boolean wasUnsteady(long afterMillis, long untilMillis) {
    return unsteadyMillis.stream().anyMatch(at -> at >= afterMillis && at <= untilMillis);
  }

  boolean isPaused() {
    return isPaused;
  }

  /** Returns whether nothing can be written to the disk. */
  public boolean isDiskFull() {
    return isDiskFull;
  }

  /** Returns whether the server may wait for its disk, also while it runs a command. */
  public boolean isDiskSlow() {
    return diskMillis > 0;
  }

  /** Lets each write fail from now on, or none. */
  public void diskFull(boolean on) {
    isDiskFull = on;
    disk.faults(this::beforeStep);
  }

  /**
   * Sets how long a write or an fsync takes from now on, in milliseconds; 0 for no time. So long
   * the process does nothing else: it is as if it were paused behind the turn of its loop. A start
   * takes no time.
   */
  public void diskSlow(long millis) {
    diskMillis = millis;
    disk.faults(this::beforeStep);
    if (millis == 0) {
      stallEnds();
    }
  }

  private void beforeStep(MemoryDisk.Step step, String path) throws DiskException {
    if (isDiskFull && step == MemoryDisk.Step.WRITE) {
      throw new DiskException(path, "No space left on device");
    }
    if (diskMillis > 0 && (step == MemoryDisk.Step.WRITE || step == MemoryDisk.Step.FSYNC)) {
      stall();
    }
  }

  private void stall() {
    var stalled = server;
    if (stalled != null && isRunning()) {
      isStalled = true;
      stalled.pause();
      scenario
          .world()
          .clock()
          .schedule(
              diskMillis * 1_000_000,
              () -> {
                if (server == stalled) {
                  stallEnds();
                }
              });
    }
  }

  private void stallEnds() {
    if (isStalled) {
      isStalled = false;
      noteUnsteady();
      if (!isPaused) {
        server().resume();
      }
    }
  }

  /** Returns a client on the same machine. */
  public TestClient connect() {
    return server().connect();
  }

  /** Returns a client on another machine: faults of the links between them concern it. */
  public TestClient connectFrom(Node other) {
    return server().connectFrom(other.host);
  }

  /**
   * Sends a command from the same machine, and returns the reply, raw. A Sentinel that gives the
   * server another role kills its clients, perhaps this one before it has sent anything: then
   * another one sends the command.
   */
  public String call(String... words) {
    var client = connect();
    for (int killed = 0; client.isClosed() && killed < MAX_KILLED; killed++) {
      client.close();
      client = connect();
    }
    try {
      return client.call(words);
    } finally {
      client.close();
    }
  }

  /** Sends a command from the same machine, and returns what has come; the server may end. */
  public String attempt(String... words) {
    var client = connect();
    var reply = client.attempt(words);
    client.close();
    return reply;
  }

  /** Returns a field of INFO. */
  public String info(String field) {
    return info("everything", field);
  }

  /** Returns a field of a section of INFO. */
  public String info(String section, String field) {
    var text = Resp.bulk(call("INFO", section));
    return text.lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("INFO has no " + field + ":\n" + text));
  }

  @Override
  public String toString() {
    return name;
  }
}
