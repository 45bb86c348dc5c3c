package eightweeks.week1.config;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A directive that is a list of words, such as {@code bind}. One empty word is the empty list. */
public final class WordsDirective extends Directive<WordsDirective> {
  private final List<String> initial;
  private List<String> value;
  private @Nullable Check check;

  WordsDirective(String name, List<String> initial) {
    super(name);
    this.initial = initial;
    value = initial;
    flags(Flag.MULTI_ARG);
  }

  /** Checks a new value before it is set. */
  @FunctionalInterface
  public interface Check {
    void check(List<String> words) throws DirectiveException;
  }

  public WordsDirective check(Check condition) {
    check = condition;
    return this;
  }

  public List<String> value() {
    return value;
  }

  /** Sets the value without a check and without its action. */
  public void set(List<String> newValue) {
    value = List.copyOf(newValue);
  }

  @Override
  protected boolean read(List<String> words) throws DirectiveException {
    var meant = words.equals(List.of("")) ? List.<String>of() : List.copyOf(words);
    if (check != null) {
      check.check(meant);
    }
    boolean changed = !meant.equals(value);
    value = meant;
    return changed;
  }

  @Override
  public String text() {
    return String.join(" ", value);
  }

  @Override
  protected void rewrite(Rewriting file) {
    if (value.isEmpty() && initial.isEmpty()) {
      file.done(name()); // a line without words could not be read back
      return;
    }
    var line =
        value.isEmpty()
            ? "\"\""
            : value.stream().map(WordsDirective::quoteIfNeeded).collect(Collectors.joining(" "));
    file.line(name(), line, !value.equals(initial));
  }

  private static String quoteIfNeeded(String word) {
    boolean plain = word.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\'');
    return plain && !word.isEmpty() ? word : QuotedWords.quote(Ascii.bytes(word));
  }
}
