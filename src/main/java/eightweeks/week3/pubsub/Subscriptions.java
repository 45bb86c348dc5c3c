package eightweeks.week3.pubsub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The subscriptions of one client.
 *
 * <p>Answers to {@code pubsub_channels}, {@code pubsub_patterns} and {@code pubsubshard_channels}
 * of {@code server.h: client}. Created when the client subscribes for the first time.
 */
final class Subscriptions {
  private static final int BYTES_PER_SUBSCRIPTION = 56;

  private final List<Map<Topic, Subscription>> byKind = new ArrayList<>();

  /** The bytes of the topics whose memory counts to this client. */
  private long topicBytes;

  Subscriptions() {
    for (var _ : PubSubType.values()) {
      byKind.add(new LinkedHashMap<>());
    }
  }

  Map<Topic, Subscription> of(PubSubType kind) {
    return byKind.get(kind.ordinal());
  }

  int count(PubSubType kind) {
    return of(kind).size();
  }

  /**
   * Returns the number of subscriptions for a confirmation: shard channels are counted by
   * themselves, channels and patterns together.
   */
  int toldWith(PubSubType kind) {
    return kind == PubSubType.SHARD
        ? count(PubSubType.SHARD)
        : count(PubSubType.CHANNEL) + count(PubSubType.PATTERN);
  }

  int total() {
    return count(PubSubType.CHANNEL) + count(PubSubType.PATTERN) + count(PubSubType.SHARD);
  }

  /** Returns an estimate of the memory that they use, in bytes. */
  long memory() {
    return (long) BYTES_PER_SUBSCRIPTION * total() + topicBytes;
  }

  /** Notes that the memory of a topic counts to this client from now on. */
  void pay(Topic topic, Subscription subscription) {
    topic.payer = subscription;
    topicBytes += topic.memory();
  }

  /** Notes that the memory of a topic counts to this client no longer. */
  void endPaying(Topic topic) {
    topic.payer = null;
    topicBytes -= topic.memory();
  }
}
