package eightweeks.cli.prompt;

import eightweeks.cli.command.CommandTraits;
import eightweeks.cli.format.RawFormatter;
import eightweeks.cli.format.ReplyFormatter;
import eightweeks.cli.format.TerminalFormatter;
import eightweeks.cli.help.HelpPages;
import eightweeks.cli.resp.ProtocolException;
import eightweeks.cli.resp.ReplyReader;
import eightweeks.cli.text.ArgumentSplitter;
import eightweeks.cli.text.ByteBuilder;
import eightweeks.cli.text.Words;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What redis-cli sends for a line that is typed, and what it shows for the bytes that come back,
 * without a terminal or a connection: for the console in a page, and for its tests.
 *
 * <p>Answers to redis-cli.c: cliSendCommand(), cliReadReply().
 */
public final class Dialogue {
  private Dialogue() {}

  /**
   * Returns the request that a line stands for.
   *
   * @return RESP; empty for an empty line; null if quotes are unbalanced
   */
  public static byte @Nullable [] request(byte[] line) {
    List<byte[]> words = ArgumentSplitter.split(line);
    if (words == null) {
      return null;
    }
    var request = new ByteBuilder();
    if (!words.isEmpty()) {
      request.add('*').number(words.size()).text("\r\n");
    }
    for (var word : words) {
      request.add('$').number(word.length).text("\r\n").add(word).text("\r\n");
    }
    return request.toBytes();
  }

  /**
   * Returns the replies as a terminal shows them, one after the other.
   *
   * @throws ProtocolException if they are not RESP
   */
  public static byte[] shown(byte[] replies) throws IOException {
    return shown(replies, new TerminalFormatter());
  }

  /**
   * Returns the replies to a line as a terminal shows them: those that are text for people, as of
   * INFO, as they come.
   *
   * @throws ProtocolException if they are not RESP
   */
  public static byte[] shown(byte[] line, byte[] replies) throws IOException {
    List<byte[]> words = ArgumentSplitter.split(line);
    boolean verbatim = words != null && !words.isEmpty() && CommandTraits.isVerbatim(words);
    return shown(
        replies,
        verbatim
            ? new RawFormatter(RawFormatter.NOTHING, RawFormatter.NOTHING)
            : new TerminalFormatter());
  }

  /** Returns whether a line asks the client for help: the server never sees it. */
  public static boolean isHelp(byte[] line) {
    List<byte[]> words = ArgumentSplitter.split(line);
    return words != null
        && !words.isEmpty()
        && (Words.is(words.getFirst(), "help") || Words.is(words.getFirst(), "?"));
  }

  /**
   * Returns what a terminal shows for a line that asks for help.
   *
   * @param docs the reply to COMMAND DOCS
   * @throws ProtocolException if that is not RESP
   */
  public static byte[] help(byte[] line, byte[] docs) throws IOException {
    List<byte[]> words = ArgumentSplitter.split(line);
    if (words == null) {
      return Words.bytes("Invalid argument(s)\n");
    }
    return HelpPages.of(
            new ReplyReader(new ByteArrayInputStream(docs)).read(), words.subList(1, words.size()))
        .toBytes();
  }

  private static byte[] shown(byte[] replies, ReplyFormatter formatter) throws IOException {
    var shown = new ByteBuilder();
    var in = new ByteArrayInputStream(replies);
    var reader = new ReplyReader(in);
    try {
      while (in.available() > 0 || reader.hasBuffered()) {
        formatter.format(reader.read(), shown);
      }
    } catch (EOFException e) {
      shown.text("(the rest of this reply has not come)\n");
    }
    return shown.toBytes();
  }
}
