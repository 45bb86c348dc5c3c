package eightweeks.week1.dispatch;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.extension.Registry;
import eightweeks.week1.resp.Args;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commands by name, looked up by the bytes of a query in any case.
 *
 * <p>Answers to {@code server.c: lookupCommand()} and the dict of commands. The index uses open
 * addressing and is at most a quarter full, so that the first probe mostly hits; a lookup allocates
 * nothing.
 *
 * <p>This class only finds commands. {@link CommandRegistry} adds and removes them.
 */
public final class CommandTable {
  private final Registry<Command> byName = new Registry<>("command");
  private byte[][] names = new byte[4][];
  private @Nullable Command[] commands = new Command[4];

  /**
   * Adds a command under its name.
   *
   * @throws IllegalStateException if the name is taken
   */
  void add(Command command) {
    add(command.spec().name(), command);
  }

  private void add(String name, Command command) {
    byName.add(name, command);
    if (4 * byName.size() > names.length) {
      rebuildIndex(2 * names.length);
    }
    index(Ascii.bytes(name.toLowerCase(Locale.ROOT)), command);
  }

  /** Removes the command of a name and returns it; null if there is none. */
  @Nullable Command remove(String name) {
    var command = byName.remove(name);
    if (command != null) {
      var bytes = Ascii.bytes(name);
      commands[slotOf(bytes, 0, bytes.length)] = null;
      rebuildIndex(names.length);
    }
    return command;
  }

  /**
   * Gives a command another name.
   *
   * @return whether there is such a command and the new name is free
   */
  boolean rename(String from, String to) {
    var command = byName.find(from);
    if (command == null || byName.find(to) != null) {
      return false;
    }
    remove(from);
    add(to, command);
    return true;
  }

  /** Returns the command of that name in any case, or null. */
  public @Nullable Command find(String name) {
    return byName.find(name);
  }

  /** Returns the command of a full name such as {@code client|list} in any case, or null. */
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
   * Returns the command or subcommand that the first arguments name, or null. Returns the container
   * itself for a subcommand that does not exist.
   */
  // tag::lookup[]
  public @Nullable Command find(Args args) {
    var command = find(args.array(0), args.offset(0), args.length(0));
    if (command instanceof ContainerCommand container && args.count() > 1) {
      var subcommand = container.find(args);
      return subcommand == null ? container : subcommand;
    }
    return command;
  }

  // end::lookup[]

  /** Returns the command whose name is a range of bytes, in any case, or null. */
  public @Nullable Command find(byte[] bytes, int offset, int length) {
    return commands[slotOf(bytes, offset, length)];
  }

  /** Returns the slot of a name; if the name is not there, the free slot where it would go. */
  private int slotOf(byte[] bytes, int offset, int length) {
    var index = names;
    int mask = index.length - 1;
    int slot = hash(bytes, offset, length) & mask;
    while (true) {
      var name = index[slot];
      if (name == null || Ascii.equalsIgnoreCase(bytes, offset, length, name)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Returns all commands without their subcommands, in the order in which they were added. */
  public List<Command> all() {
    return byName.all();
  }

  /** Calls the action for each command; after a container, for each of its subcommands. */
  public void forEach(Consumer<Command> action) {
    for (var command : all()) {
      action.accept(command);
      if (command instanceof ContainerCommand container) {
        container.subcommands().forEach(action);
      }
    }
  }

  /** Returns how many commands there are, not counting subcommands. */
  public int size() {
    return byName.size();
  }

  /** Moves all names into a new index, except those whose command was removed (is null). */
  private void rebuildIndex(int size) {
    var oldNames = names;
    var oldCommands = commands;
    names = new byte[size][];
    commands = new Command[size];
    for (int i = 0; i < oldNames.length; i++) {
      var name = oldNames[i];
      var command = oldCommands[i];
      if (name != null && command != null) {
        index(name, command);
      }
    }
  }

  private void index(byte[] name, Command command) {
    int slot = slotOf(name, 0, name.length);
    names[slot] = name;
    commands[slot] = command;
  }

  /** Returns a hash that ignores case. It maps some other bytes alike too, which does no harm. */
  private static int hash(byte[] bytes, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = hash * 31 + (bytes[i] | 0x20);
    }
    return hash ^ hash >>> 11;
  }
}
