package eightweeks.week3.commanddocs;

import eightweeks.week1.dispatch.CommandSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text in which a command declares its arguments.
 *
 * <pre>
 * key value [condition(NX | XX)@2.6.12] [GET@6.2.0] [expiration(EX seconds:integer | KEEPTTL)]
 * numkeys:integer key... [WEIGHTS weight:integer...]
 *     [LIMIT offset-count{offset:integer count:integer}]
 * </pre>
 *
 * <ul>
 *   <li>A name stands for an argument. After a colon comes its type; without one it is a string, or
 *       a key if its name is {@code key}. After the type come {@code #1}, the index of the key spec
 *       that finds it if not 0, and {@code ~shown}, its text in a usage line.
 *   <li>A word in capitals is a token. It belongs to the argument after it; {@code NX:token}, or a
 *       token with nothing after it, is an argument by itself. {@code name=TOKEN} is a token with
 *       another name, {@code token>name} an argument after a token in small letters. All tokens are
 *       shown in capitals.
 *   <li>{@code name(a | b)} is a choice, <code>name{a b}</code> a block. {@code [...]} is optional.
 *   <li>{@code ...} after an argument: may be repeated; {@code ....}: with its token.
 *       {@code @6.2.0}: since this version; {@code !7.0.0}: deprecated since this version.
 * </ul>
 *
 * <p>A text that cannot be parsed is a mistake in a declaration: IllegalArgumentException.
 */
public final class ArgumentSyntax {
  private final String text;
  private int at;

  private ArgumentSyntax(String text) {
    this.text = text;
  }

  /** Returns the arguments that a text declares. */
  public static List<Argument> parse(String text) {
    var syntax = new ArgumentSyntax(text);
    var all = syntax.sequence();
    if (syntax.at < text.length()) {
      throw syntax.wrong("unexpected '" + text.charAt(syntax.at) + "'");
    }
    return all;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " at " + at + " of the arguments \"" + text + "\"");
  }

  /** Returns the arguments of a command on one line, as a help text shows them. */
  public static String usage(CommandSpec spec) {
    return String.join(" ", parse(spec.arguments()).stream().map(Argument::usage).toList());
  }

  private List<Argument> sequence() {
    var all = new ArrayList<Argument>();
    for (skipBlanks(); at < text.length() && ")}]|".indexOf(text.charAt(at)) < 0; skipBlanks()) {
      all.add(element());
    }
    return List.copyOf(all);
  }

  private Argument element() {
    boolean optional = accept('[');
    skipBlanks();
    String first = word();
    var argument = first.isEmpty() ? group("", null) : named(first);
    skipBlanks();
    if (optional) {
      if (!accept(']')) {
        throw wrong("']' is missing");
      }
      argument = suffixes(argument, true);
    }
    return argument;
  }

  private Argument named(String first) {
    int arrow = first.indexOf('>');
    if (arrow > 0) {
      return plain(first.substring(arrow + 1), first.substring(0, arrow));
    }
    int equals = first.indexOf('=');
    if (equals > 0) {
      return token(first.substring(0, equals), first.substring(equals + 1));
    }
    if (first.endsWith(":token")) {
      String token = first.substring(0, first.length() - ":token".length());
      return token(token.toLowerCase(Locale.ROOT), token);
    }
    if (!isToken(first)) {
      return peek('(') || peek('{') ? group(first, null) : plain(first, null);
    }
    skipBlanks();
    int before = at;
    String second = word();
    if (!second.isEmpty() && !isToken(second) && second.indexOf('=') < 0) {
      return peek('(') || peek('{') ? group(second, first) : plain(second, first);
    }
    at = before;
    return token(first.toLowerCase(Locale.ROOT), first);
  }

  private Argument token(String name, String token) {
    return suffixes(make(name, Argument.Kind.PURE_TOKEN, name, -1, token, List.of()), false);
  }

  private Argument plain(String declared, @Nullable String token) {
    String display = null;
    int tilde = declared.indexOf('~');
    if (tilde >= 0) {
      display = declared.substring(tilde + 1);
      declared = declared.substring(0, tilde);
    }
    int key = -1;
    int hash = declared.indexOf('#');
    if (hash >= 0) {
      key = Integer.parseInt(declared.substring(hash + 1));
      declared = declared.substring(0, hash);
    }
    int colon = declared.indexOf(':');
    String name = colon < 0 ? declared : declared.substring(0, colon);
    var kind = colon < 0 ? null : kind(declared.substring(colon + 1));
    if (kind == null) {
      kind = name.equals("key") ? Argument.Kind.KEY : Argument.Kind.STRING;
    }
    if (kind == Argument.Kind.KEY && hash < 0) {
      key = 0;
    }
    var shown = display == null ? name : display;
    return suffixes(make(name, kind, shown, key, token, List.of()), false);
  }

  private Argument.Kind kind(String name) {
    for (var kind : Argument.Kind.values()) {
      if (kind.wireName.equals(name)) {
        return kind;
      }
    }
    throw wrong("no kind of argument: " + name);
  }

  private Argument group(String name, @Nullable String token) {
    boolean choice = accept('(');
    if (!choice && !accept('{')) {
      throw wrong("a name, a token or a group is missing");
    }
    var parts = sequence();
    if (choice && peek('|')) {
      var choices = new ArrayList<>(parts);
      while (accept('|')) {
        choices.addAll(sequence());
      }
      parts = List.copyOf(choices);
    }
    if (!accept(choice ? ')' : '}')) {
      throw wrong(choice ? "')' is missing" : "'}' is missing");
    }
    var kind = choice ? Argument.Kind.ONEOF : Argument.Kind.BLOCK;
    return suffixes(make(name, kind, name, -1, token, parts), false);
  }

  private static Argument make(
      String name,
      Argument.Kind kind,
      String display,
      int key,
      @Nullable String token,
      List<Argument> parts) {
    String capitals = token == null ? null : token.toUpperCase(Locale.ROOT);
    return new Argument(name, kind, display, key, capitals, null, null, false, false, false, parts);
  }

  /** Parses the suffixes of an argument, dots and versions; returns the argument with them. */
  private Argument suffixes(Argument argument, boolean optional) {
    if (!optional && !peek('.') && !peek('@') && !peek('!')) {
      return argument; // as nearly always
    }
    int dots = 0;
    while (accept('.')) {
      dots++;
    }
    String since = accept('@') ? version() : argument.since();
    String deprecated = accept('!') ? version() : argument.deprecated();
    return new Argument(
        argument.name(),
        argument.kind(),
        argument.display(),
        argument.key(),
        argument.token(),
        since,
        deprecated,
        optional || argument.optional(),
        dots >= 3 || argument.multiple(),
        dots >= 4 || argument.multipleToken(),
        argument.parts());
  }

  private String version() {
    int from = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return text.substring(from, at);
  }

  /**
   * Parses and returns a name with its type and the like, or a token: up to a blank, a bracket,
   * three dots or a version.
   */
  private String word() {
    int from = at;
    while (at < text.length() && isInWord(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private boolean isInWord(char c) {
    return switch (c) {
      case ' ', '(', ')', '[', ']', '{', '}', '|', '@', '!' -> false;
      case '.' -> !text.startsWith("...", at);
      default -> true;
    };
  }

  private static boolean isToken(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == ':' || (c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean accept(char c) {
    if (peek(c)) {
      at++;
      return true;
    }
    return false;
  }
}
