package eightweeks.cli.format;

import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;
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
public final class TerminalFormatter implements ReplyFormatter {

  @Override
  public void format(ServerReply reply, ByteBuilder out) {
    format(reply, 0, out);
  }

  private void format(ServerReply reply, int indent, ByteBuilder out) {
    switch (reply) {
      case ServerReply.Error error -> out.text("(error) ").add(error.bytes()).add('\n');
      case ServerReply.Status status -> out.add(status.bytes()).add('\n');
      case ServerReply.Int number -> out.text("(integer) ").number(number.value()).add('\n');
      case ServerReply.Double number -> out.text("(double) ").add(number.bytes()).add('\n');
      case ServerReply.Bulk bulk -> out.quoted(bulk.bytes()).add('\n');
      case ServerReply.Verbatim text -> out.add(text.bytes()).add('\n');
      case ServerReply.BigNumber number -> out.add(number.bytes()).add('\n');
      case ServerReply.Nil _ -> out.text("(nil)\n");
      case ServerReply.Bool bool -> out.text(bool.value() ? "(true)\n" : "(false)\n");
      case ServerReply.Map map -> map(map, indent, out);
      case ServerReply.Array array -> list(array, "(empty array)\n", ") ", indent, out);
      case ServerReply.Set set -> list(set, "(empty set)\n", "~ ", indent, out);
      case ServerReply.Push push -> list(push, "(empty push)\n", ") ", indent, out);
    }
  }

  private void list(
      ServerReply.Aggregate list, String empty, String mark, int indent, ByteBuilder out) {
    List<ServerReply> items = list.items();
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

  private void map(ServerReply.Map map, int indent, ByteBuilder out) {
    List<ServerReply> items = map.items();
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

  private static boolean isMultiline(ServerReply reply) {
    return switch (reply) {
      case ServerReply.Map map ->
          map.items().size() > 2 || (!map.items().isEmpty() && isMultiline(map.items().get(1)));
      case ServerReply.Aggregate list ->
          list.items().size() > 1
              || (!list.items().isEmpty() && isMultiline(list.items().getFirst()));
      default -> false;
    };
  }
}
