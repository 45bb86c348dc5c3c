package eightweeks.cli.help;

import eightweeks.cli.resp.ServerReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a command, as COMMAND DOCS describes it. Arguments nest: a choice between
 * several, a block of several.
 *
 * @param name what the hint shows
 * @param token the word that comes before it (COUNT), or null
 * @param parts what a choice chooses from, what a block is made of
 */
record ArgumentHint(
    String name,
    @Nullable String token,
    Kind kind,
    boolean optional,
    boolean multiple,
    boolean multipleToken,
    List<ArgumentHint> parts) {

  /** The kinds of values of the argument. */
  enum Kind {
    WORD,
    INTEGER,
    DOUBLE,
    /** A token without a value. */
    PURE_TOKEN,
    ONE_OF,
    BLOCK
  }

  static List<ArgumentHint> listOf(@Nullable ServerReply reply) {
    var list = new ArrayList<ArgumentHint>();
    for (ServerReply item : Fields.items(reply)) {
      list.add(of(item));
    }
    return list;
  }

  private static ArgumentHint of(ServerReply reply) {
    String display = Fields.text(reply, "display_text");
    String name = display != null ? display : Fields.text(reply, "name");
    String type = Fields.text(reply, "type");
    Kind kind =
        switch (type == null ? "" : type) {
          case "integer", "unix-time" -> Kind.INTEGER;
          case "double" -> Kind.DOUBLE;
          case "pure-token" -> Kind.PURE_TOKEN;
          case "oneof" -> Kind.ONE_OF;
          case "block" -> Kind.BLOCK;
          default -> Kind.WORD;
        };
    boolean optional = false;
    boolean multiple = false;
    boolean multipleToken = false;
    for (ServerReply flag : Fields.items(Fields.get(reply, "flags"))) {
      String text = flag instanceof ServerReply.Text word ? word.text() : "";
      optional |= text.equals("optional");
      multiple |= text.equals("multiple");
      multipleToken |= text.equals("multiple_token");
    }
    return new ArgumentHint(
        name == null ? "" : name,
        Fields.text(reply, "token"),
        kind,
        optional,
        multiple,
        multipleToken,
        listOf(Fields.get(reply, "arguments")));
  }
}
