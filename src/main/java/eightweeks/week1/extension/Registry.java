package eightweeks.week1.extension;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named things that every week may add to: commands, transports, subcommands of DEBUG.
 *
 * <p>The case of names is ignored. A name is registered once; a second registration is a
 * programming error and throws. The order of registration is kept, because it is the order in which
 * users see the things listed.
 *
 * <p>A change never touches a list that {@link #all()} has returned, so that a loop over it may add
 * and remove things. The hot path does not look things up here: the command table has an index of
 * its own ({@code dispatch.CommandTable}).
 *
 * @param <T> what is registered
 */
public final class Registry<T> {
  private final String what;
  private final Map<String, T> byName = new LinkedHashMap<>();

  /** The result of {@link #all()}; null after a change, so that many changes in a row copy once. */
  private @Nullable List<T> all;

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
    if (byName.putIfAbsent(lower(name), thing) != null) {
      throw new IllegalStateException("the " + what + " '" + name + "' is registered twice");
    }
    all = null;
  }

  /** Removes the thing of that name and returns it; null if there is none. */
  public @Nullable T remove(String name) {
    all = null;
    return byName.remove(lower(name));
  }

  /** Returns the thing of that name, or null. */
  public @Nullable T find(String name) {
    return byName.get(lower(name));
  }

  /** Returns all things, in the order in which they were registered. */
  public List<T> all() {
    var list = all;
    if (list == null) {
      list = List.copyOf(byName.values());
      all = list;
    }
    return list;
  }

  /** Returns how many things are registered. */
  public int size() {
    return byName.size();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
