package eightweeks.week1.networking;

import eightweeks.week1.resp.Query;

/**
 * The line that CLIENT LIST and CLIENT INFO give of a client.
 *
 * <p>Answers to {@code networking.c: catClientInfoString()}. The fields and their order are fixed.
 * {@link ClientFacet#describe} sets those of later weeks; the field of a week that is not installed
 * has the value for a client that never used it.
 */
public final class ClientDescription {
  /** The order of the letters in the field flags. */
  private static final String ORDER = "OSMPxbtRBdcuAUreTN";

  public int subscriptions;
  public int patternSubscriptions;
  public int shardSubscriptions;

  /** Commands queued since MULTI, or -1. */
  public int queued = -1;

  /** Bytes of the commands queued since MULTI. */
  public long queuedBytes;

  /** The id of the client to which invalidations are redirected, or -1. */
  public long redirect = -1;

  /** Bytes that wait to be sent to the client outside of its reply. */
  public long unsent;

  private final StringBuilder letters = new StringBuilder();

  /** Adds a letter to the field flags. */
  public void flag(char letter) {
    letters.append(letter);
  }

  static String of(Client client, Clients clients) {
    var description = new ClientDescription();
    for (var facet : clients.facets()) {
      facet.describe(client, description);
    }
    return description.line(client, clients);
  }

  private String line(Client client, Clients clients) {
    ownFlags(client);
    long now = clients.time().millis();
    var connection = client.connection();
    Query query = client.query();
    var usage = client.reply().usage();
    int chunks = Math.max(0, usage.chunks() - 1);
    // The first chunk is shown as Redis's fixed buffer, the others as its reply list.
    long firstChunk = usage.chunks() == 0 ? 0 : usage.bytes() / usage.chunks();
    long listBytes = usage.bytes() - firstChunk;
    long argumentBytes = query == null ? 0 : query.args().size();
    return "id="
        + client.id()
        + " addr="
        + client.remote()
        + " laddr="
        + client.local()
        + " fd="
        + (connection == null ? -1 : connection.descriptor())
        + " name="
        + client.name()
        + " age="
        + (now - client.createdMillis()) / 1000
        + " idle="
        + (now - client.lastInteractionMillis()) / 1000
        + " flags="
        + letters
        + " db="
        + client.database
        + " sub="
        + subscriptions
        + " psub="
        + patternSubscriptions
        + " ssub="
        + shardSubscriptions
        + " multi="
        + queued
        + " qbuf="
        + (query == null ? 0 : query.size())
        + " qbuf-free="
        + (query == null ? 0 : query.free())
        + " argv-mem="
        + argumentBytes
        + " multi-mem="
        + queuedBytes
        + " rbs="
        + firstChunk
        + " rbp="
        + firstChunk
        + " obl="
        + Math.min(client.reply().size(), firstChunk)
        + " oll="
        + chunks
        + " omem="
        + (listBytes + unsent)
        + " tot-mem="
        + clients.memory(client)
        + " events="
        + client.events()
        + " cmd="
        + client.lastCommand()
        + " user="
        + client.user.name()
        + " redir="
        + redirect
        + " resp="
        + client.reply().protocol()
        + " lib-name="
        + client.libraryName()
        + " lib-ver="
        + client.libraryVersion();
  }

  private void ownFlags(Client client) {
    if (client.has(Client.BLOCKED)) {
      flag('b');
    }
    if (client.has(Client.CLOSE_AFTER_REPLY)) {
      flag('c');
    }
    if (client.has(Client.CLOSE_ASAP)) {
      flag('A');
    }
    if (client.has(Client.UNIX_SOCKET)) {
      flag('U');
    }
    if (client.has(Client.NO_EVICT)) {
      flag('e');
    }
    if (client.has(Client.NO_TOUCH)) {
      flag('T');
    }
    if (letters.isEmpty()) {
      flag('N');
    }
    var set = letters.toString();
    letters.setLength(0);
    for (int i = 0; i < ORDER.length(); i++) {
      if (set.indexOf(ORDER.charAt(i)) >= 0) {
        flag(ORDER.charAt(i));
      }
    }
  }
}
