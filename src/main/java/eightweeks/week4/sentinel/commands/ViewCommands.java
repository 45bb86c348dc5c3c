package eightweeks.week4.sentinel.commands;

import static eightweeks.week4.sentinel.commands.Subcommand.declare;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Reply;
import eightweeks.week4.sentinel.instances.DataInstance;
import eightweeks.week4.sentinel.instances.Instance;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.Replica;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** The subcommands that show something: masters, replicas, Sentinels, and what INFO has said. */
final class ViewCommands {
  private final Parts parts;
  private final SentinelState state;

  ViewCommands(Parts parts) {
    this.parts = parts;
    state = parts.state();
  }

  private static CommandSpec list(String name, int arity, String since, String what) {
    return declare(name, arity, since).complexity("O(N) where N is the number of " + what);
  }

  Command masters() {
    return new Subcommand(
        list("masters", 2, "2.8.4", "masters").summary("Lists the monitored masters."),
        (client, _) -> all(client, state.instances().masters()));
  }

  Command master() {
    return new Subcommand(
        declare("master", 3, "2.8.4")
            .summary("Shows the state of a monitored master.")
            .arguments("master-name"),
        (client, args) -> InstanceReply.write(state, client.reply(), parts.master(args, 2)));
  }

  Command replicas() {
    return new Subcommand(
        list("replicas", 3, "5.0.0", "replicas")
            .summary("Lists the replicas of a monitored master.")
            .arguments("master-name"),
        (client, args) -> all(client, parts.master(args, 2).replicas().values()));
  }

  Command slaves() {
    return new Subcommand(
        list("slaves", 3, "2.8.0", "replicas.")
            .summary("Lists the replicas of a monitored master.")
            .arguments("master-name"),
        (client, args) -> all(client, parts.master(args, 2).replicas().values()));
  }

  Command sentinels() {
    return new Subcommand(
        list("sentinels", 3, "2.8.4", "Sentinels")
            .summary("Lists the other Sentinels that watch a master.")
            .arguments("master-name"),
        (client, args) -> all(client, parts.master(args, 2).sentinels().values()));
  }

  /** Replicas that do not want to be announced are left out. */
  private void all(Client client, Collection<? extends Instance> instances) {
    var shown = new ArrayList<Instance>(instances);
    shown.removeIf(instance -> instance instanceof Replica replica && !replica.announced);
    client.reply().array(shown.size());
    shown.forEach(instance -> InstanceReply.write(state, client.reply(), instance));
  }

  Command id() {
    return new Subcommand(
        declare("myid", 2, "6.2.0").summary("Returns the id of this Sentinel."),
        (client, _) -> client.reply().bulk(state.id));
  }

  Command masterAddress() {
    return new Subcommand(
        declare("get-master-addr-by-name", 3, "2.8.4")
            .summary("Returns where a master is.")
            .arguments("master-name"),
        this::masterAddress);
  }

  private void masterAddress(Client client, Args args) {
    var master = state.instances().master(args.text(2));
    if (master == null) {
      client.reply().nullArray();
      return;
    }
    var address = master.currentAddress();
    client.reply().array(2);
    client.reply().bulk(state.addresses().shown(address));
    client.reply().bulk((long) address.port());
  }

  Command quorum() {
    return new Subcommand(
        declare("ckquorum", 3, "2.8.4")
            .complexity("")
            .summary("Checks whether enough Sentinels are up to fail over a master.")
            .arguments("master-name"),
        this::quorum);
  }

  private void quorum(Client client, Args args) {
    var master = parts.master(args, 2);
    var sentinels = master.sentinels().values();
    long usable = 1 + sentinels.stream().filter(other -> !other.subjectivelyDown).count();
    int voters = sentinels.size() + 1;
    var missing = new ArrayList<String>();
    if (usable < master.quorum) {
      missing.add("Not enough available Sentinels to reach the specified quorum for this master");
    }
    if (usable < voters / 2 + 1) {
      missing.add("Not enough available Sentinels to reach the majority and authorize a failover");
    }
    if (missing.isEmpty()) {
      client
          .reply()
          .simple(
              "OK "
                  + usable
                  + " usable Sentinels. Quorum and failover authorization can be reached");
    } else {
      client
          .reply()
          .error("NOQUORUM " + usable + " usable Sentinels. " + String.join(". ", missing));
    }
  }

  Command infoCache() {
    return new Subcommand(
        list("info-cache", -3, "3.2.0", "instances")
            .summary("Returns what masters and replicas have last said in INFO.")
            .arguments("nodename..."),
        this::infoCache);
  }

  private void infoCache(Client client, Args args) {
    var wanted = new LinkedHashSet<Master>();
    for (int i = 2; i < args.count(); i++) {
      var master = state.instances().master(args.text(i));
      if (master != null) {
        wanted.add(master);
      }
    }
    var reply = client.reply();
    reply.array(2L * wanted.size());
    for (var master : wanted) {
      reply.bulk(master.name());
      List<DataInstance> all = new ArrayList<>(List.of(master));
      all.addAll(master.replicas().values());
      reply.array(all.size());
      all.forEach(instance -> cachedInfo(reply, instance));
    }
  }

  private void cachedInfo(Reply reply, DataInstance instance) {
    reply.array(2);
    reply.integer(instance.lastInfo == 0 ? 0 : state.now() - instance.lastInfo);
    if (instance.info == null) {
      reply.nullBulk();
    } else {
      reply.bulk(instance.info);
    }
  }
}
