package eightweeks.differential;

import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says steps to two servers and compares what they reply, and every now and then all that they
 * hold.
 *
 * <p>What keeps the comparison from depending on time and chance:
 *
 * <ul>
 *   <li>A reply is waited for, and pushes are compared where they stand before it. Where it is not
 *       certain that there is one reply (a command that blocks or subscribes), both servers are
 *       asked until they have done everything: see {@link Side#settle}.
 *   <li>A client that blocks says nothing until another one serves it; after some steps it is
 *       unblocked.
 *   <li>After a random removal both servers remove what the other one removed.
 *   <li>A SCAN from cursor 0 is repeated until it ends; the keys that it found are compared as a
 *       set.
 * </ul>
 */
final class Duel {
  static final int CLIENTS = 3;
  static final int DATABASES = 4;

  private static final int DUMP_EVERY = 100;
  private static final int PATIENCE = 6;

  static final Set<String> SUBSCRIPTIONS =
      Set.of(
          "subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe");

  private final Side ours;
  private final Side theirs;
  private final Rules rules;
  private final KnownDifferences known;

  private final Tact tact;
  private final State state;
  private final Reloads reloads;

  private final List<Conversation> conversations = new ArrayList<>();
  private long said;

  /**
   * @param disk where our server saves
   * @param folder where theirs saves
   */
  Duel(Side ours, Side theirs, CommandTable table, MemoryDisk disk, Path folder)
      throws IOException {
    this.ours = ours;
    this.theirs = theirs;
    rules = new Rules(table);
    known = KnownDifferences.from(theirs.version());
    tact = new Tact(ours, theirs, rules, known);
    state = new State(ours, theirs, known);
    reloads = new Reloads(ours, theirs, state, disk, folder);
  }

  /** Returns how many commands were said and compared until now. */
  long said() {
    return said;
  }

  /** Returns how often both servers have saved and loaded. */
  long reloads() {
    return reloads.done();
  }

  KnownDifferences known() {
    return known;
  }

  /** Plays an episode; returns the first difference, or null. */
  @Nullable Difference run(List<Step> steps) throws IOException {
    ours.reset();
    theirs.reset();
    conversations.clear();
    for (int i = 0; i < CLIENTS; i++) {
      conversations.add(new Conversation());
    }
    for (int i = 0; i < steps.size(); i++) {
      Difference difference;
      try {
        difference = step(i, steps.get(i));
        if (known.takeStopped()) {
          return null;
        }
        if (difference == null && (i % DUMP_EVERY == DUMP_EVERY - 1 || i == steps.size() - 1)) {
          difference = state.compare(i);
        }
      } catch (IOException e) {
        return new Difference(
            i, "a broken connection", steps.get(i).words(), "" + e, "one of them");
      }
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private @Nullable Difference step(int index, Step step) throws IOException {
    var conversation = conversations.get(step.client());
    var words = step.words();
    if (Reloads.isReload(words)) {
      return reloads.run(index, words);
    }
    var command = rules.command(words);
    if (conversation.isBlocked()) {
      if (conversation.hasWaitedEnough(PATIENCE)) {
        ours.control().call("CLIENT", "UNBLOCK", ours.id(step.client()));
        theirs.control().call("CLIENT", "UNBLOCK", theirs.id(step.client()));
        return waiting(index);
      }
      return null;
    }
    if (!tact.maySay(conversation, words, command)
        || (storesInAnyOrder(words) && conversations.stream().anyMatch(Conversation::isBlocked))) {
      return null; // a client that waits for the list would get another element
    }
    said++;
    ours.send(step.client(), words);
    theirs.send(step.client(), words);
    boolean blocks = command != null && command.is(CommandFlag.BLOCKING);
    boolean subscribes = subscribes(conversation, words);
    var our = frames(ours, step.client(), blocks || subscribes);
    var their = frames(theirs, step.client(), blocks || subscribes);
    if (subscribes) {
      conversation.subscribe();
    }
    var difference = compare(index, conversation, words, our, their, subscribes);
    if (difference != null) {
      return difference;
    }
    if (our.isEmpty() || our.getLast().isLetter()) {
      if (blocks) {
        conversation.block(words);
      }
    } else {
      difference = after(index, step, our.getLast(), their.getLast());
      conversation.heard(words, our.getLast());
    }
    return difference == null ? waiting(index) : difference;
  }

  private static boolean storesInAnyOrder(List<String> words) {
    return words.getFirst().equalsIgnoreCase("sort")
        && Rules.isLooselySorted(words)
        && words.stream().anyMatch("store"::equalsIgnoreCase);
  }

  private static boolean subscribes(Conversation conversation, List<String> words) {
    String name = words.getFirst().toLowerCase(Locale.ROOT);
    return SUBSCRIPTIONS.contains(name)
        || name.equals("exec")
            && conversation.queue().stream()
                .anyMatch(
                    queued -> SUBSCRIPTIONS.contains(queued.getFirst().toLowerCase(Locale.ROOT)));
  }

  private static List<Frame> frames(Side side, int client, boolean uncertain) throws IOException {
    var wire = side.client(client);
    if (uncertain) {
      side.settle();
      return wire.arrived();
    }
    var frames = new ArrayList<Frame>();
    do {
      frames.add(wire.next());
    } while (frames.getLast().isLetter());
    return frames;
  }

  private @Nullable Difference compare(
      int index,
      Conversation conversation,
      List<String> words,
      List<Frame> our,
      List<Frame> their,
      boolean subscribes) {
    boolean same;
    boolean replied = !our.isEmpty() && !their.isEmpty() && !subscribes;
    if (replied && !our.getLast().isLetter() && !their.getLast().isLetter()) {
      boolean exec = words.getFirst().equalsIgnoreCase("exec") && conversation.inTransaction();
      same =
          Rules.letters(our.subList(0, our.size() - 1))
                  .equals(Rules.letters(their.subList(0, their.size() - 1)))
              && (exec
                  ? rules.sameTransaction(
                      conversation.queue(), our.getLast(), their.getLast(), known)
                  : rules.same(words, our.getLast(), their.getLast()));
    } else {
      same = Rules.letters(our).equals(Rules.letters(their));
    }
    String ourText = text(our);
    String theirText = text(their);
    if (known.explain(words, ourText, theirText) || same) {
      return null;
    }
    String kinds = kind(ourText) + " for " + kind(theirText);
    String what = words.getFirst().toLowerCase(Locale.ROOT) + ", " + kinds;
    return new Difference(index, what, words, ourText, theirText);
  }

  /** Returns an error's code, or what type of reply it is. */
  private static String kind(String text) {
    return text.startsWith("-") ? text.split(" ", 2)[0] : text.substring(0, 1);
  }

  private static String text(List<Frame> frames) {
    return frames.size() == 1 ? frames.getFirst().toString() : frames.toString();
  }

  /** What clients that block have got meanwhile. */
  private @Nullable Difference waiting(int index) throws IOException {
    if (conversations.stream().noneMatch(Conversation::isBlocked)) {
      return null;
    }
    ours.settle();
    theirs.settle();
    for (int i = 0; i < CLIENTS; i++) {
      var conversation = conversations.get(i);
      if (!conversation.isBlocked()) {
        continue;
      }
      var our = ours.client(i).arrived();
      var their = theirs.client(i).arrived();
      var difference = compare(index, conversation, conversation.pending(), our, their, false);
      if (difference != null) {
        return difference;
      }
      if (!our.isEmpty() && !our.getLast().isLetter()) {
        conversation.unblock();
      }
    }
    return null;
  }

  /** Does what makes both servers hold the same data after a step; null, or a difference in it. */
  private @Nullable Difference after(int index, Step step, Frame our, Frame their)
      throws IOException {
    var words = step.words();
    var command = rules.command(words);
    if (command == null || our.text().equals("QUEUED")) {
      return null;
    }
    String name = command.fullName();
    int database = conversations.get(step.client()).database();
    boolean storesText =
        words.stream().anyMatch("store"::equalsIgnoreCase)
            && words.stream().anyMatch("alpha"::equalsIgnoreCase);
    if (name.startsWith("sort") && (Rules.isLooselySorted(words) || storesText)) {
      forget(database, words);
    }
    if (our.isError()) {
      return null;
    }
    if (Tact.isFewPlaces(name, words) && command.is(CommandFlag.WRITE)) {
      forget(database, words);
    }
    if (rules.isScan(command) && !our.equals(their)) {
      return scan(index, step, our, their);
    }
    if (name.equals("spop") && !our.equals(their)) {
      return align(index, database, words, our, their);
    }
    return null;
  }

  private @Nullable Difference scan(int index, Step step, Frame our, Frame their)
      throws IOException {
    int cursor = step.words().getFirst().equalsIgnoreCase("scan") ? 1 : 2;
    if (!step.words().get(cursor).equals("0")) {
      return null; // the tables of two servers are not alike in the middle
    }
    var ourItems = scanned(ours, step, cursor, our);
    var theirItems = scanned(theirs, step, cursor, their);
    return ourItems.equals(theirItems)
            || known.explain(step.words(), "" + ourItems, "" + theirItems)
        ? null
        : new Difference(index, "a whole scan", step.words(), "" + ourItems, "" + theirItems);
  }

  private static Set<String> scanned(Side side, Step step, int cursor, Frame first)
      throws IOException {
    var items = new TreeSet<String>();
    var words = new ArrayList<>(step.words());
    boolean pairs = step.name().equals("HSCAN") || step.name().equals("ZSCAN");
    for (var reply = first; ; reply = side.client(step.client()).next()) {
      var parts = reply.elements().get(1).elements();
      for (int i = 0; i < parts.size(); i += pairs ? 2 : 1) {
        items.add(parts.subList(i, i + (pairs ? 2 : 1)).toString());
      }
      words.set(cursor, reply.elements().getFirst().text());
      if (words.get(cursor).equals("0")) {
        return items;
      }
      side.send(step.client(), words);
    }
  }

  /** Removes from each server what the other one has removed by chance. */
  private @Nullable Difference align(
      int index, int database, List<String> words, Frame our, Frame their) throws IOException {
    var remove = new ArrayList<>(List.of("SREM", words.get(1)));
    for (var popped : List.of(our, their)) {
      var members = popped.isAggregate() ? popped.elements() : List.of(popped);
      members.forEach(member -> remove.add(member.text()));
    }
    for (var side : List.of(ours, theirs)) {
      side.control().call("SELECT", "" + database);
      side.control().call(remove.toArray(String[]::new));
    }
    var key = database + ":" + words.get(1);
    var ourKey = Dump.of(ours.control()).get(key);
    var theirKey = Dump.of(theirs.control()).get(key);
    if (Objects.equals(ourKey, theirKey)) {
      return null;
    }
    if (ourKey == null || theirKey == null || !ourKey.value().equals(theirKey.value())) {
      return new Difference(index, "what is left", words, "" + ourKey, "" + theirKey);
    }
    forget(database, List.of("DEL", words.get(1))); // the encoding depends on what was removed
    return null;
  }

  /** Deletes the keys that a command may have written by chance. */
  private void forget(int database, List<String> words) throws IOException {
    for (var side : List.of(ours, theirs)) {
      side.control().call("SELECT", "" + database);
      for (var word : words.subList(1, words.size())) {
        side.control().call("DEL", word);
      }
    }
  }
}
