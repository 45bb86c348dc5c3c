package eightweeks.week4.master;

import eightweeks.exercise.Crashes;
import eightweeks.study.lesson.Lesson;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week4.Week4;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Day 25: a replica gets the data of its master, whenever it asks and whatever is written. */
final class Day25ReplicationTest {
  private static final String CHAPTER = "weeks/week4/day25-replication.adoc, ";
  private static final String SHARED = CHAPTER + "\"One snapshot for several\"";
  private static final String MOMENT = CHAPTER + "\"One moment\"";
  private static final String ORDER = CHAPTER + "\"First the snapshot, then the stream\"";

  private static final int MASTER = 7000;
  private static final int FIRST = 7001;
  private static final int SECOND = 7002;
  private static final int THIRD = 7003;

  private final VirtualClock clock = new VirtualClock(1_795_364_464_123_456L);
  private final MemoryNetwork network = new MemoryNetwork(clock);
  private final Simulation simulation = new Simulation(clock);
  private final Crashes crashes = new Crashes("eightweeks.week4.master.FullSync");

  @Test
  void firstReplica_hasWhatIsWrittenDuringItsSnapshot() throws Exception {
    var master = master();
    var first = replica(FIRST);
    master.call("SET during 1");
    pass();
    Lesson.because(
            "its stream begins later than its snapshot was taken",
            "the snapshot was sent and the stream behind it was not")
        .readAgain(ORDER)
        .same("GET during, on a replica that is alone", "$1\r\n1\r\n", first.call("GET during"));
  }

  @Test
  void replicaThatSharesASnapshot_hasWhatWasWrittenBeforeItAsked() throws Exception {
    var master = master();
    replica(FIRST);
    master.call("SET before 1");
    var second = replica(SECOND);
    master.call("SET behind 1");
    pass();
    Lesson.because(
            "its stream begins at the moment at which it asked, and its snapshot is older",
            "it waits for a snapshot of its own, although it could share the one of the first",
            "its stream has no position, so it does not begin at all")
        .readAgain(SHARED)
        .same(
            "GET before, on the second replica; the key was set between the two requests",
            "$1\r\n1\r\n",
            second.call("GET before"));
    Lesson.because(
            "its stream does not begin at all", "its stream begins when the snapshot has been sent")
        .readAgain(ORDER)
        .same(
            "GET behind, on the second replica; the key was set when both had asked",
            "$1\r\n1\r\n",
            second.call("GET behind"));
  }

  @Test
  void everyCommandSinceTheSnapshot_runsOnce() throws Exception {
    var master = master();
    replica(FIRST);
    pass();
    master.call("INCR n"); // in the stream, and in the second snapshot
    var second = replica(SECOND);
    master.call("INCR n");
    var third = replica(THIRD);
    master.call("INCR n");
    pass();
    for (var replica : List.of(second, third)) {
      Lesson.because(
              "its stream does not begin at the moment of its snapshot",
              "some commands came twice, or not at all")
          .when("$1\r\n2\r\n", "the INCR between the two requests is lost")
          .when("$1\r\n1\r\n", "each INCR behind the snapshot is lost")
          .when("$1\r\n4\r\n", "its stream begins before its snapshot: an INCR has run twice")
          .readAgain(MOMENT)
          .same(
              "n, incremented once before the snapshot and twice behind it, on the server at port "
                  + replica.port,
              "$1\r\n3\r\n",
              replica.call("GET n"));
    }
  }

  @Test
  void writesToAnotherDatabase_arriveThere() throws Exception {
    var master = master();
    replica(FIRST);
    master.call("SELECT 3\r\nSET k 1");
    var second = replica(SECOND);
    master.call("SELECT 3\r\nSET l 1");
    pass();
    Lesson.because(
            "a key of another database is lost, or lies in database 0",
            "the replica's first command behind the snapshot came without a SELECT before it")
        .readAgain(MOMENT)
        .same(
            "the number of keys in database 3, on the second replica",
            "+OK\r\n:2\r\n",
            second.call("SELECT 3\r\nDBSIZE"));
  }

