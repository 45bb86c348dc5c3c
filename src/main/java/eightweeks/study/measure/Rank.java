package eightweeks.study.measure;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.skiplist.SkipList;
import eightweeks.week2.skiplist.SkipListSearch;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * Day 12: the rank of an element, how many others come before it. A TreeMap does not know it and
 * counts; the skip list adds up the spans on its way.
 */
final class Rank implements Measurement {
  private static final int COUNT = 1_000_000;
  private static final int SMALLEST = 1000;
  private static final int STEP = 10;
  private static final int PARTS = 16;
  private static final int RUNS = 200;
  private static final double NANOS_PER_MICRO = 1e3;

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public List<Chart> measure(int count) {
    var names = new String[] {"TreeMap", "SkipList"};
    var steps = new Chart("Elements visited to find a rank, on average", names);
    var time = new Chart("The rank of the middle element, in microseconds", names).logarithmic();
    steps.logarithmic();
    for (int n = Math.min(SMALLEST, count); n <= count; n *= STEP) {
      var tree = new TreeMap<Double, Object>();
      var list = new SkipList(new RandomStream(1));
      for (int i = 0; i < n; i++) {
        tree.put((double) i, tree);
        list.insert(i, Numbers.toBytes(i));
      }
      var label = "%,d elements".formatted(n);
      long visited = 0;
      long stepped = 0;
      for (int i = 1; i < PARTS; i++) {
        int rank = (int) ((long) n * i / PARTS);
        visited += visited(tree, rank);
        stepped += steps(new SkipListSearch(list, rank, Numbers.toBytes(rank)));
      }
      steps.group(label, (double) visited / (PARTS - 1), (double) stepped / (PARTS - 1));
      int middle = n / 2;
      var member = Numbers.toBytes(middle);
      time.group(
          label,
          micros(() -> tree.headMap((double) middle).size()),
          micros(() -> list.rank(middle, member)));
    }
    return List.of(steps, time.note("Bars are logarithmic: a step is a factor."));
  }

  /** Does what size() of the head does: a TreeMap keeps no number for a part of it. */
  private static long visited(TreeMap<Double, Object> tree, int rank) {
    long visited = 0;
    for (var _ : tree.headMap((double) rank).keySet()) {
      visited++;
    }
    return visited;
  }

  private static int steps(SkipListSearch search) {
    int steps = 0;
    while (search.step()) {
      steps++;
    }
    return steps;
  }

  /** Returns the shortest time of several runs. */
  private static double micros(IntSupplier code) {
    long best = Long.MAX_VALUE;
    int sum = 0;
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      sum += code.getAsInt();
      best = Math.min(best, System.nanoTime() - start);
    }
    return sum < 0 ? sum : best / NANOS_PER_MICRO;
  }
}
