package eightweeks.week3.commandkeys;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.resp.Args;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a command that are keys, and what it does with each.
 *
 * <p>Answers to {@code db.c: getKeysFromCommandWithSpecs()}, {@code getKeysUsingKeySpecs()}. For
 * nearly all commands the key specs describe them. Where they cannot (the keyword may be a value;
 * the use of a key depends on an option), a command implements {@link MovableKeys}.
 */
public final class CommandKeys {
  private int[] positions = new int[8];
  private KeySpec[] specs = new KeySpec[8];
  private int count;
  private boolean shardChannels;

  /** Returns how many keys there are. */
  public int count() {
    return count;
  }

  /** Returns the position of the i-th key; the command's name is argument 0. */
  public int position(int i) {
    return positions[i];
  }

  /** Returns what the command does with the i-th key. */
  public Set<KeySpec.Use> uses(int i) {
    return specs[i].uses();
  }

  /** Adds an argument that is a key, used as a spec says. */
  public void add(int position, KeySpec spec) {
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, 2 * count);
      specs = Arrays.copyOf(specs, 2 * count);
    }
    positions[count] = position;
    specs[count++] = spec;
  }

  /** Removes all keys, so that the object can serve another command. */
  public void clear() {
    count = 0;
  }

  /** Returns whether a command may have keys at all. */
  public static boolean hasKeys(Command command) {
    return KeySpec.of(command.spec()).stream()
        .anyMatch(spec -> !spec.uses().contains(KeySpec.Use.NOT_KEY));
  }

  /**
   * Finds the keys of a command.
   *
   * @param args its arguments; its arity allows their number
   * @return null if there are no keys, or the arguments are invalid: a count that is too large
   */
  public static @Nullable CommandKeys of(Command command, Args args) {
    var keys = new CommandKeys();
    return keys.addAllOf(command, args) && keys.count > 0 ? keys : null;
  }

  /**
   * Finds the arguments that decide the slot of a command: its keys and its shard channels, which
   * key specs mark as NOT_KEY.
   *
   * @param args its arguments; its arity allows their number
   * @return none if the arguments are invalid
   */
  public static CommandKeys withShardChannels(Command command, Args args) {
    var keys = new CommandKeys();
    keys.shardChannels = true;
    if (!keys.addAllOf(command, args)) {
      keys.clear();
    }
    return keys;
  }

  /** Adds the keys of a command; returns whether its arguments are valid. */
  private boolean addAllOf(Command command, Args args) {
    return command instanceof MovableKeys movable
        ? movable.findKeys(args, this)
        : addBySpecs(command, args);
  }

  private boolean addBySpecs(Command command, Args args) {
    for (var spec : KeySpec.of(command.spec())) {
      boolean skipped = !shardChannels && spec.uses().contains(KeySpec.Use.NOT_KEY);
      if (!skipped && !(addBySpec(spec, args) && !spec.uses().contains(KeySpec.Use.INCOMPLETE))) {
        return false;
      }
    }
    return true;
  }

  private boolean addBySpec(KeySpec spec, Args args) {
    int begin =
        switch (spec.begin()) {
          case KeySpec.Begin.Index index -> index.position();
          case KeySpec.Begin.Keyword keyword -> behind(keyword, args);
          case KeySpec.Begin.Unknown() -> -1;
        };
    if (begin < 0) {
      return false;
    }
    if (begin == 0) {
      return true; // the keyword is not there
    }
    return switch (spec.find()) {
      case KeySpec.Find.Range range -> addRange(spec, begin, range, args.count());
      case KeySpec.Find.KeyCount keyCount -> addCounted(spec, begin, keyCount, args);
      case KeySpec.Find.Unknown() -> false;
    };
  }

  /**
   * Returns the position after a keyword, or 0 if the keyword is not there. A search does not reach
   * the last argument, because no key follows it; one from the end does not reach argument 1.
   */
  private static int behind(KeySpec.Begin.Keyword keyword, Args args) {
    boolean forward = keyword.from() > 0;
    int step = forward ? 1 : -1;
    int i = forward ? keyword.from() : args.count() + keyword.from();
    int end = forward ? args.count() - 1 : 1;
    for (; i > 0 && i < args.count() && i != end; i += step) {
      if (args.is(i, keyword.keyword())) {
        return i + 1;
      }
    }
    return 0;
  }

  private boolean addRange(KeySpec spec, int first, KeySpec.Find.Range range, int arguments) {
    int last;
    if (range.last() >= 0) {
      last = first + range.last();
    } else if (range.limit() == 0) {
      last = arguments + range.last();
    } else {
      last = first + (arguments - first) / range.limit() + range.last();
    }
    return addAll(spec, first, last, range.step(), arguments);
  }

  private boolean addCounted(KeySpec spec, int begin, KeySpec.Find.KeyCount found, Args args) {
    int at = begin + found.countAt();
    if (at >= args.count()) {
      return false;
    }
    long number = Numbers.parse(args.array(at), args.offset(at), args.length(at));
    int first = begin + found.first();
    if (number < 0 || number > args.count()) {
      return false;
    }
    // The number is that of the arguments from first on, also if only some of them are keys.
    return addAll(spec, first, first + (int) number - 1, found.step(), args.count());
  }

  private boolean addAll(KeySpec spec, int first, int last, int step, int arguments) {
    if (last >= arguments || last < first || first >= arguments) {
      return false;
    }
    for (int i = first; i <= last; i += step) {
      add(i, spec);
    }
    return true;
  }
}
