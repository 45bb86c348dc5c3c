package eightweeks.week1.transport;

import java.nio.channels.SelectionKey;

/** What the channels of a {@link NioTransport} have in common: a key of its selector. */
sealed interface NioChannel permits NioConnection, NioListener {
  SelectionKey key();

  /** The operations of the key that stand for READABLE and WRITABLE here. */
  int operations(int mask);
}
