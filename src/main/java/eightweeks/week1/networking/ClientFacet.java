package eightweeks.week1.networking;

/**
 * How a later week follows the life of clients: MULTI, subscriptions, tracking, replication.
 *
 * <p>Registered with {@link Clients#facet}, which gives the slot that the week keeps its notes in.
 */
public interface ClientFacet {
  /** The client is being closed: give back everything that knows it. */
  default void closed(Client client) {}

  /** RESET came: the client becomes as if it were new. */
  default void reset(Client client) {}

  /** Adds what CLIENT LIST shows. */
  default void describe(Client client, ClientDescription description) {}

  /** Bytes of memory that the notes about a client take. */
  default long bytes(Client client) {
    return 0;
  }
}
