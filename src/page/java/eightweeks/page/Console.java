package eightweeks.page;

import eightweeks.cli.prompt.Dialogue;
import eightweeks.page.figure.FigureKind;
import eightweeks.page.figure.Scene;
import eightweeks.page.figure.Stepper;
import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;

/**
 * The door between the page and the server in it: what {@code console.js} calls.
 *
 * <p>JavaScript has no byte arrays that Java would share, so bytes cross as texts, one character a
 * byte. There is one server in a page; it lives as long as the page does.
 */
public final class Console {
  private static @Nullable PageServer server;
  private static @Nullable TurnFigure turn;
  private static QueryFigure query = new QueryFigure();
  private static final Map<String, Stepper> STEPPERS = new HashMap<>();

  private Console() {}

  /**
   * Starts a server, in the place of the one before.
   *
   * @param millis the time its clock begins with, since 1970; a number of JavaScript
   */
  @JSExport
  public static void start(double millis) {
    server = PageServer.start(((long) millis) * 1000);
  }

  /** Returns the bytes that redis-cli would send for a line; null where quotes are unbalanced. */
  @JSExport
  public static @Nullable String request(String line) {
    var request = Dialogue.request(Ascii.bytes(line));
    return request == null ? null : Ascii.text(request);
  }

  /** Sends bytes to the server from a client, and returns those that come back. */
  @JSExport
  public static String talk(double who, String bytes) {
    return Ascii.text(server().talk((int) who, Ascii.bytes(bytes)));
  }

  /** Returns what the server has sent to a client since it was asked last. */
  @JSExport
  public static String receive(double who) {
    return Ascii.text(server().receive((int) who));
  }

  /** Lets this number of milliseconds pass for the server. */
  @JSExport
  public static void pass(double millis) {
    server().letPass((long) millis);
  }

  /** Closes a client's connection, and opens another. */
  @JSExport
  public static void interrupt(double who) {
    server().interrupt((int) who);
  }

  /** Returns whether the server was shut down. */
  @JSExport
  public static boolean hasEnded() {
    return server().hasEnded();
  }

  /** Returns whether a line asks the client for help. */
  @JSExport
  public static boolean isHelp(String line) {
    return Dialogue.isHelp(Ascii.bytes(line));
  }

  /** Returns what redis-cli shows for a line that asks for help. */
  @JSExport
  public static String help(String line) {
    // On a server of its own, so that asking for help leaves no trace in this one's numbers.
    var docs = PageServer.start(0).talk(Ascii.bytes("COMMAND DOCS\r\n"));
    try {
      return Ascii.text(Dialogue.help(Ascii.bytes(line), docs));
    } catch (IOException e) {
      return "Error: " + e.getMessage();
    }
  }

  /** Returns the replies to a line as redis-cli shows them in a terminal. */
  @JSExport
  public static String shown(String line, String replies) {
    try {
      return Ascii.text(Dialogue.shown(Ascii.bytes(line), Ascii.bytes(replies)));
    } catch (IOException e) {
      return "Error: " + e.getMessage();
    }
  }

  // Figures and forms.

  /** Returns the number that the loop comes to for a question of day 05, and what happened when. */
  @JSExport
  public static String measure(String key) {
    return TurnPredictions.measure(key);
  }

  /** Begins the figure of the parser anew. */
  @JSExport
  public static void queryBegin() {
    query = new QueryFigure();
  }

  /** Feeds the parser one byte; see {@link QueryFigure#feed}. */
  @JSExport
  public static String queryFeed(String one) {
    return query.feed(Ascii.bytes(one));
  }

  /** Begins the figure of the loop anew. */
  @JSExport
  public static void turnBegin() {
    turn = TurnFigure.start();
  }

  /** Sends a command to the figure's server. */
  @JSExport
  public static void turnSend(String command) {
    turn().send(command);
  }

  /** Makes a timer in the figure's loop; both numbers are milliseconds. */
  @JSExport
  public static void turnTimer(double delay, double takes) {
    turn().timer((long) delay, (long) takes);
  }

  /** Posts a task to the figure's loop. */
  @JSExport
  public static void turnPost() {
    turn().post();
  }

  /** Runs a turn; see {@link TurnFigure#turn}. */
  @JSExport
  public static String turnRun() {
    return turn().turn();
  }

  /** Returns what waits in the figure's loop; see {@link TurnFigure#waiting}. */
  @JSExport
  public static String turnWaiting() {
    return turn().waiting();
  }

  // Figures that step: the calls of all of them, by the figure's name.

  /** Begins a figure anew. */
  @JSExport
  public static void figureBegin(String id) {
    STEPPERS.put(id, kind(id).begin());
  }

  /** Begins a figure with its recorded run, up to a scene; see {@link FigureKind#begin(int)}. */
  @JSExport
  public static void figureBeginAt(String id, double scene) {
    STEPPERS.put(id, kind(id).begin((int) scene));
  }

  private static FigureKind kind(String id) {
    var kind = FigureKind.of(id);
    if (kind == null) {
      throw new IllegalArgumentException("no figure " + id);
    }
    return kind;
  }

  /** Does an action with the texts of the first two fields; see {@link Stepper#act}. */
  @JSExport
  public static void figureAct(String id, String action, String first, String second) {
    stepper(id).act(action, List.of(first, second));
  }

  /** Shows the scene before; returns false if there is none. */
  @JSExport
  public static boolean figureBack(String id) {
    return stepper(id).back();
  }

  /** Shows the next scene; returns false if there is none. */
  @JSExport
  public static boolean figureForward(String id) {
    return stepper(id).forward();
  }

  /** Returns the number of scenes before the shown one and behind it, with a blank between. */
  @JSExport
  public static String figurePlace(String id) {
    return stepper(id).before() + " " + stepper(id).behind();
  }

  /** Returns what happened in the shown scene. */
  @JSExport
  public static String figureSaid(String id) {
    return stepper(id).scene().said();
  }

  /** Returns pieces of source lines, a line each; see {@link Scene#code}. */
  @JSExport
  public static String figureCode(String id) {
    return String.join("\n", stepper(id).scene().code());
  }

  /** Returns the numbers of the shown scene; see {@link Scene#factLines}. */
  @JSExport
  public static String figureFacts(String id) {
    return stepper(id).scene().factLines();
  }

  /** Returns the state as text. */
  @JSExport
  public static String figureState(String id) {
    return stepper(id).scene().state();
  }

  /** Returns the drawing of the shown scene, so many pixels wide. */
  @JSExport
  public static String figureDraw(String id, double width) {
    return stepper(id).scene().draw((int) width, false);
  }

  private static Stepper stepper(String id) {
    var there = STEPPERS.get(id);
    if (there == null) {
      throw new IllegalStateException("figureBegin() comes first");
    }
    return there;
  }

  private static TurnFigure turn() {
    var there = turn;
    if (there == null) {
      throw new IllegalStateException("turnBegin() comes first");
    }
    return there;
  }

  private static PageServer server() {
    var there = server;
    if (there == null) {
      throw new IllegalStateException("start() comes first");
    }
    return there;
  }

  /** TeaVM wants an entry; the page calls the exported methods instead. */
  public static void main(String[] words) {}
}
