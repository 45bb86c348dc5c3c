package eightweeks.page.figure;

import eightweeks.cli.prompt.Dialogue;
import eightweeks.cli.text.ArgumentSplitter;
import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.GatedServer.Asked;
import eightweeks.page.figure.GatedServer.Outcome;
import eightweeks.page.figure.GatesPicture.Masks;
import eightweeks.page.figure.GatesPicture.Stage;
import eightweeks.page.figure.Scene.Fact;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.networking.Client;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.loading.Loading;
import eightweeks.week7.simulation.MemoryDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A command on its way through the gates, in a state of the server that the reader chooses. */
final class GatesFigure extends Figure {
  static final Control CONTROL =
      new Control(
          List.of(new Field("Command", "SET k v", true)),
          List.of(
              new Action("send", "Send"),
              new Action("multi", "MULTI"),
              new Action("subscribe", "Subscribe"),
              new Action("password", "Password"),
              new Action("memory", "Memory full"),
              new Action("disk", "Disk full"),
              new Action("replica", "Replica"),
              new Action("loading", "Loading"),
              new Action("pause", "Pause")));

  private static final int MAX_COMMAND = 10_000;
  private static final int SHOWN = 160;
  private static final int NAME = 20;

  private static final String FIND = "table.find(args)";
  private static final String TAKES = "command.takes(";
  private static final String MASKS = "client.gates | gates.server()";
  private static final String ASK = "gate.check.pass(";
  private static final String CALL = "caller.call(";

  private GatedServer server = new GatedServer();

  @Override
  public Scene begin() {
    return state("No gate is shut. Send a command, or shut a gate with a button.");
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    if (server.hasEnded()) {
      server = new GatedServer();
    }
    return switch (action) {
      case "send" -> send(input.getFirst());
      case "multi" -> send(server.client().has(ClientFlags.MULTI) ? "DISCARD" : "MULTI");
      case "subscribe" -> send(isShutForReader(Gate.SUBSCRIBED) ? "UNSUBSCRIBE" : "SUBSCRIBE news");
      case "password" -> password();
      case "memory" -> memory();
      case "disk" -> disk();
      case "replica" -> replica();
      case "loading" -> loading();
      case "pause" -> pause();
      default -> throw new IllegalArgumentException(action);
    };
  }

  // ---- States.

  private boolean isShut(Gate gate) {
    return server.parts().gates().isShut(gate);
  }

  private boolean isShutForReader(Gate gate) {
    return (server.shutForReader() & gate.bit()) != 0;
  }

  private List<Scene> password() {
    if (isShutForReader(Gate.AUTHENTICATION)) {
      return send("AUTH " + GatedServer.PASSWORD);
    }
    var error = server.admin("CONFIG SET requirepass " + GatedServer.PASSWORD);
    if (error == null) {
      server.reconnect();
    }
    return List.of(
        changed(
            "The server has a password. You have connected anew, and have not given it.", error));
  }

  private List<Scene> memory() {
    boolean isFull = isShut(Gate.MEMORY);
    var error = server.admin("CONFIG SET maxmemory " + (isFull ? 0 : 1));
    return List.of(
        changed(
            isFull
                ? "There is no maxmemory any more."
                : "maxmemory is one byte: more is used, and no key may be evicted.",
            error));
  }

  private List<Scene> disk() {
    boolean isBad = isShut(Gate.DISK);
    if (!isBad && server.parts().world().disk() instanceof MemoryDisk disk) {
      disk.failNext(MemoryDisk.Step.FSYNC);
    }
    var error = server.admin(isBad ? "SAVE" : "BGSAVE");
    return List.of(
        changed(isBad ? "A save has gone well." : "A save has failed: the disk is full.", error));
  }

  private List<Scene> replica() {
    boolean isReplica = isShut(Gate.READ_ONLY_REPLICA);
    var error = server.admin(isReplica ? "REPLICAOF NO ONE" : "REPLICAOF 127.0.0.1 1");
    if (error == null) {
      error = server.admin("CONFIG SET replica-serve-stale-data " + (isReplica ? "yes" : "no"));
    }
    return List.of(
        changed(
            isReplica
                ? "The server is a master again."
                : "The server is a replica. Its master does not answer, and"
                    + " replica-serve-stale-data is no.",
            error));
  }

