package eightweeks.week6.aclrules;

import static eightweeks.week6.aclrules.RuleException.Reason.BAD_HASH;
import static eightweeks.week6.aclrules.RuleException.Reason.NO_SUCH_PASSWORD;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.resp.Args;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do and how it authenticates.
 *
 * <p>Answers to {@code acl.c: ACLSetUser()}, {@code ACLDescribeUser()}, {@code
 * ACLCheckAllUserCommandPerm()}. Rules are changed on a copy, which replaces the old ones if every
 * rule was right: {@code ACL SETUSER} does all that it is told, or nothing.
 *
 * <p>Invariant: the first selector is the root, to which rules outside parentheses apply.
 */
public final class UserRules {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private static final long PER_SELECTOR = 512;
  private static final long PER_PASSWORD = 64;

  /** A rule of a few characters is an object. */
  private static final long PER_CHARACTER = 12;

  private final OriginalCommands commands;
  private final boolean channelsByDefault;
  private final List<Selector> selectors;

  /** SHA-256 of each password, in lower-case hexadecimal digits. */
  private final List<String> passwords;

  private boolean enabled;
  private boolean needsNoPassword;
  private boolean skipsSanitizing;

  /**
   * Creates the rules of a new user, who may do nothing.
   *
   * @param channelsByDefault whether new selectors allow all channels (acl-pubsub-default)
   */
  public UserRules(OriginalCommands commands, boolean channelsByDefault) {
    this.commands = commands;
    this.channelsByDefault = channelsByDefault;
    passwords = new ArrayList<>();
    selectors = new ArrayList<>(List.of(new Selector(commands, channelsByDefault)));
  }

  /** Creates a copy that can be changed. */
  public UserRules(UserRules other, boolean channelsByDefault) {
    commands = other.commands;
    this.channelsByDefault = channelsByDefault;
    passwords = new ArrayList<>(other.passwords);
    selectors = new ArrayList<>(other.selectors.stream().map(Selector::new).toList());
    enabled = other.enabled;
    needsNoPassword = other.needsNoPassword;
    skipsSanitizing = other.skipsSanitizing;
  }

  /**
   * Applies a rule. If it throws, nothing has changed.
   *
   * @param rule one character a byte; an empty one does nothing
   */
  public void apply(String rule) throws RuleException {
    switch (rule.toLowerCase(Locale.ROOT)) {
      case "" -> {}
      case "on" -> enabled = true;
      case "off" -> enabled = false;
      case "skip-sanitize-payload" -> skipsSanitizing = true;
      case "sanitize-payload" -> skipsSanitizing = false;
      case "nopass" -> passwords(true);
      case "resetpass" -> passwords(false);
      case "clearselectors" -> selectors.subList(1, selectors.size()).clear();
      case "reset" -> reset();
      default -> {
        boolean inParentheses = rule.charAt(0) == '(' && rule.endsWith(")");
        switch (rule.charAt(0)) {
          case '>' -> addPassword(hash(rule.substring(1)));
          case '#' -> addPassword(checkedHash(rule.substring(1)));
          case '<' -> removePassword(hash(rule.substring(1)));
          case '!' -> removePassword(checkedHash(rule.substring(1)));
          default -> {
            if (inParentheses) {
              selectors.add(selector(rule.substring(1, rule.length() - 1)));
            } else {
              root().apply(rule);
            }
          }
        }
      }
    }
  }

  /** Returns about how many bytes of memory the rules take. */
  public long memory() {
    return PER_SELECTOR * selectors.size()
        + PER_PASSWORD * passwords.size()
        + PER_CHARACTER * toString().length();
  }

  private void reset() {
    passwords(false);
    enabled = false;
    skipsSanitizing = false;
    selectors.clear();
    selectors.add(new Selector(commands, channelsByDefault));
  }

  private Selector selector(String rules) throws RuleException {
    var selector = new Selector(commands, channelsByDefault);
    var words = QuotedWords.split(rules);
    for (var rule : words == null ? List.<String>of() : words) {
      selector.apply(rule);
    }
    return selector;
  }

  private void passwords(boolean none) {
    passwords.clear();
    needsNoPassword = none;
  }

  private void addPassword(String hash) {
    if (!passwords.contains(hash)) {
      passwords.add(hash);
    }
    needsNoPassword = false;
  }

  private void removePassword(String hash) throws RuleException {
    if (!passwords.remove(hash)) {
      throw new RuleException(NO_SUCH_PASSWORD);
    }
  }

  private static String checkedHash(String hash) throws RuleException {
    if (!HASH.matcher(hash).matches()) {
      throw new RuleException(BAD_HASH);
    }
    return hash;
  }

  private static String hash(String password) {
    return HexFormat.of().formatHex(sha256(Ascii.bytes(password)));
  }

  private static byte[] sha256(byte[] password) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(password);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns whether a user with these rules and this password is let in. */
  public boolean accept(byte[] password) {
    if (!enabled || needsNoPassword) {
      return enabled;
    }
    var shown = Ascii.bytes(HexFormat.of().formatHex(sha256(password)));
    boolean accepted = false;
    for (var hash : passwords) {
      accepted |= MessageDigest.isEqual(Ascii.bytes(hash), shown);
    }
    return accepted;
  }

  /** Returns why a command may not run; null if it may, because one selector allows it. */
  public @Nullable Denial check(Command command, Args args) {
    var shown = new Denial(Denial.Reason.COMMAND, 0);
    int lastPosition = 0;
    for (var selector : selectors) {
      var denial = selector.check(command, args);
      if (denial == null) {
        return null;
      }
      if (denial.position() != 0) {
        lastPosition = denial.position();
      }
      var placed = new Denial(denial.reason(), lastPosition);
      if (placed.outranks(shown)) {
        shown = placed;
      }
    }
    return shown;
  }

  /** Returns whether a selector allows the command and lets it read every key besides. */
  public boolean allowsReadingEveryKey(Command command, Args args) {
    return selectors.stream()
        .anyMatch(selector -> selector.check(command, args) == null && selector.readsEveryKey());
  }

  /** Finds the permitted commands again: some were added or removed. */
  public void recompute() {
    selectors.forEach(selector -> selector.commands().recompute());
  }

  public boolean isEnabled() {
    return enabled;
  }

  public boolean needsNoPassword() {
    return needsNoPassword;
  }

  public boolean skipsSanitizing() {
    return skipsSanitizing;
  }

  public boolean allowsEverything() {
    return root().allowsEverything();
  }

  public Selector root() {
    return selectors.getFirst();
  }

  /** Returns the root and the selectors in parentheses, oldest first. */
  public List<Selector> selectors() {
    return selectors;
  }

  public List<String> passwords() {
    return passwords;
  }

  /** Returns on or off, whether there is no password, and whether payloads are sanitized. */
  public List<String> flags() {
    var flags = new ArrayList<String>();
    flags.add(enabled ? "on" : "off");
    if (needsNoPassword) {
      flags.add("nopass");
    }
    flags.add(skipsSanitizing ? "skip-sanitize-payload" : "sanitize-payload");
    return flags;
  }

  /** Returns the rules that make a user with all of this. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    flags().forEach(flag -> text.append(flag).append(' '));
    passwords.forEach(hash -> text.append('#').append(hash).append(' '));
    text.append(root());
    selectors.stream().skip(1).forEach(selector -> text.append(" (").append(selector).append(')'));
    return text.toString();
  }
}
