package eightweeks.week1.config;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directive that is any text, one character a byte.
 *
 * <p>Redis knows two kinds: those whose empty text is a value like any other, and those whose empty
 * text means that nothing is set ({@code EMPTY_STRING_IS_NULL}). Both give an empty text here. They
 * differ when the file is rewritten: a directive of the second kind has no line while nothing is
 * set.
 */
public final class StringDirective extends Directive<StringDirective> {
  private final @Nullable String initial;
  private String value;
  private @Nullable Check check;

  /**
   * @param initial null for a directive whose empty text means that nothing is set
   */
  StringDirective(String name, @Nullable String initial) {
    super(name);
    this.initial = initial;
    value = initial == null ? "" : initial;
  }

  /** Checks a new value before it is set. */
  @FunctionalInterface
  public interface Check {
    void check(String value) throws DirectiveException;
  }

  public StringDirective check(Check condition) {
    check = condition;
    return this;
  }

  /** Returns the text, empty if nothing is set. */
  public String value() {
    return value;
  }

  /** Returns whether there is a text. */
  public boolean isSet() {
    return !value.isEmpty();
  }

  public byte[] bytes() {
    return Ascii.bytes(value);
  }

  /** Returns the text as the name of a file (names are UTF-8), or null if nothing is set. */
  public @Nullable String path() {
    return isSet() ? path(value) : null;
  }

  /** Returns a text of one character a byte as the name of a file, decoded as UTF-8. */
  static String path(String text) {
    return new String(Ascii.bytes(text), StandardCharsets.UTF_8);
  }

  @Override
  protected boolean read(List<String> words) throws DirectiveException {
    var text = words.getFirst();
    if (check != null) {
      check.check(text);
    }
    boolean changed = !text.equals(value);
    value = text;
    return changed;
  }

  @Override
  public String text() {
    return value;
  }

  @Override
  protected void rewrite(Rewriting file) {
    if (initial == null && value.isEmpty()) {
      file.done(name());
    } else {
      file.line(name(), QuotedWords.quote(bytes()), !value.equals(initial));
    }
  }
}
