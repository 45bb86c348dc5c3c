package eightweeks.week3.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Subscriptions in random order, compared with plain sets. */
final class TopicsTest {
  private static final int CLIENTS = 8;
  private static final int CHANNELS = 12;
  private static final int STEPS = 2_000;

  @Test
  void randomSubscriptions_agreeWithSets() {
    long seed = 42;
    var random = new Random(seed);
    var server = TestServer.start();
    var publisher = server.connect();
    List<TestClient> clients = new ArrayList<>();
    List<TreeSet<String>> model = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(server.connect());
      model.add(new TreeSet<>());
    }
    for (int step = 0; step < STEPS; step++) {
      int i = random.nextInt(CLIENTS);
      String channel = "c" + random.nextInt(CHANNELS);
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> {
          clients.get(i).send(Resp.query("SUBSCRIBE", channel));
          model.get(i).add(channel);
        }
        case 4, 5, 6, 7 -> {
          clients.get(i).send(Resp.query("UNSUBSCRIBE", channel));
          model.get(i).remove(channel);
        }
        case 8 -> {
          clients.get(i).send(Resp.query("UNSUBSCRIBE"));
          model.get(i).clear();
        }
        default -> {
          clients.get(i).close();
          clients.set(i, server.connect());
          model.get(i).clear();
        }
      }
      clients.get(i).received();
      long expected = model.stream().filter(set -> set.contains(channel)).count();
      assertThat(publisher.call("PUBLISH", channel, "m"))
          .as("seed " + seed + ", step " + step)
          .isEqualTo(":" + expected + "\r\n");
      for (int c = 0; c < CLIENTS; c++) {
        assertThat(clients.get(c).received().contains("message"))
            .as("seed " + seed + ", step " + step + ", client " + c)
            .isEqualTo(model.get(c).contains(channel));
      }
    }
    var listened = new TreeSet<String>();
    model.forEach(listened::addAll);
    assertThat(server.info("pubsub_channels")).isEqualTo("" + listened.size());
  }
}
