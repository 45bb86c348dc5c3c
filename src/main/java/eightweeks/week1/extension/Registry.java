package eightweeks.week1.extension;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named things that every week may add to: directives, INFO sections, subcommands of DEBUG.
 *
 * <p>Names are compared without case. A name is registered once; a second registration is a
 * programming error and throws. The order of registration is kept, because it is the order in which
 * users see the things listed.
 *
 * <p>Every change replaces the map whole, so that a reader that walks {@link #all()} while a module
 * is being loaded sees one state or the other. The hot path does not look things up here: the
 * command table has an index of its own ({@code dispatch.CommandTable}).
 *
 * @param <T> what is registered
 */
public final class Registry<T> {
  private final String what;
  private Map<String, T> byName = Map.of();

  /**
   * @param what what is registered here, for messages: "directive", "INFO section"
   */
  public Registry(String what) {
    this.what = what;
  }

  /**
   * Registers a thing under a name.
   *
   * @throws IllegalStateException if the name is taken
   */
  public void add(String name, T thing) {
    var grown = new LinkedHashMap<>(byName);
    if (grown.putIfAbsent(lower(name), thing) != null) {
      throw new IllegalStateException("the " + what + " '" + name + "' is registered twice");
    }
    byName = Collections.unmodifiableMap(grown);
  }

  /** Takes a name away again, as unloading a module does; returns whether it was there. */
  public boolean remove(String name) {
    var shrunk = new LinkedHashMap<>(byName);
    if (shrunk.remove(lower(name)) == null) {
      return false;
    }
    byName = Collections.unmodifiableMap(shrunk);
    return true;
  }

  /** The thing of that name, or null. */
  public @Nullable T find(String name) {
    return byName.get(lower(name));
  }

  /** All things, in the order in which they were registered. */
  public Collection<T> all() {
    return byName.values();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
