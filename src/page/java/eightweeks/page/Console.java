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

  /** Sends bytes to the server, and returns those that come back. */
  @JSExport
  public static String talk(String bytes) {
    return Ascii.text(server().talk(Ascii.bytes(bytes)));
  }

  /** Lets so many milliseconds pass for the server; returns what it sent in them. */
  @JSExport
  public static String pass(double millis) {
    return Ascii.text(server().pass((long) millis));
  }

  /** Replies as redis-cli shows them in a terminal. */
  @JSExport
  public static String shown(String replies) {
    try {
      return Ascii.text(Dialogue.shown(Ascii.bytes(replies)));
    } catch (IOException e) {
      return "Error: " + e.getMessage();
    }
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
