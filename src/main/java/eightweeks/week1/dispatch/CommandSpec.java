package eightweeks.week1.dispatch;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a command. The checks before a command, COMMAND and the command reference are
 * made from it.
 *
 * <p>Answers to {@code commands.def} and {@code server.h: redisCommand}. Written beside the
 * command's code:
 *
 * <pre>
 * CommandSpec.of("get", 2)
 *     .group(STRING).since("1.0.0").complexity("O(1)")
 *     .summary("Returns the string value of a key.")
 *     .flags(READONLY, FAST).categories(Category.STRING)
 *     .keys(KeySpec.at(1).means(RO, ACCESS))
 *     .arguments("key")
 * </pre>
 */
public final class CommandSpec {
  private final String name;
  private final int arity;
  private Group group = Group.GENERIC;
  private String since = "";
  private String summary = "";
  private String complexity = "";
  private final EnumSet<CommandFlag> flags = EnumSet.noneOf(CommandFlag.class);
  private final EnumSet<Category> categories = EnumSet.noneOf(Category.class);
  private List<ArgumentSpec> keys = List.of();
  private @Nullable ArgumentSpec channels;
  private List<String> tips = List.of();
  private String arguments = "";
  private boolean internal;

  /** Describes which arguments are keys or channels: KeySpec and ChannelSpec of week 3. */
  public interface ArgumentSpec {}

  private CommandSpec(String name, int arity) {
    this.name = name;
    this.arity = arity;
  }

  /**
   * Begins a declaration.
   *
   * @param name the name in lower case, without the container's: {@code list} for CLIENT LIST
   * @param arity the number of arguments, with the name and the subcommand; a negative number is
   *     the minimum
   */
  public static CommandSpec of(String name, int arity) {
    return new CommandSpec(name, arity);
  }

  public CommandSpec group(Group chapter) {
    group = chapter;
    return this;
  }

  /** Sets the version of Redis that introduced the command. */
  public CommandSpec since(String version) {
    since = version;
    return this;
  }

  /** Sets one sentence on what the command does. */
  public CommandSpec summary(String sentence) {
    summary = sentence;
    return this;
  }

  public CommandSpec complexity(String order) {
    complexity = order;
    return this;
  }

  public CommandSpec flags(CommandFlag... which) {
    flags.addAll(List.of(which));
    return this;
  }

  /** Sets the categories that do not follow from its flags. */
  public CommandSpec categories(Category... which) {
    categories.addAll(List.of(which));
    return this;
  }

  public CommandSpec keys(ArgumentSpec... specs) {
    keys = List.of(specs);
    return this;
  }

  /** Sets the arguments that are channels of publish and subscribe. */
  public CommandSpec channels(ArgumentSpec spec) {
    channels = spec;
    return this;
  }

  /** Sets hints for clients, such as {@code nondeterministic_output}, {@code request_policy:…}. */
  public CommandSpec tips(String... which) {
    tips = List.of(which);
    return this;
  }

  /** Sets the arguments after the name, in the notation that week 3 reads for COMMAND DOCS. */
  public CommandSpec arguments(String syntax) {
    arguments = syntax;
    return this;
  }

  /** Marks a command that replicas, nodes and tools send, not users (the doc flag syscmd). */
  public CommandSpec internal() {
    internal = true;
    return this;
  }

  public String name() {
    return name;
  }

  public int arity() {
    return arity;
  }

  public Group group() {
    return group;
  }

  public String since() {
    return since;
  }

  public String summary() {
    return summary;
  }

  public String complexity() {
    return complexity;
  }

  public List<ArgumentSpec> keys() {
    return keys;
  }

  /** Returns the spec of the arguments that are channels; null if none are. */
  public @Nullable ArgumentSpec channels() {
    return channels;
  }

  public List<String> tips() {
    return tips;
  }

  /**
   * Returns the arguments in the notation of {@link #arguments(String)}; empty if there are none.
   */
  public String arguments() {
    return arguments;
  }

  public boolean isInternal() {
    return internal;
  }

  /** Returns the flags that were declared; MOVABLEKEYS follows from the keys. */
  public Set<CommandFlag> flags() {
    return EnumSet.copyOf(flags);
  }

  /** Returns the categories that were declared; others follow from the flags. */
  public Set<Category> categories() {
    return EnumSet.copyOf(categories);
  }
}
