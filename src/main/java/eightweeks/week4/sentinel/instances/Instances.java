package eightweeks.week4.sentinel.instances;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All instances: adds, finds and removes them.
 *
 * <p>Answers to {@code sentinel.c: createSentinelRedisInstance(),
 * getSentinelRedisInstanceByAddrAndRunID(), sentinelTryConnectionSharing(), sentinelResetMaster()}.
 * The order of instances is that in which they were added, so that the same run is the same to the
 * byte.
 */
public final class Instances {
  private final SentinelState state;
  private final Map<String, Master> masters = new LinkedHashMap<>();

  Instances(SentinelState state) {
    this.state = state;
  }

  public Collection<Master> masters() {
    return masters.values();
  }

  /** Returns the master of a name; null if there is none. */
  public @Nullable Master master(String name) {
    return masters.get(name);
  }

  /** Returns the master at an address; null if there is none. */
  public @Nullable Master masterAt(String host, long port) {
    try {
      var address = state.addresses().find(host, port, true);
      for (var master : masters.values()) {
        if (master.address.isSameAs(address)) {
          return master;
        }
      }
    } catch (AddressException _) {
      // No instance is there.
    }
    return null;
  }

  /**
   * Adds a master.
   *
   * @throws AddressException if it cannot be added, with the reason that Redis gives
   */
  public Master addMaster(String name, String host, long port, int quorum) throws AddressException {
    var address = state.addresses().find(host, port, true);
    if (masters.containsKey(name)) {
      throw new AddressException("Duplicate master name.");
    }
    var master = new Master(name, address, state.now(), state.periods(), quorum);
    masters.put(name, master);
    return master;
  }

  /**
   * Adds a replica to a master.
   *
   * @throws AddressException if it cannot be added, with the reason that Redis gives
   */
  public Replica addReplica(Master master, String host, long port) throws AddressException {
    return addReplica(master, state.addresses().find(host, port, true));
  }

  private Replica addReplica(Master master, Address address) throws AddressException {
    var name = state.addresses().nameOf(address);
    if (master.replicas().containsKey(name)) {
      throw new AddressException("Duplicate hostname and port for replica.");
    }
    var replica = new Replica(master, name, address, state.now());
    master.replicas().put(name, replica);
    return replica;
  }

  /** Returns whether a master has a replica at an address. */
  public boolean hasReplica(Master master, String host, long port) {
    try {
      var address = state.addresses().find(host, port, false);
      return master.replicas().containsKey(state.addresses().nameOf(address));
    } catch (AddressException _) {
      return false;
    }
  }

  /**
   * Adds another Sentinel to a master. It shares the link of an instance that has the same id.
   *
   * @throws AddressException if it cannot be added, with the reason that Redis gives
   */
  public OtherSentinel addSentinel(Master master, String id, String host, long port)
      throws AddressException {
    var address = state.addresses().find(host, port, true);
    if (master.sentinels().containsKey(id)) {
      throw new AddressException("Duplicate runid for sentinel.");
    }
    var sentinel = new OtherSentinel(master, id, address, state.now());
    master.sentinels().put(id, sentinel);
    shareLink(sentinel, id);
    return sentinel;
  }

  private void shareLink(OtherSentinel sentinel, String id) {
    for (var master : masters.values()) {
      var same = master == sentinel.master() ? null : master.sentinels().get(id);
      if (same != null) {
        sentinel.link.release();
        sentinel.link = same.link;
        same.link.addOwner();
        return;
      }
    }
  }

  /** Returns the Sentinel of a master at an address, with that id; null if there is none. */
  public @Nullable OtherSentinel sentinelAt(
      Master master, String host, long port, @Nullable String id) {
    try {
      var address = state.addresses().find(host, port, true);
      for (var sentinel : master.sentinels().values()) {
        boolean same = id == null || id.equals(sentinel.runId);
        if (same && sentinel.address.isSameAs(address)) {
          return sentinel;
        }
      }
    } catch (AddressException _) {
      // No instance is there.
    }
    return null;
  }

  /** Removes a Sentinel from a master; returns whether it was there. */
  public boolean removeSentinel(Master master, String id) {
    var sentinel = master.sentinels().remove(id);
    if (sentinel != null) {
      sentinel.remove();
    }
    return sentinel != null;
  }

  /** Removes a Sentinel from all masters. */
  public void removeSentinel(String id) {
    masters.values().forEach(master -> removeSentinel(master, id));
  }

  /**
   * A Sentinel has a new address: all instances with its id have it from now on.
   *
   * @return how many others have changed
   */
  public int moveSentinel(OtherSentinel moved) {
    int others = 0;
    for (var master : masters.values()) {
      var same = master.sentinels().get(moved.name());
      if (same != null) {
        same.link.close();
        if (same != moved) {
          same.address = moved.address;
          others++;
        }
      }
    }
    return others;
  }

  /** Stops monitoring a master. */
  public void remove(Master master) {
    masters.remove(master.name());
    master.remove();
  }

  /** Forgets everything about a master but its name, address and configuration. */
  public void reset(Master master) {
    master.removeReplicas();
    master.removeSentinels();
    master.restart(state.now());
  }

  /**
   * Has the name of a master mean another server from now on. The replicas stay, without the new
   * master; the old one becomes one of them, so that it is told when it comes back.
   *
   * @return the replicas, which are new instances
   * @throws AddressException if the address is none; then nothing has changed
   */
  public List<Replica> moveMaster(Master master, String host, long port) throws AddressException {
    var to = state.addresses().find(host, port, false);
    var others = new ArrayList<Address>();
    for (var replica : master.replicas().values()) {
      if (!replica.address.isSameAs(to)) {
        others.add(replica.address);
      }
    }
    if (!to.isSameAs(master.address)) {
      others.add(master.address);
    }
    master.removeReplicas();
    master.restart(state.now());
    master.address = to;
    master.objectivelyDownSince = 0;
    master.subjectivelyDownSince = 0;
    var replicas = new ArrayList<Replica>();
    for (var address : others) {
      try {
        replicas.add(
            addReplica(master, state.addresses().find(address.host(), address.port(), true)));
      } catch (AddressException _) {
        // It is there already, under another name of the same host.
      }
    }
    return replicas;
  }
}
