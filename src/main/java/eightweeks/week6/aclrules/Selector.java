package eightweeks.week6.aclrules;

import static eightweeks.week6.aclrules.RuleException.Reason.AFTER_ALL_CHANNELS;
import static eightweeks.week6.aclrules.RuleException.Reason.AFTER_ALL_KEYS;
import static eightweeks.week6.aclrules.RuleException.Reason.SYNTAX;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Glob;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.resp.Args;
import eightweeks.week3.commandkeys.ChannelSpec;
import eightweeks.week3.commandkeys.CommandChannels;
import eightweeks.week3.commandkeys.CommandKeys;
import eightweeks.week3.commandkeys.KeySpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some commands, and the keys and channels that they may use: a user has one of these or more.
 *
 * <p>Answers to {@code acl.c: aclSelector}, {@code ACLSetSelector()}, {@code
 * ACLSelectorCheckCmd()}.
 */
public final class Selector {
  private final CommandRules commands;
  private final List<KeyPattern> keys;
  private final List<String> channels;
  private boolean allKeys;
  private boolean allChannels;

  /** Creates a selector that allows nothing, except all channels if it says so. */
  Selector(OriginalCommands commands, boolean allChannels) {
    this.commands = new CommandRules(commands);
    keys = new ArrayList<>();
    channels = new ArrayList<>();
    this.allChannels = allChannels;
  }

  Selector(Selector other) {
    commands = new CommandRules(other.commands);
    keys = new ArrayList<>(other.keys);
    channels = new ArrayList<>(other.channels);
    allKeys = other.allKeys;
    allChannels = other.allChannels;
  }

  /** Applies a rule. If it throws, nothing has changed. */
  void apply(String rule) throws RuleException {
    switch (rule.toLowerCase(Locale.ROOT)) {
      case "allkeys", "~*" -> keys(true);
      case "resetkeys" -> keys(false);
      case "allchannels", "&*" -> channels(true);
      case "resetchannels" -> channels(false);
      case "allcommands" -> commands.all(true);
      case "nocommands" -> commands.all(false);
      default -> {
        switch (rule.isEmpty() ? 0 : rule.charAt(0)) {
          case '~' -> key(KeyPattern.of(rule.substring(1), true, true));
          case '%' -> key(withPermissions(rule));
          case '&' -> channel(rule.substring(1));
          case '+', '-' -> commands.apply(rule);
          default -> throw new RuleException(SYNTAX);
        }
      }
    }
  }

  private void keys(boolean all) {
    allKeys = all;
    keys.clear();
  }

  private void channels(boolean all) {
    allChannels = all;
    channels.clear();
  }

  /** Reads {@code %R~pattern}, {@code %W~pattern} or {@code %RW~pattern}. */
  private static KeyPattern withPermissions(String rule) throws RuleException {
    boolean reads = false;
    boolean writes = false;
    for (int i = 1; i < rule.length(); i++) {
      char c = Character.toUpperCase(rule.charAt(i));
      if (c == 'R' && !reads) {
        reads = true;
      } else if (c == 'W' && !writes) {
        writes = true;
      } else if (c == '~' && (reads || writes)) {
        return KeyPattern.of(rule.substring(i + 1), reads, writes);
      } else {
        throw new RuleException(SYNTAX);
      }
    }
    if (!reads && !writes) {
      throw new RuleException(SYNTAX);
    }
    return KeyPattern.of("", reads, writes); // as Redis reads a rule that ends before its tilde
  }

  private void key(KeyPattern pattern) throws RuleException {
    if (allKeys) {
      throw new RuleException(AFTER_ALL_KEYS);
    }
    if (hasSpaces(pattern.text())) {
      throw new RuleException(SYNTAX);
    }
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).text().equals(pattern.text())) {
        keys.set(i, keys.get(i).and(pattern));
        return;
      }
    }
    keys.add(pattern);
  }

  private void channel(String pattern) throws RuleException {
    if (allChannels) {
      throw new RuleException(AFTER_ALL_CHANNELS);
    }
    if (hasSpaces(pattern)) {
      throw new RuleException(SYNTAX);
    }
    if (!channels.contains(pattern)) {
      channels.add(pattern);
    }
  }

  /** Returns whether a text has a character that ends a word in a file of rules. */
  public static boolean hasSpaces(String text) {
    return text.chars().anyMatch(c -> c == 0 || Ascii.isSpace(c));
  }

  /** Returns whether everything is allowed, for ever. */
  boolean allowsEverything() {
    return commands.allowsAll() && allKeys && allChannels;
  }

  /** Returns why a command may not run; null if it may. */
  @Nullable Denial check(Command command, Args args) {
    if (!commands.allows(command, args)) {
      return new Denial(Denial.Reason.COMMAND, 0);
    }
    var denial = allKeys ? null : checkKeys(command, args);
    return denial != null || allChannels ? denial : checkChannels(command, args);
  }

  private @Nullable Denial checkKeys(Command command, Args args) {
    var found = CommandKeys.of(command, args);
    for (int i = 0; found != null && i < found.count(); i++) {
      int position = found.position(i);
      var uses = found.uses(i);
      if (keys.stream().noneMatch(pattern -> pattern.allows(args, position, uses))) {
        return new Denial(Denial.Reason.KEY, position);
      }
    }
    return null;
  }

  private @Nullable Denial checkChannels(Command command, Args args) {
    var found = CommandChannels.of(command, args);
    for (int i = 0; i < found.count(); i++) {
      int position = found.position(i);
      var uses = found.uses(i);
      boolean free =
          !uses.contains(ChannelSpec.Use.PUBLISH) && !uses.contains(ChannelSpec.Use.SUBSCRIBE);
      boolean isPattern = uses.contains(ChannelSpec.Use.PATTERN);
      if (!free && !allowsChannel(channels, args.bytes(position), isPattern)) {
        return new Denial(Denial.Reason.CHANNEL, position);
      }
    }
    return null;
  }

  /**
   * Returns whether a list of patterns allows a channel.
   *
   * @param isPattern whether the channel is itself a pattern: it must be one of the list
   */
  public static boolean allowsChannel(List<String> patterns, byte[] channel, boolean isPattern) {
    var text = Ascii.text(channel);
    return patterns.stream()
        .anyMatch(
            pattern ->
                isPattern ? pattern.equals(text) : Glob.matches(Ascii.bytes(pattern), channel));
  }

  /** Returns whether every key may be read. */
  boolean readsEveryKey() {
    Set<KeySpec.Use> reading = EnumSet.of(KeySpec.Use.ACCESS);
    return allKeys || keys.stream().anyMatch(pattern -> pattern.allowsEveryKey(reading));
  }

  public boolean hasAllChannels() {
    return allChannels;
  }

  public List<String> channels() {
    return channels;
  }

  public CommandRules commands() {
    return commands;
  }

  /** Returns the rules of the keys, for ACL GETUSER. */
  public String keysText() {
    return allKeys ? "~*" : String.join(" ", keys.stream().map(KeyPattern::toString).toList());
  }

  /** Returns the rules of the channels, for ACL GETUSER. */
  public String channelsText() {
    return allChannels ? "&*" : String.join(" ", channels.stream().map(c -> "&" + c).toList());
  }

  /** Returns the rules that make this selector. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    if (allKeys || !keys.isEmpty()) {
      text.append(keysText()).append(' ');
    }
    if (!allChannels) {
      text.append("resetchannels ");
    }
    if (allChannels || !channels.isEmpty()) {
      text.append(channelsText()).append(' ');
    }
    return text.append(commands).toString();
  }
}
