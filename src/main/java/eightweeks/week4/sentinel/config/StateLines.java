package eightweeks.week4.sentinel.config;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import eightweeks.week1.config.Rewriting;
import eightweeks.week4.sentinel.instances.Address;
import eightweeks.week4.sentinel.instances.Addresses;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a Sentinel must not forget into its configuration file.
 *
 * <p>Answers to {@code sentinel.c: rewriteConfigSentinelOption()}. Two things are promises to
 * others and therefore on the disk before anything is told: {@code current-epoch} and {@code
 * leader-epoch}. A Sentinel that forgot them could vote twice in one epoch.
 */
final class StateLines {
  /** The options of masters: lines of masters that are gone are removed. */
  private static final List<String> OPTIONS_OF_MASTERS =
      List.of(
          "monitor",
          "down-after-milliseconds",
          "failover-timeout",
          "parallel-syncs",
          "notification-script",
          "client-reconfig-script",
          "auth-pass",
          "auth-user",
          "config-epoch",
          "leader-epoch",
          "known-replica",
          "known-slave",
          "known-sentinel",
          "rename-command",
          "master-reboot-down-after-period");

  private final SentinelState state;

  StateLines(SentinelState state) {
    this.state = state;
  }

  void write(Rewriting file) {
    var addresses = state.addresses();
    line(file, "myid", state.id, true);
    line(
        file,
        "deny-scripts-reconfig",
        yesNo(state.deniesScriptChanges),
        !state.deniesScriptChanges);
    line(file, "resolve-hostnames", yesNo(addresses.resolvesNames), addresses.resolvesNames);
    line(file, "announce-hostnames", yesNo(addresses.announcesNames), addresses.announcesNames);
    for (var master : state.instances().masters()) {
      writeMaster(file, master);
    }
    line(file, "current-epoch", Long.toString(state.currentEpoch), true);
    var ip = state.announceIp;
    lineOrNone(file, "announce-ip", ip == null ? null : QuotedWords.quote(Ascii.bytes(ip)));
    int port = state.announcePort;
    lineOrNone(file, "announce-port", port == 0 ? null : Integer.toString(port));
    lineOrNone(file, "sentinel-user", state.authUser);
    lineOrNone(file, "sentinel-pass", state.authPass);
    OPTIONS_OF_MASTERS.forEach(option -> file.done("sentinel " + option));
  }

  private static void line(Rewriting file, String option, String values, boolean needed) {
    file.line("sentinel " + option, values, needed);
  }

  private static void lineOrNone(Rewriting file, String option, @Nullable String value) {
    if (value == null) {
      file.done("sentinel " + option);
    } else {
      line(file, option, value, true);
    }
  }

  private static String yesNo(boolean value) {
    return value ? "yes" : "no";
  }

  private void writeMaster(Rewriting file, Master master) {
    var current = master.currentAddress();
    ofMaster(file, master, "monitor", place(current) + " " + master.quorum);
    writeSettings(file, master);
    ofMaster(file, master, "config-epoch", Long.toString(master.configEpoch));
    ofMaster(file, master, "leader-epoch", Long.toString(master.leaderEpoch));
    for (var replica : master.replicas().values()) {
      // A replica that is the master already: the old master is a replica then.
      var address = replica.address.isSameAs(current) ? master.address : replica.address;
      ofMaster(file, master, "known-replica", place(address));
    }
    for (var sentinel : master.sentinels().values()) {
      ofMaster(file, master, "known-sentinel", place(sentinel.address) + " " + sentinel.name());
    }
    master.renamedCommands.forEach(
        (from, to) -> ofMaster(file, master, "rename-command", from + " " + to));
  }

  /** Writes the options that have another value than their initial one. */
  private void writeSettings(Rewriting file, Master master) {
    if (master.downAfter != state.period(Period.DEFAULT_DOWN_AFTER)) {
      ofMaster(file, master, "down-after-milliseconds", Long.toString(master.downAfter));
    }
    if (master.failoverTimeout != state.period(Period.DEFAULT_FAILOVER_TIMEOUT)) {
      ofMaster(file, master, "failover-timeout", Long.toString(master.failoverTimeout));
    }
    if (master.parallelSyncs != 1) {
      ofMaster(file, master, "parallel-syncs", Integer.toString(master.parallelSyncs));
    }
    ifSet(file, master, "notification-script", master.notificationScript);
    ifSet(file, master, "client-reconfig-script", master.clientReconfigScript);
    ifSet(file, master, "auth-pass", master.authPass);
    ifSet(file, master, "auth-user", master.authUser);
    if (master.rebootDownAfter != 0) {
      ofMaster(
          file, master, "master-reboot-down-after-period", Long.toString(master.rebootDownAfter));
    }
  }

  private static void ifSet(Rewriting file, Master master, String option, @Nullable String value) {
    if (value != null) {
      ofMaster(file, master, option, value);
    }
  }

  private static void ofMaster(Rewriting file, Master master, String option, String values) {
    line(file, option, master.name() + " " + values, true);
  }

  private String place(Address address) {
    Addresses addresses = state.addresses();
    return addresses.shown(address) + " " + address.port();
  }
}
