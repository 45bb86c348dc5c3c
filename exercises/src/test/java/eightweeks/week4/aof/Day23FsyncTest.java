package eightweeks.week4.aof;

import eightweeks.Redis;
import eightweeks.study.lesson.Lesson;
import eightweeks.study.lesson.Predictions;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.FatalError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.DiskException;
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
 * Day 23: what each fsync policy loses. The server is the real one, on virtual time; after a power
 * cut its disk has what was synced, and nothing else.
 */
final class Day23FsyncTest {
  private static final String CHAPTER = "weeks/week4/day23-fsync.adoc, ";
  private static final String PROMISES = CHAPTER + "\"Two promises\"";
  private static final String FOR_ALL = CHAPTER + "\"One fsync for all\"";
  private static final String SLOW = CHAPTER + "\"A disk that is slow\"";
  private static final int WEEKS = 4;
  private static final int SHOWN = 8;

  /** The clients write at 50, 150, 250 and so on. */
  private static final int FIRST = 50;

  private static final int PERIOD = 100;

  private final Predictions predictions = Predictions.of(Day23FsyncTest.class, "day23.properties");

  /** What happened, in order; a lesson shows the beginning of it. */
  private final List<String> happened = new ArrayList<>();

  private final Supplier<String> history =
      () -> String.join("\n", happened.subList(0, Math.min(SHOWN, happened.size())));

  /** A machine with a server, which has just started: at the beginning of a second. */
  private final class Machine {
    private final VirtualClock clock = new VirtualClock(1_795_364_464_000_000L);
    private final MemoryNetwork network = new MemoryNetwork(clock);
    private final Simulation simulation = new Simulation(clock);
    private final VirtualOperatingSystem system = new VirtualOperatingSystem(1);
    private final MemoryDisk disk;
    private final EventLoop loop;
    private final List<MemoryPeer> clients = new ArrayList<>();
    private int sent;
    private int acknowledged;
    private int written;
    private int fsyncs;

    /** The fsync at which the power is cut; 0 for none. */
    private int lastFsync;

    Machine(MemoryDisk disk, String policy, int clients) {
      this.disk = disk;
      system.clock(clock);
      try {
        var world = new World(clock, network.transport(), disk, Entropy.seeded(1), system);
        var server = new ServerBuilder(world).install(Redis.features(WEEKS)).build();
        var options = List.of("--appendonly", "yes", "--appendfsync", policy, "--save", "");
        server.configure(CommandLine.parse(options), null);
        server.start();
        loop = server.loop();
        simulation.add(loop);
        for (int i = 0; i < clients; i++) {
          this.clients.add(network.connect(new Endpoint.Tcp("127.0.0.1", 6379)));
        }
        simulation.settle();
      } catch (Exception e) {
        throw new AssertionError("the server does not start", e);
      }
      disk.faults(this::step);
    }

    private void step(MemoryDisk.Step step, String path) throws IOException {
      if (!path.endsWith(".incr.aof")) {
        return;
      }
      if (step == MemoryDisk.Step.WRITE) {
        if (sent - written > 1) {
          note("one write of %d commands".formatted(sent - written));
        }
        written = sent;
      } else if (step == MemoryDisk.Step.FSYNC) {
        fsyncs++;
        note("fsync number %d; %d commands were written".formatted(fsyncs, written));
        if (fsyncs == lastFsync) {
          throw new DiskException(path, "the power is cut");
        }
      }
    }

    private void note(String what) {
      happened.add("t=%d ms: %s".formatted(now(), what));
    }

    private long now() {
      return clock.nanos() / 1_000_000;
    }

    /** Has each client write at 50, 150, 250 and so on, until a moment; time ends there. */
    void writeUntil(long end) throws IOException {
      for (long at = now() + FIRST; at < end; at += PERIOD) {
        simulation.runFor(at - now());
        for (var client : clients) {
          sent++;
          client.send("SET k" + sent + " v\r\n");
        }
        simulation.settle();
        for (var client : clients) {
          acknowledged += client.receiveText().equals("+OK\r\n") ? 1 : 0;
        }
      }
      simulation.runFor(end - now());
    }

    /** Has fsyncs of the worker not end from now on. */
    void slowDisk() {
      system.holdWorkers();
    }

    String ask(String command) throws IOException {
      clients.getFirst().send(command + "\r\n");
      simulation.settle();
      return clients.getFirst().receiveText();
    }

    /** Notes a field of INFO. */
    void noteField(String field) throws IOException {
      ask("INFO persistence")
          .lines()
          .filter(line -> line.startsWith(field + ":"))
          .forEach(line -> note(line.replace(":", " is ")));
    }

    /** Kills the server; returns how many acknowledged writes the next one does not have. */
    int lostWhenKilled() throws IOException {
      note("%d writes were acknowledged; the server is killed".formatted(acknowledged));
      return acknowledged - keysLeft();
    }

    /** Cuts the power; returns how many acknowledged writes the next server does not have. */
    int lostWithThePower() throws IOException {
      note("%d writes were acknowledged; the power is cut".formatted(acknowledged));
      disk.cutPower(_ -> 0);
      return acknowledged - keysLeft();
    }

