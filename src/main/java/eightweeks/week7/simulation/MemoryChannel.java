package eightweeks.week7.simulation;

/** The interface of the channels of a {@link MemoryTransport}: they know whether they are ready. */
sealed interface MemoryChannel permits MemoryConnection, MemoryListener {
  /** Returns the events for which the channel is ready now: READABLE, WRITABLE or both. */
  int ready();

  /** Returns the events that the transport polls for on this channel. */
  int interest();
}
