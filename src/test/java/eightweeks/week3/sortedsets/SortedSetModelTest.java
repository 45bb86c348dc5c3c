package eightweeks.week3.sortedsets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Union, intersection and difference of random sorted sets, small and large, beside plain maps that
 * do the same.
 */
final class SortedSetModelTest {
  private static final int ROUNDS = 60;
  private static final List<String> KEYS = List.of("a", "b", "c");

  @ParameterizedTest(name = "up to {0} members in a listpack, seed {1}")
  @CsvSource({"128, 1", "0, 2", "6, 3"})
  void combinations_areWhatMapsSay(int limit, long seed) {
    var client = TestServer.start("--zset-max-listpack-entries", "" + limit).connect();
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      client.inline("FLUSHALL");
      var model = new ArrayList<Map<String, Double>>();
      for (var key : KEYS) {
        model.add(fill(client, key, random));
      }
      assertThat(client.inline("ZUNION 3 a b c WEIGHTS 1 2 3 WITHSCORES"))
          .as("union, round %d", round)
          .isEqualTo(reply(union(model, Double::sum, 1, 2, 3)));
      assertThat(client.inline("ZUNION 3 a b c AGGREGATE MAX WITHSCORES"))
          .as("greatest, round %d", round)
          .isEqualTo(reply(union(model, Math::max, 1, 1, 1)));
      var inAll = union(model, Double::sum, 1, 1, 1);
      inAll.keySet().removeIf(member -> model.stream().anyMatch(set -> !set.containsKey(member)));
      assertThat(client.inline("ZINTER 3 a b c WITHSCORES"))
          .as("intersection, round %d", round)
          .isEqualTo(reply(inAll));
      assertThat(client.inline("ZINTERCARD 3 a b c")).isEqualTo(":" + inAll.size() + "\r\n");
      var difference = new HashMap<>(model.getFirst());
      difference.keySet().removeAll(model.get(1).keySet());
      difference.keySet().removeAll(model.get(2).keySet());
      assertThat(client.inline("ZDIFF 3 a b c WITHSCORES"))
          .as("difference, round %d", round)
          .isEqualTo(reply(difference));
    }
  }

  private static Map<String, Double> fill(TestClient client, String key, Random random) {
    var members = new HashMap<String, Double>();
    int size = random.nextInt(20);
    for (int i = 0; i < size; i++) {
      String member = "m" + random.nextInt(15);
      int score = random.nextInt(10);
      client.inline("ZADD " + key + " " + score + " " + member);
      members.put(member, (double) score);
    }
    return members;
  }

  private static Map<String, Double> union(
      List<Map<String, Double>> sets, DoubleBinaryOperator together, double... weights) {
    var union = new HashMap<String, Double>();
    for (int i = 0; i < weights.length; i++) {
      double weight = weights[i];
      sets.get(i)
          .forEach((member, score) -> union.merge(member, weight * score, together::applyAsDouble));
    }
    return union;
  }

  private static String reply(Map<String, Double> members) {
    var order =
        Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey());
    var reply = new StringBuilder("*" + 2 * members.size() + "\r\n");
    members.entrySet().stream()
        .sorted(order)
        .forEach(
            entry -> {
              bulk(reply, entry.getKey());
              bulk(reply, Long.toString(entry.getValue().longValue()));
            });
    return reply.toString();
  }

  private static void bulk(StringBuilder reply, String text) {
    reply.append('$').append(text.length()).append("\r\n").append(text).append("\r\n");
  }
}
