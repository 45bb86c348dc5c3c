package eightweeks.week1.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A directive that is one of a few words.
 *
 * <p>Usually the values are the constants of an enum and their words follow from them: {@code
 * VOLATILE_LRU} is written {@code volatile-lru}. The case of a word is ignored.
 *
 * @param <E> what the words stand for
 */
public final class EnumDirective<E> extends Directive<EnumDirective<E>> {
  private final Map<String, E> words;
  private final E initial;
  private E value;

  /**
   * @param words the words in lower case and what they stand for, in the order in which error texts
   *     list them; of two words for one value, CONFIG GET shows the first
   */
  public EnumDirective(String name, E initial, LinkedHashMap<String, E> words) {
    super(name);
    this.words = Collections.unmodifiableMap(words);
    this.initial = initial;
    value = initial;
  }

  static <E extends Enum<E>> EnumDirective<E> of(String name, E initial) {
    var words = new LinkedHashMap<String, E>();
    for (var constant : initial.getDeclaringClass().getEnumConstants()) {
      words.put(word(constant), constant);
    }
    return new EnumDirective<>(name, initial, words);
  }

  /** Returns the word of an enum's constant. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static DirectiveException noneOf(Iterable<String> words) {
    return new DirectiveException(
        "argument(s) must be one of the following: " + String.join(", ", words));
  }

  public E value() {
    return value;
  }

  /** Sets the value without a check and without its action. */
  public void set(E newValue) {
    value = newValue;
  }

  @Override
  protected boolean read(List<String> line) throws DirectiveException {
    var meant = words.get(line.getFirst().toLowerCase(Locale.ROOT));
    if (meant == null) {
      throw noneOf(words.keySet());
    }
    boolean changed = !meant.equals(value);
    value = meant;
    return changed;
  }

  @Override
  public String text() {
    for (var word : words.entrySet()) {
      if (word.getValue().equals(value)) {
        return word.getKey();
      }
    }
    return "unknown";
  }

  @Override
  protected void rewrite(Rewriting file) {
    file.line(name(), text(), !value.equals(initial));
  }
}
