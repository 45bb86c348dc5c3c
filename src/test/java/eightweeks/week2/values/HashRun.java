package eightweeks.week2.values;

import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Value;
import java.util.HashMap;
import java.util.Map;

/** Hashes against a {@link HashMap}. */
final class HashRun extends ValueRun {
  private HashValue hash = values.hash();
  private final Map<String, String> model = new HashMap<>();
  private final Element element = new Element();
  private int wanted;

  HashRun(long seed) {
    super("hash", seed);
  }

  @Override
  Value value() {
    return hash;
  }

  @Override
  void changeLimits() {
    limits.hashMaxListpackEntries.set(random.nextInt(40));
    limits.hashMaxListpackValue.set(10 + random.nextInt(50));
    startAnew();
  }

  private void startAnew() {
    wanted = random.nextInt(60);
    values.release(hash);
    hash = values.hash();
    model.clear();
  }

  @Override
  void duplicate() {
    var copy = hash.duplicate();
    requireEqual(copy.encoding(), hash.encoding(), "encoding of a copy");
    hash.set(bytes("only"), 0, 4, bytes("here"), 0, 4);
    values.release(hash);
    hash = copy;
  }

  @Override
  void operate() {
    var field = anyOf(120);
    var bytes = bytes("--" + field + "--");
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> {
        if (model.size() < wanted) {
          set(field, anyOf(1000));
        } else {
          requireEqual(
              hash.remove(bytes, 2, field.length()), model.remove(field) != null, "remove");
        }
      }
      case 4, 5 -> set(field, anyOf(1000));
      case 6 -> {
        boolean there = hash.get(bytes, 2, field.length(), element);
        requireEqual(there ? element.toString() : null, model.get(field), "get " + field);
      }
      case 7 ->
          requireEqual(
              hash.contains(bytes, 2, field.length()), model.containsKey(field), "contains");
      case 8 -> sample();
      case 9 -> scan();
      case 10 -> {
        if (random.nextInt(20) == 0) {
          startAnew();
        }
      }
      default -> setSeveral();
    }
  }

  private void set(String field, String value) {
    boolean compact = hash.encoding() == Encoding.LISTPACK;
    boolean added =
        hash.set(bytes(field), 0, field.length(), bytes("-" + value), 1, value.length());
    requireEqual(added, model.put(field, value) == null, "set " + field);
    requireEqual(
        hash.encoding(),
        compact && fits(field, value) && model.size() <= limits.hashMaxListpackEntries.value()
            ? Encoding.LISTPACK
            : Encoding.HT,
        "encoding");
  }

  private boolean fits(String... texts) {
    for (var text : texts) {
      if (text.length() > limits.hashMaxListpackValue.value()) {
        return false;
      }
    }
    return true;
  }

  private void setSeveral() {
    int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 50 : 3);
    var words = new String[2 * count];
    for (int i = 0; i < words.length; i++) {
      words[i] = anyOf(120);
    }
    boolean compact =
        hash.encoding() == Encoding.LISTPACK
            && fits(words)
            && count <= limits.hashMaxListpackEntries.value();
    var args = Args.of(words);
    hash.beforeAdding(args, 0, words.length - 1);
    requireEqual(hash.encoding(), compact ? Encoding.LISTPACK : Encoding.HT, "before adding");
    for (int i = 0; i < words.length; i += 2) {
      requireEqual(hash.set(args, i, i + 1), model.put(words[i], words[i + 1]) == null, "set");
    }
  }

  private void sample() {
    int count = random.nextInt(50);
    var drawn = new HashMap<String, String>();
    hash.sample(count, (field, value) -> drawn.put(field.toString(), value.toString()));
    require(model.entrySet().containsAll(drawn.entrySet()), "drawn are there");
    requireEqual(drawn.size(), Math.min(count, model.size()), "so many are drawn");
  }

  private void scan() {
    var shown = new HashMap<String, String>();
    long cursor = 0;
    do {
      cursor = hash.scan(cursor, (field, value) -> shown.put(field.toString(), value.toString()));
    } while (cursor != 0);
    requireEqual(shown, model, "scan");
  }

  @Override
  void compare() {
    requireEqual(hash.size(), (long) model.size(), "size");
    var shown = new HashMap<String, String>();
    try (var all = hash.cursor()) {
      while (all.next()) {
        require(shown.put(all.field().toString(), all.value().toString()) == null, "shown once");
      }
    }
    requireEqual(shown, model, "content");
    if (!model.isEmpty()) {
      var value = new Element();
      hash.random(element, value);
      requireEqual(value.toString(), model.get(element.toString()), "random");
    }
  }
}
