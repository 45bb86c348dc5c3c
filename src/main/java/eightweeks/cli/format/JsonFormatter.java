package eightweeks.cli.format;

import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;
import java.util.List;

/**
 * Shows a reply as JSON. Strings go out as the bytes that they are ({@code --json}, right for
 * UTF-8) or as ASCII with every other byte written {@code \xHH} ({@code --quoted-json}, right for
 * anything).
 *
 * <p>Answers to redis-cli.c: cliFormatReplyJson(), cli_common.c: escapeJsonString().
 *
 * @param ascii for {@code --quoted-json}
 */
public record JsonFormatter(boolean ascii) implements ReplyFormatter {

  @Override
  public void format(ServerReply reply, ByteBuilder out) {
    json(reply, out);
    out.add('\n');
  }

  private void json(ServerReply reply, ByteBuilder out) {
    switch (reply) {
      case ServerReply.Error error -> {
        out.text("error:");
        string(error.bytes(), out);
      }
      case ServerReply.Double number -> out.add(number.bytes());
      case ServerReply.BigNumber number -> out.add(number.bytes());
      case ServerReply.Text text -> string(text.bytes(), out);
      case ServerReply.Int number -> out.number(number.value());
      case ServerReply.Nil _ -> out.text("null");
      case ServerReply.Bool bool -> out.text(bool.value() ? "true" : "false");
      case ServerReply.Map map -> map(map.items(), out);
      case ServerReply.Aggregate list -> {
        out.add('[');
        for (int i = 0; i < list.items().size(); i++) {
          if (i > 0) {
            out.add(',');
          }
          json(list.items().get(i), out);
        }
        out.add(']');
      }
    }
  }

  private void map(List<ServerReply> items, ByteBuilder out) {
    out.add('{');
    for (int i = 0; i < items.size(); i += 2) {
      if (i > 0) {
        out.add(',');
      }
      key(items.get(i), out);
      out.add(':');
      json(items.get(i + 1), out);
    }
    out.add('}');
  }

  /** Keys in JSON are strings: a key of another type gets quotes around it. */
  private void key(ServerReply key, ByteBuilder out) {
    var text = new ByteBuilder();
    json(key, text);
    boolean isString = key instanceof ServerReply.Error || text.array()[0] == '"';
    if (isString) {
      out.add(text.array(), 0, text.length());
    } else {
      out.add('"').add(text.array(), 0, text.length()).add('"');
    }
  }

  private void string(byte[] bytes, ByteBuilder out) {
    if (ascii) {
      byte[] quoted = new ByteBuilder(bytes.length + 16).quoted(bytes).toBytes();
      for (byte b : quoted) {
        if (b == '\\') {
          out.add('\\');
        }
        out.add(b);
      }
    } else {
      escaped(bytes, out);
    }
  }

  private static void escaped(byte[] bytes, ByteBuilder out) {
    out.add('"');
    for (byte b : bytes) {
      switch (b) {
        case '\\', '"' -> out.add('\\').add(b);
        case '\n' -> out.add('\\').add('n');
        case '\f' -> out.add('\\').add('f');
        case '\r' -> out.add('\\').add('r');
        case '\t' -> out.add('\\').add('t');
        case '\b' -> out.add('\\').add('b');
        default -> {
          if (b >= 0 && b < ' ') {
            out.text("\\u00").hexByte(b);
          } else {
            out.add(b);
          }
        }
      }
    }
    out.add('"');
  }
}
