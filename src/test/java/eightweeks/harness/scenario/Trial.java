package eightweeks.harness.scenario;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A seed, and the part of its run that takes place: its first clients, and some of its faults. A
 * fault that is left out does not change the others, because each fault draws random numbers of its
 * own ({@link Scenario#reseed}).
 *
 * @param faults the numbers of the faults, counted from 0
 */
public record Trial(long seed, int clients, SortedSet<Integer> faults) {
  /** Returns a whole run of a seed. */
  static Trial whole(long seed, int clients, int faults) {
    var all = new TreeSet<Integer>();
    for (int i = 0; i < faults; i++) {
      all.add(i);
    }
    return new Trial(seed, clients, all);
  }

  Trial withClients(int some) {
    return new Trial(seed, some, faults);
  }

  Trial withFaults(SortedSet<Integer> some) {
    return new Trial(seed, clients, some);
  }

  /** Returns the options of the command that replays exactly this. */
  String options(String name) {
    var numbers = faults.stream().map(String::valueOf).collect(Collectors.joining(","));
    return "-D%s.seed=%d -D%s.clients=%d -D%s.faults=%s"
        .formatted(name, seed, name, clients, name, numbers.isEmpty() ? "none" : numbers);
  }
}
