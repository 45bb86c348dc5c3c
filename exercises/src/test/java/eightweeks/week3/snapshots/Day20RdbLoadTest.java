package eightweeks.week3.snapshots;

import eightweeks.study.lesson.Lesson;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week3.Week3;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Day 20: a file is loaded as a whole, up to the end that it names itself, or refused. */
final class Day20RdbLoadTest {
  private static final String CHAPTER = "weeks/week3/day20-rdb-load.adoc, ";
  private static final String PIECES = CHAPTER + "\"Piece by piece\"";
  private static final String SUM = CHAPTER + "\"The end of a file\"";
  private static final String ALL_OR_NOTHING = CHAPTER + "\"All or nothing\"";

  private static final String FILE = "dump.rdb";

  /** What becomes of a file that is refused with the offset, and without. */
  private static final String REFUSED = "refused";

  private static final String WITHOUT_OFFSET = "refused, and the error names no offset";

  private final Machine machine = new Machine();

  @Test
  void wholeFile_isLoaded() throws Exception {
    var file = saved("SET a 1", "SET b 2 EX 100", "RPUSH c 3 4", "SELECT 7", "SET d 5");
    machine.start();
    var lesson =
        Lesson.because("the load stopped before the end", "the second database was left out")
            .when(
                REFUSED,
                "the load wants bytes to be left at its end: a whole file, too, has none left"
                    + " there")
            .when(REFUSED, "the end that the file names was taken for an error")
            .when(
                WITHOUT_OFFSET,
                "the load wants bytes to be left at its end: a whole file, too, has none left"
                    + " there")
            .readAgain(PIECES);
    machine.load("a whole file with four keys in two databases", "4 keys", file, lesson);
  }

  @Test
  void fileCutAnywhere_isRefused() throws Exception {
    var file = saved("SET a 1", "SET b 2", "HSET c f v", "SELECT 7", "SET d 5");
    machine.start();
    for (int length = 0; length < file.length; length++) {
      var lesson =
          Lesson.because(
                  "the load stops when no bytes are left, and not where the file says that it ends",
                  "the end was read, and the checksum behind it was not")
              .when(
                  WITHOUT_OFFSET,
                  "the loader finds out by itself that bytes are missing, and its error says where;"
                      + " an error of your own comes before it")
              .readAgain(SUM);
      machine.load(
          "a file of " + file.length + " bytes, of which " + length + " are left",
          REFUSED,
          Arrays.copyOf(file, length),
          lesson);
    }
  }

  @Test
  void damagedByte_isNoticed() throws Exception {
    var file = saved("SET a 1", "SET b 2");
    machine.start();
    for (int i = 0; i < file.length; i++) {
      var damaged = file.clone();
      damaged[i] ^= 1;
      var lesson =
          Lesson.because(
                  "the checksum is not compared any more",
                  "an error was caught, and the load went on")
              .when(WITHOUT_OFFSET, "the loader's error was replaced by another one")
              .readAgain(SUM);
      machine.load("a file with one wrong bit in byte " + i, REFUSED, damaged, lesson);
    }
  }

  @Test
  void bytesBehindTheEnd_areLeftAlone() throws Exception {
    var file = saved("SET a 1");
    machine.start();
    var longer = Arrays.copyOf(file, file.length + 9);
    machine.disk.replace("appendonly.aof", longer);
    var snapshots = machine.parts.need(Snapshots.SERVICE);
    var loading = machine.parts.need(Loading.SERVICE);
    try (var reader = machine.disk.open("appendonly.aof")) {
      loading.begin(longer.length);
      long read =
          Lesson.because(
                  "the load wants the file to end where the data set does, and an append-only file"
                      + " goes on")
              .when((long) longer.length, "the load goes on behind the end that the file has named")
              .readAgain(SUM)
              .calling("a data set with commands behind it", () -> snapshots.loadPreamble(reader));
      Lesson.because(
              "the load goes on behind the end that the file has named",
              "the number of bytes is not the loader's offset")
          .readAgain(SUM)
          .same("the length of the data set in front of commands", (long) file.length, read);
    } finally {
      loading.end();
    }
  }

