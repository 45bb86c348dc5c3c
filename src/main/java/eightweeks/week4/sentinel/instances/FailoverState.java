package eightweeks.week4.sentinel.instances;

import java.util.Locale;

/** The states of a failover; {@code failover.FailoverMachine} has the diagram. */
public enum FailoverState {
  NONE,
  /** Waits to be elected. */
  WAIT_START,
  SELECT_SLAVE,
  SEND_SLAVEOF_NOONE,
  /** Waits until the replica says that it is a master. */
  WAIT_PROMOTION,
  RECONF_SLAVES,
  /** The replica was promoted: the Sentinel monitors it as the master from now on. */
  UPDATE_CONFIG;

  /** Returns the name that SENTINEL MASTER shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
