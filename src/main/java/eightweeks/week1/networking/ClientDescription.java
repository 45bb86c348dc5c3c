package eightweeks.week1.networking;

import eightweeks.week1.resp.Query;
import eightweeks.week1.resp.ReplyBuffer;

/**
 * The line of CLIENT LIST and CLIENT INFO about a client.
 *
 * <p>Answers to {@code networking.c: catClientInfoString()}. The fields and their order are fixed.
 * {@link ClientFacet#describe} sets those of later weeks; the field of a week that is not installed
 * has the value for a client that never used it.
 */
public final class ClientDescription {
  /** The order of the letters in the field flags. */
  private static final String ORDER = "OSMPxbtRBdcuAUreTN";

  /** Maximum number of characters of a name in the log, for which the heap may be too full. */
  static final int MAX_LOGGED = 128;

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

  public String libraryName = "";
  public String libraryVersion = "";

  private final int maxText;
  private final StringBuilder letters = new StringBuilder();
  private final StringBuilder line = new StringBuilder();

  private ClientDescription(int maxText) {
    this.maxText = maxText;
  }

  /** Adds a letter to the field flags. */
  public void flag(char letter) {
    letters.append(letter);
  }

  private void flag(char letter, boolean present) {
    if (present) {
      flag(letter);
    }
  }

  static String of(Client client, Clients clients, int maxText) {
    var description = new ClientDescription(maxText);
    for (var facet : clients.facets()) {
      facet.describe(client, description);
    }
    return description.line(client, clients);
  }

  private String line(Client client, Clients clients) {
    ownFlags(client);
    long now = clients.time().steadyMillis();
    var connection = client.connection();
    Query query = client.query();
    boolean running = client.has(Client.EXECUTING);
    var usage = client.reply().usage();
    int chunks = Math.max(0, usage.chunks() - 1);
    // The first chunk is Redis's fixed buffer; a running command will need one for its reply.
    long coming = running && usage.chunks() == 0 ? ReplyBuffer.CHUNK : 0;
    long firstChunk = usage.chunks() == 0 ? coming : usage.bytes() / usage.chunks();
    field("id", client.id());
    field("addr", client.remote());
    field("laddr", client.local());
    field("fd", connection == null ? -1 : connection.descriptor());
    field("name", cut(client.name()));
    field("age", (now - client.createdMillis()) / 1000);
    field("idle", (now - client.lastInteractionMillis()) / 1000);
    field("flags", letters);
    field("db", client.database);
    field("sub", subscriptions);
    field("psub", patternSubscriptions);
    field("ssub", shardSubscriptions);
    field("multi", queued);
    field("qbuf", query == null ? 0 : running ? query.size() : query.incomplete());
    field("qbuf-free", query == null ? 0 : query.free());
    field("argv-mem", query == null ? 0 : query.args().size());
    field("multi-mem", queuedBytes);
    field("rbs", firstChunk);
    field("rbp", firstChunk);
    field("obl", Math.min(client.reply().size(), firstChunk));
    field("oll", chunks);
    field("omem", usage.bytes() + coming - firstChunk + unsent);
    field("tot-mem", clients.memory(client) + coming);
    field("events", client.events());
    field("cmd", client.lastCommand());
    field("user", cut(client.user.name()));
    field("redir", redirect);
    field("resp", client.reply().protocol());
    field("lib-name", cut(libraryName));
    field("lib-ver", cut(libraryVersion));
    return line.toString();
  }

  private String cut(String text) {
    return text.length() <= maxText ? text : text.substring(0, maxText) + "...";
  }

  private void field(String name, Object value) {
    line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value);
  }

  private void ownFlags(Client client) {
    flag('b', client.has(Client.BLOCKED));
    flag('c', client.has(Client.CLOSE_AFTER_REPLY));
    flag('A', client.has(Client.CLOSE_ASAP));
    flag('U', client.has(Client.UNIX_SOCKET));
    flag('e', client.has(Client.NO_EVICT));
    flag('T', client.has(Client.NO_TOUCH));
    flag('N', letters.isEmpty());
    var set = letters.toString();
    letters.setLength(0);
    for (int i = 0; i < ORDER.length(); i++) {
      flag(ORDER.charAt(i), set.indexOf(ORDER.charAt(i)) >= 0);
    }
  }
}
