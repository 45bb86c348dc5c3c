package eightweeks.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes Java source apart for colouring, as far as 25: text blocks, {@code record}, {@code sealed},
 * {@code when} and the other words that are keywords only where they stand as such.
 *
 * <p>It never fails: what is no Java (half a snippet, an ellipsis) comes out as punctuation. The
 * tokens cover the text without a gap.
 */
final class JavaLexer {
  /** What a token is; {@link #css} is the class that the style sheet knows. */
  enum Kind {
    SPACE(""),
    COMMENT("hl-c"),
    DOC("hl-d"),
    STRING("hl-s"),
    NUMBER("hl-n"),
    KEYWORD("hl-k"),
    ANNOTATION("hl-a"),
    TYPE("hl-t"),
    CALL("hl-f"),
    NAME(""),
    OTHER("");

    final String css;

    Kind(String css) {
      this.css = css;
    }
  }

  /** A piece of the text, end excluded. */
  record Token(Kind kind, int start, int end) {}

  private static final Set<String> KEYWORDS =
      Set.of(
          """
          abstract assert boolean break byte case catch char class const continue default do double
          else enum extends false final finally float for goto if implements import instanceof int
          interface long native new null package private protected public return short static
          strictfp super switch synchronized this throw throws transient true try void volatile
          while _\
          """
              .split("\\s+"));

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private JavaLexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    var lexer = new JavaLexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c)) {
      take(Kind.SPACE, Character::isWhitespace);
    } else if (text.startsWith("//", at)) {
      add(Kind.COMMENT, lineEnd(at));
    } else if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      boolean doc = text.startsWith("/**", at) && !text.startsWith("/**/", at);
      add(doc ? Kind.DOC : Kind.COMMENT, end < 0 ? text.length() : end + 2);
    } else if (text.startsWith("\"\"\"", at)) {
      add(Kind.STRING, closing("\"\"\"", at + 3, false));
    } else if (c == '"' || c == '\'') {
      add(Kind.STRING, closing(String.valueOf(c), at + 1, true));
    } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      number();
    } else if (c == '@' && at + 1 < text.length() && isNameStart(text.charAt(at + 1))) {
      annotation();
    } else if (isNameStart(c)) {
      word();
    } else {
      add(Kind.OTHER, at + 1);
    }
  }

  private void number() {
    int end = at;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end))
            || text.charAt(end) == '_'
            || (text.charAt(end) == '.'
                && end + 1 < text.length()
                && isDigit(text.charAt(end + 1))))) {
      end++;
    }
    add(Kind.NUMBER, end);
  }

  private void annotation() {
    int end = nameEnd(at + 1);
    boolean declaration = text.substring(at + 1, end).equals("interface");
    add(declaration ? Kind.KEYWORD : Kind.ANNOTATION, end);
  }

  private void word() {
    int end = nameEnd(at);
    var word = text.substring(at, end);
    if (word.equals("non") && text.startsWith("non-sealed", at)) {
      add(Kind.KEYWORD, at + "non-sealed".length());
    } else if (KEYWORDS.contains(word) || isKeywordHere(word, end)) {
      add(Kind.KEYWORD, end);
    } else if (nextChar(end) == '(' && !Character.isUpperCase(word.charAt(0))) {
      add(Kind.CALL, end);
    } else {
      add(Character.isUpperCase(word.charAt(0)) && !isConstant(word) ? Kind.TYPE : Kind.NAME, end);
    }
  }

  private static boolean isConstant(String word) {
    return word.length() > 1 && word.chars().noneMatch(Character::isLowerCase);
  }

  /** The words that are keywords in some places and names in all others. */
  private boolean isKeywordHere(String word, int end) {
    char before = previousChar();
    char after = nextChar(end);
    boolean nameFollows = isNameStart(after);
    return switch (word) {
      case "var" -> before != '.' && nameFollows;
      case "record" -> before != '.' && nameFollows && isDeclaration(end);
      case "sealed" -> before != '.' && nameFollows;
      case "permits" -> (isNameChar(before) || before == '>') && nameFollows;
      case "when" ->
          (before == ')' || isNameChar(before)) && (nameFollows || "(!".indexOf(after) >= 0);
      case "yield" -> "{;}>):".indexOf(before) >= 0 && "=.;,)[".indexOf(after) < 0;
      default -> false;
    };
  }

  /**
   * Returns whether a name and then an opening parenthesis or bracket follows: {@code record
   * Line(}.
   */
  private boolean isDeclaration(int end) {
    int name = end;
    while (name < text.length() && Character.isWhitespace(text.charAt(name))) {
      name++;
    }
    char after = nextChar(nameEnd(name));
    return after == '(' || after == '<';
  }

  private char previousChar() {
    for (int i = tokens.size() - 1; i >= 0; i--) {
      var token = tokens.get(i);
      if (token.kind != Kind.SPACE && token.kind != Kind.COMMENT && token.kind != Kind.DOC) {
        return text.charAt(token.end - 1);
      }
    }
    return ';';
  }

  private char nextChar(int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i < text.length() ? text.charAt(i) : ';';
  }

  private int closing(String quote, int from, boolean oneLine) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (text.startsWith(quote, i)) {
        return i + quote.length();
      } else if (oneLine && c == '\n') {
        return i;
      }
    }
    return text.length();
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private int nameEnd(int from) {
    int end = from;
    while (end < text.length() && isNameChar(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return Character.isJavaIdentifierStart(c);
  }

  private static boolean isNameChar(char c) {
    return Character.isJavaIdentifierPart(c);
  }

  private void take(Kind kind, java.util.function.IntPredicate while_) {
    int end = at;
    while (end < text.length() && while_.test(text.charAt(end))) {
      end++;
    }
    add(kind, end);
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, at, end));
    at = end;
  }
}
