package eightweeks.week2.values;

import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Value;
import eightweeks.week2.skiplist.LexRange;
import eightweeks.week2.skiplist.ScoreRange;
import eightweeks.week2.sortedset.ScoreUpdate;
import eightweeks.week2.sortedset.ScoreUpdate.Outcome;
import eightweeks.week2.sortedset.SortedSetCursor;
import eightweeks.week2.sortedset.SortedSetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sorted sets against a map and a sorted list. */
final class SortedSetRun extends ValueRun {
  private SortedSetValue set = values.sortedSet(0, 0);
  private final Map<String, Double> model = new HashMap<>();
  private int wanted;

  private record Member(String text, double score) {}

  SortedSetRun(long seed) {
    super("sorted set", seed);
  }

  @Override
  Value value() {
    return set;
  }

  @Override
  void changeLimits() {
    limits.zsetMaxListpackEntries.set(random.nextInt(30));
    limits.zsetMaxListpackValue.set(10 + random.nextInt(50));
    startAnew();
  }

  private void startAnew() {
    wanted = random.nextInt(60);
    model.clear();
    values.release(set);
    int size = random.nextInt(50);
    int longest = random.nextInt(60);
    set = values.sortedSet(size, longest);
    boolean small =
        size <= limits.zsetMaxListpackEntries.value()
            && longest <= limits.zsetMaxListpackValue.value();
    requireEqual(set.encoding(), small ? Encoding.LISTPACK : Encoding.SKIPLIST, "a new one");
  }

  @Override
  void duplicate() {
    var copy = set.duplicate();
    requireEqual(copy.encoding(), set.encoding(), "encoding of a copy");
    set.set(1, bytes("only here"), 0, 9);
    values.release(set);
    set = copy;
  }

  private double anyScore() {
    return switch (random.nextInt(12)) {
      case 0 -> Double.POSITIVE_INFINITY;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> random.nextInt(5) / 3.0;
      case 3 -> random.nextDouble() * 1e18;
      case 4 -> random.nextInt(1000) / 100.0;
      case 5 -> (random.nextInt(9) - 4) * 1e-7;
      default -> random.nextInt(10) - 5;
    };
  }

  @Override
  void operate() {
    var text = anyOf(120);
    var bytes = bytes("--" + text + "--");
    switch (random.nextInt(13)) {
      case 0, 1, 2, 3, 4 -> {
        if (model.size() < wanted) {
          add(text, bytes);
        } else {
          requireEqual(set.remove(bytes, 2, text.length()), model.remove(text) != null, "remove");
        }
      }
      case 5, 6 -> add(text, bytes);
      case 7 -> {
        var score = model.get(text);
        requireEqual(
            set.score(bytes, 2, text.length()), score == null ? Double.NaN : score, "score");
      }
      case 8 -> ranges();
      case 9 -> deleteRange();
      case 10 -> sampleAndScan();
      case 11 -> compact();
      default -> {
        if (random.nextInt(20) == 0) {
          startAnew();
        }
      }
    }
  }

  private void add(String text, byte[] bytes) {
    var update = new ScoreUpdate();
    update.score = random.nextInt(30) == 0 ? Double.NaN : anyScore();
    update.nx = random.nextInt(6) == 0;
    update.xx = !update.nx && random.nextInt(6) == 0;
    update.gt = !update.nx && random.nextInt(6) == 0;
    update.lt = !update.nx && !update.gt && random.nextInt(6) == 0;
    update.increment = random.nextInt(4) == 0;
    boolean compact = set.encoding() == Encoding.LISTPACK;
    var outcome = set.add(update, bytes, 2, text.length());
    requireEqual(outcome, expected(update, text), "outcome for " + text);
    if (outcome == Outcome.ADDED || outcome == Outcome.UPDATED || outcome == Outcome.SAME) {
      requireEqual(update.result, model.get(text), "result");
    }
    boolean fits =
        outcome != Outcome.ADDED
            || (model.size() <= limits.zsetMaxListpackEntries.value()
                && text.length() <= limits.zsetMaxListpackValue.value());
    requireEqual(
        set.encoding(), compact && fits ? Encoding.LISTPACK : Encoding.SKIPLIST, "encoding");
  }

  /** What ZADD's documentation says, applied to the model. */
  private Outcome expected(ScoreUpdate update, String text) {
    @Nullable Double current = model.get(text);
    if (Double.isNaN(update.score)) {
      return Outcome.NAN;
    }
    if (current == null ? update.xx : update.nx) {
      return Outcome.REFUSED;
    }
    double score = update.score + (update.increment && current != null ? current : 0);
    if (Double.isNaN(score)) {
      return Outcome.NAN;
    }
    if (current != null && ((update.gt && score <= current) || (update.lt && score >= current))) {
      return Outcome.REFUSED;
    }
    model.put(text, score + 0.0); // no minus zero
    return current == null ? Outcome.ADDED : current == score ? Outcome.SAME : Outcome.UPDATED;
  }

