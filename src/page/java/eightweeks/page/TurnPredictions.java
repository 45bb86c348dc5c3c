package eightweeks.page;

import eightweeks.page.server.MemoryServer;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.TimeHandler;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The eight questions of day 05, asked of the real loop on its virtual clock: what {@code bin/study
 * check day05} does, for the form on the page.
 *
 * <p>Each experiment has a loop of its own, counts, and notes what happened when.
 */
public final class TurnPredictions {
  /** The keys of {@code day05.properties}, in its order. */
  public static final List<String> KEYS =
      List.of(
          "late.behind.command",
          "late.behind.timer",
          "late.behind.both",
          "reply.late",
          "runs.in.a.second",
          "cron.after.stall",
          "zero.in.five.turns",
          "time.in.handler");

  private static final Endpoint ADDRESS = new Endpoint.Tcp("127.0.0.1", 6379);
  private static final int MAX_NOTES = 12;

  private final List<String> notes = new ArrayList<>();
  private VirtualClock clock = new VirtualClock(0);
  private MemoryNetwork network = new MemoryNetwork(clock);
  private Simulation simulation = new Simulation(clock);
  private long begin;

  private TurnPredictions() {}

  /**
   * Runs the experiment of a key.
   *
   * @return the number counted, then a line for each note: milliseconds, what happened
   */
  public static String measure(String key) {
    var experiment = new TurnPredictions();
    try {
      long counted = experiment.count(key);
      var notes = experiment.notes;
      if (notes.size() > MAX_NOTES) {
        notes.subList(MAX_NOTES, notes.size()).clear();
        notes.add("\tand so on");
      }
      return counted + "\n" + String.join("\n", notes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long count(String key) throws IOException {
    return switch (key) {
      case "late.behind.command" -> lateBehindCommand();
      case "late.behind.timer" -> lateBehindTimer();
      case "late.behind.both" -> lateBehindBoth();
      case "reply.late" -> replyLate();
      case "runs.in.a.second" -> runsInASecond();
      case "cron.after.stall" -> cronAfterStall();
      case "zero.in.five.turns" -> zeroInFiveTurns();
      case "time.in.handler" -> timeInHandler();
      default -> throw new IllegalArgumentException(key);
    };
  }

  private long lateBehindCommand() throws IOException {
    var loop = loop();
    var client = clientWhoseCommandTakes(loop, 30);
    var timer = timer(loop, "the timer", 10, 0);
    simulation.runFor(5);
    client.send("command");
    simulation.runFor(1000);
    return timer[0];
  }

  private long lateBehindTimer() {
    var loop = loop();
    timer(loop, "A", 10, 20);
    var second = timer(loop, "B", 10, 0);
    simulation.runFor(1000);
    return second[0];
  }

  private long lateBehindBoth() throws IOException {
    var loop = loop();
    var client = clientWhoseCommandTakes(loop, 30);
    loop.after(
        10,
        () -> {
          note("A begins");
          clock.advanceMillis(2);
          note("the command arrives, and waits");
          send(client, "command");
          clock.advanceMillis(18);
          note("A ends; B was not due when this turn looked");
          return TimeHandler.NO_MORE;
        });
    var second = timer(loop, "B", 15, 0);
    simulation.runFor(1000);
    return second[0];
  }

  private long replyLate() throws IOException {
    var server = server();
    var loop = server.parts().loop();
    var client = server.connect();
    simulation.settle();
    begin = clock.nanos();
    loop.after(
        50,
        () -> {
          note("the timer begins; PING has run already");
          clock.advanceMillis(40);
          note("the timer ends, and with it the turn");
          return TimeHandler.NO_MORE;
        });
    clock.advanceMillis(50);
    note("PING arrives");
    client.send("PING\r\n");
    long sent = clock.nanos();
    while (client.receiveText().isEmpty()) {
      loop.turn(false);
    }
    note("PONG goes out before the next sleep");
    return millis(clock.nanos() - sent);
  }

  private long runsInASecond() {
    var loop = loop();
    var runs = new int[1];
    loop.after(
        100,
        () -> {
          runs[0]++;
          note("run " + runs[0] + " begins, and ends 40 later");
          clock.advanceMillis(40);
          return 100;
        });
    simulation.runFor(1000);
    return runs[0];
  }

  private long cronAfterStall() throws IOException {
    var server = server();
    var client = server.connect();
    var runs = new int[1];
    server
        .parts()
        .cron()
        .every(
            0,
            () -> {
              runs[0]++;
              note("the cron runs");
            });
    simulation.runFor(250);
    int before = runs[0];
    notes.clear();
    note("the command begins");
    client.send("WORK 1000\r\n");
    simulation.runFor(1999);
    return (long) runs[0] - before;
  }

  private long zeroInFiveTurns() {
    var loop = loop();
    var runs = new int[1];
    var turn = new int[1];
    loop.after(
        0,
        () -> {
          runs[0]++;
          note("turn " + turn[0] + ": run " + runs[0]);
          return 0;
        });
    for (turn[0] = 1; turn[0] <= 5; turn[0]++) {
      loop.turn(true);
    }
    return runs[0];
  }

  private long timeInHandler() {
    var loop = loop();
    var differ = new long[1];
    loop.after(
        10,
        () -> {
          long first = loop.time().millis();
          note("first step: time().millis() is " + first);
          clock.advanceMillis(30);
          long last = loop.time().millis();
          note("last step: time().millis() is " + last);
          differ[0] = last - first;
          return TimeHandler.NO_MORE;
        });
    simulation.runFor(1000);
    return differ[0];
  }

  /** Makes a timer that runs once, and returns where its lateness will be, in milliseconds. */
  private long[] timer(EventLoop loop, String name, long delay, long takes) {
    var late = new long[1];
    long due = clock.nanos() + delay * 1_000_000;
    loop.after(
        delay,
        () -> {
          late[0] = millis(clock.nanos() - due);
          note(name + " begins; it was due at " + millis(due - begin));
          clock.advanceMillis(takes);
          if (takes > 0) {
            note(name + " ends");
          }
          return TimeHandler.NO_MORE;
        });
    return late;
  }

  private void note(String what) {
    notes.add(millis(clock.nanos() - begin) + "\t" + what);
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  private EventLoop loop() {
    var loop = new EventLoop(network.transport(), clock);
    simulation.add(loop);
    return loop;
  }

  private MemoryServer server() {
    var server =
        MemoryServer.start(
            0, UnaryOperator.identity(), (parts, ofServer) -> parts.command(new Work(ofServer)));
    clock = server.clock();
    network = server.network();
    simulation = new Simulation(clock);
    simulation.add(server.parts().loop());
    begin = clock.nanos();
    return server;
  }

  /** Returns a client for which everything that it sends is a command that takes its time. */
  private MemoryPeer clientWhoseCommandTakes(EventLoop loop, long takes) throws IOException {
    var listener = loop.transport().listen(ADDRESS, 1);
    var client = network.connect(ADDRESS);
    var connection = listener.accept();
    if (connection == null) {
      throw new IllegalStateException("the connection was not accepted");
    }
    loop.watch(
        connection,
        Channel.READABLE,
        () -> {
          read(connection);
          note("the command begins");
          clock.advanceMillis(takes);
          note("the command ends");
        });
    return client;
  }

  private static void read(Connection connection) {
    try {
      connection.read(new byte[100], 0, 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(MemoryPeer client, String text) {
    try {
      client.send(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