  @Test
  void offsets_areEqualInTheEnd_andSoAreTheData() throws Exception {
    var master = master();
    var first = replica(FIRST);
    master.call("SET before 1");
    var second = replica(SECOND);
    master.call("SET behind 1");
    pass();
    for (var replica : List.of(first, second)) {
      Lesson.because(
              "the replica was told an offset that is not where its stream begins",
              "it has got bytes that it should not have got, or too few")
          .readAgain(MOMENT)
          .same(
              "the offset of the server at port " + replica.port,
              master.info("master_repl_offset"),
              replica.info("master_repl_offset"));
      Lesson.because(
              "both servers count the same bytes, and the replica's snapshot is of another moment",
              "a change is in neither the snapshot nor the stream")
          .readAgain(MOMENT)
          .same(
              "the number of keys, DBSIZE, of the server at port " + replica.port,
              master.call("DBSIZE"),
              replica.call("DBSIZE"));
    }
  }

  @Test
  void replicasThatAskDuringASnapshot_shareIt() throws Exception {
    var master = master();
    replica(FIRST);
    var second = replica(SECOND);
    pass();
    Lesson.because(
            "the second replica waits for a snapshot of its own, which costs the work twice",
            "no snapshot was taken")
        .readAgain(SHARED)
        .same(
            "the number of snapshots for two replicas, total_forks in INFO",
            "1",
            master.info("total_forks"));
    Lesson.because("the second replica did not get the snapshot", "its link is still waiting")
        .readAgain(ORDER)
        .same("the keys of the second replica, DBSIZE", ":8\r\n", second.call("DBSIZE"));
  }

  @Test
  void replicaThatComesLater_getsANewSnapshot() throws Exception {
    var master = master();
    replica(FIRST);
    pass();
    master.call("SET later 1");
    var second = replica(SECOND);
    pass();
    Lesson.because(
            "it was given a snapshot that was complete before it asked",
            "its stream begins later than its snapshot was taken")
        .readAgain(SHARED)
        .same(
            "the number of keys, DBSIZE, of a replica that asks when the first one is online",
            master.call("DBSIZE"),
            second.call("DBSIZE"));
  }

  @Test
  void snapshotThatIsSentWhileItIsTaken_isNotShared() throws Exception {
    var master = master("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0");
    replica(FIRST);
    master.call("SET before 1");
    var second = replica(SECOND);
    pass();
    pass();
    Lesson.because(
            "its stream begins later than its snapshot was taken",
            "it was added to a snapshot whose beginning had been sent already")
        .readAgain(SHARED)
        .same(
            "the number of keys, DBSIZE, of a replica that asks while another one is sent a"
                + " snapshot",
            master.call("DBSIZE"),
            second.call("DBSIZE"));
  }

  /** Starts a master with eight keys: its snapshots take some seconds. */
  private Machine master(String... options) throws Exception {
    var master = new Machine(MASTER, options);
    master.call("MSET a 1 b 2 c 3 d 4 e 5 f 6 g 7 h 8");
    return master;
  }

  /** Starts a server that asks the master for its data. */
  private Machine replica(int port) throws Exception {
    var replica = new Machine(port);
    replica.call("REPLICAOF 127.0.0.1 " + MASTER);
    return replica;
  }

  /** Lets enough time pass for a snapshot. */
  private void pass() {
    simulation.runFor(15_000);
    crashes.none();
  }

  /** A machine with a disk, and a server on it. */
  private final class Machine {
    private final int port;

    Machine(int port, String... options) throws Exception {
      this.port = port;
      var system = new VirtualOperatingSystem(port);
      var entropy = Entropy.seeded(port);
      var world = new World(clock, network.transport(), new MemoryDisk(), entropy, system);
      var parts = new ServerBuilder(world).install(Week4.features());
      crashes.watch(parts);
      var all =
          new ArrayList<>(
              List.of(
                  "--port",
                  Integer.toString(port),
                  "--repl-diskless-sync",
                  "no",
                  "--rdb-key-save-delay",
                  "1000000"));
      all.addAll(List.of(options));
      var server = parts.build();
      server.configure(CommandLine.parse(all), null);
      server.start();
      simulation.add(server.loop());
    }

    String call(String line) throws IOException {
      var peer = network.connect(new Endpoint.Tcp("127.0.0.1", port));
      peer.send(line + "\r\n");
      simulation.settle();
      crashes.none();
      var reply = peer.receiveText();
      peer.close();
      return reply;
    }

    String info(String field) throws IOException {
      return call("INFO")
          .lines()
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.substring(field.length() + 1))
          .findFirst()
          .orElse("no such field");
    }
  }
}
