package eightweeks.page.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The figures: where each of them stands in the course, and what paper shows of it.
 *
 * <p>A figure stands below the snippet of the first of its members that the day's chapter shows.
 */
public enum FigureKind {
  SDS(
      8,
      "An SDS that grows",
      SdsFigure::new,
      SdsFigure.CONTROL,
      List.of("Sds.append()", "Sds.ensureAvailable()", "Sds"),
      List.of(
          Still.of("append", "hello", "1"),
          Still.of("append", ", you", "1"),
          Still.of("append", "!", "1").scenes(0, FigureKind.LAST))),
  REHASH(
      11,
      "A rehash, and a scan beside it",
      RehashFigure::new,
      RehashFigure.CONTROL,
      List.of(
          "DictScan.showGroup()",
          "DictScan.step()",
          "DictScan.next()",
          "ResizingTables.rehash()",
          "ResizingTables.moveBucket()",
          "HashTable.insert()",
          "ResizingTables"),
      List.of(
          Still.of("scan", "").hidden(),
          Still.of("scan", ""),
          Still.of("add", "e", ""),
          Still.of("rehash", ""),
          Still.of("scan", ""))),
  SKIPLIST(
      12,
      "An insert into a skip list",
      SkipListFigure::new,
      SkipListFigure.CONTROL,
      List.of("SkipList.insertAt()", "SkipList.search()", "SkipList.rank()", "SkipList"),
      List.of(Still.of("insert", "kim", "45").scenes(1, 3, 4, FigureKind.LAST))),
  LISTPACK(
      13,
      "The bytes of a listpack",
      ListpackFigure::new,
      ListpackFigure.CONTROL,
      List.of(
          "ListpackFormat.writeInteger()",
          "ListpackFormat.writeString()",
          "ListpackFormat.writeBackLength()",
          "ListpackFormat.encodedLength()",
          "Listpack.insert()",
          "Listpack.put()",
          "ListpackReader.previous()",
          "ListpackReader.next()",
          "Listpack"),
      List.of(
          Still.of("append", "hello", "0"),
          Still.of("append", "42", "0"),
          Still.of("insert", "1000", "1"),
          Still.of("delete", "", "0"))),
  SET(
      13,
      "The encoding of a set",
      SetFigure::new,
      SetFigure.CONTROL,
      List.of(
          "SetValue.add()",
          "SetValue.addToIntSet()",
          "SetValue.addToListpack()",
          "SetValue.leaveIntSet()",
          "SetValue.create()",
          "SetValue"),
      List.of(
          Still.of("add", "30 10 20", ""),
          Still.of("add", "70000", ""),
          Still.of("add", "ann", ""),
          Still.of("add", "bob", "").hidden(),
          Still.of("add", "elizabeth", ""))),
  GATES(
      15,
      "A command through the gates",
      GatesFigure::new,
      GatesFigure.CONTROL,
      List.of("Gates.pass()", "Dispatcher.dispatch()", "CommandTable.find()"),
      List.of(
          Still.of("memory", "").hidden(),
          Still.of("send", "GET k"),
          Still.of("send", "SET k v"),
          Still.of("memory", "").hidden(),
          Still.of("multi", "").hidden(),
          Still.of("send", "SET k v"))),
  EXPIRY(
      18,
      "A key's life under lazy and active expiry",
      ExpiryFigure::new,
      ExpiryFigure.CONTROL,
      List.of(
          "Database.expireSome()",
          "ExpiryPolicy.isExpired()",
          "ExpiryPolicy.deletes()",
          "ExpiryPolicy"),
      List.of(
          Still.of("turn", "", "180").scenes(0),
          Still.of("get", "lock page", "").scenes(0),
          Still.of("turn", "", "60").scenes(0),
          Still.of("turn", "", "60"))),
  RDB(
      19,
      "An RDB file, byte by byte",
      RdbFigure::new,
      RdbFigure.CONTROL,
      List.of("RdbFileWriter.expiry()", "RdbFileWriter.key()", "RdbFileWriter"),
      List.of(
          Still.of("run", "SET lock me PX 60000").hidden(),
          Still.of("run", "SETRANGE gap 299 x").hidden(),
          Still.of("keys", "").scenes(5, 10, 13, FigureKind.LAST))),
  CAPTURE(
      21,
      "Capture before change, beside fork's pages",
      CaptureFigure::new,
      CaptureFigure.CONTROL,
      List.of("Capture.beforeChange()", "Capture.handOver()", "Capture.step()", "Capture"),
      List.of(
          Still.of("write", "c"),
          Still.of("write", "c"),
          Still.of("write", "h"),
          Still.of("step", "").hidden(),
          Still.of("step", ""),
          Still.of("write", "new"))),
  AOF(
      22,
      "A change on its way into the append-only file",
      AofFigure::new,
      AofFigure.CONTROL,
      List.of("AppendOnlyFile.flush()", "AppendOnlyFile.effect()", "AppendOnlyFile"),
      List.of(
          Still.of("send", "SPOP deck", "everysec").hidden(),
          Still.of("send", "SET session alice EX 100", "everysec"),
          Still.of("turn", "", "everysec"),
          Still.of("turn", "", "everysec").scenes(0, FigureKind.LAST),
          Still.of("second", "", "everysec"))),
  REWRITE(
      24,
      "A rewrite, file by file, and a kill at each step",
      RewriteFigure::new,
      RewriteFigure.CONTROL,
      List.of("Aof.complete()", "Aof.rewrite()", "Aof"),
      List.of(
          Still.of("begin", "").scenes(FigureKind.LAST),
          Still.of("incr", "2").hidden(),
          Still.of("finish", "").scenes(1, 2, FigureKind.LAST))),
  FAILOVER(
      28,
      "A failover",
      FailoverFigure::new,
      FailoverFigure.CONTROL,
      List.of("FailoverMachine"),
      FailoverFigure.RECORDING);

