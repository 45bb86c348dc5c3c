package eightweeks.week1.eventloop;

import eightweeks.Redis;
import eightweeks.study.lesson.Lesson;
import eightweeks.study.lesson.Predictions;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Day 05: where the time of a loop goes. The loop is the real one; the clock is virtual, and only a
 * handler that says so takes time.
 */
final class Day05TurnTest {
  private static final String CHAPTER = "weeks/week1/day05-turn.adoc, ";
  private static final String TURN = CHAPTER + "\"One turn\"";
  private static final String DUE = CHAPTER + "\"Timers that are due\"";
  private static final int SHOWN = 8;
  private static final Endpoint ADDRESS = new Endpoint.Tcp("127.0.0.1", 6379);

  private final Predictions predictions = Predictions.of(Day05TurnTest.class, "day05.properties");
  private final VirtualClock clock = new VirtualClock(1_795_364_464_123_456L);
  private final MemoryNetwork network = new MemoryNetwork(clock);
  private final Simulation simulation = new Simulation(clock);
  private final long start = clock.nanos();

  /** What happened, in order; a lesson shows the beginning of it. */
  private final List<String> happened = new ArrayList<>();

  private final Supplier<String> history =
      () -> String.join("\n", happened.subList(0, Math.min(SHOWN, happened.size())));

  @Test
  void timerDueWhileACommandRuns_waits() throws IOException {
    var loop = loop();
    var client = clientWhoseCommandTakes(loop, 30);
    var timer = timer(loop, 10, 0);
    simulation.runFor(5);
    client.send("command");
    simulation.runFor(1000);
    predictions.check(
        "late.behind.command",
        timer.late,
        Lesson.because(
                "nothing interrupts a command: it ends at 35, and only then the timers are looked"
                    + " at; lateness counts from the moment at which the timer was due")
            .history(history)
            .readAgain(TURN));
  }

  @Test
  void timersOfOneTurn_waitForEachOther() {
    var loop = loop();
    timer(loop, 10, 20);
    var second = timer(loop, 10, 0);
    simulation.runFor(1000);
    predictions.check(
        "late.behind.timer",
        second.late,
        Lesson.because(
                "there is one thread, so timers that are due together run one after the other: B"
                    + " begins when A has ended")
            .history(history)
            .readAgain(DUE));
  }

  @Test
  void turnWithTimers_looksAtSocketsInBetween() throws IOException {
    var loop = loop();
    var client = clientWhoseCommandTakes(loop, 30);
    loop.after(
        10,
        () -> {
          note("timer A begins");
          clock.advanceMillis(2);
          send(client, "command");
          note("the client sends its command");
          clock.advanceMillis(18);
          note("timer A ends");
          return TimeHandler.NO_MORE;
        });
    var second = timer(loop, 15, 0);
    simulation.runFor(1000);
    predictions.check(
        "late.behind.both",
        second.late,
        Lesson.because(
                "which timers are due is decided once a turn, and B was not among them; the next"
                    + " turn has what came from sockets first")
            .history(history)
            .readAgain(DUE));
  }

  @Test
  void reply_goesOutBeforeTheNextSleep() throws IOException {
    var server = server();
    var client = network.connect(ADDRESS);
    simulation.settle();
    server
        .loop()
        .after(
            50,
            () -> {
              note("a timer begins");
              takes(40, TimeHandler.NO_MORE);
              note("the timer ends");
              return TimeHandler.NO_MORE;
            });
    clock.advanceMillis(50);
    client.send("PING\r\n");
    note("PING arrives");
    long sent = clock.nanos();
    while (client.receiveText().isEmpty()) {
      server.loop().turn(false);
    }
    note("PONG has been sent");
    predictions.check(
        "reply.late",
        millis(clock.nanos() - sent),
        Lesson.because(
                "the command runs at once, but its reply is only put together; it is sent in"
                    + " WRITE_REPLIES of the next turn, and the timers of this turn come before"
                    + " that")
            .history(history)
            .readAgain(CHAPTER + "\"Before the sleep\""));
  }

  @Test
  void timerThatTakesTime_runsLessOften() {
    var loop = loop();
    var runs = new int[1];
    loop.after(
        100,
        () -> {
          runs[0]++;
          note("the handler begins");
          return takes(40, 100);
        });
    simulation.runFor(1000);
    predictions.check(
        "runs.in.a.second",
        runs[0],
        Lesson.because(
                "the delay that a handler asks for begins when the handler ends, so a run and a"
                    + " pause follow each other")
            .history(history)
            .readAgain(DUE));
  }