  private List<Scene> loading() {
    var loading = server.parts().need(Loading.SERVICE);
    boolean ends = loading.isUnderWay();
    if (ends) {
      loading.end();
    } else {
      loading.begin(0);
    }
    return List.of(
        changed(ends ? "The file is loaded." : "The server has begun to load a file.", null));
  }

  /** A command that has waited for the end of the pause comes to the gates again. */
  private List<Scene> pause() {
    boolean ends = isShut(Gate.PAUSE);
    var error = new ArrayList<String>();
    var outcome =
        server.outcome(
            () -> {
              var said = server.admin(ends ? "CLIENT UNPAUSE" : "CLIENT PAUSE 1000000000 WRITE");
              error.addAll(said == null ? List.of() : List.of(said));
            });
    var scenes = new ArrayList<Scene>();
    scenes.add(
        changed(
            ends ? "The pause is over." : "CLIENT PAUSE: commands that write have to wait.",
            error.isEmpty() ? null : error.getFirst()));
    var ran = outcome.ran();
    var command = ran == null ? null : server.parts().commands().findByFullName(ran);
    if (command != null) {
      asked(new Sent(nameOf(command), masks(command), outcome, false), scenes);
    }
    return scenes;
  }

  /** Says a new state, or the error with which the server has refused it. */
  private Scene changed(String said, @Nullable String error) {
    if (error != null) {
      return state("The server refuses this now: " + Words.shown(error, SHOWN) + ".");
    }
    int shut = server.shutForAll() | server.shutForReader();
    return state(
        said
            + (shut == 0 ? " No gate is shut." : " Shut: " + String.join(", ", names(shut)) + "."));
  }

  private Scene state(String said) {
    return scene(said, List.of(), masks(null), Stage.NONE, List.of(), false);
  }

  // ---- A command.

  /**
   * A command that was sent.
   *
   * @param masks before it was sent
   * @param flagged whether it has made its transaction fail
   */
  private record Sent(String name, Masks masks, Outcome outcome, boolean flagged) {
    /** Returns the reply, and what it means for a transaction. */
    String rejection() {
      return reply() + (flagged ? " The transaction will fail: EXEC runs nothing." : "");
    }

    String reply() {
      return outcome.reply().isEmpty() ? "nothing." : Words.shown(outcome.reply(), SHOWN);
    }
  }

  private List<Scene> send(String line) {
    List<byte[]> words = line.length() > MAX_COMMAND ? List.of() : split(line);
    if (words.isEmpty()) {
      return List.of(
          state(
              line.length() > MAX_COMMAND
                  ? "This figure takes commands of up to " + Words.grouped(MAX_COMMAND) + " bytes."
                  : line.isBlank() ? "No command." : "The quotes are not balanced."));
    }
    if (server.client().has(Client.BLOCKED) && isShut(Gate.PAUSE)) {
      return List.of(state("Your client waits for the end of the pause."));
    }
    var scenes = new ArrayList<Scene>();
    if (server.client().has(Client.BLOCKED) || server.isClosed()) {
      server.reconnect();
      scenes.add(state("Your connection was busy or closed. You have connected anew."));
    }
    var command = find(words);
    var masks = masks(command);
    boolean wasFlagged = server.client().has(ClientFlags.DIRTY_EXEC);
    var outcome = server.send(Objects.requireNonNull(Dialogue.request(Ascii.bytes(line))));
    boolean flagged = !wasFlagged && server.client().has(ClientFlags.DIRTY_EXEC);
    var name = command == null ? Words.shown(words.getFirst(), NAME) : nameOf(command);
    found(command, words.size(), new Sent(name, masks, outcome, flagged), scenes);
    return scenes;
  }

  /** Adds the scenes of the lookup and the arity, and those behind them. */
  private void found(@Nullable Command command, int arguments, Sent sent, List<Scene> scenes) {
    if (command == null) {
      scenes.add(
          rejected(
              sent,
              sent.name + " is not in the command table. The reply is " + sent.rejection(),
              FIND,
              Stage.FIND));
      return;
    }
    scenes.add(
        step(sent, sent.name + " is in the command table. " + declared(command), FIND, Stage.FIND));
    boolean reachedGates = !sent.outcome.asked().isEmpty() || sent.outcome.ran() != null;
    if (!reachedGates) {
      scenes.add(
          rejected(
              sent,
              (command.takes(arguments) ? "" : came(arguments) + " ")
                  + "The reply is "
                  + sent.rejection(),
              TAKES,
              Stage.TAKES));
      return;
    }
    scenes.add(step(sent, came(arguments) + " That is right.", TAKES, Stage.TAKES));
    asked(sent, scenes);
  }

