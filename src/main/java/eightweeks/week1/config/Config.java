package eightweeks.week1.config;

import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Registry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All directives of one server. Every week declares its own here while the server is built:
 *
 * {@snippet :
 * final class TcpSettings {
 *   final LongDirective port;
 *   final LongDirective keepalive;
 *   final WordsDirective bind;
 *   final LongDirective backlog;
 *   final LongDirective queryLimit;
 *
 *   TcpSettings(Config config, Listeners listeners) {
 *     port = config.integer("port", 6379).range(0, 65535).onChange(listeners::reopen);
 *     keepalive = config.integer("tcp-keepalive", 300);
 *     backlog = config.integer("tcp-backlog", 511).flags(IMMUTABLE);
 *     queryLimit = config.memory("client-query-buffer-limit", 1L << 30).range(1 << 20, MAX_VALUE);
 *     bind = config.words("bind", "*", "-::*").onChange(listeners::rebind);
 *   }
 * }
 * }
 *
 * and reads it where it is needed, {@code tcp.keepalive.intValue()}: a getter of a final class,
 * which costs a field access. The types:
 *
 * <ul>
 *   <li>{@link #bool}: yes or no;
 *   <li>{@link #integer}: a number, from 0 to 2^31-1 unless it is given another {@code range};
 *   <li>{@link #memory}: bytes, written {@code 64mb}; {@code orPercent}, {@code unsigned};
 *   <li>{@link #octal}: permissions;
 *   <li>{@link #string}: any text; declared with null, the empty text means "not set";
 *   <li>{@link #choice}: a constant of an enum; {@code VOLATILE_LRU} is written volatile-lru;
 *   <li>{@link #words}: a list of words;
 *   <li>{@link #add}: a class of its own that extends {@link Directive}.
 * </ul>
 *
 * <p>Every type has {@code flags} (see {@link Flag}), {@code alias} and {@code onChange}; all but
 * choices have {@code check}, which refuses a value by throwing a {@link DirectiveException} with
 * the reason.
 *
 * <p>Answers to {@code config.c: static_configs[]}. CONFIG GET lists directives and CONFIG REWRITE
 * appends them in the order in which they were declared.
 */
public final class Config {
  /** By name and by alias. */
  private final Registry<Directive<?>> byName = new Registry<>("directive");

  private final List<Directive<?>> directives = new ArrayList<>();
  private final Registry<InFile> fileDirectives = new Registry<>("directive");
  private final List<Apply> afterReading = new ArrayList<>();
  private final Hook<ChangeListener> changes = new Hook<>(ChangeListener[]::new);
  private @Nullable String file;

  /** A directive without CONFIG GET and SET, with its minimum and maximum number of values. */
  public record InFile(String name, int minValues, int maxValues, FileDirective directive) {}

  /** Called when CONFIG SET has set directives and all of them are in effect. */
  @FunctionalInterface
  public interface ChangeListener {
    /**
     * @param names the directives that were set, each by its name or alias, as the command has it
     */
    void changed(List<String> names);
  }

  // Declaring.

  /** Declares a directive that is yes or no. */
  public BoolDirective bool(String name, boolean initial) {
    return add(new BoolDirective(name, initial));
  }

  /** Declares an integer, from 0 to 2^31-1 unless it is given another range. */
  public LongDirective integer(String name, long initial) {
    return add(new LongDirective(name, initial, LongDirective.Notation.INTEGER));
  }

  /** Declares an amount of memory in bytes, from 0 to 2^63-1 unless it is given another range. */
  public LongDirective memory(String name, long initial) {
    return add(new LongDirective(name, initial, LongDirective.Notation.MEMORY));
  }

  /** Declares a number in octal digits. */
  public LongDirective octal(String name, long initial) {
    return add(new LongDirective(name, initial, LongDirective.Notation.OCTAL));
  }

  /**
   * Declares a text.
   *
   * @param initial null if nothing is set at first and setting an empty text means so again
   */
  public StringDirective string(String name, @Nullable String initial) {
    return add(new StringDirective(name, initial));
  }

  /** Declares a choice among the constants of an enum. */
  public <E extends Enum<E>> EnumDirective<E> choice(String name, E initial) {
    return add(EnumDirective.of(name, initial));
  }

  /** Declares a choice among words. */
  public EnumDirective<String> choice(String name, String initial, String... allowed) {
    var words = new LinkedHashMap<String, String>();
    for (var word : allowed) {
      words.put(word, word);
    }
    return add(new EnumDirective<>(name, initial, words));
  }

  /** Declares a list of words. */
  public WordsDirective words(String name, String... initial) {
    return add(new WordsDirective(name, List.of(initial)));
  }

  /** Declares a directive with a class of its own. */
  public <D extends Directive<?>> D add(D directive) {
    index(directive.name(), directive);
    var alias = directive.alias();
    if (alias != null) {
      index(alias, directive);
    }
    directives.add(directive);
    directive.addedTo(this);
    return directive;
  }

  /** Removes a directive, as unloading a module does. */
  public void remove(Directive<?> directive) {
    directives.remove(directive);
    byName.remove(directive.name());
    var alias = directive.alias();
    if (alias != null) {
      byName.remove(alias);
    }
  }

  /**
   * Declares a directive that CONFIG GET and SET do not know.
   *
   * @param minValues the minimum number of values, without the name
   * @param maxValues the maximum number of values
   */
  public void inFile(String name, int minValues, int maxValues, FileDirective directive) {
    fileDirectives.add(name, new InFile(name, minValues, maxValues, directive));
  }

  /**
   * Adds a check that runs when the whole configuration has been read. It may correct values; if it
   * throws, the server does not start.
   */
  public void afterReading(Apply check) {
    afterReading.add(check);
  }

  /** Returns the listeners that are called when CONFIG SET has changed something. */
  public Hook<ChangeListener> changes() {
    return changes;
  }

  /**
   * Returns the warnings for the operator: one sentence for each directive that has no effect and
   * whose value is not the initial one.
   */
  public List<String> warnings() {
    var warnings = new ArrayList<String>();
    for (var directive : directives) {
      var warning = directive.warning();
      if (warning != null && !directive.isInitial()) {
        warnings.add(warning);
      }
    }
    return warnings;
  }

  // Looking up.

  /** Returns the directive of that name or alias, in any case; null if there is none. */
  public @Nullable Directive<?> find(String name) {
    return byName.find(name);
  }

  /** Returns all directives, in the order in which they were declared. */
  public List<Directive<?>> directives() {
    return Collections.unmodifiableList(directives);
  }

  /** Returns the absolute path of the configuration file; null if the server has none. */
  public @Nullable String file() {
    return file;
  }

  void file(String path) {
    file = path;
  }

  @Nullable
  public InFile inFile(String name) {
    return fileDirectives.find(name);
  }

  /** Returns the directives that CONFIG GET and SET do not know, in the order of declaration. */
  public List<InFile> inFile() {
    return fileDirectives.all();
  }

  List<Apply> afterReading() {
    return afterReading;
  }

  void index(String name, Directive<?> directive) {
    byName.add(name, directive);
  }
}
