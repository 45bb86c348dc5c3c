package eightweeks.page.figure;

import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.Scene.Fact;
import java.util.ArrayList;
import java.util.List;

/** Changes on their way into the append-only file, a turn of the loop at a time. */
final class AofFigure extends Figure {
  private static final List<String> POLICIES = List.of("everysec", "always", "no");

  static final Control CONTROL =
      new Control(
          List.of(new Field("Command", "SPOP deck", true), Field.choice("appendfsync", POLICIES)),
          List.of(
              new Action("send", "Send"),
              new Action("turn", "Turn the loop"),
              new Action("second", "Wait a second"),
              new Action("kill", "Kill the server"),
              new Action("power", "Cut the power")));

  private static final int MAX_COMMANDS = 60;
  private static final int MAX_LENGTH = 100;
  private static final int MAX_SHOWN = 60;
  private static final String CLIENTS = "ABC";

  private static final List<String> APPENDS = List.of("append(resp, from, length);");
  private static final List<String> WRITES = List.of("if (!write()) {");
  private static final List<String> SYNCS = List.of("syncIfDue();");

  private final LoggingServer server =
      new LoggingServer(new Seen(), List.of("SADD deck ace king queen", "SET price 10.5"));

  private final List<Sent> commands = new ArrayList<>();
  private final List<Scene> scenes = new ArrayList<>();
  private String policy = POLICIES.getFirst();

  /** The bytes of effects that were written and synced when this was looked at last. */
  private long seenWritten = server.offset();

  private long seenSynced = server.synced();

  /** A command of the reader. */
  private static final class Sent {
    private final int client;
    private final String text;
    private String effect = "";

    /** Where its effect ends in the bytes of all effects of its server; -1 if it has none. */
    private long end = -1;

    private boolean hasRun;
    private boolean isInFile;
    private boolean isReplied;
    private boolean isOnDisk;

    /** Whether its server has ended. */
    private boolean isOver;

    private boolean isLost;
    private boolean isNow;

    Sent(int client, String text) {
      this.client = client;
      this.text = Words.shown(text.strip(), MAX_SHOWN);
    }
  }

  /** Makes a scene of each thing that happens. */
  private final class Seen implements LoggingServer.Steps {
    @Override
    public void ran(int client) {
      for (var command : commands) {
        if (command.client == client && !command.hasRun && !command.isOver) {
          command.hasRun = true;
          about(List.of(command));
          add(command.text + " has run, and its reply waits.", List.of());
          return;
        }
      }
    }

    @Override
    public void collected(String effect) {
      var command = commands.stream().filter(each -> each.isNow).findFirst();
      if (command.isPresent()) {
        command.get().effect = Words.shown(effect, MAX_SHOWN);
        command.get().end = server.offset();
        scenes.removeLast();
        add(
            command.get().text
                + " has run, and its reply waits. Its effect, "
                + command.get().effect
                + ", is in the buffer.",
            APPENDS);
      }
    }

    @Override
    public void flushed() {
      noteFile();
    }

    @Override
    public void replied(int client, String reply) {
      var replied =
          commands.stream()
              .filter(
                  each -> each.client == client && each.hasRun && !each.isReplied && !each.isOver)
              .toList();
      replied.forEach(each -> each.isReplied = true);
      if (!replied.isEmpty()) {
        about(replied);
        add(
            "Client "
                + CLIENTS.charAt(client)
                + " gets its reply: "
                + Words.shown(reply.replace("\n", ", "), MAX_SHOWN)
                + ".",
            List.of());
      }
    }
  }

  /** Notes what was written and synced since this was called last. */
  private void noteFile() {
    long written = server.offset() - server.buffered();
    if (written > seenWritten) {
      var these =
          commands.stream()
              .filter(each -> !each.isOver && each.end > seenWritten && each.end <= written)
              .toList();
      these.forEach(each -> each.isInFile = true);
      about(these);
      add(
          "Before the sleep: one write() of "
              + Words.count(written - seenWritten, "byte")
              + ". From here on a kill takes nothing of it.",
          WRITES);
      seenWritten = written;
    }
    long synced = server.synced();
    if (synced > seenSynced) {
      var these =
          commands.stream()
              .filter(each -> each.isInFile && !each.isOnDisk && !each.isLost)
              .filter(each -> each.isOver || each.end <= synced)
              .toList();
      these.forEach(each -> each.isOnDisk = true);
      about(these);
      add(
          (policy.equals("always") ? "fsync, before any reply" : "fsync, on another thread")
              + ". From here on a power cut takes nothing of it.",
          SYNCS);
      seenSynced = synced;
    }
  }

