package eightweeks.cli.command;

import eightweeks.cli.text.Words;
import java.util.List;

/**
 * The properties of a command that the client checks before it sends it.
 *
 * <p>Answers to redis-cli.c: cliSendCommand() (which replies are printed raw),
 * isSensitiveCommand().
 */
public final class CommandTraits {
  private CommandTraits() {}

  /** Replies that are text for people (INFO, CLUSTER NODES): shown as they come. */
  public static boolean isVerbatim(List<byte[]> command) {
    byte[] name = command.getFirst();
    int size = command.size();
    if (size == 1) {
      return Words.is(name, "info") || Words.is(name, "lolwut");
    }
    byte[] sub = command.get(1);
    return Words.is(name, "info")
        || Words.is(name, "lolwut")
        || (Words.is(name, "debug")
            && (Words.is(sub, "htstats")
                || Words.is(sub, "htstats-key")
                || Words.is(sub, "client-eviction")))
        || (Words.is(name, "memory") && (Words.is(sub, "malloc-stats") || Words.is(sub, "doctor")))
        || (size == 2
            && Words.is(name, "cluster")
            && (Words.is(sub, "nodes") || Words.is(sub, "info")))
        || (Words.is(name, "client") && (Words.is(sub, "list") || Words.is(sub, "info")))
        || (size == 3 && Words.is(name, "latency") && Words.is(sub, "graph"))
        || (size == 2 && Words.is(name, "latency") && Words.is(sub, "doctor"))
        || (Words.is(name, "proxy") && Words.is(sub, "info"));
  }

  static boolean isSubscribe(byte[] name) {
    return Words.is(name, "subscribe")
        || Words.is(name, "psubscribe")
        || Words.is(name, "ssubscribe");
  }

  static boolean isUnsubscribe(byte[] name) {
    return Words.is(name, "unsubscribe")
        || Words.is(name, "punsubscribe")
        || Words.is(name, "sunsubscribe");
  }

  /** Returns whether the line has a password in it and must not get into the history. */
  public static boolean isSensitive(List<byte[]> command) {
    byte[] name = command.getFirst();
    int size = command.size();
    if (Words.is(name, "auth")) {
      return true;
    }
    if (Words.is(name, "acl")) {
      return Words.is(command, 1, "setuser");
    }
    if (Words.is(name, "config") && size > 2 && Words.is(command, 1, "set")) {
      for (int i = 2; i < size; i += 2) {
        if (Words.is(command, i, "masterauth")
            || Words.is(command, i, "masteruser")
            || Words.is(command, i, "requirepass")) {
          return true;
        }
      }
      return false;
    }
    if (Words.is(name, "hello")) {
      return size > 4 && helloHasPassword(command);
    }
    return Words.is(name, "migrate") && size > 7 && migrateHasPassword(command);
  }

  /** HELLO protover [SETNAME name] [AUTH user password]. */
  private static boolean helloHasPassword(List<byte[]> command) {
    int at = 2;
    while (Words.is(command, at, "setname")) {
      at += 2;
    }
    return Words.is(command, at, "auth") && at + 2 < command.size();
  }

  /** MIGRATE host port key db timeout … [AUTH password | AUTH2 user password] [KEYS key …]. */
  private static boolean migrateHasPassword(List<byte[]> command) {
    int last = command.size() - 1;
    for (int i = 6; i < last; i++) {
      if (Words.is(command, i, "keys")) {
        return false;
      }
      if (Words.is(command, i, "auth") || (Words.is(command, i, "auth2") && i + 2 <= last)) {
        return true;
      }
    }
    return false;
  }
}
