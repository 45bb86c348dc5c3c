package eightweeks.week3.pubsub;

import eightweeks.week1.bytes.Glob;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientDescription;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of all clients, and the delivery of messages to them.
 *
 * <p>Answers to {@code pubsub.c: pubsubSubscribeChannel()}, {@code pubsubUnsubscribeChannel()},
 * their relatives for patterns and shard channels, and {@code pubsubPublishMessage()}. A message
 * goes to the clients that are subscribed when it is published; it is not kept. A client that gets
 * a message twice (by a channel and by a pattern that matches it) counts twice.
 *
 * <p>Confirmations and messages are pushed. They are also sent to a client that has asked for no
 * replies (CLIENT REPLY OFF). A message to the client whose command runs is sent after the reply to
 * that command ({@link Client#pushReply}).
 *
 * <p>Invariants: a topic exists as long as it has a subscriber; a client with a subscription has
 * the type {@code PUBSUB} (unless it is a replica) and the gate SUBSCRIBED shut.
 */
public final class PubSub implements ClientFacet {
  public static final Service<PubSub> SERVICE = new Service<>("pub/sub", PubSub.class);

  /** Called for each channel and pattern that a client is subscribed to. */
  @FunctionalInterface
  public interface TopicVisitor {
    void topic(byte[] name, boolean isPattern);
  }

  private final List<Topics> topics = new ArrayList<>();
  private final PubSubMessage letter = new PubSubMessage();
  private final int slot;

  PubSub(Clients clients, SipHash hash) {
    for (var _ : PubSubType.values()) {
      topics.add(new Topics(hash));
    }
    slot = clients.facet(this);
  }

  Topics topics(PubSubType kind) {
    return topics.get(kind.ordinal());
  }

  private @Nullable Subscriptions subscriptions(Client client) {
    return (Subscriptions) client.facet(slot);
  }

  // tag::subscribe[]
  /** Subscribes a client to the topic in argument i, and sends the confirmation. */
  void subscribe(Client client, PubSubType kind, Args args, int i) {
    var subscriptions = subscriptions(client);
    if (subscriptions == null) {
      subscriptions = new Subscriptions();
      client.facet(slot, subscriptions);
    }
    var topic = topics(kind).findOrAdd(args, i);
    if (!subscriptions.of(kind).containsKey(topic)) {
      var subscription = new Subscription(client);
      topic.add(subscription);
      if (topic.payer == null) {
        subscriptions.pay(topic, subscription);
      }
      subscriptions.of(kind).put(topic, subscription);
      client.gates |= Gate.SUBSCRIBED.bit();
      if (client.type == ClientType.NORMAL) {
        client.type = ClientType.PUBSUB;
      }
    }
    tell(client, kind.subscribe, topic.key(), subscriptions.toldWith(kind));
  }

  /**
   * Ends a client's subscription to the topic in argument i. Sends the confirmation even if there
   * was no subscription.
   */
  void unsubscribe(Client client, PubSubType kind, Args args, int i) {
    var subscriptions = subscriptions(client);
    var topic = topics(kind).find(args, i);
    if (subscriptions != null && topic != null) {
      var subscription = subscriptions.of(kind).remove(topic);
      if (subscription != null) {
        end(kind, topic, subscription);
        ended(client, subscriptions);
      }
    }
    int left = subscriptions == null ? 0 : subscriptions.toldWith(kind);
    tell(client, kind.unsubscribe, args.bytes(i), left);
  }

  /**
   * Ends all subscriptions of a kind that a client has. Sends a confirmation for each, or one if
   * there was none.
   */
  void unsubscribeAll(Client client, PubSubType kind) {
    var subscriptions = subscriptions(client);
    if (subscriptions == null || subscriptions.count(kind) == 0) {
      tell(
          client, kind.unsubscribe, null, subscriptions == null ? 0 : subscriptions.toldWith(kind));
      return;
    }
    var all = subscriptions.of(kind);
    while (!all.isEmpty()) {
      var entry = all.entrySet().iterator().next();
      var topic = entry.getKey();
      var subscription = entry.getValue();
      all.remove(topic);
      end(kind, topic, subscription);
      tell(client, kind.unsubscribe, topic.key(), subscriptions.toldWith(kind));
    }
    ended(client, subscriptions);
  }

  /** Visits the channels, patterns and shard channels of a client. */
  public void forEachTopic(Client client, TopicVisitor visitor) {
    var subscriptions = subscriptions(client);
    if (subscriptions != null) {
      for (var kind : PubSubType.values()) {
        subscriptions
            .of(kind)
            .keySet()
            .forEach(topic -> visitor.topic(topic.key(), kind == PubSubType.PATTERN));
      }
    }
  }

  private void end(PubSubType kind, Topic topic, Subscription subscription) {
    topic.remove(subscription);
    if (topic.payer == subscription) {
      changePayer(topic, subscription);
    }
    if (topic.size() == 0) {
      topics(kind).remove(topic);
    }
  }

  /** The memory of a topic counts once: to its first subscriber, then to one that is left. */
  private void changePayer(Topic topic, Subscription before) {
    var subscriptions = subscriptions(before.client);
    if (subscriptions != null) {
      subscriptions.endPaying(topic);
    }
    if (topic.size() > 0) {
      var next = topic.subscription(0);
      var others = subscriptions(next.client);
      if (others != null) {
        others.pay(topic, next);
      }
    }
  }

  /** Makes a client an ordinary one again if its last subscription has ended. */
  private void ended(Client client, Subscriptions subscriptions) {
    if (subscriptions.total() > 0) {
      return;
    }
    client.facet(slot, null);
    client.gates &= ~Gate.SUBSCRIBED.bit();
    if (client.type == ClientType.PUBSUB) {
      client.type = ClientType.NORMAL;
    }
  }

  // end::subscribe[]

  private static void tell(Client client, byte[] what, byte @Nullable [] name, int count) {
    // The confirmation is the only reply of these commands, so it is not delayed until after the
    // reply.
    boolean silent = client.has(Client.REPLY_OFF | Client.REPLY_SKIP);
    Reply reply = silent ? client.pushReply() : client.reply();
    reply.push(3);
    reply.bulk(what);
    if (name == null) {
      reply.nullBulk();
    } else {
      reply.bulk(name);
    }
    reply.integer(count);
  }

  // tag::publish[]
  /** Sends a message to all subscribers of a channel; returns the number of receivers. */
  public int publish(byte[] channel, byte[] message) {
    return publish(channel, 0, channel.length, message, 0, message.length);
  }

  /**
   * Publishes on the channel in argument i the message in argument i + 1; returns the number of
   * receivers.
   */
  int publish(Args args, int i) {
    return publish(
        args.array(i),
        args.offset(i),
        args.length(i),
        args.array(i + 1),
        args.offset(i + 1),
        args.length(i + 1));
  }

  private int publish(
      byte[] channel,
      int channelOffset,
      int channelLength,
      byte[] message,
      int offset,
      int length) {
    int receivers = 0;
    var listened = topics(PubSubType.CHANNEL).find(channel, channelOffset, channelLength);
    if (listened != null) {
      letter
          .begin(3, listened.size())
          .word(PubSubType.CHANNEL.message)
          .word(channel, channelOffset, channelLength)
          .word(message, offset, length);
      receivers += deliver(listened);
    }
    var patterns = topics(PubSubType.PATTERN);
    for (int i = 0; i < patterns.size(); i++) {
      var pattern = patterns.get(i);
      var glob = pattern.key();
      if (Glob.matches(glob, 0, glob.length, channel, channelOffset, channelLength, false)) {
        letter
            .begin(4, pattern.size())
            .word(PubSubType.PATTERN.message)
            .word(glob)
            .word(channel, channelOffset, channelLength)
            .word(message, offset, length);
        receivers += deliver(pattern);
      }
    }
    return receivers;
  }

  /**
   * Publishes on the shard channel in argument i the message in argument i + 1; returns the number
   * of receivers.
   */
  int publishShard(Args args, int i) {
    var listened = topics(PubSubType.SHARD).find(args, i);
    if (listened == null) {
      return 0;
    }
    letter
        .begin(3, listened.size())
        .word(PubSubType.SHARD.message)
        .word(listened.key())
        .word(args.array(i + 1), args.offset(i + 1), args.length(i + 1));
    return deliver(listened);
  }

  private int deliver(Topic topic) {
    int receivers = topic.size();
    for (int i = 0; i < receivers; i++) {
      letter.to(topic.subscription(i).client);
    }
    return receivers;
  }

  // end::publish[]

  @Override
  public void closed(Client client) {
    reset(client);
  }

  @Override
  public void reset(Client client) {
    var subscriptions = subscriptions(client);
    if (subscriptions == null) {
      return;
    }
    for (var kind : PubSubType.values()) {
      subscriptions.of(kind).forEach((topic, subscription) -> end(kind, topic, subscription));
      subscriptions.of(kind).clear();
    }
    ended(client, subscriptions);
  }

  @Override
  public void describe(Client client, ClientDescription description) {
    var subscriptions = subscriptions(client);
    if (subscriptions != null) {
      description.flag('P');
      description.subscriptions = subscriptions.count(PubSubType.CHANNEL);
      description.patternSubscriptions = subscriptions.count(PubSubType.PATTERN);
      description.shardSubscriptions = subscriptions.count(PubSubType.SHARD);
    }
  }

  @Override
  public long bytes(Client client) {
    var subscriptions = subscriptions(client);
    return subscriptions == null ? 0 : subscriptions.memory();
  }
}
