package eightweeks.week4.sentinel.config;

import eightweeks.week1.config.DirectiveException;
import eightweeks.week4.sentinel.instances.AddressException;
import eightweeks.week4.sentinel.instances.LeadingNumber;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.SentinelState;
import eightweeks.week4.sentinel.scripts.ScriptQueue;
import java.util.List;
import java.util.Locale;

/**
 * Reads one option of sentinel.conf. Answers to {@code sentinel.c: sentinelHandleConfiguration()}.
 *
 * <p>Numbers are read as Redis reads them here: what is no number is 0.
 */
public final class OptionReader {
  private static final int ID_LENGTH = 40;

  private final SentinelState state;
  private final ScriptQueue scripts;

  public OptionReader(SentinelState state, ScriptQueue scripts) {
    this.state = state;
    this.scripts = scripts;
  }

  /**
   * Reads an option.
   *
   * @param words its name and its values
   * @throws DirectiveException with the reason that Redis gives
   */
  void read(List<String> words) throws DirectiveException {
    // The name with the number of its values: an option with another number is none.
    var option = words.getFirst().toLowerCase(Locale.ROOT) + "/" + (words.size() - 1);
    try {
      switch (words.size() - 1) {
        case 1 -> own(option, words.get(1));
        case 2 -> ofMaster(option, words.get(1), words.get(2));
        default -> instance(option, words);
      }
    } catch (AddressException e) {
      throw new DirectiveException(e.reason());
    }
  }

  private static DirectiveException unknown() {
    return new DirectiveException("Unrecognized sentinel configuration statement.");
  }

  /** An option of this Sentinel itself. */
  private void own(String option, String value) throws DirectiveException {
    switch (option) {
      case "current-epoch/1" ->
          state.currentEpoch = Math.max(state.currentEpoch, LeadingNumber.of(value));
      case "myid/1" -> {
        if (value.length() != ID_LENGTH) {
          throw new DirectiveException("Malformed Sentinel id in myid option.");
        }
        state.id = value;
      }
      case "announce-ip/1" -> state.announceIp = value.isEmpty() ? state.announceIp : value;
      case "announce-port/1" -> state.announcePort = (int) LeadingNumber.of(value);
      case "deny-scripts-reconfig/1" ->
          state.deniesScriptChanges =
              isYes(value, "Please specify yes or no for the deny-scripts-reconfig options.");
      case "sentinel-user/1" -> state.authUser = value.isEmpty() ? state.authUser : value;
      case "sentinel-pass/1" -> state.authPass = value.isEmpty() ? state.authPass : value;
      case "resolve-hostnames/1" ->
          state.addresses().resolvesNames =
              isYes(value, "Please specify yes or no for the resolve-hostnames option.");
      case "announce-hostnames/1" ->
          state.addresses().announcesNames =
              isYes(value, "Please specify yes or no for the announce-hostnames option.");
      default -> throw unknown();
    }
  }

  private static boolean isYes(String value, String error) throws DirectiveException {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new DirectiveException(error);
    };
  }

  private Master master(String name) throws DirectiveException {
    var master = state.instances().master(name);
    if (master == null) {
      throw new DirectiveException("No such master with specified name.");
    }
    return master;
  }

  /** An option of a master with one value. */
  private void ofMaster(String option, String name, String value) throws DirectiveException {
    long number = (int) LeadingNumber.of(value);
    switch (option) {
      case "down-after-milliseconds/2" -> master(name).downAfterForAll(positive(number));
      case "failover-timeout/2" -> master(name).failoverTimeout = positive(number);
      case "parallel-syncs/2" -> master(name).parallelSyncs = (int) number;
      case "notification-script/2" ->
          master(name).notificationScript = script(value, "Notification script");
      case "client-reconfig-script/2" ->
          master(name).clientReconfigScript = script(value, "Client reconfiguration script");
      case "auth-pass/2" -> master(name).authPass = value;
      case "auth-user/2" -> master(name).authUser = value;
      case "config-epoch/2" -> {
        var master = master(name);
        master.configEpoch = LeadingNumber.of(value);
        state.currentEpoch = Math.max(state.currentEpoch, master.configEpoch);
      }
      case "leader-epoch/2" -> master(name).leaderEpoch = LeadingNumber.of(value);
      case "master-reboot-down-after-period/2" -> {
        if (number < 0) {
          throw new DirectiveException("negative time parameter.");
        }
        master(name).rebootDownAfter = number;
      }
      default -> throw unknown();
    }
  }

  private static long positive(long number) throws DirectiveException {
    if (number <= 0) {
      throw new DirectiveException("negative or zero time parameter.");
    }
    return number;
  }

  private String script(String path, String what) throws DirectiveException {
    if (!scripts.canRun(path)) {
      throw new DirectiveException(what + " seems non existing or non executable.");
    }
    return path;
  }

  /** A line about an instance, or one of three values. */
  private void instance(String option, List<String> words)
      throws DirectiveException, AddressException {
    switch (option) {
      case "monitor/4" -> {
        int quorum = (int) LeadingNumber.of(words.get(4));
        if (quorum <= 0) {
          throw new DirectiveException("Quorum must be 1 or greater.");
        }
        state.instances().addMaster(words.get(1), words.get(2), port(words), quorum);
      }
      case "known-slave/3", "known-replica/3" ->
          state.instances().addReplica(master(words.get(1)), words.get(2), port(words));
      case "known-sentinel/3" -> {} // of a version that had no ids: it is found again
      case "known-sentinel/4" ->
          state
              .instances()
              .addSentinel(master(words.get(1)), words.get(4), words.get(2), port(words));
      case "rename-command/3" -> {
        if (master(words.get(1)).renamedCommands.putIfAbsent(words.get(2), words.get(3)) != null) {
          throw new DirectiveException("Same command renamed multiple times with rename-command.");
        }
      }
      default -> throw unknown();
    }
  }

  private static int port(List<String> words) {
    return (int) LeadingNumber.of(words.get(3));
  }
}
