package eightweeks.week5.clients;

import eightweeks.week1.info.Info;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.networking.Clients;
import eightweeks.week4.master.Replicas;

/**
 * Closes clients that exceed their {@link OutputLimits}.
 *
 * <p>Answers to {@code networking.c: closeClientOnOutputBufferLimitReached()}, {@code
 * checkClientOutputBufferLimits()}.
 */
final class OutputLimitCheck implements Clients.ReplyListener {
  private final OutputLimits limits;
  private final Clients clients;
  private final Replicas replicas;
  private final Log log;

  /** The slot for the time, in milliseconds, since when a client exceeds its soft limit. */
  private final int slot;

  private long disconnections;

  OutputLimitCheck(OutputLimits limits, Clients clients, Replicas replicas, Log log) {
    this.limits = limits;
    this.replicas = replicas;
    this.clients = clients;
    this.log = log;
    slot = clients.facet(new ClientFacet() {});
  }

  @Override
  public void replyGrew(Client client) {
    if (isExceeded(client, clients.time().steadyMillis())) {
      String description = clients.describeForLog(client);
      disconnections++;
      clients.closeLater(client);
      log.warning(
          "Client "
              + description
              + " scheduled to be closed ASAP for overcoming of output buffer limits.");
    }
  }

  private boolean isExceeded(Client client, long nowMillis) {
    var limit = limits.of(client.type);
    boolean replica = client.type == ClientType.REPLICA;
    long waiting = client.reply().size() + (replica ? replicas.unsent(client) : 0);
    long hard = limit.hard();
    if (replica && hard != 0) {
      hard = Math.max(hard, replicas.backlogSize()); // that much stays in memory in any case
    }
    if (hard != 0 && waiting >= hard) {
      return true;
    }
    if (limit.soft() == 0 || waiting < limit.soft()) {
      client.facet(slot, null);
      return false;
    }
    if (!(client.facet(slot) instanceof Long since)) {
      client.facet(slot, nowMillis);
      return false;
    }
    return nowMillis - since > limit.softSeconds() * 1000L;
  }

  void describe(Info.Writer info) {
    info.field("client_output_buffer_limit_disconnections", disconnections);
  }

  void resetStatistics() {
    disconnections = 0;
  }
}