  private static String came(int arguments) {
    return Words.count(arguments, "argument")
        + (arguments == 1 ? " has" : " have")
        + " come; the name counts.";
  }

  /** Adds a scene for the masks, one for each gate that was asked, and one for the run. */
  private void asked(Sent sent, List<Scene> scenes) {
    var shut = names(sent.masks.shut());
    scenes.add(
        step(
            sent,
            shut.isEmpty()
                ? "No shut gate looks at " + sent.name + ": an AND of masks says so. None is asked."
                : "Shut, and looking at "
                    + sent.name
                    + ": "
                    + String.join(", ", shut)
                    + (shut.size() == 1 ? ". It is asked." : ". They are asked in this order."),
            MASKS,
            Stage.MASKS));
    var asked = sent.outcome.asked();
    for (int i = 0; i < asked.size(); i++) {
      scenes.add(
          scene(
              answer(asked.get(i), sent),
              List.of(ASK),
              sent.masks,
              Stage.ASK,
              asked.subList(0, i + 1),
              false));
    }
    if (sent.outcome.ran() != null) {
      boolean isSilent = sent.outcome.reply().isEmpty();
      scenes.add(
          scene(
              sent.name
                  + (isSilent
                      ? " runs. It has not replied."
                      : " runs, and replies " + sent.reply()),
              List.of(CALL),
              sent.masks,
              Stage.CALL,
              asked,
              false));
    }
  }

  private static String answer(Asked asked, Sent sent) {
    var gate = asked.gate() + " is asked. ";
    if (asked.passed()) {
      return gate + "It lets " + sent.name + " pass.";
    }
    return switch (asked.gate()) {
      case QUEUE -> gate + sent.name + " is queued, and runs with EXEC.";
      case PAUSE -> gate + sent.name + " waits until the pause is over.";
      default -> gate + "It rejects " + sent.name + ": " + sent.rejection();
    };
  }

  /** Returns the command or subcommand that the first arguments name; null if there is none. */
  private @Nullable Command find(List<byte[]> words) {
    var commands = server.parts().commands();
    var name = Ascii.text(words.getFirst());
    var command = commands.find(name);
    if (command instanceof ContainerCommand container && words.size() > 1) {
      var subcommand = container.find(Ascii.text(words.get(1)));
      return subcommand == null ? command : subcommand;
    }
    return command;
  }

  private static List<byte[]> split(String line) {
    List<byte[]> words = ArgumentSplitter.split(Ascii.bytes(line));
    return words == null ? List.of() : words;
  }

  // ---- Texts.

  private static String nameOf(Command command) {
    return command.fullName().replace('|', ' ').toUpperCase(Locale.ROOT);
  }

  private static String declared(Command command) {
    int arity = command.spec().arity();
    var flags = new ArrayList<String>();
    for (var flag : command.spec().flags()) {
      flags.add(flag.wireName);
    }
    return "Arity "
        + arity
        + (flags.isEmpty() ? "; no flags." : "; flags " + String.join(", ", flags) + ".");
  }

  private static List<String> names(int mask) {
    var names = new ArrayList<String>();
    for (var gate : Gate.values()) {
      if ((mask & gate.bit()) != 0) {
        names.add(gate.name());
      }
    }
    return names;
  }

  private Masks masks(@Nullable Command command) {
    return new Masks(
        server.shutForAll(), server.shutForReader(), server.maskOf(command), server.here());
  }

  private Scene step(Sent sent, String said, String code, Stage stage) {
    return scene(said, List.of(code), sent.masks, stage, List.of(), false);
  }

  private Scene rejected(Sent sent, String said, String code, Stage stage) {
    return scene(said, List.of(code), sent.masks, stage, List.of(), true);
  }

  private static Scene scene(
      String said,
      List<String> code,
      Masks masks,
      Stage stage,
      List<Asked> asked,
      boolean rejected) {
    var facts =
        List.of(
            new Fact("gates.server()", Masks.hex(masks.server())),
            new Fact("client.gates", Masks.hex(masks.client())),
            new Fact("command.gates", Masks.hex(masks.command())),
            new Fact("shut", Masks.hex(masks.shut())));
    var picture = new GatesPicture(masks, stage, List.copyOf(asked), rejected);
    return new Scene(said, code, facts, picture.text(), picture::draw);
  }
}
