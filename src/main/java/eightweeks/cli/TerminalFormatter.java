package eightweeks.cli;

import java.util.List;

/**
 * Shows a reply to a person: types named, strings quoted, collections numbered and indented.
 *
 * <pre>
 * 1) "one"
 * 2) 1) (integer) 2
 *    2) (nil)
 * </pre>
 *
 * <p>A collection's first item stands on the line that its own number began, so an item is written
 * without indentation and its followers with the indentation of all numbers around them.
 *
 * <p>Answers to redis-cli.c: cliFormatReplyTTY(), cliIsMultilineValueTTY().
 */
final class TerminalFormatter implements ReplyFormatter {

  @Override
  public void format(Reply reply, ByteBuilder out) {
    format(reply, 0, out);
  }

  private void format(Reply reply, int indent, ByteBuilder out) {
    switch (reply) {
      case Reply.Error error -> out.text("(error) ").add(error.bytes()).add('\n');
      case Reply.Status status -> out.add(status.bytes()).add('\n');
      case Reply.Int number -> out.text("(integer) ").number(number.value()).add('\n');
      case Reply.Double number -> out.text("(double) ").add(number.bytes()).add('\n');
      case Reply.Bulk bulk -> out.quoted(bulk.bytes()).add('\n');
      case Reply.Verbatim text -> out.add(text.bytes()).add('\n');
      case Reply.BigNumber number -> out.add(number.bytes()).add('\n');
      case Reply.Nil _ -> out.text("(nil)\n");
      case Reply.Bool bool -> out.text(bool.value() ? "(true)\n" : "(false)\n");
      case Reply.Map map -> map(map, indent, out);
      case Reply.Array array -> list(array, "(empty array)\n", ") ", indent, out);
      case Reply.Set set -> list(set, "(empty set)\n", "~ ", indent, out);
      case Reply.Push push -> list(push, "(empty push)\n", ") ", indent, out);
    }
  }

  private void list(Reply.Aggregate list, String empty, String mark, int indent, ByteBuilder out) {
    List<Reply> items = list.items();
    if (items.isEmpty()) {
      out.text(empty);
      return;
    }
    int width = digits(items.size());
    for (int i = 0; i < items.size(); i++) {
      number(i, width, mark, indent, out);
      format(items.get(i), indent + width + 2, out);
    }
  }

  private void map(Reply.Map map, int indent, ByteBuilder out) {
    List<Reply> items = map.items();
    if (items.isEmpty()) {
      out.text("(empty hash)\n");
      return;
    }
    int width = digits(items.size() / 2);
    int inner = indent + width + 2;
    for (int i = 0; i < items.size(); i += 2) {
      number(i / 2, width, "# ", indent, out);
      format(items.get(i), inner, out);
      out.cut(out.length() - 1); // the key's end of line: its value follows
      out.text(" => ");
      if (isMultiline(items.get(i + 1))) {
        out.add('\n').spaces(inner);
      }
      format(items.get(i + 1), inner, out);
    }
  }

  /** Writes an item's number, right-aligned; all but the first start a line of their own. */
  private static void number(int index, int width, String mark, int indent, ByteBuilder out) {
    if (index > 0) {
      out.spaces(indent);
    }
    out.spaces(width - digits(index + 1)).number(index + 1).text(mark);
  }

  private static int digits(int number) {
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private static boolean isMultiline(Reply reply) {
    return switch (reply) {
      case Reply.Map map ->
          map.items().size() > 2 || (!map.items().isEmpty() && isMultiline(map.items().get(1)));
      case Reply.Aggregate list ->
          list.items().size() > 1
              || (!list.items().isEmpty() && isMultiline(list.items().getFirst()));
      default -> false;
    };
  }
}