  @Test
  void cronAfterAStall_doesNotCatchUp() throws IOException {
    var server = server("--hz", "10", "--enable-debug-command", "yes");
    var client = network.connect(ADDRESS);
    var runs = new int[1];
    server
        .cron()
        .every(
            0,
            () -> {
              runs[0]++;
              note("the cron runs");
            });
    simulation.runFor(250);
    int before = runs[0];
    note("a command of 1000 begins");
    client.send("DEBUG SLEEP 1\r\n");
    simulation.runFor(1999);
    predictions.check(
        "cron.after.stall",
        runs[0] - before,
        Lesson.because(
                "a timer has one due time, however long ago it was: what was missed is run once, at"
                    + " the end of the command")
            .history(history)
            .readAgain(DUE));
  }

  @Test
  void timerOfZero_runsOnceATurn() {
    var loop = loop();
    var runs = new int[1];
    loop.after(
        0,
        () -> {
          runs[0]++;
          note("the handler runs");
          return 0;
        });
    for (int turn = 1; turn <= 5; turn++) {
      note("turn " + turn);
      loop.turn(true);
    }
    predictions.check(
        "zero.in.five.turns",
        runs[0],
        Lesson.because(
                "0 is due at once, but a timer that has run is put back only when all others have"
                    + " run: its next chance is the next turn")
            .history(history)
            .readAgain(DUE));
  }

  @Test
  void timeOfTheLoop_standsStill() {
    var loop = loop();
    var differ = new long[1];
    loop.after(
        10,
        () -> {
          long first = loop.time().millis();
          note("the handler begins, and asks for the time");
          clock.advanceMillis(30);
          differ[0] = loop.time().millis() - first;
          note("it asks again, and gets a time that is %d later".formatted(differ[0]));
          return TimeHandler.NO_MORE;
        });
    simulation.runFor(1000);
    predictions.check(
        "time.in.handler",
        differ[0],
        Lesson.because(
                "LoopTime does not ask the clock: it repeats what the clock said when it was read"
                    + " last, and no clock is read inside a handler")
            .history(history)
            .readAgain(CHAPTER + "\"A time that stands still\""));
  }

  // What time is spent on.

  private void note(String what) {
    happened.add("t=%d ms: %s".formatted(millis(clock.nanos() - start), what));
  }

  /** A timer that runs once, and how late that was, in milliseconds. */
  private static final class Once {
    long late;
  }

  private Once timer(EventLoop loop, long delay, long takesMillis) {
    var once = new Once();
    long due = clock.nanos() + delay * 1_000_000;
    loop.after(
        delay,
        () -> {
          once.late = millis(clock.nanos() - due);
          note("a timer runs that was due at " + millis(due - start));
          return takes(takesMillis, TimeHandler.NO_MORE);
        });
    return once;
  }

  private long takes(long millis, long thenAskFor) {
    clock.advanceMillis(millis);
    return thenAskFor;
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  private EventLoop loop() {
    var loop = new EventLoop(network.transport(), clock);
    simulation.add(loop);
    return loop;
  }

  /**
   * Returns a client of a loop for which everything that arrives is a command that takes its time.
   */
  private MemoryPeer clientWhoseCommandTakes(EventLoop loop, long millis) throws IOException {
    var listener = loop.transport().listen(ADDRESS, 1);
    var client = network.connect(ADDRESS);
    var connection = listener.accept();
    if (connection == null) {
      throw new AssertionError("nobody has connected");
    }
    loop.watch(
        connection,
        Channel.READABLE,
        () -> {
          read(connection);
          note("a command begins");
          clock.advanceMillis(millis);
          note("the command ends");
        });
    return client;
  }

  private static void read(Connection connection) {
    try {
      connection.read(new byte[100], 0, 100);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void send(MemoryPeer client, String text) {
    try {
      client.send(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a server of all weeks in memory, which has just started. */
  private ServerBuilder server(String... options) {
    try {
      var system = new VirtualOperatingSystem(1);
      system.clock(clock);
      var world =
          new World(clock, network.transport(), new MemoryDisk(), Entropy.seeded(1), system);
      var parts = new ServerBuilder(world).install(Redis.features());
      var server = parts.build();
      server.configure(CommandLine.parse(List.of(options)), null);
      server.start();
      simulation.add(server.loop());
      return parts;
    } catch (Exception e) {
      throw new AssertionError("the server does not start", e);
    }
  }
}
