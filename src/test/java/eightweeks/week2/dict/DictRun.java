package eightweeks.week2.dict;

import static eightweeks.week2.dict.DictCheck.require;

import eightweeks.week1.bytes.RandomStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Random operations on a hash table and on a {@link HashMap}, which must agree after each. All the
 * time a scan and a capture are on their way as well, through growth, shrinking and rehashing.
 *
 * @param <E> the elements
 */
final class DictRun<E> {
  private final Subject<E> subject;
  private final HashTable<E> table;
  private final Resizing resizing;
  private final RandomStream random;
  private final String name;
  private final Map<String, String> model = new HashMap<>();

  /** How many elements the run is heading for: it goes up and down. */
  private int wanted;

  private long cursor;
  private final Set<String> present = new HashSet<>();
  private final Set<String> shown = new HashSet<>();
  int scans;

  private @Nullable Capture<E> capture;
  private Map<String, String> expected = Map.of();
  private final Map<String, String> captured = new HashMap<>();
  int captures;
  int shrinks;

  private DictRun(Subject<E> subject, Resizing resizing, String name, RandomStream random) {
    this.subject = subject;
    this.table = subject.table();
    this.resizing = resizing;
    this.name = name;
    this.random = random;
  }

  static DictRun<?> of(String kind, long seed) {
    var resizing = new Resizing();
    return make(Subject.of(kind, resizing), resizing, kind + ", seed " + seed, seed);
  }

  private static <E> DictRun<E> make(
      Subject<E> subject, Resizing resizing, String name, long seed) {
    return new DictRun<>(subject, resizing, name, new RandomStream(seed));
  }

  /** A run of each kind: what {@link DictPlantedBugsTest} calls on a dict with a bug. */
  static void runAll(int steps) {
    of("nodes", 1).run(steps);
    of("members", 2).run(steps);
    of("fields", 3).run(steps);
  }

  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      var what = name + ", step " + step;
      operate(what);
      DictCheck.check(table, what);
      require(table.size() == model.size(), "as many as in the model", what);
      scanStep(what);
      captureStep(what);
    }
    model.forEach((key, value) -> require(value.equals(subject.get(key)), "found", name));
    var all = new HashSet<String>();
    subject.forEach(key -> require(all.add(key), "shown once", name));
    require(all.equals(model.keySet()), "all are shown", name);
  }

  private String anyKey() {
    // A few keys are long, so that their records have the long header.
    int number = random.nextInt(700);
    return number % 50 == 0 ? "k".repeat(300) + number : "key:" + number;
  }

  private void operate(String what) {
    if (random.nextInt(150) == 0) {
      wanted = random.nextInt(10) < 4 ? random.nextInt(8) : random.nextInt(400);
    }
    switch (random.nextInt(40)) {
      case 0, 1, 2, 3, 4, 5 -> find(what);
      case 6, 7, 8, 9, 10 -> change(what);
      case 11 -> table.rehash(1 + random.nextInt(5));
      case 12 -> table.expand(random.nextInt(600));
      case 13 -> maybeClear();
      case 14 -> resizing.policy(ResizePolicy.values()[random.nextInt(3)]);
      case 15, 16 -> resizing.policy(ResizePolicy.ENABLE);
      case 17 -> sample(what);
      case 18 -> iterate(what);
      case 19 -> table.rehash(random.nextInt(300));
      default -> {
        if (model.size() < wanted) {
          put(anyKey());
        } else {
          remove(what);
        }
      }
    }
  }

  private void find(String what) {
    var key = anyKey();
    var value = subject.get(key);
    require(Objects.equals(value, model.get(key)), "the value of " + key, what);
  }

  private void put(String key) {
    var value = subject instanceof Subject.Members ? "" : "v".repeat(random.nextInt(4));
    subject.put(key, value);
    model.put(key, value);
  }

  private void change(String what) {
    var key = anyKey();
    if (model.containsKey(key)) {
      put(key);
      require(model.get(key).equals(subject.get(key)), "the new value", what);
    }
  }

  private void remove(String what) {
    var key =
        model.isEmpty() || random.nextInt(5) == 0 ? anyKey() : model.keySet().iterator().next();
    removed(key, subject.remove(key), what);
    if (random.nextInt(3) == 0 && table.resizeIfSparse()) {
      shrinks++;
    }
  }

  private void removed(String key, @Nullable String value, String what) {
    require(Objects.equals(value, model.remove(key)), "what was removed", what);
    present.remove(key);
  }

  private void maybeClear() {
    if (random.nextInt(20) == 0) {
      table.clear();
      model.clear();
      present.clear();
    }
  }

  private void sample(String what) {
    var one = table.random(random);
    var fair = table.fairRandom(random);
    require((one == null) == model.isEmpty() && (fair == null) == model.isEmpty(), "one", what);
    if (one != null && fair != null) {
      require(model.containsKey(subject.key(one)), "a random element", what);
      require(model.containsKey(subject.key(fair)), "a fair random element", what);
    }
  }

  /** A walk that removes what it meets, some of it, and looks things up on the way. */
  private void iterate(String what) {
    var met = new HashSet<String>();
    var before = Set.copyOf(model.keySet());
    try (var all = table.safeIterator()) {
      for (var element = all.next(); element != null; element = all.next()) {
        var key = subject.key(element);
        require(met.add(key), "met once", what);
        find(what);
        if (random.nextInt(60) == 0) {
          removed(key, subject.remove(key), what);
        }
      }
    }
    require(met.equals(before), "all are met", what);
  }

  private void scanStep(String what) {
    if (random.nextInt(4) > 0) {
      return;
    }
    if (cursor == 0) {
      present.addAll(model.keySet());
      shown.clear();
    }
    cursor = table.scan(cursor, element -> shown.add(subject.key(element)));
    if (cursor == 0) {
      require(shown.containsAll(present), "whatever was there throughout is shown", what);
      present.clear();
      scans++;
    }
  }

  private void captureStep(String what) {
    if (capture == null) {
      if (random.nextInt(20) == 0) {
        captured.clear();
        expected = Map.copyOf(model);
        capture = table.capture(element -> take(element, what));
        require(capture.size() == expected.size(), "the size at the beginning", what);
      }
    } else if (random.nextInt(4) == 0 && !capture.step(1 + random.nextInt(4))) {
      require(captured.equals(expected), "what was captured is what was there", what);
      require(table.capture == null, "the capture has let go", what);
      capture = null;
      captures++;
    }
  }

  private void take(E element, String what) {
    var value = captured.put(subject.key(element), subject.value(element));
    require(value == null, "handed over once", what);
  }
}
