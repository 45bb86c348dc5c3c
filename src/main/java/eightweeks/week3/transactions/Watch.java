package eightweeks.week3.transactions;

import eightweeks.week1.networking.Client;

/** One client's interest in one key. */
final class Watch {
  final Client client;

  /** The key's time was over already when WATCH came: that it is removed now is no change. */
  boolean expired;

  Watch(Client client, boolean expired) {
    this.client = client;
    this.expired = expired;
  }
}
