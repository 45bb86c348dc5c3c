package eightweeks.week3.commanddocs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An argument in the syntax of a command: a key, a number, a token such as {@code NX}, a choice of
 * several, or a block of several.
 *
 * <p>Answers to {@code server.h: redisCommandArg}. Commands declare theirs as a text, which {@link
 * ArgumentSyntax} reads.
 *
 * @param name what it is called
 * @param kind what it is
 * @param display what a usage line shows in its place
 * @param key the index of the command's key spec that finds it, or -1 if it is no key
 * @param token the token before it, or the token that it is; null if there is none
 * @param since the version that added it, if later than the command; null otherwise
 * @param deprecated the version that deprecated it, or null
 * @param optional whether it may be left out
 * @param multiple whether it may be repeated
 * @param multipleToken whether its token is repeated with it
 * @param parts the choices of a choice, the parts of a block; empty otherwise
 */
public record Argument(
    String name,
    Kind kind,
    String display,
    int key,
    @Nullable String token,
    @Nullable String since,
    @Nullable String deprecated,
    boolean optional,
    boolean multiple,
    boolean multipleToken,
    List<Argument> parts) {
  /** The type of an argument; the names are those of COMMAND DOCS. */
  public enum Kind {
    STRING("string"),
    INTEGER("integer"),
    DOUBLE("double"),
    KEY("key"),
    PATTERN("pattern"),
    UNIX_TIME("unix-time"),
    PURE_TOKEN("pure-token"),
    ONEOF("oneof"),
    BLOCK("block");

    final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    boolean isGroup() {
      return this == ONEOF || this == BLOCK;
    }
  }

  /** Returns the argument as a usage line shows it: {@code [EX seconds | PX milliseconds]}. */
  public String usage() {
    String one =
        switch (kind) {
          case ONEOF -> join(" | ");
          case BLOCK -> join(" ");
          case PURE_TOKEN -> "";
          default -> display;
        };
    var words = new ArrayList<String>();
    if (token != null) {
      words.add(token);
    }
    if (!one.isEmpty()) {
      words.add(one);
    }
    String text = String.join(" ", words);
    if (multiple) {
      text += " [" + (multipleToken ? text : one) + " ...]";
    }
    if (optional) {
      return "[" + text + "]";
    }
    return kind == Kind.ONEOF ? "<" + text + ">" : text;
  }

  private String join(String between) {
    return String.join(between, parts.stream().map(Argument::usage).toList());
  }
}
