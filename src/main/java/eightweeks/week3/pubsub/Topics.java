package eightweeks.week3.pubsub;

import eightweeks.week1.resp.Args;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All topics of a kind that have a subscriber.
 *
 * <p>Answers to {@code server.pubsub_channels}, {@code server.pubsub_patterns} and {@code
 * server.pubsubshard_channels}. The dict finds a topic by name, so that PUBLISH is fast if there is
 * none. The list serves walks, because each message is compared with every pattern.
 */
final class Topics {
  private final Dict<Topic> byName;
  private final List<Topic> all = new ArrayList<>();

  Topics(SipHash hash) {
    byName = new Dict<>(hash);
  }

  int size() {
    return all.size();
  }

  Topic get(int i) {
    return all.get(i);
  }

  /** Returns the topic that argument i names, or null if it has no subscriber. */
  @Nullable Topic find(Args args, int i) {
    return find(args.array(i), args.offset(i), args.length(i));
  }

  @Nullable Topic find(byte[] name, int offset, int length) {
    return byName.find(name, offset, length);
  }

  /** Returns the topic that argument i names; creates it if it has no subscriber yet. */
  Topic findOrAdd(Args args, int i) {
    var topic = find(args, i);
    if (topic == null) {
      topic = new Topic(args.bytes(i));
      topic.place = all.size();
      all.add(topic);
      byName.add(topic);
    }
    return topic;
  }

  /** Removes a topic that has no subscriber any more. */
  void remove(Topic topic) {
    byName.remove(topic.key(), 0, topic.key().length);
    var last = all.removeLast();
    if (last != topic) {
      all.set(topic.place, last);
      last.place = topic.place;
    }
  }
}
