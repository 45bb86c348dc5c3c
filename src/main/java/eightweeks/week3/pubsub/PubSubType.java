package eightweeks.week3.pubsub;

import eightweeks.week1.bytes.Ascii;

/**
 * The kinds of topics that a client can subscribe to, and their names in RESP.
 *
 * <p>Answers to {@code pubsub.c: pubsubtype}.
 */
enum PubSubType {
  /** A channel by its name. */
  CHANNEL("subscribe", "unsubscribe", "message"),
  /** All channels whose names match a pattern. */
  PATTERN("psubscribe", "punsubscribe", "pmessage"),
  /** A channel on the node of a cluster that serves its slot; patterns do not match it. */
  SHARD("ssubscribe", "sunsubscribe", "smessage");

  final byte[] subscribe;
  final byte[] unsubscribe;
  final byte[] message;

  PubSubType(String subscribe, String unsubscribe, String message) {
    this.subscribe = Ascii.bytes(subscribe);
    this.unsubscribe = Ascii.bytes(unsubscribe);
    this.message = Ascii.bytes(message);
  }
}
