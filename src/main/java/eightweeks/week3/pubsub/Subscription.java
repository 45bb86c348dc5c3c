package eightweeks.week3.pubsub;

import eightweeks.week1.networking.Client;

/** One client listens to one topic. */
final class Subscription {
  final Client client;

  /** Where it stands in the topic's array. */
  int place;

  Subscription(Client client) {
    this.client = client;
  }
}
