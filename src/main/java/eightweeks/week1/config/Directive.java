package eightweeks.week1.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its name and its value, and how the value is read, shown and written back.
 *
 * <p>Answers to {@code config.c: standardConfig} and {@code typeInterface}. The common types are
 * created by {@link Config}. When you need a syntax of your own, as {@code save} has: extend this
 * class and add the directive with {@link Config#add}. The rules for every directive:
 *
 * <ul>
 *   <li>{@link #read} either sets the whole new value or throws and keeps the old one;
 *   <li>reading what {@link #text} returned changes nothing, so that CONFIG SET can undo;
 *   <li>reading the line that {@link #rewrite} wrote gives the same value.
 * </ul>
 *
 * @param <D> the directive's own class, so that the methods which describe it can be chained
 */
public abstract class Directive<D extends Directive<D>> {
  private final String name;
  private final EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
  private @Nullable String alias;
  private @Nullable Apply onChange;
  private @Nullable Config config;
  private String initialText = "";
  private @Nullable String withoutEffect;

  /**
   * @param name in lower case, as it stands in redis.conf
   */
  protected Directive(String name) {
    this.name = name;
  }

  // How a directive is described.

  public final D flags(Flag... which) {
    Collections.addAll(flags, which);
    return self();
  }

  /** Sets the directive's second, older name. */
  public final D alias(String olderName) {
    alias = olderName;
    if (config != null) {
      config.index(olderName, this);
    }
    return self();
  }

  /** Sets the action that runs when CONFIG SET has changed the value. */
  public final D onChange(Apply action) {
    onChange = action;
    return self();
  }

  /**
   * Declares that the value is kept and shown but has no effect. The log warns users who set it.
   *
   * @param why the end of a sentence that begins with the directive's name
   */
  public final D withoutEffect(String why) {
    withoutEffect = why;
    return self();
  }

  // Methods that each type of directive implements.

  /**
   * Sets a new value.
   *
   * @param words the words after the name; exactly one unless the directive is {@link
   *     Flag#MULTI_ARG}, then any number, also none
   * @return whether the value has changed
   * @throws DirectiveException if the words are no value of this directive; it keeps its value
   */
  protected abstract boolean read(List<String> words) throws DirectiveException;

  /**
   * Sets a value from a line of the configuration. Directives whose value may take several lines
   * override this.
   */
  protected void readLine(List<String> words) throws DirectiveException {
    read(words);
  }

  /** Returns the value as CONFIG GET shows it. */
  public abstract String text();

  /** Writes the directive into a configuration file that is being rewritten. */
  protected abstract void rewrite(Rewriting file);

  // Queries.

  public final String name() {
    return name;
  }

  final @Nullable String alias() {
    return alias;
  }

  /** Returns the name and, if there is one, the alias. */
  final List<String> names() {
    return alias == null ? List.of(name) : List.of(name, alias);
  }

  public final boolean is(Flag flag) {
    return flags.contains(flag);
  }

  final @Nullable Apply onChange() {
    return onChange;
  }

  /** Returns whether the value is the one that the directive was declared with. */
  final boolean isInitial() {
    return text().equals(initialText);
  }

  /** Returns the warning for users who set the directive; null unless it has no effect. */
  final @Nullable String warning() {
    return withoutEffect == null ? null : "directive '" + name + "' " + withoutEffect;
  }

  final void addedTo(Config owner) {
    config = owner;
    initialText = text();
  }

  @SuppressWarnings("unchecked") // D is the class itself: that is what its declaration says
  private D self() {
    return (D) this;
  }
}