  @Test
  void serverWithACutFile_doesNotStart_andHasNoKeys() throws Exception {
    var file = saved("SET a 1", "SET b 2");
    // Type, key and value of b take 6 bytes, the end takes 9.
    machine.disk.replace(FILE, Arrays.copyOf(file, file.length - 9));
    String started;
    try {
      machine.start();
      started = "started, with " + machine.keys() + " keys";
    } catch (StartupException e) {
      started = REFUSED + ", with " + machine.keys() + " keys";
    }
    Lesson.because(
            "the keys that were read before the error stay",
            "the server goes on with what it could read")
        .readAgain(ALL_OR_NOTHING)
        .same("a server whose file lacks its end", REFUSED + ", with 0 keys", started);
  }

  @Test
  void clientsAreServed_whileAFileIsLoaded() throws Exception {
    var file = saved("SET a " + "x".repeat(3000), "SET b " + "y".repeat(3000));
    machine.start();
    machine.call("CONFIG SET loading-process-events-interval-bytes 1024");
    var peer = machine.connect();
    var asker = machine.connect();
    peer.send("GET a\r\n");
    asker.send("INFO persistence\r\n");
    machine.load(file);
    Lesson.because(
            "the load does not report its progress any more, so no client is served meanwhile",
            "it reports no bytes")
        .readAgain(PIECES)
        .same(
            "the reply to a GET that came during the load",
            "-LOADING Redis is loading the dataset in memory\r\n",
            peer.receiveText());
    // The end takes 9 bytes; of the two keys, which take the same number, one was loaded.
    int record = 3005;
    Lesson.because(
            "progress() takes the number of further bytes, those of the last piece",
            "the offset before a piece is not noted after each piece")
        .readAgain(PIECES)
        .same(
            "loading_loaded_bytes during the load, after one of two keys of a file of "
                + file.length
                + " bytes",
            Integer.toString(file.length - 9 - record),
            asker
                .receiveText()
                .lines()
                .filter(line -> line.startsWith("loading_loaded_bytes:"))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst()
                .orElse("no such field"));
  }

  /** Returns the file of a server that has run some commands. */
  private static byte[] saved(String... commands) throws Exception {
    var machine = new Machine();
    machine.start();
    var peer = machine.connect();
    for (var command : commands) {
      peer.send(command + "\r\n");
    }
    peer.send("CONFIG SET rdbcompression no\r\nSAVE\r\n");
    machine.simulation.settle();
    return machine.disk.read(FILE);
  }

  /** A machine with a disk, and a server on it. */
  private static final class Machine {
    private final VirtualClock clock = new VirtualClock(1_795_364_464_123_456L);
    private final MemoryNetwork network = new MemoryNetwork(clock);
    private final Simulation simulation = new Simulation(clock);
    private final MemoryDisk disk = new MemoryDisk();
    private final ServerBuilder parts;
    private final Server server;

    Machine() {
      var system = new VirtualOperatingSystem(1);
      var world = new World(clock, network.transport(), disk, Entropy.seeded(1), system);
      parts = new ServerBuilder(world).install(Week3.features());
      server = parts.build();
    }

    void start() throws Exception {
      server.configure(CommandLine.parse(List.of()), null);
      server.start();
      simulation.add(server.loop());
    }

    MemoryPeer connect() throws IOException {
      var peer = network.connect(new Endpoint.Tcp("127.0.0.1", 6379));
      simulation.settle();
      return peer;
    }

    void call(String line) throws IOException {
      connect().send(line + "\r\n");
      simulation.settle();
    }

    /** Loads a file into empty databases, and compares what became of it. */
    void load(String what, String expected, byte[] file, Lesson lesson) {
      var careful =
          lesson
              .when(
                  Lesson.NO_END,
                  "the loader is not asked for the next piece each time round, so the bytes that"
                      + " are left never become fewer")
              .when(Lesson.NO_END, "the loader's answer that this was the end is not looked at")
              .when(
                  RuntimeException.class,
                  "a load that fails has to end with an IOException, the loader's: the server"
                      + " expects it and does not start");
      careful.same(what, expected, careful.calling(what, () -> load(file)));
    }

    /** Loads a file into empty databases; returns what became of it. */
    String load(byte[] file) throws IOException {
      parts.need(Keyspace.SERVICE).clearAll();
      disk.replace(FILE, file);
      try {
        parts.need(Snapshots.SERVICE).load(Snapshots.Duplicates.REFUSED);
        return keys() + " keys";
      } catch (RdbException e) {
        return REFUSED;
      } catch (IOException e) {
        return WITHOUT_OFFSET;
      }
    }

    int keys() {
      int keys = 0;
      for (var database : parts.need(Keyspace.SERVICE).all()) {
        keys += database.size();
      }
      return keys;
    }
  }
}
