package eightweeks.week6.aclrules;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.resp.Args;
import eightweeks.week3.commanddocs.Categories;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands that a selector allows: a bit for each, and the rules that set the bits.
 *
 * <p>Answers to {@code acl.c: ACLChangeSelectorPerm()}, {@code
 * ACLSetSelectorCommandBitsForCategory()}, {@code ACLUpdateCommandRules()}, {@code
 * ACLDescribeSelectorCommandRules()}.
 *
 * <p><b>Why are the rules kept beside the bits?</b> To show a user its own rules, and to find the
 * bits again when a module brings commands: a category may have new members then.
 *
 * <p>Invariant: {@code +@all} or {@code -@all}, then the kept rules in their order, give the bits.
 */
public final class CommandRules {
  private final OriginalCommands commands;

  /** A bit for each {@link Command#id} that is allowed. */
  private final BitSet allowed;

  /** What argument 1 (of a subcommand: argument 2) may be, for commands that are not allowed. */
  private final Map<Integer, List<String>> firstArguments;

  /** The rules since the last {@code @all}, oldest first: {@code +get}, {@code -@write}. */
  private final List<String> rules;

  /** Whether the last {@code @all} was {@code +@all}: commands that come later are allowed. */
  private boolean startsFull;

  /** Whether nothing was taken away since {@code +@all}. */
  private boolean all;

  /** Creates rules that allow nothing. */
  CommandRules(OriginalCommands commands) {
    this.commands = commands;
    allowed = new BitSet();
    firstArguments = new HashMap<>();
    rules = new ArrayList<>();
  }

  CommandRules(CommandRules other) {
    commands = other.commands;
    allowed = (BitSet) other.allowed.clone();
    firstArguments = new HashMap<>();
    other.firstArguments.forEach((id, words) -> firstArguments.put(id, new ArrayList<>(words)));
    rules = new ArrayList<>(other.rules);
    startsFull = other.startsFull;
    all = other.all;
  }

  /** Returns whether every command is allowed, those that come later too. */
  boolean allowsAll() {
    return all;
  }

  /** Returns whether a command may run with these arguments, as far as its name decides. */
  boolean allows(Command command, Args args) {
    return all
        || command.is(CommandFlag.NO_AUTH)
        || allowed.get(command.id())
        || allowsArgument(command, args);
  }

  private boolean allowsArgument(Command command, Args args) {
    var words = firstArguments.get(command.id());
    int i = OriginalCommands.isSubcommand(command) ? 2 : 1;
    return words != null && i < args.count() && words.stream().anyMatch(word -> args.is(i, word));
  }

  /** Allows every command, or none. */
  void all(boolean allow) {
    rules.clear();
    firstArguments.clear();
    allowed.clear();
    startsFull = allow;
    all = allow;
    if (allow) {
      commands.forEach(command -> allowed.set(command.id()));
    }
  }

  /**
   * Applies a rule about a command or a category.
   *
   * @param rule begins with a plus or a minus
   */
  void apply(String rule) throws RuleException {
    boolean allow = rule.charAt(0) == '+';
    var name = rule.substring(1);
    if (name.equalsIgnoreCase("@all")) {
      all(allow);
    } else if (name.startsWith("@")) {
      category(name, allow);
    } else if (allow && name.indexOf('|') >= 0) {
      allowPart(name);
    } else {
      var command = find(name);
      change(command, allow);
      keep(command.fullName(), allow);
    }
  }

  private void category(String name, boolean allow) throws RuleException {
    var category = category(name.substring(1));
    if (category == null) {
      throw new RuleException(RuleException.Reason.UNKNOWN);
    }
    keep(name, allow);
    commands.forEach(
        command -> {
          if (Categories.of(command.spec()).contains(category)) {
            change(command, allow);
          }
        });
  }

  /** Returns the category of a name without its at sign, in any case; null if there is none. */
  public static @Nullable Category category(String name) {
    for (var category : Category.values()) {
      if (category.wireName.substring(1).equalsIgnoreCase(name)) {
        return category;
      }
    }
    return null;
  }

  /** Allows a subcommand ({@code config|get}), or a command with one first argument. */
  private void allowPart(String name) throws RuleException {
    int bar = name.lastIndexOf('|');
    var command = find(name.substring(0, bar));
    var part = name.substring(bar + 1);
    if (OriginalCommands.isSubcommand(command)) {
      throw new RuleException(RuleException.Reason.ARGUMENT_OF_SUBCOMMAND);
    }
    if (part.isEmpty()) {
      throw new RuleException(RuleException.Reason.SYNTAX);
    }
    if (OriginalCommands.isContainer(command)) {
      change(find(name), true);
    } else {
      var words = firstArguments.computeIfAbsent(command.id(), _ -> new ArrayList<>());
      if (words.stream().noneMatch(part::equalsIgnoreCase)) {
        words.add(part);
      }
    }
    keep(name, true);
  }

  private Command find(String name) throws RuleException {
    var command = commands.find(name);
    if (command == null) {
      throw new RuleException(RuleException.Reason.UNKNOWN);
    }
    return command;
  }

  /** Allows a command with its subcommands, or forbids them. */
  private void change(Command command, boolean allow) {
    set(command, allow);
    firstArguments.remove(command.id());
    if (command instanceof ContainerCommand container) {
      container.subcommands().forEach(subcommand -> set(subcommand, allow));
    }
  }

  private void set(Command command, boolean allow) {
    allowed.set(command.id(), allow);
    all &= allow;
  }

  /** Keeps a rule in place of those that it makes void: its own name, and its subcommands. */
  private void keep(String name, boolean allow) {
    var rule = name.toLowerCase(Locale.ROOT);
    rules.removeIf(
        old -> {
          var oldName = old.substring(1);
          return oldName.equals(rule) || oldName.startsWith(rule + "|");
        });
    rules.add((allow ? "+" : "-") + rule);
  }

  /** Finds the bits again from the rules, because commands were added or removed. */
  void recompute() {
    var kept = List.copyOf(rules);
    all(startsFull);
    for (var rule : kept) {
      try {
        apply(rule);
      } catch (RuleException _) {
        rules.add(rule); // its command was unloaded, and may come back
      }
    }
  }

  /** Returns the rules that give these permissions: {@code -@all +@read -get}. */
  @Override
  public String toString() {
    var text = startsFull ? "+@all" : "-@all";
    return rules.isEmpty() ? text : text + " " + String.join(" ", rules);
  }
}
