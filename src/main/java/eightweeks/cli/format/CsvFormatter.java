package eightweeks.cli.format;

import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;
import java.util.List;

/**
 * Shows a reply as one line of comma-separated values; what is nested becomes flat.
 *
 * <p>Answers to redis-cli.c: cliFormatReplyCSV().
 */
public final class CsvFormatter implements ReplyFormatter {

  @Override
  public void format(ServerReply reply, ByteBuilder out) {
    csv(reply, out);
    out.add('\n');
  }

  private void csv(ServerReply reply, ByteBuilder out) {
    switch (reply) {
      case ServerReply.Error error -> out.text("ERROR,").quoted(error.bytes());
      case ServerReply.Double number -> out.add(number.bytes());
      case ServerReply.BigNumber number -> out.add(number.bytes());
      case ServerReply.Text text -> out.quoted(text.bytes());
      case ServerReply.Int number -> out.number(number.value());
      case ServerReply.Nil _ -> out.text("NULL");
      case ServerReply.Bool bool -> out.text(bool.value() ? "true" : "false");
      case ServerReply.Aggregate list -> {
        List<ServerReply> items = list.items();
        for (int i = 0; i < items.size(); i++) {
          if (i > 0) {
            out.add(',');
          }
          csv(items.get(i), out);
        }
      }
    }
  }
}
