package eightweeks.week6.acl;

import eightweeks.week1.networking.User;
import eightweeks.week6.aclrules.UserRules;

/**
 * A user: a name, and the rules that are in force for it.
 *
 * <p>Answers to {@code server.h: user}. Clients hold this object, so that a change of the rules
 * reaches them at once.
 */
final class AclUser implements User {
  private static final long PER_USER = 128;

  private final String name;
  private UserRules rules;
  private long memory;

  AclUser(String name, UserRules rules) {
    this.name = name;
    this.rules = rules;
    memory = PER_USER + name.length() + rules.memory();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isRestricted() {
    return !rules.allowsEverything();
  }

  @Override
  public boolean isTrusted() {
    return rules.skipsSanitizing();
  }

  UserRules rules() {
    return rules;
  }

  /**
   * Replaces the rules. {@link Users} calls it, and then tells the clients.
   *
   * @return by how many bytes the user's memory grows
   */
  long rules(UserRules newRules) {
    long before = memory;
    rules = newRules;
    memory = PER_USER + name.length() + rules.memory();
    return memory - before;
  }

  /** Returns about how many bytes of memory the user takes. */
  long memory() {
    return memory;
  }

  /** Returns the line that makes this user in a configuration file. */
  @Override
  public String toString() {
    return "user " + name + " " + rules;
  }
}
