package eightweeks.page.figure;

import eightweeks.cli.prompt.Dialogue;
import eightweeks.page.server.MemoryServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.CommandWatcher;
import eightweeks.week3.command.EffectSink;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week4.Week4;
import eightweeks.week4.aof.Aof;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server with an append-only file, whose loop a reader turns: effects, buffer, file and the
 * phases before the sleep are the real ones.
 */
final class LoggingServer {
  /** Number of clients of the reader. */
  static final int CLIENTS = 3;

  /** 14 November 2023. */
  private static final long MICROS = 1_700_000_000_000_000L;

  /** No value is longer, in bytes. */
  private static final String MAX_VALUE = "1048576";

  private static final List<String> OPTIONS =
      List.of("--appendonly", "yes", "--save", "", "--proto-max-bulk-len", MAX_VALUE);

  private final Steps steps;
  private final MemoryDisk disk = new MemoryDisk();
  private final List<Client> clients = new ArrayList<>();
  private final List<MemoryPeer> peers = new ArrayList<>();
  private MemoryServer memory;
  private boolean isShown;

  /** Is told what happens in a turn, in order. */
  interface Steps {
    /** A command of a client has run. */
    void ran(int client);

    /** An effect is in the buffer; the command that has run last has it. */
    void collected(String effect);

    /** The file was written and, if it is time, synced. */
    void flushed();

    /** A client has received a reply. */
    void replied(int client, String reply);
  }

  LoggingServer(Steps steps, List<String> before) {
    this.steps = steps;
    memory = start(MICROS);
    before.forEach(this::run);
  }

  /** Starts a server with the files that are there. */
  private MemoryServer start(long micros) {
    isShown = false;
    peers.clear();
    var started =
        MemoryServer.start(micros, Week4.features(), OPTIONS, disk, (parts, _) -> install(parts));
    started.parts().need(Effects.SERVICE).addSink(new Collected()); // behind the file's
    clients.clear(); // of the load
    for (int i = 0; i <= CLIENTS; i++) {
      try {
        peers.add(started.connect());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      settle(started);
    }
    isShown = true;
    return started;
  }

  private void install(ServerBuilder parts) {
    parts.clients().creations().add(clients::add);
    parts
        .need(ExecutionUnit.SERVICE)
        .watchers()
        .add(
            new CommandWatcher() {
              @Override
              public void ran(Client by, Command command, Args args, long nanos, boolean again) {
                if (isShown) {
                  steps.ran(clients.indexOf(by));
                }
              }
            });
    parts
        .loop()
        .at(
            Phase.FLUSH_AOF,
            () -> {
              if (isShown) {
                steps.flushed();
              }
            });
    parts.loop().at(Phase.WRITE_REPLIES, this::receive);
  }

  /** Takes what the clients have received. */
  private void receive() {
    for (int i = 0; i < CLIENTS && isShown; i++) {
      try {
        var bytes = peers.get(i).receive();
        if (bytes.length > 0) {
          steps.replied(i, Ascii.text(Dialogue.shown(bytes)).strip());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The effects as the append-only file gets them. */
  private final class Collected implements EffectSink {
    @Override
    public int targets() {
      return Effects.AOF;
    }

    @Override
    public void effect(int database, int targets, byte[] resp, int offset, int length) {
      if (isShown) {
        steps.collected(words(Ascii.text(resp, offset, length)));
      }
    }
  }

  /** Returns the arguments of a command as RESP, with blanks between them. */
  private static String words(String resp) {
    var words = new ArrayList<String>();
    for (int at = resp.indexOf('$'); at >= 0 && at < resp.length(); ) {
      int start = resp.indexOf("\r\n", at) + 2;
      int end = start + Integer.parseInt(resp.substring(at + 1, start - 2));
      words.add(resp.substring(start, end));
      at = end + 2;
    }
    return String.join(" ", words);
  }

  /** Returns why a command is not taken; null if it is. */
  @Nullable String refusal(String command) {
    return DataCommands.refusal(command, memory.parts(), List.of("select"));
  }

  /** A client sends a command; the server has not read it yet. */
  void send(int client, String command) {
    try {
      var request = Dialogue.request(Ascii.bytes(command));
      peers.get(client).send(request == null ? new byte[0] : request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command that the reader does not see. */
  void run(String command) {
    isShown = false;
    send(CLIENTS, command);
    settle(memory);
    try {
      peers.get(CLIENTS).receive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    isShown = true;
  }

  private static void settle(MemoryServer server) {
    while (server.parts().loop().turn(false) > 0) {
      // what a turn has begun, the next one ends: replies go out there
    }
  }

  /** Turns the loop once. */
  void turn() {
    memory.parts().loop().turn(false);
  }

  /** Lets a second pass, and the loop turn with what is due. */
  void passSecond() {
    memory.clock().advanceNanos(1_000_000_000L);
    settle(memory);
  }

  /** Ends the server at once, and starts another one with its files. */
  void kill() {
    memory = start(memory.clock().wallMicros());
  }

  /** Ends the server at once; of its files only what was synced is left. Starts another one. */
  void cutPower() {
    disk.cutPower(_ -> 0);
    kill();
  }

  private Aof aof() {
    return memory.parts().need(Aof.SERVICE);
  }

  /** Returns how many bytes effects have had so far, and what separates them. */
  long offset() {
    return aof().offset();
  }

  /** Returns how many of them are not written yet. */
  long buffered() {
    return aof().buffered();
  }

  /** Returns how many of them are on the disk. */
  long synced() {
    return aof().offsetSynced();
  }

  /** Returns the number of keys in all databases. */
  int keys() {
    int keys = 0;
    for (var database : memory.parts().need(Keyspace.SERVICE).all()) {
      keys += database.size();
    }
    return keys;
  }
}
