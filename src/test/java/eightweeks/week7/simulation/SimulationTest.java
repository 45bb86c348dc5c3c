package eightweeks.week7.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.Phase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two loops on one clock: one sends a byte every second, the other sends it back. */
final class SimulationTest {
  private final VirtualClock clock = new VirtualClock(0);
  private final MemoryNetwork network = new MemoryNetwork(clock);
  private final Simulation simulation = new Simulation(clock);
  private final List<String> log = new ArrayList<>();

  private void work(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private EventLoop echo() throws IOException {
    var echoTransport = network.transport("10.0.0.1");
    var echo = new EventLoop(echoTransport, clock);
    var listener = echoTransport.listen(new Endpoint.Tcp("*", 7), 1);
    var connections = new ArrayList<Connection>();
    var answers = new ArrayList<byte[]>();
    echo.watch(
        listener,
        Channel.READABLE,
        () ->
            work(
                () -> {
                  var connection = Objects.requireNonNull(listener.accept());
                  connections.add(connection);
                  echo.watch(
                      connection,
                      Channel.READABLE,
                      () ->
                          work(
                              () -> {
                                var bytes = new byte[1];
                                connection.read(bytes, 0, 1);
                                answers.add(bytes);
                              }));
                }));
    echo.at(
        Phase.WRITE_REPLIES,
        () -> {
          for (var answer : answers) {
            work(() -> connections.getFirst().write(answer, 0, 1));
          }
          answers.clear();
        });
    return echo;
  }

  private EventLoop sender() throws IOException {
    var transport = network.transport("10.0.0.2");
    var loop = new EventLoop(transport, clock);
    var connection = transport.connect(new Endpoint.Tcp("10.0.0.1", 7), null);
    loop.after(
        1000,
        () -> {
          work(() -> connection.write(new byte[] {'x'}, 0, 1));
          return 1000;
        });
    loop.watch(
        connection,
        Channel.READABLE,
        () ->
            work(
                () -> {
                  var bytes = new byte[10];
                  int n = connection.read(bytes, 0, 10);
                  log.add(n + " at " + clock.nanos() / 1_000_000);
                }));
    return loop;
  }

  @Test
  void whatOneLoopWrites_theOtherReadsAtTheSameMoment() throws IOException {
    simulation.add(echo());
    simulation.add(sender());
    simulation.runFor(3500);
    assertThat(log).containsExactly("1 at 1000", "1 at 2000", "1 at 3000");
    assertThat(clock.nanos()).isEqualTo(3_500_000_000L);
  }

  @Test
  void orderOfTheLoops_doesNotDelayAnswers() throws IOException {
    var echo = echo();
    simulation.add(sender()); // has its turn before the one that answers it
    simulation.add(echo);
    simulation.runFor(2000);
    assertThat(log).containsExactly("1 at 1000", "1 at 2000");
  }

  @Test
  void runUntil_stopsWhenItIsSo() throws IOException {
    simulation.add(echo());
    simulation.add(sender());
    assertThat(simulation.runUntil(() -> log.size() == 2, 60_000)).isTrue();
    assertThat(clock.nanos()).isEqualTo(2_000_000_000L);
    assertThat(simulation.runUntil(() -> false, 100)).isFalse();
    assertThat(clock.nanos()).isEqualTo(2_100_000_000L);
  }

  @Test
  void loopThatIsTakenOut_answersNoMore() throws IOException {
    var echo = echo();
    simulation.add(echo);
    simulation.add(sender());
    simulation.runFor(1500);
    simulation.remove(echo);
    simulation.runFor(3000);
    assertThat(log).containsExactly("1 at 1000");
  }

  @Test
  void loopThatIsBusyWithNothing_isFound() throws IOException {
    var transport = network.transport();
    var loop = new EventLoop(transport, clock);
    var listener = transport.listen(new Endpoint.Tcp("*", 1), 1);
    network.connect(new Endpoint.Tcp("127.0.0.1", 1));
    loop.watch(listener, Channel.READABLE, () -> {}); // never accepts
    simulation.add(loop);
    assertThatThrownBy(simulation::settle)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the loops do not come to rest");
  }
}