    private int keysLeft() throws IOException {
      simulation.remove(loop);
      disk.faults((_, _) -> {});
      int keys = Integer.parseInt(new Machine(disk, "no", 1).ask("DBSIZE").strip().substring(1));
      happened.add("the next server has %d keys".formatted(keys));
      return keys;
    }
  }

  private Machine machine(String policy) {
    return new Machine(new MemoryDisk(), policy, 1);
  }

  /** A machine on which the first fsync of everysec does not end. */
  private Machine machineWithASlowDisk(long end) throws IOException {
    var machine = machine("everysec");
    machine.slowDisk();
    machine.writeUntil(1010);
    machine.noteField("aof_pending_bio_fsync");
    machine.writeUntil(end);
    machine.noteField("aof_delayed_fsync");
    machine.noteField("aof_buffer_length");
    return machine;
  }

  @Test
  void kill_losesNothingThatWasWritten() throws IOException {
    var machine = machine("no");
    machine.writeUntil(2500);
    predictions.check(
        "no.killed.lost",
        machine.lostWhenKilled(),
        Lesson.because(
                "the operating system has the bytes since the write, which comes before the reply,"
                    + " and it survives the process; fsync has nothing to do with a kill")
            .history(history)
            .readAgain(PROMISES));
  }

  @Test
  void powerCutWithNo_losesWhatTheSystemHasNotWritten() throws IOException {
    var machine = machine("no");
    machine.writeUntil(2500);
    predictions.check(
        "no.cut.lost",
        machine.lostWithThePower(),
        Lesson.because(
                "with this policy the server never asks for an fsync, and this system has written"
                    + " nothing to its disk by itself; its memory is lost with the power")
            .history(history)
            .readAgain(PROMISES));
  }

  @Test
  void powerCutWithEverysec_losesWhatCameAfterTheLastFsync() throws IOException {
    var machine = machine("everysec");
    machine.writeUntil(2500);
    predictions.check(
        "everysec.cut.lost",
        machine.lostWithThePower(),
        Lesson.because(
                "the first turn of each new second syncs all that was written before it; only the"
                    + " writes after the last fsync are lost")
            .history(history)
            .readAgain(PROMISES));
  }

  @Test
  void everysec_syncsOnceASecond() throws IOException {
    var machine = machine("everysec");
    machine.writeUntil(2500);
    predictions.check(
        "everysec.fsyncs",
        machine.fsyncs,
        Lesson.because(
                "writes do not count, seconds do: an fsync is called when a new second has begun,"
                    + " and the server started at the beginning of one")
            .history(history)
            .readAgain(PROMISES));
  }

  @Test
  void always_syncsOnceATurn() throws IOException {
    var machine = new Machine(new MemoryDisk(), "always", 5);
    machine.writeUntil(1000);
    predictions.check(
        "always.fsyncs",
        machine.fsyncs,
        Lesson.because(
                "the five commands run in one turn, and the turn has one buffer: it is written"
                    + " once and synced once, for all five clients")
            .history(history)
            .readAgain(FOR_ALL));
  }

  @Test
  void always_acknowledgesAfterTheFsync() throws IOException {
    var machine = new Machine(new MemoryDisk(), "always", 5);
    machine.lastFsync = 10;
    try {
      machine.writeUntil(1000);
    } catch (FatalError _) {
      machine.note("the power was cut in this fsync");
    }
    machine.lostWithThePower();
    predictions.check(
        "always.acknowledged",
        machine.acknowledged,
        Lesson.because(
                "the replies of a turn go out after its fsync, so an fsync that never ends leaves"
                    + " all five clients of its turn without a reply")
            .history(() -> String.join("\n", happened.reversed().subList(0, 5).reversed()))
            .readAgain(FOR_ALL));
  }

  @Test
  void killDuringASlowFsync_losesTheBuffer() throws IOException {
    var machine = machineWithASlowDisk(2500);
    predictions.check(
        "slow.killed.lost",
        machine.lostWhenKilled(),
        Lesson.because(
                "while the fsync runs, writes are postponed but replies are not: what came since"
                    + " then is only in the server's buffer, which a kill takes")
            .history(history)
            .readAgain(SLOW));
  }

  @Test
  void postponedWrite_isDoneAfterTwoSeconds() throws IOException {
    var machine = machineWithASlowDisk(3500);
    predictions.check(
        "slow.later.lost",
        machine.lostWhenKilled(),
        Lesson.because(
                "two seconds after the first postponed write, counted in whole seconds, the buffer"
                    + " is written although the fsync still runs; then the next write begins to"
                    + " wait anew")
            .history(history)
            .readAgain(SLOW));
  }

  @Test
  void powerCutDuringTheFirstFsync_losesEverything() throws IOException {
    var machine = machineWithASlowDisk(3500);
    predictions.check(
        "slow.cut.lost",
        machine.lostWithThePower(),
        Lesson.because(
                "no fsync has ended yet, so nothing is known to be on the disk, however long ago it"
                    + " was written; it is about a second only if the disk keeps up")
            .history(history)
            .readAgain(PROMISES));
  }
}
