package eightweeks.page;

import eightweeks.page.server.MemoryServer;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.FiredEvents;
import eightweeks.week1.eventloop.Listener;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.eventloop.TimeHandler;
import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.CommandWatcher;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the loop, step by step: what the figure of day 05 shows.
 *
 * <p>The loop runs a whole turn, and what happens in it is noted where it happens. The page then
 * shows the notes one by one. Steps are those of {@code EventLoop.turn()}.
 */
public final class TurnFigure {
  private static final String PHASES = "phases";
  private static final String POLL = "poll";
  private static final String AFTER = "after";
  private static final String READY = "ready";
  private static final String POSTED = "posted";
  private static final String TIMERS = "timers";

  private static final int FIRST_TURNS = 4;

  private final List<String> notes = new ArrayList<>();
  private final MemoryServer memory;
  private final MemoryPeer client;
  private long start;
  private int commandsSent;
  private int repliesReceived;
  private boolean quiet = true;

  /** Set while the server is built; the clock is there before the rest. */
  private @Nullable VirtualClock clock;

  private TurnFigure() throws IOException {
    memory = MemoryServer.start(0, Watched::new, this::install);
    client = memory.connect();
    var loop = memory.parts().loop();
    for (int turn = 0; turn < FIRST_TURNS; turn++) {
      loop.turn(false); // the client is accepted
    }
    loop.turn(true); // the first run of the cron
    start = memory.clock().nanos();
    quiet = false;
  }

  /** Starts a server with one client, which has been accepted. */
  public static TurnFigure start() {
    try {
      return new TurnFigure();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void install(ServerBuilder parts, VirtualClock ofServer) {
    clock = ofServer;
    parts.command(new Work(ofServer));
    parts
        .need(ExecutionUnit.SERVICE)
        .watchers()
        .add(
            new CommandWatcher() {
              @Override
              public void ran(
                  eightweeks.week1.networking.Client by,
                  eightweeks.week1.dispatch.Command command,
                  eightweeks.week1.resp.Args args,
                  long nanos,
                  boolean again) {
                note(
                    READY,
                    command.fullName().toUpperCase(java.util.Locale.ROOT)
                        + " ran"
                        + took(nanos)
                        + "; its reply waits in the output buffer");
              }
            });
    parts.cron().every(0, () -> note(TIMERS, "the server's cron runs"));
    parts.loop().at(Phase.PENDING_READS, () -> note(PHASES, "the turn begins"));
    parts.loop().at(Phase.WRITE_REPLIES, this::written);
    parts
        .loop()
        .at(Phase.AFTER_SLEEP, () -> note(AFTER, "the sleep is over, both clocks were read"));
  }

  private static String took(long nanos) {
    return nanos < 1_000_000 ? "" : " for " + nanos / 1_000_000 + " ms";
  }

  /** Notes the replies that have reached the client when the phase has done its work. */
  private void written() {
    try {
      var text = quiet ? "" : client.receiveText();
      int replies = text.split("\r\n", -1).length - 1;
      if (replies > 0) {
        repliesReceived += replies;
        note(PHASES, "WRITE_REPLIES: " + text.strip().replace("\r\n", ", ") + " goes out");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The client sends a command, an inline one. */
  public void send(String command) {
    try {
      client.send(command + "\r\n");
      commandsSent++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a timer that runs once. */
  public void timer(long delay, long takes) {
    memory
        .parts()
        .loop()
        .after(
            delay,
            () -> {
              long before = memory.clock().nanos();
              memory.clock().advanceMillis(takes);
              note(TIMERS, "your timer runs" + took(memory.clock().nanos() - before));
              return TimeHandler.NO_MORE;
            });
  }

  /** Another thread posts a task. */
  public void post() {
    memory.parts().loop().post(() -> note(POSTED, "the posted task runs"));
  }

  /**
   * Runs one turn.
   *
   * @return a line for each note: step, milliseconds since the figure began, what happened
   */
  public String turn() {
    notes.clear();
    memory.parts().loop().turn(true);
    return String.join("\n", notes);
  }

  /**
   * Returns what waits: milliseconds since the figure began, commands whose reply has not gone out,
   * milliseconds until the next timer.
   */
  public String waiting() {
    long timer = memory.parts().loop().nanosUntilTimer();
    return now() + "\t" + (commandsSent - repliesReceived) + "\t" + timer / 1_000_000;
  }

  private long now() {
    return clock == null ? 0 : (clock.nanos() - start) / 1_000_000;
  }

  private void note(String step, String what) {
    if (!quiet) {
      notes.add(step + "\t" + now() + "\t" + what);
    }
  }

  /** A transport that notes each poll. */
  private final class Watched implements Transport {
    private final Transport transport;

    private Watched(Transport transport) {
      this.transport = transport;
    }

    @Override
    public void poll(long timeoutNanos, FiredEvents fired) throws IOException {
      long before = now();
      transport.poll(timeoutNanos, fired);
      long slept = now() - before;
      int ready = fired.count();
      note(
          POLL,
          ready > 0
              ? (ready == 1 ? "one channel is" : ready + " channels are") + " ready: no sleep"
              : slept > 0
                  ? "nothing is ready: sleeps " + slept + " ms, until the next timer"
                  : "there is work: only looks, and nothing is ready");
    }

    @Override
    public String name() {
      return transport.name();
    }

    @Override
    public Listener listen(Endpoint at, int backlog) throws IOException {
      return transport.listen(at, backlog);
    }

    @Override
    public Connection connect(Endpoint to, @Nullable Endpoint from) throws IOException {
      return transport.connect(to, from);
    }

    @Override
    public void wakeup() {
      transport.wakeup();
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
