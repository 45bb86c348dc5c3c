package eightweeks.week2.values;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week2.object.Encoding;
import java.util.EnumSet;
import java.util.function.LongFunction;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Values against plain models: 40 runs of each of the four types with 1000 operations each, 160,000
 * in all. A failure names the seed and the step.
 */
final class ValueTest {
  private static final int RUNS = 10;
  private static final int STEPS = 1000;

  private static void run(long seed, LongFunction<ValueRun> type, Encoding... all) {
    var met = EnumSet.noneOf(Encoding.class);
    int conversions = 0;
    for (int i = 0; i < RUNS; i++) {
      var run = type.apply(seed + i);
      run.run(STEPS);
      met.addAll(run.encodings);
      conversions += run.encodings.size() - 1;
    }
    assertThat(met).containsExactlyInAnyOrder(all);
    assertThat(conversions).as("conversions").isGreaterThan(RUNS);
  }

  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void lists(@ForAll long seed) {
    run(seed, ListRun::new, Encoding.LISTPACK, Encoding.QUICKLIST);
  }

  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void sets(@ForAll long seed) {
    run(seed, SetRun::new, Encoding.INTSET, Encoding.LISTPACK, Encoding.HT);
  }

  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void hashes(@ForAll long seed) {
    run(seed, HashRun::new, Encoding.LISTPACK, Encoding.HT);
  }

  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void sortedSets(@ForAll long seed) {
    run(seed, SortedSetRun::new, Encoding.LISTPACK, Encoding.SKIPLIST);
  }
}
