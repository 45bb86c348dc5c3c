package eightweeks.harness;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;

/**
 * The same words said to a real redis-server and to ours: the same bytes come back.
 *
 * <pre>
 * Conversations.of("""
 *     SET k v | GET k
 *     """).compare(folder);
 * </pre>
 *
 * <p>A line is a conversation on a connection of its own, with empty databases before it: words are
 * sent as an array of bulk strings, a bar stands between commands. The peer that is installed may
 * be 7.0; where 7.2 answers otherwise {@link #changed} has the line, with the reason.
 */
public final class Conversations {
  private static final int TIMEOUT_MILLIS = 20_000;

  /** No server has this command, so each replies an error in any state of the client. */
  private static final String END = "the-end\r\n";

  private static final String END_REPLY =
      "-ERR unknown command 'the-end', with args beginning with: \r\n";

  private final String lines;
  private String changed = "";
  private String[] options = {};

  private Conversations(String lines) {
    this.lines = lines;
  }

  public static Conversations of(String lines) {
    return new Conversations(lines);
  }

  /** Lines to which 7.2 replies otherwise than 7.0: {@code line => reason}. */
  public Conversations changed(String linesWithReasons) {
    changed = linesWithReasons;
    return this;
  }

  /** What both servers are started with. */
  public Conversations options(String... words) {
    options = words;
    return this;
  }

  /**
   * Holds all conversations with both servers and compares what they reply; skipped where there is
   * no redis-server.
   *
   * @param folder where the peer may leave things
   */
  public void compare(Path folder) throws Exception {
    Peer.assumeThere();
    try (var peer = Peer.start(folder, options);
        var ours = SocketServer.start(options)) {
      var softly = new SoftAssertions();
      for (var line : lines.lines().toList()) {
        compare(softly, line, ours.port(), peer.port());
      }
      softly.assertAll();
    }
  }

  private void compare(SoftAssertions softly, String line, int ours, int theirs)
      throws IOException {
    talk(ours, "FLUSHALL\r\n");
    talk(theirs, "FLUSHALL\r\n");
    String reply = talk(ours, bytes(line));
    String expected = talk(theirs, bytes(line));
    if (changed.lines().anyMatch(entry -> entry.startsWith(line + " => "))) {
      softly.assertThat(reply).as("no longer different: " + line).isNotEqualTo(expected);
    } else {
      softly.assertThat(reply).as(line).isEqualTo(expected);
    }
  }

  /** What a line stands for. */
  private static String bytes(String line) {
    var bytes = new StringBuilder();
    for (var command : line.split(" \\| ", -1)) {
      bytes.append(Resp.query(words(command)));
    }
    return bytes.toString();
  }

  private static List<String> words(String text) {
    return Objects.requireNonNull(QuotedWords.split(text), text);
  }

  /** Everything that a server replies, up to the end of the conversation, on one line. */
  private static String talk(int port, String bytes) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(Ascii.bytes(bytes + END));
      var replies = new ByteArrayOutputStream();
      var in = socket.getInputStream();
      try {
        for (int b = in.read(); b >= 0; b = in.read()) {
          replies.write(b);
          if (b == '\n' && Ascii.text(replies.toByteArray()).endsWith(END_REPLY)) {
            return neutral(Ascii.text(replies.toByteArray()));
          }
        }
      } catch (SocketException e) {
        return neutral(Ascii.text(replies.toByteArray())) + "(reset)";
      }
      return neutral(Ascii.text(replies.toByteArray())) + "(closed)";
    }
  }

  private static String neutral(String replies) {
    return replies
        .replace("\\", "\\\\")
        .replaceAll("\\$\\d+\r\n7\\.[02]\\.\\d+\r\n", "(version)")
        .replaceAll("\r\nid\r\n:\\d+\r\n", "\r\nid\r\n:(id)\r\n")
        .replace("\r", "\\r")
        .replace("\n", "\\n");
  }
}