  /** The last scene of an action. */
  private static final int LAST = -1;

  private final int day;
  private final String title;
  private final Supplier<Figure> maker;
  private final Control control;
  private final List<String> members;
  private final List<Still> stills;
  private final @Nullable Recording recording;

  FigureKind(
      int day,
      String title,
      Supplier<Figure> maker,
      Control control,
      List<String> members,
      List<Still> stills) {
    this(day, title, maker, control, members, stills, null);
  }

  FigureKind(
      int day,
      String title,
      Supplier<Figure> maker,
      Control control,
      List<String> members,
      Recording recording) {
    this(day, title, maker, control, members, List.of(), recording);
  }

  FigureKind(
      int day,
      String title,
      Supplier<Figure> maker,
      Control control,
      List<String> members,
      List<Still> stills,
      @Nullable Recording recording) {
    this.day = day;
    this.title = title;
    this.maker = maker;
    this.control = control;
    this.members = members;
    this.stills = stills;
    this.recording = recording;
  }

  /** Returns its name in pages and files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the figure with a name; null if there is none. */
  public static @Nullable FigureKind of(String id) {
    for (var kind : values()) {
      if (kind.id().equals(id)) {
        return kind;
      }
    }
    return null;
  }

  /** Returns the number of the day whose chapter shows it. */
  public int day() {
    return day;
  }

  public String title() {
    return title;
  }

  public Control control() {
    return control;
  }

  /** Returns the members below whose snippet it may stand, the best first. */
  public List<String> members() {
    return members;
  }

  /** Begins it, without its recorded run. */
  public Stepper begin() {
    return new Stepper(maker);
  }

  /** Returns whether it has a recorded run, which it shows first. */
  public boolean isRecorded() {
    return recording != null;
  }

  /**
   * Begins it with its recorded run.
   *
   * @param scene the number of the scene that is shown; no action behind it is done. Where the run
   *     is shorter, its last scene is shown
   */
  public Stepper begin(int scene) {
    var stepper = new Stepper(maker);
    while (stepper.before() < scene) {
      if (!stepper.forward()) {
        var action = recording == null ? null : recording.next().apply(stepper.scene());
        if (action == null) {
          break;
        }
        stepper.act(action.getFirst(), action.subList(1, action.size()));
      }
    }
    return stepper;
  }

  /** Returns the scenes of the recorded run. */
  public List<Scene> recorded() {
    var scenes = new ArrayList<Scene>();
    for (var stepper = begin(Stepper.MAX_SCENES); ; ) {
      scenes.addFirst(stepper.scene());
      if (!stepper.back()) {
        return scenes;
      }
    }
  }

  /** Returns the scenes for paper. */
  public List<Scene> stills() {
    if (recording != null) {
      return recorded(recording.stills());
    }
    var scenes = new ArrayList<Scene>();
    var stepper = begin();
    for (var still : stills) {
      stepper.act(still.action, still.input);
      for (int i = 0; ; i++) {
        if (still.scenes.contains(stepper.behind() == 0 ? LAST : i)) {
          scenes.add(stepper.scene());
        }
        if (!stepper.forward()) {
          break;
        }
      }
    }
    return scenes;
  }

  /** Returns the first scene of the recorded run with each of these pieces. */
  private List<Scene> recorded(List<String> pieces) {
    var all = recorded();
    var found = new ArrayList<Scene>();
    for (var piece : pieces) {
      for (var scene : all) {
        if (!found.contains(scene) && scene.said().contains(piece)) {
          found.add(scene);
          break;
        }
      }
    }
    return found;
  }

  /**
   * An action, and which of its scenes are printed.
   *
   * @param scenes their numbers, or {@link #LAST}
   */
  private record Still(String action, List<String> input, List<Integer> scenes) {
    static Still of(String action, String... input) {
      return new Still(action, List.of(input), List.of(LAST));
    }

    /** Prints nothing of this action. */
    Still hidden() {
      return new Still(action, input, List.of());
    }

    Still scenes(Integer... numbers) {
      return new Still(action, input, List.of(numbers));
    }
  }
}
