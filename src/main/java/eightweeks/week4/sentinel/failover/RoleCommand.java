package eightweeks.week4.sentinel.failover;

import eightweeks.week4.sentinel.instances.Address;
import eightweeks.week4.sentinel.instances.Addresses;
import eightweeks.week4.sentinel.instances.Instance;
import org.jspecify.annotations.Nullable;

/**
 * Tells a server its role.
 *
 * <p>Answers to {@code sentinel.c: sentinelSendSlaveOf()}. The replies do not matter: the next INFO
 * shows what has come of it. The commands are one transaction. The server writes its role into its
 * configuration file, and closes its clients, so that they ask a Sentinel for the master again.
 */
final class RoleCommand {
  private final Addresses addresses;

  RoleCommand(Addresses addresses) {
    this.addresses = addresses;
  }

  /**
   * Has a server follow a master.
   *
   * @param master null makes the server a master
   * @return false if there is no connection
   */
  boolean send(Instance to, @Nullable Address master) {
    if (to.link.commands() == null) {
      return false;
    }
    send(to, "MULTI");
    if (master == null) {
      send(to, "SLAVEOF", "NO", "ONE");
    } else {
      send(to, "SLAVEOF", addresses.shown(master), Integer.toString(master.port()));
    }
    send(to, "CONFIG", "REWRITE");
    send(to, "CLIENT", "KILL", "TYPE", "normal");
    send(to, "CLIENT", "KILL", "TYPE", "pubsub");
    send(to, "EXEC");
    return true;
  }

  private static void send(Instance to, String... words) {
    to.link.send(to, _ -> {}, words);
  }
}
