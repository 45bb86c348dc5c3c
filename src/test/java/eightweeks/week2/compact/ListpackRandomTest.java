package eightweeks.week2.compact;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ListpackRandomTest {
  private static final int DRAWS = 20_000;

  private final RandomStream random = new RandomStream(7);

  /** Fields 0, 2, 4, 6, 8 with values 100 more. */
  private static Listpack pairs() {
    var list = new Listpack();
    for (int i = 0; i < 10; i++) {
      list.append(i % 2 == 0 ? i : i + 99);
    }
    return list;
  }

  private static int value(Listpack list, int p) {
    var entry = new ListpackEntry();
    list.read(p, entry);
    return (int) entry.integer();
  }

  @Test
  void one_drawsEachPairEquallyOften() {
    var list = pairs();
    assertEven(
        IntStream.range(0, DRAWS).map(_ -> value(list, ListpackRandom.one(list, 2, random))), 5);
  }

  @Test
  void withRepetition_drawsEachPairEquallyOftenAtEachTurn() {
    var list = pairs();
    var drawn = ListpackRandom.withRepetition(list, 2, DRAWS, random);
    assertEven(IntStream.of(drawn).limit(DRAWS / 2).map(p -> value(list, p)), 5);
    assertEven(IntStream.of(drawn).skip(DRAWS / 2).map(p -> value(list, p)), 5);
    assertThat(IntStream.of(ListpackRandom.withRepetition(list, 1, 100, random)))
        .anyMatch(p -> value(list, p) > 50);
  }

  @Test
  void withoutRepetition_drawsEachSetEquallyOften() {
    var list = pairs();
    var sets =
        IntStream.range(0, DRAWS)
            .map(
                _ -> {
                  var drawn = ListpackRandom.withoutRepetition(list, 2, 2, random);
                  int first = value(list, drawn[0]);
                  int second = value(list, drawn[1]);
                  assertThat(first).isLessThan(second);
                  return first * 10 + second;
                });
    assertEven(sets, 10); // two of five
  }

  @Test
  void withoutRepetition_drawsAllIfAskedForMore() {
    var list = pairs();
    var drawn = ListpackRandom.withoutRepetition(list, 2, 99, random);
    assertThat(Arrays.stream(drawn).map(p -> value(list, p))).containsExactly(0, 2, 4, 6, 8);
    assertThat(ListpackRandom.withoutRepetition(new Listpack(), 2, 3, random)).isEmpty();
  }

  private static void assertEven(IntStream values, int kinds) {
    var counts = new int[100];
    values.forEach(v -> counts[v]++);
    var seen = IntStream.of(counts).filter(n -> n > 0).toArray();
    assertThat(seen).hasSize(kinds);
    double expected = (double) IntStream.of(counts).sum() / kinds;
    assertThat(IntStream.of(seen)).allMatch(n -> Math.abs(n - expected) < 0.1 * expected);
  }
}
