package eightweeks.week3.pubsub;

import eightweeks.week1.resp.Args;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.dict.SipHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All topics of a kind that have a listener.
 *
 * <p>Answers to {@code server.pubsub_channels}, {@code server.pubsub_patterns} and {@code
 * server.pubsubshard_channels}. Found by name through the dict, since whoever publishes must learn
 * at once that nobody listens; walked over through the list, since each message is compared with
 * every pattern.
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

  /** Returns the topic that word i names, or null if nobody listens to it. */
  @Nullable Topic find(Args args, int i) {
    return find(args.array(i), args.offset(i), args.length(i));
  }

  @Nullable Topic find(byte[] name, int offset, int length) {
    return byName.find(name, offset, length);
  }

  /** Returns the topic that word i names, which is about to have a listener. */
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

  /** Nobody listens to a topic any more. */
  void remove(Topic topic) {
    byName.remove(topic.key(), 0, topic.key().length);
    var last = all.removeLast();
    if (last != topic) {
      all.set(topic.place, last);
      last.place = topic.place;
    }
  }
}
