package eightweeks.week3.commandkeys;

import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of a command as three numbers.
 *
 * <p>Answers to {@code server.c: populateCommandLegacyRangeSpec()}.
 *
 * @param first the position of the first key, 0 if there is none
 * @param last the last key, counted as {@code first} is, negative from the end
 * @param step step between keys
 * @param tellsAll whether these are all keys that the command has
 */
public record KeyRange(int first, int last, int step, boolean tellsAll) {
  /** Returns the range of keys for clients that do not know key specs. */
  public static KeyRange of(CommandSpec spec) {
    return of(KeySpec.of(spec));
  }

  /** Returns the flags of a command, with MOVABLEKEYS where the range does not tell all keys. */
  public static Set<CommandFlag> flagsOf(CommandSpec spec) {
    var all = EnumSet.noneOf(CommandFlag.class);
    all.addAll(spec.flags());
    if (!of(spec).tellsAll()) {
      all.add(CommandFlag.MOVABLEKEYS);
    }
    return all;
  }

  private static KeyRange of(List<KeySpec> specs) {
    if (specs.isEmpty()) {
      return new KeyRange(0, 0, 0, true);
    }
    boolean complete = specs.stream().noneMatch(s -> s.uses().contains(KeySpec.Use.INCOMPLETE));
    if (specs.size() == 1 && specs.get(0).isPlainRange()) {
      return of(specs.get(0), complete);
    }
    var joined = new ArrayList<KeyRange>();
    for (var spec : specs) {
      var range = spec.isPlainRange() ? of(spec, true) : null;
      boolean follows =
          range != null
              && range.step == 1
              && (joined.isEmpty() || joined.getLast().last == range.first - 1);
      if (follows) {
        joined.add(range);
      } else {
        complete = false;
      }
    }
    return joined.isEmpty()
        ? new KeyRange(0, 0, 0, false)
        : new KeyRange(joined.getFirst().first, joined.getLast().last, 1, complete);
  }

  private static KeyRange of(KeySpec spec, boolean complete) {
    int first = ((KeySpec.Begin.Index) spec.begin()).position();
    var range = (KeySpec.Find.Range) spec.find();
    int last = range.last() < 0 ? range.last() : first + range.last();
    return new KeyRange(first, last, range.step(), complete);
  }
}
