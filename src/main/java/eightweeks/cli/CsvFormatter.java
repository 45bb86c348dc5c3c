package eightweeks.cli;

import java.util.List;

/**
 * Shows a reply as one line of comma-separated values; what is nested becomes flat.
 *
 * <p>Answers to redis-cli.c: cliFormatReplyCSV().
 */
final class CsvFormatter implements ReplyFormatter {

  @Override
  public void format(Reply reply, ByteBuilder out) {
    csv(reply, out);
    out.add('\n');
  }

  private void csv(Reply reply, ByteBuilder out) {
    switch (reply) {
      case Reply.Error error -> out.text("ERROR,").quoted(error.bytes());
      case Reply.Double number -> out.add(number.bytes());
      case Reply.BigNumber number -> out.add(number.bytes());
      case Reply.Text text -> out.quoted(text.bytes());
      case Reply.Int number -> out.number(number.value());
      case Reply.Nil _ -> out.text("NULL");
      case Reply.Bool bool -> out.text(bool.value() ? "true" : "false");
      case Reply.Aggregate list -> {
        List<Reply> items = list.items();
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
