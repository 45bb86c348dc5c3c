package eightweeks.week4.replication;

import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.info.Info;
import org.jspecify.annotations.Nullable;

/**
 * The role of this server, and who its master is.
 *
 * <p>Answers to {@code masterhost} and {@code masterport} of {@code server.h: redisServer}.
 */
public final class ReplicationRole {
  public static final Service<ReplicationRole> SERVICE =
      new Service<>("replication role", ReplicationRole.class);

  /** The address of a master. */
  public record Master(String host, int port) {}

  private final Hook<Runnable> changes = new Hook<>(Runnable[]::new);
  private Info.Fields linkFields = _ -> {};
  private Info.Fields failoverFields = info -> info.field("master_failover_state", "no-failover");
  private @Nullable Master master;
  private boolean linked;

  /** Returns the master; null if this server is a master itself. */
  public @Nullable Master master() {
    return master;
  }

  /** Sets the master; null makes this server a master. The listeners are told. */
  public void master(@Nullable Master other) {
    master = other;
    for (var listener : changes.listeners()) {
      listener.run();
    }
  }

  /** Returns whether this server is a replica. */
  public boolean isReplica() {
    return master != null;
  }

  /** Returns whether the link to the master is up and the data are the master's. */
  public boolean isLinked() {
    return linked;
  }

  /** Notes that the link to the master is up, or not any more. The listeners are told. */
  public void linked(boolean up) {
    linked = up;
    for (var listener : changes.listeners()) {
      listener.run();
    }
  }

  /** Sets what writes the fields of INFO about the link to the master. */
  public void linkFields(Info.Fields fields) {
    linkFields = fields;
  }

  /** Sets what writes the fields of INFO about a failover. */
  public void failoverFields(Info.Fields fields) {
    failoverFields = fields;
  }

  /** Writes the fields of INFO about the link to the master. */
  public void tell(Info.Writer info) {
    linkFields.write(info);
  }

  /** Writes the fields of INFO about a failover. */
  public void tellFailover(Info.Writer info) {
    failoverFields.write(info);
  }

  /** Adds a listener that is called when anything here has changed. */
  public void onChange(Runnable listener) {
    changes.add(listener);
  }
}
