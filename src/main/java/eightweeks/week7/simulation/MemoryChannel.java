package eightweeks.week7.simulation;

/**
 * What the channels of a {@link MemoryTransport} have in common: they can tell if they are ready.
 */
sealed interface MemoryChannel permits MemoryConnection, MemoryListener {
  /** READABLE, WRITABLE or both, as it is now, wanted or not. */
  int ready();

  /** What the transport was last asked to wait for here. */
  int interest();
}
