package eightweeks.week3.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list as clients see it does what a plain list of texts does, whatever lies below. */
final class ListModelTest {
  private static final String[] TEXTS = {"a", "b", "17", "-3", "70000", "x".repeat(70)};
  private static final int STEPS = 4000;

  private final List<String> model = new ArrayList<>();

  @ParameterizedTest(name = "nodes of {0}, seed {1}")
  @CsvSource({"2, 1", "5, 2", "128, 3", "-1, 4"})
  void manyChanges_haveTheSameOutcome(int limit, long seed) {
    var desk = ListDesk.withNodesOf(limit);
    var random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      change(desk, random);
      if (step % 10 == 0) {
        assertThat(desk.elements("l")).as("step " + step).isEqualTo(String.join(" ", model));
      }
    }
    assertThat(desk.elements("l")).isEqualTo(String.join(" ", model));
    assertThat(desk.say("DBSIZE")).isEqualTo(model.isEmpty() ? ":0" : ":1");
  }

  private void change(ListDesk desk, Random random) {
    var text = TEXTS[random.nextInt(TEXTS.length)];
    int index = random.nextInt(model.size() + 1);
    boolean inside = index < model.size();
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        model.addFirst(text);
        same(desk, "LPUSH l " + text, ":" + model.size());
      }
      case 2, 3 -> {
        model.addLast(text);
        same(desk, "RPUSH l " + text, ":" + model.size());
      }
      case 4 -> same(desk, "LPOP l", bulk(model.isEmpty() ? null : model.removeFirst()));
      case 5 -> same(desk, "RPOP l", bulk(model.isEmpty() ? null : model.removeLast()));
      case 6 -> {
        if (inside) {
          model.set(index, text);
          same(desk, "LSET l " + index + " " + text, "+OK");
        }
      }
      case 7 -> insert(desk, text, TEXTS[random.nextInt(TEXTS.length)], random.nextBoolean());
      case 8 -> remove(desk, text, random.nextInt(5) - 2);
      default -> {
        if (inside && random.nextInt(5) == 0) {
          model.subList(Math.min(index + 40, model.size()), model.size()).clear();
          model.subList(0, index).clear();
          same(desk, "LTRIM l " + index + " " + (index + 39), "+OK");
        } else if (inside) {
          same(desk, "LINDEX l " + index, bulk(model.get(index)));
        }
      }
    }
  }

  private void insert(ListDesk desk, String pivot, String text, boolean after) {
    int at = model.indexOf(pivot);
    if (at >= 0) {
      model.add(after ? at + 1 : at, text);
    }
    String reply = model.isEmpty() ? ":0" : ":" + (at < 0 ? -1 : model.size());
    same(desk, "LINSERT l " + (after ? "AFTER " : "BEFORE ") + pivot + " " + text, reply);
  }

  private void remove(ListDesk desk, String text, int count) {
    int most = count == 0 ? Integer.MAX_VALUE : Math.abs(count);
    int removed = 0;
    if (count < 0) {
      Collections.reverse(model);
    }
    while (removed < most && model.remove(text)) {
      removed++;
    }
    if (count < 0) {
      Collections.reverse(model);
    }
    same(desk, "LREM l " + count + " " + text, ":" + removed);
  }

  private static String bulk(@Nullable String text) {
    return text == null ? "$-1" : "$" + text.length() + " " + text;
  }

  private static void same(ListDesk desk, String command, String reply) {
    assertThat(desk.say(command)).as(command).isEqualTo(reply);
  }
}