  private void about(List<Sent> these) {
    commands.forEach(each -> each.isNow = these.contains(each));
  }

  @Override
  public Scene begin() {
    return scene("Three clients, and a server with appendonly yes. Send something.", List.of());
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    scenes.clear();
    about(List.of());
    var wanted = input.get(1);
    if (POLICIES.contains(wanted) && !wanted.equals(policy)) {
      policy = wanted;
      server.run("CONFIG SET appendfsync " + policy);
      noteFile();
      scenes.clear();
    }
    switch (action) {
      case "send" -> send(input.getFirst());
      case "turn" -> {
        server.turn();
        noteFile();
      }
      case "second" -> {
        server.passSecond();
        noteFile();
      }
      case "kill" -> end(false);
      case "power" -> end(true);
      default -> throw new IllegalArgumentException(action);
    }
    if (scenes.isEmpty()) {
      about(List.of());
      add("Nothing was left to do.", List.of());
    }
    return List.copyOf(scenes);
  }

  private void send(String text) {
    var refusal =
        text.length() > MAX_LENGTH
            ? "A command of this figure has up to " + MAX_LENGTH + " letters."
            : server.refusal(text);
    if (refusal != null) {
      add(refusal, List.of());
    } else if (commands.size() >= MAX_COMMANDS) {
      add("This figure has room for " + MAX_COMMANDS + " commands. Begin anew.", List.of());
    } else {
      int client = commands.size() % LoggingServer.CLIENTS;
      var command = new Sent(client, text);
      commands.add(command);
      server.send(client, text);
      about(List.of(command));
      add(
          "Client "
              + CLIENTS.charAt(client)
              + " has sent "
              + command.text
              + ". The loop has to turn.",
          List.of());
    }
  }

  /** Ends the server, and starts another one with its files. */
  private void end(boolean isPowerCut) {
    int lost = 0;
    int acknowledged = 0;
    for (var command : commands) {
      boolean isSafe = isPowerCut ? command.isOnDisk : command.isInFile;
      boolean isDone = command.effect.isEmpty() && command.isReplied;
      if (!command.isLost && !isSafe && !isDone) {
        command.isLost = true;
        command.isNow = true;
        lost++;
        acknowledged += command.isReplied ? 1 : 0;
      }
      command.isOver = true;
    }
    if (isPowerCut) {
      server.cutPower();
    } else {
      server.kill();
    }
    policy = POLICIES.getFirst();
    seenWritten = server.offset();
    seenSynced = server.synced();
    add(
        (isPowerCut ? "The power was cut. " : "The server was killed. ")
            + "A new one has run the file: "
            + (lost == 0
                ? "nothing is lost."
                : Words.count(lost, "command")
                    + (lost == 1 ? " is" : " are")
                    + " lost, and "
                    + (acknowledged == 0 ? "none" : acknowledged + " of them")
                    + " had a reply."),
        List.of());
  }

  private void add(String said, List<String> code) {
    scenes.add(scene(said, code));
  }

  private Scene scene(String said, List<String> code) {
    var facts =
        List.of(
            Fact.of("bytes in the buffer", server.buffered()),
            Fact.of("bytes of effects", server.offset()),
            Fact.of("of them synced", Math.max(0, server.synced())),
            new Fact("appendfsync", policy),
            Fact.of("keys", server.keys()));
    var state = new StringBuilder();
    for (var command : commands) {
      state
          .append(CLIENTS.charAt(command.client))
          .append(": ")
          .append(command.text)
          .append(stage(command))
          .append(command.isLost ? ", lost" : "")
          .append(". ");
    }
    state.append("Buffer: ").append(server.buffered()).append(". Synced: ");
    state.append(server.synced()).append('.');
    var rows = commands.stream().map(AofFigure::row).toList();
    return new Scene(said, code, facts, state.toString(), new AofPicture(rows)::draw);
  }

  private String stage(Sent command) {
    if (!command.hasRun) {
      return ", sent";
    }
    return (command.effect.isEmpty() ? "" : ", effect " + command.effect)
        + (command.isInFile ? ", in the file" : "")
        + (command.isReplied ? ", replied" : "")
        + (command.isOnDisk ? ", on the disk" : "");
  }

  private static AofPicture.Row row(Sent command) {
    return new AofPicture.Row(
        CLIENTS.charAt(command.client) + " " + command.text,
        command.effect,
        List.of(!command.effect.isEmpty(), command.isInFile, command.isReplied, command.isOnDisk),
        command.isLost,
        command.isNow);
  }
}
