package eightweeks.week3.pubsub;

import eightweeks.week1.networking.Client;

/** The subscription of one client to one topic. */
final class Subscription {
  final Client client;

  /** Its index in the topic's array. */
  int place;

  Subscription(Client client) {
    this.client = client;
  }
}
