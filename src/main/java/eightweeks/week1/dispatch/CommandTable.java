package eightweeks.week1.dispatch;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.Args;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands by name, found straight from the bytes of a query in any case.
 *
 * <p>Answers to {@code server.c: lookupCommand()} and the dict of commands. Open addressing over a
 * table that is at most a quarter full, so that the first probe mostly hits; no text is made and
 * nothing is allocated. A change builds a new index and replaces the old one whole.
 */
public final class CommandTable {
  private final Map<String, Command> byName = new LinkedHashMap<>();
  private byte[][] names = new byte[4][];
  private @Nullable Command[] commands = new Command[4];

  /**
   * Adds a command under its name.
   *
   * @throws IllegalStateException if the name is taken
   */
  public void add(Command command) {
    put(command.spec().name(), command);
  }

  private void put(String name, Command command) {
    if (byName.putIfAbsent(name, command) != null) {
      throw new IllegalStateException("the command '" + name + "' is registered twice");
    }
    index();
  }

  /** Takes a command away; returns whether it was there. */
  public boolean remove(String name) {
    boolean there = byName.remove(name.toLowerCase(Locale.ROOT)) != null;
    index();
    return there;
  }

  /**
   * Gives a command another name, as the directive rename-command does.
   *
   * @param to the new name; empty to take the command away
   * @return whether there is such a command and the new name is free
   */
  public boolean rename(String from, String to) {
    var command = byName.get(from.toLowerCase(Locale.ROOT));
    String name = to.toLowerCase(Locale.ROOT);
    if (command == null || byName.containsKey(name)) {
      return false;
    }
    remove(from);
    if (!name.isEmpty()) {
      put(name, command);
    }
    return true;
  }

  /** The command of that name in any case, or null. */
  public @Nullable Command find(String name) {
    return byName.get(name.toLowerCase(Locale.ROOT));
  }

  /** The command of a full name such as {@code client|list} in any case, or null. */
  public @Nullable Command findByFullName(String name) {
    int bar = name.indexOf('|');
    if (bar < 0) {
      return find(name);
    }
    return find(name.substring(0, bar)) instanceof ContainerCommand container
        ? container.find(name.substring(bar + 1))
        : null;
  }

  /**
   * The command that words begin with, or null. The container of a subcommand that does not exist
   * is found itself.
   */
  @Nullable
  public Command find(Args args) {
    var command = find(args.array(0), args.offset(0), args.length(0));
    if (command instanceof ContainerCommand container && args.count() > 1) {
      var subcommand = container.find(args);
      return subcommand == null ? container : subcommand;
    }
    return command;
  }

  /** The command whose name is spelled by a range of bytes, in any case, or null. */
  public @Nullable Command find(byte[] bytes, int offset, int length) {
    var index = names;
    int mask = index.length - 1;
    for (int slot = hash(bytes, offset, length) & mask; ; slot = (slot + 1) & mask) {
      var name = index[slot];
      if (name == null) {
        return null;
      }
      if (Ascii.equalsIgnoreCase(bytes, offset, length, name)) {
        return commands[slot];
      }
    }
  }

  /** All commands, in the order in which they were added. */
  public Collection<Command> all() {
    return byName.values();
  }

  public int size() {
    return byName.size();
  }

  private void index() {
    int size = Integer.highestOneBit(Math.max(4, byName.size() * 8 - 1));
    var newNames = new byte[size][];
    var newCommands = new Command[size];
    for (var entry : byName.entrySet()) {
      var name = Ascii.bytes(entry.getKey());
      int slot = hash(name, 0, name.length) & (size - 1);
      while (newNames[slot] != null) {
        slot = (slot + 1) & (size - 1);
      }
      newNames[slot] = name;
      newCommands[slot] = entry.getValue();
    }
    names = newNames;
    commands = newCommands;
  }

  /**
   * Setting the bit that makes a letter small does no harm to other bytes: they only share a slot.
   */
  private static int hash(byte[] bytes, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = hash * 31 + (bytes[i] | 0x20);
    }
    return hash ^ hash >>> 11;
  }

  @Override
  public String toString() {
    return Arrays.toString(byName.keySet().toArray());
  }
}
