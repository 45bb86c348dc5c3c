package eightweeks.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves steps out of an episode as long as a difference stays: large chunks first, then smaller
 * ones, down to single steps (delta debugging).
 */
final class Shrinker {
  /** Says steps to both servers. */
  interface Trial {
    @Nullable Difference run(List<Step> steps) throws IOException;
  }

  private final Trial trial;
  private int trialsLeft;

  /**
   * @param trials how often it may try at most
   */
  Shrinker(Trial trial, int trials) {
    this.trial = trial;
    trialsLeft = trials;
  }

  /**
   * Returns the fewest steps that were found to show the same kind of difference.
   *
   * @param steps an episode in which the difference is seen
   */
  List<Step> shrink(List<Step> steps, Difference difference) throws IOException {
    var best = List.copyOf(steps.subList(0, difference.index() + 1));
    for (int chunk = Math.max(1, best.size() / 2); chunk > 0; chunk /= 2) {
      boolean shorter;
      do {
        int before = best.size();
        best = withoutChunks(best, chunk, difference.what());
        shorter = best.size() < before;
      } while (shorter && chunk == 1 && trialsLeft > 0);
    }
    return best;
  }

  private List<Step> withoutChunks(List<Step> steps, int chunk, String what) throws IOException {
    var best = steps;
    for (int end = best.size(); end > 0 && trialsLeft > 0; end -= chunk) {
      var fewer = new ArrayList<>(best.subList(0, Math.max(0, end - chunk)));
      fewer.addAll(best.subList(Math.min(end, best.size()), best.size()));
      trialsLeft--;
      var difference = fewer.isEmpty() ? null : trial.run(fewer);
      if (difference != null && difference.what().equals(what)) {
        best = List.copyOf(fewer.subList(0, difference.index() + 1));
        end = Math.min(end, best.size() + chunk);
      }
    }
    return best;
  }
}
