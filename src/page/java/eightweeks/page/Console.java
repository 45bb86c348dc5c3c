package eightweeks.page;

import eightweeks.cli.prompt.Dialogue;
import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
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
