package eightweeks.week3.keyspace;

import static eightweeks.week3.keyspace.LookupFlags.NOEXPIRE;
import static eightweeks.week3.keyspace.LookupFlags.WRITE;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.Pauses;

/**
 * Decides which clients see a key that has expired, and which server may delete it.
 *
 * <p>Answers to {@code db.c: keyIsExpired()}, {@code expireIfNeeded()}, {@code expire.c:
 * checkAlreadyExpired()} and the first lines of {@code activeExpireCycle()}. A key expires at one
 * moment and is deleted at a later one. Between the two:
 *
 * <table>
 *   <caption>An expired key</caption>
 *   <tr><th>on</th><th>a client sees it</th><th>who deletes it</th></tr>
 *   <tr><td>a master</td><td>no</td><td>the first lookup, or the expire cycle</td></tr>
 *   <tr><td>a read-only replica</td><td>no</td><td>the master's DEL</td></tr>
 *   <tr><td>a writable replica</td><td>no</td>
 *     <td>a lookup that writes, any DEL, or for keys of its own clients the cycle</td></tr>
 *   <tr><td>a replica, link to the master</td><td>yes</td><td>the master's DEL</td></tr>
 *   <tr><td>a server that is paused</td><td>no</td><td>as without a pause, after its end</td></tr>
 *   <tr><td>a server that loads its data</td><td>yes</td><td>as otherwise, after loading</td></tr>
 * </table>
 *
 * <p>Why does a replica wait? Its clock is another one. If it deleted keys by itself, a command of
 * its master that was run before the key expired there could find no key here, and the two data
 * sets would differ. Why does the link to the master see expired keys? For the same reason: what
 * the master did with the key, the replica must be able to repeat.
 *
 * <p>The time is that of the loop, which stands still while an execution unit runs: a key does not
 * expire in the middle of a command, a transaction or a script.
 */
public final class ExpiryPolicy {
  public static final Service<ExpiryPolicy> SERVICE =
      new Service<>("expiry policy", ExpiryPolicy.class);

  /** The role of a server in replication. */
  public enum Role {
    MASTER,
    /** A replica with {@code replica-read-only yes}. */
    READ_ONLY_REPLICA,
    /** A replica with {@code replica-read-only no}. */
    WRITABLE_REPLICA
  }

  private final LoopTime time;
  private final Pauses pauses;
  private Role role = Role.MASTER;
  private boolean loading;

  ExpiryPolicy(LoopTime time, Pauses pauses) {
    this.time = time;
    this.pauses = pauses;
  }

  /** Sets the role of this server. For replication. */
  public void role(Role newRole) {
    role = newRole;
  }

  /** Sets whether the data set is being loaded; no key expires until it is loaded. */
  public void loading(boolean on) {
    loading = on;
  }

  // tag::policy[]
  /**
   * Returns whether a key has expired. In its last millisecond it has not (keyIsExpired).
   *
   * @param at milliseconds since 1970; not {@code ExpiringEntry.NEVER}
   */
  boolean isExpired(long at) {
    return at < time.millis() && !loading;
  }

  /**
   * Returns whether the lookup that has found an expired key deletes it (expireIfNeeded).
   *
   * @param flags those of the lookup, of {@link LookupFlags}
   */
  boolean deletes(int flags) {
    boolean allowed =
        switch (role) {
          case MASTER -> true;
          case WRITABLE_REPLICA -> (flags & WRITE) != 0;
          case READ_ONLY_REPLICA -> false;
        };
    return allowed && (flags & NOEXPIRE) == 0 && !isPaused();
  }

  // end::policy[]

  /** Returns whether a key has expired for a client, which then does not see it. */
  boolean isExpired(long at, Client client) {
    return isExpired(at) && !(isReplica() && client.has(ClientFlags.MASTER));
  }

  /** Returns whether the expire cycle deletes expired keys. */
  boolean runsCycle() {
    return role == Role.MASTER && !loading && !isPaused();
  }

  /**
   * Returns whether a replica deletes the expired keys of its own clients ({@link LocalExpiries}).
   */
  boolean runsLocalCycle() {
    return isReplica() && !loading && !isPaused();
  }

  /**
   * Returns whether a command that sets this expiry deletes the key instead, because the time has
   * passed (checkAlreadyExpired). A replica keeps the key until its master deletes it.
   *
   * @param at milliseconds since 1970
   */
  public boolean deletesAtOnce(long at) {
    return at <= time.millis() && role == Role.MASTER && !loading;
  }

  /** Returns whether this server leaves the deletion of expired keys to a master. */
  public boolean isReplica() {
    return role != Role.MASTER;
  }

  /** Returns whether this server is a replica whose clients may write. */
  boolean isWritableReplica() {
    return role == Role.WRITABLE_REPLICA;
  }

  private boolean isPaused() {
    return pauses.isPaused(Pauses.EXPIRE);
  }
}
