package eightweeks.week4.sentinel.commands;

import static eightweeks.week4.sentinel.commands.Subcommand.declare;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Glob;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week4.sentinel.failover.Election;
import eightweeks.week4.sentinel.failover.FailoverMachine;
import eightweeks.week4.sentinel.failover.ReplicaChoice;
import eightweeks.week4.sentinel.instances.AddressException;
import eightweeks.week4.sentinel.instances.Instances;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.util.List;

/** The subcommands that change what is monitored, start a failover, or ask for a vote. */
final class MonitorCommands {
  private static final CommandError INVALID_QUORUM = new CommandError("ERR Invalid quorum");
  private static final CommandError INVALID_PORT = new CommandError("ERR Invalid port");
  private static final CommandError NO_QUORUM =
      new CommandError("ERR Quorum must be 1 or greater.");
  private static final CommandError INVALID_HOST =
      new CommandError("ERR Invalid IP address or hostname specified");
  private static final CommandError IN_PROGRESS =
      new CommandError("INPROG Failover already in progress");
  private static final CommandError NO_GOOD_REPLICA =
      new CommandError("NOGOODSLAVE No suitable replica to promote");

  private final Parts parts;
  private final SentinelState state;
  private final Instances instances;
  private final Election election;
  private final ReplicaChoice choice;
  private final FailoverMachine machine;

  MonitorCommands(Parts parts, Election election, ReplicaChoice choice, FailoverMachine machine) {
    this.parts = parts;
    this.election = election;
    this.choice = choice;
    this.machine = machine;
    state = parts.state();
    instances = state.instances();
  }

  Command monitor() {
    return new Subcommand(
        declare("monitor", 6, "2.8.4")
            .summary("Begins to monitor a master.")
            .arguments("name ip port:integer quorum:integer"),
        this::monitor);
  }

  private void monitor(Client client, Args args) {
    long quorum = args.integer(5, INVALID_QUORUM);
    long port = args.integer(4, INVALID_PORT);
    if (quorum <= 0) {
      throw NO_QUORUM;
    }
    if (state.addresses().resolve(args.text(3)) == null) {
      throw INVALID_HOST;
    }
    try {
      var master = instances.addMaster(args.text(2), args.text(3), port, (int) quorum);
      parts.flushAndReply(client);
      parts.events().warning("+monitor", master, "quorum " + master.quorum);
    } catch (AddressException e) {
      throw new CommandError("ERR " + e.reason());
    }
  }

  Command remove() {
    return new Subcommand(
        declare("remove", 3, "2.8.4")
            .summary("Ends the monitoring of a master.")
            .arguments("master-name"),
        (client, args) -> {
          var master = parts.master(args, 2);
          parts.events().warning("-monitor", master);
          instances.remove(master);
          parts.flushAndReply(client);
        });
  }

  Command reset() {
    return new Subcommand(
        declare("reset", 3, "2.8.4")
            .complexity("O(N) where N is the number of monitored masters")
            .summary("Forgets the replicas, Sentinels and failovers of masters.")
            .arguments("pattern:pattern"),
        this::reset);
  }

  private void reset(Client client, Args args) {
    var pattern = args.bytes(2);
    int count = 0;
    for (var master : List.copyOf(instances.masters())) {
      if (Glob.matches(pattern, Ascii.bytes(master.name()))) {
        instances.reset(master);
        parts.events().warning("+reset-master", master);
        count++;
      }
    }
    client.reply().integer(count);
  }

  Command flushConfig() {
    return new Subcommand(
        declare("flushconfig", 2, "2.8.4").summary("Writes the state into the configuration file."),
        (client, _) -> parts.flushAndReply(client));
  }

  Command failover() {
    return new Subcommand(
        declare("failover", 3, "2.8.4")
            .complexity("")
            .summary("Starts a failover that no other Sentinel has to agree to.")
            .arguments("master-name"),
        this::failover);
  }

  private void failover(Client client, Args args) {
    var master = parts.master(args, 2);
    if (master.failoverInProgress) {
      throw IN_PROGRESS;
    }
    if (choice.best(master) == null) {
      throw NO_GOOD_REPLICA;
    }
    machine.force(master);
    client.reply().ok();
  }

  Command isMasterDown() {
    return new Subcommand(
        declare("is-master-down-by-addr", 6, "2.8.4")
            .summary("Tells another Sentinel whether a master is down, and votes for it.")
            .arguments("ip port:integer current-epoch:integer runid"),
        this::isMasterDown);
  }

  /**
   * The master is found by its address: Sentinels may have different names for it. An id in place
   * of {@code *} asks for the vote. A Sentinel that tilts finds nothing down, but votes.
   */
  private void isMasterDown(Client client, Args args) {
    long port = args.integer(3);
    long epoch = args.integer(4);
    var candidate = args.text(5);
    var master = instances.masterAt(args.text(2), port);
    var vote =
        master == null || candidate.equals("*")
            ? new Election.Vote(null, 0)
            : election.vote(master, epoch, candidate);
    var leader = vote.leader();
    var reply = client.reply();
    reply.array(3);
    reply.integer(master != null && master.subjectivelyDown && !state.tilt ? 1 : 0);
    reply.bulk(leader == null ? "*" : leader);
    reply.integer(vote.epoch());
  }
}
