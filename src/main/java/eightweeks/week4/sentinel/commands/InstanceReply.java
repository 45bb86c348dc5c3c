package eightweeks.week4.sentinel.commands;

import eightweeks.week1.resp.Reply;
import eightweeks.week4.sentinel.instances.DataInstance;
import eightweeks.week4.sentinel.instances.DataInstance.Role;
import eightweeks.week4.sentinel.instances.Instance;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.OtherSentinel;
import eightweeks.week4.sentinel.instances.Replica;
import eightweeks.week4.sentinel.instances.SentinelState;
import org.jspecify.annotations.Nullable;

/**
 * Replies an instance as a map.
 *
 * <p>Answers to {@code sentinel.c: addReplySentinelRedisInstance()}. Clients look for some of these
 * fields, and for words in {@code flags}.
 */
final class InstanceReply {
  private final SentinelState state;
  private final Reply reply;
  private int fields;

  private InstanceReply(SentinelState state, Reply reply) {
    this.state = state;
    this.reply = reply;
  }

  /** Replies an instance. */
  static void write(SentinelState state, Reply reply, Instance instance) {
    reply.defer();
    var writer = new InstanceReply(state, reply);
    writer.common(instance);
    switch (instance) {
      case Master master -> {
        writer.data(master);
        writer.master(master);
      }
      case Replica replica -> {
        writer.data(replica);
        writer.replica(replica);
      }
      case OtherSentinel sentinel -> writer.sentinel(sentinel);
    }
    reply.closeMap(writer.fields);
  }

  private void field(String name, @Nullable String value) {
    reply.bulk(name);
    reply.bulk(value == null ? "" : value);
    fields++;
  }

  private void field(String name, long value) {
    reply.bulk(name);
    reply.bulk(value);
    fields++;
  }

  /** Writes how long ago something was; 0 if it was never. */
  private void since(String name, long time) {
    field(name, time == 0 ? 0 : state.now() - time);
  }

  private void common(Instance instance) {
    var link = instance.link;
    field("name", instance.name());
    field("ip", state.addresses().shown(instance.address));
    field("port", instance.address.port());
    field("runid", instance.runId);
    field("flags", instance.flags());
    field("link-pending-commands", link.pending());
    field("link-refcount", link.owners());
    if (instance instanceof Master master && master.failoverInProgress) {
      field("failover-state", master.failoverState.wireName());
    }
    since("last-ping-sent", link.pingWaitsSince);
    since("last-ok-ping-reply", link.lastAvailable);
    since("last-ping-reply", link.lastPong);
    if (instance.subjectivelyDown) {
      since("s-down-time", instance.subjectivelyDownSince);
    }
    if (instance instanceof Master master && master.objectivelyDown) {
      since("o-down-time", master.objectivelyDownSince);
    }
    field("down-after-milliseconds", instance.downAfter);
  }

  private void data(DataInstance instance) {
    since("info-refresh", instance.lastInfo);
    field("role-reported", instance.reportedRole == Role.MASTER ? "master" : "slave");
    since("role-reported-time", instance.reportedRoleSince);
  }

  private void master(Master master) {
    field("config-epoch", master.configEpoch);
    field("num-slaves", master.replicas().size());
    field("num-other-sentinels", master.sentinels().size());
    field("quorum", master.quorum);
    field("failover-timeout", master.failoverTimeout);
    field("parallel-syncs", master.parallelSyncs);
    if (master.notificationScript != null) {
      field("notification-script", master.notificationScript);
    }
    if (master.clientReconfigScript != null) {
      field("client-reconfig-script", master.clientReconfigScript);
    }
  }

  private void replica(Replica replica) {
    var host = replica.reportedMasterHost;
    field("master-link-down-time", replica.masterLinkDownTime);
    field("master-link-status", replica.masterLinkUp ? "ok" : "err");
    field("master-host", host == null ? "?" : host);
    field("master-port", replica.reportedMasterPort);
    field("slave-priority", replica.priority);
    field("slave-repl-offset", replica.offset);
    field("replica-announced", replica.announced ? 1 : 0);
  }

  private void sentinel(OtherSentinel sentinel) {
    var leader = sentinel.leader;
    since("last-hello-message", sentinel.lastHello);
    field("voted-leader", leader == null ? "?" : leader);
    field("voted-leader-epoch", sentinel.leaderEpoch);
  }
}
