package eightweeks.week1.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.MemoryTransport;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The loop on virtual time, with connections in memory: nothing here sleeps. */
final class EventLoopTest {
  private static final int READABLE = Channel.READABLE;
  private static final int WRITABLE = Channel.WRITABLE;

  private final VirtualClock clock = new VirtualClock(1_000_000);
  private final MemoryNetwork network = new MemoryNetwork(clock);
  private final MemoryTransport transport = network.transport();
  private final EventLoop loop = new EventLoop(transport, clock);
  private final List<String> log = new ArrayList<>();

  private record Pair(Connection ours, MemoryPeer peer) {}

  private Pair pair() throws IOException {
    var listener = transport.listen(new Endpoint.Tcp("127.0.0.1", 0), 16);
    var peer = network.connect(listener.local());
    var ours = Objects.requireNonNull(listener.accept());
    listener.close();
    return new Pair(ours, peer);
  }

  private void read(Connection connection) {
    try {
      connection.read(new byte[100], 0, 100);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void phasesRunInTheirOrder_forAnyOrderOfJoining() {
    var phases = new ArrayList<>(List.of(Phase.values()));
    for (var phase : phases.reversed()) {
      loop.at(phase, () -> log.add(phase.name()));
    }
    loop.at(Phase.UNBLOCK, () -> log.add("UNBLOCK again"));
    loop.turn(false);
    var expected = new ArrayList<String>();
    for (var phase : phases) {
      expected.add(phase.name());
      if (phase == Phase.UNBLOCK) {
        expected.add("UNBLOCK again");
      }
    }
    assertThat(log).isEqualTo(expected);
  }

  @Test
  void aTurn_goesFromPhasesToSocketsToPostedTasksToTimers() throws IOException {
    var pair = pair();
    loop.at(Phase.FREE_CLIENTS, () -> log.add("before sleep"));
    loop.at(Phase.AFTER_SLEEP, () -> log.add("after sleep"));
    loop.watch(
        pair.ours(),
        READABLE,
        () -> {
          read(pair.ours());
          log.add("socket");
        });
    loop.post(() -> log.add("posted"));
    loop.after(
        0,
        () -> {
          log.add("timer");
          return TimeHandler.NO_MORE;
        });
    pair.peer().send("x");
    assertThat(loop.turn(true)).isEqualTo(3);
    assertThat(log).containsExactly("before sleep", "after sleep", "socket", "posted", "timer");
  }

  @Test
  void sleep_lastsUntilTheNextTimer() {
    loop.after(
        1500,
        () -> {
          log.add("at " + clock.nanos() / 1_000_000);
          return 500;
        });
    loop.turn(true);
    loop.turn(true);
    assertThat(log).containsExactly("at 1500", "at 2000");
  }

  @Test
  void timersDueAtTheSameMoment_runInTheOrderOfTheirMaking() {
    for (var name : List.of("a", "b", "c")) {
      loop.after(
          10,
          () -> {
            log.add(name);
            return 10;
          });
    }
    loop.after(
        5,
        () -> {
          log.add("first");
          return TimeHandler.NO_MORE;
        });
    for (int i = 0; i < 3; i++) {
      loop.turn(true);
    }
    assertThat(log).containsExactly("first", "a", "b", "c", "a", "b", "c");
  }

  @Test
  void timerThatAsksForZero_runsOnceATurn() {
    loop.after(
        0,
        () -> {
          log.add("x");
          return 0;
        });
    assertThat(loop.turn(true)).isEqualTo(1);
    assertThat(loop.turn(true)).isEqualTo(1);
    assertThat(log).hasSize(2);
  }

  @Test
  void timerMadeByATimer_waitsForTheNextTurn() {
    loop.after(
        0,
        () -> {
          loop.after(
              0,
              () -> {
                log.add("inner");
                return TimeHandler.NO_MORE;
              });
          log.add("outer");
          return TimeHandler.NO_MORE;
        });
    loop.turn(true);
    assertThat(log).containsExactly("outer");
    loop.turn(true);
    assertThat(log).containsExactly("outer", "inner");
  }

  @Test
  void cancelledTimer_doesNotRun_evenIfItCancelsItselfOrRanInThisTurn() {
    var handles = new ArrayList<TimeEvents.Timer>();
    handles.add(
        loop.after(
            1,
            () -> {
              log.add("ran before it was cancelled");
              return 1;
            }));
    handles.add(
        loop.after(
            1,
            () -> {
              handles.forEach(loop::cancel); // the one before, itself, the one behind
              log.add("cancels");
              return 1;
            }));
    handles.add(
        loop.after(
            1,
            () -> {
              log.add("never");
              return 1;
            }));
    loop.turn(true);
    clock.advanceMillis(1000);
    loop.turn(false);
    assertThat(log).containsExactly("ran before it was cancelled", "cancels");
    assertThat(loop.nanosUntilTimer()).isEqualTo(-1);
    handles.forEach(loop::cancel); // once more does no harm
  }

  @Test
  void changingTheWallClock_doesNotMoveTimers() {
    loop.after(
        1000,
        () -> {
          log.add("due");
          return TimeHandler.NO_MORE;
        });
    clock.setWallMicros(0);
    assertThat(loop.nanosUntilTimer()).isEqualTo(1_000_000_000);
    clock.setWallMicros(Long.MAX_VALUE / 2);
    loop.turn(false);
    assertThat(log).isEmpty();
  }

  @Test
  void reading_comesBeforeWriting() throws IOException {
    var pair = pair();
    pair.peer().send("x");
    loop.watch(pair.ours(), WRITABLE, () -> log.add("write"));
    loop.watch(pair.ours(), READABLE, () -> log.add("read"));
    loop.turn(true);
    assertThat(log).containsExactly("read", "write");
  }

  @Test
  void barrier_putsWritingFirst_untilWritingIsNotWaitedForAnyMore() throws IOException {
    var pair = pair();
    pair.peer().send("x");
    loop.watch(pair.ours(), READABLE, () -> log.add("read"));
    loop.watch(pair.ours(), WRITABLE | Channel.BARRIER, () -> log.add("write"));
    loop.turn(true);
    assertThat(log).containsExactly("write", "read");
    loop.unwatch(pair.ours(), WRITABLE);
    assertThat(pair.ours().mask()).isEqualTo(READABLE);
    loop.watch(pair.ours(), WRITABLE, () -> log.add("write again"));
    loop.turn(true);
    assertThat(log).containsExactly("write", "read", "read", "write again");
  }

  @Test
  void readerThatStopsWriting_isNotAskedToWriteInTheSameTurn() throws IOException {
    var pair = pair();
    pair.peer().send("x");
    loop.watch(pair.ours(), WRITABLE, () -> log.add("write"));
    loop.watch(
        pair.ours(),
        READABLE,
        () -> {
          log.add("read");
          loop.close(pair.ours());
        });
    loop.turn(true);
    assertThat(log).containsExactly("read");
    assertThat(pair.ours().mask()).isZero();
  }

  @Test
  void handlerThatClosesAnotherReadyChannel_keepsItFromRunning() throws IOException {
    var a = pair();
    var b = pair();
    a.peer().send("x");
    b.peer().send("x");
    loop.watch(
        a.ours(),
        READABLE,
        () -> {
          log.add("a");
          loop.close(b.ours());
        });
    loop.watch(b.ours(), READABLE, () -> log.add("b"));
    loop.turn(true);
    assertThat(log).containsExactly("a");
    assertThat(b.peer().ended()).isTrue();
  }

  @Test
  void turnInsideATurn_servesOthers_andTheOuterOneGoesOn() throws IOException {
    var script = pair();
    var other = pair();
    script.peer().send("x");
    other.peer().send("x");
    loop.watch(
        script.ours(),
        READABLE,
        () -> {
          loop.unwatch(script.ours(), READABLE); // as a long script does with its own client
          log.add("script begins");
          assertThat(loop.processEventsWhileBlocked()).isEqualTo(1);
          log.add("script ends");
        });
    loop.watch(
        other.ours(),
        READABLE,
        () -> {
          read(other.ours());
          log.add("other");
        });
    loop.turn(true);
    // The outer turn had found the other one too: its handler is called again and reads nothing.
    assertThat(log).containsExactly("script begins", "other", "script ends", "other");
  }

  @Test
  void turnInsideATurn_leavesWhatTheOuterOneFound() throws IOException {
    var script = pair();
    var other = pair();
    script.peer().send("x");
    other.peer().send("x");
    loop.watch(
        script.ours(),
        READABLE,
        () -> {
          loop.unwatch(script.ours(), READABLE);
          loop.unwatch(other.ours(), READABLE);
          loop.watch(other.ours(), WRITABLE, () -> log.add("write"));
          loop.processEventsWhileBlocked(); // finds the other one writable, not readable
          loop.unwatch(other.ours(), WRITABLE);
          loop.watch(other.ours(), READABLE, () -> log.add("read"));
        });
    loop.watch(other.ours(), READABLE, () -> log.add("never"));
    loop.turn(true);
    assertThat(log).containsExactly("write", "write", "write", "write", "read");
  }

  @Test
  void turnInsideATurn_runsNoTimers_noTasks_andEndsWhenNothingIsReady() throws IOException {
    var pair = pair();
    pair.peer().send("x");
    loop.after(
        0,
        () -> {
          log.add("timer");
          return TimeHandler.NO_MORE;
        });
    loop.watch(
        pair.ours(),
        READABLE,
        () -> {
          read(pair.ours());
          loop.post(() -> log.add("posted"));
          assertThat(loop.isNested()).isFalse();
          assertThat(loop.processEventsWhileBlocked()).isZero();
          log.add("handler");
        });
    loop.at(Phase.UNBLOCK, () -> log.add(loop.isNested() ? "inside" : "unblock"));
    loop.turn(true);
    assertThat(log).containsExactly("unblock", "handler", "posted", "timer");
  }

  @Test
  void failure_isThrownOn_withoutAListener() {
    loop.post(
        () -> {
          throw new IllegalStateException("a test");
        });
    assertThatThrownBy(() -> loop.turn(false)).hasMessage("a test");
  }

  @Test
  void failure_isToldWithItsChannel_andTheTurnGoesOn() throws IOException {
    var pair = pair();
    pair.peer().send("x");
    loop.failures()
        .add(
            (failure, channel) ->
                log.add(
                    failure.getMessage() + " " + (channel == pair.ours()) + " " + loop.activity()));
    loop.watch(
        pair.ours(),
        READABLE,
        () -> {
          throw new IllegalStateException("handler");
        });
    loop.at(
        Phase.MODULES,
        () -> {
          throw new AssertionError("phase");
        });
    loop.post(
        () -> {
          throw new IllegalStateException("task");
        });
    loop.after(
        0,
        () -> {
          throw new IllegalStateException("timer");
        });
    loop.turn(true);
    assertThat(log)
        .containsExactly(
            "phase false phase MODULES",
            "handler true file events",
            "task false posted tasks",
            "timer false timers");
  }

  @Test
  void postedTask_endsTheSleep() {
    loop.post(() -> log.add("posted"));
    assertThat(loop.turn(true)).isEqualTo(1);
    assertThat(log).containsExactly("posted");
    assertThat(clock.nanos()).isZero();
  }

  @Test
  void taskPostedByATask_waitsForTheNextTurn() {
    loop.post(
        () -> {
          log.add("first");
          loop.post(() -> log.add("second"));
        });
    loop.turn(true);
    assertThat(log).containsExactly("first");
    loop.turn(true);
    assertThat(log).containsExactly("first", "second");
  }

  @Test
  void dontSleep_holdsForOneTurn() {
    loop.after(100, () -> TimeHandler.NO_MORE);
    loop.dontSleep();
    loop.turn(true);
    assertThat(clock.nanos()).isZero();
    loop.turn(true);
    assertThat(clock.nanos()).isEqualTo(100_000_000);
  }

  @Test
  void stop_endsRun_afterTheTurnUnderWay() {
    loop.after(
        1,
        () -> {
          log.add("timer");
          loop.stop();
          return 1;
        });
    loop.run();
    assertThat(log).containsExactly("timer");
  }

  @Test
  void stopBeforeRun_isNotForgotten() {
    loop.stop();
    loop.run();
    assertThat(loop.statistics().turns()).isZero();
  }

  @Test
  void statistics_countTurnsAndTheTimeAwake() {
    loop.after(
        10,
        () -> {
          clock.advanceMillis(3); // the work takes that long
          return 10;
        });
    for (int i = 0; i < 3; i++) {
      loop.turn(true);
    }
    assertThat(loop.statistics().turns()).isEqualTo(2);
    assertThat(loop.statistics().awakeMicros()).isEqualTo(6_000);
    loop.statistics().reset();
    assertThat(loop.statistics().turns()).isZero();
  }

  /** A connection around another one, as TLS is: the loop does not know of it. */
  private static final class Wrapper extends Connection {
    private final EventLoop loop;
    private final Connection inside;

    Wrapper(EventLoop loop, Connection inside) {
      this.loop = loop;
      this.inside = inside;
    }

    @Override
    public void interest(int mask) {
      loop.unwatch(inside, inside.mask() & ~mask);
      if ((mask & READABLE) != 0) {
        loop.watch(inside, READABLE, () -> loop.ready(this, READABLE));
      }
      if ((mask & WRITABLE) != 0) {
        loop.watch(inside, WRITABLE, () -> loop.ready(this, WRITABLE));
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return inside.read(into, offset, length);
    }

    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
      return inside.write(from, offset, length);
    }

    @Override
    public boolean finishConnect() throws IOException {
      return inside.finishConnect();
    }

    @Override
    public Endpoint remote() {
      return inside.remote();
    }

    @Override
    public Endpoint local() {
      return inside.local();
    }

    @Override
    public void noDelay(boolean on) throws IOException {
      inside.noDelay(on);
    }

    @Override
    public void keepAlive(int seconds) throws IOException {
      inside.keepAlive(seconds);
    }

    @Override
    public void close() {
      loop.close(inside);
    }

    @Override
    public boolean isOpen() {
      return inside.isOpen();
    }
  }

  @Test
  void connectionAroundAnother_pollsThroughIt() throws IOException {
    var pair = pair();
    var wrapper = new Wrapper(loop, pair.ours());
    loop.watch(wrapper, READABLE, () -> log.add("reader"));
    pair.peer().send("x");
    loop.turn(true);
    assertThat(log).containsExactly("reader");
    loop.watch(wrapper, WRITABLE, () -> log.add("writer"));
    loop.turn(true);
    assertThat(log).containsExactly("reader", "reader", "writer");
    loop.unwatch(wrapper, READABLE);
    loop.turn(true);
    assertThat(log).containsExactly("reader", "reader", "writer", "writer");
    loop.close(wrapper);
    assertThat(pair.peer().ended()).isTrue();
  }

  @Test
  void ready_callsTheHandlersOfWhatIsReady() throws IOException {
    var pair = pair();
    loop.watch(pair.ours(), READABLE, () -> log.add("reader"));
    loop.watch(pair.ours(), WRITABLE, () -> log.add("writer"));
    loop.ready(pair.ours(), WRITABLE);
    loop.ready(pair.ours(), READABLE | WRITABLE);
    assertThat(log).containsExactly("writer", "reader", "writer");
  }

  @Test
  void dontSleep_countsAsAnEvent() {
    // Otherwise a simulation would take a loop with work left for an idle one.
    loop.dontSleep();
    assertThat(loop.turn(false)).isEqualTo(1);
    assertThat(loop.turn(false)).isZero();
  }
}
