package eightweeks.week4.master;

import eightweeks.week1.networking.Client;

/** The part of a failover that PSYNC needs. */
public interface PromotionRequest {
  /**
   * Makes this replica a master: its master has sent PSYNC … FAILOVER.
   *
   * @param id the id of the history that the other side has
   */
  void promote(Client client, String id);

  /** Returns whether this master is failing over to a replica. */
  boolean isFailingOver();
}
