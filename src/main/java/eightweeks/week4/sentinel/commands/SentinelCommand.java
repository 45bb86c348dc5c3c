package eightweeks.week4.sentinel.commands;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.ONLY_SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.config.EnumDirective;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.log.Log;
import eightweeks.week1.log.LogLevel;
import eightweeks.week4.sentinel.failover.Election;
import eightweeks.week4.sentinel.failover.FailoverMachine;
import eightweeks.week4.sentinel.failover.ReplicaChoice;
import eightweeks.week4.sentinel.scripts.ScriptQueue;

/** SENTINEL: the container of all that it can be asked. Answers to {@code sentinelCommand()}. */
public final class SentinelCommand {
  private SentinelCommand() {}

  /** Returns the command with its subcommands. */
  public static ContainerCommand create(
      Parts parts,
      Log log,
      EnumDirective<LogLevel> logLevel,
      ScriptQueue scripts,
      Election election,
      ReplicaChoice choice,
      FailoverMachine machine) {
    var spec =
        CommandSpec.of("sentinel", -2)
            .group(Group.SENTINEL)
            .since("2.8.4")
            .complexity("Depends on subcommand.")
            .summary("A container for the commands of a Sentinel.")
            .flags(ADMIN, SENTINEL, ONLY_SENTINEL);
    var help =
        CommandSpec.of("help", 2)
            .group(Group.SENTINEL)
            .since("6.2.0")
            .complexity("O(1)")
            .summary("Lists the subcommands.")
            .flags(LOADING, STALE, SENTINEL, ONLY_SENTINEL);
    var container = new ContainerCommand(spec, help);
    var views = new ViewCommands(parts);
    var changes = new MonitorCommands(parts, election, choice, machine);
    var tests = new TestCommands(parts, log, scripts);
    var settings = new ConfigCommands(parts, log, logLevel);
    container.add(
        views.quorum(),
        "CKQUORUM <master-name>",
        "    Check if the current Sentinel configuration is able to reach the quorum",
        "    needed to failover a master and the majority needed to authorize the",
        "    failover.");
    container.add(
        settings.config(),
        "CONFIG SET param value [param value ...]",
        "    Set a global Sentinel configuration parameter.",
        "CONFIG GET <param> [param param param ...]",
        "    Get global Sentinel configuration parameter.");
    container.add(
        tests.debug(),
        "DEBUG [<param> <value> ...]",
        "    Show a list of configurable time parameters and their values (milliseconds).",
        "    Or update current configurable parameters values (one or more).");
    container.add(
        views.masterAddress(),
        "GET-MASTER-ADDR-BY-NAME <master-name>",
        "    Return the ip and port number of the master with that name.");
    container.add(
        changes.failover(),
        "FAILOVER <master-name>",
        "    Manually failover a master node without asking for agreement from other",
        "    Sentinels");
    container.add(
        changes.flushConfig(),
        "FLUSHCONFIG",
        "    Force Sentinel to rewrite its configuration on disk, including the current",
        "    Sentinel state.");
    container.add(
        views.infoCache(),
        "INFO-CACHE <master-name>",
        "    Return last cached INFO output from masters and all its replicas.");
    container.add(
        changes.isMasterDown(),
        "IS-MASTER-DOWN-BY-ADDR <ip> <port> <current-epoch> <runid>",
        "    Check if the master specified by ip:port is down from current Sentinel's",
        "    point of view.");
    container.add(
        views.master(),
        "MASTER <master-name>",
        "    Show the state and info of the specified master.");
    container.add(
        views.masters(), "MASTERS", "    Show a list of monitored masters and their state.");
    container.add(
        changes.monitor(),
        "MONITOR <name> <ip> <port> <quorum>",
        "    Start monitoring a new master with the specified name, ip, port and quorum.");
    container.add(views.id(), "MYID", "    Return the ID of the Sentinel instance.");
    container.add(
        tests.pendingScripts(), "PENDING-SCRIPTS", "    Get pending scripts information.");
    container.add(
        changes.remove(),
        "REMOVE <master-name>",
        "    Remove master from Sentinel's monitor list.");
    container.add(
        views.replicas(),
        "REPLICAS <master-name>",
        "    Show a list of replicas for this master and their state.");
    container.add(
        changes.reset(),
        "RESET <pattern>",
        "    Reset masters for specific master name matching this pattern.");
    container.add(
        views.sentinels(),
        "SENTINELS <master-name>",
        "    Show a list of Sentinel instances for this master and their state.");
    container.add(
        new SetCommand(parts, scripts),
        "SET <master-name> <option> <value> [<option> <value> ...]",
        "    Set configuration parameters for certain masters.");
    container.add(
        tests.simulateFailure(),
        "SIMULATE-FAILURE [CRASH-AFTER-ELECTION] [CRASH-AFTER-PROMOTION] [HELP]",
        "    Simulate a Sentinel crash.");
    container.add(views.slaves());
    return container;
  }
}
