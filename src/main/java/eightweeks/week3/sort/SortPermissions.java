package eightweeks.week3.sort;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;

/**
 * Decides whether a client may use BY and GET. Their keys come from the sorted elements, so they
 * cannot be checked in advance, and the user must be allowed to read every key.
 *
 * <p>Answers to {@code acl.c: ACLUserCheckCmdWithUnrestrictedKeyAccess()}, which {@code sort.c}
 * calls. Access control (week 6) adds its check.
 */
public final class SortPermissions {
  public static final Service<SortPermissions> SERVICE =
      new Service<>("permissions of SORT", SortPermissions.class);

  private final Hook<Check> checks = new Hook<>(Check[]::new);

  /** Returns whether a client may run the command and, in addition, read every key. */
  @FunctionalInterface
  public interface Check {
    boolean mayReadEveryKey(Client client, Command command, Args args);
  }

  public Hook<Check> checks() {
    return checks;
  }

  boolean mayReadEveryKey(Client client, Command command, Args args) {
    for (var check : checks.listeners()) {
      if (!check.mayReadEveryKey(client, command, args)) {
        return false;
      }
    }
    return true;
  }
}
