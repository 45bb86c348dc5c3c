package eightweeks.page.figure;

import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.RewritingServer.AofFile;
import eightweeks.page.figure.RewritingServer.Folder;
import eightweeks.page.figure.RewritingServer.Loaded;
import eightweeks.page.figure.Scene.Fact;
import java.util.ArrayList;
import java.util.List;

/**
 * A rewrite of the append-only file: the files after each change, and what a start would load if
 * the server was killed there.
 */
final class RewriteFigure extends Figure {
  static final Control CONTROL =
      new Control(
          List.of(new Field("Times", "3", false)),
          List.of(
              new Action("incr", "INCR counter"),
              new Action("begin", "BGREWRITEAOF"),
              new Action("finish", "Let the base be written")));

  private static final int MAX_TIMES = 1000;

  private final RewritingServer server = new RewritingServer();
  private Folder last = server.folder();

  /** What has changed in the folder, and the line of source that did it. */
  private enum Change {
    NOTHING("", ""),
    INCREMENT_CREATED(
        "The new increment is created. The manifest does not name it yet.", "create(name)"),
    INCREMENT_NAMED(
        "The manifest names the new increment: from now on commands go there.",
        "folder.write(manifest)"),
    BASE_BEGUN("The snapshot is taken, and a temporary file created for the base.", "beginBase();"),
    BASE_WRITTEN("The base is written and synced.", ""),
    BASE_COMPLETE(
        "The base is complete and gets its name. No manifest names it yet.",
        "folder.manifest().withNewBase("),
    BASE_NAMED(
        "The manifest is replaced: the new base counts, and what it replaces is history.",
        "folder.write(next.withIncrementsAsHistory("),
    HISTORY_DELETED("A file of the history is deleted.", "folder.deleteHistory()"),
    HISTORY_FORGOTTEN("The manifest forgets the history.", "folder.deleteHistory()");

    private final String said;
    private final String code;

    Change(String said, String code) {
      this.said = said;
      this.code = code;
    }

    static Change between(Folder before, Folder now) {
      boolean isManifestNew = !before.manifest().equals(now.manifest());
      int files = now.files().size() - before.files().size();
      if (isManifestNew) {
        return now.manifest().contains("type h")
            ? BASE_NAMED
            : before.manifest().contains("type h") ? HISTORY_FORGOTTEN : INCREMENT_NAMED;
      }
      boolean isTemporary = !now.files().isEmpty() && now.files().getLast().isTemporary();
      boolean wasTemporary = !before.files().isEmpty() && before.files().getLast().isTemporary();
      if (isTemporary) {
        return wasTemporary ? BASE_WRITTEN : BASE_BEGUN;
      }
      return wasTemporary
          ? BASE_COMPLETE
          : files > 0 ? INCREMENT_CREATED : files < 0 ? HISTORY_DELETED : NOTHING;
    }
  }

  @Override
  public Scene begin() {
    return scene("A base without commands, and an increment with all that has changed.", "", last);
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    return switch (action) {
      case "incr" -> List.of(increment(Words.number(input.getFirst(), 1, MAX_TIMES, 1)));
      case "begin" ->
          server.isRewriting()
              ? List.of(refused("A rewrite runs already: the server would reply an error."))
              : scenes(server.begin());
      case "finish" ->
          server.isRewriting()
              ? scenes(server.finish())
              : List.of(refused("No rewrite runs. Begin one with BGREWRITEAOF."));
      default -> throw new IllegalArgumentException(action);
    };
  }

  private Scene refused(String why) {
    return scene(why, "", last);
  }

  private Scene increment(int times) {
    for (int i = 0; i < times; i++) {
      server.run("INCR counter");
    }
    return scene(
        Words.count(times, "command") + " more in the last increment.", "", server.folder());
  }

  private List<Scene> scenes(List<Folder> folders) {
    var scenes = new ArrayList<Scene>();
    for (var now : folders) {
      var change = Change.between(last, now);
      scenes.add(scene(change.said, change.code, now));
    }
    return scenes.isEmpty() ? List.of(refused("Nothing has changed.")) : scenes;
  }

  private Scene scene(String said, String code, Folder now) {
    var before = last;
    last = now;
    var counter = server.counter().replace("\"", "");
    var loaded = server.load(now);
    var killed = killed(loaded);
    var state = new StringBuilder();
    for (var file : now.files()) {
      state.append(shortName(file.name())).append(": ").append(meaning(file.type()));
      state.append(", ").append(commands(file.content())).append(". ");
    }
    return new Scene(
        said + " " + killed,
        code.isEmpty() ? List.of() : List.of(code),
        List.of(
            new Fact("counter in memory", counter),
            new Fact("counter after a kill", loaded.counter()),
            Fact.of("files", now.files().size())),
        state + killed,
        drawing -> draw(drawing, before, now, loaded));
  }

  private static String killed(Loaded loaded) {
    var names = loaded.files().stream().map(RewriteFigure::shortName).toList();
    return "Killed here, a start loads "
        + String.join(", ", names)
        + ": counter is "
        + loaded.counter()
        + ".";
  }

  private static String shortName(String name) {
    return name.startsWith(RewritingServer.PREFIX)
        ? name.substring(RewritingServer.PREFIX.length())
        : "temporary";
  }

  private static String meaning(char type) {
    return switch (type) {
      case 'b' -> "type b, base";
      case 'i' -> "type i, increment";
      case 'h' -> "type h, history";
      default -> "not in the manifest";
    };
  }

  /** Returns the commands of a file; those that come several times in a row with their number. */
  private static String commands(String content) {
    var lines = content.split("\r\n");
    var out = new StringBuilder();
    var command = "";
    int times = 0;
    for (int i = 0; i < lines.length; ) {
      var words = new ArrayList<String>();
      for (i++; i + 1 < lines.length && lines[i].startsWith("$"); i += 2) {
        words.add(lines[i + 1]);
      }
      var next = String.join(" ", words);
      if (!next.equals(command)) {
        append(out, command, times);
        command = next;
        times = 0;
      }
      times++;
    }
    append(out, command, times);
    return out.isEmpty() ? "empty" : out.toString();
  }

  private static void append(StringBuilder out, String command, int times) {
    if (!command.isEmpty()) {
      out.append(out.isEmpty() ? "" : ", ").append(command);
      out.append(times > 1 ? " (" + times + " times)" : "");
    }
  }

  // Drawing.

  private static final int ROW = 40;
  private static final int BOX = 28;
  private static final int NAME = 96;
  private static final int TEXT = NAME + 10;
  private static final int LETTER = 7;

  private static void draw(Drawing to, Folder before, Folder now, Loaded loaded) {
    int y = 1;
    for (var file : now.files()) {
      boolean isNew = !before.files().contains(file);
      boolean counts = loaded.files().contains(file.name());
      var fill = isNew ? Ink.SOFT : counts ? Ink.BOX : Ink.PAPER;
      to.box(1, y, NAME, BOX, shortName(file.name()), fill, isNew ? Ink.ACCENT : Ink.LINE);
      int most = Math.max(4, (to.width() - TEXT) / LETTER);
      to.text(TEXT, y + 11, Words.shown(meaning(file.type()), most), Drawing.SMALL, ink(file));
      var commands = Words.shown(commands(file.content()), most);
      to.text(TEXT, y + 26, commands, Drawing.SMALL, counts ? Ink.INK : Ink.QUIET);
      y += ROW;
    }
  }

  private static Ink ink(AofFile file) {
    return file.type() == 'b' || file.type() == 'i' ? Ink.INK : Ink.QUIET;
  }
}