  private List<Member> sorted() {
    var all = new ArrayList<Member>();
    model.forEach((text, score) -> all.add(new Member(text, score)));
    all.sort(Comparator.comparingDouble(Member::score).thenComparing(Member::text));
    return all;
  }

  private static List<Member> members(SortedSetCursor cursor) {
    var all = new ArrayList<Member>();
    while (cursor.next()) {
      all.add(new Member(cursor.member().toString(), cursor.score() + 0.0));
    }
    return all;
  }

  private List<Member> those(Predicate<Member> test, boolean reverse) {
    var in = sorted().stream().filter(test).toList();
    return reverse ? in.reversed() : in;
  }

  private ScoreRange anyScores() {
    double one = anyScore();
    double other = anyScore();
    return new ScoreRange(one, random.nextInt(2) == 0, other, random.nextInt(2) == 0);
  }

  private static boolean isIn(ScoreRange range, double score) {
    return range.isAboveMin(score) && range.isBelowMax(score);
  }

  private void ranges() {
    boolean reverse = random.nextInt(2) == 0;
    var scores = anyScores();
    var inRange = those(each -> isIn(scores, each.score), reverse);
    requireEqual(members(set.range(scores, reverse)), inRange, "range " + scores);
    requireEqual(set.count(scores), (long) inRange.size(), "count " + scores);
    int from = random.nextInt(20);
    int to = from + random.nextInt(20);
    var all = those(_ -> true, reverse);
    requireEqual(
        members(set.range(from, to, reverse)),
        all.subList(Math.min(from, all.size()), Math.min(to + 1, all.size())),
        "ranks " + from + " to " + to);
    for (int rank = 0; rank < all.size(); rank++) {
      var text = all.get(rank).text;
      requireEqual(
          set.rank(bytes(text), 0, text.length(), reverse), (long) rank, "rank of " + text);
    }
    lexRange(reverse);
  }

  /** Only where all have the same score does it mean anything. */
  private void lexRange(boolean reverse) {
    var same = values.sortedSet(model.size(), 0);
    for (var text : model.keySet()) {
      same.set(1, bytes(text), 0, text.length());
    }
    var range =
        new LexRange(
            LexRange.Bound.inclusive(bytes(anyOf(120))),
            LexRange.Bound.exclusive(bytes(anyOf(120))));
    var expected =
        model.keySet().stream()
            .sorted()
            .filter(each -> range.isAboveMin(bytes(each)) && range.isBelowMax(bytes(each)))
            .map(each -> new Member(each, 1))
            .toList();
    requireEqual(
        members(same.range(range, reverse)), reverse ? expected.reversed() : expected, "lex");
    requireEqual(same.count(range), (long) expected.size(), "count by lex");
    requireEqual(same.deleteRange(range), (long) expected.size(), "delete by lex");
    requireEqual(same.size(), (long) model.size() - expected.size(), "left");
    values.release(same);
  }

  private void deleteRange() {
    if (random.nextInt(4) > 0) {
      return;
    }
    List<Member> gone;
    long deleted;
    if (random.nextInt(2) == 0) {
      var range = anyScores();
      gone = those(each -> isIn(range, each.score), false);
      deleted = set.deleteRange(range);
    } else {
      int from = random.nextInt(30);
      int to = from + random.nextInt(10);
      var all = sorted();
      gone = all.subList(Math.min(from, all.size()), Math.min(to + 1, all.size()));
      deleted = set.deleteRange(from, to);
    }
    requireEqual(deleted, (long) gone.size(), "deleted");
    gone.forEach(each -> model.remove(each.text));
  }

  private void sampleAndScan() {
    int count = random.nextInt(50);
    var drawn = new HashMap<String, Double>();
    set.sample(count, (member, score) -> drawn.put(member.toString(), score + 0.0));
    require(model.entrySet().containsAll(drawn.entrySet()), "drawn are there");
    requireEqual(drawn.size(), Math.min(count, model.size()), "so many are drawn");
    var shown = new HashMap<String, Double>();
    long cursor = 0;
    do {
      cursor = set.scan(cursor, (member, score) -> shown.put(member.toString(), score + 0.0));
    } while (cursor != 0);
    requireEqual(shown, model, "scan");
  }

  private void compact() {
    if (random.nextInt(10) > 0) {
      return;
    }
    var before = set.encoding();
    int longest = model.keySet().stream().mapToInt(String::length).max().orElse(0);
    set.compactIfSmall(longest, 1000);
    boolean small =
        model.size() <= limits.zsetMaxListpackEntries.value()
            && longest <= limits.zsetMaxListpackValue.value();
    requireEqual(set.encoding(), small ? Encoding.LISTPACK : before, "compacted");
  }

  @Override
  void compare() {
    requireEqual(set.size(), (long) model.size(), "size");
    requireEqual(members(set.range(0, Long.MAX_VALUE - 1, false)), sorted(), "content");
    if (!model.isEmpty()) {
      var any = new Element();
      double score = set.random(any);
      requireEqual(score + 0.0, model.get(any.toString()), "random");
    }
  }
}
