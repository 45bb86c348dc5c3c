package eightweeks.study.program;

import eightweeks.study.course.CourseException;
import eightweeks.study.lesson.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a day's {@code diff.txt} sends to a server. A line is a step:
 *
 * <pre>
 * # a comment
 * SET k "a value"        a command, sent as an array; waits for its reply
 * send "*1\r\n$4\r\nPI"  bytes as they are; waits until the server has had a turn to read them
 * reply                  waits for one more reply
 * file a.aof             what was appended to this file of the server since the last such step
 * </pre>
 *
 * @param steps in order
 */
public record Script(List<Step> steps) {
  private static final int PATIENCE_MILLIS = 5_000;

  /**
   * A line.
   *
   * @param line as it stands in the file
   * @param bytes to send; may be none
   * @param reply whether a reply comes
   * @param file whose new bytes are taken for the reply; empty if a reply of the server is
   */
  public record Step(String line, byte[] bytes, boolean reply, String file) {}

  /** What came for a step: a reply, or in words why there is none. */
  public record Reply(byte[] bytes, String problem) {}

  public static Script parse(String text) {
    var steps = new ArrayList<Step>();
    for (var line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<byte[]> words;
      try {
        words = Bytes.words(line);
      } catch (IllegalArgumentException e) {
        throw new CourseException("diff.txt: " + e.getMessage(), e);
      }
      var first = new String(words.getFirst(), StandardCharsets.UTF_8);
      steps.add(
          switch (first) {
            case "send" -> new Step(line, words.getLast(), false, "");
            case "reply" -> new Step(line, new byte[0], true, "");
            case "file" -> {
              var name = new String(words.getLast(), StandardCharsets.UTF_8);
              yield new Step(line, new byte[0], true, name);
            }
            default -> new Step(line, encode(words), true, "");
          });
    }
    return new Script(List.copyOf(steps));
  }

  private static byte[] encode(List<byte[]> words) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(ascii("*" + words.size() + "\r\n"));
    for (var word : words) {
      out.writeBytes(ascii("$" + word.length + "\r\n"));
      out.writeBytes(word);
      out.writeBytes(ascii("\r\n"));
    }
    return out.toByteArray();
  }

  /**
   * Sends the steps to a server; returns the replies up to the first step that fails.
   *
   * @param folder in which the server has its files
   */
  public List<Reply> play(int port, Path folder) {
    var replies = new ArrayList<Reply>();
    var files = new AppendedBytes(folder);
    try (var talk = socket(port);
        var turn = socket(port)) {
      var in = talk.getInputStream();
      for (var step : steps) {
        talk.getOutputStream().write(step.bytes);
        if (!step.file.isEmpty()) {
          replies.add(new Reply(files.of(step.file), ""));
        } else if (step.reply) {
          var into = new ByteArrayOutputStream();
          try {
            readReply(in, into);
            replies.add(new Reply(into.toByteArray(), ""));
          } catch (SocketTimeoutException e) {
            replies.add(new Reply(into.toByteArray(), "no more came for five seconds"));
            return replies;
          } catch (EOFException e) {
            replies.add(new Reply(into.toByteArray(), "the server closed the connection"));
            return replies;
          }
        } else {
          // Another client's PING is answered in a turn of the loop that begins after these bytes
          // arrived: what comes next is read apart from them.
          turn.getOutputStream().write(ascii("PING\r\n"));
          readReply(turn.getInputStream(), new ByteArrayOutputStream());
        }
      }
    } catch (IOException e) {
      replies.add(new Reply(new byte[0], "it failed: " + e.getMessage()));
    }
    return replies;
  }

  private static Socket socket(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Reads one reply of RESP 2 or 3, whole, as the bytes that it is. */
  private static void readReply(InputStream in, ByteArrayOutputStream into) throws IOException {
    var line = readLine(in, into);
    switch (line.charAt(0)) {
      case '$', '=', '!' -> {
        int length = Integer.parseInt(line.substring(1));
        if (length >= 0) {
          readBytes(in, into, length + 2);
        }
      }
      case '*', '~', '>' -> readReplies(in, into, Integer.parseInt(line.substring(1)));
      case '%' -> readReplies(in, into, 2 * Integer.parseInt(line.substring(1)));
      default -> {}
    }
  }

  private static void readReplies(InputStream in, ByteArrayOutputStream into, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      readReply(in, into);
    }
  }

  private static String readLine(InputStream in, ByteArrayOutputStream into) throws IOException {
    var line = new StringBuilder();
    while (line.length() < 2 || line.charAt(line.length() - 1) != '\n') {
      line.append((char) readByte(in, into));
    }
    return line.substring(0, line.length() - 2);
  }

  private static void readBytes(InputStream in, ByteArrayOutputStream into, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      readByte(in, into);
    }
  }

  private static int readByte(InputStream in, ByteArrayOutputStream into) throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    into.write(b);
    return b;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Recorded replies as a file: a line each, in double quotes. */
  public static String record(List<Reply> replies) {
    var text = new StringBuilder("# Replies of redis-server, by: bin/study diff DAY --record\n");
    replies.forEach(reply -> text.append(Bytes.quote(reply.bytes)).append('\n'));
    return text.toString();
  }

  public static List<Reply> recorded(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> new Reply(Bytes.words(line).getFirst(), ""))
        .toList();
  }

  /**
   * Compares two plays.
   *
   * @return the first difference with both byte strings and a caret below; empty if there is none
   */
  public String firstDifference(List<Reply> expected, List<Reply> mine) {
    var asking = steps.stream().filter(Step::reply).toList();
    for (int i = 0; i < expected.size(); i++) {
      var theirs = expected.get(i);
      var ours = i < mine.size() ? mine.get(i) : new Reply(new byte[0], "nothing came");
      if (!java.util.Arrays.equals(theirs.bytes, ours.bytes)) {
        return "> "
            + sentBefore(asking, i)
            + "\n"
            + Bytes.compare("redis-server: ", theirs.bytes, "yours:        ", ours.bytes)
            + (ours.problem.isEmpty() ? "" : "(" + ours.problem + ")\n");
      }
    }
    return "";
  }

  /** Returns the lines from the reply before to this one. */
  private String sentBefore(List<Step> asking, int i) {
    if (i >= asking.size()) {
      return "";
    }
    int to = indexOf(asking.get(i));
    int from = i == 0 ? 0 : indexOf(asking.get(i - 1)) + 1;
    return String.join("\n> ", steps.subList(from, to + 1).stream().map(Step::line).toList());
  }

  private int indexOf(Step wanted) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) == wanted) {
        return i;
      }
    }
    throw new IllegalArgumentException(wanted.line);
  }
}
