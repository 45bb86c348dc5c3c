package eightweeks.week6.acl;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week6.aclrules.Denial;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rules of a client's user before each command, and notes what they deny.
 *
 * <p>Answers to {@code acl.c: ACLCheckAllPerm()} and its calls in {@code server.c:
 * processCommand()} and {@code multi.c: execCommand()}. The gate is shut only for clients whose
 * user must not do everything, so it costs nothing where there are no such users.
 */
final class AccessControl {
  private final Dispatcher dispatcher;
  private final AclLog log;

  AccessControl(Dispatcher dispatcher, AclLog log) {
    this.dispatcher = dispatcher;
    this.log = log;
    dispatcher.gates().install(Gate.ACCESS_CONTROL, _ -> true, this::pass);
  }

  private boolean pass(Client client, Command command, Args args) {
    var denial = check(client, command, args);
    if (denial == null) {
      return true;
    }
    note(client, command, args, denial);
    dispatcher.reject(client, command, "NOPERM " + shortText(client, command, denial.reason()));
    return false;
  }

  /** Checks a queued command again when EXEC runs it; returns an error, or null. */
  @Nullable String atExec(Client client, Command command, Args args) {
    var denial = check(client, command, args);
    if (denial == null) {
      return null;
    }
    note(client, command, args, denial);
    return "NOPERM ACLs rules changed between the moment the transaction was accumulated and the"
        + " EXEC call. This command is no longer allowed for the following reason: "
        + denial.reason().atExec;
  }

  /** Returns whether a client may run a command and read every key besides. */
  boolean mayReadEveryKey(Client client, Command command, Args args) {
    return !(client.user instanceof AclUser user)
        || !user.isRestricted()
        || user.rules().allowsReadingEveryKey(command, args);
  }

  private static @Nullable Denial check(Client client, Command command, Args args) {
    return client.user instanceof AclUser user && user.isRestricted()
        ? user.rules().check(command, args)
        : null;
  }

  private void note(Client client, Command command, Args args, Denial denial) {
    var object =
        denial.reason() == Denial.Reason.COMMAND
            ? command.fullName()
            : args.text(denial.position());
    log.add(client, denial.reason(), object, client.user.name());
  }

  /** Returns the error for a client, which does not repeat what it must not use. */
  private static String shortText(Client client, Command command, Denial.Reason reason) {
    return switch (reason) {
      case KEY -> "No permissions to access a key";
      case CHANNEL -> "No permissions to access a channel";
      case COMMAND, AUTH -> mayNotRun(client.user.name(), command);
    };
  }

  private static String mayNotRun(String user, Command command) {
    return "User " + user + " has no permissions to run the '" + command.fullName() + "' command";
  }

  /** Returns what is denied to a user, for ACL DRYRUN. */
  static String fullText(String user, Command command, Denial.Reason reason, String object) {
    return switch (reason) {
      case KEY -> "User " + user + " has no permissions to access the '" + object + "' key";
      case CHANNEL -> "User " + user + " has no permissions to access the '" + object + "' channel";
      case COMMAND, AUTH -> mayNotRun(user, command);
    };
  }
}
