package eightweeks.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is known of a client from what it said and what both servers replied. */
final class Conversation {
  private final List<List<String>> queue = new ArrayList<>();
  private List<String> pending = List.of();
  private boolean inTransaction;
  private boolean resp3;
  private boolean subscribed;
  private boolean blocked;
  private int database;
  private int patience;

  boolean inTransaction() {
    return inTransaction;
  }

  /** Returns the commands since MULTI. */
  List<List<String>> queue() {
    return queue;
  }

  /** Returns whether what happens to keys and channels may come to it between replies. */
  boolean hearsItself() {
    return resp3 && subscribed;
  }

  boolean isBlocked() {
    return blocked;
  }

  /** Returns the command that it waits for. */
  List<String> pending() {
    return pending;
  }

  int database() {
    return database;
  }

  void block(List<String> words) {
    blocked = true;
    patience = 0;
    pending = words;
  }

  void unblock() {
    blocked = false;
  }

  /** Counts how often it had nothing to say; returns whether that was too often. */
  boolean hasWaitedEnough(int steps) {
    return ++patience >= steps;
  }

  void subscribe() {
    subscribed = true;
  }

  /** Draws conclusions from a reply. */
  void heard(List<String> words, Frame reply) {
    String name = words.getFirst().toLowerCase(Locale.ROOT);
    boolean ok = !reply.isError();
    if (inTransaction && ok && reply.text().equals("QUEUED")) {
      queue.add(words);
      return;
    }
    switch (name) {
      case "multi" -> {
        if (ok) {
          inTransaction = true;
          queue.clear();
        }
      }
      case "exec" -> executed(reply);
      case "discard" -> inTransaction &= !ok;
      default -> done(name, words, reply);
    }
  }

  private void executed(Frame reply) {
    if (reply.isError() && !reply.text().startsWith("EXECABORT")) {
      return;
    }
    inTransaction = false;
    var replies = reply.elements();
    for (int i = 0; i < replies.size() && i < queue.size(); i++) {
      var words = queue.get(i);
      done(words.getFirst().toLowerCase(Locale.ROOT), words, replies.get(i));
    }
  }

  private void done(String name, List<String> words, Frame reply) {
    if (reply.isError()) {
      return;
    }
    switch (name) {
      case "select" -> database = Integer.parseInt(words.get(1));
      case "hello" -> resp3 = words.size() > 1 ? words.get(1).equals("3") : resp3;
      case "reset" -> {
        inTransaction = false;
        resp3 = false;
        subscribed = false;
        database = 0;
      }
      default -> {}
    }
  }
}
