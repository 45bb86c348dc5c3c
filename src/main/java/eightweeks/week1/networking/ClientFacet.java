package eightweeks.week1.networking;

/**
 * The data of a later week about a client, and the handlers of its changes: MULTI, subscriptions,
 * tracking, replication.
 *
 * <p>Register it with {@link Clients#facet}, which returns a slot. What the week keeps about a
 * client is one object in that slot, {@link Client#facet(int)}. {@link Clients#removeFacet} takes
 * it away again.
 */
public interface ClientFacet {
  /** Removes the client from every table and list of this week: it is being closed. */
  default void closed(Client client) {}

  /** Makes the client as it was when it connected: the command RESET. */
  default void reset(Client client) {}

  /** Sets the fields of this week in the line of CLIENT LIST. */
  default void describe(Client client, ClientDescription description) {}

  /** Returns the bytes of memory that this week uses for the client. */
  default long bytes(Client client) {
    return 0;
  }
}
