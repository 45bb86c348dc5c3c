package eightweeks.cli.format;

import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;
import java.util.List;

/**
 * Shows a reply to a program: the bytes alone, one delimiter between items, one behind the reply.
 *
 * <p>Answers to redis-cli.c: cliFormatReplyRaw().
 *
 * @param between stands between the items of a collection ({@code -d})
 * @param behind stands behind the whole reply ({@code -D})
 */
public record RawFormatter(byte[] between, byte[] behind) implements ReplyFormatter {
  static final byte[] NEWLINE = {'\n'};
  public static final byte[] NOTHING = {};

  @Override
  public void format(ServerReply reply, ByteBuilder out) {
    raw(reply, out);
    out.add(behind);
  }

  /**
   * An if for the common case before the pattern switch: the first pattern switch costs a JVM some
   * milliseconds, which {@code redis-cli ping} need not pay.
   */
  private void raw(ServerReply reply, ByteBuilder out) {
    if (reply instanceof ServerReply.Text text) {
      out.add(text.bytes());
      if (text instanceof ServerReply.Error) {
        out.add('\n');
      }
    } else if (reply instanceof ServerReply.Int number) {
      out.number(number.value());
    } else {
      others(reply, out);
    }
  }

  private void others(ServerReply reply, ByteBuilder out) {
    switch (reply) {
      case ServerReply.Bool bool -> out.text(bool.value() ? "(true)" : "(false)");
      case ServerReply.Map map -> {
        for (int i = 0; i < map.items().size(); i += 2) {
          if (i > 0) {
            out.add(between);
          }
          raw(map.items().get(i), out);
          out.add(' ');
          raw(map.items().get(i + 1), out);
        }
      }
      case ServerReply.Aggregate list -> {
        List<ServerReply> items = list.items();
        for (int i = 0; i < items.size(); i++) {
          if (i > 0) {
            out.add(between);
          }
          raw(items.get(i), out);
        }
      }
      case ServerReply.Nil _, ServerReply.Text _, ServerReply.Int _ -> {}
    }
  }
}
