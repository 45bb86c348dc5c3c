package eightweeks.week2.values;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Value;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Sets against a {@link HashSet}. */
final class SetRun extends ValueRun {
  private SetValue set = values.intSet();
  private Set<String> model = new HashSet<>();
  private int wanted;
  private boolean integersOnly;

  SetRun(long seed) {
    super("set", seed);
  }

  @Override
  Value value() {
    return set;
  }

  @Override
  void changeLimits() {
    limits.setMaxIntsetEntries.set(random.nextInt(40));
    limits.setMaxListpackEntries.set(random.nextInt(30));
    limits.setMaxListpackValue.set(5 + random.nextInt(60));
    startAnew();
  }

  private void startAnew() {
    wanted = random.nextInt(60);
    integersOnly = random.nextInt(3) == 0;
    values.release(set);
    model.clear();
    var first = bytes(member());
    int size = random.nextInt(50);
    set = values.set(first, 0, first.length, size);
    var expected =
        Numbers.isInteger(first, 0, first.length) && size <= limits.setMaxIntsetEntries.value()
            ? Encoding.INTSET
            : size <= limits.setMaxListpackEntries.value() ? Encoding.LISTPACK : Encoding.HT;
    requireEqual(set.encoding(), expected, "encoding of a new set");
  }

  private String member() {
    for (var text = anyOf(150); ; text = anyOf(150)) {
      if (!integersOnly || Numbers.isInteger(bytes(text), 0, text.length())) {
        return text;
      }
    }
  }

  @Override
  void duplicate() {
    var copy = set.duplicate();
    requireEqual(copy.encoding(), set.encoding(), "encoding of a copy");
    set.add(bytes("only here"), 0, 9);
    values.release(set);
    set = copy;
  }

  @Override
  void operate() {
    var text = member();
    var bytes = bytes("--" + text + "--");
    switch (random.nextInt(14)) {
      case 0, 1, 2, 3, 4, 5 -> {
        if (model.size() < wanted) {
          add(text, bytes);
        } else {
          requireEqual(set.remove(bytes, 2, text.length()), model.remove(text), "remove " + text);
        }
      }
      case 6 -> add(text, bytes);
      case 7 -> pop();
      case 8 -> sample();
      case 9 -> compactIfIntegers();
      case 10 -> scan();
      case 11 -> {
        if (random.nextInt(30) == 0) {
          startAnew();
        }
      }
      case 12 -> {
        if (random.nextInt(20) == 0) {
          set.beforeAdding(random.nextInt(60));
        }
      }
      default ->
          requireEqual(
              set.contains(bytes, 2, text.length()), model.contains(text), "contains " + text);
    }
  }

  private void add(String text, byte[] bytes) {
    var before = set.encoding();
    long size = set.size();
    boolean added = set.add(bytes, 2, text.length());
    requireEqual(added, model.add(text), "add " + text);
    boolean integer = Numbers.isInteger(bytes, 2, text.length());
    boolean fits =
        size < limits.setMaxListpackEntries.value()
            && text.length() <= limits.setMaxListpackValue.value();
    var expected =
        switch (before) {
          case INTSET ->
              integer
                  ? added && size + 1 > limits.setMaxIntsetEntries.value()
                      ? Encoding.HT
                      : Encoding.INTSET
                  : fits && longestInteger() <= limits.setMaxListpackValue.value()
                      ? Encoding.LISTPACK
                      : Encoding.HT;
          case LISTPACK -> fits || !added ? Encoding.LISTPACK : Encoding.HT;
          default -> Encoding.HT;
        };
    requireEqual(set.encoding(), expected, "encoding after adding " + text);
  }

  private long longestInteger() {
    return model.stream()
        .filter(each -> Numbers.isInteger(bytes(each), 0, each.length()))
        .mapToLong(String::length)
        .max()
        .orElse(0);
  }

  private void pop() {
    if (!model.isEmpty()) {
      require(
          model.remove(new String(set.pop(), StandardCharsets.ISO_8859_1)),
          "what was popped was a member");
    }
  }

  private void sample() {
    int count = random.nextInt(50);
    var drawn = new HashSet<String>();
    set.sample(count, each -> require(drawn.add(each.toString()), "drawn once"));
    require(model.containsAll(drawn), "drawn are members");
    requireEqual(drawn.size(), Math.min(count, model.size()), "so many are drawn");
  }

  private void compactIfIntegers() {
    boolean integers =
        model.stream().allMatch(each -> Numbers.isInteger(bytes(each), 0, each.length()));
    if (integers && !model.isEmpty()) {
      var before = set.encoding();
      set.compactIfIntegers();
      boolean few = model.size() <= limits.setMaxIntsetEntries.value();
      requireEqual(set.encoding(), few ? Encoding.INTSET : before, "integers compacted");
    }
  }

  private void scan() {
    var shown = new HashSet<String>();
    long cursor = 0;
    do {
      cursor = set.scan(cursor, each -> shown.add(each.toString()));
    } while (cursor != 0);
    requireEqual(shown, model, "scan");
  }

  @Override
  void compare() {
    requireEqual(set.size(), (long) model.size(), "size");
    var shown = new HashSet<String>();
    try (var all = set.cursor()) {
      while (all.next()) {
        var text = all.element().toString();
        require(shown.add(text), "shown once: " + text);
        require(set.contains(all.element()), "a member is contained");
      }
    }
    requireEqual(shown, model, "content");
    if (!model.isEmpty()) {
      var any = new Element();
      set.random(any);
      require(model.contains(any.toString()), "a random member is one");
    }
  }
}
