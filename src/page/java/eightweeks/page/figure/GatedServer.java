package eightweeks.page.figure;

import eightweeks.cli.prompt.Dialogue;
import eightweeks.page.server.MemoryServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.dispatch.GateCheck;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.CommandWatcher;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week4.Week4;
import eightweeks.week5.memory.MemoryFeature;
import eightweeks.week7.simulation.MemoryPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A server that notes which gates it asks: dispatcher, masks and checks are the real ones.
 *
 * <p>There are two clients: the reader's, whose commands are noted, and one that brings the server
 * into a state. A gate's check is taken out and installed again inside one that notes its answer.
 */
final class GatedServer {
  /** The password that the other client sets. */
  static final String PASSWORD = "secret";

  private final List<Asked> asked = new ArrayList<>();
  private final Map<Gate, Predicate<Command>> looksAt = new EnumMap<>(Gate.class);
  private final MemoryServer memory;
  private MemoryPeer admin;
  private MemoryPeer reader;

  /** The reader's client, as the server sees it; the last that has connected. */
  private @Nullable Client client;

  private @Nullable String ran;
  private int here;

  /** A gate that was asked, and whether it let the command pass. */
  record Asked(Gate gate, boolean passed) {}

  /**
   * What became of a command of the reader's.
   *
   * @param asked the gates that were asked, in order
   * @param ran the full name of the command that ran; null if none did
   * @param reply what the client received, as redis-cli shows it
   */
  record Outcome(List<Asked> asked, @Nullable String ran, String reply) {}

  GatedServer() {
    var features = new ArrayList<Feature>(Week4.features());
    features.add(new MemoryFeature());
    memory =
        MemoryServer.start(
            0, features, UnaryOperator.identity(), (parts, _) -> this.install(parts));
    admin = connect();
    reader = connect();
  }

  private void install(ServerBuilder parts) {
    parts.clients().creations().add(created -> client = created);
    parts
        .need(ExecutionUnit.SERVICE)
        .watchers()
        .add(
            new CommandWatcher() {
              @Override
              public void ran(Client by, Command command, Args args, long nanos, boolean again) {
                ran = by == client ? command.fullName() : ran;
              }
            });
    var installed =
        (@Nullable Object[]) Objects.requireNonNull(Private.read(parts.gates(), "installed"));
    for (var gate : Gate.values()) {
      var real = installed[gate.ordinal()];
      if (real != null) {
        installed[gate.ordinal()] = null;
        install(parts, gate, real);
      }
    }
  }

  @SuppressWarnings("unchecked") // Gates.Installed says what it is
  private void install(ServerBuilder parts, Gate gate, Object real) {
    var commands = (Predicate<Command>) Objects.requireNonNull(Private.read(real, "looksAt"));
    var check = (GateCheck) Objects.requireNonNull(Private.read(real, "check"));
    looksAt.put(gate, commands);
    here |= gate.bit();
    parts
        .gates()
        .install(
            gate,
            commands,
            (of, command, args) -> {
              boolean passed = check.pass(of, command, args);
              if (of == client) {
                asked.add(new Asked(gate, passed));
              }
              return passed;
            });
  }

  ServerBuilder parts() {
    return memory.parts();
  }

  /** Returns the bits of the gates that look at a command; 0 for none. */
  int maskOf(@Nullable Command command) {
    int mask = 0;
    for (var one : looksAt.entrySet()) {
      mask |= command != null && one.getValue().test(command) ? one.getKey().bit() : 0;
    }
    return mask;
  }

  /** Returns the mask of the server. */
  int shutForAll() {
    int mask = 0;
    for (var gate : Gate.values()) {
      mask |= parts().gates().isShut(gate) ? gate.bit() : 0;
    }
    return mask;
  }

  /** Returns the mask of the reader's client. */
  int shutForReader() {
    return client().gates;
  }

  /** Returns the bits of the gates that have a check: their weeks are in this server. */
  int here() {
    return here;
  }

  Client client() {
    return Objects.requireNonNull(client);
  }

  /** Connects the reader anew. */
  void reconnect() {
    reader.close();
    settle();
    reader = connect();
  }

  /** Returns whether the reader's connection is closed. */
  boolean isClosed() {
    return reader.ended();
  }

  /** Returns whether the server was shut down. */
  boolean hasEnded() {
    return parts().loop().isStopped();
  }

  /** The reader sends a command. */
  Outcome send(byte[] request) {
    return outcome(
        () -> {
          try {
            reader.send(request);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Does something, and returns what became of a command of the reader's meanwhile. */
  Outcome outcome(Runnable action) {
    asked.clear();
    ran = null;
    action.run();
    settle();
    return new Outcome(List.copyOf(asked), ran, shown(reader));
  }

  /** The other client sends a command; returns the error that it got, or null. */
  @Nullable String admin(String command) {
    if (admin.ended()) {
      var mine = client;
      admin = connect();
      client = mine;
      admin("AUTH " + PASSWORD);
    }
    try {
      admin.send(command + "\r\n");
      settle();
      var reply = admin.receiveText();
      return reply.startsWith("-") ? reply.substring(1).strip() : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MemoryPeer connect() {
    try {
      var peer = memory.connect();
      settle();
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns the loop until it has nothing left to do at this moment. */
  private void settle() {
    while (!hasEnded() && parts().loop().turn(false) > 0) {
      // what a turn has begun, the next one ends: replies go out there
    }
  }

  private static String shown(MemoryPeer peer) {
    try {
      var bytes = peer.receive();
      return bytes.length == 0 ? "" : Ascii.text(Dialogue.shown(bytes)).strip();
    } catch (IOException e) {
      return "Error: " + e.getMessage();
    }
  }
}
