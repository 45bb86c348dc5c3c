package eightweeks.week6.acl;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.Clients;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week6.aclrules.Denial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What was denied lately, the newest first.
 *
 * <p>Answers to {@code acl.c: addACLLogEntry()}. An entry like one of the ten newest, within a
 * minute, is not new: the old one counts it and comes first.
 */
final class AclLog {
  private static final int ENTRIES_TO_COMPARE = 10;
  private static final long GROUPING_MILLIS = 60_000;

  /** Maximum number of characters of a key, channel or user that are kept. */
  private static final int MAX_TEXT = 1024;

  private final Clients clients;
  private final LoopTime time;
  private final LongSupplier maxLength;
  private final List<Entry> entries = new ArrayList<>();
  private final long[] denied = new long[Denial.Reason.values().length];
  private long nextId;

  /** A denial, and those like it. */
  static final class Entry {
    final long id;
    final Denial.Reason reason;
    final String context;
    final String object;
    final String user;
    final long created;
    long updated;
    long count = 1;
    String client;

    /**
     * @param context where the command ran: toplevel, multi, lua or module
     * @param object the command, key or channel
     * @param client its line of CLIENT LIST
     * @param now milliseconds since 1970
     */
    Entry(
        long id,
        Denial.Reason reason,
        String context,
        String object,
        String user,
        String client,
        long now) {
      this.id = id;
      this.reason = reason;
      this.context = context;
      this.object = object;
      this.user = user;
      this.client = client;
      created = now;
      updated = now;
    }

    private boolean isLike(Entry other) {
      return reason == other.reason
          && context.equals(other.context)
          && Math.abs(updated - other.updated) <= GROUPING_MILLIS
          && object.equals(other.object)
          && user.equals(other.user);
    }
  }

  /**
   * @param maxLength how many entries are kept (acllog-max-len)
   */
  AclLog(Clients clients, LoopTime time, LongSupplier maxLength) {
    this.clients = clients;
    this.time = time;
    this.maxLength = maxLength;
  }

  /**
   * Adds what was denied to a client.
   *
   * @param object the command, key or channel; AUTH or HELLO where the password was wrong
   * @param user the name of the client's user, or of the one that it wanted to be
   */
  void add(Client client, Denial.Reason reason, String object, String user) {
    denied[reason.ordinal()]++;
    long now = time.millis();
    var context = client.has(ClientFlags.MULTI) ? "multi" : "toplevel";
    var line = clients.describeForLog(client);
    var entry = new Entry(nextId, reason, context, cut(object), cut(user), line, now);
    for (int i = 0; i < Math.min(ENTRIES_TO_COMPARE, entries.size()); i++) {
      var old = entries.get(i);
      if (old.isLike(entry)) {
        old.client = entry.client;
        old.updated = now;
        old.count++;
        entries.remove(i);
        entries.addFirst(old);
        return;
      }
    }
    nextId++;
    entries.addFirst(entry);
    while (entries.size() > maxLength.getAsLong()) {
      entries.removeLast();
    }
  }

  /** Returns the beginning of a text: the entries are no part of the memory that is counted. */
  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
  }

  List<Entry> entries() {
    return entries;
  }

  void clear() {
    entries.clear();
  }

  /** Returns how often something was denied for a reason, for INFO. */
  long denied(Denial.Reason reason) {
    return denied[reason.ordinal()];
  }

  void resetStatistics() {
    Arrays.fill(denied, 0);
  }
}
