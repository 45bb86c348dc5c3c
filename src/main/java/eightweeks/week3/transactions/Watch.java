package eightweeks.week3.transactions;

import eightweeks.week1.networking.Client;

/** A client that watches a key. */
final class Watch {
  final Client client;

  /** Whether the key had expired at WATCH already, so that its deletion is no change. */
  boolean expired;

  Watch(Client client, boolean expired) {
    this.client = client;
    this.expired = expired;
  }
}
