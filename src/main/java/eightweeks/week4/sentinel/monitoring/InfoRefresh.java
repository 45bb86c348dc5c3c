package eightweeks.week4.sentinel.monitoring;

import eightweeks.week4.sentinel.config.StateFile;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.AddressException;
import eightweeks.week4.sentinel.instances.DataInstance;
import eightweeks.week4.sentinel.instances.DataInstance.Role;
import eightweeks.week4.sentinel.instances.LeadingNumber;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.Replica;
import eightweeks.week4.sentinel.instances.SentinelState;
import org.jspecify.annotations.Nullable;

/**
 * Reads the INFO of a master or replica: its run id, its role, and the replicas of a master.
 *
 * <p>Answers to the first half of {@code sentinel.c: sentinelRefreshInstanceInfo()}. The second
 * half, which acts on what was read, is {@code failover.RoleWatch}.
 */
public final class InfoRefresh {
  private static final int RUN_ID = 40;

  private final SentinelState state;
  private final Events events;
  private final StateFile file;
  private Listener listener = _ -> {};

  /** Told when the INFO of an instance was read. */
  @FunctionalInterface
  public interface Listener {
    void refreshed(DataInstance instance);
  }

  public InfoRefresh(SentinelState state, Events events, StateFile file) {
    this.state = state;
    this.events = events;
    this.file = file;
  }

  /** Sets what acts on what was read. */
  public void listener(Listener acting) {
    listener = acting;
  }

  /** Reads the text of INFO. */
  void read(DataInstance instance, String text) {
    instance.info = text;
    instance.masterLinkDownTime = 0;
    var role = Role.NONE;
    for (int from = 0, next; from < text.length(); from = next) {
      int end = text.indexOf('\n', from);
      next = end < 0 ? text.length() : end + 1;
      var line = text.substring(from, next).strip();
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      var field = line.substring(0, colon);
      var value = line.substring(colon + 1);
      switch (field) {
        case "run_id" -> runId(instance, value);
        case "role" ->
            role =
                switch (value) {
                  case "master" -> Role.MASTER;
                  case "slave" -> Role.REPLICA;
                  default -> role;
                };
        case "master_link_down_since_seconds" ->
            instance.masterLinkDownTime = LeadingNumber.of(value) * 1000;
        default -> {
          if (instance instanceof Master master && isReplicaField(field)) {
            replica(master, value);
          } else if (role == Role.REPLICA) {
            ofReplica(instance, field, value);
          }
        }
      }
    }
    instance.lastInfo = state.now();
    if (role != instance.reportedRole) {
      roleChanged(instance, role);
    }
    listener.refreshed(instance);
  }

  private static boolean isReplicaField(String field) {
    return field.startsWith("slave") && field.length() > 5 && Character.isDigit(field.charAt(5));
  }

  private void runId(DataInstance instance, String value) {
    if (value.length() < RUN_ID) {
      return;
    }
    var id = value.substring(0, RUN_ID);
    var before = instance.runId;
    instance.runId = id;
    if (before != null && !before.equals(id)) {
      events.notice("+reboot", instance);
      if (instance instanceof Master master && master.rebootDownAfter != 0) {
        master.rebooting = true;
        master.rebootingSince = state.now();
      }
    }
  }

  /** A line about a replica: {@code ip=…,port=…,…}, in old versions {@code ip,port,state}. */
  private void replica(Master master, String value) {
    var host = part(value, "ip=");
    var port = part(value, "port=");
    if (host == null && value.split(",").length >= 3) {
      host = value.split(",")[0];
      port = value.split(",")[1];
    }
    if (host == null || port == null) {
      return;
    }
    int number = (int) LeadingNumber.of(port);
    if (state.instances().hasReplica(master, host, number)) {
      return;
    }
    try {
      var replica = state.instances().addReplica(master, host, number);
      events.notice("+slave", replica);
      file.flush();
    } catch (AddressException _) {
      // A name that leads nowhere, or one that leads to a replica that is there.
    }
  }

  private static @Nullable String part(String value, String name) {
    for (var part : value.split(",")) {
      if (part.startsWith(name)) {
        return part.substring(name.length());
      }
    }
    return null;
  }

  /** A field that only a replica has; it comes behind the role. */
  private void ofReplica(DataInstance instance, String field, String value) {
    switch (field) {
      case "master_host" -> {
        if (!value.equalsIgnoreCase(instance.reportedMasterHost)) {
          instance.reportedMasterHost = value;
          instance.reportedMasterSince = state.now();
        }
      }
      case "master_port" -> {
        int port = (int) LeadingNumber.of(value);
        if (port != instance.reportedMasterPort) {
          instance.reportedMasterPort = port;
          instance.reportedMasterSince = state.now();
        }
      }
      case "master_link_status" -> instance.masterLinkUp = value.equalsIgnoreCase("up");
      default -> {
        if (instance instanceof Replica replica) {
          ofReplica(replica, field, value);
        }
      }
    }
  }

  private static void ofReplica(Replica replica, String field, String value) {
    switch (field) {
      case "slave_priority" -> replica.priority = (int) LeadingNumber.of(value);
      case "slave_repl_offset" -> replica.offset = LeadingNumber.of(value);
      case "replica_announced" -> replica.announced = LeadingNumber.of(value) != 0;
      default -> {}
    }
  }

  private void roleChanged(DataInstance instance, Role role) {
    instance.reportedRole = role;
    instance.reportedRoleSince = state.now();
    if (role == Role.REPLICA) {
      instance.reportedMasterSince = state.now();
    }
    events.verbose(
        instance.role() == role ? "+role-change" : "-role-change",
        instance,
        "new reported role is " + (role == Role.MASTER ? "master" : "slave"));
  }
}
