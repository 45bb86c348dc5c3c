package eightweeks.week3.snapshots;

import eightweeks.week1.config.Directive;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.EnumDirective;
import eightweeks.week1.config.Flag;
import eightweeks.week1.config.Rewriting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A directive that is a set of words, such as {@code shutdown-on-sigterm nosave now}. One more word
 * stands for the empty set. Answers to {@code config.c: enumConfigSet()} with bit flags.
 *
 * @param <E> the words
 */
public final class FlagsDirective<E extends Enum<E>> extends Directive<FlagsDirective<E>> {
  private final Class<E> type;
  private final String wordForNone;
  private Set<E> value = Set.of();
  private @Nullable Check<E> check;

  public FlagsDirective(String name, Class<E> type, String wordForNone) {
    super(name);
    this.type = type;
    this.wordForNone = wordForNone;
    flags(Flag.MULTI_ARG);
  }

  /** Checks a new value before it is set. */
  @FunctionalInterface
  public interface Check<E> {
    void check(Set<E> value) throws DirectiveException;
  }

  public FlagsDirective<E> check(Check<E> condition) {
    check = condition;
    return this;
  }

  /** Returns the words that are set, in the order of their enum. */
  public Set<E> value() {
    return value;
  }

  @Override
  protected boolean read(List<String> words) throws DirectiveException {
    var meant = EnumSet.noneOf(type);
    for (var word : words) {
      if (!word.equalsIgnoreCase(wordForNone)) {
        meant.add(constant(word));
      }
    }
    if (words.isEmpty()) {
      throw EnumDirective.noneOf(words());
    }
    if (check != null) {
      check.check(meant);
    }
    boolean changed = !meant.equals(value);
    value = Collections.unmodifiableSet(meant);
    return changed;
  }

  private E constant(String word) throws DirectiveException {
    for (var constant : type.getEnumConstants()) {
      if (EnumDirective.word(constant).equals(word.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw EnumDirective.noneOf(words());
  }

  private List<String> words() {
    var words = new ArrayList<String>();
    words.add(wordForNone);
    for (var constant : type.getEnumConstants()) {
      words.add(EnumDirective.word(constant));
    }
    return words;
  }

  @Override
  public String text() {
    return value.isEmpty()
        ? wordForNone
        : value.stream().map(EnumDirective::word).collect(Collectors.joining(" "));
  }

  @Override
  protected void rewrite(Rewriting file) {
    file.line(name(), text(), !value.isEmpty());
  }
}
